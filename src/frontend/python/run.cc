// SPDX-License-Identifier: MIT
#include "frontend/python/run.h"

#include "retort/config.h"
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/revision.h"
#include "retort/url.h"

#include "frontend/python/call.h"
#include "frontend/python/dialect.h"
#include "frontend/python/notation.h"
#include "frontend/python/read_operation.h"
#include "frontend/python/read_schema.h"
#include "frontend/python/reporter.h"
#include "frontend/python/script_directory.h"
#include "frontend/python/text_stream.h"

#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

// One at a time: an env file is not run while another runs.
const EnvironmentRequest*& current_environment() {
  static const EnvironmentRequest* request = nullptr;
  return request;
}

/// The line of a file that the innermost frame of it is at; 0 when none is of it.
int line_in(std::string_view path) {
  int line = 0;
  PyFrameObject* frame = PyThreadState_GetFrame(PyThreadState_Get());
  while (frame != nullptr && line == 0) {
    const py::object code =
        py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(PyFrame_GetCode(frame)));
    const py::object name = code.attr("co_filename");
    if (PyUnicode_Check(name.ptr()) != 0 && name.cast<std::string>() == path) {
      line = PyFrame_GetLineNumber(frame);
    }
    PyFrameObject* outer = PyFrame_GetBack(frame);
    Py_DECREF(frame);
    frame = outer;
  }
  Py_XDECREF(frame);
  return line;
}

Paramstyle read_paramstyle(const std::string& name) {
  if (name == "format") return Paramstyle::format;
  if (name == "pyformat") return Paramstyle::pyformat;
  if (name == "qmark") return Paramstyle::qmark;
  if (name == "numeric") return Paramstyle::numeric;
  if (name == "numeric_dollar") return Paramstyle::numeric_dollar;
  return Paramstyle::named;
}

py::dict write_applied(const VersionApplied& applied) {
  py::dict info;
  info["is_upgrade"] = applied.is_upgrade;
  info["is_stamp"] = applied.is_stamp;
  info["up_revisions"] = applied.up_revisions;
  info["down_revisions"] = applied.down_revisions;
  info["source_revisions"] = applied.source_revisions;
  info["destination_revisions"] = applied.destination_revisions;
  return info;
}

EnvironmentOptions read_environment(const Notation& notation) {
  EnvironmentOptions options;
  options.version_table = notation.optional_text("version_table").value_or(options.version_table);
  options.version_table_schema = notation.optional_text("version_table_schema");
  options.version_table_pk = notation.optional_flag("version_table_pk").value_or(true);
  options.transaction_per_migration = notation.flag("transaction_per_migration");
  options.transactional_ddl = notation.optional_flag("transactional_ddl");
  options.literal_binds = notation.flag("literal_binds");
  if (const auto style = notation.optional_text("paramstyle")) {
    options.paramstyle = read_paramstyle(*style);
  }
  options.dialect_options = read_options(notation, "dialect_options");
  options.batch_separator = notation.optional_text("batch_separator");
  options.starting_revision = notation.optional_text("starting_rev");
  options.external_transaction = notation.optional_flag("external_transaction");
  if (notation.contains("naming_convention")) {
    options.target_metadata = {
        MetaData{.naming_convention = read_naming_convention(notation.at("naming_convention"))}};
  }
  if (notation.contains("on_version_apply")) {
    options.on_version_apply.emplace_back(
        [hook = py::reinterpret_borrow<py::object>(notation.at("on_version_apply").object())](
            const VersionApplied& applied) {
          try {
            hook(write_applied(applied), applied.heads);
          } catch (py::error_already_set& error) {
            throw PythonFailure(std::move(error));
          }
        });
  }
  return options;
}

/// A plan of the program's own: a function from the version table's rows to steps, and the scripts
/// that the steps are from.
void read_plan(const Notation& notation, RunOptions& run) {
  run.create_version_table = !notation.flag("dont_mutate");
  run.purge = notation.flag("purge");
  if (!notation.contains("scripts")) return;
  const auto scripts = py::cast<std::shared_ptr<HeldScripts>>(notation.at("scripts").object());
  run.load = [scripts](const std::vector<std::string>& ids) { return scripts->load(ids); };
  run.starting_rows = [scripts](const std::optional<std::string>& symbol) {
    std::vector<std::string> rows;
    if (!symbol || symbol->empty()) return rows;
    for (const Revision* each : resolve_revisions(scripts->map(), *symbol)) {
      rows.push_back(each->revision);
    }
    return rows;
  };
  const auto planned = py::reinterpret_borrow<py::object>(notation.at("plan").object());
  run.plan = [scripts, planned](const std::vector<std::string>& rows) {
    try {
      return plan_steps(scripts->map(), rows, planned(rows).cast<std::vector<Step>>());
    } catch (py::error_already_set& error) {
      throw PythonFailure(std::move(error));
    }
  };
}

std::unique_ptr<MigrationRun> open(const EnvironmentOptions& options, bool offline,
                                   const Notation& notation) {
  const EnvironmentRequest* request = current_environment();
  const bool planned = notation.contains("plan");
  if (!planned && request != nullptr && request->environment->offline == offline) {
    return request->open_run(options);
  }
  RunOptions run{.environment = options, .offline = offline};
  if (!notation.flag("silent")) {
    run.reporter = request != nullptr ? request->reporter : &program_reporter();
  }
  if (planned) read_plan(notation, run);
  return open_run(run);
}

bool is_same_database(const Url& left, const Url& right, const std::string& folder) {
  const auto path = [&folder](const Url& url) {
    const std::string database = url.database.value_or("");
    const bool is_file = url.dialect == "sqlite" && !database.empty() && database.front() != ':';
    return is_file ? (std::filesystem::path(folder) / database).lexically_normal().string()
                   : database;
  };
  return left.dialect == right.dialect && left.host == right.host && left.port == right.port &&
         path(left) == path(right);
}

/// Who names a database on the command line means that one, and no other.
void require_named_database(const Connection& connection) {
  const EnvironmentRequest* request = current_environment();
  if (request == nullptr) return;
  const Target& target = request->config->target();
  if (target.url_source != "--url") return;
  const Url meant = Url::parse(*target.url);
  const Url used = Url::parse(connection.display_url());
  if (is_same_database(meant, used, request->config->host().working_directory)) return;
  throw Error("env.py connects to " + used.masked() + ", although --url names " + meant.masked(),
              ErrorCode::command,
              "Let env.py take the URL from config.get_main_option(\"sqlalchemy.url\") or from "
              "os.environ[\"DATABASE_URL\"].");
}

std::shared_ptr<HeldRun> online_run(const std::shared_ptr<HeldConnection>& connection,
                                    const py::object& options) {
  EnvironmentOptions chosen = read_environment(options);
  chosen.connection = &connection->own();
  require_named_database(*chosen.connection);
  return std::make_shared<HeldRun>(open(chosen, false, options), connection, nullptr);
}

std::shared_ptr<HeldRun> offline_run(const std::string& dialect_name, const py::object& output,
                                     const py::object& options) {
  EnvironmentOptions chosen = read_environment(options);
  auto stream = std::make_unique<TextStream>(output);
  chosen.dialect_name = dialect_name;
  chosen.output_buffer = stream.get();
  return std::make_shared<HeldRun>(open(chosen, true, options), nullptr, std::move(stream));
}

}  // namespace

const EnvironmentRequest* set_environment(const EnvironmentRequest* request) {
  return std::exchange(current_environment(), request);
}

bool has_environment() { return current_environment() != nullptr; }

HeldRun::HeldRun(std::unique_ptr<MigrationRun> run, std::shared_ptr<HeldConnection> connection,
                 std::unique_ptr<std::ostream> output)
    : output_(std::move(output)),
      connection_(std::move(connection)),
      run_(std::move(run)),
      sink_(&run_->sink()) {
  // What Python asks of its connection comes after what waits in the run.
  if (connection_ != nullptr) connection_->lend(sink_->connection());
}

HeldRun::HeldRun(OperationSink& sink) : sink_(&sink) {
  if (sink.connection() != nullptr) {
    connection_ = std::make_shared<HeldConnection>(*sink.connection());
  }
}

HeldRun::~HeldRun() {
  if (run_ == nullptr || connection_ == nullptr) return;
  connection_->take_back(sink_->connection());
}

MigrationRun& HeldRun::run() const {
  if (run_ == nullptr) {
    throw Error("This run is not driven by an env.py", ErrorCode::invalid_request);
  }
  return *run_;
}

void HeldRun::know_tables(std::vector<Table> tables) {
  known_.emplace(std::move(tables), sink_->context().dialect().info().name);
}

void HeldRun::invoke_known(const Operation& operation) {
  sink_->invoke(known_->complete(operation));
  try {
    known_->follow(operation);
  } catch (const Error&) {
    // About something that was not compared. A batch that needs its table will say so.
    known_->forget();
  }
}

void HeldRun::invoke(const py::object& operation) {
  if (known_) return invoke_known(read_operation(operation));
  if (run_ == nullptr) {
    sink_->invoke(read_operation(operation));
    return;
  }
  const auto place = door_module().attr("running_path").cast<std::string>();
  run_->set_line(place.empty() ? 0 : line_in(place));
  sink_->invoke(read_operation(operation));
  // What no migration asks for is done at once: nobody has looked whether its failure is caught.
  if (place.empty() && connection_ != nullptr) run_->flush();
}

void HeldRun::run_migrations(const py::object& keywords) {
  const py::module_ door = door_module();
  const py::object before = door.attr("keywords");
  // What the command prints itself comes after what env.py has printed.
  py::module_::import("sys").attr("stdout").attr("flush")();
  door.attr("keywords") = keywords;
  try {
    run().run_migrations();
  } catch (...) {
    door.attr("keywords") = before;
    throw;
  }
  door.attr("keywords") = before;
}

void HeldRun::begin_autocommit() { run().begin_autocommit(); }
void HeldRun::end_autocommit() { run().end_autocommit(); }

void bind_run(py::module_& module) {
  py::register_exception_translator(
      [](std::exception_ptr held) {  // NOLINT(performance-unnecessary-value-param)
        try {
          if (held) std::rethrow_exception(held);
        } catch (PythonFailure& failure) {
          failure.error().restore();
        }
      });
  py::class_<HeldRun, std::shared_ptr<HeldRun>>(module, "Run", "A run of migrations.")
      .def_property_readonly("as_sql",
                             [](const HeldRun& self) { return self.connection() == nullptr; })
      .def_property_readonly(
          "dialect", [](const HeldRun& self) { return &self.sink().context().dialect(); },
          py::return_value_policy::reference)
      .def_property_readonly("connection", &HeldRun::connection)
      .def_property_readonly("transactional_ddl",
                             [](const HeldRun& self) { return self.run().transactional_ddl(); })
      .def("invoke", &HeldRun::invoke)
      .def("begin_transaction", [](const HeldRun& self) { return self.run().begin_transaction(); })
      .def("commit", [](const HeldRun& self) { self.run().commit(); })
      .def("rollback", [](const HeldRun& self) { self.run().rollback(); })
      .def("run_migrations", &HeldRun::run_migrations, py::arg("keywords") = py::dict())
      .def("heads", [](const HeldRun& self) { return self.run().heads(); })
      .def("write", [](const HeldRun& self, const std::string& text) { self.run().write(text); })
      .def("ensure_version_table", [](const HeldRun& self) { self.run().ensure_version_table(); })
      .def("stamp",
           [](const HeldRun& self, HeldScripts& scripts, const std::vector<std::string>& targets) {
             self.run().stamp(scripts.map(), targets);
           })
      .def("begin_autocommit", &HeldRun::begin_autocommit)
      .def("end_autocommit", &HeldRun::end_autocommit)
      .def("flush", [](const HeldRun& self) { self.run().flush(); });
  module.def("online_run", &online_run, py::arg("connection"), py::arg("options") = py::dict());
  module.def("offline_run", &offline_run, py::arg("dialect_name"), py::arg("output"),
             py::arg("options") = py::dict());
}

}  // namespace retort::python
