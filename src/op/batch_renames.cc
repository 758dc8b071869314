// SPDX-License-Identifier: MIT
#include "op/batch_renames.h"

#include "op/sql_tokens.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace retort {
namespace {

std::string renamed(const std::string& column, const ColumnRenames& renames) {
  const auto found = renames.find(column);
  return found == renames.end() ? column : found->second;
}

// Gives an operation the new names where it speaks of columns of the table.
struct Translator {
  const ColumnRenames& renames;

  void operator()(op::AddColumn& op) const {
    if (op.insert_before) op.insert_before = renamed(*op.insert_before, renames);
    if (op.insert_after) op.insert_after = renamed(*op.insert_after, renames);
  }
  void operator()(op::DropColumn& op) const { op.column = renamed(op.column, renames); }
  void operator()(op::AlterColumn& op) const {
    op.column = renamed(op.column, renames);
    if (op.new_column_name == op.column) op.new_column_name.reset();
  }
  void operator()(op::CreateIndex& op) const {
    op.index = rename_columns(op.index, renames, MentionScope::bound_columns);
  }
  void operator()(op::AddConstraint& op) const {
    op.constraint = rename_columns(op.constraint, renames, MentionScope::bound_columns);
  }
  // They name no column.
  void operator()(op::CreateTable&) const {}
  void operator()(op::DropTable&) const {}
  void operator()(op::RenameTable&) const {}
  void operator()(op::DropIndex&) const {}
  void operator()(op::DropConstraint&) const {}
  void operator()(op::CreateTableComment&) const {}
  void operator()(op::DropTableComment&) const {}
  void operator()(op::BulkInsert&) const {}
  void operator()(op::Execute&) const {}
  void operator()(op::CreateSequence&) const {}
  void operator()(op::DropSequence&) const {}
  void operator()(op::CreateEnum&) const {}
  void operator()(op::DropEnum&) const {}
  void operator()(op::AlterTableBatch&) const {}
  void operator()(op::Custom&) const {}
};

}  // namespace

ColumnRenames separable_renames(const op::AlterTableBatch& batch, const Table& existing) {
  ColumnRenames renames;
  for (const auto& operation : batch.operations) {
    const auto* alter = std::get_if<op::AlterColumn>(&operation.base());
    if (!alter || !alter->new_column_name || *alter->new_column_name == alter->column) continue;
    const bool taken =
        std::any_of(existing.columns.begin(), existing.columns.end(), [&](const Column& column) {
          return same_identifier(column.name, *alter->new_column_name);
        });
    if (taken || !renames.emplace(alter->column, *alter->new_column_name).second) return {};
  }
  return renames;
}

op::AlterTableBatch without_renames(const op::AlterTableBatch& batch,
                                    const ColumnRenames& renames) {
  auto result = batch;
  for (auto& operation : result.operations) {
    std::visit(Translator{.renames = renames}, static_cast<Operation::Variant&>(operation));
  }
  for (auto& chain : result.partial_reordering) {
    for (auto& column : chain) column = renamed(column, renames);
  }
  return result;
}

}  // namespace retort
