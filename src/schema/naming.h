// SPDX-License-Identifier: MIT
// Names of constraints and indexes made by a naming convention, and how over-long names are cut.
#pragma once

#include "retort/schema.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// The name that a constraint of `table` has under the convention: a final one stays; an unnamed
/// one gets the template of its kind; a plain one goes through templates with %(constraint_name)s.
/// Throws Error(invalid_request) for such a template when there is no name, Error(argument) for an
/// unknown token.
std::optional<Name> conventional_name(const Constraint& constraint, const TableName& table,
                                      const NamingConvention& convention);
std::optional<Name> conventional_name(const Index& index, const TableName& table,
                                      const NamingConvention& convention);
/// Gives every constraint and index of a resolved table its conventional name. Unnamed checks of
/// types stay unnamed: they get their names where they are written, if anywhere.
void apply_naming_convention(Table& table, const NamingConvention& convention);

/// A generated name cut to what the database takes: the first `limit - 8` characters, "_" and the
/// last four hex digits of the name's MD5.
std::string truncate_name(std::string_view name, std::size_t limit);

}  // namespace retort
