// SPDX-License-Identifier: MIT
// Brings the parts of the PostgreSQL dialect together.
#include "dialect/postgresql/dialect.h"

#include "dialect/postgresql/ddl.h"
#include "dialect/postgresql/driver.h"
#include "dialect/postgresql/sql.h"
#include "sql/expression_compiler.h"
#include "sql/writer.h"

namespace retort::postgresql {

namespace {

SqlOptions sql_options(const CompileOptions& options) {
  // A live server takes backslashes as the standard does.
  return SqlOptions{.paramstyle = options.paramstyle, .backslash_escapes = options.offline};
}

}  // namespace

PostgresqlDialect::PostgresqlDialect()
    : info_{.name = "postgresql",
            .impl_name = "PostgresqlImpl",
            .transactional_ddl = true,
            .ddl_rolls_back = true,
            .rebuilds_tables = false,
            .max_identifier_length = 63,
            .max_index_name_length = 63,
            .max_constraint_name_length = 63,
            .has_named_types = true,
            .has_sequences = true,
            .numbers_without_sequences = true,
            .key_returning = KeyReturning::table_column} {}

CompiledScript PostgresqlDialect::compile(const Operation& operation,
                                          const CompileOptions& options) const {
  const PostgresqlSql sql(sql_options(options));
  return PostgresqlDdl(sql, info_, options).compile(operation);
}

bool PostgresqlDialect::rebuilds(const op::AlterTableBatch& batch) const {
  const PostgresqlSql sql;
  const CompileOptions options;
  return PostgresqlDdl(sql, info_, options).rebuilds(batch);
}

Statement PostgresqlDialect::compile(const Expression& expression,
                                     const CompileOptions& options) const {
  const PostgresqlSql sql(sql_options(options));
  ExpressionOptions writing;
  writing.offline = options.offline;
  writing.literal_binds = options.literal_binds;
  return compile_expression(sql, expression, writing);
}

std::string PostgresqlDialect::quote(std::string_view identifier) const {
  return PostgresqlSql().quote(identifier);
}

std::string PostgresqlDialect::format_table(const TableName& table) const {
  const PostgresqlSql sql;
  return Sql(sql.identifiers()).table(table).take();
}

std::string PostgresqlDialect::format_type(const Type& type) const {
  return PostgresqlSql().format_type(type);
}

Type PostgresqlDialect::parse_type(std::string_view text) const {
  return postgresql::parse_type(text);
}

std::unique_ptr<Connection> PostgresqlDialect::connect(const Url& url) const {
  return postgresql::connect(url);
}

std::function<void()> PostgresqlDialect::client_loader() const { return load_client; }

}  // namespace retort::postgresql
