// SPDX-License-Identifier: MIT
#include "retort/json.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace retort {
namespace {

std::string in_quotes(std::string_view text) {
  constexpr char32_t replacement = 0xFFFD;
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode_utf8(text, at);
    if (!code.valid) {
      append_utf8(result, replacement);
    } else if (code.value == U'"' || code.value == U'\\') {
      result += '\\';
      result += text[at];
    } else if (code.value == U'\n') {
      result += "\\n";
    } else if (code.value == U'\t') {
      result += "\\t";
    } else if (code.value == U'\r') {
      result += "\\r";
    } else if (code.value < 0x20 || code.value == 0x7F) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(code.value));
    } else {
      result += text.substr(at, code.length);
    }
    at += code.length;
  }
  return result + '"';
}

/// Writes one value; each level of lists and objects begins a line where a layout asks for that.
class JsonText {
 public:
  explicit JsonText(const JsonLayout& layout) : indent_(std::max(layout.indent, 0)) {}

  void add(const JsonValue& json) {
    std::visit([this](const auto& value) { write(value); }, json.value());
  }
  std::string take() { return std::move(text_); }

 private:
  void write(std::monostate /*null*/) { text_ += "null"; }
  void write(bool value) { text_ += value ? "true" : "false"; }
  void write(std::int64_t value) { text_ += fmt::to_string(value); }
  void write(double value) { text_ += std::isfinite(value) ? fmt::to_string(value) : "null"; }
  void write(const std::string& value) { text_ += in_quotes(value); }

  void write(const JsonValue::Array& elements) {
    open('[');
    for (const JsonValue& element : elements) {
      next();
      add(element);
    }
    close(']', elements.empty());
  }

  void write(const JsonValue::Object& members) {
    open('{');
    for (const JsonMember& member : members) {
      next();
      text_ += in_quotes(member.name);
      text_ += ": ";
      add(member.value);
    }
    close('}', members.empty());
  }

  void open(char bracket) {
    text_ += bracket;
    ++depth_;
    is_first_ = true;
  }
  void next() {
    if (!is_first_) text_ += indent_ > 0 ? "," : ", ";
    is_first_ = false;
    new_line();
  }
  void close(char bracket, bool is_empty) {
    --depth_;
    is_first_ = false;
    if (!is_empty) new_line();
    text_ += bracket;
  }
  void new_line() {
    if (indent_ == 0) return;
    text_ += '\n';
    text_.append(static_cast<std::size_t>(indent_) * static_cast<std::size_t>(depth_), ' ');
  }

  int indent_;
  int depth_ = 0;
  bool is_first_ = true;
  std::string text_;
};

}  // namespace

JsonValue::JsonValue() = default;
JsonValue::JsonValue(const JsonValue& other) = default;
JsonValue::JsonValue(JsonValue&& other) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue& other) = default;
JsonValue& JsonValue::operator=(JsonValue&& other) noexcept = default;
JsonValue::~JsonValue() = default;
JsonValue::JsonValue(double value) : value_(value) {}
JsonValue::JsonValue(std::string value) : value_(std::move(value)) {}
JsonValue::JsonValue(std::string_view value) : value_(std::string(value)) {}
JsonValue::JsonValue(const char* value) : value_(std::string(value)) {}

void JsonValue::be_flag(bool value) { value_ = value; }
void JsonValue::be_number(std::int64_t value) { value_ = value; }

JsonValue JsonValue::array() {
  JsonValue json;
  json.value_ = Array();
  return json;
}

JsonValue JsonValue::object(std::initializer_list<JsonMember> members) {
  JsonValue json;
  json.value_ = Object(members);
  return json;
}

void JsonValue::push(JsonValue element) { std::get<Array>(value_).push_back(std::move(element)); }

void JsonValue::set(std::string_view name, JsonValue value) {
  auto& members = std::get<Object>(value_);
  const auto found = std::find_if(members.begin(), members.end(),
                                  [name](const JsonMember& member) { return member.name == name; });
  if (found != members.end()) {
    found->value = std::move(value);
  } else {
    members.push_back({std::string(name), std::move(value)});
  }
}

const JsonValue* JsonValue::find(std::string_view name) const {
  const auto* members = std::get_if<Object>(&value_);
  if (members == nullptr) return nullptr;
  for (const JsonMember& member : *members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

bool JsonValue::operator==(const JsonValue& other) const {
  const auto* mine = std::get_if<Object>(&value_);
  const auto* theirs = std::get_if<Object>(&other.value_);
  if (mine == nullptr || theirs == nullptr) {
    if (value_.index() != other.value_.index()) return false;
    const auto* elements = std::get_if<Array>(&value_);
    if (elements != nullptr) {
      const auto& others = std::get<Array>(other.value_);
      return std::equal(elements->begin(), elements->end(), others.begin(), others.end());
    }
    return to_text(*this) == to_text(other);
  }
  return std::equal(mine->begin(), mine->end(), theirs->begin(), theirs->end(),
                    [](const JsonMember& left, const JsonMember& right) {
                      return left.name == right.name && left.value == right.value;
                    });
}

std::string to_text(const JsonValue& json, const JsonLayout& layout) {
  JsonText text(layout);
  text.add(json);
  return text.take();
}

}  // namespace retort
