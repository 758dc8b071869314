// SPDX-License-Identifier: MIT
#include "op/reverse.h"

#include "retort/error.h"

#include "schema/lookup.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace retort {
namespace {

using Operations = std::vector<Operation>;

[[noreturn]] void fail(const std::string& message) {
  throw UnsupportedError(message, ErrorCode::argument);
}
[[noreturn]] void fail_not_reversible(const std::string& missing) {
  fail("operation is not reversible; " + missing + " is not present");
}
[[noreturn]] void fail_data_statement(const std::string& what) {
  throw UnsupportedError("operation is not reversible; nothing undoes " + what,
                         ErrorCode::not_implemented);
}

op::ConstraintType type_of(const Constraint& constraint) {
  struct Kind {
    op::ConstraintType operator()(const PrimaryKey&) const { return op::ConstraintType::primary; }
    op::ConstraintType operator()(const Unique&) const { return op::ConstraintType::unique; }
    op::ConstraintType operator()(const ForeignKey&) const {
      return op::ConstraintType::foreign_key;
    }
    op::ConstraintType operator()(const Check&) const { return op::ConstraintType::check; }
    op::ConstraintType operator()(const Exclude&) const { return op::ConstraintType::unspecified; }
  };
  return std::visit(Kind{}, constraint);
}

void reverse_server_default(const op::AlterColumn& op, op::AlterColumn& result) {
  if (std::holds_alternative<op::Keep>(op.server_default)) {
    result.existing_server_default = op.existing_server_default;
    return;
  }
  if (std::holds_alternative<op::Unknown>(op.existing_server_default)) {
    fail_not_reversible("the existing server default of column '" + op.column + "'");
  }
  if (const auto* before = std::get_if<ServerDefault>(&op.existing_server_default)) {
    result.server_default = *before;
  } else {
    result.server_default = op::Remove{};
  }
  if (const auto* after = std::get_if<ServerDefault>(&op.server_default)) {
    result.existing_server_default = *after;
  } else {
    result.existing_server_default = op::Remove{};
  }
}

void reverse_comment(const op::AlterColumn& op, op::AlterColumn& result) {
  if (std::holds_alternative<op::Keep>(op.comment)) {
    result.existing_comment = op.existing_comment;
    return;
  }
  // A comment that nobody gave is one that was not there.
  if (op.existing_comment) {
    result.comment = *op.existing_comment;
  } else {
    result.comment = op::Remove{};
  }
  if (const auto* after = std::get_if<std::string>(&op.comment)) result.existing_comment = *after;
}

// Exchanges what a value was and what it becomes; `what` names it where it was not said.
template <class T>
void exchange_values(const std::optional<T>& after, const std::optional<T>& before,
                     std::optional<T>& reverse_after, std::optional<T>& reverse_before,
                     const std::string& what) {
  if (after && !before) fail_not_reversible(what);
  reverse_after = after ? before : std::nullopt;
  reverse_before = after ? after : before;
}

struct Reverser {
  Operations operator()(const op::CreateTable& op) const {
    return {op::DropTable{.table = op.table.name,
                          .if_exists = op.if_not_exists,
                          .options = op.table.options,
                          .original = op.table}};
  }
  Operations operator()(const op::DropTable& op) const {
    if (!op.original) fail_not_reversible("original table");
    return {op::CreateTable{.table = *op.original, .if_not_exists = op.if_exists}};
  }
  Operations operator()(const op::RenameTable& op) const {
    op::RenameTable result = op;
    result.new_name = op.table.name;
    result.table.name = op.new_name;
    return {std::move(result)};
  }
  Operations operator()(const op::AddColumn& op) const {
    return {op::DropColumn{.table = op.table,
                           .column = op.column.name,
                           .if_exists = op.if_not_exists,
                           .original = op.column}};
  }
  Operations operator()(const op::DropColumn& op) const {
    if (!op.original) fail_not_reversible("original column");
    return {
        op::AddColumn{.table = op.table, .column = *op.original, .if_not_exists = op.if_exists}};
  }
  Operations operator()(const op::AlterColumn& op) const {
    op::AlterColumn result{.table = op.table, .column = op.column, .options = op.options};
    const auto of_column = " of column '" + op.column + "'";
    exchange_values(op.type, op.existing_type, result.type, result.existing_type,
                    "the existing type" + of_column);
    exchange_values(op.nullable, op.existing_nullable, result.nullable, result.existing_nullable,
                    "existing_nullable" + of_column);
    exchange_values(op.autoincrement, op.existing_autoincrement, result.autoincrement,
                    result.existing_autoincrement, "existing_autoincrement" + of_column);
    reverse_server_default(op, result);
    reverse_comment(op, result);
    if (op.new_column_name) {
      result.column = *op.new_column_name;
      result.new_column_name = op.column;
    }
    return {std::move(result)};
  }
  Operations operator()(const op::CreateIndex& op) const {
    if (!op.index.name) fail_not_reversible("the name of the index");
    return {op::DropIndex{.name = *op.index.name,
                          .table = op.table,
                          .if_exists = op.if_not_exists,
                          .options = op.index.options,
                          .original = op.index}};
  }
  Operations operator()(const op::DropIndex& op) const {
    if (!op.original || !op.table) fail_not_reversible("original index");
    return {
        op::CreateIndex{.table = *op.table, .index = *op.original, .if_not_exists = op.if_exists}};
  }
  Operations operator()(const op::AddConstraint& op) const {
    return {op::DropConstraint{.name = name_of(op.constraint),
                               .table = op.table,
                               .type = type_of(op.constraint),
                               .original = op.constraint}};
  }
  Operations operator()(const op::DropConstraint& op) const {
    if (!op.original) {
      fail("constraint cannot be produced; original constraint is not present");
    }
    return {op::AddConstraint{.table = op.table, .constraint = *op.original}};
  }
  Operations operator()(const op::CreateTableComment& op) const {
    if (!op.existing_comment) {
      return {op::DropTableComment{.table = op.table, .existing_comment = op.comment}};
    }
    return {op::CreateTableComment{
        .table = op.table, .comment = op.existing_comment, .existing_comment = op.comment}};
  }
  Operations operator()(const op::DropTableComment& op) const {
    return {op::CreateTableComment{.table = op.table, .comment = op.existing_comment}};
  }
  Operations operator()(const op::BulkInsert&) const { fail_data_statement("inserted rows"); }
  Operations operator()(const op::Execute&) const { fail_data_statement("a statement"); }
  Operations operator()(const op::CreateSequence& op) const {
    return {op::DropSequence{.name = op.sequence.name,
                             .schema = op.sequence.schema,
                             .if_exists = op.if_not_exists,
                             .original = op.sequence}};
  }
  Operations operator()(const op::DropSequence& op) const {
    if (!op.original) fail_not_reversible("original sequence");
    return {op::CreateSequence{.sequence = *op.original, .if_not_exists = op.if_exists}};
  }
  Operations operator()(const op::CreateEnum& op) const {
    return {op::DropEnum{.type = op.type, .checkfirst = op.checkfirst}};
  }
  Operations operator()(const op::DropEnum& op) const {
    return {op::CreateEnum{.type = op.type, .checkfirst = op.checkfirst}};
  }
  Operations operator()(const op::AlterTableBatch& op) const {
    auto result = op;
    result.operations.clear();
    // What the table was before is not what it is now.
    result.copy_from.reset();
    for (auto step = op.operations.rbegin(); step != op.operations.rend(); ++step) {
      for (auto& undo : reverse(*step)) result.operations.push_back(std::move(undo));
    }
    return {std::move(result)};
  }
  Operations operator()(const op::Custom& op) const { return op.operation->reverse(); }
};

}  // namespace

std::vector<Operation> reverse(const Operation& operation) {
  return std::visit(Reverser{}, operation.base());
}

}  // namespace retort
