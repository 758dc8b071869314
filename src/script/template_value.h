// SPDX-License-Identifier: MIT
// The values that expressions of a file template work on: the few Python types that templates of
// migration files use, with Python's truth, str, repr and ordering.
#pragma once

#include "base/datetime.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

struct TemplateValue;
using TemplateArguments = std::vector<TemplateValue>;
using TemplateKeywords = std::map<std::string, TemplateValue, std::less<>>;

/// A name that nothing was given for: false, but no text can be made of it.
struct TemplateUndefined {
  std::string name;
};
struct TemplateNone {};

/// A list or a tuple.
struct TemplateSequence {
  std::vector<TemplateValue> items;
  bool is_tuple = false;
};

/// A dictionary in insertion order.
struct TemplateMapping {
  std::vector<std::pair<TemplateValue, TemplateValue>> items;
};

using TemplateFunction =
    std::function<TemplateValue(const TemplateArguments&, const TemplateKeywords&)>;

/// Something with attributes: a module, the configuration, the context.
class TemplateObject {
 public:
  virtual ~TemplateObject() = default;
  /// What repr gives: "<module 're'>".
  virtual std::string describe() const = 0;
  /// Absent when there is no such attribute.
  virtual std::optional<TemplateValue> attribute(std::string_view name) const = 0;
};

struct TemplateValue {
  using Data = std::variant<TemplateUndefined, TemplateNone, bool, long long, double, std::string,
                            TemplateSequence, TemplateMapping, CivilTime, TemplateFunction,
                            std::shared_ptr<const TemplateObject>>;
  Data data = TemplateNone();

  TemplateValue() = default;
  TemplateValue(Data value) : data(std::move(value)) {}  // NOLINT(google-explicit-constructor)
};

TemplateValue template_text(std::string text);
TemplateValue template_integer(long long value);
TemplateValue template_boolean(bool value);
TemplateValue template_list(std::vector<TemplateValue> items);
TemplateValue template_tuple(std::vector<TemplateValue> items);
TemplateValue template_function(TemplateFunction function);
/// None for no item, the text for one, a tuple for several.
TemplateValue template_scalar_or_tuple(const std::vector<std::string>& items);

bool is_true(const TemplateValue& value);
/// Python's str(). Throws Error for an undefined name.
std::string text_of(const TemplateValue& value);
std::string repr_of(const TemplateValue& value);
/// "str", "int", "NoneType", ... for messages.
std::string type_name(const TemplateValue& value);
bool equal(const TemplateValue& a, const TemplateValue& b);
/// Python's a < b. Throws Error when the types have no order.
bool less(const TemplateValue& a, const TemplateValue& b);
/// The items of a sequence, the keys of a mapping, the characters of a text. Throws Error for
/// anything else.
std::vector<TemplateValue> items_of(const TemplateValue& value);

}  // namespace retort
