// SPDX-License-Identifier: MIT
// What a dialect says to the compilers of expressions and DDL: names, types, literals, and the
// clauses that it spells its own way. One concrete class a dialect, in src/dialect/.
#pragma once

#include "retort/dialect.h"
#include "retort/expression.h"
#include "retort/expression_node.h"
#include "retort/type.h"
#include "retort/value.h"

#include "sql/identifier.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

class ExpressionWriter;

/// Where INSERT, UPDATE and DELETE say which columns they give back, and in which words.
enum class ReturningStyle {
  at_end,  ///< RETURNING a, b
  output,  ///< OUTPUT inserted.a, inserted.b before VALUES or WHERE (SQL Server)
  into,    ///< RETURNING a, b INTO :ret_0, :ret_1 (Oracle)
};

/// For what the text is meant.
struct SqlOptions {
  Paramstyle paramstyle = Paramstyle::named;
  /// A server may read backslashes in strings as escapes, so that literals double them. MySQL
  /// always; PostgreSQL where no server is known to be of the standard's mind (offline).
  bool backslash_escapes = true;
};

/// The text roles of a dialect. Immutable; made for one parameter style.
class SqlDialect {
 public:
  virtual ~SqlDialect() = default;
  SqlDialect(const SqlDialect&) = delete;
  SqlDialect& operator=(const SqlDialect&) = delete;

  /// "postgresql", "sqlite", "mysql", "mariadb", "mssql" or "oracle".
  std::string_view name() const noexcept { return name_; }
  const IdentifierRules& identifiers() const noexcept { return rules_; }
  Paramstyle paramstyle() const noexcept { return options_.paramstyle; }
  bool double_percents() const noexcept { return rules_.double_percents; }

  std::string quote(std::string_view identifier, std::optional<bool> force = {}) const {
    return quote_identifier(rules_, identifier, force);
  }
  /// Text that is not a literal and may hold percent signs (comments, text()).
  std::string escape_percents(std::string_view text) const;

  /// SQL text of a type for a column. Throws Error(compile) when the dialect has no such type.
  virtual std::string format_type(const Type& type) const = 0;
  /// SQL text of a type as CAST takes it; absent where the dialect cannot cast to it.
  virtual std::optional<std::string> format_cast_type(const Type& type) const;

  /// A value as SQL. The type guides the form; without one the value's own is taken. Throws
  /// Error(compile) when there is no form.
  std::string literal(const Value& value, const Type* type = nullptr) const;
  /// A character string with its quotes; backslashes stay as they are.
  std::string string_literal(std::string_view text) const;

  virtual std::string_view true_text() const { return "true"; }
  virtual std::string_view false_text() const { return "false"; }
  /// true and false can stand as conditions of their own.
  virtual bool native_boolean() const { return true; }

  /// There is an operator for matching without case.
  virtual bool has_ilike() const { return false; }
  /// Strings are joined by concat(), as || means OR.
  virtual bool concat_is_function() const { return false; }
  /// The operator that joins strings, where there is one.
  virtual std::string_view concat_operator() const { return " || "; }
  /// There is an operator that turns every bit of a number.
  virtual bool has_bitwise_not() const { return true; }
  /// Names of collations are quoted when they are no plain words.
  virtual bool quotes_collations() const { return true; }
  /// FROM of a SELECT that names no table but has conditions, or needs one.
  virtual std::string_view default_from() const { return ""; }
  /// Every SELECT has a FROM, with or without conditions.
  virtual bool needs_from() const { return false; }
  /// Rows of tuples after IN are written as VALUES.
  virtual bool tuple_in_values() const { return false; }
  /// The word between two joined tables.
  virtual std::string_view inner_join() const { return " JOIN "; }
  /// What stands between a FROM element and its alias.
  virtual std::string_view alias_word() const { return " AS "; }
  /// WITH says RECURSIVE.
  virtual bool names_recursive_ctes() const { return true; }
  /// EXCEPT and the like in this dialect's words.
  virtual std::string_view compound_keyword(std::string_view keyword) const { return keyword; }
  virtual bool supports_sequences() const { return false; }
  /// WITH stands after INSERT INTO t, before its SELECT.
  virtual bool cte_follows_insert() const { return false; }

  // --- clauses of expressions; each writes to `out`
  /// An operator between two operands, in this dialect's spelling; false: the standard one.
  virtual bool write_binary(ExpressionWriter& out, const expr::Binary& node) const;
  /// A function call of a spelling of its own; false: name(arguments).
  virtual bool write_function(ExpressionWriter& out, const expr::Function& node) const;
  /// The text of a cast; false: CAST(operand AS type).
  virtual bool write_cast(ExpressionWriter& out, const expr::Cast& node) const;
  /// The rows of an IN with no elements.
  virtual std::string empty_set(const std::vector<Type>& types) const;
  /// Whether the empty set stands for the list of IN itself, instead of a condition beside it.
  virtual bool empty_set_in_list() const { return false; }
  virtual void write_extract(ExpressionWriter& out, const expr::Extract& node) const;
  /// A sequence's next value; throws where there are none.
  virtual void write_next_value(ExpressionWriter& out, const expr::NextValue& node) const;

  // --- clauses of statements
  /// The select in the form that the dialect takes, where its own cannot be written (an OFFSET as
  /// a condition on row numbers); absent: as it is. Numbers below `fresh` belong to
  /// no name yet; it is lowered for each that is taken.
  virtual std::optional<expr::Select> rewritten(const expr::Select& node, int& fresh) const;
  /// What follows SELECT and DISTINCT (TOP).
  virtual void write_before_columns(ExpressionWriter& out, const expr::Select& node) const;
  /// A select inside of another statement leaves its ORDER BY out.
  virtual bool leaves_out_order(const expr::Select& node) const;
  virtual void write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                           const std::optional<Expression>& offset) const;
  /// FETCH of a select, and its OFFSET.
  virtual void write_fetch(ExpressionWriter& out, const expr::Select& node) const;
  virtual void write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const;
  virtual void write_default_values(ExpressionWriter& out) const;
  /// ON CONFLICT, ON DUPLICATE KEY; throws where there is none.
  virtual void write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const;
  virtual void write_proposed(ExpressionWriter& out, const expr::ProposedColumn& node) const;
  /// UPDATE t, other SET (MySQL) instead of UPDATE t SET ... FROM other.
  virtual bool update_lists_all_tables() const { return false; }
  /// DELETE FROM t USING other; where there is none, DELETE names one table only.
  virtual bool supports_delete_using() const { return true; }
  /// UPDATE t SET ... FROM other; where there is none, UPDATE names one table only.
  virtual bool supports_update_from() const { return true; }
  /// The target stands in the FROM of UPDATE and DELETE again, beside the other tables.
  virtual bool target_is_in_from() const { return false; }
  /// INSERT ... VALUES takes several rows.
  virtual bool supports_multirow_insert() const { return true; }
  /// RETURNING names columns with their table.
  virtual bool returning_with_table() const { return true; }
  virtual ReturningStyle returning_style() const { return ReturningStyle::at_end; }
  /// The value that goes to the driver in the place of a literal: what indexes a JSON document is
  /// a path ($."key"[0]) where there is no operator for single steps.
  virtual Value bound_value(const expr::Literal& literal) const;

 protected:
  SqlDialect(std::string_view name, IdentifierRules rules, SqlOptions options);

  /// A literal in the form of a type (already resolved by `on`), before backslashes are doubled;
  /// throws as `literal`.
  virtual std::string typed_literal(const Value& value, const Type& type) const;
  virtual bool doubles_backslashes() const { return false; }
  const SqlOptions& options() const noexcept { return options_; }

 private:
  std::string_view name_;
  IdentifierRules rules_;
  SqlOptions options_;
};

}  // namespace retort
