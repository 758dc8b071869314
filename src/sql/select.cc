// SPDX-License-Identifier: MIT
// SELECT and what is made of several: which FROM elements are listed, which columns get a label.
#include "retort/error.h"

#include "sql/expression_writer.h"
#include "sql/from_elements.h"

#include <algorithm>
#include <limits>
#include <map>

namespace retort {

namespace {

/// Numbers of made-up names that stand for places: those of one place are the same in each select.
constexpr int first_repeated = std::numeric_limits<int>::min();

// What a join or an alias already lists.
void add_hidden(std::vector<Expression>& hidden, const Expression& element) {
  if (const auto* join = expr::find<expr::Join>(element)) {
    for (const Expression* side : {&join->left, &join->right}) {
      add_once(hidden, *side);
      add_hidden(hidden, *side);
    }
  }
}

// Joins speak for the tables in them, so that enclosed selects correlate to those.
void add_visible(std::vector<Expression>& visible, const Expression& element) {
  add_once(visible, element);
  add_hidden(visible, element);
}

// The name that a column without a label has for those who select from the select.
std::optional<expr::Label> natural_label(const Expression& column) {
  if (const auto* function = expr::find<expr::Function>(column)) {
    return expr::Label{function->name, 0};
  }
  if (expr::find<expr::NextValue>(column) != nullptr) return expr::Label{"next_value", 0};
  if (const auto* cast = expr::find<expr::Cast>(column)) return natural_label(cast->operand);
  if (const auto* coerced = expr::find<expr::TypeCoerce>(column)) {
    return natural_label(coerced->operand);
  }
  return std::nullopt;
}

[[noreturn]] void refuse_without_froms() {
  throw Error(
      "Select statement returned no FROM clauses due to auto-correlation; specify "
      "correlate(<tables>) to control correlation manually.",
      ErrorCode::invalid_request);
}

bool wraps_column(const Expression& column, std::string& name) {
  const Expression* inner = nullptr;
  if (const auto* cast = expr::find<expr::Cast>(column)) inner = &cast->operand;
  if (const auto* coerced = expr::find<expr::TypeCoerce>(column)) inner = &coerced->operand;
  if (inner == nullptr) return false;
  if (const auto* named = expr::find<expr::Column>(*inner)) {
    name = named->name;
    return true;
  }
  return wraps_column(*inner, name);
}

}  // namespace

struct ExpressionWriter::ListedColumns {
  std::map<std::string, const Expression*> names = {};  ///< what each name has been given to
  std::vector<const Expression*> renamed = {};          ///< those whose own name was taken
  int repeated = 0;
};

std::vector<Expression> ExpressionWriter::display_froms(const expr::Select& node,
                                                        bool as_from) const {
  std::vector<Expression> froms = node.from;
  for (const std::vector<Expression>* part : {&node.columns, &node.where}) {
    for (const Expression& item : *part) {
      for (const Expression& from : from_elements(item)) add_once(froms, from);
    }
  }
  std::vector<Expression> hidden;
  for (const Expression& from : froms) add_hidden(hidden, from);
  const std::vector<Expression> outside =
      scopes_.empty() ? std::vector<Expression>{} : scopes_.back().visible;
  const std::vector<Expression> all =
      scopes_.empty() ? std::vector<Expression>{} : scopes_.back().all;
  std::vector<Expression> listed;
  for (const Expression& from : froms) {
    if (contains(hidden, from)) continue;
    const bool may_correlate =
        as_from ? contains(all, from) && !contains(outside, from) : contains(all, from);
    if (may_correlate && contains(node.correlate, from)) continue;
    if (may_correlate && node.correlate_except && !contains(*node.correlate_except, from)) {
      continue;
    }
    listed.push_back(from);
  }
  if (listed.empty() && !froms.empty() && (node.correlate_except || !node.correlate.empty())) {
    refuse_without_froms();
  }
  // A scalar subquery takes what the statement around it lists from there.
  const bool by_hand = !node.auto_correlate || node.correlate_except || !node.correlate.empty();
  if (as_from || by_hand || listed.size() < 2) return listed;
  std::vector<Expression> own;
  for (const Expression& from : listed) {
    if (!contains(outside, from)) own.push_back(from);
  }
  if (own.empty()) refuse_without_froms();
  return own;
}

std::optional<std::string> ExpressionWriter::column_label(const Expression& column,
                                                          ListedColumns& listed, bool as_from) {
  if (const auto* label = expr::find<expr::Labelled>(column)) {
    std::string text = label_text(label->name);
    listed.names.emplace(text, &column);
    return text;
  }
  if (const auto* plain = expr::find<expr::Column>(column)) {
    if (plain->verbatim) return std::nullopt;
    const std::string name = column_name(*plain);
    const auto [other, is_first] = listed.names.emplace(name, &column);
    if (!plain->from || plain->row) return std::nullopt;
    if (is_first) return as_from ? std::optional(name) : std::nullopt;
    const bool repeated =
        *other->second == column ||
        std::any_of(listed.renamed.begin(), listed.renamed.end(),
                    [&](const Expression* renamed) { return *renamed == column; });
    // Two underlines: nobody refers to the same column by its second place.
    if (repeated) return made_up_name(name + "_", first_repeated + listed.repeated++);
    listed.renamed.push_back(&column);
    return made_up_name(name, --fresh_);
  }
  const auto* unary = expr::find<expr::Unary>(column);
  if (expr::find<expr::Text>(column) != nullptr || expr::find<expr::Table>(column) != nullptr ||
      (unary != nullptr && unary->op != expr::Operator::exists && !as_from)) {
    return std::nullopt;
  }
  std::string wrapped;
  if (wraps_column(column, wrapped)) {
    if (listed.names.insert_or_assign(wrapped, &column).second) return wrapped;
    ++listed.repeated;
    return made_up_name(wrapped + "_", --fresh_);
  }
  const auto label = natural_label(column);
  return made_up_name(label ? label->text : "anon", --fresh_);
}

void ExpressionWriter::write_columns(const std::vector<Expression>& columns, bool as_from) {
  ListedColumns listed;
  bool first = true;
  for (const Expression& column : columns) {
    if (!first) raw(", ");
    first = false;
    // Its name is made up before those of the parameters in it.
    const std::optional<std::string> label = column_label(column, listed, as_from);
    const auto* labelled = expr::find<expr::Labelled>(column);
    write(labelled != nullptr ? labelled->element : column);
    if (label) raw(" AS ").raw(dialect_.quote(*label));
  }
}

void ExpressionWriter::write_prefixes(const std::vector<expr::Prefix>& prefixes,
                                      std::string_view after) {
  for (const expr::Prefix& prefix : prefixes) {
    if (!prefix.dialect.empty() && prefix.dialect != dialect_.name()) continue;
    raw(dialect_.escape_percents(prefix.text)).raw(after);
  }
}

void ExpressionWriter::write_row_clauses(const expr::Select& node, bool is_outermost) {
  if (!node.order_by.empty() && (is_outermost || !dialect_.leaves_out_order(node))) {
    raw(" ORDER BY ").write_list(node.order_by, ", ");
  }
  if (node.fetch) {
    dialect_.write_fetch(*this, node);
  } else if (node.limit || node.offset) {
    dialect_.write_limit(*this, node.limit, node.offset);
  }
  if (node.for_update) dialect_.write_for_update(*this, *node.for_update);
  for (const expr::Prefix& suffix : node.suffixes) {
    if (!suffix.dialect.empty() && suffix.dialect != dialect_.name()) continue;
    raw(" ").raw(suffix.text);
  }
}

void ExpressionWriter::write_select(const expr::Select& node, bool as_from) {
  if (const auto other = dialect_.rewritten(node, fresh_)) {
    write_select(*other, as_from);
    return;
  }
  const bool is_outermost = scopes_.empty();
  const bool is_lateral = std::exchange(in_lateral_, false);
  const std::vector<Expression> froms = display_froms(node, as_from && !is_lateral);
  Scope scope;
  for (const Expression& from : froms) add_visible(scope.visible, from);
  scope.all = scope.visible;
  if (!is_outermost) {
    for (const Expression& from : scopes_.back().all) add_once(scope.all, from);
  }
  scopes_.push_back(std::move(scope));
  for (const Expression& cte : node.ctes) {
    if (const auto* held = expr::find<expr::Cte>(cte)) add_cte(*held);
  }
  const std::size_t begin = text_.size();
  const std::size_t first_parameter = parameters_.size();
  raw("SELECT ");
  write_prefixes(node.prefixes, " ");
  if (!node.distinct_on.empty()) {
    raw("DISTINCT ON (").write_list(node.distinct_on, ", ").raw(") ");
  } else if (node.distinct) {
    raw("DISTINCT ");
  }
  dialect_.write_before_columns(*this, node);
  write_columns(node.columns, as_from);
  if (!froms.empty()) {
    raw(" \nFROM ");
    write_from_list(froms);
  } else if (!node.where.empty() || dialect_.needs_from()) {
    raw(dialect_.default_from());
  }
  if (!node.where.empty()) {
    raw(" \nWHERE ");
    write_conditions(node.where);
  }
  if (!node.group_by.empty()) raw(" GROUP BY ").write_list(node.group_by, ", ");
  if (!node.having.empty()) {
    raw(" \nHAVING ");
    write_conditions(node.having);
  }
  write_row_clauses(node, is_outermost);
  if (is_outermost) insert_ctes(begin, first_parameter);
  scopes_.pop_back();
}

void ExpressionWriter::write_compound(const expr::CompoundSelect& node, bool as_from) {
  const bool is_outermost = scopes_.empty();
  const std::size_t begin = text_.size();
  const std::size_t first_parameter = parameters_.size();
  // The selects see what is around, but not each other.
  scopes_.push_back(is_outermost ? Scope{} : scopes_.back());
  bool first = true;
  for (const Expression& item : node.selects) {
    if (!first) raw(" ").raw(dialect_.compound_keyword(node.keyword)).raw(" ");
    first = false;
    const auto* select = expr::find<expr::Select>(item);
    const bool grouped = expr::find<expr::CompoundSelect>(item) != nullptr ||
                         (select != nullptr && (select->limit || select->offset || select->fetch ||
                                                !select->order_by.empty()));
    if (grouped) raw("(");
    write_query(item, as_from);
    if (grouped) raw(")");
  }
  with_table_names(false, [&] {
    if (!node.order_by.empty()) raw(" ORDER BY ").write_list(node.order_by, ", ");
    if (node.limit || node.offset) dialect_.write_limit(*this, node.limit, node.offset);
  });
  if (is_outermost) insert_ctes(begin, first_parameter);
  scopes_.pop_back();
}

void ExpressionWriter::write_query(const Expression& query, bool as_from) {
  if (const auto* select = expr::find<expr::Select>(query)) {
    write_select(*select, as_from);
  } else if (const auto* compound = expr::find<expr::CompoundSelect>(query)) {
    write_compound(*compound, as_from);
  } else {
    write(query);
  }
}

void ExpressionWriter::node(const expr::Select& node) {
  const bool nested = !scopes_.empty();
  if (nested) raw("(");
  write_select(node, false);
  if (nested) raw(")");
}

void ExpressionWriter::node(const expr::CompoundSelect& node) {
  const bool nested = !scopes_.empty();
  if (nested) raw("(");
  write_compound(node, false);
  if (nested) raw(")");
}

void ExpressionWriter::node(const expr::ScalarSubquery& node) {
  raw("(");
  write_query(node.select, false);
  raw(")");
}

}  // namespace retort
