// SPDX-License-Identifier: MIT
// Brings the parts of the SQLite dialect together.
#include "dialect/sqlite/dialect.h"

#include "dialect/sqlite/ddl.h"
#include "dialect/sqlite/driver.h"
#include "dialect/sqlite/sql.h"
#include "sql/expression_compiler.h"
#include "sql/writer.h"

namespace retort::sqlite {

SqliteDialect::SqliteDialect()
    : info_{.name = "sqlite",
            .impl_name = "SQLiteImpl",
            .transactional_ddl = false,
            .ddl_rolls_back = true,
            .rebuilds_tables = true,
            .max_identifier_length = 9999,
            .max_index_name_length = 9999,
            .max_constraint_name_length = 9999,
            .enforces_text_length = false,
            .key_returning = KeyReturning::column} {}

CompiledScript SqliteDialect::compile(const Operation& operation,
                                      const CompileOptions& options) const {
  const SqliteSql sql(options.paramstyle);
  return SqliteDdl(sql, info_, options).compile(operation);
}

bool SqliteDialect::rebuilds(const op::AlterTableBatch& batch) const {
  const SqliteSql sql;
  const CompileOptions options;
  return SqliteDdl(sql, info_, options).rebuilds(batch);
}

Statement SqliteDialect::compile(const Expression& expression,
                                 const CompileOptions& options) const {
  const SqliteSql sql(options.paramstyle);
  ExpressionOptions writing;
  writing.offline = options.offline;
  writing.literal_binds = options.literal_binds;
  return compile_expression(sql, expression, writing);
}

std::string SqliteDialect::quote(std::string_view identifier) const {
  return SqliteSql().quote(identifier);
}

std::string SqliteDialect::format_table(const TableName& table) const {
  const SqliteSql sql;
  return Sql(sql.identifiers()).table(table).take();
}

std::string SqliteDialect::format_type(const Type& type) const {
  return SqliteSql().format_type(type);
}

Type SqliteDialect::parse_type(std::string_view text) const { return sqlite::parse_type(text); }

std::unique_ptr<Connection> SqliteDialect::connect(const Url& url) const {
  return sqlite::connect(url);
}

}  // namespace retort::sqlite
