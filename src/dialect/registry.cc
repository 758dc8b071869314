// SPDX-License-Identifier: MIT
// The dialects of this build: an explicit table.
#include "retort/dialect.h"
#include "retort/error.h"

#include "dialect/mssql/dialect.h"
#include "dialect/mysql/dialect.h"
#include "dialect/oracle/dialect.h"
#include "dialect/postgresql/dialect.h"
#include "dialect/sqlite/dialect.h"

#include <string>

namespace retort {

namespace {

const Dialect* find_dialect(std::string_view name) {
  // Immutable, and made when first asked for.
  if (name == "postgresql" || name == "postgres") {
    static const postgresql::PostgresqlDialect found;
    return &found;
  }
  if (name == "sqlite") {
    static const sqlite::SqliteDialect found;
    return &found;
  }
  if (name == "mysql") {
    static const mysql::MysqlDialect found(mysql::Flavor::mysql);
    return &found;
  }
  if (name == "mariadb") {
    static const mysql::MysqlDialect found(mysql::Flavor::mariadb);
    return &found;
  }
  if (name == "mssql") {
    static const mssql::MssqlDialect found;
    return &found;
  }
  if (name == "oracle") {
    static const oracle::OracleDialect found;
    return &found;
  }
  return nullptr;
}

}  // namespace

const Dialect& dialect(std::string_view name) {
  if (const Dialect* found = find_dialect(name)) {
    return *found;
  }
  throw Error("Can't load plugin: sqlalchemy.dialects:" + std::string(name), ErrorCode::unsupported,
              "Known dialects: postgresql, sqlite, and for SQL scripts mysql, mariadb, mssql and "
              "oracle");
}

std::vector<std::string> dialect_names() {
  return {"postgresql", "sqlite", "mysql", "mariadb", "mssql", "oracle"};
}

}  // namespace retort
