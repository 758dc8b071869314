// SPDX-License-Identifier: MIT
#include "schema/check_type.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <variant>

namespace retort {
namespace {

std::string positive(const char* type, const char* what, const std::optional<int>& value) {
  if (!value || *value > 0) return {};
  return fmt::format("a {} cannot have a {} of {}", type, what, *value);
}

std::string first(const std::string& one, const std::string& other) {
  return one.empty() ? other : one;
}

struct Mistake {
  std::string operator()(const type::Null&) const { return {}; }
  std::string operator()(const type::Integer&) const { return {}; }
  std::string operator()(const type::SmallInteger&) const { return {}; }
  std::string operator()(const type::BigInteger&) const { return {}; }
  std::string operator()(const type::Numeric& type) const {
    if (type.scale && !type.precision) return "a Numeric with a scale needs a precision";
    if (type.scale && *type.scale < 0) {
      return fmt::format("a Numeric cannot have a scale of {}", *type.scale);
    }
    return positive("Numeric", "precision", type.precision);
  }
  std::string operator()(const type::Float& type) const {
    return positive("Float", "precision", type.precision);
  }
  std::string operator()(const type::Double& type) const {
    return positive("Double", "precision", type.precision);
  }
  std::string operator()(const type::String& type) const {
    return positive("String", "length", type.length);
  }
  std::string operator()(const type::Text& type) const {
    return positive("Text", "length", type.length);
  }
  std::string operator()(const type::Unicode& type) const {
    return positive("Unicode", "length", type.length);
  }
  std::string operator()(const type::UnicodeText& type) const {
    return positive("UnicodeText", "length", type.length);
  }
  std::string operator()(const type::LargeBinary& type) const {
    return positive("LargeBinary", "length", type.length);
  }
  std::string operator()(const type::Boolean&) const { return {}; }
  std::string operator()(const type::Date&) const { return {}; }
  std::string operator()(const type::Time&) const { return {}; }
  std::string operator()(const type::DateTime&) const { return {}; }
  std::string operator()(const type::Interval&) const { return {}; }
  std::string operator()(const type::Uuid&) const { return {}; }
  std::string operator()(const type::Json&) const { return {}; }
  std::string operator()(const type::Pickle&) const { return {}; }
  std::string operator()(const type::Enum& type) const {
    if (type.values.empty()) return "an Enum needs values";
    std::set<std::string> seen;
    for (const std::string& value : type.values) {
      if (!seen.insert(value).second) return "an Enum has the value '" + value + "' twice";
      if (type.length && value.size() > static_cast<std::size_t>(*type.length)) {
        return fmt::format("an Enum has a length of {}, and the value '{}'", *type.length, value);
      }
    }
    return positive("Enum", "length", type.length);
  }
  std::string operator()(const type::Array& type) const {
    if (std::holds_alternative<type::Array>(type.item->kind)) {
      return "an Array of Arrays is an Array with dimensions";
    }
    if (std::holds_alternative<type::Null>(type.item->kind)) return "an Array needs an item type";
    return first(positive("Array", "number of dimensions", type.dimensions),
                 type_mistake(*type.item));
  }
  std::string operator()(const type::Native& type) const {
    return type.name.empty() ? "a Native type needs a name" : "";
  }
  std::string operator()(const type::Domain& type) const {
    return type.name.empty() ? "a Domain needs a name" : type_mistake(*type.data_type);
  }
  std::string operator()(const type::Verbatim& type) const {
    return type.text.empty() ? "a Verbatim type needs a text" : "";
  }
};

}  // namespace

std::string type_mistake(const Type& type) {
  std::string wrong = std::visit(Mistake{}, type.kind);
  for (const TypeVariant& variant : type.variants) {
    if (wrong.empty()) wrong = type_mistake(*variant.type);
  }
  return wrong;
}

}  // namespace retort
