// SPDX-License-Identifier: MIT
#include "op/describe.h"

#include "retort/expression_node.h"

#include "schema/lookup.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort {
namespace {

constexpr std::size_t longest_statement = 60;

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string named(const std::optional<Name>& name) {
  return name ? name->text : std::string("(unnamed)");
}

std::string kind_of(const Constraint& constraint) {
  struct Kind {
    const char* operator()(const PrimaryKey&) const { return "primary key"; }
    const char* operator()(const Unique&) const { return "unique constraint"; }
    const char* operator()(const ForeignKey&) const { return "foreign key"; }
    const char* operator()(const Check&) const { return "check constraint"; }
    const char* operator()(const Exclude&) const { return "exclusion constraint"; }
  };
  return std::visit(Kind{}, constraint);
}

std::string kind_of(op::ConstraintType type) {
  switch (type) {
    case op::ConstraintType::unspecified:
      return "constraint";
    case op::ConstraintType::primary:
      return "primary key";
    case op::ConstraintType::unique:
      return "unique constraint";
    case op::ConstraintType::foreign_key:
      return "foreign key";
    case op::ConstraintType::check:
      return "check constraint";
  }
  return "constraint";
}

std::string columns_of_constraint(const Constraint& constraint) {
  const auto columns = columns_of(constraint);
  std::string text = columns.empty() ? "" : " (" + list(columns) + ")";
  if (const auto* key = std::get_if<ForeignKey>(&constraint)) {
    text += " to " + full_name(key->referred_table);
  }
  return text;
}

std::string changes_of(const op::AlterColumn& op) {
  std::vector<std::string> changes;
  if (op.new_column_name) changes.push_back("rename to " + *op.new_column_name);
  if (op.type) changes.emplace_back("change the type");
  if (op.nullable) changes.emplace_back(*op.nullable ? "allow NULL" : "forbid NULL");
  if (std::holds_alternative<op::Remove>(op.server_default)) {
    changes.emplace_back("drop the default");
  }
  if (std::holds_alternative<ServerDefault>(op.server_default)) {
    changes.emplace_back("set the default");
  }
  if (std::holds_alternative<op::Remove>(op.comment)) changes.emplace_back("drop the comment");
  if (std::holds_alternative<std::string>(op.comment)) changes.emplace_back("set the comment");
  if (op.autoincrement) {
    changes.emplace_back(*op.autoincrement ? "count by itself" : "do not count by itself");
  }
  return changes.empty() ? std::string("no change") : list(changes);
}

// One line of SQL, cut where it is long.
std::string one_line(std::string_view sql) {
  std::string text;
  for (const char c : sql) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (text.size() <= longest_statement) return text;
  // Never in the middle of a character of several octets.
  std::size_t end = longest_statement;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

struct Describer {
  std::string operator()(const op::CreateTable& op) const {
    return "create table " + full_name(op.table.name) + " (" +
           std::to_string(op.table.columns.size()) +
           (op.table.columns.size() == 1 ? " column)" : " columns)");
  }
  std::string operator()(const op::DropTable& op) const {
    return "drop table " + full_name(op.table);
  }
  std::string operator()(const op::RenameTable& op) const {
    return "rename table " + full_name(op.table) + " to " + op.new_name;
  }
  std::string operator()(const op::AddColumn& op) const {
    return "add column " + full_name(op.table) + "." + op.column.name;
  }
  std::string operator()(const op::DropColumn& op) const {
    return "drop column " + full_name(op.table) + "." + op.column;
  }
  std::string operator()(const op::AlterColumn& op) const {
    return "alter column " + full_name(op.table) + "." + op.column + ": " + changes_of(op);
  }
  std::string operator()(const op::CreateIndex& op) const {
    std::vector<std::string> elements;
    for (const auto& element : op.index.elements) {
      elements.push_back(element.expression ? "expression" : element.column);
    }
    return std::string(op.index.unique ? "create unique index " : "create index ") +
           named(op.index.name) + " on " + full_name(op.table) + " (" + list(elements) + ")";
  }
  std::string operator()(const op::DropIndex& op) const {
    return "drop index " + op.name.text + (op.table ? " on " + full_name(*op.table) : "");
  }
  std::string operator()(const op::AddConstraint& op) const {
    return "add " + kind_of(op.constraint) + " " + named(name_of(op.constraint)) + " on " +
           full_name(op.table) + columns_of_constraint(op.constraint);
  }
  std::string operator()(const op::DropConstraint& op) const {
    return "drop " + kind_of(op.type) + " " + named(op.name) + " on " + full_name(op.table);
  }
  std::string operator()(const op::CreateTableComment& op) const {
    return "set the comment of table " + full_name(op.table);
  }
  std::string operator()(const op::DropTableComment& op) const {
    return "drop the comment of table " + full_name(op.table);
  }
  std::string operator()(const op::BulkInsert& op) const {
    return "insert " + std::to_string(op.rows.size()) +
           (op.rows.size() == 1 ? " row into " : " rows into ") + full_name(op.table);
  }
  std::string operator()(const op::Execute& op) const {
    if (const auto* text = expr::find<expr::Text>(op.statement)) {
      return "execute " + one_line(text->sql);
    }
    if (const auto* text = expr::find<expr::DdlText>(op.statement)) {
      return "execute " + one_line(text->sql);
    }
    return "execute a data statement";
  }
  std::string operator()(const op::CreateSequence& op) const {
    return "create sequence " + op.sequence.name;
  }
  std::string operator()(const op::DropSequence& op) const { return "drop sequence " + op.name; }
  std::string operator()(const op::CreateEnum& op) const {
    return "create type " + op.type.name + " (" + std::to_string(op.type.values.size()) +
           " values)";
  }
  std::string operator()(const op::DropEnum& op) const { return "drop type " + op.type.name; }
  std::string operator()(const op::AlterTableBatch& op) const {
    std::vector<std::string> steps;
    for (const auto& step : op.operations) steps.push_back(describe(step));
    return "alter table " + full_name(op.table) + " in a batch" +
           (steps.empty() ? std::string() : ": " + list(steps));
  }
  std::string operator()(const op::Custom& op) const { return op.operation->describe(); }
};

}  // namespace

std::string describe(const Operation& operation) {
  return std::visit(Describer{}, operation.base());
}

}  // namespace retort
