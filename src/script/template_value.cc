// SPDX-License-Identifier: MIT
#include "script/template_value.h"

#include "retort/error.h"

#include "base/overloaded.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace retort {
namespace {

[[noreturn]] void fail_undefined(const TemplateUndefined& undefined) {
  throw Error("'" + undefined.name + "' is undefined", ErrorCode::script);
}

std::string format_number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::string out = fmt::format("{}", value);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out;
}

/// Booleans are numbers, too.
std::optional<double> number_of(const TemplateValue& value) {
  if (const auto* boolean = std::get_if<bool>(&value.data)) return *boolean ? 1 : 0;
  if (const auto* integer = std::get_if<long long>(&value.data))
    return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value.data)) return *real;
  return std::nullopt;
}

std::string repr_sequence(const TemplateSequence& sequence) {
  std::string out(1, sequence.is_tuple ? '(' : '[');
  for (std::size_t i = 0; i < sequence.items.size(); ++i) {
    if (i != 0) out += ", ";
    out += repr_of(sequence.items[i]);
  }
  if (sequence.is_tuple && sequence.items.size() == 1) out += ',';
  return out + (sequence.is_tuple ? ')' : ']');
}

std::string repr_mapping(const TemplateMapping& mapping) {
  std::string out = "{";
  for (std::size_t i = 0; i < mapping.items.size(); ++i) {
    if (i != 0) out += ", ";
    out += repr_of(mapping.items[i].first) + ": " + repr_of(mapping.items[i].second);
  }
  return out + "}";
}

bool equal_items(const std::vector<TemplateValue>& a, const std::vector<TemplateValue>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), equal);
}

}  // namespace

TemplateValue template_text(std::string text) { return {TemplateValue::Data(std::move(text))}; }
TemplateValue template_integer(long long value) { return {TemplateValue::Data(value)}; }
TemplateValue template_boolean(bool value) { return {TemplateValue::Data(value)}; }
TemplateValue template_list(std::vector<TemplateValue> items) {
  return {TemplateValue::Data(TemplateSequence{std::move(items), false})};
}
TemplateValue template_tuple(std::vector<TemplateValue> items) {
  return {TemplateValue::Data(TemplateSequence{std::move(items), true})};
}
TemplateValue template_function(TemplateFunction function) {
  return {TemplateValue::Data(std::move(function))};
}

TemplateValue template_scalar_or_tuple(const std::vector<std::string>& items) {
  if (items.empty()) return {};
  if (items.size() == 1) return template_text(items.front());
  std::vector<TemplateValue> values;
  values.reserve(items.size());
  for (const std::string& item : items) values.push_back(template_text(item));
  return template_tuple(std::move(values));
}

bool is_true(const TemplateValue& value) {
  return std::visit(Overloaded{
                        [](const TemplateUndefined&) { return false; },
                        [](const TemplateNone&) { return false; },
                        [](bool boolean) { return boolean; },
                        [](long long integer) { return integer != 0; },
                        [](double real) { return real != 0; },
                        [](const std::string& text) { return !text.empty(); },
                        [](const TemplateSequence& sequence) { return !sequence.items.empty(); },
                        [](const TemplateMapping& mapping) { return !mapping.items.empty(); },
                        [](const CivilTime&) { return true; },
                        [](const TemplateFunction&) { return true; },
                        [](const std::shared_ptr<const TemplateObject>&) { return true; },
                    },
                    value.data);
}

std::string repr_of(const TemplateValue& value) {
  return std::visit(
      Overloaded{
          [](const TemplateUndefined& undefined) -> std::string { fail_undefined(undefined); },
          [](const TemplateNone&) -> std::string { return "None"; },
          [](bool boolean) -> std::string { return boolean ? "True" : "False"; },
          [](long long integer) { return std::to_string(integer); },
          [](double real) { return format_number(real); },
          [](const std::string& text) { return repr(text); },
          [](const TemplateSequence& sequence) { return repr_sequence(sequence); },
          [](const TemplateMapping& mapping) { return repr_mapping(mapping); },
          [](const CivilTime& time) { return format_datetime(time); },
          [](const TemplateFunction&) -> std::string { return "<function>"; },
          [](const std::shared_ptr<const TemplateObject>& object) { return object->describe(); },
      },
      value.data);
}

std::string text_of(const TemplateValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  return repr_of(value);
}

std::string type_name(const TemplateValue& value) {
  return std::visit(
      Overloaded{
          [](const TemplateUndefined& undefined) -> std::string { fail_undefined(undefined); },
          [](const TemplateNone&) -> std::string { return "NoneType"; },
          [](bool) -> std::string { return "bool"; },
          [](long long) -> std::string { return "int"; },
          [](double) -> std::string { return "float"; },
          [](const std::string&) -> std::string { return "str"; },
          [](const TemplateSequence& sequence) -> std::string {
            return sequence.is_tuple ? "tuple" : "list";
          },
          [](const TemplateMapping&) -> std::string { return "dict"; },
          [](const CivilTime&) -> std::string { return "datetime"; },
          [](const TemplateFunction&) -> std::string { return "function"; },
          [](const std::shared_ptr<const TemplateObject>& object) { return object->describe(); },
      },
      value.data);
}

bool equal(const TemplateValue& a, const TemplateValue& b) {
  if (const auto x = number_of(a), y = number_of(b); x && y) return *x == *y;
  if (a.data.index() != b.data.index()) return false;
  if (std::holds_alternative<TemplateNone>(a.data)) return true;
  if (const auto* text = std::get_if<std::string>(&a.data))
    return *text == std::get<std::string>(b.data);
  if (const auto* time = std::get_if<CivilTime>(&a.data))
    return *time == std::get<CivilTime>(b.data);
  if (const auto* sequence = std::get_if<TemplateSequence>(&a.data)) {
    const auto& other = std::get<TemplateSequence>(b.data);
    return sequence->is_tuple == other.is_tuple && equal_items(sequence->items, other.items);
  }
  if (const auto* mapping = std::get_if<TemplateMapping>(&a.data)) {
    const auto& other = std::get<TemplateMapping>(b.data);
    return mapping->items.size() == other.items.size() &&
           std::all_of(mapping->items.begin(), mapping->items.end(), [&](const auto& item) {
             return std::any_of(other.items.begin(), other.items.end(), [&](const auto& known) {
               return equal(item.first, known.first) && equal(item.second, known.second);
             });
           });
  }
  if (const auto* object = std::get_if<std::shared_ptr<const TemplateObject>>(&a.data))
    return *object == std::get<std::shared_ptr<const TemplateObject>>(b.data);
  return false;
}

bool less(const TemplateValue& a, const TemplateValue& b) {
  if (const auto x = number_of(a), y = number_of(b); x && y) return *x < *y;
  const auto* text = std::get_if<std::string>(&a.data);
  const auto* other_text = std::get_if<std::string>(&b.data);
  if (text != nullptr && other_text != nullptr) return *text < *other_text;
  const auto* sequence = std::get_if<TemplateSequence>(&a.data);
  const auto* other = std::get_if<TemplateSequence>(&b.data);
  if (sequence != nullptr && other != nullptr && sequence->is_tuple == other->is_tuple)
    return std::lexicographical_compare(sequence->items.begin(), sequence->items.end(),
                                        other->items.begin(), other->items.end(), less);
  throw Error("'<' is not supported between " + type_name(a) + " and " + type_name(b),
              ErrorCode::script);
}

std::vector<TemplateValue> items_of(const TemplateValue& value) {
  if (const auto* sequence = std::get_if<TemplateSequence>(&value.data)) return sequence->items;
  std::vector<TemplateValue> items;
  if (const auto* mapping = std::get_if<TemplateMapping>(&value.data)) {
    for (const auto& item : mapping->items) items.push_back(item.first);
    return items;
  }
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    for (std::size_t i = 0; i < text->size();) {
      const std::size_t length = decode_utf8(*text, i).length;
      items.push_back(template_text(text->substr(i, length)));
      i += length;
    }
    return items;
  }
  throw Error("'" + type_name(value) + "' object is not iterable", ErrorCode::script);
}

}  // namespace retort
