// SPDX-License-Identifier: MIT
// Types and tables that the database told of, as notation.
#pragma once

#include "retort/schema.h"
#include "retort/type.h"

#include "frontend/python/python.h"

namespace retort::python {

py::dict write_type(const Type& type);
/// Of expressions that reflection makes: text, literals, NULL, names.
py::dict write_expression(const Expression& expression);
py::dict write_column(const Column& column);
py::dict write_constraint(const Constraint& constraint);
py::dict write_index(const Index& index);
py::dict write_sequence(const Sequence& sequence);
py::dict write_table(const Table& table);

}  // namespace retort::python
