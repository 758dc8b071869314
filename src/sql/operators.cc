// SPDX-License-Identifier: MIT
#include "sql/operators.h"

#include "schema/expression_operators.h"
#include "sql/literal.h"

#include <type_traits>
#include <variant>

namespace retort {

using expr::Operator;

namespace {

constexpr int smallest = -100;
constexpr int largest = 100;
constexpr int unranked = 1000;

int rank(Operator op, const expr::CustomOperator* custom) {
  switch (op) {
    case Operator::any:
    case Operator::all:
    case Operator::get_item:
    case Operator::json_get:
    case Operator::json_path_get:
      return 15;
    case Operator::multiply:
    case Operator::divide:
    case Operator::floor_divide:
    case Operator::modulo:
    case Operator::negate:
    case Operator::bitwise_not:
      return 8;
    case Operator::add:
    case Operator::subtract:
    case Operator::bitwise_xor:
    case Operator::bitwise_or:
    case Operator::bitwise_and:
    case Operator::shift_left:
    case Operator::shift_right:
      return 7;
    case Operator::filter:
      return 6;
    case Operator::concat:
    case Operator::match:
    case Operator::not_match:
    case Operator::regexp_match:
    case Operator::not_regexp_match:
    case Operator::regexp_replace:
    case Operator::like:
    case Operator::not_like:
    case Operator::ilike:
    case Operator::not_ilike:
    case Operator::in:
    case Operator::not_in:
    case Operator::is:
    case Operator::is_not:
    case Operator::equal:
    case Operator::not_equal:
    case Operator::is_distinct_from:
    case Operator::is_not_distinct_from:
    case Operator::greater:
    case Operator::less:
    case Operator::greater_equal:
    case Operator::less_equal:
    case Operator::between:
    case Operator::not_between:
    case Operator::distinct:
    case Operator::not_:
    case Operator::is_true:
    case Operator::is_false:
      return 5;
    case Operator::collate:
      return 4;
    case Operator::and_:
    case Operator::descending:
    case Operator::ascending:
      return 3;
    case Operator::or_:
      return 2;
    case Operator::exists:
      return 0;
    case Operator::comma:
      return -1;
    case Operator::custom:
      return custom == nullptr ? 0 : custom->precedence;
    // Without a rank of their own: they yield to everything, and everything to them.
    case Operator::starts_with:
    case Operator::not_starts_with:
    case Operator::istarts_with:
    case Operator::not_istarts_with:
    case Operator::ends_with:
    case Operator::not_ends_with:
    case Operator::iends_with:
    case Operator::not_iends_with:
    case Operator::contains:
    case Operator::not_contains:
    case Operator::icontains:
    case Operator::not_icontains:
    case Operator::nulls_first:
    case Operator::nulls_last:
    case Operator::over:
      return unranked;
  }
  return unranked;
}

bool is_self_precedent(Operator op, const expr::CustomOperator* custom) {
  return op == Operator::add || op == Operator::multiply || op == Operator::concat ||
         op == Operator::and_ || op == Operator::or_ || op == Operator::get_item ||
         op == Operator::json_get || op == Operator::json_path_get ||
         (op == Operator::custom && custom != nullptr && custom->natural_self_precedent);
}

// Operators whose result is true or false; ranks 5 and below but for those that make strings.
bool is_boolean(Operator op, const expr::CustomOperator* custom) {
  if (op == Operator::custom) return custom != nullptr && custom->is_comparison;
  const int own = rank(op, nullptr);
  return (own <= 5 || own == unranked) && op != Operator::concat && op != Operator::collate &&
         op != Operator::comma && op != Operator::regexp_replace;
}

bool same(Operator op, const expr::CustomOperator* custom, const Against& against) {
  if (op != against.op) return false;
  return op != Operator::custom ||
         (custom != nullptr && against.custom != nullptr && *custom == *against.custom);
}

bool yields(Operator op, const expr::CustomOperator* custom,
            const std::optional<Against>& against) {
  if (!against) return true;
  if (same(op, custom, *against) && is_self_precedent(op, custom)) return false;
  const int own = rank(op, custom);
  const int other = rank(against->op, against->custom);
  return (own == unranked ? smallest : own) <= (other == unranked ? largest : other);
}

bool is_collection(const std::optional<Against>& against) {
  return against && (against->op == Operator::any || against->op == Operator::all);
}

bool operator_needs(Operator op, const expr::CustomOperator* custom,
                    const std::optional<Against>& against) {
  return yields(op, custom, against) ||
         (against && against->op == Operator::not_ && !is_boolean(op, custom));
}

class Needs {
 public:
  explicit Needs(const std::optional<Against>& against) : against_(against) {}

  bool operator()(const expr::Binary& node) const {
    return operator_needs(node.op, &node.custom, against_);
  }
  bool operator()(const expr::ClauseList& node) const {
    if (node.grouped || node.clauses.empty()) return false;
    if (node.op == Operator::comma) return yields(node.op, nullptr, against_);
    return operator_needs(node.op, nullptr, against_);
  }
  bool operator()(const expr::Unary& node) const {
    if (node.modifier || node.op == Operator::is_true || node.op == Operator::is_false) {
      return false;
    }
    return yields(node.op, &node.custom, against_);
  }
  bool operator()(const expr::Filter&) const { return yields(Operator::filter, nullptr, against_); }
  bool operator()(const expr::Text&) const { return against_ && against_->op == Operator::in; }
  bool operator()(const expr::TypeCoerce& node) const {
    return needs_parentheses(node.operand, against_);
  }
  bool operator()(const expr::Labelled& node) const {
    return needs_parentheses(node.element, against_);
  }
  bool operator()(const expr::Array&) const {
    return is_collection(against_) || (against_ && against_->op == Operator::get_item);
  }
  bool operator()(const expr::Function& node) const {
    return is_collection(against_) ||
           (against_ && against_->op == Operator::get_item && node.type &&
            std::holds_alternative<type::Array>(node.type->kind));
  }
  // These stand for themselves beside everything but ANY and ALL.
  template <class Node>
  bool operator()(const Node&) const {
    return is_collection(against_) && is_element<Node>;
  }

 private:
  template <class Node>
  static constexpr bool is_element =
      std::is_same_v<Node, expr::Column> || std::is_same_v<Node, expr::Literal> ||
      std::is_same_v<Node, expr::Cast> || std::is_same_v<Node, expr::Case> ||
      std::is_same_v<Node, expr::Over> || std::is_same_v<Node, expr::Extract>;

  const std::optional<Against>& against_;
};

}  // namespace

bool needs_parentheses(const Expression& operand, const std::optional<Against>& against) {
  return std::visit(Needs(against), operand.node().base());
}

bool is_boolean_value(const Expression& expression) {
  const expr::Node& node = expression.node();
  if (std::holds_alternative<expr::Boolean>(node.base())) return true;
  if (!std::holds_alternative<expr::Column>(node.base()) &&
      !std::holds_alternative<expr::Function>(node.base()) &&
      !std::holds_alternative<expr::Literal>(node.base()) &&
      !std::holds_alternative<expr::Cast>(node.base()) &&
      !std::holds_alternative<expr::Case>(node.base())) {
    return false;
  }
  const std::optional<Type> type = expr::type_of(expression);
  if (!type) return false;
  const auto* native = std::get_if<type::Native>(&type->kind);
  return std::holds_alternative<type::Boolean>(type->kind) ||
         (native != nullptr && native->name == "BOOLEAN");
}

Type divisor_type(const Expression& divisor) {
  if (const std::optional<Type> type = expr::type_of(divisor)) {
    if (literal_form(*type) == LiteralForm::number) return *type;
  } else if (const auto* literal = expr::find<expr::Literal>(divisor)) {
    if (std::holds_alternative<double>(literal->value.base())) return type::Float{};
  }
  return type::Numeric{};
}

std::string_view standard_spelling(Operator op) {
  switch (op) {
    case Operator::add:
      return " + ";
    case Operator::subtract:
      return " - ";
    case Operator::multiply:
      return " * ";
    case Operator::divide:
    case Operator::floor_divide:
      return " / ";
    case Operator::modulo:
      return " % ";
    case Operator::negate:
      return "-";
    case Operator::equal:
      return " = ";
    case Operator::not_equal:
      return " != ";
    case Operator::less:
      return " < ";
    case Operator::less_equal:
      return " <= ";
    case Operator::greater:
      return " > ";
    case Operator::greater_equal:
      return " >= ";
    case Operator::is:
      return " IS ";
    case Operator::is_not:
      return " IS NOT ";
    case Operator::is_distinct_from:
      return " IS DISTINCT FROM ";
    case Operator::is_not_distinct_from:
      return " IS NOT DISTINCT FROM ";
    case Operator::like:
    case Operator::starts_with:
    case Operator::ends_with:
    case Operator::contains:
    case Operator::ilike:
    case Operator::istarts_with:
    case Operator::iends_with:
    case Operator::icontains:
      return " LIKE ";
    case Operator::not_like:
    case Operator::not_starts_with:
    case Operator::not_ends_with:
    case Operator::not_contains:
    case Operator::not_ilike:
    case Operator::not_istarts_with:
    case Operator::not_iends_with:
    case Operator::not_icontains:
      return " NOT LIKE ";
    case Operator::in:
      return " IN ";
    case Operator::not_in:
      return " NOT IN ";
    case Operator::between:
      return " BETWEEN ";
    case Operator::not_between:
      return " NOT BETWEEN ";
    case Operator::concat:
      return " || ";
    case Operator::match:
    case Operator::not_match:
      return " MATCH ";
    case Operator::regexp_match:
      return " REGEXP ";
    case Operator::not_regexp_match:
      return " NOT REGEXP ";
    case Operator::bitwise_and:
      return " & ";
    case Operator::bitwise_or:
      return " | ";
    case Operator::bitwise_xor:
      return " ^ ";
    case Operator::bitwise_not:
      return "~";
    case Operator::shift_left:
      return " << ";
    case Operator::shift_right:
      return " >> ";
    case Operator::and_:
      return " AND ";
    case Operator::or_:
      return " OR ";
    case Operator::not_:
      return "NOT ";
    case Operator::exists:
      return "EXISTS ";
    case Operator::distinct:
      return "DISTINCT ";
    case Operator::any:
      return "ANY ";
    case Operator::all:
      return "ALL ";
    case Operator::ascending:
      return " ASC";
    case Operator::descending:
      return " DESC";
    case Operator::nulls_first:
      return " NULLS FIRST";
    case Operator::nulls_last:
      return " NULLS LAST";
    case Operator::collate:
      return " COLLATE ";
    case Operator::comma:
      return ", ";
    // Each has a clause of its own, or a spelling that the author gives.
    case Operator::regexp_replace:
    case Operator::json_get:
    case Operator::json_path_get:
    case Operator::get_item:
    case Operator::is_true:
    case Operator::is_false:
    case Operator::filter:
    case Operator::over:
    case Operator::custom:
      return "";
  }
  return "";
}

}  // namespace retort
