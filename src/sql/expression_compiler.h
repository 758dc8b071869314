// SPDX-License-Identifier: MIT
// Expressions and data statements to SQL text, for one dialect.
#pragma once

#include "retort/connection.h"
#include "retort/expression.h"

#include "sql/sql_dialect.h"

#include <string>

namespace retort {

/// How an expression is written.
struct ExpressionOptions {
  bool literal_binds = true;         ///< values inline; else placeholders
  bool include_table_names = true;   ///< `t.a`; DDL (checks, indexes, computed) has bare `a`
  bool group_against_comma = false;  ///< parentheses as an element of a list of DDL needs them
  bool offline = true;  ///< false: it will be run, so that every parameter must have a value
  bool operator==(const ExpressionOptions&) const = default;
};

/// The SQL text; with placeholders, the values for them in order. Throws Error (compile,
/// unsupported_compilation) for what the dialect cannot write.
Statement compile_expression(const SqlDialect& dialect, const Expression& expression,
                             const ExpressionOptions& options = {});

/// The text for DDL: values inline, columns without their table.
std::string ddl_expression(const SqlDialect& dialect, const Expression& expression);

/// As ddl_expression, in parentheses when the expression is an operator, for index elements.
std::string index_expression(const SqlDialect& dialect, const Expression& expression);

}  // namespace retort
