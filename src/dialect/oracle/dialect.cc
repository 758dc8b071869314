// SPDX-License-Identifier: MIT
// Brings the parts of the dialect of Oracle Database together.
#include "dialect/oracle/dialect.h"

#include "dialect/oracle/ddl.h"
#include "dialect/oracle/sql.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"
#include "sql/writer.h"

namespace retort::oracle {

OracleDialect::OracleDialect()
    : DriverlessDialect(
          {.name = "oracle",
           .impl_name = "OracleImpl",
           .transactional_ddl = false,
           .ddl_rolls_back = false,
           .rebuilds_tables = false,
           .max_identifier_length = 128,
           .max_index_name_length = 128,
           .max_constraint_name_length = 128,
           .has_sequences = true,
           .restates_columns = true,
           .key_returning = KeyReturning::into_parameter,
           // SQL*Plus runs a statement at the line with a slash; a semicolon would run it twice.
           .script = {.terminator = "", .separator = "/", .begin = "SET TRANSACTION READ WRITE"}},
          "Oracle Database") {}

namespace {

OracleOptions settings(const CompileOptions& options) {
  return {.national_unicode = is_on(options.dialect_options, "use_nchar_for_unicode")};
}

}  // namespace

CompiledScript OracleDialect::compile(const Operation& operation,
                                      const CompileOptions& options) const {
  const OracleSql sql(options.paramstyle, settings(options));
  return OracleDdl(sql, info(), options).compile(operation);
}

bool OracleDialect::rebuilds(const op::AlterTableBatch& batch) const {
  const OracleSql sql;
  const CompileOptions options;
  return OracleDdl(sql, info(), options).rebuilds(batch);
}

Statement OracleDialect::compile(const Expression& expression,
                                 const CompileOptions& options) const {
  const OracleSql sql(options.paramstyle, settings(options));
  ExpressionOptions writing;
  writing.offline = options.offline;
  writing.literal_binds = options.literal_binds;
  return compile_expression(sql, expression, writing);
}

std::string OracleDialect::quote(std::string_view identifier) const {
  return OracleSql().quote(identifier);
}

std::string OracleDialect::format_table(const TableName& table) const {
  const OracleSql sql;
  return Sql(sql.identifiers()).table(table).take();
}

std::string OracleDialect::format_type(const Type& type) const {
  return OracleSql().format_type(type);
}

Type OracleDialect::parse_type(std::string_view text) const { return oracle::parse_type(text); }

}  // namespace retort::oracle
