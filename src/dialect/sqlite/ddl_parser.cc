// SPDX-License-Identifier: MIT
#include "dialect/sqlite/ddl_parser.h"

#include "dialect/sqlite/ddl_tokens.h"

#include <utility>

namespace retort::sqlite {
namespace {

std::string conflict_clause(TokenCursor& cursor) {
  if (!cursor.accept({"ON", "CONFLICT"})) return {};
  return cursor.upper_word();
}

// What may stand behind a column of a key.
void column_order(TokenCursor& cursor, ParsedKey& key, const std::string& column) {
  if (cursor.accept({"ASC"})) return;
  const auto from = cursor.position();
  if (!column.empty() && cursor.accept({"COLLATE"})) cursor.name();
  if (!cursor.accept({"ASC"})) cursor.accept({"DESC"});
  if (!cursor.accept({"NULLS", "FIRST"})) cursor.accept({"NULLS", "LAST"});
  if (cursor.position() != from) key.orders.emplace_back(column, cursor.text_from(from));
}

std::string action(TokenCursor& cursor) {
  if (cursor.accept({"SET", "NULL"})) return "SET NULL";
  if (cursor.accept({"SET", "DEFAULT"})) return "SET DEFAULT";
  if (cursor.accept({"NO", "ACTION"})) return "NO ACTION";
  return cursor.upper_word();
}

bool at_deferrable(const TokenCursor& cursor) {
  return cursor.at_word("DEFERRABLE") || (cursor.at_word("NOT") && cursor.at_word("DEFERRABLE", 1));
}

void deferrable(TokenCursor& cursor, ParsedReference& reference) {
  reference.deferrable = !cursor.accept({"NOT"});
  cursor.expect({"DEFERRABLE"});
  if (cursor.accept({"INITIALLY"})) reference.initially = cursor.upper_word();
}

std::vector<std::string> name_list(TokenCursor& cursor) {
  std::vector<std::string> names;
  cursor.expect_symbol("(");
  do {
    names.push_back(cursor.name());
    // Old versions accepted an order or a collation here, and ignored it.
    while (!cursor.at_symbol(",") && !cursor.at_symbol(")")) cursor.raw();
  } while (cursor.accept_symbol(","));
  cursor.expect_symbol(")");
  return names;
}

// After REFERENCES.
ParsedReference reference(TokenCursor& cursor) {
  ParsedReference result{.table = cursor.name()};
  if (cursor.at_symbol("(")) result.columns = name_list(cursor);
  while (true) {
    if (cursor.accept({"ON", "DELETE"})) {
      result.ondelete = action(cursor);
    } else if (cursor.accept({"ON", "UPDATE"})) {
      result.onupdate = action(cursor);
    } else if (cursor.accept({"ON", "INSERT"})) {
      action(cursor);  // in the grammar, without effect
    } else if (cursor.accept({"MATCH"})) {
      result.match = cursor.name();
    } else if (at_deferrable(cursor)) {
      deferrable(cursor, result);
    } else {
      return result;
    }
  }
}

// The columns of PRIMARY KEY (...) and UNIQUE (...) of a table.
void key_columns(TokenCursor& cursor, ParsedKey& key) {
  cursor.expect_symbol("(");
  do {
    key.columns.push_back(cursor.name());
    column_order(cursor, key, key.columns.back());
    if (cursor.accept({"AUTOINCREMENT"})) key.autoincrement = true;
  } while (cursor.accept_symbol(","));
  cursor.expect_symbol(")");
}

std::string default_value(TokenCursor& cursor) {
  if (cursor.at_symbol("(")) {
    const auto from = cursor.position();
    cursor.bracketed();
    return cursor.text_from(from);
  }
  const auto from = cursor.position();
  if (!cursor.accept_symbol("+")) cursor.accept_symbol("-");
  if (cursor.peek().kind == SqlTokenKind::symbol ||
      cursor.peek().kind == SqlTokenKind::unterminated) {
    throw NotInGrammar{};
  }
  cursor.raw();
  return cursor.text_from(from);
}

// Whether a word ends the type and starts a constraint of the column.
bool starts_constraint(const TokenCursor& cursor) {
  static constexpr std::string_view words[] = {"CONSTRAINT", "PRIMARY", "NOT",        "NULL",
                                               "UNIQUE",     "CHECK",   "DEFAULT",    "COLLATE",
                                               "REFERENCES", "AS",      "DEFERRABLE", "ON"};
  for (const auto word : words) {
    if (cursor.at_word(word)) return true;
  }
  return cursor.at_word("GENERATED") && cursor.at_word("ALWAYS", 1);
}

std::string type_name(TokenCursor& cursor) {
  std::string type;
  while (cursor.at_name() && !starts_constraint(cursor)) {
    if (!type.empty()) type += ' ';
    type += cursor.name();
  }
  if (!type.empty() && cursor.at_symbol("(")) type += "(" + cursor.bracketed() + ")";
  return type;
}

void generated(TokenCursor& cursor, ParsedColumn& column) {
  ParsedGenerated result{.expression = cursor.bracketed()};
  if (cursor.accept({"STORED"})) {
    result.stored = true;
  } else {
    cursor.accept({"VIRTUAL"});
  }
  column.generated = std::move(result);
}

// One constraint of a column; false when none stands here.
bool column_constraint(TokenCursor& cursor, ParsedColumn& column, const std::string& name) {
  if (cursor.accept({"DEFAULT"})) {
    column.default_value = ParsedDefault{.text = default_value(cursor)};
  } else if (cursor.accept({"PRIMARY", "KEY"})) {
    ParsedKey key{.constraint_name = name};
    column_order(cursor, key, {});
    key.conflict = conflict_clause(cursor);
    key.autoincrement = cursor.accept({"AUTOINCREMENT"});
    column.primary_key = std::move(key);
  } else if (cursor.at_word("NOT") && cursor.at_word("NULL", 1)) {
    cursor.expect({"NOT", "NULL"});
    column.not_null = true;
    column.not_null_conflict = conflict_clause(cursor);
  } else if (cursor.accept({"NULL"})) {
    conflict_clause(cursor);
  } else if (cursor.accept({"UNIQUE"})) {
    ParsedKey key{.constraint_name = name};
    key.conflict = conflict_clause(cursor);
    column.uniques.push_back(std::move(key));
  } else if (cursor.accept({"CHECK"})) {
    column.checks.push_back(ParsedCheck{.constraint_name = name, .condition = cursor.bracketed()});
    conflict_clause(cursor);
  } else if (cursor.accept({"COLLATE"})) {
    column.collation = cursor.name();
  } else if (cursor.accept({"REFERENCES"})) {
    auto result = reference(cursor);
    result.constraint_name = name;
    column.references.push_back(std::move(result));
  } else if (at_deferrable(cursor)) {
    if (column.references.empty()) throw NotInGrammar{};
    deferrable(cursor, column.references.back());
  } else if (cursor.accept({"GENERATED", "ALWAYS", "AS"}) || cursor.accept({"AS"})) {
    generated(cursor, column);
  } else {
    return false;
  }
  return true;
}

ParsedColumn column_definition(TokenCursor& cursor) {
  ParsedColumn column{.name = cursor.name()};
  column.type = type_name(cursor);
  while (true) {
    // A name belongs to what follows it; a name that nothing follows is allowed, and means nothing.
    std::string name;
    bool named = false;
    while (cursor.accept({"CONSTRAINT"})) {
      name = cursor.name();
      named = true;
    }
    if (column_constraint(cursor, column, name)) continue;
    if (!named) return column;
  }
}

// One constraint of the table; false when none stands here.
bool table_constraint(TokenCursor& cursor, ParsedTable& table, const std::string& name) {
  if (cursor.accept({"PRIMARY", "KEY"})) {
    ParsedKey key{.constraint_name = name};
    key_columns(cursor, key);
    key.conflict = conflict_clause(cursor);
    table.primary_key = std::move(key);
  } else if (cursor.accept({"UNIQUE"})) {
    ParsedKey key{.constraint_name = name};
    key_columns(cursor, key);
    key.conflict = conflict_clause(cursor);
    table.uniques.push_back(std::move(key));
  } else if (cursor.accept({"CHECK"})) {
    table.checks.push_back(ParsedCheck{.constraint_name = name, .condition = cursor.bracketed()});
    conflict_clause(cursor);
  } else if (cursor.accept({"FOREIGN", "KEY"})) {
    ParsedForeignKey key;
    key.columns = name_list(cursor);
    cursor.expect({"REFERENCES"});
    key.reference = reference(cursor);
    key.reference.constraint_name = name;
    table.foreign_keys.push_back(std::move(key));
  } else {
    return false;
  }
  return true;
}

bool at_table_constraint(const TokenCursor& cursor) {
  return cursor.at_word("CONSTRAINT") || (cursor.at_word("PRIMARY") && cursor.at_word("KEY", 1)) ||
         (cursor.at_word("UNIQUE") && cursor.at_symbol("(", 1)) ||
         (cursor.at_word("CHECK") && cursor.at_symbol("(", 1)) ||
         (cursor.at_word("FOREIGN") && cursor.at_word("KEY", 1));
}

void table_constraints(TokenCursor& cursor, ParsedTable& table) {
  // Commas between the constraints of a table may be left out.
  while (!cursor.at_symbol(")")) {
    if (cursor.accept_symbol(",")) continue;
    std::string name;
    while (cursor.accept({"CONSTRAINT"})) name = cursor.name();
    if (!table_constraint(cursor, table, name)) {
      if (name.empty()) throw NotInGrammar{};
    }
  }
}

void table_options(TokenCursor& cursor, ParsedTable& table) {
  while (!cursor.at_end() && !cursor.at_symbol(";")) {
    if (cursor.accept({"WITHOUT", "ROWID"})) {
      table.without_rowid = true;
    } else if (cursor.accept({"STRICT"})) {
      table.strict = true;
    } else {
      throw NotInGrammar{};
    }
    cursor.accept_symbol(",");
  }
}

// name or schema.name
std::string qualified_name(TokenCursor& cursor) {
  auto name = cursor.name();
  if (cursor.accept_symbol(".")) name = cursor.name();
  return name;
}

ParsedTable table_statement(TokenCursor& cursor) {
  ParsedTable table;
  cursor.expect({"CREATE"});
  table.temporary = cursor.accept({"TEMP"}) || cursor.accept({"TEMPORARY"});
  cursor.expect({"TABLE"});
  cursor.accept({"IF", "NOT", "EXISTS"});
  table.name = qualified_name(cursor);
  cursor.expect_symbol("(");
  do {
    if (at_table_constraint(cursor)) {
      table_constraints(cursor, table);
      break;
    }
    table.columns.push_back(column_definition(cursor));
  } while (cursor.accept_symbol(","));
  cursor.expect_symbol(")");
  table_options(cursor, table);
  return table;
}

ParsedIndexElement index_element(TokenCursor& cursor) {
  const bool plain = cursor.at_name() && (cursor.at_symbol(",", 1) || cursor.at_symbol(")", 1));
  if (plain) return {.column = cursor.name()};
  return {.expression = cursor.element()};
}

ParsedIndex index_statement(TokenCursor& cursor) {
  ParsedIndex index;
  cursor.expect({"CREATE"});
  index.unique = cursor.accept({"UNIQUE"});
  cursor.expect({"INDEX"});
  cursor.accept({"IF", "NOT", "EXISTS"});
  index.name = qualified_name(cursor);
  cursor.expect({"ON"});
  index.table = cursor.name();
  cursor.expect_symbol("(");
  do {
    index.elements.push_back(index_element(cursor));
  } while (cursor.accept_symbol(","));
  cursor.expect_symbol(")");
  if (cursor.accept({"WHERE"})) {
    const auto from = cursor.position();
    while (!cursor.at_end() && !cursor.at_symbol(";")) cursor.raw();
    index.where = cursor.text_from(from);
  }
  return index;
}

void expect_end(TokenCursor& cursor) {
  cursor.accept_symbol(";");
  if (!cursor.at_end()) throw NotInGrammar{};
}

template <class Statement>
auto parse(std::string_view sql, Statement statement)
    -> std::optional<decltype(statement(std::declval<TokenCursor&>()))> {
  TokenCursor cursor(sql);
  try {
    auto result = statement(cursor);
    expect_end(cursor);
    return result;
  } catch (const NotInGrammar&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<ParsedTable> parse_create_table(std::string_view sql) {
  return parse(sql, table_statement);
}

std::optional<ParsedIndex> parse_create_index(std::string_view sql) {
  return parse(sql, index_statement);
}

}  // namespace retort::sqlite
