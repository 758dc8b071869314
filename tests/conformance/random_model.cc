// SPDX-License-Identifier: MIT
#include "conformance/random_model.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace retort::testing {
namespace {

class Generator {
 public:
  Generator(std::uint32_t seed, const RandomModelOptions& options)
      : random_(seed), postgresql_(options.dialect == "postgresql") {}

  MetaData model() {
    for (const char* name : {"account", "Order", "user", "tag", "a_rather_long_name_of_a_table"}) {
      if (chance(60)) names_.emplace_back(name);
    }
    if (postgresql_) {
      for (const char* name : {"account", "log"}) {
        if (chance(40)) names_.emplace_back(name, second_schema);
      }
    }
    MetaData made;
    for (const auto& name : names_) made.tables.push_back(table(name));
    return made;
  }

 private:
  // Not std::uniform_int_distribution: its results differ between libraries, a seed's model may
  // not.
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  template <class T>
  T one_of(std::vector<T> choices) {
    return choices[below(static_cast<std::uint32_t>(choices.size()))];
  }

  Table table(const TableName& name) {
    Table made{.name = name};
    made.columns.push_back(
        {.name = "id",
         .type = one_of<Type>({type::Integer{}, type::Integer{}, type::BigInteger{}}),
         .nullable = false,
         .primary_key = true});
    if (!postgresql_) made.columns[0].type = type::Integer{};
    add_columns(made);
    add_made_columns(made);
    add_foreign_keys(made);
    add_constraints(made);
    add_indexes(made);
    if (postgresql_ && chance(30)) made.comment = one_of<std::string>({"kept", "it's", "a :b %s"});
    return made;
  }

  void add_columns(Table& table) {
    using Types = std::vector<Type>;
    add(table, "amount", Types{type::Integer{}, type::BigInteger{}, type::SmallInteger{}}, {"7"});
    add(table, "name", Types{type::String{.length = 30}, type::String{.length = 60}, type::Text{}},
        {"x", "it's", "a b"});
    add(table, "price",
        Types{type::Numeric{.precision = 10, .scale = 2},
              type::Numeric{.precision = 12, .scale = 4}},
        {"1.5", "0"});
    add(table, "at", Types{type::DateTime{}}, {});
    add(table, "day", Types{type::Date{}}, {"2026-11-21"});
    add(table, "flag", Types{type::Boolean{}}, {});
    add(table, "Select", Types{type::Float{}, type::Double{}}, {"2"});
    if (postgresql_) {
      add(table, "doc", Types{type::Native{.dialect = "postgresql", .name = "JSONB"}}, {"{}"});
      add(table, "tags", Types{type::Array{Type(type::Text{})}}, {"{}"});
      add(table, "uid", Types{type::Uuid{}}, {});
    }
  }

  void add(Table& table, const std::string& name, std::vector<Type> types,
           std::vector<std::string> defaults) {
    if (!chance(55)) return;
    Column column{.name = name, .type = one_of(std::move(types))};
    if (!defaults.empty() && chance(50)) {
      column.server_default = ServerDefault(one_of(std::move(defaults)));
    } else if (name == "at" && chance(50)) {
      column.server_default = ServerDefault(text("CURRENT_TIMESTAMP"));
    }
    column.nullable = !column.server_default || chance(40);
    if (postgresql_ && chance(20)) {
      column.comment = one_of<std::string>({"about it", "with \"quotes\" and 'more'"});
    }
    table.columns.push_back(std::move(column));
  }

  // Columns that the database fills by itself, and the ones of an enumeration type.
  void add_made_columns(Table& table) {
    if (chance(40)) {
      Column column{.name = "state", .type = enumeration(table)};
      if (chance(50)) column.server_default = ServerDefault("new");
      column.nullable = !column.server_default || chance(40);
      table.columns.push_back(std::move(column));
    }
    if (chance(40)) table.columns.push_back({.name = "width", .type = type::Integer{}});
    // What is computed is never compared, so that it is the same in all models.
    if (has(table, "width") && chance(60)) {
      table.columns.push_back(
          {.name = "x_area",
           .type = type::Integer{},
           .server_default = Computed{.expression = text("width * 2"), .persisted = true}});
    }
    if (postgresql_ && chance(30)) {
      Identity identity{.always = chance(50)};
      if (chance(40)) identity.options.increment = 2;
      if (chance(40)) identity.options.minvalue = -5;
      if (chance(30)) identity.options.maxvalue = 1000;
      if (chance(30)) identity.options.cycle = true;
      if (chance(30)) identity.options.cache = 4;
      table.columns.push_back({.name = "number",
                               .type = type::BigInteger{},
                               .nullable = false,
                               .server_default = identity});
    }
  }

  static Type enumeration(const Table& table) {
    return type::Enum{.values = {"new", "it's on"}, .name = "State", .schema = table.name.schema};
  }

  static bool has(const Table& table, const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return column.name == name; });
  }

  void add_foreign_keys(Table& table) {
    for (const char* name : {"first_id", "second_id"}) {
      if (!chance(40)) continue;
      table.columns.push_back({.name = name, .type = type::Integer{}});
      if (!chance(75)) continue;
      // To tables before this one or itself, so that there is no circle.
      std::vector<TableName> targets;
      for (const auto& other : names_) {
        targets.push_back(other);
        if (other == table.name) break;
      }
      ForeignKey key{.name = Name("fk_" + table.name.name + "_" + name),
                     .columns = {name},
                     .referred_table = one_of(std::move(targets)),
                     .referred_columns = {"id"}};
      if (chance(40)) key.rules.ondelete = one_of<std::string>({"CASCADE", "SET NULL", "RESTRICT"});
      if (chance(20)) key.rules.onupdate = "CASCADE";
      if (chance(20)) {
        key.rules.deferrable = true;
        if (chance(50)) key.rules.initially = "DEFERRED";
      }
      table.constraints.emplace_back(std::move(key));
    }
  }

  void add_constraints(Table& table) {
    const auto& name = table.name.name;
    if (has(table, "name") && chance(40)) {
      Unique unique{.name = Name("uq_" + name + "_name"), .columns = {"name"}};
      if (has(table, "amount") && chance(50)) unique.columns.emplace_back("amount");
      table.constraints.emplace_back(std::move(unique));
    }
    // Its text never changes: no database tells whether two are the same.
    if (has(table, "amount") && chance(40)) {
      table.constraints.emplace_back(
          Check{.name = Name("ck_" + name + "_amount"), .condition = column("amount") >= 0});
    }
  }

  void add_indexes(Table& table) {
    const auto& name = table.name.name;
    if (has(table, "name") && chance(50)) {
      table.indexes.push_back(
          {.name = Name("ix_" + name + "_name"), .elements = {"name"}, .unique = chance(30)});
    }
    if (has(table, "amount") && chance(50)) {
      Index index{.name = Name("ix_" + name + "_amount"), .elements = {"amount"}};
      if (has(table, "day") && chance(50)) index.elements.emplace_back("day");
      if (postgresql_ && chance(40)) {
        index.elements[0] = IndexElement(Expression(column("amount").desc()));
      }
      table.indexes.push_back(std::move(index));
    }
    if (postgresql_ && has(table, "name") && chance(30)) {
      table.indexes.push_back({.name = Name("ix_" + name + "_lower"),
                               .elements = {Expression(func("lower", {column("name")}))}});
    }
    add_special_indexes(table);
  }

  // Only the columns of an index are compared, so that the rest of it is the same in all models.
  void add_special_indexes(Table& table) {
    const auto& name = table.name.name;
    if (has(table, "amount") && chance(30)) {
      const Expression few = column("amount") > 5;
      table.indexes.push_back({.name = Name("ix_" + name + "_few"),
                               .elements = {"amount"},
                               .unique = chance(30),
                               .options = {{"postgresql_where", few}, {"sqlite_where", few}}});
    }
    if (has(table, "amount") && has(table, "name") && chance(30)) {
      table.indexes.push_back(
          {.name = Name("ix_" + name + "_covers"),
           .elements = {"name"},
           .options = {{"postgresql_include", std::vector<std::string>{"amount"}}}});
    }
    if (has(table, "width") && chance(30)) {
      Index index{.name = Name("ix_" + name + "_wider"),
                  .elements = {Expression(column("width") + 1)}};
      if (postgresql_ && has(table, "day") && chance(50)) {
        index.elements.emplace_back(Expression(column("day").desc()));
      }
      table.indexes.push_back(std::move(index));
    }
  }

  std::mt19937 random_;
  bool postgresql_;
  std::vector<TableName> names_;
};

std::string value_of(const Column& column) {
  if (column.name == "amount") return "3";
  if (column.name == "name") return "'n'";
  if (column.name == "price") return "2.25";
  if (column.name == "at") return "'2026-01-02 03:04:05'";
  if (column.name == "day") return "'2026-01-02'";
  if (column.name == "flag") return "true";
  if (column.name == "Select") return "0.5";
  if (column.name == "doc") return "'{}'";
  if (column.name == "tags") return "'{a}'";
  if (column.name == "state") return "'new'";
  if (column.name == "width") return "4";
  if (column.name == "uid") return "'11111111-2222-3333-4444-555555555555'";
  return "NULL";
}

}  // namespace

MetaData random_model(std::uint32_t seed, const RandomModelOptions& options) {
  return Generator(seed, options).model();
}

std::string insert_row(const Table& table) {
  std::string names = "\"id\"";
  std::string values = "1";
  for (const Column& column : table.columns) {
    if (column.name == "id" || column.name == "number" || column.name == "x_area") continue;
    names += ", \"" + column.name + "\"";
    values += ", " + value_of(column);
  }
  std::string into = "\"" + table.name.name + "\"";
  if (table.name.schema) into = "\"" + *table.name.schema + "\"." + into;
  return "INSERT INTO " + into + " (" + names + ") VALUES (" + values + ")";
}

}  // namespace retort::testing
