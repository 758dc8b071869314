// SPDX-License-Identifier: MIT
// Operators as authors write them.
#include "schema/expression_operators.h"

#include <utility>
#include <variant>

namespace retort {
namespace expr {
namespace {

bool is_string(const std::optional<Type>& type) {
  if (!type) return false;
  const auto& kind = type->kind;
  if (const auto* native = std::get_if<type::Native>(&kind)) {
    return native->name == "VARCHAR" || native->name == "TEXT" || native->name == "CHAR" ||
           native->name == "NVARCHAR" || native->name == "CITEXT" || native->name == "CLOB";
  }
  return std::holds_alternative<type::String>(kind) || std::holds_alternative<type::Text>(kind) ||
         std::holds_alternative<type::Unicode>(kind) ||
         std::holds_alternative<type::UnicodeText>(kind) ||
         std::holds_alternative<type::Enum>(kind);
}

bool is_string_value(const Expression& expression) {
  const auto* literal = find<Literal>(expression);
  return literal != nullptr && std::holds_alternative<std::string>(literal->value.base());
}

Expression make(Operator op, const Expression& left, const Expression& right) {
  Binary node{op, left, with_type(right, type_of(left))};
  node.left = with_type(left, type_of(right));
  return Expression(Node(std::move(node)));
}

ColumnElement make_element(Operator op, const Expression& left, const Expression& right) {
  return ColumnElement(make(op, left, right));
}

ColumnElement make_arithmetic(Operator op, const ColumnElement& left, const ColumnElement& right) {
  std::optional<Type> type = type_of(left);
  if (!type) type = type_of(right);
  Binary node{op, with_type(left, type), with_type(right, type)};
  node.type = std::move(type);
  return ColumnElement(Node(std::move(node)));
}

ColumnElement make_pattern(Operator op, const ColumnElement& left, const ColumnElement& right,
                           std::optional<std::string> escape) {
  Binary node{op, left, with_type(right, type_of(left))};
  node.escape = std::move(escape);
  return ColumnElement(Node(std::move(node)));
}

// AND of ANDs is one list, as nobody reads nested ones.
void append(std::vector<Expression>& clauses, Operator op, const Expression& expression) {
  if (const auto* list = find<ClauseList>(expression); list != nullptr && list->op == op) {
    clauses.insert(clauses.end(), list->clauses.begin(), list->clauses.end());
  } else {
    clauses.push_back(expression);
  }
}

ColumnElement make_list(Operator op, const std::vector<Expression>& conditions) {
  ClauseList list{op};
  for (const Expression& condition : conditions) append(list.clauses, op, condition);
  if (list.clauses.size() == 1) return ColumnElement(list.clauses.front());
  return ColumnElement(Node(std::move(list)));
}

ColumnElement make_in(Operator op, const Expression& left, std::vector<Value> values) {
  Literal list{List{std::move(values)}, type_of(left)};
  list.expanding = true;
  list.name = parameter_name(left);
  return ColumnElement(Node(Binary{op, left, Expression(Node(std::move(list)))}));
}

// The operator that says the opposite, where there is one.
std::optional<Operator> negated(Operator op) {
  static constexpr std::pair<Operator, Operator> pairs[] = {
      {Operator::equal, Operator::not_equal},
      {Operator::less, Operator::greater_equal},
      {Operator::greater, Operator::less_equal},
      {Operator::is, Operator::is_not},
      {Operator::is_distinct_from, Operator::is_not_distinct_from},
      {Operator::like, Operator::not_like},
      {Operator::ilike, Operator::not_ilike},
      {Operator::starts_with, Operator::not_starts_with},
      {Operator::ends_with, Operator::not_ends_with},
      {Operator::contains, Operator::not_contains},
      {Operator::in, Operator::not_in},
      {Operator::between, Operator::not_between},
      {Operator::regexp_match, Operator::not_regexp_match},
  };
  for (const auto& [one, other] : pairs) {
    if (op == one) return other;
    if (op == other) return one;
  }
  return std::nullopt;
}

ColumnElement modifier(Operator op, const Expression& operand) {
  Unary node{op, operand};
  node.modifier = true;
  return ColumnElement(Node(std::move(node)));
}

}  // namespace

std::optional<Type> type_of(const Expression& expression) {
  struct Visitor {
    std::optional<Type> operator()(const Literal& node) const {
      if (node.type) return node.type;
      return std::nullopt;
    }
    std::optional<Type> operator()(const Column& node) const { return node.type; }
    std::optional<Type> operator()(const ProposedColumn& node) const { return node.type; }
    std::optional<Type> operator()(const Function& node) const { return node.type; }
    std::optional<Type> operator()(const Binary& node) const { return node.type; }
    std::optional<Type> operator()(const Unary& node) const { return node.type; }
    std::optional<Type> operator()(const Cast& node) const { return node.type; }
    std::optional<Type> operator()(const TypeCoerce& node) const { return node.type; }
    std::optional<Type> operator()(const Labelled& node) const { return type_of(node.element); }
    std::optional<Type> operator()(const Grouping& node) const { return type_of(node.element); }
    std::optional<Type> operator()(const Array& node) const { return node.type; }
    std::optional<Type> operator()(const Boolean&) const { return type::Boolean{}; }
    std::optional<Type> operator()(const Extract&) const { return type::Integer{}; }
    std::optional<Type> none() const { return std::nullopt; }
    std::optional<Type> operator()(const Null&) const { return none(); }
    std::optional<Type> operator()(const Text&) const { return none(); }
    std::optional<Type> operator()(const ClauseList&) const { return none(); }
    std::optional<Type> operator()(const Tuple&) const { return none(); }
    std::optional<Type> operator()(const Case& node) const {
      return node.whens.empty() ? none() : type_of(node.whens.front().result);
    }
    std::optional<Type> operator()(const Collation&) const { return none(); }
    std::optional<Type> operator()(const Over& node) const { return type_of(node.element); }
    std::optional<Type> operator()(const Filter& node) const { return type_of(node.function); }
    std::optional<Type> operator()(const WithinGroup& node) const { return type_of(node.function); }
    std::optional<Type> operator()(const Ordered& node) const { return type_of(node.element); }
    std::optional<Type> operator()(const Slice&) const { return none(); }
    std::optional<Type> operator()(const NextValue&) const { return type::Integer{}; }
    std::optional<Type> operator()(const ScalarSubquery& node) const {
      const auto* select = find<expr::Select>(node.select);
      return select == nullptr || select->columns.empty() ? none()
                                                          : type_of(select->columns.front());
    }
    std::optional<Type> operator()(const Table&) const { return none(); }
    std::optional<Type> operator()(const Alias&) const { return none(); }
    std::optional<Type> operator()(const Join&) const { return none(); }
    std::optional<Type> operator()(const Cte&) const { return none(); }
    std::optional<Type> operator()(const Values&) const { return none(); }
    std::optional<Type> operator()(const expr::Select&) const { return none(); }
    std::optional<Type> operator()(const CompoundSelect&) const { return none(); }
    std::optional<Type> operator()(const expr::Insert&) const { return none(); }
    std::optional<Type> operator()(const expr::Update&) const { return none(); }
    std::optional<Type> operator()(const expr::Delete&) const { return none(); }
    std::optional<Type> operator()(const DdlText&) const { return none(); }
  };
  return std::visit(Visitor{}, expression.node().base());
}

Expression with_type(Expression expression, const std::optional<Type>& type) {
  const auto* literal = find<Literal>(expression);
  if (!type || literal == nullptr || literal->type) return expression;
  Literal typed = *literal;
  typed.type = type;
  return Expression(Node(std::move(typed)));
}

Label parameter_name(const Expression& expression) {
  if (const auto* column = find<Column>(expression)) return {column->name, 1};
  return {};
}

}  // namespace expr

using expr::Operator;

ColumnElement ColumnElement::in_(std::vector<Value> values) const {
  return expr::make_in(Operator::in, *this, std::move(values));
}
ColumnElement ColumnElement::not_in(std::vector<Value> values) const {
  return expr::make_in(Operator::not_in, *this, std::move(values));
}
ColumnElement ColumnElement::in_(const Select& select) const {
  return expr::make_element(Operator::in, *this, select.scalar_subquery());
}
ColumnElement ColumnElement::not_in(const Select& select) const {
  return expr::make_element(Operator::not_in, *this, select.scalar_subquery());
}
ColumnElement ColumnElement::is_null() const {
  return expr::make_element(Operator::is, *this, null());
}
ColumnElement ColumnElement::is_not_null() const {
  return expr::make_element(Operator::is_not, *this, null());
}
ColumnElement ColumnElement::is_distinct_from(const ColumnElement& other) const {
  return expr::make_element(Operator::is_distinct_from, *this, other);
}
ColumnElement ColumnElement::like(const ColumnElement& pattern,
                                  std::optional<std::string> escape) const {
  return expr::make_pattern(Operator::like, *this, pattern, std::move(escape));
}
ColumnElement ColumnElement::not_like(const ColumnElement& pattern,
                                      std::optional<std::string> escape) const {
  return expr::make_pattern(Operator::not_like, *this, pattern, std::move(escape));
}
ColumnElement ColumnElement::ilike(const ColumnElement& pattern,
                                   std::optional<std::string> escape) const {
  return expr::make_pattern(Operator::ilike, *this, pattern, std::move(escape));
}
ColumnElement ColumnElement::startswith(const ColumnElement& other) const {
  return expr::make_element(Operator::starts_with, *this, other);
}
ColumnElement ColumnElement::endswith(const ColumnElement& other) const {
  return expr::make_element(Operator::ends_with, *this, other);
}
ColumnElement ColumnElement::contains(const ColumnElement& other) const {
  return expr::make_element(Operator::contains, *this, other);
}
ColumnElement ColumnElement::between(const ColumnElement& low, const ColumnElement& high) const {
  const auto type = expr::type_of(*this);
  expr::ClauseList bounds{Operator::and_,
                          {expr::with_type(low, type), expr::with_type(high, type)}};
  return ColumnElement(expr::Node(
      expr::Binary{Operator::between, *this, Expression(expr::Node(std::move(bounds)))}));
}
ColumnElement ColumnElement::concat(const ColumnElement& other) const {
  return expr::make_arithmetic(Operator::concat, *this, other);
}
ColumnElement ColumnElement::op(std::string operator_text, const ColumnElement& other) const {
  expr::Binary node{Operator::custom, *this, expr::with_type(other, expr::type_of(*this))};
  node.custom.text = std::move(operator_text);
  return ColumnElement(expr::Node(std::move(node)));
}
ColumnElement ColumnElement::cast(Type type) const { return retort::cast(*this, std::move(type)); }
ColumnElement ColumnElement::collate(std::string collation) const {
  expr::Binary node{Operator::collate, *this,
                    Expression(expr::Node(expr::Collation{std::move(collation)}))};
  node.type = expr::type_of(*this);
  return ColumnElement(expr::Node(std::move(node)));
}
ColumnElement ColumnElement::label(std::string name) const {
  return ColumnElement(expr::Node(expr::Labelled{{std::move(name), 0}, *this}));
}
ColumnElement ColumnElement::asc() const { return expr::modifier(Operator::ascending, *this); }
ColumnElement ColumnElement::desc() const { return expr::modifier(Operator::descending, *this); }
ColumnElement ColumnElement::nulls_first() const {
  return expr::modifier(Operator::nulls_first, *this);
}
ColumnElement ColumnElement::nulls_last() const {
  return expr::modifier(Operator::nulls_last, *this);
}
ColumnElement ColumnElement::over(std::vector<Expression> partition_by,
                                  std::vector<Expression> order_by) const {
  return ColumnElement(expr::Node(expr::Over{*this, std::move(partition_by), std::move(order_by)}));
}
ColumnElement ColumnElement::filter(const ColumnElement& condition) const {
  return ColumnElement(expr::Node(expr::Filter{*this, condition}));
}

ColumnElement operator==(const ColumnElement& left, const ColumnElement& right) {
  const bool is = expr::find<expr::Null>(right) != nullptr;
  return expr::make_element(is ? Operator::is : Operator::equal, left, right);
}
ColumnElement operator!=(const ColumnElement& left, const ColumnElement& right) {
  const bool is = expr::find<expr::Null>(right) != nullptr;
  return expr::make_element(is ? Operator::is_not : Operator::not_equal, left, right);
}
ColumnElement operator<(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_element(Operator::less, left, right);
}
ColumnElement operator<=(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_element(Operator::less_equal, left, right);
}
ColumnElement operator>(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_element(Operator::greater, left, right);
}
ColumnElement operator>=(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_element(Operator::greater_equal, left, right);
}
ColumnElement operator+(const ColumnElement& left, const ColumnElement& right) {
  const bool strings = expr::is_string(expr::type_of(left)) || expr::is_string_value(left) ||
                       (!expr::type_of(left) && expr::is_string(expr::type_of(right))) ||
                       (!expr::type_of(left) && expr::is_string_value(right));
  return expr::make_arithmetic(strings ? Operator::concat : Operator::add, left, right);
}
ColumnElement operator-(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_arithmetic(Operator::subtract, left, right);
}
ColumnElement operator*(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_arithmetic(Operator::multiply, left, right);
}
ColumnElement operator/(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_arithmetic(Operator::divide, left, right);
}
ColumnElement operator%(const ColumnElement& left, const ColumnElement& right) {
  return expr::make_arithmetic(Operator::modulo, left, right);
}
ColumnElement operator-(const ColumnElement& operand) {
  return ColumnElement(expr::Node(expr::Unary{Operator::negate, operand}));
}
ColumnElement operator&&(const ColumnElement& left, const ColumnElement& right) {
  return and_({left, right});
}
ColumnElement operator||(const ColumnElement& left, const ColumnElement& right) {
  return or_({left, right});
}
ColumnElement operator!(const ColumnElement& operand) { return not_(operand); }

ColumnElement and_(const std::vector<Expression>& conditions) {
  return expr::make_list(Operator::and_, conditions);
}
ColumnElement or_(const std::vector<Expression>& conditions) {
  return expr::make_list(Operator::or_, conditions);
}

ColumnElement not_(const ColumnElement& condition) {
  if (const auto* boolean = expr::find<expr::Boolean>(condition)) {
    return boolean->value ? false_() : true_();
  }
  if (const auto* binary = expr::find<expr::Binary>(condition)) {
    if (const auto opposite = expr::negated(binary->op)) {
      expr::Binary node = *binary;
      node.op = *opposite;
      return ColumnElement(expr::Node(std::move(node)));
    }
  }
  if (const auto* unary = expr::find<expr::Unary>(condition)) {
    if (unary->op == Operator::not_) return ColumnElement(unary->operand);
  }
  return ColumnElement(expr::Node(expr::Unary{Operator::not_, condition}));
}

}  // namespace retort
