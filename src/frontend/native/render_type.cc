// SPDX-License-Identifier: MIT
// Types as C++ source: what is read from a database is written in the shortest form that means
// the same there.
#include "retort/error.h"

#include "frontend/native/render_values.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <variant>

namespace retort {
namespace {

Code nothing() { return code(""); }

Code number(const std::optional<int>& value) {
  return value ? code(fmt::format("{}", *value)) : nothing();
}
Code number_field(const std::string& name, const std::optional<int>& value) {
  return value ? designated(name, number(value)) : nothing();
}
Code given(const std::string& name, const std::string& text) {
  return text.empty() ? nothing() : designated(name, code(render_text(text)));
}

/// "type::String{80}", or with names where there is more to say than a length.
template <class T>
Code text_type(const char* name, const T& type) {
  if (type.collation.empty()) return aggregate({number(type.length)}, name);
  return aggregate({number_field("length", type.length), given("collation", type.collation)}, name);
}

template <class T>
Code real_type(const char* name, const T& type) {
  return aggregate(
      {number_field("precision", type.precision), flag_field("asdecimal", type.asdecimal),
       number_field("decimal_return_scale", type.decimal_return_scale)},
      name);
}

struct TypeCode {
  const RenderContext& context;

  Code operator()(const type::Null&) const {
    throw UnsupportedError("A column without a type cannot be written into a migration");
  }
  Code operator()(const type::Integer&) const { return code("type::Integer{}"); }
  Code operator()(const type::SmallInteger&) const { return code("type::SmallInteger{}"); }
  Code operator()(const type::BigInteger&) const { return code("type::BigInteger{}"); }
  Code operator()(const type::Numeric& type) const {
    const bool plain = type.asdecimal && !type.decimal_return_scale;
    if (plain && (type.precision || !type.scale)) {
      return aggregate({number(type.precision), number(type.scale)}, "type::Numeric");
    }
    return aggregate({number_field("precision", type.precision), number_field("scale", type.scale),
                      type.asdecimal ? nothing() : designated("asdecimal", code("false")),
                      number_field("decimal_return_scale", type.decimal_return_scale)},
                     "type::Numeric");
  }
  Code operator()(const type::Float& type) const { return real_type("type::Float", type); }
  Code operator()(const type::Double& type) const { return real_type("type::Double", type); }
  Code operator()(const type::String& type) const { return text_type("type::String", type); }
  Code operator()(const type::Text& type) const { return text_type("type::Text", type); }
  Code operator()(const type::Unicode& type) const { return text_type("type::Unicode", type); }
  Code operator()(const type::UnicodeText& type) const {
    return text_type("type::UnicodeText", type);
  }
  Code operator()(const type::LargeBinary& type) const {
    return aggregate({number(type.length)}, "type::LargeBinary");
  }
  Code operator()(const type::Boolean& type) const {
    return aggregate({flag_field("create_constraint", type.create_constraint),
                      given("name", type.name), flag_field("name_is_final", type.name_is_final)},
                     "type::Boolean");
  }
  Code operator()(const type::Date&) const { return code("type::Date{}"); }
  Code operator()(const type::Time& type) const {
    return aggregate({flag_field("timezone", type.timezone)}, "type::Time");
  }
  Code operator()(const type::DateTime& type) const {
    return aggregate({flag_field("timezone", type.timezone)}, "type::DateTime");
  }
  Code operator()(const type::Interval& type) const {
    return aggregate({type.native ? nothing() : designated("native", code("false")),
                      number_field("second_precision", type.second_precision),
                      number_field("day_precision", type.day_precision)},
                     "type::Interval");
  }
  Code operator()(const type::Uuid& type) const {
    return aggregate({type.as_uuid ? nothing() : designated("as_uuid", code("false")),
                      type.native_uuid ? nothing() : designated("native_uuid", code("false"))},
                     "type::Uuid");
  }
  Code operator()(const type::Json& type) const {
    return aggregate({flag_field("none_as_null", type.none_as_null)}, "type::Json");
  }
  Code operator()(const type::Pickle&) const { return code("type::Pickle{}"); }
  Code operator()(const type::Enum& type) const {
    return aggregate(
        {designated("values", render_list(type.values)), given("name", type.name),
         flag_field("name_is_final", type.name_is_final && type.create_constraint),
         text_field("schema", type.schema),
         type.native_enum ? nothing() : designated("native_enum", code("false")),
         flag_field("create_constraint", type.create_constraint),
         type.create_type ? nothing() : designated("create_type", code("false")),
         number_field("length", type.length), flag_field("inherit_schema", type.inherit_schema),
         given("collation", type.collation)},
        "type::Enum");
  }
  Code operator()(const type::Array& type) const {
    return aggregate({designated("item", call("Type", {render_type(*type.item, context)})),
                      number_field("dimensions", type.dimensions)},
                     "type::Array");
  }
  Code operator()(const type::Native& type) const {
    std::vector<Code> arguments;
    for (const type::Argument& argument : type.arguments) {
      arguments.push_back(braces({code(render_text(argument.name)), render_value(argument.value)}));
    }
    return aggregate(
        {given("dialect", type.dialect), given("name", type.name),
         arguments.empty() ? nothing() : designated("arguments", braces(std::move(arguments)))},
        "type::Native");
  }
  Code operator()(const type::Domain& type) const {
    return aggregate(
        {given("name", type.name),
         designated("data_type", call("Type", {render_type(*type.data_type, context)})),
         text_field("schema", type.schema), text_field("collation", type.collation),
         text_field("default_text", type.default_text),
         text_field("constraint_name", type.constraint_name), flag_field("not_null", type.not_null),
         text_field("check", type.check),
         type.create_type ? nothing() : designated("create_type", code("false"))},
        "type::Domain");
  }
  Code operator()(const type::Verbatim& type) const {
    return braces({code(render_text(type.text))}, "type::Verbatim");
  }
};

std::optional<int> find_number(const type::Native& type, std::string_view name) {
  for (const type::Argument& argument : type.arguments) {
    const auto* value = std::get_if<std::int64_t>(&argument.value.base());
    if (argument.name == name && value != nullptr) return static_cast<int>(*value);
  }
  return std::nullopt;
}

/// A generic type with the same SQL on the dialect; the type itself where there is none.
Type generic_type(const Type& type, const Dialect& dialect) {
  const auto* native = std::get_if<type::Native>(&type.kind);
  if (native == nullptr || !type.variants.empty()) return type;
  const std::optional<int> length = find_number(*native, "length");
  const std::optional<int> precision = find_number(*native, "precision");
  const std::optional<int> scale = find_number(*native, "scale");
  const std::array<Type, 21> candidates = {type::Integer{},
                                           type::BigInteger{},
                                           type::SmallInteger{},
                                           type::String{.length = length},
                                           type::Text{},
                                           type::Numeric{.precision = precision, .scale = scale},
                                           type::Boolean{},
                                           type::Date{},
                                           type::DateTime{},
                                           type::DateTime{.timezone = true},
                                           type::Time{},
                                           type::Time{.timezone = true},
                                           type::Double{},
                                           type::Float{},
                                           type::Float{.precision = precision},
                                           type::LargeBinary{},
                                           type::LargeBinary{.length = length},
                                           type::Uuid{},
                                           type::Json{},
                                           type::Interval{},
                                           type::Numeric{}};
  try {
    const std::string wanted = dialect.format_type(type);
    for (const Type& candidate : candidates) {
      if (dialect.format_type(candidate) == wanted) return candidate;
    }
  } catch (const Error&) {
    return type;  // a type without SQL of its own stays what it is
  }
  return type;
}

}  // namespace

Code render_type(const Type& type, const RenderContext& context) {
  const Type chosen = generic_type(type, *context.dialect);
  Code rendered = std::visit(TypeCode{context}, chosen.kind);
  if (chosen.variants.empty()) return rendered;
  Code whole = call("Type", {std::move(rendered)});
  for (const TypeVariant& variant : chosen.variants) {
    whole.tail += ".with_variant(" + flat(render_type(*variant.type, context)) + ", " +
                  render_text(variant.dialect) + ")";
  }
  return whole;
}

}  // namespace retort
