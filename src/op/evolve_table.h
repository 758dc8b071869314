// SPDX-License-Identifier: MIT
// What one table is after an operation on it.
#pragma once

#include "retort/operation.h"
#include "retort/schema.h"

#include "op/column_mentions.h"

namespace retort {

/// Each throws Error(invalid_request) when what it is about is not in the table, or is already.
void evolve_table(Table& table, const op::AddColumn& op);
void evolve_table(Table& table, const op::DropColumn& op);
void evolve_table(Table& table, const op::AlterColumn& op);
void evolve_table(Table& table, const op::CreateIndex& op);
void evolve_table(Table& table, const op::DropIndex& op);
void evolve_table(Table& table, const op::AddConstraint& op);
void evolve_table(Table& table, const op::DropConstraint& op);
void evolve_table(Table& table, const op::CreateTableComment& op);
void evolve_table(Table& table, const op::DropTableComment& op);

/// Everything in the table that speaks of the columns, by their new names.
void rename_columns(Table& table, const ColumnRenames& renames);

/// A column, changed as the operation says; its name is left alone.
void alter(Column& column, const op::AlterColumn& op);

/// The checks that come with Boolean and Enum types live in the type, not among the constraints.
void drop_type_bound_checks(Table& table);

}  // namespace retort
