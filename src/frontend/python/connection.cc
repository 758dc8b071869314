// SPDX-License-Identifier: MIT
#include "frontend/python/connection.h"

#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/url.h"

#include "frontend/python/read_expression.h"
#include "frontend/python/read_schema.h"
#include "frontend/python/values.h"
#include "frontend/python/write_schema.h"

namespace retort::python {
namespace {

const Dialect& dialect_of(const HeldConnection& self) { return dialect(self.get().dialect_name()); }

std::shared_ptr<HeldConnection> connect(const std::string& text) {
  const Url url = Url::parse(text);
  return std::make_shared<HeldConnection>(dialect(url.dialect).connect(url));
}

}  // namespace

Connection& HeldConnection::get() const {
  if (lent_ == nullptr) return own();
  if (wait_) wait_();
  return *lent_;
}

Connection& HeldConnection::own() const {
  if (connection_ == nullptr) {
    throw Error("This Connection is closed", ErrorCode::invalid_request);
  }
  if (wait_) wait_();
  return *connection_;
}

void HeldConnection::close() {
  if (wait_) wait_();
  connection_ = nullptr;
  lent_ = nullptr;
  own_.reset();
}

py::tuple write_result(const Result& result) {
  py::object columns = py::none();
  if (result.columns && !result.columns->empty()) {
    py::tuple names(result.columns->size());
    for (std::size_t i = 0; i < result.columns->size(); ++i) names[i] = (*result.columns)[i];
    columns = names;
  }
  py::list rows(result.rows.size());
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    const std::vector<Value>& values = result.rows[i].values;
    py::tuple row(values.size());
    for (std::size_t j = 0; j < values.size(); ++j) row[j] = write_value(values[j]);
    rows[i] = row;
  }
  return py::make_tuple(columns, rows, result.rowcount);
}

void bind_connection(py::module_& module) {
  py::class_<HeldConnection, std::shared_ptr<HeldConnection>>(module, "Connection",
                                                              "A session with a database.")
      .def_property_readonly(
          "dialect_name",
          [](const HeldConnection& self) { return std::string(self.get().dialect_name()); })
      .def_property_readonly("display_url",
                             [](const HeldConnection& self) { return self.get().display_url(); })
      .def_property_readonly("server_version",
                             [](const HeldConnection& self) { return self.get().server_version(); })
      .def_property_readonly("in_transaction",
                             [](const HeldConnection& self) { return self.get().in_transaction(); })
      .def_property_readonly("round_trips",
                             [](const HeldConnection& self) { return self.get().round_trips(); })
      .def_property_readonly("closed", &HeldConnection::closed)
      .def(
          "run",
          [](const HeldConnection& self, const std::string& sql, const py::object& values) {
            Statement statement{.sql = sql};
            if (!values.is_none()) statement.parameters = read_values(values);
            return write_result(self.get().run(statement));
          },
          py::arg("sql"), py::arg("values") = py::none())
      .def(
          "execute",
          [](const HeldConnection& self, const py::object& expression,
             const py::object& parameters) {
            return write_result(self.get().execute(
                read_expression(expression),
                parameters.is_none() ? Parameters() : read_parameters(parameters)));
          },
          py::arg("expression"), py::arg("parameters") = py::none())
      .def("begin", [](const HeldConnection& self) { self.get().begin(); })
      .def("commit", [](const HeldConnection& self) { self.get().commit(); })
      .def("rollback", [](const HeldConnection& self) { self.get().rollback(); })
      .def("close", &HeldConnection::close)
      .def("has_table",
           [](const HeldConnection& self, const py::object& name) {
             return dialect_of(self).has_table(self.get(), read_table_name(name));
           })
      .def("reflect_table", [](const HeldConnection& self, const py::object& name) {
        return write_table(dialect_of(self).reflect_table(self.get(), read_table_name(name)));
      });
  module.def("connect", &connect);
}

}  // namespace retort::python
