// SPDX-License-Identifier: MIT
// Columns, constraints and tables as C++ source.
#pragma once

#include "frontend/native/render_values.h"

#include <vector>

namespace retort {

Code render_column(const Column& column, const RenderContext& context);
Code render_constraint(const Constraint& constraint, const RenderContext& context);
Code render_index_elements(const std::vector<IndexElement>& elements, const RenderContext& context);
/// What a table is made of, in its order. What a flag at a column can say is said there.
std::vector<Code> render_table_items(const Table& table, const RenderContext& context);

}  // namespace retort
