// SPDX-License-Identifier: MIT
#include "frontend/python/values.h"
#include "frontend/python/write_schema.h"

namespace retort::python {
namespace {

template <class T>
void put(py::dict& made, const char* key, const std::optional<T>& value) {
  if (value) made[key] = *value;
}
void put(py::dict& made, const char* key, const Rare<std::string>& value) {
  if (value) made[key] = *value;
}
void put(py::dict& made, const char* key, const std::string& value) {
  if (!value.empty()) made[key] = value;
}
void put(py::dict& made, const char* key, bool value) {
  if (value) made[key] = true;
}

struct TypeWriter {
  py::dict& made;

  void kind(const char* name) const { made["type"] = name; }

  void operator()(const type::Null&) const { kind("Null"); }
  void operator()(const type::Integer&) const { kind("Integer"); }
  void operator()(const type::SmallInteger&) const { kind("SmallInteger"); }
  void operator()(const type::BigInteger&) const { kind("BigInteger"); }
  void operator()(const type::Numeric& type) const {
    kind("Numeric");
    put(made, "precision", type.precision);
    put(made, "scale", type.scale);
    put(made, "float_result", !type.asdecimal);
  }
  void operator()(const type::Float& type) const { real("Float", type); }
  void operator()(const type::Double& type) const { real("Double", type); }
  void operator()(const type::String& type) const { text("String", type); }
  void operator()(const type::Text& type) const { text("Text", type); }
  void operator()(const type::Unicode& type) const { text("Unicode", type); }
  void operator()(const type::UnicodeText& type) const { text("UnicodeText", type); }
  void operator()(const type::LargeBinary& type) const {
    kind("LargeBinary");
    put(made, "length", type.length);
  }
  void operator()(const type::Boolean& type) const {
    kind("Boolean");
    put(made, "create_constraint", type.create_constraint);
    put(made, "name", type.name);
    put(made, "name_is_final", type.name_is_final);
  }
  void operator()(const type::Date&) const { kind("Date"); }
  void operator()(const type::Time& type) const {
    kind("Time");
    put(made, "timezone", type.timezone);
  }
  void operator()(const type::DateTime& type) const {
    kind("DateTime");
    put(made, "timezone", type.timezone);
  }
  void operator()(const type::Interval& type) const {
    kind("Interval");
    if (!type.native) made["native"] = false;
    put(made, "second_precision", type.second_precision);
    put(made, "day_precision", type.day_precision);
  }
  void operator()(const type::Uuid& type) const {
    kind("Uuid");
    put(made, "as_text", !type.as_uuid);
    put(made, "not_native", !type.native_uuid);
  }
  void operator()(const type::Json& type) const {
    kind("Json");
    put(made, "none_as_null", type.none_as_null);
  }
  void operator()(const type::Pickle&) const { kind("Pickle"); }
  void operator()(const type::Enum& type) const {
    kind("Enum");
    made["values"] = type.values;
    put(made, "name", type.name);
    put(made, "name_is_final", type.name_is_final);
    put(made, "schema", type.schema);
    put(made, "no_native_enum", !type.native_enum);
    put(made, "create_constraint", type.create_constraint);
    put(made, "no_create_type", !type.create_type);
    put(made, "postgresql_enum", type.postgresql_enum);
    put(made, "length", type.length);
    put(made, "inherit_schema", type.inherit_schema);
    put(made, "collation", type.collation);
  }
  void operator()(const type::Array& type) const {
    kind("Array");
    made["item"] = write_type(*type.item);
    put(made, "dimensions", type.dimensions);
    put(made, "postgresql_array", type.postgresql_array);
  }
  void operator()(const type::Native& type) const {
    kind("Native");
    put(made, "dialect", type.dialect);
    put(made, "name", type.name);
    py::dict arguments;
    for (const type::Argument& argument : type.arguments) {
      arguments[py::str(argument.name)] = write_value(argument.value);
    }
    if (!arguments.empty()) made["arguments"] = arguments;
  }
  void operator()(const type::Domain& type) const {
    kind("Domain");
    put(made, "name", type.name);
    made["data_type"] = write_type(*type.data_type);
    put(made, "schema", type.schema);
    put(made, "collation", type.collation);
    put(made, "default_text", type.default_text);
    put(made, "constraint_name", type.constraint_name);
    put(made, "not_null", type.not_null);
    put(made, "check", type.check);
    put(made, "no_create_type", !type.create_type);
  }
  void operator()(const type::Verbatim& type) const {
    kind("Verbatim");
    made["text"] = type.text;
  }

 private:
  template <class Real>
  void real(const char* name, const Real& type) const {
    kind(name);
    put(made, "precision", type.precision);
    put(made, "asdecimal", type.asdecimal);
  }
  template <class Characters>
  void text(const char* name, const Characters& type) const {
    kind(name);
    put(made, "length", type.length);
    put(made, "collation", type.collation);
  }
};

}  // namespace

py::dict write_type(const Type& type) {
  py::dict made;
  std::visit(TypeWriter{made}, type.kind);
  if (!type.variants.empty()) {
    py::dict variants;
    for (const TypeVariant& variant : type.variants) {
      variants[py::str(variant.dialect)] = write_type(*variant.type);
    }
    made["variants"] = variants;
  }
  return made;
}

}  // namespace retort::python
