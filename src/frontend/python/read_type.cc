// SPDX-License-Identifier: MIT
#include "frontend/python/read_type.h"

#include "retort/error.h"
#include "retort/rare.h"

#include "frontend/python/values.h"

#include <string>
#include <utility>

namespace retort::python {
namespace {

Error unknown(const std::string& what, const std::string& name) {
  return Error("The " + what + " " + name + " is not known", ErrorCode::internal);
}

type::Enum read_enum(const Notation& notation) {
  type::Enum made;
  if (notation.contains("values")) made.values = notation.texts("values");
  made.name = notation.text("name");
  made.name_is_final = notation.flag("name_is_final");
  made.schema = notation.optional_text("schema");
  made.native_enum = !notation.flag("no_native_enum");
  made.create_constraint = notation.flag("create_constraint");
  made.create_type = !notation.flag("no_create_type");
  made.postgresql_enum = notation.flag("postgresql_enum");
  made.length = notation.optional_integer("length");
  made.inherit_schema = notation.flag("inherit_schema");
  made.collation = notation.text("collation");
  return made;
}

type::Domain read_domain(const Notation& notation) {
  type::Domain made{notation.text("name"), read_type(notation.at("data_type"))};
  const auto said = [&](const char* key) {
    std::string text = notation.text(key);
    return text.empty() ? Rare<std::string>() : Rare<std::string>(std::move(text));
  };
  made.schema = notation.optional_text("schema");
  made.collation = said("collation");
  made.default_text = said("default_text");
  made.constraint_name = said("constraint_name");
  made.not_null = notation.optional_flag("not_null");
  made.check = said("check");
  made.create_type = !notation.flag("no_create_type");
  return made;
}

type::Native read_native(const Notation& notation) {
  type::Native made{notation.text("dialect"), notation.text("name")};
  if (notation.contains("arguments")) {
    for (const auto& [name, value] : notation.at("arguments").items()) {
      made.arguments.push_back({name, read_value(value)});
    }
  }
  return made;
}

type::Kind read_kind(const Notation& notation) {
  const std::string kind = notation.text("type");
  const auto length = notation.optional_integer("length");
  const auto precision = notation.optional_integer("precision");
  const std::string collation = notation.text("collation");
  if (kind == "Null") return type::Null{};
  if (kind == "Integer") return type::Integer{};
  if (kind == "SmallInteger") return type::SmallInteger{};
  if (kind == "BigInteger") return type::BigInteger{};
  if (kind == "Numeric") {
    return type::Numeric{precision, notation.optional_integer("scale"),
                         !notation.flag("float_result")};
  }
  if (kind == "Float") return type::Float{precision, notation.flag("asdecimal")};
  if (kind == "Double") return type::Double{precision, notation.flag("asdecimal")};
  if (kind == "String") return type::String{length, collation};
  if (kind == "Text") return type::Text{length, collation};
  if (kind == "Unicode") return type::Unicode{length, collation};
  if (kind == "UnicodeText") return type::UnicodeText{length, collation};
  if (kind == "LargeBinary") return type::LargeBinary{length};
  if (kind == "Boolean") {
    return type::Boolean{notation.flag("create_constraint"), notation.text("name"),
                         notation.flag("name_is_final")};
  }
  if (kind == "Date") return type::Date{};
  if (kind == "Time") return type::Time{notation.flag("timezone")};
  if (kind == "DateTime") return type::DateTime{notation.flag("timezone")};
  if (kind == "Interval") {
    return type::Interval{notation.optional_flag("native").value_or(true),
                          notation.optional_integer("second_precision"),
                          notation.optional_integer("day_precision")};
  }
  if (kind == "Uuid") return type::Uuid{!notation.flag("as_text"), !notation.flag("not_native")};
  if (kind == "Json") return type::Json{notation.flag("none_as_null")};
  if (kind == "Pickle") return type::Pickle{};
  if (kind == "Enum") return read_enum(notation);
  if (kind == "Array") {
    return type::Array{read_type(notation.at("item")), notation.optional_integer("dimensions"),
                       notation.flag("postgresql_array")};
  }
  if (kind == "Native") return read_native(notation);
  if (kind == "Domain") return read_domain(notation);
  if (kind == "Verbatim") return type::Verbatim{notation.text("text")};
  throw unknown("type", kind);
}

}  // namespace

Type read_type(const Notation& notation) {
  Type made;
  made.kind = read_kind(notation);
  if (notation.contains("variants")) {
    for (const auto& [dialect, type] : notation.at("variants").items()) {
      made.variants.push_back({dialect, read_type(type)});
    }
  }
  return made;
}

std::optional<Type> read_optional_type(const Notation& notation, const char* key) {
  if (!notation.contains(key)) return std::nullopt;
  return read_type(notation.at(key));
}

}  // namespace retort::python
