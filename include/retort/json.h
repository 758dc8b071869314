// SPDX-License-Identifier: MIT
// JSON as it is written: for results that programs read. Nothing here reads it.
#pragma once

#include "retort/api.h"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort {

struct JsonMember;

/// A JSON value. Objects keep the order in which their members came.
class RETORT_API JsonValue {
 public:
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;
  using Value =
      std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object>;

  /// null.
  JsonValue();
  // Where they are defined a member is a complete type.
  JsonValue(const JsonValue& other);
  JsonValue(JsonValue&& other) noexcept;
  JsonValue& operator=(const JsonValue& other);
  JsonValue& operator=(JsonValue&& other) noexcept;
  ~JsonValue();
  // A value is what stands there, with no ceremony: {"steps", 3}.
  // NOLINTBEGIN(google-explicit-constructor)
  JsonValue(double value);
  JsonValue(std::string value);
  JsonValue(std::string_view value);
  JsonValue(const char* value);
  template <std::integral Number>
  JsonValue(Number value) {
    if constexpr (std::same_as<Number, bool>) {
      be_flag(value);
    } else {
      be_number(static_cast<std::int64_t>(value));
    }
  }
  /// null where there is nothing.
  template <typename Type>
  JsonValue(const std::optional<Type>& value)
      : JsonValue(value ? JsonValue(*value) : JsonValue()) {}
  template <typename Type>
  JsonValue(const std::vector<Type>& values) : JsonValue(array()) {
    for (const Type& value : values) push(value);
  }
  // NOLINTEND(google-explicit-constructor)

  static JsonValue array();
  static JsonValue object(std::initializer_list<JsonMember> members = {});

  /// Adds an element to an array.
  void push(JsonValue element);
  /// Adds a member to an object, or gives one another value.
  void set(std::string_view name, JsonValue value);
  /// The member of an object; null if there is none, or this is no object.
  const JsonValue* find(std::string_view name) const;

  const Value& value() const { return value_; }
  bool operator==(const JsonValue& other) const;

 private:
  void be_flag(bool value);
  void be_number(std::int64_t value);

  Value value_;
};

struct JsonMember {
  std::string name;
  JsonValue value = {};
};

struct JsonLayout {
  int indent = 0;  ///< columns for each level; 0: all on one line
};

/// As text, without a line end. Text that is no UTF-8 has U+FFFD for each byte at fault.
RETORT_API std::string to_text(const JsonValue& json, const JsonLayout& layout = {});

}  // namespace retort
