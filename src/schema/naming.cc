// SPDX-License-Identifier: MIT
// Naming conventions. A token that asks for a column past the last one stands for nothing.
#include "schema/naming.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include "base/md5.h"
#include "base/percent_format.h"
#include "base/text.h"
#include "schema/lookup.h"

#include <algorithm>
#include <vector>

namespace retort {

namespace {

struct Subject {
  const TableName* table = nullptr;
  const std::optional<Name>* name = nullptr;
  std::vector<std::string> columns = {};
  const ForeignKey* foreign_key = nullptr;
};

/// "column_0_N_label" taken apart. `separator` is set when the token means all columns.
struct ColumnToken {
  bool referred = false;
  std::size_t position = 0;
  std::optional<std::string> separator = {};
  std::string_view attribute = {};
};

std::optional<ColumnToken> parse_column_token(std::string_view key) {
  ColumnToken token;
  constexpr std::string_view referred = "referred_";
  constexpr std::string_view column = "column_";
  if (key.starts_with(referred)) {
    token.referred = true;
    key.remove_prefix(referred.size());
  }
  if (!key.starts_with(column)) {
    return std::nullopt;
  }
  key.remove_prefix(column.size());
  const std::size_t digits = std::min(key.find_first_not_of("0123456789"), key.size());
  if (digits == 0 || digits > 6) {
    return std::nullopt;
  }
  token.position = static_cast<std::size_t>(std::stoul(std::string(key.substr(0, digits))));
  key.remove_prefix(digits);
  if (key.starts_with("_N_")) {
    token.separator = "_";
    key.remove_prefix(2);
  } else if (key.starts_with("N_")) {
    token.separator = "";
    key.remove_prefix(1);
  }
  if (!key.starts_with('_')) {
    return std::nullopt;
  }
  token.attribute = key.substr(1);
  const bool known = token.attribute == "name" ||
                     (!token.referred && (token.attribute == "key" || token.attribute == "label"));
  return known ? std::optional(token) : std::nullopt;
}

std::string label_prefix(const TableName& table) {
  const std::string schema = table.schema.value_or("");
  return schema.empty() ? table.name + "_" : replace_all(schema, ".", "_") + "_" + table.name + "_";
}

std::string column_text(const ColumnToken& token, const Subject& subject) {
  const std::vector<std::string>& columns = token.referred && subject.foreign_key
                                                ? subject.foreign_key->referred_columns
                                                : subject.columns;
  if (token.referred && !subject.foreign_key) {
    return {};
  }
  auto text = [&](const std::string& column) {
    return token.attribute == "label" && !column.empty() ? label_prefix(*subject.table) + column
                                                         : column;
  };
  if (!token.separator) {
    return token.position < columns.size() ? text(columns[token.position]) : std::string();
  }
  std::vector<std::string> parts;
  std::transform(columns.begin(), columns.end(), std::back_inserter(parts), text);
  return join(parts, *token.separator);
}

std::optional<FormatValue> token_text(std::string_view key, const Subject& subject) {
  if (key == "table_name") {
    return subject.table->name;
  }
  if (key == "constraint_name") {
    if (!*subject.name) {
      throw Error(
          "Naming convention including %(constraint_name)s token requires that constraint is "
          "explicitly named.",
          ErrorCode::invalid_request);
    }
    return (*subject.name)->text;
  }
  if (key == "referred_table_name" && subject.foreign_key) {
    return subject.foreign_key->referred_table.name;
  }
  if (const std::optional<ColumnToken> token = parse_column_token(key)) {
    return column_text(*token, subject);
  }
  return std::nullopt;
}

const char* template_key(const Constraint& constraint) {
  struct Key {
    const char* operator()(const PrimaryKey&) const { return "pk"; }
    const char* operator()(const Unique&) const { return "uq"; }
    const char* operator()(const ForeignKey&) const { return "fk"; }
    const char* operator()(const Check&) const { return "ck"; }
    // SQLAlchemy has no short key for exclusion constraints.
    const char* operator()(const Exclude&) const { return ""; }
  };
  return std::visit(Key{}, constraint);
}

std::optional<Name> named(const Subject& subject, std::string_view kind,
                          const NamingConvention& convention) {
  const std::optional<Name>& given = *subject.name;
  const auto at = convention.templates.find(kind);
  if ((given && given->final) || at == convention.templates.end() ||
      (given && at->second.find("constraint_name") == std::string::npos)) {
    return given;
  }
  std::string text =
      percent_format(at->second, [&](std::string_view key) { return token_text(key, subject); });
  return Name(std::move(text), true);
}

}  // namespace

std::optional<Name> conventional_name(const Constraint& constraint, const TableName& table,
                                      const NamingConvention& convention) {
  Subject subject;
  subject.table = &table;
  subject.name = &name_of(constraint);
  subject.columns = columns_of(constraint);
  subject.foreign_key = std::get_if<ForeignKey>(&constraint);
  return named(subject, template_key(constraint), convention);
}

std::optional<Name> conventional_name(const Index& index, const TableName& table,
                                      const NamingConvention& convention) {
  Subject subject;
  subject.table = &table;
  subject.name = &index.name;
  const std::vector<std::string> columns = columns_of(index);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::optional<Expression>& expression = index.elements[i].expression;
    const auto* text = expression ? expr::find<expr::Text>(*expression) : nullptr;
    if (text || !columns[i].empty()) {
      // SQL text stands for a column of that name.
      subject.columns.push_back(text ? text->sql : columns[i]);
    }
  }
  return named(subject, "ix", convention);
}

void apply_naming_convention(Table& table, const NamingConvention& convention) {
  for (Constraint& constraint : table.constraints) {
    const auto* check = std::get_if<Check>(&constraint);
    if (check && check->type_bound && !check->name) {
      continue;
    }
    set_name(constraint, conventional_name(constraint, table.name, convention));
  }
  for (Index& index : table.indexes) {
    index.name = conventional_name(index, table.name, convention);
  }
}

std::string truncate_name(std::string_view name, std::size_t limit) {
  if (utf8_length(name) <= limit) {
    return std::string(name);
  }
  const std::string digest = md5_hex(name);
  return std::string(utf8_prefix(name, limit - 8)) + "_" + digest.substr(digest.size() - 4);
}

}  // namespace retort
