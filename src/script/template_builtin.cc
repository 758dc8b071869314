// SPDX-License-Identifier: MIT
#include "script/template_builtin.h"

#include "retort/error.h"

#include "base/percent_format.h"
#include "base/text.h"
#include "script/template_methods.h"

#include <algorithm>
#include <regex>

namespace retort {
namespace {

constexpr std::size_t regex_text_limit = 10000;  // std::regex recurses once a character

[[noreturn]] void fail(const std::string& reason) { throw Error(reason, ErrorCode::script); }

const TemplateValue& argument(const TemplateArguments& arguments, std::size_t index) {
  if (index >= arguments.size()) fail("an argument is missing");
  return arguments[index];
}

long long integer_argument(const TemplateArguments& arguments, std::size_t index) {
  const auto* value = std::get_if<long long>(&argument(arguments, index).data);
  if (value == nullptr) fail("expected an integer, not " + type_name(arguments[index]));
  return *value;
}

TemplateValue range(const TemplateArguments& arguments, const TemplateKeywords& /*keywords*/) {
  const bool bounded = arguments.size() > 1;
  const long long first = bounded ? integer_argument(arguments, 0) : 0;
  const long long last = integer_argument(arguments, bounded ? 1 : 0);
  const long long step = arguments.size() > 2 ? integer_argument(arguments, 2) : 1;
  if (step == 0) fail("range() needs a step other than zero");
  std::vector<TemplateValue> items;
  for (long long i = first; step > 0 ? i < last : i > last;) {
    items.push_back(template_integer(i));
    if (items.size() > 100000) fail("range() is too long");
    if (__builtin_add_overflow(i, step, &i)) break;
  }
  return template_list(std::move(items));
}

TemplateValue sorted(const TemplateArguments& arguments, const TemplateKeywords& keywords) {
  std::vector<TemplateValue> items = items_of(argument(arguments, 0));
  std::stable_sort(items.begin(), items.end(), less);
  const auto reverse = keywords.find("reverse");
  if (reverse != keywords.end() && is_true(reverse->second))
    std::reverse(items.begin(), items.end());
  return template_list(std::move(items));
}

TemplateValue enumerate(const TemplateArguments& arguments, const TemplateKeywords& keywords) {
  const auto start = keywords.find("start");
  long long number = 0;
  if (arguments.size() > 1) number = integer_argument(arguments, 1);
  if (start != keywords.end()) number = integer_argument({start->second}, 0);
  std::vector<TemplateValue> items;
  for (const TemplateValue& item : items_of(argument(arguments, 0)))
    items.push_back(template_tuple({template_integer(number++), item}));
  return template_list(std::move(items));
}

TemplateValue to_integer(const TemplateArguments& arguments, const TemplateKeywords&) {
  const TemplateValue& value = argument(arguments, 0);
  if (std::holds_alternative<long long>(value.data)) return value;
  if (const auto* boolean = std::get_if<bool>(&value.data))
    return template_integer(*boolean ? 1 : 0);
  const auto* text = std::get_if<std::string>(&value.data);
  const std::optional<long long> number = text == nullptr ? std::nullopt : parse_integer(*text);
  if (!number) fail("int() cannot read " + repr_of(value));
  return template_integer(*number);
}

TemplateValue length(const TemplateArguments& arguments, const TemplateKeywords&) {
  return template_integer(static_cast<long long>(items_of(argument(arguments, 0)).size()));
}

/// A Python pattern as std::regex: the same for what templates use.
std::regex compile_pattern(const TemplateValue& pattern) {
  try {
    const std::string text = text_of(pattern);
    if (text.size() > regex_text_limit) fail("the pattern is too long");
    return std::regex(text, std::regex::ECMAScript);
  } catch (const std::regex_error&) {
    fail("bad regular expression " + repr_of(pattern));
  }
}

std::string subject(const TemplateArguments& arguments, std::size_t index) {
  const auto* text = std::get_if<std::string>(&argument(arguments, index).data);
  if (text == nullptr) fail("expected a string, not " + type_name(arguments[index]));
  if (text->size() > regex_text_limit) fail("the text is too long for a regular expression");
  return *text;
}

TemplateValue regex_sub(const TemplateArguments& arguments, const TemplateKeywords&) {
  const std::regex pattern = compile_pattern(argument(arguments, 0));
  // Python refers to groups as \1, ECMAScript as $1.
  std::string replacement = replace_all(text_of(argument(arguments, 1)), "$", "$$");
  for (char digit = '0'; digit <= '9'; ++digit)
    replacement = replace_all(replacement, std::string("\\") + digit, std::string("$") + digit);
  return template_text(std::regex_replace(subject(arguments, 2), pattern, replacement));
}

TemplateValue regex_split(const TemplateArguments& arguments, const TemplateKeywords&) {
  const std::regex pattern = compile_pattern(argument(arguments, 0));
  const std::string text = subject(arguments, 1);
  std::vector<TemplateValue> items;
  auto start = text.begin();
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    items.push_back(template_text(std::string(start, text.begin() + match->position())));
    start = text.begin() + match->position() + match->length();
  }
  items.push_back(template_text(std::string(start, text.end())));
  return template_list(std::move(items));
}

TemplateValue regex_findall(const TemplateArguments& arguments, const TemplateKeywords&) {
  const std::regex pattern = compile_pattern(argument(arguments, 0));
  const std::string text = subject(arguments, 1);
  std::vector<TemplateValue> items;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
    items.push_back(template_text(match->str(match->size() > 1 ? 1 : 0)));
  return template_list(std::move(items));
}

class Module : public TemplateObject {
 public:
  explicit Module(std::string name) : name_(std::move(name)) {}
  std::string describe() const override { return "<module '" + name_ + "'>"; }
  std::optional<TemplateValue> attribute(std::string_view name) const override {
    if (name == "sub") return template_function(regex_sub);
    if (name == "split") return template_function(regex_split);
    if (name == "findall") return template_function(regex_findall);
    return std::nullopt;
  }

 private:
  std::string name_;
};

}  // namespace

std::optional<TemplateValue> find_template_builtin(std::string_view name) {
  const auto of_one = [](auto function) {
    return template_function(
        [function](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
          return function(argument(arguments, 0));
        });
  };
  if (name == "repr")
    return of_one([](const TemplateValue& value) { return template_text(repr_of(value)); });
  if (name == "str")
    return of_one([](const TemplateValue& value) { return template_text(text_of(value)); });
  if (name == "bool")
    return of_one([](const TemplateValue& value) { return template_boolean(is_true(value)); });
  if (name == "list")
    return of_one([](const TemplateValue& value) { return template_list(items_of(value)); });
  if (name == "tuple")
    return of_one([](const TemplateValue& value) { return template_tuple(items_of(value)); });
  if (name == "reversed")
    return of_one([](const TemplateValue& value) {
      std::vector<TemplateValue> items = items_of(value);
      std::reverse(items.begin(), items.end());
      return template_list(std::move(items));
    });
  if (name == "len") return template_function(length);
  if (name == "int") return template_function(to_integer);
  if (name == "range") return template_function(range);
  if (name == "sorted") return template_function(sorted);
  if (name == "enumerate") return template_function(enumerate);
  return std::nullopt;
}

TemplateValue find_template_module(std::string_view name) {
  if (name != "re") fail("module " + repr(name) + " is not available in templates (only 're' is)");
  return {TemplateValue::Data(
      std::shared_ptr<const TemplateObject>(std::make_shared<Module>(std::string(name))))};
}

TemplateValue template_attribute(const TemplateValue& value, const std::string& name) {
  std::optional<TemplateValue> found;
  if (const auto* object = std::get_if<std::shared_ptr<const TemplateObject>>(&value.data)) {
    found = (*object)->attribute(name);
  } else {
    found = find_template_method(value, name);
  }
  if (!found) fail(repr(type_name(value)) + " object has no attribute " + repr(name));
  return *found;
}

std::string format_percent(std::string_view format, const TemplateValue& value) {
  const auto convert = [](const TemplateValue& item) -> FormatValue {
    if (const auto* integer = std::get_if<long long>(&item.data)) return *integer;
    if (const auto* real = std::get_if<double>(&item.data)) return *real;
    return text_of(item);
  };
  if (const auto* mapping = std::get_if<TemplateMapping>(&value.data))
    return percent_format(format, [&](std::string_view name) -> std::optional<FormatValue> {
      for (const auto& [key, item] : mapping->items)
        if (equal(key, template_text(std::string(name)))) return convert(item);
      return std::nullopt;
    });
  // Without names: number the directives and look the numbers up.
  const auto* tuple = std::get_if<TemplateSequence>(&value.data);
  const bool is_tuple = tuple != nullptr && tuple->is_tuple;
  const std::vector<TemplateValue> items = is_tuple ? tuple->items : std::vector{value};
  std::string named;
  std::size_t count = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    named += format[i];
    if (format[i] != '%') continue;
    if (i + 1 < format.size() && format[i + 1] == '%') {
      named += format[++i];
    } else {
      named += "(" + std::to_string(count++) + ")";
    }
  }
  if (count != items.size()) fail("the number of values does not fit the format " + repr(format));
  return percent_format(named, [&](std::string_view name) -> std::optional<FormatValue> {
    const std::optional<long long> index = parse_integer(name);
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= items.size())
      return std::nullopt;
    return convert(items[static_cast<std::size_t>(*index)]);
  });
}

TemplateValue join_with_comma(const TemplateValue& value) {
  if (std::holds_alternative<TemplateNone>(value.data)) return template_text("");
  if (std::holds_alternative<std::string>(value.data)) return value;
  std::vector<std::string> parts;
  for (const TemplateValue& item : items_of(value)) parts.push_back(text_of(item));
  return template_text(join(parts, ", "));
}

}  // namespace retort
