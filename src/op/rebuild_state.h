// SPDX-License-Identifier: MIT
// A table in the middle of a batch: columns under the names they had, constraints and indexes that
// are about them, and what is new.
#pragma once

#include "retort/operation.h"
#include "retort/schema.h"

#include "op/column_mentions.h"
#include "op/column_order.h"
#include "op/rebuild.h"

#include <optional>
#include <string>
#include <vector>

namespace retort {

class RebuildState {
 public:
  RebuildState(const Table& existing, const op::AlterTableBatch& batch,
               const RebuildOptions& options);

  const std::string& dialect() const { return options_.types.dialect; }

  void add_column(const op::AddColumn& op);
  void drop_column(const op::DropColumn& op);
  void alter_column(const op::AlterColumn& op);
  /// A constraint of the author's, who must name it.
  void add_named(Constraint constraint);
  void drop_constraint(const op::DropConstraint& op);
  void create_index(Index index);
  void drop_index(const op::DropIndex& op);
  void set_comment(const std::optional<std::string>& comment);
  Rebuild finish();

 private:
  struct Slot {
    std::string key;  // the name it had
    Column column;
    std::optional<std::string> from = {};  // the column of the old table; none: it is new
    std::vector<Type> casts = {};
    bool type_brings_check = true;
  };
  struct Entry {
    Constraint constraint;  // about keys
    bool is_new = false;
  };

  void load(const Table& existing, const op::AlterTableBatch& batch);
  void load_constraint(Constraint constraint, const Table& existing);
  Slot& slot(const std::string& key);
  bool has_slot(const std::string& key) const;
  void add(Constraint constraint);
  void forget_type_check(const Slot& slot, const Type& type);
  void change_type(Slot& slot, const op::AlterColumn& op);
  Entry* find_named(const std::string& name);
  bool drop_column_check(const std::string& name);
  std::vector<Constraint> final_constraints(const ColumnRenames& final_names);
  std::vector<Index> final_indexes(const ColumnRenames& final_names) const;
  bool can_stay(const Entry& entry) const;
  void finish_columns(Rebuild& result);

  const op::AlterTableBatch& batch_;
  RebuildOptions options_;
  Table table_;  // everything but columns, constraints and indexes
  std::vector<Slot> slots_;
  std::vector<Entry> entries_;
  std::vector<Index> indexes_;
  std::vector<Index> new_indexes_;
  std::vector<Name> existing_names_;
  std::vector<std::string> dropped_;
  ColumnOrder order_;
};

}  // namespace retort
