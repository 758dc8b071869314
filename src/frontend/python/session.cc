// SPDX-License-Identifier: MIT
#include "frontend/python/session.h"

#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/url.h"

#include "frontend/python/connection.h"
#include "frontend/python/notation.h"
#include "frontend/python/values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace retort::python {
namespace {

void run_with_name(const HeldConnection& connection, const std::string& words,
                   const std::string& name) {
  Connection& open = connection.get();
  open.run({.sql = words + dialect(open.dialect_name()).quote(name)});
}

void set_isolation(const HeldConnection& connection, const std::string& level) {
  static constexpr std::array<std::string_view, 4> levels = {"SERIALIZABLE", "REPEATABLE READ",
                                                             "READ COMMITTED", "READ UNCOMMITTED"};
  if (std::find(levels.begin(), levels.end(), level) == levels.end()) {
    throw Error("The isolation level " + level + " is not known", ErrorCode::argument);
  }
  Connection& open = connection.get();
  if (open.dialect_name() == "sqlite") {
    open.run({.sql = std::string("PRAGMA read_uncommitted = ") +
                     (level == "READ UNCOMMITTED" ? "1" : "0")});
    return;
  }
  open.run({.sql = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + level});
}

std::string isolation(const HeldConnection& connection) {
  Connection& open = connection.get();
  if (open.dialect_name() == "sqlite") {
    const Value value = open.run({.sql = "PRAGMA read_uncommitted"}).scalar();
    const auto* number = std::get_if<std::int64_t>(&value.base());
    return number != nullptr && *number != 0 ? "READ UNCOMMITTED" : "SERIALIZABLE";
  }
  const Value value = open.run({.sql = "SHOW transaction_isolation"}).scalar();
  const auto* text = std::get_if<std::string>(&value.base());
  std::string level = text != nullptr ? *text : "read committed";
  std::transform(level.begin(), level.end(), level.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return level;
}

// --- SQL with the placeholders of psycopg2: %s, %(name)s, %% for a percent sign

struct DriverSql {
  std::string sql;
  std::vector<std::string> names = {};  ///< of the placeholders, by number; empty: by position
  std::size_t count = 0;
};

void add_placeholder(DriverSql& made, std::string_view name) {
  if (name.empty()) {
    made.sql += "$" + std::to_string(++made.count);
    return;
  }
  const auto found = std::find(made.names.begin(), made.names.end(), name);
  const auto number = found - made.names.begin() + 1;
  if (found == made.names.end()) made.names.emplace_back(name);
  made.sql += "$" + std::to_string(number);
}

DriverSql numbered(std::string_view sql) {
  DriverSql made;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char next = i + 1 < sql.size() ? sql[i + 1] : '\0';
    if (sql[i] != '%') {
      made.sql += sql[i];
    } else if (next == '%') {
      made.sql += '%';
      ++i;
    } else if (next == 's') {
      add_placeholder(made, {});
      ++i;
    } else if (const std::size_t end = sql.find(")s", i); next == '(' && end != sql.npos) {
      add_placeholder(made, sql.substr(i + 2, end - i - 2));
      i = end + 1;
    } else {
      made.sql += '%';
    }
  }
  return made;
}

Result run_driver_sql(Connection& connection, const std::string& sql,
                      const py::object& parameters) {
  const bool none = parameters.is_none() || py::len(parameters) == 0;
  if (none && connection.dialect_name() == "sqlite") return connection.run({.sql = sql});
  const bool named = !none && py::isinstance<py::dict>(parameters);
  if (connection.dialect_name() == "sqlite") {
    if (!named) return connection.run({.sql = sql, .parameters = read_values(parameters)});
    // :name is what the core's own text has.
    Parameters pairs;
    for (const auto& [name, value] : Notation(parameters).items()) {
      pairs.emplace_back(name, read_value(value));
    }
    return connection.execute(sql, pairs);
  }
  const DriverSql made = numbered(sql);
  Statement statement{.sql = made.sql};
  if (made.names.empty()) {
    if (!none) statement.parameters = read_values(parameters);
    return connection.run(statement);
  }
  for (const std::string& name : made.names) {
    if (!named || !parameters.contains(name)) throw py::key_error(name);
    statement.parameters.push_back(read_value(Notation(parameters).at(name.c_str())));
  }
  return connection.run(statement);
}

std::vector<std::int64_t> run_many(const HeldConnection& connection, const std::string& sql,
                                   const py::list& rows) {
  std::vector<Statement> statements;
  statements.reserve(rows.size());
  for (const py::handle row : rows) {
    statements.push_back({.sql = sql, .parameters = read_values(row)});
  }
  return connection.get().run_batch(statements);
}

// --- URLs

py::tuple parse_url(const std::string& text) {
  const Url url = Url::parse(text);
  py::list query;
  for (const auto& [name, value] : url.query) query.append(py::make_tuple(name, value));
  const std::string drivername = url.driver.empty() ? url.dialect : url.dialect + "+" + url.driver;
  return py::make_tuple(drivername, url.username, url.password, url.host, url.port, url.database,
                        query);
}

std::string format_url(const py::tuple& fields, bool hide_password) {
  Url url;
  const auto drivername = fields[0].cast<std::string>();
  const std::size_t plus = drivername.find('+');
  url.dialect = drivername.substr(0, plus);
  if (plus != std::string::npos) url.driver = drivername.substr(plus + 1);
  url.username = fields[1].cast<std::optional<std::string>>();
  url.password = fields[2].cast<std::optional<std::string>>();
  url.host = fields[3].cast<std::optional<std::string>>();
  url.port = fields[4].cast<std::optional<int>>();
  url.database = fields[5].cast<std::optional<std::string>>();
  url.query = fields[6].cast<std::vector<std::pair<std::string, std::string>>>();
  return hide_password ? url.masked() : url.format();
}

}  // namespace

void bind_session(py::module_& module) {
  module.def("savepoint", [](const HeldConnection& connection, const std::string& name) {
    run_with_name(connection, "SAVEPOINT ", name);
  });
  module.def("release_savepoint", [](const HeldConnection& connection, const std::string& name) {
    run_with_name(connection, "RELEASE SAVEPOINT ", name);
  });
  module.def("rollback_to_savepoint",
             [](const HeldConnection& connection, const std::string& name) {
               run_with_name(connection, "ROLLBACK TO SAVEPOINT ", name);
             });
  // SQLite's BEGIN that takes no lock before it is needed.
  module.def("begin_deferred",
             [](const HeldConnection& connection) { connection.get().run({.sql = "BEGIN"}); });
  module.def("set_isolation", &set_isolation);
  module.def("isolation", &isolation);
  module.def("driver_sql", [](const HeldConnection& connection, const std::string& sql,
                              const py::object& parameters) {
    return write_result(run_driver_sql(connection.get(), sql, parameters));
  });
  module.def("run_many", &run_many);
  module.def("parse_url", &parse_url);
  module.def("format_url", &format_url);
}

}  // namespace retort::python
