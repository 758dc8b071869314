// SPDX-License-Identifier: MIT
#include "frontend/python/module.h"

#include "retort/version.h"

#include "frontend/python/connection.h"
#include "frontend/python/dialect.h"
#include "frontend/python/errors.h"
#include "frontend/python/values.h"

#include <string>

namespace retort::python {
namespace {

PyObject* make_module() {
  static py::module_::module_def definition;
  try {
    py::module_ module = py::module_::create_extension_module(
        "_retort", "The engine behind the modules alembic and sqlalchemy.", &definition);
    module.attr("version") = std::string(version);
    bind_values(module);
    bind_connection(module);
    bind_dialect(module);
    translate_errors();
    return module.release().ptr();
  } catch (py::error_already_set& error) {
    error.restore();
    return nullptr;
  }
}

}  // namespace

void register_module() { PyImport_AppendInittab("_retort", &make_module); }

}  // namespace retort::python
