// SPDX-License-Identifier: MIT
#include "sql/table_rebuild.h"

#include "retort/expression_node.h"

#include "schema/lookup.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

namespace retort {
namespace {

constexpr std::size_t longest_temporary_name = 50;

TableName temporary_name(const TableName& table) {
  TableName name = table;
  name.name = ("_alembic_tmp_" + table.name).substr(0, longest_temporary_name);
  // A character of several octets is not cut in two.
  while (name.name.size() == longest_temporary_name &&
         name.name.size() < table.name.size() + std::string("_alembic_tmp_").size() &&
         (static_cast<unsigned char>(name.name.back()) & 0x80U) != 0) {
    name.name.pop_back();
  }
  return name;
}

Expression table_expression(const TableName& table) {
  return Expression(expr::Table{.name = table.name, .schema = table.schema, .quote = table.quote});
}

// INSERT INTO new (...) SELECT old.... FROM old
op::Execute copy_rows(const TableName& from, const TableName& to, const Rebuild& rebuilt) {
  const auto source = table_expression(from);
  expr::Select select;
  expr::Insert insert{.table = table_expression(to)};
  for (const auto& column : rebuilt.copied) {
    Expression value(expr::Column{.name = column.from, .from = source});
    for (const auto& type : column.casts) {
      value = Expression(expr::Cast{.operand = value, .type = type});
    }
    if (!column.casts.empty()) {
      value =
          Expression(expr::Labelled{.name = expr::Label{.text = column.from}, .element = value});
    }
    select.columns.push_back(std::move(value));
    insert.select_columns.push_back(column.to);
  }
  select.from.push_back(source);
  insert.select = Expression(std::move(select));
  return op::Execute{.statement = Expression(std::move(insert))};
}

// Names are unique in a PostgreSQL schema: the old constraints make room first.
void drop_carried_constraints(const Table& existing, const Rebuild& rebuilt,
                              std::vector<Operation>& plan) {
  for (const auto& name : rebuilt.carried_constraints) {
    plan.emplace_back(op::DropConstraint{.name = Name(name.text, true), .table = existing.name});
  }
}

// The naming convention has had its say when the table was described.
void keep_name(Check& check) {
  if (check.name) check.name->final = true;
}

}  // namespace

std::vector<Operation> plan_rebuild(const Table& existing, const op::AlterTableBatch& batch,
                                    const std::string& dialect, const RebuildOptions& options) {
  auto rebuilt = rebuild(existing, batch, options);
  const auto temporary = temporary_name(existing.name);
  const auto indexes = std::exchange(rebuilt.table.indexes, {});
  std::vector<Operation> plan;
  // As in Alembic, where a statement does not wait for the end of the batch.
  std::copy_if(batch.operations.begin(), batch.operations.end(), std::back_inserter(plan),
               [](const Operation& operation) {
                 return std::holds_alternative<op::Execute>(operation.base());
               });
  if (dialect == "postgresql") drop_carried_constraints(existing, rebuilt, plan);
  auto created = rebuilt.table;
  created.name = temporary;
  for (auto& constraint : created.constraints) {
    // What had no name gets none, whatever the naming convention says.
    if (!name_of(constraint)) set_name(constraint, Name("", true));
    if (auto* check = std::get_if<Check>(&constraint)) keep_name(*check);
  }
  for (auto& column : created.columns) {
    for (auto& check : column.checks) keep_name(check);
  }
  plan.emplace_back(op::CreateTable{.table = std::move(created)});
  if (!rebuilt.copied.empty()) plan.emplace_back(copy_rows(existing.name, temporary, rebuilt));
  plan.emplace_back(op::DropTable{.table = existing.name});
  plan.emplace_back(op::RenameTable{.table = temporary, .new_name = existing.name.name});
  for (const auto& index : indexes) {
    plan.emplace_back(op::CreateIndex{.table = existing.name, .index = index});
  }
  return plan;
}

}  // namespace retort
