// SPDX-License-Identifier: MIT
#include "script/template_evaluate.h"

#include "retort/error.h"

#include "base/text.h"
#include "script/template_builtin.h"

#include <algorithm>
#include <cmath>

namespace retort {
namespace {

constexpr std::size_t step_limit = 1000000;  // a template is a page of text, not a program
constexpr std::size_t text_limit = 16U << 20U;

[[noreturn]] void fail(const std::string& reason) { throw Error(reason, ErrorCode::script); }

const long long* integer_of(const TemplateValue& value) {
  return std::get_if<long long>(&value.data);
}

[[noreturn]] void fail_operands(const std::string& symbol, const TemplateValue& a,
                                const TemplateValue& b) {
  fail("unsupported operand types for " + symbol + ": " + type_name(a) + " and " + type_name(b));
}

TemplateValue integer_arithmetic(const std::string& symbol, long long a, long long b) {
  long long out = 0;
  bool overflow = false;
  if (symbol == "+") {
    overflow = __builtin_add_overflow(a, b, &out);
  } else if (symbol == "-") {
    overflow = __builtin_sub_overflow(a, b, &out);
  } else if (symbol == "*") {
    overflow = __builtin_mul_overflow(a, b, &out);
  } else {
    if (b == 0) fail("division by zero");
    if (symbol == "/")
      return {TemplateValue::Data(static_cast<double>(a) / static_cast<double>(b))};
    if (b == -1) return integer_arithmetic("*", symbol == "%" ? 0 : a, -1);
    const bool round_down = a % b != 0 && (a < 0) != (b < 0);  // Python rounds towards -infinity
    out = symbol == "//" ? a / b - (round_down ? 1 : 0) : a % b + (round_down ? b : 0);
  }
  if (overflow) fail("the number is too large");
  return template_integer(out);
}

std::string repeat(const std::string& text, long long count) {
  if (count <= 0) return {};
  if (text.size() * static_cast<std::size_t>(std::min(count, 1LL << 32)) > text_limit)
    fail("the text is too long");
  std::string out;
  for (long long i = 0; i < count; ++i) out += text;
  return out;
}

TemplateValue add_sequences(const TemplateSequence& a, const TemplateSequence& b) {
  TemplateSequence out = a;
  out.items.insert(out.items.end(), b.items.begin(), b.items.end());
  if (out.items.size() > step_limit) fail("the list is too long");
  return {TemplateValue::Data(std::move(out))};
}

TemplateValue arithmetic(const std::string& symbol, const TemplateValue& a,
                         const TemplateValue& b) {
  if (integer_of(a) != nullptr && integer_of(b) != nullptr)
    return integer_arithmetic(symbol, *integer_of(a), *integer_of(b));
  const auto* text = std::get_if<std::string>(&a.data);
  if (text != nullptr && symbol == "%") return template_text(format_percent(*text, b));
  if (text != nullptr && symbol == "*" && integer_of(b) != nullptr)
    return template_text(repeat(*text, *integer_of(b)));
  if (symbol == "*" && integer_of(a) != nullptr && std::holds_alternative<std::string>(b.data))
    return template_text(repeat(std::get<std::string>(b.data), *integer_of(a)));
  if (symbol == "+") {
    const auto* other = std::get_if<std::string>(&b.data);
    if (text != nullptr && other != nullptr) {
      if (text->size() + other->size() > text_limit) fail("the text is too long");
      return template_text(*text + *other);
    }
    const auto* items = std::get_if<TemplateSequence>(&a.data);
    const auto* more = std::get_if<TemplateSequence>(&b.data);
    if (items != nullptr && more != nullptr && items->is_tuple == more->is_tuple)
      return add_sequences(*items, *more);
  }
  fail_operands(symbol, a, b);
}

bool contains(const TemplateValue& container, const TemplateValue& item) {
  const auto* text = std::get_if<std::string>(&container.data);
  const auto* part = std::get_if<std::string>(&item.data);
  if (text != nullptr && part != nullptr) return text->find(*part) != std::string::npos;
  const std::vector<TemplateValue> items = items_of(container);
  return std::any_of(items.begin(), items.end(),
                     [&](const TemplateValue& known) { return equal(known, item); });
}

bool is_same(const TemplateValue& a, const TemplateValue& b) {
  const auto is_none = [](const TemplateValue& value) {
    return std::holds_alternative<TemplateNone>(value.data);
  };
  if (std::holds_alternative<TemplateUndefined>(a.data) ||
      std::holds_alternative<TemplateUndefined>(b.data))
    return a.data.index() == b.data.index();
  return is_none(a) == is_none(b) && equal(a, b);
}

TemplateValue binary(const std::string& symbol, const TemplateValue& a, const TemplateValue& b) {
  if (symbol == "is") return template_boolean(is_same(a, b));
  if (symbol == "is not") return template_boolean(!is_same(a, b));
  if (symbol == "==") return template_boolean(equal(a, b));
  if (symbol == "!=") return template_boolean(!equal(a, b));
  if (symbol == "<") return template_boolean(less(a, b));
  if (symbol == ">") return template_boolean(less(b, a));
  if (symbol == "<=") return template_boolean(!less(b, a));
  if (symbol == ">=") return template_boolean(!less(a, b));
  if (symbol == "in") return template_boolean(contains(b, a));
  if (symbol == "not in") return template_boolean(!contains(b, a));
  return arithmetic(symbol, a, b);
}

TemplateValue unary(const std::string& symbol, const TemplateValue& value) {
  if (symbol == "not") return template_boolean(!is_true(value));
  if (const auto* real = std::get_if<double>(&value.data))
    return {TemplateValue::Data(symbol == "-" ? -*real : *real)};
  if (integer_of(value) == nullptr) fail("bad operand for " + symbol + ": " + type_name(value));
  return symbol == "-" ? integer_arithmetic("-", 0, *integer_of(value)) : value;
}

/// Index of the i-th of `size` items, counted from the end when negative.
std::size_t position_of(const TemplateValue& index, std::size_t size) {
  if (integer_of(index) == nullptr) fail("indices must be integers, not " + type_name(index));
  const auto length = static_cast<long long>(size);
  const long long position = *integer_of(index) + (*integer_of(index) < 0 ? length : 0);
  if (position < 0 || position >= length) fail("index out of range");
  return static_cast<std::size_t>(position);
}

TemplateValue subscript(const TemplateValue& container, const TemplateValue& index) {
  if (const auto* mapping = std::get_if<TemplateMapping>(&container.data)) {
    for (const auto& [key, value] : mapping->items)
      if (equal(key, index)) return value;
    fail("there is no key " + repr_of(index));
  }
  const std::vector<TemplateValue> items = items_of(container);
  return items[position_of(index, items.size())];
}

TemplateValue slice(const TemplateValue& container, const TemplateValue* first,
                    const TemplateValue* last) {
  std::vector<TemplateValue> items = items_of(container);
  const auto length = static_cast<long long>(items.size());
  const auto bound = [&](const TemplateValue* value, long long fallback) {
    if (value == nullptr || std::holds_alternative<TemplateNone>(value->data)) return fallback;
    if (integer_of(*value) == nullptr) fail("slice indices must be integers");
    const long long position = *integer_of(*value);
    return std::clamp(position < 0 ? position + length : position, 0LL, length);
  };
  const long long begin = bound(first, 0);
  const long long end = std::max(begin, bound(last, length));
  std::vector<TemplateValue> part(items.begin() + begin, items.begin() + end);
  if (!std::holds_alternative<std::string>(container.data)) {
    const auto* sequence = std::get_if<TemplateSequence>(&container.data);
    return {TemplateValue::Data(
        TemplateSequence{std::move(part), sequence != nullptr && sequence->is_tuple})};
  }
  std::string text;
  for (const TemplateValue& character : part) text += text_of(character);
  return template_text(std::move(text));
}

}  // namespace

TemplateEvaluator::TemplateEvaluator(TemplateNames names) : names_(std::move(names)) {}

void TemplateEvaluator::count_step() {
  if (++steps_ > step_limit) fail("the template does not come to an end");
}

TemplateValue TemplateEvaluator::find(std::string_view name) const {
  const auto found = names_.find(name);
  if (found != names_.end()) return found->second;
  if (std::optional<TemplateValue> builtin = find_template_builtin(name)) return *builtin;
  return {TemplateValue::Data(TemplateUndefined{std::string(name)})};
}

void TemplateEvaluator::set(const std::string& name, TemplateValue value) {
  names_[name] = std::move(value);
}

void TemplateEvaluator::bind(const std::vector<std::string>& names, const TemplateValue& item) {
  count_step();
  if (names.size() == 1) {
    set(names.front(), item);
    return;
  }
  const std::vector<TemplateValue> parts = items_of(item);
  if (parts.size() != names.size())
    fail("expected " + std::to_string(names.size()) + " values to unpack, got " +
         std::to_string(parts.size()));
  for (std::size_t i = 0; i < names.size(); ++i) set(names[i], parts[i]);
}

TemplateValue TemplateEvaluator::call(const TemplateExpression& expression) {
  const TemplateValue callee = evaluate(expression.children.front());
  TemplateArguments arguments;
  TemplateKeywords keywords;
  for (std::size_t i = 1; i < expression.children.size(); ++i) {
    const TemplateExpression& child = expression.children[i];
    if (child.kind == TemplateExpressionKind::keyword) {
      keywords[child.text] = evaluate(child.children.front());
    } else {
      arguments.push_back(evaluate(child));
    }
  }
  const auto* function = std::get_if<TemplateFunction>(&callee.data);
  if (function == nullptr) fail("'" + type_name(callee) + "' object is not callable");
  return (*function)(arguments, keywords);
}

TemplateValue TemplateEvaluator::comprehend(const TemplateExpression& expression) {
  std::vector<TemplateValue> out;
  const TemplateNames outer = names_;
  for (const TemplateValue& item : items_of(evaluate(expression.children[1]))) {
    bind(expression.names, item);
    if (expression.children.size() > 2 && !is_true(evaluate(expression.children[2]))) continue;
    out.push_back(evaluate(expression.children.front()));
  }
  names_ = outer;
  return template_list(std::move(out));
}

TemplateValue TemplateEvaluator::display(const TemplateExpression& expression) {
  std::vector<TemplateValue> items;
  for (const TemplateExpression& child : expression.children) items.push_back(evaluate(child));
  if (expression.kind == TemplateExpressionKind::list) return template_list(std::move(items));
  if (expression.kind == TemplateExpressionKind::tuple) return template_tuple(std::move(items));
  TemplateMapping mapping;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    mapping.items.emplace_back(items[i], items[i + 1]);
  return {TemplateValue::Data(std::move(mapping))};
}

TemplateValue TemplateEvaluator::evaluate(const TemplateExpression& expression) {
  count_step();
  const std::vector<TemplateExpression>& children = expression.children;
  switch (expression.kind) {
    case TemplateExpressionKind::literal:
      return expression.literal;
    case TemplateExpressionKind::name:
      return find(expression.text);
    case TemplateExpressionKind::attribute:
      return template_attribute(evaluate(children[0]), expression.text);
    case TemplateExpressionKind::subscript:
      return subscript(evaluate(children[0]), evaluate(children[1]));
    case TemplateExpressionKind::slice: {
      const TemplateValue first = evaluate(children[1]);
      const TemplateValue last = evaluate(children[2]);
      return slice(evaluate(children[0]), &first, &last);
    }
    case TemplateExpressionKind::call:
      return call(expression);
    case TemplateExpressionKind::list:
    case TemplateExpressionKind::tuple:
    case TemplateExpressionKind::mapping:
      return display(expression);
    case TemplateExpressionKind::comprehension:
      return comprehend(expression);
    case TemplateExpressionKind::unary:
      return unary(expression.text, evaluate(children[0]));
    case TemplateExpressionKind::binary:
      return binary(expression.text, evaluate(children[0]), evaluate(children[1]));
    case TemplateExpressionKind::both: {
      TemplateValue left = evaluate(children[0]);
      return is_true(left) ? evaluate(children[1]) : left;
    }
    case TemplateExpressionKind::either: {
      TemplateValue left = evaluate(children[0]);
      return is_true(left) ? left : evaluate(children[1]);
    }
    case TemplateExpressionKind::conditional:
      return evaluate(is_true(evaluate(children[1])) ? children[0] : children[2]);
    case TemplateExpressionKind::keyword:
      return evaluate(children[0]);
    case TemplateExpressionKind::absent:
      return {};
  }
  return {};
}

void TemplateEvaluator::execute(const TemplateStatement& statement) {
  switch (statement.kind) {
    case TemplateStatement::Kind::import_module:
      set(statement.names.front(), find_template_module(statement.module));
      return;
    case TemplateStatement::Kind::import_name:
      set(statement.names.front(),
          template_attribute(find_template_module(statement.module), statement.member));
      return;
    case TemplateStatement::Kind::assign:
      bind(statement.names, evaluate(statement.value));
      return;
    case TemplateStatement::Kind::add:
      set(statement.names.front(),
          arithmetic("+", find(statement.names.front()), evaluate(statement.value)));
      return;
    case TemplateStatement::Kind::evaluate:
      evaluate(statement.value);
      return;
  }
}

}  // namespace retort
