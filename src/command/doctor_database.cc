// SPDX-License-Identifier: MIT
// What `doctor` says of the connection, the version table, and who migrates at the moment.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/run_lock.h"
#include "retort/target.h"
#include "retort/url.h"

#include "base/files.h"
#include "command/database.h"
#include "command/doctor.h"
#include "command/project.h"
#include "command/side_connection.h"
#include "command/status.h"
#include "sql/version_statements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>

namespace retort::command {
namespace {

constexpr const char* reach_fix =
    "Check that the server runs, its address and port, the user and the password, and that the "
    "database exists.";

/// "15.18", "3.40.1".
std::string version_text(const Connection& connection) {
  const int version = connection.server_version();
  if (connection.dialect_name() == "postgresql") {
    return fmt::format("PostgreSQL {}.{}", version / 10000, version % 10000);
  }
  return fmt::format("SQLite {}.{}.{}", version / 1000000, version / 1000 % 1000, version % 1000);
}

/// Whether there is a database file to open: to open one that is not there would make it.
bool examine_database_file(const Area& area, const std::string& file) {
  if (path_exists(file)) return true;
  if (is_directory(parent_path(file))) {
    area.note(fmt::format("'{}' does not exist yet; the first upgrade makes it", file));
  } else {
    area.error(fmt::format("The folder of the database '{}' does not exist", file),
               fmt::format("mkdir -p '{}', or correct the URL", parent_path(file)));
  }
  return false;
}

/// The connection, and what the project says of its runs.
struct Database {
  EnvironmentOptions options = {};
  Url url = {};
  std::unique_ptr<Connection> own = {};
  Connection* connection = nullptr;  ///< null: there is none to look through
};

/// The options that an env file in C++, or the program's own, sets.
void configure(Examination& examination, Project& project, Database& database) {
  const Area area(examination, "files");
  area.attempt("Correct the env file.", [&] {
    Environment environment{.options = database.options, .config = examination.session.config};
    project.run_environment({.environment = &environment, .task = {.command = "doctor"}});
  });
}

/// The way of an env file that opens the connection itself.
bool visit_with_environment(Examination& examination, Project& project, std::string& url) {
  const Area area(examination, "connection");
  try {
    read_rows(project, {.command = "doctor",
                        .only_looks = true,
                        .on_database = [&url](const std::string& found) { url = found; },
                        .on_rows = {}});
    area.ok("env.py reaches its database" + (url.empty() ? std::string() : " " + url));
    return true;
  } catch (const DatabaseError& error) {
    area.error(fmt::format("env.py cannot use its database: {}", error.what()), reach_fix);
  } catch (const Error& error) {
    area.error(fmt::format("env.py fails: {}", error.what()),
               error.hint().empty() ? "Correct env.py; any command that connects shows where."
                                    : error.hint());
  }
  return false;
}

void connect(Examination& examination, const std::string& text, Database& database) {
  const Area area(examination, "connection");
  area.attempt(reach_fix, [&] {
    database.url = Url::parse(text);
    const std::string file = database_file(database.url, examination.session.config.host());
    if (!file.empty() && !examine_database_file(area, file)) return;
    database.own = connect_beside(database.url, examination.session.config.host());
    database.connection = database.own.get();
    if (database.options.on_connect) database.options.on_connect(*database.connection);
    area.ok(fmt::format("{}, {}", version_text(*database.connection),
                        database.url.dialect == "postgresql" ? "through libpq" : "built in"));
  });
}

bool has_key(const Table& table) {
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [](const auto& found) { return std::holds_alternative<PrimaryKey>(found); }) ||
         std::any_of(table.columns.begin(), table.columns.end(),
                     [](const Column& column) { return column.primary_key; });
}

/// The type must hold every identifier that the project has.
void examine_type(const Area& area, const Examination& examination, const Column& column) {
  const auto* text = std::get_if<type::String>(&column.type.kind);
  if (text == nullptr || !text->length) return;
  for (const Revision& revision : examination.revisions) {
    if (revision.revision.size() <= static_cast<std::size_t>(*text->length)) continue;
    area.error(fmt::format("Revision {} does not fit into {}, which takes {} characters",
                           revision.revision, column.name, *text->length),
               fmt::format("Give the column more: ALTER TABLE ... ALTER COLUMN {} TYPE "
                           "VARCHAR({}), or the revision a shorter identifier.",
                           column.name, revision.revision.size()));
  }
}

/// False: it cannot be read.
bool examine_shape(const Area& area, const Examination& examination, const Table& table,
                   const EnvironmentOptions& options) {
  const std::string& name = options.version_table;
  const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                   [](const Column& each) { return each.name == "version_num"; });
  if (column == table.columns.end()) {
    area.error(fmt::format("The table {} has no column version_num", name),
               "Another program's table is in the way: set version_table to another name.");
    return false;
  }
  examine_type(area, examination, *column);
  if (table.columns.size() > 1) {
    area.warning(fmt::format("The table {} has {} columns", name, table.columns.size()),
                 "Drop those that are not version_num: rows are written without them.");
  }
  if (options.version_table_pk && !has_key(table)) {
    area.warning(
        fmt::format("The table {} has no primary key", name),
        fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_pkc PRIMARY KEY (version_num)", name));
  }
  return true;
}

std::vector<std::string> read_version_rows(const Area& area, Connection& connection,
                                           const Dialect& dialect,
                                           const EnvironmentOptions& options) {
  std::vector<std::string> rows;
  std::set<std::string> seen;
  for (const Row& row :
       connection.run({.sql = select_versions(dialect, {.name = options.version_table,
                                                       .schema = options.version_table_schema})})) {
    const auto* text = std::get_if<std::string>(&row[0].base());
    if (text == nullptr) {
      area.error("The version table has a row without a revision",
                 "DELETE FROM " + options.version_table + " WHERE version_num IS NULL");
    } else if (!seen.insert(*text).second) {
      area.error(fmt::format("The version table has {} twice", *text),
                 "Delete one of the rows, and give the table its primary key.");
    } else {
      rows.push_back(*text);
    }
  }
  return rows;
}

void examine_rows(const Area& area, const Examination& examination,
                  const std::vector<std::string>& rows) {
  if (rows.empty()) return area.note("nothing is applied", "retort upgrade head");
  if (!examination.map) return area.note(fmt::format("at {}", fmt::join(rows, ", ")));
  DatabaseStatus database;
  if (!area.attempt("Stamp the database with the revision that it is at: retort stamp --purge "
                    "<revision>",
                    [&] { judge_rows(database, *examination.map, rows); })) {
    return;
  }
  if (!database.unknown_rows.empty()) {
    return area.error(fmt::format("The database is at {}, which is no revision of this project",
                                  fmt::join(database.unknown_rows, ", ")),
                      "Get the newest files; if the revision is gone for good, stamp the database "
                      "with the one that it is at: retort stamp --purge <revision>");
  }
  const std::string at = fmt::format("at {}", fmt::join(rows, ", "));
  if (database.pending.empty()) return area.ok(at + ", the head");
  area.note(fmt::format("{}; {} to apply", at, counted(database.pending.size(), "revision")),
            "retort upgrade head");
}

void examine_version_table(Examination& examination, Database& database) {
  const Area area(examination, "version table");
  area.attempt("Check the rights of the user, and the table's definition.", [&] {
    const EnvironmentOptions& options = database.options;
    Connection& connection = *database.connection;
    const Dialect& found = dialect(connection.dialect_name());
    const std::vector<Table> tables =
        found.reflect_tables(connection, options.version_table_schema, {options.version_table});
    if (!tables.empty()) {
      if (!examine_shape(area, examination, tables.front(), options)) return;
      return examine_rows(area, examination, read_version_rows(area, connection, found, options));
    }
    const std::size_t others = found.names(connection, NameKind::table).size();
    if (others == 0) return area.note("the database is empty", "retort upgrade head");
    area.warning(fmt::format("There is no table {}, but {}", options.version_table,
                             counted(others, "other table")),
                 "If they come from these migrations, say at which revision they are: retort "
                 "stamp <revision>");
  });
}

void examine_lock(Examination& examination, Database& database) {
  const Area area(examination, "lock");
  area.attempt("Check the rights of the user.", [&] {
    const std::optional<LockHolder> holder =
        find_lock_holder(*database.connection, database.options.version_table,
                         database.options.version_table_schema);
    if (!holder) return area.ok("nobody migrates this database");
    area.note(fmt::format("This database is being migrated: {}", describe(*holder)),
              "Wait for it, or end that process if it hangs: the lock ends with it.");
  });
}

/// What is wrong with the target has been told with the configuration.
bool has_target(const Config& config) {
  try {
    static_cast<void>(config.target());
    return true;
  } catch (const ConfigError& ignored) {
    static_cast<void>(ignored);
    return false;
  }
}

}  // namespace

void examine_database(Examination& examination) {
  const Session& session = examination.session;
  if (session.migrations == nullptr && !examination.scripts) return;
  if (!has_target(session.config)) return;
  Project project(session);
  Database database{.options = session.environment};
  std::string visited;
  const bool driven = project.has_driver();
  if (driven) {
    if (!visit_with_environment(examination, project, visited)) return;
  } else {
    configure(examination, project, database);
  }
  if (database.options.connection != nullptr) {
    database.connection = database.options.connection;
  } else {
    const std::optional<std::string>& url =
        database.options.url ? database.options.url : session.config.target().url;
    const Area area(examination, "connection");
    if (!url || url->empty()) {
      if (driven) return;
      return area.error("No database is configured",
                        "Set DATABASE_URL, sqlalchemy.url in the ini file, or give --url.");
    }
    // An env file may connect to anything; only what is known to be the same is looked into.
    if (driven && Url::parse(*url).masked() != visited) {
      return area.note("env.py chooses its database by itself: its version table was only read");
    }
    connect(examination, *url, database);
  }
  if (database.connection == nullptr) return;
  examine_version_table(examination, database);
  examine_lock(examination, database);
}

}  // namespace retort::command
