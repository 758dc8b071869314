// SPDX-License-Identifier: MIT
// Writes expressions and data statements for one dialect: the walk over the nodes, with what has
// to be known on the way (names made up, parameters, the tables of enclosing selects).
#pragma once

#include "retort/connection.h"
#include "retort/expression.h"
#include "retort/expression_node.h"

#include "sql/expression_compiler.h"
#include "sql/operators.h"
#include "sql/sql_dialect.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

class ExpressionWriter {
 public:
  ExpressionWriter(const SqlDialect& dialect, const ExpressionOptions& options);

  const SqlDialect& dialect() const noexcept { return dialect_; }
  Statement take();

  // --- for dialects
  ExpressionWriter& raw(std::string_view text) {
    text_ += text;
    return *this;
  }
  /// The expression as it is.
  ExpressionWriter& write(const Expression& expression);
  /// In parentheses where it needs them beside the operator.
  ExpressionWriter& write_operand(const Expression& operand, const Against& against);
  /// In parentheses when it is an operator.
  ExpressionWriter& write_item(const Expression& item);
  ExpressionWriter& write_list(const std::vector<Expression>& items, std::string_view separator);
  /// `(arguments)` of a function.
  void write_arguments(const expr::Function& node);
  /// left, the text, right.
  void write_around(const expr::Binary& node, std::string_view middle);
  void write_like(const expr::Binary& node, std::string_view middle);
  /// A literal of the dialect, inline.
  ExpressionWriter& literal(std::string_view text);
  /// left, the text, right; in parentheses as part of another operator.
  void write_eagerly(const expr::Binary& node, std::string_view middle);
  /// ON CONFLICT of the statement, if it has one for this dialect.
  void write_conflict_clause(const expr::Insert& node);
  /// name = value, ...
  void write_upsert_assignments(const std::vector<expr::Assignment>& assignments);
  /// Inside, columns are written without their tables (or with them).
  template <class Fn>
  void with_table_names(bool include, Fn fn) {
    const bool before = std::exchange(include_tables_, include);
    fn();
    include_tables_ = before;
  }

 private:
  // The FROM elements of the statements around a select.
  struct Scope {
    std::vector<Expression> visible;  ///< of the statement right around
    std::vector<Expression> all;
  };
  enum class Place { condition, column, from };
  // A select that WITH names, with the values that its text has placeholders for.
  struct NamedText {
    std::string name;
    std::string text;
    std::vector<Value> parameters;
  };

  // --- nodes (expression_writer.cc)
  void node(const expr::Null& node);
  void node(const expr::Boolean& node);
  void node(const expr::Literal& node);
  void node(const expr::Column& node);
  void node(const expr::Text& node);
  void node(const expr::Function& node);
  void node(const expr::Unary& node);
  void node(const expr::Binary& node);
  void node(const expr::ClauseList& node);
  void node(const expr::Grouping& node);
  void node(const expr::Tuple& node);
  void node(const expr::Cast& node);
  void node(const expr::TypeCoerce& node);
  void node(const expr::Case& node);
  void node(const expr::Collation& node);
  void node(const expr::Labelled& node);
  void node(const expr::Extract& node);
  void node(const expr::Over& node);
  void node(const expr::Filter& node);
  void node(const expr::WithinGroup& node);
  void node(const expr::Ordered& node);
  void node(const expr::Array& node);
  void node(const expr::Slice& node);
  void node(const expr::NextValue& node);
  void node(const expr::ProposedColumn& node);
  void node(const expr::DdlText& node);
  // --- select.cc
  void node(const expr::ScalarSubquery& node);
  void node(const expr::Select& node);
  void node(const expr::CompoundSelect& node);
  // --- from_clause.cc
  void node(const expr::Table& node);
  void node(const expr::Alias& node);
  void node(const expr::Join& node);
  void node(const expr::Cte& node);
  void node(const expr::Values& node);
  // --- data_statement.cc
  void node(const expr::Insert& node);
  void node(const expr::Update& node);
  void node(const expr::Delete& node);

  void write_binary(const expr::Binary& node);
  void write_conflict_target(const expr::OnConflict& clause);
  [[noreturn]] void refuse(expr::Operator op) const;
  void write_in_list(const expr::Literal& node, std::optional<expr::Operator> op);
  std::string parameter_name(const expr::Literal& node);
  void write_placeholder(const expr::Literal& node);
  void write_condition(const Expression& condition, const std::optional<Against>& against);
  void write_conditions(const std::vector<Expression>& conditions);
  void write_frame_bound(const expr::FrameBound& bound, std::string_view unbounded);

  void write_lateral(const Expression& query);
  void write_select(const expr::Select& node, bool as_from);
  /// Which rows, in which order: what follows the groups.
  void write_row_clauses(const expr::Select& node, bool is_outermost);
  void write_compound(const expr::CompoundSelect& node, bool as_from);
  void write_query(const Expression& query, bool as_from);
  void write_columns(const std::vector<Expression>& columns, bool as_from);
  void write_prefixes(const std::vector<expr::Prefix>& prefixes, std::string_view after);
  std::vector<Expression> display_froms(const expr::Select& node, bool as_from) const;
  void write_from(const Expression& element);
  std::string column_prefix(const Expression& from);
  std::string label_text(const expr::Label& label);
  std::string column_name(const expr::Column& node);
  void add_cte(const expr::Cte& node);
  /// Puts WITH at a place in the text, and its values before those from `first_parameter` on.
  void insert_ctes(std::size_t place, std::size_t first_parameter);
  struct ListedColumns;
  std::optional<std::string> column_label(const Expression& column, ListedColumns& listed,
                                          bool as_from);

  void write_insert_values(const expr::Insert& node);
  void write_returning(const std::vector<Expression>& columns);
  void write_output(const Expression& target, std::string_view row_name,
                    const std::vector<Expression>& columns);
  void write_from_list(const std::vector<Expression>& elements);
  std::string own_prefix(const Expression& own);
  void write_assignments(const expr::Update& node, bool qualified);
  void write_row_limit(const std::vector<std::pair<std::string, Value>>& options);
  std::vector<Expression> extra_froms(const Expression& table,
                                      const std::vector<Expression>& conditions) const;

  std::string made_up_name(const std::string& stem, int number);

  const SqlDialect& dialect_;
  ExpressionOptions options_;
  std::string text_;
  std::vector<Value> parameters_;
  bool include_tables_ = true;
  bool in_operator_ = false;
  bool in_lateral_ = false;                ///< the next select sees the FROM elements beside it
  const expr::Node* ungrouped_ = nullptr;  ///< an operand that never has parentheses
  std::map<std::pair<std::string, int>, std::string> made_up_;
  std::map<std::string, int> counters_;
  int fresh_ = 0;
  /// The table whose columns OUTPUT names by `row_name_`.
  std::optional<Expression> row_table_;
  std::string row_name_;
  std::vector<Scope> scopes_;
  std::vector<NamedText> ctes_;
  bool recursive_ = false;
};

/// Whether both operands are known to be whole numbers: `/` drops the fraction then.
bool both_integers(const expr::Binary& node);

}  // namespace retort
