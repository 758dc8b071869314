// SPDX-License-Identifier: MIT
// Tables and what they are made of, from their notation.
#pragma once

#include "retort/schema.h"

#include "frontend/python/notation.h"

#include <optional>

namespace retort::python {

/// A str, or {"text": str, "final": bool}.
Name read_name(const Notation& notation);
std::optional<Name> read_optional_name(const Notation& notation, const char* key);
/// A str, or {"name": str, "schema": str, "quote": bool, "quote_schema": bool}.
TableName read_table_name(const Notation& notation);
Options read_options(const Notation& notation, const char* key = "options");
Sequence read_sequence(const Notation& notation);
ServerDefault read_default(const Notation& notation);
Constraint read_constraint(const Notation& notation);
Index read_index(const Notation& notation);
Column read_column(const Notation& notation);
Table read_table(const Notation& notation);

}  // namespace retort::python
