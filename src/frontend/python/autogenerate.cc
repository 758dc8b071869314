// SPDX-License-Identifier: MIT
// Models come as notation and positions go back: Python finds the author's objects by them. Of the
// database's tables Python has only what it asks for.
#include "frontend/python/autogenerate.h"

#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/error.h"

#include "autogenerate/compare_with.h"
#include "frontend/python/call.h"
#include "frontend/python/connection.h"
#include "frontend/python/early_reading.h"
#include "frontend/python/logging.h"
#include "frontend/python/notation.h"
#include "frontend/python/read_schema.h"
#include "frontend/python/run.h"
#include "frontend/python/write_difference.h"
#include "frontend/python/write_schema.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort::python {
namespace {

/// What is logged and warned of goes to Python, also where no command runs.
class ComparisonReporter final : public Reporter {
 public:
  void log(LogLevel level, std::string_view logger, std::string_view message) override {
    target_.log(level, logger, message);
  }
  void warn(std::string_view message) override { target_.warn(message); }

 private:
  PythonLogTarget target_;
};

/// What SQLAlchemy warns of when it reads a database, and Alembic does not.
void warn_of_reading(const std::string& message) {
  py::module_::import("sqlalchemy.util").attr("warn")(message);
}

bool is_verbatim(const Type& type) {
  const auto* array = std::get_if<type::Array>(&type.kind);
  return array ? is_verbatim(*array->item) : std::holds_alternative<type::Verbatim>(type.kind);
}

/// SQLAlchemy tells of types that it does not know when it reads a table, whether or not the table
/// is compared; Python knows those that the project has registered.
void warn_of_unknown_types(const std::vector<Table>& database, const Dialect& dialect) {
  for (const Table& table : database) {
    for (const Column& column : table.columns) {
      if (!is_verbatim(column.type)) continue;
      py::module_::import("sqlalchemy.engine.reflected")
          .attr("warn_of_unknown_type")(write_type(column.type), column.name, dialect.info().name);
    }
  }
}

std::vector<std::string> check_options(const Table& table) {
  std::vector<std::string> names;
  for (const Constraint& constraint : table.constraints) {
    const auto* check = std::get_if<Check>(&constraint);
    if (!check) continue;
    for (const char* name : {"not_valid", "no_inherit"}) {
      if (check->options.count(std::string("postgresql_") + name) != 0) names.emplace_back(name);
    }
  }
  return names;
}

/// SQLAlchemy's constructor of a CHECK warns of what its own reflection says: first when a table is
/// read, then when its CHECKs are compared.
using TableKey = std::pair<std::optional<std::string>, std::string>;
void warn_of_check_options(const std::vector<Table>& database, const std::set<TableKey>& models) {
  const auto warn = [](const std::string& option) {
    warn_of_reading("Can't validate argument '" + option +
                    "'; can't locate any SQLAlchemy dialect named '" +
                    option.substr(0, option.find('_')) + "'");
  };
  for (const Table& table : database) {
    if (!check_options(table).empty()) warn("dialect_options");
  }
  for (const Table& table : database) {
    if (models.count({table.name.schema, table.name.name}) == 0) continue;
    for (const std::string& option : check_options(table)) warn(option);
  }
}

/// Calls a hook of Python; its exception goes through the engine as it is.
template <class... Arguments>
py::object ask(const py::object& hook, const Arguments&... arguments) {
  try {
    return hook(arguments...);
  } catch (py::error_already_set& error) {
    throw PythonFailure(std::move(error));
  }
}

/// One comparison, from the models to the differences.
class HeldComparison {
 public:
  HeldComparison(std::shared_ptr<HeldConnection> connection, const py::object& options)
      : connection_(std::move(connection)) {
    read_options(Notation(options));
  }
  HeldComparison(const HeldComparison&) = delete;
  HeldComparison& operator=(const HeldComparison&) = delete;
  ~HeldComparison() { finish_reading(); }

  /// Reads the database from now on, if all of its tables will be asked for. A run may not use the
  /// connection until finish_reading().
  void begin_reading() {
    // Whoever wants to see the statements gets them in their places.
    if (!takes_all_ || is_heard(LogLevel::info, "sqlalchemy.engine.Engine")) return;
    reading_.emplace(connection_->get());
    connection_->reserve([this] { reading_->finish(); });
  }
  void finish_reading() {
    if (!reading_) return;
    reading_->finish();
    connection_->reserve({});
  }

  void describe(const py::object& models) {
    for (const Notation& notation : Notation(models).elements()) {
      MetaData model{.tables = notation.many("tables", &read_table)};
      model.schema = notation.optional_text("schema");
      for (const Table& table : model.tables) {
        model_names_.insert({table.name.schema, table.name.name});
      }
      models_.push_back(std::move(model));
    }
  }

  py::list run(const py::dict& hooks) {
    options_.hooks = read_hooks(hooks);
    options_.reporter = &reporter_;
    Comparison found = compare_with(
        connection_->get(), std::move(models_), options_,
        [this](Connection& connection, const std::optional<std::string>& schema,
               const std::vector<std::string>& names) {
          const bool is_read = reading_ && !schema && names.empty();
          return is_read ? reading_->take() : read_compared_tables(connection, schema, names);
        });
    options_.hooks = {};
    tables_ = std::move(found.database);
    database_ = &tables_;
    return write_groups(found.differences, dialect());
  }

  py::dict database_table(std::size_t number) const { return write_table(database().at(number)); }

  py::list database_names() const {
    py::list made;
    for (const Table& table : database()) {
      made.append(py::make_tuple(table.name.name, table.name.schema));
    }
    return made;
  }

  /// What is compared here is what the run's operations are about.
  void tell_tables(HeldRun& run) const { run.know_tables(database()); }

 private:
  const Dialect& dialect() const { return retort::dialect(connection_->get().dialect_name()); }

  const std::vector<Table>& database() const {
    if (database_ == nullptr) {
      throw Error("The database's tables have not been read yet", ErrorCode::invalid_request);
    }
    return *database_;
  }

  void read_options(const Notation& given) {
    options_.resolved = true;
    options_.include_schemas = given.flag("include_schemas");
    options_.compare_type = given.flag("compare_type");
    options_.compare_server_default = given.flag("compare_server_default");
    options_.compare_enums = given.flag("compare_enums");
    options_.rebuild_enums = given.flag("rebuild_enums");
    options_.compare_check_text = given.flag("compare_check_text");
    options_.compare_default_text = given.flag("compare_default_text");
    options_.compare_literals = options_.compare_default_text;
    options_.version_table = given.text("version_table");
    options_.version_table_schema = given.optional_text("version_table_schema");
    options_.active_plugins = given.texts("active_plugins");
    const auto is_active = [this](const char* plugin) {
      const auto& active = *options_.active_plugins;
      return std::find(active.begin(), active.end(), plugin) != active.end();
    };
    takes_all_ = given.flag("takes_all") && is_active("alembic.autogenerate.schemas") &&
                 is_active("alembic.autogenerate.tables");
  }

  CompareHooks read_hooks(const py::dict& given) {
    CompareHooks hooks;
    const auto find = [&given](const char* name) {
      return given.contains(name) ? py::object(given[name]) : py::object();
    };
    hooks.on_reflected = [this](const std::vector<Table>& tables) {
      database_ = &tables;
      warn_of_unknown_types(tables, dialect());
      warn_of_check_options(tables, model_names_);
    };
    hooks.on_left_out = &warn_of_reading;
    if (const py::object hook = find("include_name")) {
      hooks.include_name = [hook](const FoundName& found) { return include_name(hook, found); };
    }
    if (const py::object hook = find("include_object")) {
      hooks.include_object = [hook](const ComparedObject& object) {
        return ask(hook, std::string(object_kind_name(object.kind)), object.name, object.reflected,
                   write_position(object.model), write_position(object.database))
            .cast<bool>();
      };
    }
    if (const py::object hook = find("types_differ")) {
      hooks.types_differ = [hook](const ComparedColumn& column) {
        return ask(hook, write_position(column.model), write_position(column.database))
            .cast<std::optional<bool>>();
      };
    }
    if (const py::object hook = find("server_defaults_differ")) {
      hooks.server_defaults_differ = [hook](const ComparedColumn& column) {
        return ask(hook, write_position(column.model), write_position(column.database),
                   column.rendered_model_default, column.rendered_database_default)
            .cast<std::optional<bool>>();
      };
      hooks.server_defaults_differ_text = find("server_defaults_differ_text").cast<std::string>();
    }
    if (const py::object hook = find("type_texts")) {
      hooks.type_texts = [hook](const ComparedColumn& column) {
        const py::tuple texts =
            ask(hook, write_position(column.model), write_position(column.database));
        return TypeTexts{.database = texts[0].cast<std::string>(),
                         .model = texts[1].cast<std::string>()};
      };
    }
    read_comparators(find("on_schema"), find("on_table"), find("on_column"), dialect(), hooks);
    return hooks;
  }

  static bool include_name(const py::object& hook, const FoundName& found) {
    py::dict parents;
    if (found.kind != ObjectKind::schema) {
      parents["schema_name"] = found.schema;
      if (found.kind != ObjectKind::table) parents["table_name"] = found.table;
    }
    return ask(hook, found.name, std::string(object_kind_name(found.kind)), parents).cast<bool>();
  }

  static void read_comparators(const py::object& on_schema, const py::object& on_table,
                               const py::object& on_column, const Dialect& dialect,
                               CompareHooks& hooks) {
    if (on_schema) {
      hooks.on_schemas = [on_schema](const std::vector<std::optional<std::string>>& schemas) {
        ask(on_schema, py::cast(schemas));
      };
    }
    if (on_table) {
      hooks.on_table = [on_table, &dialect](const ComparedTable& table,
                                            std::vector<Difference>& found) {
        const py::object number =
            ask(on_table,
                py::make_tuple(table.name.name, table.name.schema, table.model, table.database),
                write_differences(found, dialect));
        found.clear();
        if (number.is_none()) return;
        const auto replaced = std::make_shared<ReplacedOperations>(number.cast<std::size_t>());
        found.push_back(Difference{.operation = op::Custom{replaced}});
      };
    }
    if (on_column) {
      hooks.on_column = [on_column](const ComparedColumn& column, op::AlterColumn& change) {
        const TableName& table = column.database_table->name;
        const bool changes = ask(on_column, table.name, table.schema, write_position(column.model),
                                 write_position(column.database), write_change(change))
                                 .template cast<bool>();
        // Python has the operation; whether there is one is all that is to be known of it here.
        change.comment = op::Keep{};
        change.server_default = op::Keep{};
        change.type = std::nullopt;
        change.nullable = changes ? std::optional(true) : std::nullopt;
      };
    }
  }

  std::shared_ptr<HeldConnection> connection_;
  std::vector<MetaData> models_;  // until they are compared
  std::set<TableKey> model_names_;
  CompareOptions options_;
  bool takes_all_ = false;
  std::optional<EarlyReading> reading_;
  ComparisonReporter reporter_;
  std::vector<Table> tables_;
  const std::vector<Table>* database_ = nullptr;
};

}  // namespace

void bind_autogenerate(py::module_& module) {
  py::class_<HeldComparison>(module, "Comparison", "Models compared with a database.")
      .def(py::init<std::shared_ptr<HeldConnection>, py::object>())
      .def("begin_reading", &HeldComparison::begin_reading)
      .def("finish_reading", &HeldComparison::finish_reading)
      .def("describe", &HeldComparison::describe)
      .def("run", &HeldComparison::run)
      .def("database_table", &HeldComparison::database_table)
      .def("database_names", &HeldComparison::database_names)
      .def("tell_tables", &HeldComparison::tell_tables);
  module.def("builtin_plugins", &builtin_plugins);
  module.def("select_plugins", &select_plugins);
}

}  // namespace retort::python
