// SPDX-License-Identifier: MIT
// Brings the parts of the dialect of Microsoft SQL Server together.
#include "dialect/mssql/dialect.h"

#include "dialect/mssql/ddl.h"
#include "dialect/mssql/sql.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"
#include "sql/writer.h"

namespace retort::mssql {

MssqlDialect::MssqlDialect()
    : DriverlessDialect(
          {.name = "mssql",
           .impl_name = "MSSQLImpl",
           .transactional_ddl = true,
           .ddl_rolls_back = true,
           .rebuilds_tables = false,
           .max_identifier_length = 128,
           .max_index_name_length = 128,
           .max_constraint_name_length = 128,
           .has_sequences = true,
           .restates_columns = true,
           .key_returning = KeyReturning::output,
           // sqlcmd runs what stands before GO as one batch.
           .script = {.separator = "GO", .begin = "BEGIN TRANSACTION", .separates_begin = false}},
          "Microsoft SQL Server") {}

namespace {

MssqlOptions settings(const CompileOptions& options) {
  return {.max_lengths = is_on(options.dialect_options, "deprecate_large_types")};
}

}  // namespace

CompiledScript MssqlDialect::compile(const Operation& operation,
                                     const CompileOptions& options) const {
  const MssqlSql sql(options.paramstyle, settings(options));
  return MssqlDdl(sql, info(), options).compile(operation);
}

bool MssqlDialect::rebuilds(const op::AlterTableBatch& batch) const {
  const MssqlSql sql;
  const CompileOptions options;
  return MssqlDdl(sql, info(), options).rebuilds(batch);
}

Statement MssqlDialect::compile(const Expression& expression, const CompileOptions& options) const {
  const MssqlSql sql(options.paramstyle, settings(options));
  ExpressionOptions writing;
  writing.offline = options.offline;
  writing.literal_binds = options.literal_binds;
  return compile_expression(sql, expression, writing);
}

std::string MssqlDialect::quote(std::string_view identifier) const {
  return MssqlSql().quote(identifier);
}

std::string MssqlDialect::format_table(const TableName& table) const {
  const MssqlSql sql;
  return Sql(sql.identifiers()).table(table).take();
}

std::string MssqlDialect::format_type(const Type& type) const {
  return MssqlSql().format_type(type);
}

Type MssqlDialect::parse_type(std::string_view text) const { return mssql::parse_type(text); }

}  // namespace retort::mssql
