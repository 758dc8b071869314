// SPDX-License-Identifier: MIT
// From the parsed statements to values.
#include "dialect/sqlite/ddl.h"
#include "dialect/sqlite/reflect.h"
#include "dialect/sqlite/sql.h"
#include "op/sql_tokens.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace retort::sqlite {
namespace {

std::optional<Name> final_name(const std::string& name) {
  if (name.empty()) return std::nullopt;
  return Name(name, true);
}

Expression catalog_text(const std::string& sql) { return text(escape_parameters(sql)); }

// SQLite compares names without regard to case; what refers to a column takes the column's own.
std::vector<std::string> own_spelling(const ParsedTable& table, std::vector<std::string> names) {
  for (auto& name : names) {
    for (const auto& column : table.columns) {
      if (same_identifier(column.name, name)) name = column.name;
    }
  }
  return names;
}

std::string squeezed(std::string_view text) {
  std::string result;
  for (const auto& token : sql_tokens(text)) result += token.text + " ";
  return result;
}

bool means_the_same(std::string_view left, std::string_view right) {
  return same_identifier(squeezed(left), squeezed(right));
}

// A type whose text, written again, is what stands in the catalog; else the text itself. INT is
// not INTEGER: only a column of the latter may be the rowid.
Type exact_type(const std::string& text) {
  if (text.empty()) return type::Verbatim{.text = {}};
  auto type = parse_type(text);
  if (means_the_same(SqliteSql().format_type(type), text)) return type;
  return type::Verbatim{.text = text};
}

Type collated_type(const std::string& text, const std::string& collation) {
  if (collation.empty()) return exact_type(text);
  const auto wanted = text + " COLLATE " + SqliteSql().quote(collation);
  auto type = exact_type(text);
  if (auto* native = std::get_if<type::Native>(&type.kind)) {
    native->arguments.push_back(type::Argument{.name = "collation", .value = collation});
    if (means_the_same(SqliteSql().format_type(type), wanted)) return type;
  }
  return type::Verbatim{.text = wanted};
}

// `flag IN (0, 1)` and `kind IN ('a', 'b')` without a name are what SQLAlchemy writes for Boolean
// and Enum columns.
bool looks_type_bound(const ParsedTable& table, const std::string& condition) {
  const auto tokens = sql_tokens(condition);
  if (tokens.size() < 5 || !same_identifier(tokens[1].text, "in")) return false;
  const auto column =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const ParsedColumn& candidate) {
        return same_identifier(candidate.name, tokens[0].text);
      });
  if (column == table.columns.end()) return false;
  const auto boolean = sql_tokens("IN (0, 1)");
  const bool is_boolean =
      same_identifier(column->type, "boolean") && tokens.size() == boolean.size() + 1 &&
      std::equal(tokens.begin() + 2, tokens.end(), boolean.begin() + 1,
                 [](const SqlToken& a, const SqlToken& b) { return a.text == b.text; });
  const bool is_enum = same_identifier(column->type.substr(0, 7), "varchar") &&
                       std::all_of(tokens.begin() + 2, tokens.end(), [](const SqlToken& token) {
                         return token.kind == SqlTokenKind::string || token.text == "," ||
                                token.text == "(" || token.text == ")";
                       });
  return is_boolean || is_enum;
}

Check make_check(const ParsedTable& table, const ParsedCheck& parsed) {
  Check check{.name = final_name(parsed.constraint_name),
              .condition = catalog_text(parsed.condition)};
  check.type_bound = !check.name && looks_type_bound(table, parsed.condition);
  return check;
}

ForeignKey make_foreign_key(const TableName& owner, const ParsedReference& parsed,
                            std::vector<std::string> columns) {
  ForeignKey key;
  key.name = final_name(parsed.constraint_name);
  key.columns = std::move(columns);
  // A key cannot leave its database file.
  key.referred_table = TableName(parsed.table, owner.schema);
  key.referred_columns = parsed.columns;
  key.rules.ondelete = parsed.ondelete;
  key.rules.onupdate = parsed.onupdate;
  key.rules.match = parsed.match;
  key.rules.deferrable = parsed.deferrable;
  key.rules.initially = parsed.initially;
  return key;
}

Options key_options(const ParsedTable& table, const ParsedKey& key) {
  Options options;
  if (!key.conflict.empty()) options["sqlite_on_conflict"] = key.conflict;
  auto orders = key.orders;
  for (auto& [column, order] : orders) column = own_spelling(table, {column}).front();
  if (!orders.empty()) options[key_order_option] = std::move(orders);
  return options;
}

Column make_column(const ParsedColumn& parsed) {
  Column column{.name = parsed.name, .type = collated_type(parsed.type, parsed.collation)};
  column.nullable = !parsed.not_null;
  if (!parsed.not_null_conflict.empty()) {
    column.options["sqlite_on_conflict_not_null"] = parsed.not_null_conflict;
  }
  if (parsed.default_value) {
    column.server_default = ServerDefault(catalog_text(parsed.default_value->text));
  }
  if (parsed.generated) {
    column.server_default =
        ServerDefault(Computed{.expression = catalog_text(parsed.generated->expression),
                               .persisted = parsed.generated->stored});
  }
  return column;
}

void add_primary_key(Table& table, const ParsedTable& parsed) {
  std::optional<ParsedKey> found = parsed.primary_key;
  for (const auto& column : parsed.columns) {
    if (!column.primary_key) continue;
    found = column.primary_key;
    found->columns = {column.name};
    for (auto& order : found->orders) order.first = column.name;
    if (found->autoincrement && !found->conflict.empty()) {
      // Written at the column then, where the key is.
      auto& owner = *std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& c) { return c.name == column.name; });
      owner.options["sqlite_on_conflict_primary_key"] = found->conflict;
    }
  }
  if (!found) return;
  PrimaryKey key{.name = final_name(found->constraint_name),
                 .columns = own_spelling(parsed, found->columns),
                 .options = key_options(parsed, *found)};
  if (!parsed.primary_key && !found->orders.empty()) key.options[key_at_column_option] = true;
  for (auto& column : table.columns) {
    column.primary_key =
        std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
    // Without a rowid the key's columns are NOT NULL, as the standard wants it.
    if (column.primary_key && parsed.without_rowid) column.nullable = false;
  }
  if (found->autoincrement) table.options["sqlite_autoincrement"] = true;
  table.constraints.emplace_back(std::move(key));
}

void add_unique(Table& table, const ParsedTable& parsed, const ParsedKey& key,
                std::vector<std::string> columns) {
  table.constraints.emplace_back(Unique{.name = final_name(key.constraint_name),
                                        .columns = own_spelling(parsed, std::move(columns)),
                                        .options = key_options(parsed, key)});
}

bool is_same_reference(const ForeignKey& one, const ForeignKey& other) {
  return one.columns == other.columns && one.referred_table == other.referred_table &&
         one.referred_columns == other.referred_columns;
}

/// A reference that is written more than once counts once, as the first FOREIGN KEY has it.
void add_foreign_keys(Table& table, const ParsedTable& parsed) {
  std::vector<ForeignKey> at_columns;
  std::vector<ForeignKey> clauses;
  const auto is_known = [&](const ForeignKey& key) {
    const auto is_key = [&](const ForeignKey& known) { return is_same_reference(known, key); };
    return std::any_of(clauses.begin(), clauses.end(), is_key) ||
           std::any_of(at_columns.begin(), at_columns.end(), is_key);
  };
  for (const auto& clause : parsed.foreign_keys) {
    ForeignKey key =
        make_foreign_key(table.name, clause.reference, own_spelling(parsed, clause.columns));
    if (!is_known(key)) clauses.push_back(std::move(key));
  }
  for (const auto& column : parsed.columns) {
    for (const auto& reference : column.references) {
      ForeignKey key = make_foreign_key(table.name, reference, {column.name});
      if (!is_known(key)) at_columns.push_back(std::move(key));
    }
  }
  std::move(at_columns.begin(), at_columns.end(), std::back_inserter(table.constraints));
  std::move(clauses.begin(), clauses.end(), std::back_inserter(table.constraints));
}

}  // namespace

Table make_table(const TableName& name, const ParsedTable& parsed) {
  Table table{.name = name};
  for (const auto& column : parsed.columns) table.columns.push_back(make_column(column));
  add_primary_key(table, parsed);
  for (const auto& column : parsed.columns) {
    for (const auto& key : column.uniques) add_unique(table, parsed, key, {column.name});
  }
  for (const auto& key : parsed.uniques) add_unique(table, parsed, key, key.columns);
  add_foreign_keys(table, parsed);
  for (const auto& column : parsed.columns) {
    for (const auto& check : column.checks)
      table.constraints.emplace_back(make_check(parsed, check));
  }
  for (const auto& check : parsed.checks) table.constraints.emplace_back(make_check(parsed, check));
  if (parsed.without_rowid) table.options["sqlite_with_rowid"] = false;
  if (parsed.strict) table.options["sqlite_strict"] = true;
  if (parsed.temporary) table.prefixes.emplace_back("TEMPORARY");
  return table;
}

void forget_key_orders(Table& table) {
  for (auto& constraint : table.constraints) {
    std::visit(
        [](auto& each) {
          if constexpr (requires { each.options; }) {
            each.options.erase(key_order_option);
            each.options.erase(key_at_column_option);
          }
        },
        constraint);
  }
}

Index make_index(const Table& table, const ParsedIndex& parsed) {
  Index index{.name = Name(parsed.name, true), .unique = parsed.unique};
  for (const auto& element : parsed.elements) {
    if (element.column.empty()) {
      index.elements.emplace_back(catalog_text(element.expression));
      continue;
    }
    auto column = element.column;
    for (const auto& own : table.columns) {
      if (same_identifier(own.name, column)) column = own.name;
    }
    index.elements.emplace_back(column);
  }
  if (!parsed.where.empty()) index.options["sqlite_where"] = catalog_text(parsed.where);
  return index;
}

}  // namespace retort::sqlite
