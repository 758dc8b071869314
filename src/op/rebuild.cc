// SPDX-License-Identifier: MIT
#include "op/rebuild.h"

#include "retort/error.h"

#include "op/column_mentions.h"
#include "op/rebuild_state.h"
#include "schema/lookup.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

[[noreturn]] void fail_not_in_batch(const std::string& what) {
  throw Error("Can't " + what + " in batch mode", ErrorCode::not_implemented);
}

// The operations that may stand in a batch; the others have no meaning there.
struct Applier {
  RebuildState& state;

  void operator()(const op::AddColumn& op) const { state.add_column(op); }
  void operator()(const op::DropColumn& op) const { state.drop_column(op); }
  void operator()(const op::AlterColumn& op) const { state.alter_column(op); }
  void operator()(const op::CreateIndex& op) const { state.create_index(op.index); }
  void operator()(const op::DropIndex& op) const { state.drop_index(op); }
  void operator()(const op::AddConstraint& op) const { state.add_named(op.constraint); }
  void operator()(const op::DropConstraint& op) const { state.drop_constraint(op); }
  void operator()(const op::CreateTableComment& op) const { state.set_comment(op.comment); }
  void operator()(const op::DropTableComment&) const { state.set_comment(std::nullopt); }
  void operator()(const op::Custom& op) const {
    for (const auto& operation : op.operation->expand(state.dialect())) {
      std::visit(*this, operation.base());
    }
  }
  void operator()(const op::CreateTable&) const { fail_not_in_batch("create table"); }
  void operator()(const op::DropTable&) const { fail_not_in_batch("drop table"); }
  void operator()(const op::RenameTable&) const { fail_not_in_batch("rename table"); }
  void operator()(const op::BulkInsert&) const { fail_not_in_batch("insert rows"); }
  // Carried out before the table is changed (plan_rebuild).
  void operator()(const op::Execute&) const {}
  void operator()(const op::CreateSequence&) const { fail_not_in_batch("create a sequence"); }
  void operator()(const op::DropSequence&) const { fail_not_in_batch("drop a sequence"); }
  void operator()(const op::CreateEnum&) const { fail_not_in_batch("create a type"); }
  void operator()(const op::DropEnum&) const { fail_not_in_batch("drop a type"); }
  void operator()(const op::AlterTableBatch&) const { fail_not_in_batch("begin another batch"); }
};

}  // namespace

Rebuild rebuild(const Table& existing, const op::AlterTableBatch& batch,
                const RebuildOptions& options) {
  RebuildState state(existing, batch, options);
  for (const auto& operation : batch.operations) {
    std::visit(Applier{.state = state}, operation.base());
  }
  return state.finish();
}

}  // namespace retort
