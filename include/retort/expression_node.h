// SPDX-License-Identifier: MIT
// What stands behind an Expression: a closed set of immutable nodes for SQL expressions, FROM
// elements and data statements. Authors use the builders of expression.h; interpreters (compilers,
// renderers, language doors) include this.
#pragma once

#include "retort/expression.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort::expr {

/// Operators that have a precedence and, on some dialects, a spelling of their own.
enum class Operator {
  add,
  subtract,
  multiply,
  divide,
  floor_divide,
  modulo,
  negate,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  is,
  is_not,
  is_distinct_from,
  is_not_distinct_from,
  like,
  not_like,
  ilike,
  not_ilike,
  starts_with,
  not_starts_with,
  istarts_with,
  not_istarts_with,
  ends_with,
  not_ends_with,
  iends_with,
  not_iends_with,
  contains,
  not_contains,
  icontains,
  not_icontains,
  in,
  not_in,
  between,
  not_between,
  concat,
  match,
  not_match,
  regexp_match,
  not_regexp_match,
  regexp_replace,
  bitwise_and,
  bitwise_or,
  bitwise_xor,
  bitwise_not,
  shift_left,
  shift_right,
  json_get,
  json_path_get,
  get_item,
  and_,
  or_,
  not_,
  exists,
  distinct,
  any,
  all,
  is_true,
  is_false,
  ascending,
  descending,
  nulls_first,
  nulls_last,
  collate,
  comma,
  filter,
  over,
  custom,
};

/// A name that is given, or made up while compiling: then `text` is the stem ("anon", "sum") and
/// names with the same stem and number are the same name.
struct Label {
  std::string text = {};
  int anonymous = 0;        ///< 0: given
  std::string suffix = {};  ///< follows the name that is made up
  bool operator==(const Label&) const = default;
};

struct Null {
  bool operator==(const Null&) const = default;
};
struct Boolean {
  bool value = false;
  bool operator==(const Boolean&) const = default;
};
/// A value: a bound parameter, or inline where literal_binds says so or always.
struct Literal {
  Value value;
  std::optional<Type> type = {};
  bool always_inline = false;
  bool expanding = false;     ///< a list for IN
  bool required = false;      ///< no value was given
  Label name = {};            ///< of the parameter; empty: "param"
  bool never_inline = false;  ///< a placeholder even among values that are inline
  bool operator==(const Literal&) const = default;
};
/// A column; `from` is the element it belongs to (Table, Alias, Cte, Subquery).
struct Column {
  std::string name;
  std::optional<Expression> from = {};
  std::optional<Type> type = {};
  bool verbatim = false;  ///< text instead of a name
  std::optional<bool> quote = {};
  Label made_up = {};  ///< the name, where it is made up and `name` empty
  bool row = false;    ///< the whole row: the name of `from` itself
  bool operator==(const Column&) const = default;
};
/// The parameter of a text: its value and type where they are given.
struct TextParameter {
  std::string name;
  Literal literal;
  bool operator==(const TextParameter&) const = default;
};
struct Text {
  std::string sql;
  std::vector<TextParameter> parameters = {};
  bool operator==(const Text&) const = default;
};
/// A function call. `generic` functions take each dialect's spelling; others are as written, their
/// names quoted where needed.
struct Function {
  std::string name;
  std::vector<std::string> package = {};
  std::vector<Expression> arguments = {};
  std::optional<Type> type = {};
  bool generic = false;
  std::optional<bool> quote = {};
  bool operator==(const Function&) const = default;
};
/// The spelling and grouping of Operator::custom.
struct CustomOperator {
  std::string text;
  int precedence = 0;
  bool is_comparison = false;
  bool natural_self_precedent = false;
  bool eager_grouping = false;
  bool operator==(const CustomOperator&) const = default;
};
struct Unary {
  Operator op = Operator::not_;
  Expression operand;
  bool modifier = false;  ///< written after the operand (DESC)
  CustomOperator custom = {};
  std::optional<Type> type = {};
  bool operator==(const Unary&) const = default;
};
struct Binary {
  Operator op = Operator::equal;
  Expression left;
  Expression right;
  CustomOperator custom = {};
  std::optional<std::string> escape = {};  ///< of LIKE
  std::optional<std::string> flags = {};   ///< of regexp operators
  bool symmetric = false;                  ///< BETWEEN SYMMETRIC
  std::optional<Type> type = {};
  bool operator==(const Binary&) const = default;
};
/// Expressions with an operator between them: AND, OR, the elements of a list (comma).
struct ClauseList {
  Operator op = Operator::and_;
  std::vector<Expression> clauses = {};
  bool grouped = false;  ///< written in parentheses
  bool operator==(const ClauseList&) const = default;
};
/// Parentheses that the author asked for.
struct Grouping {
  Expression element;
  bool operator==(const Grouping&) const = default;
};
struct Tuple {
  std::vector<Expression> elements = {};
  bool operator==(const Tuple&) const = default;
};
struct Cast {
  Expression operand;
  Type type;
  bool try_cast = false;
  bool operator==(const Cast&) const = default;
};
/// Has a type for literals and operators, but nothing in SQL.
struct TypeCoerce {
  Expression operand;
  Type type;
  bool operator==(const TypeCoerce&) const = default;
};
struct When {
  Expression condition;
  Expression result;
  bool operator==(const When&) const = default;
};
struct Case {
  std::optional<Expression> value = {};
  std::vector<When> whens = {};
  std::optional<Expression> otherwise = {};
  bool operator==(const Case&) const = default;
};
/// The name after COLLATE.
struct Collation {
  std::string name;
  bool operator==(const Collation&) const = default;
};
/// element AS name; only the element outside of a column list.
struct Labelled {
  Label name;
  Expression element;
  bool operator==(const Labelled&) const = default;
};
struct Extract {
  std::string field;
  Expression operand;
  bool operator==(const Extract&) const = default;
};
/// A bound of a window frame: rows before (negative), after (positive) or the current row.
struct FrameBound {
  std::optional<std::int64_t> offset = {};  ///< unset: unbounded
  bool operator==(const FrameBound&) const = default;
};
struct Frame {
  std::string unit = "ROWS";  ///< ROWS, RANGE, GROUPS
  FrameBound from = {};
  FrameBound to = {};
  bool operator==(const Frame&) const = default;
};
struct Over {
  Expression element;
  std::vector<Expression> partition_by = {};
  std::vector<Expression> order_by = {};
  std::optional<Frame> frame = {};
  bool operator==(const Over&) const = default;
};
struct Filter {
  Expression function;
  Expression condition;
  bool operator==(const Filter&) const = default;
};
struct WithinGroup {
  Expression function;
  std::vector<Expression> order_by = {};
  bool operator==(const WithinGroup&) const = default;
};
/// element ORDER BY ...: the argument of an aggregate that takes rows in an order.
struct Ordered {
  Expression element;
  std::vector<Expression> order_by = {};
  bool operator==(const Ordered&) const = default;
};
/// ARRAY[...]
struct Array {
  std::vector<Expression> elements = {};
  std::optional<Type> type = {};
  bool operator==(const Array&) const = default;
};
/// Bounds of an array slice.
struct Slice {
  std::optional<Expression> start = {};
  std::optional<Expression> stop = {};
  bool operator==(const Slice&) const = default;
};
/// The next value of a sequence.
struct NextValue {
  std::string sequence;
  std::optional<std::string> schema = {};
  bool operator==(const NextValue&) const = default;
};
/// A select as one value.
struct ScalarSubquery {
  Expression select;
  bool operator==(const ScalarSubquery&) const = default;
};

/// A table in FROM, or the target of a data statement.
struct Table {
  std::string name;
  std::optional<std::string> schema = {};
  std::optional<bool> quote = {};
  bool operator==(const Table&) const = default;
};
/// Some of the rows of a table.
struct Sample {
  Expression method;
  std::optional<Expression> seed = {};
  bool operator==(const Sample&) const = default;
};
/// element AS name in FROM; a select is written in parentheses.
struct Alias {
  Label name;
  Expression element;
  bool lateral = false;
  /// Names of the columns, with types where the element is a function that asks for them.
  std::vector<std::pair<std::string, std::optional<Type>>> columns = {};
  bool with_ordinality = false;
  std::optional<Sample> sample = {};
  bool operator==(const Alias&) const = default;
};
struct Join {
  Expression left;
  Expression right;
  std::optional<Expression> condition = {};  ///< absent: CROSS-like, ON true is not added
  bool outer = false;
  bool full = false;
  bool operator==(const Join&) const = default;
};
/// A select that WITH names.
struct Cte {
  Label name;
  Expression element;
  bool recursive = false;
  std::optional<bool> materialized = {};
  std::vector<std::string> columns = {};
  bool operator==(const Cte&) const = default;
};
/// VALUES (...), (...) as a FROM element.
struct Values {
  std::vector<std::pair<std::string, std::optional<Type>>> columns = {};
  std::vector<std::vector<Expression>> rows = {};
  Label name = {};
  bool operator==(const Values&) const = default;
};
/// A word after SELECT, INSERT, ...; written on one dialect only when that is given.
struct Prefix {
  std::string text;
  std::string dialect = {};
  bool operator==(const Prefix&) const = default;
};
struct ForUpdate {
  bool read = false;
  bool key_share = false;
  bool nowait = false;
  bool skip_locked = false;
  std::vector<Expression> of = {};
  bool operator==(const ForUpdate&) const = default;
};
/// FETCH FIRST ... ROWS, the standard's LIMIT.
struct Fetch {
  Expression count;
  bool percent = false;
  bool with_ties = false;
  bool operator==(const Fetch&) const = default;
};
struct Select {
  std::vector<Expression> columns = {};
  std::vector<Expression> from = {};  ///< besides what columns and conditions name
  std::vector<Expression> where = {};
  std::vector<Expression> group_by = {};
  std::vector<Expression> having = {};
  std::vector<Expression> order_by = {};
  std::optional<Expression> limit = {};
  std::optional<Expression> offset = {};
  bool distinct = false;
  std::vector<Expression> distinct_on = {};
  std::vector<Prefix> prefixes = {};
  std::vector<Prefix> suffixes = {};
  std::optional<ForUpdate> for_update = {};
  std::vector<Expression> correlate = {};  ///< FROM elements of the enclosing statement
  std::optional<std::vector<Expression>> correlate_except = {};  ///< all of them but these
  bool auto_correlate = true;  ///< those that it shares with the enclosing statement
  std::optional<Fetch> fetch = {};
  std::vector<Expression> ctes = {};  ///< added by hand
  bool operator==(const Select&) const = default;
};
/// UNION, UNION ALL, EXCEPT, INTERSECT, ...
struct CompoundSelect {
  std::string keyword = "UNION";
  std::vector<Expression> selects = {};
  std::vector<Expression> order_by = {};
  std::optional<Expression> limit = {};
  std::optional<Expression> offset = {};
  bool operator==(const CompoundSelect&) const = default;
};

/// column = value of INSERT and UPDATE.
struct Assignment {
  std::string column;
  Expression value;
  std::optional<bool> quote = {};
  std::optional<Expression> target = {};  ///< the column, when it is of another table
  bool operator==(const Assignment&) const = default;
};
/// ON CONFLICT of PostgreSQL and SQLite; no assignments: DO NOTHING.
struct OnConflict {
  std::string dialect = {};  ///< where it is written; empty: on both
  std::vector<Expression> elements = {};
  std::string constraint = {};
  std::optional<Expression> index_where = {};
  std::vector<Assignment> set = {};
  std::optional<Expression> where = {};
  bool operator==(const OnConflict&) const = default;
};
struct Insert {
  Expression table;
  std::vector<std::vector<Assignment>> rows = {};  ///< several: one VALUES with many rows
  std::optional<Expression> select = {};
  std::vector<std::string> select_columns = {};
  std::vector<Prefix> prefixes = {};
  std::vector<Expression> returning = {};
  std::optional<OnConflict> on_conflict = {};
  std::vector<Assignment> on_duplicate_key = {};  ///< MySQL
  std::string row_alias = {};                     ///< MySQL: alias of the new row
  bool multi_row = false;                         ///< VALUES was given a list
  std::vector<Expression> ctes = {};
  bool operator==(const Insert&) const = default;
};
struct Update {
  Expression table;
  std::vector<Assignment> set = {};
  std::vector<Expression> where = {};
  std::vector<Prefix> prefixes = {};
  std::vector<Expression> returning = {};
  std::vector<std::pair<std::string, Value>> dialect_options = {};  ///< mysql_limit
  std::vector<Expression> ctes = {};
  bool operator==(const Update&) const = default;
};
struct Delete {
  Expression table;
  std::vector<Expression> where = {};
  std::vector<Prefix> prefixes = {};
  std::vector<Expression> returning = {};
  std::vector<std::pair<std::string, Value>> dialect_options = {};
  std::vector<Expression> ctes = {};
  bool operator==(const Delete&) const = default;
};
/// The proposed row of ON CONFLICT / ON DUPLICATE KEY UPDATE (`excluded`, VALUES()).
struct ProposedColumn {
  std::string name;
  std::optional<Type> type = {};
  bool operator==(const ProposedColumn&) const = default;
};
/// A statement of several dialect-independent words that is written as it is, `%%` reduced to
/// `%` (sa.DDL).
struct DdlText {
  std::string sql;
  std::string dialect = {};  ///< written there only; empty: everywhere
  bool operator==(const DdlText&) const = default;
};

using NodeVariant =
    std::variant<Null, Boolean, Literal, Column, Text, Function, Unary, Binary, ClauseList,
                 Grouping, Tuple, Cast, TypeCoerce, Case, Collation, Labelled, Extract, Over,
                 Filter, WithinGroup, Ordered, Array, Slice, NextValue, ScalarSubquery, Table,
                 Alias, Join, Cte, Values, Select, CompoundSelect, Insert, Update, Delete,
                 ProposedColumn, DdlText>;

/// One node; immutable once it stands behind an Expression.
struct Node : NodeVariant {
  // Not the constructor of std::variant: it would be tried for an Expression, which asks whether an
  // Expression can be made of one.
  template <class T>
  requires type::is_alternative<T, NodeVariant> Node(T node)  // NOLINT
      : NodeVariant(std::move(node)) {}
  const NodeVariant& base() const noexcept { return *this; }
};

/// The node of an expression when it is of kind T, else null.
template <class T>
const T* find(const Expression& expression) noexcept {
  return std::get_if<T>(&expression.node().base());
}

}  // namespace retort::expr
