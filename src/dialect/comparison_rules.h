// SPDX-License-Identifier: MIT
// Rules of comparing that several dialects share.
#pragma once

#include "retort/dialect.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// The columns that an index is about, each once: of an expression the first that it names, text in
/// a column's place included; of other text none.
std::vector<std::string> named_columns(const Index& index);

/// Whether an element is more than a column with its order.
bool has_expressions(const Index& index);

/// "unique=True to unique=False" as log lines have it; absent where both are alike.
std::optional<std::string> uniqueness_change(const Index& model, const Index& database);

/// The columns of a unique constraint in the order of their names.
std::vector<std::string> sorted_columns(const Unique& unique);

/// The text without its outermost parentheses, if it begins and ends with one: `(a)+(b)` loses them
/// as well, as it does in Alembic.
std::string without_parentheses(std::string_view text);
/// The text without the quotes around it, and the double quotes around those.
std::string without_quotes(std::string_view text);
/// The text without a quote at its begin and one at its end, each for itself.
std::string without_end_quotes(std::string_view text);

/// Takes indexes with expressions that the database does not have by name out of the model's, with
/// a warning: for dialects that cannot reflect them.
void skip_expression_indexes(ComparedConstraints& compared, std::string_view dialect,
                             Reporter& reporter);

/// Where a database shows a unique constraint as a unique index of the same name, too: keeps the
/// one that the model has.
void settle_doubled_uniques(ComparedConstraints& compared);

}  // namespace retort
