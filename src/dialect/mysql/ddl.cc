// SPDX-License-Identifier: MIT
// https://dev.mysql.com/doc/refman/8.4/en/create-table.html
#include "dialect/mysql/ddl.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include "base/text.h"
#include "schema/affinity.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <algorithm>
#include <array>
#include <map>
#include <variant>

namespace retort::mysql {

MysqlDdl::MysqlDdl(const MysqlSql& sql, const DialectInfo& info, const CompileOptions& options)
    : DdlCompiler(sql, info,
                  DdlRules{.native_boolean = false,
                           .native_enum = true,
                           .comments = true,
                           .inline_comments = true},
                  options),
      flavor_(sql.flavor()) {}

namespace {

bool is_timestamp(const Type& type) {
  const auto* native = std::get_if<type::Native>(&type.kind);
  return native && native->name == "TIMESTAMP";
}

}  // namespace

std::string MysqlDdl::column_clause(const Column& column, const ResolvedTable& owner) const {
  const ServerDefault* value = column.server_default ? &*column.server_default : nullptr;
  const auto* computed = value ? std::get_if<Computed>(value) : nullptr;
  std::string line = sql().quote(column.name, column.quote) + " " + sql().format_type(column.type);
  if (computed) {
    line += " " + computed_clause(*computed);
  }
  // MariaDB takes no NULL and no NOT NULL at a generated column.
  const bool nullable =
      computed && flavor_ == Flavor::mariadb && !column.nullable ? true : column.is_nullable();
  if (!nullable) {
    line += " NOT NULL";
  } else if (is_timestamp(column.type.on(info().name))) {
    // Without the word, servers make the column NOT NULL with a default of their own.
    line += " NULL";
  }
  if (column.comment) {
    line += " COMMENT " + string_literal(*column.comment);
  }
  if (owner.autoincrement_column == column.name &&
      (!value || std::holds_alternative<Identity>(*value))) {
    return line + " AUTO_INCREMENT";
  }
  const std::optional<std::string> text = value ? default_text(*value) : std::nullopt;
  return text ? line + " DEFAULT " + *text : line;
}

namespace {

constexpr std::array<std::string_view, 4> partition_words = {"PARTITION_BY", "PARTITIONS",
                                                             "SUBPARTITION_BY", "SUBPARTITIONS"};
constexpr std::array<std::string_view, 6> spaced_words = {
    "DATA_DIRECTORY", "INDEX_DIRECTORY", "DEFAULT_CHARACTER_SET",
    "CHARACTER_SET",  "DEFAULT_CHARSET", "DEFAULT_COLLATE"};
constexpr std::array<std::string_view, 4> words_without_equals = {
    "TABLESPACE", "DEFAULT CHARACTER SET", "CHARACTER SET", "COLLATE"};
constexpr std::array<std::string_view, 3> quoted_words = {"COMMENT", "PASSWORD", "CONNECTION"};

template <class Words>
bool is_one_of(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string MysqlDdl::table_options(const Table& table) const {
  const std::string prefix = info().name + "_";
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : table.options) {
    if (name.starts_with(prefix)) {
      values[upper_ascii(std::string_view(name).substr(prefix.size()))] =
          text_option(table.options, name).value_or("");
    }
  }
  if (table.comment) {
    values["COMMENT"] = *table.comment;
  }
  std::vector<std::string> plain;
  std::vector<std::string> last;  // COLLATE follows the character set it belongs to
  for (const auto& [name, value] : values) {
    if (is_one_of(partition_words, name)) {
      continue;
    }
    const std::string word = is_one_of(spaced_words, name) ? replace_all(name, "_", " ") : name;
    const std::string text = is_one_of(quoted_words, name) ? string_literal(value) : value;
    (name == "COLLATE" ? last : plain)
        .push_back(word + (is_one_of(words_without_equals, word) ? " " : "=") + text);
  }
  plain.insert(plain.end(), last.begin(), last.end());
  for (const std::string_view name : partition_words) {
    const auto at = values.find(std::string(name));
    if (at != values.end()) {
      plain.push_back(replace_all(name, "_", " ") + " " + at->second);
    }
  }
  return join(plain, " ");
}

const OptionValue* MysqlDdl::option(const Options& options, std::string_view name,
                                    bool or_mysql) const {
  const OptionValue* own = find_option(options, info().name + "_" + std::string(name));
  return own || !or_mysql ? own : find_option(options, "mysql_" + std::string(name));
}

std::optional<std::string> MysqlDdl::text(const OptionValue* value) const {
  const auto* text = value ? std::get_if<std::string>(&value->base()) : nullptr;
  return text ? std::optional(*text) : std::nullopt;
}

void MysqlDdl::warn_of_fallback(const Options& options, std::string_view name) {
  if (flavor_ == Flavor::mariadb && !option(options, name) && option(options, name, true)) {
    const std::string option_name(name);
    warn("Using 'mysql_" + option_name +
         "' with the 'mariadb' dialect is deprecated; please additionally specify 'mariadb_" +
         option_name + "'.");
  }
}

std::optional<std::string> MysqlDdl::clause(const PrimaryKey& key,
                                            const ResolvedTable& owner) const {
  std::string line = DdlCompiler::clause(key, owner).value_or("");
  const std::optional<std::string> method = text(option(key.options, "using", true));
  return method && !method->empty() ? line + " USING " + quote(*method) : line;
}

std::string MysqlDdl::match_clause(const ForeignKeyOptions& rules) const {
  if (rules.match) {
    throw Error(
        "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE "
        "clauses to be ignored.",
        ErrorCode::compile);
  }
  return {};
}

std::string MysqlDdl::sequence_options(const SequenceOptions& options) const {
  return replace_all(DdlCompiler::sequence_options(options), "NO CYCLE", "NOCYCLE");
}

namespace {

/// Operators and functions need parentheses of their own in an index; a sort order needs none.
bool needs_parentheses(const Expression& expression) {
  const auto* unary = expr::find<expr::Unary>(expression);
  if (unary) {
    return unary->op != expr::Operator::ascending && unary->op != expr::Operator::descending;
  }
  return expr::find<expr::Binary>(expression) || expr::find<expr::Function>(expression);
}

std::optional<std::int64_t> prefix_length(const OptionValue& length, std::string_view column,
                                          std::string_view text) {
  if (const auto* same = std::get_if<std::int64_t>(&length.base())) {
    return *same;
  }
  using Lengths = std::vector<std::pair<std::string, std::int64_t>>;
  if (const auto* lengths = std::get_if<Lengths>(&length.base())) {
    for (const std::string_view key : {column, text}) {
      for (const auto& [name, value] : *lengths) {
        if (name == key) {
          return value;
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::string MysqlDdl::index_elements(const Index& index) const {
  const OptionValue* length = option(index.options, "length");
  std::vector<std::string> parts;
  for (const IndexElement& element : index.elements) {
    std::string part =
        element.expression ? ddl_expression(sql(), *element.expression) : quote(element.column);
    if (element.expression && needs_parentheses(*element.expression)) {
      part = "(" + part + ")";
    }
    const auto* column =
        element.expression ? expr::find<expr::Column>(*element.expression) : nullptr;
    const std::optional<std::int64_t> characters =
        length ? prefix_length(*length, column ? column->name : element.column, part)
               : std::nullopt;
    parts.push_back(characters ? part + "(" + std::to_string(*characters) + ")" : part);
  }
  return join(parts, ", ");
}

std::string MysqlDdl::index_statement(const Index& index, const TableName& table,
                                      bool if_not_exists) const {
  std::string line = index.unique ? "CREATE UNIQUE " : "CREATE ";
  if (const auto prefix = text(option(index.options, "prefix")); prefix && !prefix->empty()) {
    line += *prefix + " ";
  }
  line += if_not_exists ? "INDEX IF NOT EXISTS " : "INDEX ";
  line +=
      require_index_name(index) + " ON " + table_text(table) + " (" + index_elements(index) + ")";
  if (const auto parser = text(option(index.options, "with_parser", true))) {
    line += " WITH PARSER " + *parser;
  }
  if (const auto method = text(option(index.options, "using", true))) {
    line += " USING " + quote(*method);
  }
  return line;
}

void MysqlDdl::emit(const op::CreateIndex& operation) {
  warn_of_fallback(operation.index.options, "with_parser");
  warn_of_fallback(operation.index.options, "using");
  DdlCompiler::emit(operation);
}

void MysqlDdl::emit(const op::AddConstraint& operation) {
  if (const auto* key = std::get_if<PrimaryKey>(&operation.constraint)) {
    warn_of_fallback(key->options, "using");
  }
  DdlCompiler::emit(operation);
}

void MysqlDdl::emit(const op::CreateTable& operation) {
  for (const Constraint& constraint : operation.table.constraints) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint)) {
      warn_of_fallback(key->options, "using");
    }
  }
  for (const Index& index : operation.table.indexes) {
    warn_of_fallback(index.options, "with_parser");
    warn_of_fallback(index.options, "using");
  }
  DdlCompiler::emit(operation);
}

void MysqlDdl::emit(const op::DropIndex& operation) {
  TableName table = operation.table.value_or(TableName("no_table"));
  if (!table.schema) {
    table.schema = operation.schema;
  }
  add(std::string("DROP INDEX ") + (operation.if_exists ? "IF EXISTS " : "") +
      index_name(index_to_drop(operation)) + " ON " + table_text(table));
}

void MysqlDdl::emit(const op::CreateTableComment& operation) {
  add("ALTER TABLE " + table_text(operation.table) + " COMMENT " +
      (operation.comment ? string_literal(*operation.comment) : "NULL"));
}

void MysqlDdl::emit(const op::DropTableComment& operation) {
  add("ALTER TABLE " + table_text(operation.table) + " COMMENT ''");
}

}  // namespace retort::mysql
