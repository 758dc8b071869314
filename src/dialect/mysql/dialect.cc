// SPDX-License-Identifier: MIT
// Brings the parts of the MySQL and MariaDB dialects together.
#include "dialect/mysql/dialect.h"

#include "dialect/mysql/ddl.h"
#include "dialect/mysql/sql.h"
#include "sql/expression_compiler.h"
#include "sql/writer.h"

namespace retort::mysql {

MysqlDialect::MysqlDialect(Flavor flavor)
    : DriverlessDialect({.name = flavor == Flavor::mariadb ? "mariadb" : "mysql",
                         .impl_name = flavor == Flavor::mariadb ? "MariaDBImpl" : "MySQLImpl",
                         .transactional_ddl = false,
                         .ddl_rolls_back = false,
                         .rebuilds_tables = false,
                         .max_identifier_length = 255,
                         .max_index_name_length = 64,
                         .max_constraint_name_length = 64,
                         .has_sequences = flavor == Flavor::mariadb,
                         .restates_columns = true},
                        flavor == Flavor::mariadb ? "mariadb" : "mysql"),
      flavor_(flavor) {}

CompiledScript MysqlDialect::compile(const Operation& operation,
                                     const CompileOptions& options) const {
  const MysqlSql sql(flavor_, options.paramstyle);
  return MysqlDdl(sql, info(), options).compile(operation);
}

bool MysqlDialect::rebuilds(const op::AlterTableBatch& batch) const {
  const MysqlSql sql(flavor_);
  const CompileOptions options;
  return MysqlDdl(sql, info(), options).rebuilds(batch);
}

Statement MysqlDialect::compile(const Expression& expression, const CompileOptions& options) const {
  const MysqlSql sql(flavor_, options.paramstyle);
  ExpressionOptions writing;
  writing.offline = options.offline;
  writing.literal_binds = options.literal_binds;
  return compile_expression(sql, expression, writing);
}

std::string MysqlDialect::quote(std::string_view identifier) const {
  return MysqlSql(flavor_).quote(identifier);
}

std::string MysqlDialect::format_table(const TableName& table) const {
  const MysqlSql sql(flavor_);
  return Sql(sql.identifiers()).table(table).take();
}

std::string MysqlDialect::format_type(const Type& type) const {
  return MysqlSql(flavor_).format_type(type);
}

Type MysqlDialect::parse_type(std::string_view text) const { return mysql::parse_type(text); }

}  // namespace retort::mysql
