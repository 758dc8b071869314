// SPDX-License-Identifier: MIT
// Finding parts of a schema by name, and asking constraints what they have in common.
#pragma once

#include "retort/schema.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// The column of that name; null when there is none. The pointer lives as long as the table.
const Column* find_column(const Table& table, std::string_view name);
Column* find_column(Table& table, std::string_view name);
/// The table of that name and schema (quoting flags do not count); null when there is none.
const Table* find_table(const std::vector<Table>& tables, const TableName& name);
Table* find_table(std::vector<Table>& tables, const TableName& name);
const Index* find_index(const Table& table, std::string_view name);
/// The constraint of that name, the primary key included; null when there is none.
const Constraint* find_constraint(const Table& table, std::string_view name);
/// The PRIMARY KEY constraint; null when the key is only flagged at columns or there is none.
const PrimaryKey* find_primary_key(const Table& table);
/// Names of the key's columns: those of the constraint, else the flagged ones in their order.
std::vector<std::string> primary_key_columns(const Table& table);

const std::optional<Name>& name_of(const Constraint& constraint);
void set_name(Constraint& constraint, std::optional<Name> name);
/// The columns that a constraint is about. For CHECK and EXCLUDE those that its expressions name.
std::vector<std::string> columns_of(const Constraint& constraint);
/// One column for each element: its own, or the first that its expression names ("" for none).
std::vector<std::string> columns_of(const Index& index);

/// Whether both name the same table; quoting flags do not count.
bool same_table(const TableName& left, const TableName& right);
/// "schema.name", unquoted, for messages.
std::string full_name(const TableName& table);

/// The option of that name when it is there and not NULL.
const OptionValue* find_option(const Options& options, std::string_view name);
/// Whether the option is there and true.
bool is_on(const Options& options, std::string_view name);
/// The option as true or false; absent when it is not there or no boolean.
std::optional<bool> bool_option(const Options& options, std::string_view name);
/// The option as text (an integer in decimal); absent when it is not there or no text.
std::optional<std::string> text_option(const Options& options, std::string_view name);

}  // namespace retort
