// SPDX-License-Identifier: MIT
// Rows, statements of the author's own, sequences, enum types, and operations made of others.
#include "retort/error.h"
#include "retort/expression_node.h"

#include "base/text.h"
#include "schema/lookup.h"
#include "sql/ddl_compiler.h"
#include "sql/expression_compiler.h"
#include "sql/parameters.h"
#include "sql/table_rebuild.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort {

namespace {

/// Databases bound the parameters of one statement: SQLite 32,766, PostgreSQL 65,535.
constexpr std::size_t max_parameters = 30000;

Expression cell_value(const op::BulkInsert& operation, const std::string& name,
                      const op::BulkInsert::Cell& cell) {
  if (const auto* expression = std::get_if<Expression>(&cell)) {
    return *expression;
  }
  const auto at = std::find_if(operation.columns.begin(), operation.columns.end(),
                               [&](const Column& column) { return column.name == name; });
  expr::Literal literal;
  literal.value = std::get<Value>(cell);
  if (at != operation.columns.end()) {
    literal.type = at->type;
  }
  literal.name = expr::Label{.text = name};
  return Expression(expr::Node(std::move(literal)));
}

/// The cells in the order of the table's columns; those of a table whose columns are not known keep
/// theirs.
op::BulkInsert::Row in_table_order(const op::BulkInsert& operation,
                                   const op::BulkInsert::Row& row) {
  if (operation.columns.empty()) {
    return row;
  }
  op::BulkInsert::Row ordered;
  for (const Column& column : operation.columns) {
    for (const auto& cell : row) {
      if (cell.first == column.name) {
        ordered.push_back(cell);
      }
    }
  }
  for (const auto& cell : row) {
    const bool known = std::any_of(operation.columns.begin(), operation.columns.end(),
                                   [&](const Column& column) { return column.name == cell.first; });
    if (!known) {
      throw Error(
          "Table '" + operation.table.name + "' has no column '" + cell.first + "' to insert into",
          ErrorCode::argument);
    }
  }
  return ordered;
}

std::vector<expr::Assignment> row_values(const op::BulkInsert& operation,
                                         const op::BulkInsert::Row& row) {
  std::vector<expr::Assignment> values;
  for (const auto& [name, cell] : in_table_order(operation, row)) {
    values.push_back(expr::Assignment{.column = name, .value = cell_value(operation, name, cell)});
  }
  return values;
}

bool same_columns(const op::BulkInsert::Row& left, const op::BulkInsert::Row& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto& a, const auto& b) { return a.first == b.first; });
}

}  // namespace

void DdlCompiler::emit(const op::BulkInsert& operation) {
  const expr::Table target{.name = operation.table.name,
                           .schema = operation.table.schema,
                           .quote = operation.table.quote};
  ExpressionOptions writing;
  writing.offline = options_.offline;
  // Alembic writes the rows of a script inline even where other statements keep placeholders.
  writing.literal_binds = options_.offline || options_.literal_binds;
  std::size_t at = 0;
  while (at < operation.rows.size()) {
    const op::BulkInsert::Row& first = operation.rows[at];
    expr::Insert insert{.table = Expression(expr::Node(target))};
    const std::size_t limit = writing.literal_binds || !operation.multiinsert || first.empty()
                                  ? 1
                                  : std::max<std::size_t>(1, max_parameters / first.size());
    while (at < operation.rows.size() && insert.rows.size() < limit &&
           same_columns(first, operation.rows[at])) {
      insert.rows.push_back(row_values(operation, operation.rows[at]));
      ++at;
    }
    insert.multi_row = insert.rows.size() > 1;
    script_.statements.push_back(
        compile_expression(sql_, Expression(expr::Node(std::move(insert))), writing));
  }
}

void DdlCompiler::emit(const op::Execute& operation) {
  ExpressionOptions writing;
  writing.offline = options_.offline;
  writing.literal_binds = options_.literal_binds;
  Statement statement =
      compile_expression(sql_, with_parameters(operation.statement, operation.parameters), writing);
  statement.sql = std::string(strip(statement.sql));
  script_.statements.push_back(std::move(statement));
}

void DdlCompiler::emit(const op::CreateSequence& operation) {
  const Sequence& sequence = operation.sequence;
  std::string text =
      std::string("CREATE SEQUENCE ") + (operation.if_not_exists ? "IF NOT EXISTS " : "") +
      table_text(TableName(sequence.name, sequence.schema)) + sequence_type(sequence);
  const std::string numbers = sequence_options(sequence.options);
  add(text + (numbers.empty() ? "" : " " + numbers));
}

std::string DdlCompiler::sequence_type(const Sequence&) const { return {}; }

void DdlCompiler::emit(const op::DropSequence& operation) {
  add(std::string("DROP SEQUENCE ") + (operation.if_exists ? "IF EXISTS " : "") +
      table_text(TableName(operation.name, operation.schema)));
}

void DdlCompiler::emit(const op::CreateEnum&) {}
void DdlCompiler::emit(const op::DropEnum&) {}

bool DdlCompiler::rebuilds(const op::AlterTableBatch& batch) const {
  return batch.recreate == op::Recreate::always;
}

void DdlCompiler::emit(const op::AlterTableBatch& operation) {
  if (!rebuilds(operation)) {
    for (const Operation& change : operation.operations) {
      const auto* added = std::get_if<op::AddColumn>(&change.base());
      if (added && (added->insert_before || added->insert_after)) {
        throw Error(
            "Can't specify insert_before or insert_after when using ALTER; please specify "
            "recreate='always'");
      }
    }
    // Statements do not wait for the end of the batch.
    for (const bool statements : {true, false}) {
      for (const Operation& change : operation.operations) {
        if (std::holds_alternative<op::Execute>(change.base()) == statements) run(change);
      }
    }
    return;
  }
  if (!operation.copy_from) {
    throw Error(
        "This operation cannot proceed in --sql mode; batch mode with dialect " + info_.name +
        " requires a live database connection with which to reflect the table \"" +
        operation.table.name +
        "\". To generate a batch SQL migration script using table \"move and copy\", a complete "
        "Table object should be passed to the \"copy_from\" argument of the "
        "batch_alter_table() method so that table reflection can be skipped.");
  }
  RebuildOptions rebuilding;
  rebuilding.reflected = operation.reflected;
  rebuilding.follow_columns = !options_.offline;
  rebuilding.types = resolve_options();
  rebuilding.naming = naming_convention();
  for (const Operation& step :
       plan_rebuild(*operation.copy_from, operation, info_.name, rebuilding)) {
    run(step);
  }
}

void DdlCompiler::emit(const op::Custom& operation) {
  for (const Operation& step : operation.operation->expand(info_.name)) {
    run(step);
  }
}

}  // namespace retort
