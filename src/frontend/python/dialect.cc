// SPDX-License-Identifier: MIT
#include "frontend/python/dialect.h"

#include "retort/error.h"

#include "frontend/python/read_expression.h"
#include "frontend/python/read_operation.h"
#include "frontend/python/read_schema.h"
#include "frontend/python/read_type.h"
#include "frontend/python/values.h"
#include "frontend/python/write_schema.h"

namespace retort::python {
namespace {

Paramstyle read_paramstyle(const std::string& name) {
  if (name.empty() || name == "named") return Paramstyle::named;
  if (name == "format") return Paramstyle::format;
  if (name == "pyformat") return Paramstyle::pyformat;
  if (name == "qmark") return Paramstyle::qmark;
  if (name == "numeric") return Paramstyle::numeric;
  if (name == "numeric_dollar") return Paramstyle::numeric_dollar;
  throw Error("The parameter style " + name + " is not known", ErrorCode::argument);
}

py::tuple write_statement(const Statement& statement) {
  return py::make_tuple(statement.sql, write_values(statement.parameters));
}

py::tuple write_script(const CompiledScript& script) {
  py::list statements;
  for (const Statement& statement : script.statements) {
    statements.append(write_statement(statement));
  }
  return py::make_tuple(statements, script.warnings, script.created_types);
}

py::dict write_info(const DialectInfo& info) {
  py::dict made;
  made["name"] = info.name;
  made["impl_name"] = info.impl_name;
  made["transactional_ddl"] = info.transactional_ddl;
  made["ddl_rolls_back"] = info.ddl_rolls_back;
  made["rebuilds_tables"] = info.rebuilds_tables;
  made["max_identifier_length"] = info.max_identifier_length;
  made["max_index_name_length"] = info.max_index_name_length;
  made["max_constraint_name_length"] = info.max_constraint_name_length;
  return made;
}

}  // namespace

NamingConvention read_naming_convention(const Notation& notation) {
  NamingConvention convention;
  convention.templates.clear();
  for (const auto& [kind, name] : notation.items()) {
    convention.templates.emplace(kind, name.text());
  }
  return convention;
}

CompileOptions read_compile_options(const Notation& notation) {
  CompileOptions options;
  if (notation.is_none()) return options;
  options.literal_binds = notation.optional_flag("literal_binds").value_or(true);
  options.offline = notation.optional_flag("offline").value_or(true);
  options.paramstyle = read_paramstyle(notation.text("paramstyle"));
  if (notation.contains("naming_convention")) {
    options.naming_convention = read_naming_convention(notation.at("naming_convention"));
  }
  options.existing_types = notation.texts("existing_types");
  return options;
}

void bind_dialect(py::module_& module) {
  // Dialects belong to the engine and live as long as the program.
  py::class_<Dialect, std::unique_ptr<Dialect, py::nodelete>>(module, "Dialect",
                                                              "How a database is spoken to.")
      .def_property_readonly("name", [](const Dialect& self) { return self.info().name; })
      .def_property_readonly("impl_name", [](const Dialect& self) { return self.info().impl_name; })
      .def_property_readonly("info", [](const Dialect& self) { return write_info(self.info()); })
      .def(
          "compile",
          [](const Dialect& self, const py::object& operation, const py::object& options) {
            return write_script(
                self.compile(read_operation(operation), read_compile_options(options)));
          },
          py::arg("operation"), py::arg("options") = py::none())
      .def(
          "compile_expression",
          [](const Dialect& self, const py::object& expression, const py::object& options) {
            return write_statement(
                self.compile(read_expression(expression), read_compile_options(options)));
          },
          py::arg("expression"), py::arg("options") = py::none())
      .def("quote", [](const Dialect& self, const std::string& name) { return self.quote(name); })
      .def("format_table",
           [](const Dialect& self, const py::object& name) {
             return self.format_table(read_table_name(name));
           })
      .def("format_type", [](const Dialect& self,
                             const py::object& type) { return self.format_type(read_type(type)); })
      .def("types_differ",
           [](const Dialect& self, const py::object& model, const py::object& database) {
             return self.types_differ(read_type(model), read_type(database));
           })
      .def("parse_type", [](const Dialect& self, const std::string& text) {
        return write_type(self.parse_type(text));
      });
  module.def(
      "dialect", [](const std::string& name) { return &dialect(name); },
      py::return_value_policy::reference);
  module.def("dialect_names", &dialect_names);
}

}  // namespace retort::python
