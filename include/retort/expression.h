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
}  // namespace expr

/// One SQL expression or data statement. Cheap to copy; compared by structure.
class RETORT_API Expression {
 public:
  explicit Expression(expr::Node node);
  const expr::Node& node() const noexcept { return *node_; }

  friend RETORT_API bool operator==(const Expression& left, const Expression& right);

 private:
  std::shared_ptr<const expr::Node> node_;
};

class Select;

/// An expression that operators can be applied to: `column("a") == 5` is SQL, not a comparison
/// of C++ values. A plain value becomes a parameter of the type of the other side.
class RETORT_API ColumnElement : public Expression {
 public:
  explicit ColumnElement(expr::Node node);
  explicit ColumnElement(Expression expression) : Expression(std::move(expression)) {}
  ColumnElement(Value value);               // NOLINT(google-explicit-constructor)
  ColumnElement(const char* value);         // NOLINT(google-explicit-constructor)
  ColumnElement(const std::string& value);  // NOLINT(google-explicit-constructor)
  ColumnElement(bool value);                // NOLINT(google-explicit-constructor)
  ColumnElement(int value);                 // NOLINT(google-explicit-constructor)
  ColumnElement(std::int64_t value);        // NOLINT(google-explicit-constructor)
  ColumnElement(double value);              // NOLINT(google-explicit-constructor)

  ColumnElement in_(std::vector<Value> values) const;
  ColumnElement in_(const Select& select) const;
  ColumnElement not_in(std::vector<Value> values) const;
  ColumnElement not_in(const Select& select) const;
  ColumnElement is_null() const;
  ColumnElement is_not_null() const;
  ColumnElement is_distinct_from(const ColumnElement& other) const;
  ColumnElement like(const ColumnElement& pattern, std::optional<std::string> escape = {}) const;
  ColumnElement not_like(const ColumnElement& pattern,
                         std::optional<std::string> escape = {}) const;
  ColumnElement ilike(const ColumnElement& pattern, std::optional<std::string> escape = {}) const;
  ColumnElement startswith(const ColumnElement& other) const;
  ColumnElement endswith(const ColumnElement& other) const;
  ColumnElement contains(const ColumnElement& other) const;
  ColumnElement between(const ColumnElement& low, const ColumnElement& high) const;
  ColumnElement concat(const ColumnElement& other) const;
  /// An operator of the database's own, e.g. op("->>", "key").
  ColumnElement op(std::string operator_text, const ColumnElement& other) const;
  ColumnElement cast(Type type) const;
  ColumnElement collate(std::string collation) const;
  ColumnElement label(std::string name) const;
  ColumnElement asc() const;
  ColumnElement desc() const;
  ColumnElement nulls_first() const;
  ColumnElement nulls_last() const;
  /// As a window function.
  ColumnElement over(std::vector<Expression> partition_by,
                     std::vector<Expression> order_by = {}) const;
  ColumnElement filter(const ColumnElement& condition) const;
};

RETORT_API ColumnElement operator==(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator!=(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator<(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator<=(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator>(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator>=(const ColumnElement& left, const ColumnElement& right);
/// Concatenation when the left side is a string.
RETORT_API ColumnElement operator+(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator-(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator*(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator/(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator%(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator-(const ColumnElement& operand);
RETORT_API ColumnElement operator&&(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator||(const ColumnElement& left, const ColumnElement& right);
RETORT_API ColumnElement operator!(const ColumnElement& operand);

RETORT_API ColumnElement and_(const std::vector<Expression>& conditions);
RETORT_API ColumnElement or_(const std::vector<Expression>& conditions);
RETORT_API ColumnElement not_(const ColumnElement& condition);

/// SQL text; `:name` marks a parameter (`\:` is a plain colon), bound by `parameters`.
RETORT_API ColumnElement text(std::string sql, const Parameters& parameters = {});
/// A value: inline in DDL and offline, a bound parameter online. The type guides its rendering.
RETORT_API ColumnElement literal(Value value, std::optional<Type> type = {});
/// A value that is always written inline (Alembic: op.inline_literal).
RETORT_API ColumnElement inline_literal(Value value, std::optional<Type> type = {});
/// A column by name, quoted where the dialect needs it.
RETORT_API ColumnElement column(std::string name, std::optional<Type> type = {});
/// A column of a table.
RETORT_API ColumnElement column_of(std::string table, std::string name,
                                   std::optional<Type> type = {});
/// Text in the place of a column, never quoted.
RETORT_API ColumnElement literal_column(std::string sql, std::optional<Type> type = {});
/// A function call; known generic ones (now, count, ...) take each dialect's spelling.
RETORT_API ColumnElement func(std::string_view name, std::vector<Expression> arguments = {});
RETORT_API ColumnElement cast(Expression operand, Type type);
RETORT_API ColumnElement null();
RETORT_API ColumnElement true_();
RETORT_API ColumnElement false_();
RETORT_API ColumnElement tuple_(std::vector<Expression> elements);
RETORT_API ColumnElement extract(std::string field, Expression operand);
/// CASE WHEN condition THEN result ... ELSE otherwise END.
RETORT_API ColumnElement case_(const std::vector<std::pair<ColumnElement, ColumnElement>>& whens,
                               const std::optional<ColumnElement>& otherwise = {});
/// CASE value WHEN ... END.
RETORT_API ColumnElement case_value(
    const ColumnElement& value, const std::vector<std::pair<ColumnElement, ColumnElement>>& whens,
    const std::optional<ColumnElement>& otherwise = {});
RETORT_API ColumnElement exists(const Select& select);
/// The next value of a sequence.
RETORT_API ColumnElement next_value(std::string sequence, std::optional<std::string> schema = {});

class Insert;
class Update;
class Delete;

/// Something that rows come from: a table, an alias, a named select.
class RETORT_API FromElement : public Expression {
 public:
  explicit FromElement(Expression expression) : Expression(std::move(expression)) {}
  FromElement(std::string table);  // NOLINT(google-explicit-constructor)
  FromElement(const char* table);  // NOLINT(google-explicit-constructor)

  /// A column of it.
  ColumnElement c(std::string name, std::optional<Type> type = {}) const;
  FromElement alias(std::string name) const;
  FromElement join(const FromElement& right, const ColumnElement& on) const;
  FromElement outer_join(const FromElement& right, const ColumnElement& on) const;
};

/// A table by name, with its schema when that is not the default one.
RETORT_API FromElement table(std::string name, std::optional<std::string> schema = {});

/// SELECT. Tables that the columns and conditions name need no `from`.
class RETORT_API Select : public Expression {
 public:
  explicit Select(std::vector<Expression> columns);

  Select from(const FromElement& element) const;
  Select where(const ColumnElement& condition) const;
  Select group_by(std::vector<Expression> columns) const;
  Select having(const ColumnElement& condition) const;
  Select order_by(std::vector<Expression> columns) const;
  Select limit(std::int64_t rows) const;
  Select offset(std::int64_t rows) const;
  Select distinct() const;
  Select with_for_update() const;
  FromElement subquery(std::string name) const;
  FromElement cte(std::string name) const;
  ColumnElement scalar_subquery() const;
  Expression union_(const Select& other) const;
  Expression union_all(const Select& other) const;

 private:
  using Expression::Expression;
};
RETORT_API Select select(std::vector<Expression> columns);

/// Values by column name.
using Assignments = std::vector<std::pair<std::string, ColumnElement>>;

class RETORT_API Insert : public Expression {
 public:
  explicit Insert(const FromElement& table);

  Insert values(const Assignments& row) const;
  Insert rows(const std::vector<Assignments>& rows) const;
  Insert from_select(std::vector<std::string> columns, const Select& select) const;
  Insert prefix_with(std::string text, std::string dialect = {}) const;
  Insert returning(std::vector<Expression> columns) const;
  /// PostgreSQL and SQLite; an empty list of columns means any conflict.
  Insert on_conflict_do_nothing(std::vector<std::string> columns = {}) const;
  Insert on_conflict_do_update(std::vector<std::string> columns, const Assignments& set) const;
  /// MySQL and MariaDB.
  Insert on_duplicate_key_update(const Assignments& set) const;

 private:
  using Expression::Expression;
};
RETORT_API Insert insert(const FromElement& table);
/// The row that could not be inserted (`excluded.name`, on MySQL VALUES(name)).
RETORT_API ColumnElement proposed(std::string column, std::optional<Type> type = {});

class RETORT_API Update : public Expression {
 public:
  explicit Update(const FromElement& table);

  Update set(const Assignments& values) const;
  Update where(const ColumnElement& condition) const;
  Update returning(std::vector<Expression> columns) const;

 private:
  using Expression::Expression;
};
RETORT_API Update update(const FromElement& table);

class RETORT_API Delete : public Expression {
 public:
  explicit Delete(const FromElement& table);

  Delete where(const ColumnElement& condition) const;
  Delete returning(std::vector<Expression> columns) const;

 private:
  using Expression::Expression;
};
RETORT_API Delete delete_from(const FromElement& table);

}  // namespace retort
