// SPDX-License-Identifier: MIT
#include "frontend/python/module.h"

#include "retort/version.h"

#include "frontend/python/autogenerate.h"
#include "frontend/python/config.h"
#include "frontend/python/connection.h"
#include "frontend/python/dialect.h"
#include "frontend/python/errors.h"
#include "frontend/python/frontend.h"
#include "frontend/python/plain_logging.h"
#include "frontend/python/reflection.h"
#include "frontend/python/revision_graph.h"
#include "frontend/python/run.h"
#include "frontend/python/script_directory.h"
#include "frontend/python/session.h"
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
    bind_session(module);
    bind_reflection(module);
    bind_config(module);
    bind_plain_logging(module);
    bind_revision_graph(module);
    bind_script_directory(module);
    bind_command(module);
    translate_errors();
    bind_run(module);
    bind_autogenerate(module);
    return module.release().ptr();
  } catch (py::error_already_set& error) {
    error.restore();
    return nullptr;
  }
}

}  // namespace

void register_module() { PyImport_AppendInittab("_retort", &make_module); }

}  // namespace retort::python
