// SPDX-License-Identifier: MIT
#include "script/template_methods.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

constexpr long long width_limit = 100000;

[[noreturn]] void fail(const std::string& reason) { throw Error(reason, ErrorCode::script); }

std::string text_argument(const TemplateArguments& arguments, std::size_t index) {
  const auto* text =
      index < arguments.size() ? std::get_if<std::string>(&arguments[index].data) : nullptr;
  if (text == nullptr) fail("expected a string as argument " + std::to_string(index + 1));
  return *text;
}

std::size_t width_argument(const TemplateArguments& arguments) {
  const auto* width = arguments.empty() ? nullptr : std::get_if<long long>(&arguments[0].data);
  if (width == nullptr || *width > width_limit) fail("expected a width");
  return static_cast<std::size_t>(std::max(*width, 0LL));
}

TemplateValue texts(std::vector<std::string> items) {
  std::vector<TemplateValue> values;
  values.reserve(items.size());
  for (std::string& item : items) values.push_back(template_text(std::move(item)));
  return template_list(std::move(values));
}

enum class Side { left, right, both };

std::string strip_characters(std::string_view text, const TemplateArguments& arguments, Side side) {
  const std::string characters = arguments.empty() ? " \t\n\r\v\f" : text_argument(arguments, 0);
  const auto in_set = [&](char c) { return characters.find(c) != std::string::npos; };
  if (side != Side::right)
    while (!text.empty() && in_set(text.front())) text.remove_prefix(1);
  if (side != Side::left)
    while (!text.empty() && in_set(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string capitalized(const std::string& text) {
  const std::string low = lower(text);
  return low.empty() ? low : upper_ascii(low.substr(0, 1)) + low.substr(1);
}

std::string titled(const std::string& text) {
  std::string out;
  bool inside = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out += inside ? lower_ascii(std::string(1, c)) : upper_ascii(std::string(1, c));
    inside = letter || static_cast<unsigned char>(c) >= 0x80;
  }
  return out;
}

std::string padded(const std::string& text, const TemplateArguments& arguments, Side side) {
  const std::size_t width = width_argument(arguments);
  const std::string fill = arguments.size() > 1 ? text_argument(arguments, 1) : " ";
  const std::size_t length = utf8_length(text);
  if (length >= width || fill.size() != 1) return text;
  const std::string blanks(width - length, fill.front());
  return side == Side::left ? blanks + text : text + blanks;
}

TemplateValue split_text(const std::string& text, const TemplateArguments& arguments) {
  if (arguments.empty() || std::holds_alternative<TemplateNone>(arguments[0].data))
    return texts(split_words(text));
  const std::string separator = text_argument(arguments, 0);
  if (separator.empty()) fail("empty separator");
  return texts(split(text, separator));
}

TemplateValue join_items(const std::string& separator, const TemplateArguments& arguments) {
  if (arguments.empty()) fail("join() needs a list");
  std::vector<std::string> parts;
  for (const TemplateValue& item : items_of(arguments[0])) {
    if (!std::holds_alternative<std::string>(item.data))
      fail("join() expects strings, not " + type_name(item));
    parts.push_back(text_of(item));
  }
  return template_text(join(parts, separator));
}

TemplateValue replaced(const std::string& text, const TemplateArguments& arguments) {
  const std::string from = text_argument(arguments, 0);
  const std::string to = text_argument(arguments, 1);
  if (from.empty()) return template_text(text);
  if (text.size() * (to.size() + 1) > (16U << 20U)) fail("the text is too long");
  return template_text(replace_all(text, from, to));
}

using TextMethod = TemplateValue (*)(const std::string&, const TemplateArguments&);
struct NamedMethod {
  std::string_view name;
  TextMethod method;
};

constexpr NamedMethod text_methods[] = {
    {"lower",
     [](const std::string& s, const TemplateArguments&) { return template_text(lower(s)); }},
    {"upper",
     [](const std::string& s, const TemplateArguments&) { return template_text(upper_ascii(s)); }},
    {"title",
     [](const std::string& s, const TemplateArguments&) { return template_text(titled(s)); }},
    {"capitalize",
     [](const std::string& s, const TemplateArguments&) { return template_text(capitalized(s)); }},
    {"strip",
     [](const std::string& s, const TemplateArguments& a) {
       return template_text(strip_characters(s, a, Side::both));
     }},
    {"lstrip",
     [](const std::string& s, const TemplateArguments& a) {
       return template_text(strip_characters(s, a, Side::left));
     }},
    {"rstrip",
     [](const std::string& s, const TemplateArguments& a) {
       return template_text(strip_characters(s, a, Side::right));
     }},
    {"ljust", [](const std::string& s,
                 const TemplateArguments& a) { return template_text(padded(s, a, Side::right)); }},
    {"rjust", [](const std::string& s,
                 const TemplateArguments& a) { return template_text(padded(s, a, Side::left)); }},
    {"replace", replaced},
    {"split", split_text},
    {"join", join_items},
    {"splitlines",
     [](const std::string& s, const TemplateArguments&) {
       std::vector<std::string> lines;
       for (const std::string_view line : split_lines(s)) lines.emplace_back(line);
       return texts(std::move(lines));
     }},
    {"startswith",
     [](const std::string& s, const TemplateArguments& a) {
       return template_boolean(s.starts_with(text_argument(a, 0)));
     }},
    {"endswith",
     [](const std::string& s, const TemplateArguments& a) {
       return template_boolean(s.ends_with(text_argument(a, 0)));
     }},
};

std::optional<TemplateValue> mapping_method(const TemplateMapping& mapping, std::string_view name) {
  std::vector<TemplateValue> items;
  for (const auto& [key, value] : mapping.items) {
    if (name == "keys") items.push_back(key);
    if (name == "values") items.push_back(value);
    if (name == "items") items.push_back(template_tuple({key, value}));
  }
  if (name == "keys" || name == "values" || name == "items")
    return template_function([items](const TemplateArguments&, const TemplateKeywords&) {
      return template_list(items);
    });
  if (name != "get") return std::nullopt;
  return template_function(
      [mapping](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
        if (arguments.empty()) fail("get() needs a key");
        for (const auto& [key, value] : mapping.items)
          if (equal(key, arguments[0])) return value;
        return arguments.size() > 1 ? arguments[1] : TemplateValue();
      });
}

std::optional<TemplateValue> time_attribute(const CivilTime& time, std::string_view name) {
  if (name == "year") return template_integer(time.year);
  if (name == "month") return template_integer(time.month);
  if (name == "day") return template_integer(time.day);
  if (name == "hour") return template_integer(time.hour);
  if (name == "minute") return template_integer(time.minute);
  if (name == "second") return template_integer(time.second);
  if (name == "microsecond") return template_integer(time.microsecond);
  if (name == "strftime")
    return template_function([time](const TemplateArguments& arguments, const TemplateKeywords&) {
      return template_text(format_time(time, text_argument(arguments, 0)));
    });
  if (name == "isoformat")
    return template_function([time](const TemplateArguments&, const TemplateKeywords&) {
      return template_text(format_datetime(time, 'T'));
    });
  if (name == "date")
    return template_function([time](const TemplateArguments&, const TemplateKeywords&) {
      return template_text(format_time(time, "%Y-%m-%d"));
    });
  return std::nullopt;
}

}  // namespace

std::optional<TemplateValue> find_template_method(const TemplateValue& value,
                                                  std::string_view name) {
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    for (const NamedMethod& known : text_methods)
      if (known.name == name)
        return template_function([text = *text, method = known.method](
                                     const TemplateArguments& arguments, const TemplateKeywords&) {
          return method(text, arguments);
        });
  }
  if (const auto* mapping = std::get_if<TemplateMapping>(&value.data))
    return mapping_method(*mapping, name);
  if (const auto* time = std::get_if<CivilTime>(&value.data)) return time_attribute(*time, name);
  return std::nullopt;
}

}  // namespace retort
