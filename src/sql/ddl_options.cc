// SPDX-License-Identifier: MIT
// The table of options. "*" stands for any.
#include "sql/ddl_options.h"

#include "retort/error.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <variant>

namespace retort {

namespace {

/// What an option is written at, under the name that SQLAlchemy's messages have for it.
enum class Owner { table, index, primary_key, unique, foreign_key, check, exclude, column };

constexpr std::string_view class_name(Owner owner) {
  switch (owner) {
    case Owner::table:
      return "sqlalchemy.sql.schema.Table";
    case Owner::index:
      return "sqlalchemy.sql.schema.Index";
    case Owner::primary_key:
      return "sqlalchemy.sql.schema.PrimaryKeyConstraint";
    case Owner::unique:
      return "sqlalchemy.sql.schema.UniqueConstraint";
    case Owner::foreign_key:
      return "sqlalchemy.sql.schema.ForeignKeyConstraint";
    case Owner::check:
      return "sqlalchemy.sql.schema.CheckConstraint";
    case Owner::exclude:
      return "sqlalchemy.dialects.postgresql.ext.ExcludeConstraint";
    case Owner::column:
      return "sqlalchemy.sql.schema.Column";
  }
  return {};
}

struct Known {
  std::string_view dialect;
  Owner owner;
  std::string_view option;
};

constexpr std::array known_options = {
    Known{"postgresql", Owner::index, "using"},
    Known{"postgresql", Owner::index, "include"},
    Known{"postgresql", Owner::index, "where"},
    Known{"postgresql", Owner::index, "ops"},
    Known{"postgresql", Owner::index, "concurrently"},
    Known{"postgresql", Owner::index, "with"},
    Known{"postgresql", Owner::index, "tablespace"},
    Known{"postgresql", Owner::index, "nulls_not_distinct"},
    Known{"postgresql", Owner::table, "ignore_search_path"},
    Known{"postgresql", Owner::table, "tablespace"},
    Known{"postgresql", Owner::table, "partition_by"},
    Known{"postgresql", Owner::table, "with_oids"},
    Known{"postgresql", Owner::table, "on_commit"},
    Known{"postgresql", Owner::table, "inherits"},
    Known{"postgresql", Owner::table, "using"},
    Known{"postgresql", Owner::check, "no_inherit"},
    Known{"postgresql", Owner::check, "not_valid"},
    Known{"postgresql", Owner::foreign_key, "not_valid"},
    Known{"postgresql", Owner::primary_key, "include"},
    Known{"postgresql", Owner::unique, "include"},
    Known{"postgresql", Owner::unique, "nulls_not_distinct"},
    Known{"mysql", Owner::table, "*"},
    Known{"mysql", Owner::primary_key, "using"},
    Known{"mysql", Owner::index, "using"},
    Known{"mysql", Owner::index, "length"},
    Known{"mysql", Owner::index, "prefix"},
    Known{"mysql", Owner::index, "with_parser"},
    Known{"mariadb", Owner::table, "*"},
    Known{"mariadb", Owner::primary_key, "using"},
    Known{"mariadb", Owner::index, "using"},
    Known{"mariadb", Owner::index, "length"},
    Known{"mariadb", Owner::index, "prefix"},
    Known{"mariadb", Owner::index, "with_parser"},
    Known{"mssql", Owner::index, "clustered"},
    Known{"mssql", Owner::index, "include"},
    Known{"mssql", Owner::index, "where"},
    Known{"mssql", Owner::index, "columnstore"},
    Known{"mssql", Owner::primary_key, "clustered"},
    Known{"mssql", Owner::unique, "clustered"},
    Known{"mssql", Owner::column, "identity_start"},
    Known{"mssql", Owner::column, "identity_increment"},
    Known{"oracle", Owner::table, "resolve_synonyms"},
    Known{"oracle", Owner::table, "on_commit"},
    Known{"oracle", Owner::table, "compress"},
    Known{"oracle", Owner::table, "tablespace"},
    Known{"oracle", Owner::index, "bitmap"},
    Known{"oracle", Owner::index, "compress"},
    Known{"oracle", Owner::index, "vector"},
    Known{"sqlite", Owner::table, "autoincrement"},
    Known{"sqlite", Owner::table, "with_rowid"},
    Known{"sqlite", Owner::table, "strict"},
    Known{"sqlite", Owner::index, "where"},
    Known{"sqlite", Owner::column, "on_conflict_primary_key"},
    Known{"sqlite", Owner::column, "on_conflict_not_null"},
    Known{"sqlite", Owner::column, "on_conflict_unique"},
    Known{"sqlite", Owner::primary_key, "on_conflict"},
    Known{"sqlite", Owner::unique, "on_conflict"},
    Known{"sqlite", Owner::primary_key, "key_order"},
    Known{"sqlite", Owner::primary_key, "key_at_column"},
    Known{"sqlite", Owner::unique, "key_order"},
    Known{"sqlite", Owner::foreign_key, "on_conflict"},
    Known{"sqlite", Owner::check, "on_conflict"},
};

void check_options(const Options& options, Owner owner) {
  for (const auto& [name, value] : options) {
    if (owner == Owner::index && name == "unique") {
      continue;  // known to every dialect; DROP INDEX has no use for it
    }
    const std::size_t end = name.find('_');
    if (end == std::string::npos) {
      throw Error(
          "Additional arguments should be named <dialectname>_<argument>, got '" + name + "'",
          ErrorCode::argument);
    }
    const std::string_view dialect = std::string_view(name).substr(0, end);
    const std::string_view option = std::string_view(name).substr(end + 1);
    const bool known_dialect =
        std::any_of(known_options.begin(), known_options.end(),
                    [&](const Known& known) { return known.dialect == dialect; });
    const bool known =
        std::any_of(known_options.begin(), known_options.end(), [&](const Known& entry) {
          return entry.dialect == dialect && entry.owner == owner &&
                 (entry.option == option || entry.option == "*");
        });
    if (known_dialect && !known) {
      throw Error("Argument '" + name + "' is not accepted by dialect '" + std::string(dialect) +
                      "' on behalf of <class '" + std::string(class_name(owner)) + "'>",
                  ErrorCode::argument);
    }
  }
}

void check_constraint(const Constraint& constraint) {
  struct OwnerOf {
    Owner operator()(const PrimaryKey&) const { return Owner::primary_key; }
    Owner operator()(const Unique&) const { return Owner::unique; }
    Owner operator()(const ForeignKey&) const { return Owner::foreign_key; }
    Owner operator()(const Check&) const { return Owner::check; }
    Owner operator()(const Exclude&) const { return Owner::exclude; }
  };
  std::visit([](const auto& kind) { check_options(kind.options, OwnerOf{}(kind)); }, constraint);
}

void check_column(const Column& column) {
  check_options(column.options, Owner::column);
  for (const Check& check : column.checks) {
    check_options(check.options, Owner::check);
  }
}

struct OptionsCheck {
  void operator()(const op::CreateTable& operation) const {
    check_options(operation.table.options, Owner::table);
    for (const Column& column : operation.table.columns) {
      check_column(column);
    }
    for (const Constraint& constraint : operation.table.constraints) {
      check_constraint(constraint);
    }
    for (const Index& index : operation.table.indexes) {
      check_options(index.options, Owner::index);
    }
  }
  void operator()(const op::AddColumn& operation) const { check_column(operation.column); }
  void operator()(const op::CreateIndex& operation) const {
    check_options(operation.index.options, Owner::index);
  }
  void operator()(const op::DropIndex& operation) const {
    check_options(operation.options, Owner::index);
  }
  void operator()(const op::AddConstraint& operation) const {
    check_constraint(operation.constraint);
  }
  void operator()(const op::DropTable& operation) const {
    check_options(operation.options, Owner::table);
  }
  void operator()(const op::RenameTable&) const {}
  void operator()(const op::DropColumn&) const {}
  void operator()(const op::AlterColumn&) const {}
  void operator()(const op::DropConstraint&) const {}
  void operator()(const op::CreateTableComment&) const {}
  void operator()(const op::DropTableComment&) const {}
  void operator()(const op::BulkInsert&) const {}
  void operator()(const op::Execute&) const {}
  void operator()(const op::CreateSequence&) const {}
  void operator()(const op::DropSequence&) const {}
  void operator()(const op::CreateEnum&) const {}
  void operator()(const op::DropEnum&) const {}
  void operator()(const op::AlterTableBatch&) const {}
  void operator()(const op::Custom&) const {}
};

}  // namespace

void require_known_options(const Operation& operation) {
  std::visit(OptionsCheck{}, operation.base());
}

}  // namespace retort
