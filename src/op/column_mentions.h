// SPDX-License-Identifier: MIT
// Which columns an expression speaks of, SQL text included, and the same expression about a column
// of another name.
#pragma once

#include "retort/expression.h"
#include "retort/schema.h"

#include <map>
#include <string>
#include <string_view>

namespace retort {

/// Old name -> new name.
using ColumnRenames = std::map<std::string, std::string, std::less<>>;

/// What is looked into when columns follow their names.
enum class MentionScope {
  bound_columns,  ///< columns that say their table; no text (what Alembic follows)
  everything,     ///< every column by name, and identifiers in SQL text
};

/// Whether the expression speaks of the column. Text is read word by word: strings, comments,
/// function names, types and qualifiers are no columns.
bool mentions_column(const Expression& expression, std::string_view column);

/// The expression with columns renamed, all at once (names may be exchanged).
Expression rename_columns(const Expression& expression, const ColumnRenames& renames,
                          MentionScope scope = MentionScope::everything);

/// SQL text with columns renamed; a new name is quoted where SQL asks for it.
std::string rename_columns_in_text(std::string_view sql, const ColumnRenames& renames);

/// A constraint or an index about renamed columns: its columns, expressions and options.
Constraint rename_columns(const Constraint& constraint, const ColumnRenames& renames,
                          MentionScope scope = MentionScope::everything);
Index rename_columns(const Index& index, const ColumnRenames& renames,
                     MentionScope scope = MentionScope::everything);

/// Whether the constraint or index cannot be without the column.
bool mentions_column(const Constraint& constraint, std::string_view column);
bool mentions_column(const Index& index, std::string_view column);

}  // namespace retort
