// SPDX-License-Identifier: MIT
// SQL expressions and data statements as immutable values; compiled per dialect by the engine.
// The node types behind an Expression are in expression_node.h.
#pragma once

#include "retort/api.h"
#include "retort/type.h"
#include "retort/value.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

namespace expr {
struct Node;
}

/// One SQL expression. Cheap to copy; compared by structure.
class RETORT_API Expression {
 public:
  explicit Expression(expr::Node node);
  const expr::Node& node() const noexcept { return *node_; }

  friend bool operator==(const Expression& left, const Expression& right);

 private:
  std::shared_ptr<const expr::Node> node_;
};

/// SQL text; `:name` marks a parameter (`\:` is a plain colon), bound by `parameters`.
RETORT_API Expression text(std::string sql, Parameters parameters = {});
/// A value: inline in DDL and offline, a bound parameter online. The type guides its rendering.
RETORT_API Expression literal(Value value, std::optional<Type> type = {});
/// A value that is always written inline (Alembic: op.inline_literal).
RETORT_API Expression inline_literal(Value value, std::optional<Type> type = {});
/// A column by name, quoted where the dialect needs it.
RETORT_API Expression column(std::string name, std::optional<Type> type = {});
/// A column of a table.
RETORT_API Expression column_of(std::string table, std::string name, std::optional<Type> type = {});
/// Text in the place of a column, never quoted.
RETORT_API Expression literal_column(std::string sql, std::optional<Type> type = {});
/// A function call; known generic ones (now, count, ...) take each dialect's spelling.
RETORT_API Expression func(std::string name, std::vector<Expression> arguments = {});
RETORT_API Expression cast(Expression operand, Type type);
RETORT_API Expression null();
RETORT_API Expression true_();
RETORT_API Expression false_();

}  // namespace retort
