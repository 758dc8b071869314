// SPDX-License-Identifier: MIT
// What the dialects take for the same; PostgreSQL's defaults need a server and are tested
// elsewhere.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/reporter.h"

#include "dialect/comparison_rules.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace retort {
namespace {

using Texts = std::vector<std::string>;

struct Told : Reporter {
  Texts lines;
  void log(LogLevel, std::string_view, std::string_view message) override {
    lines.emplace_back(message);
  }
  void warn(std::string_view message) override { lines.emplace_back(message); }
};

/// No rule that is tested here asks the database.
class SilentConnection final : public Connection {
 public:
  std::string_view dialect_name() const override { return "none"; }
  std::string display_url() const override { return {}; }
  int server_version() const override { return 0; }
  Result run(const Statement& statement) override { throw Error("asked: " + statement.sql); }
  std::vector<std::int64_t> run_batch(const std::vector<Statement>&,
                                      const BatchProgress&) override {
    throw Error("asked");
  }
  void begin() override {}
  void commit() override {}
  void rollback() override {}
  bool in_transaction() const override { return false; }
};

bool types_differ(const char* on, const Type& model, const char* database) {
  return dialect(on).types_differ(model, dialect(on).parse_type(database));
}

bool defaults_differ(const char* on, const Column& model, const Column& database,
                     std::optional<std::string> model_text,
                     std::optional<std::string> database_text) {
  SilentConnection connection;
  return dialect(on).server_defaults_differ(connection,
                                            {.model = model,
                                             .database = database,
                                             .model_text = std::move(model_text),
                                             .database_text = std::move(database_text)});
}

Column of_type(Type type) { return Column{.name = "c", .type = std::move(type)}; }

TEST(CompareTypes, PostgresqlTakesSpellingsForTheSame) {
  const char* pg = "postgresql";
  EXPECT_TRUE(types_differ(pg, type::String{.length = 20}, "character varying(10)"));
  EXPECT_FALSE(types_differ(pg, type::String{}, "character varying(10)"));
  EXPECT_TRUE(types_differ(pg, type::Text{}, "character varying(10)"));
  EXPECT_TRUE(types_differ(pg, type::BigInteger{}, "integer"));
  EXPECT_FALSE(types_differ(pg, type::Float{}, "double precision"));
  EXPECT_TRUE(types_differ(pg, type::DateTime{.timezone = true}, "timestamp without time zone"));
  EXPECT_FALSE(types_differ(pg, type::Uuid{}, "uuid"));
  EXPECT_TRUE(types_differ(pg, type::Json{}, "jsonb"));
  EXPECT_TRUE(types_differ(pg, type::Array{Type(type::BigInteger{})}, "integer[]"));
  EXPECT_TRUE(types_differ(pg, type::String{.length = 3}, "character(3)"));
}

TEST(CompareTypes, ValuesOfEnumsCountOnMysqlOnly) {
  const type::Enum model{.values = {"a", "b"}, .name = "e"};
  const type::Enum other{.values = {"a", "b", "c"}, .name = "e"};
  EXPECT_FALSE(dialect("postgresql").types_differ(model, other));
  EXPECT_TRUE(types_differ("mysql", model, "enum('a','c')"));
  EXPECT_FALSE(types_differ("mysql", model, "enum('b','a')"));
}

TEST(CompareTypes, MysqlHasSynonymsOfItsOwn) {
  const char* mysql = "mysql";
  EXPECT_FALSE(types_differ(mysql, type::Boolean{}, "tinyint(1)"));
  EXPECT_FALSE(types_differ(mysql, type::Json{}, "longtext"));
  EXPECT_FALSE(types_differ(mysql, type::Integer{}, "int(11) unsigned"));
  EXPECT_TRUE(types_differ(mysql, type::Float{}, "double"));
}

TEST(CompareTypes, OracleAndSqlServerHaveTheirs) {
  EXPECT_FALSE(types_differ("oracle", type::Integer{}, "NUMBER"));
  EXPECT_FALSE(types_differ("mssql", type::String{.length = 5}, "nvarchar(5)"));
}

TEST(CompareTypes, SqliteComparesNames) {
  EXPECT_TRUE(types_differ("sqlite", type::Boolean{}, "INTEGER"));
  EXPECT_FALSE(types_differ("sqlite", type::Uuid{}, "CHAR(32)"));
  EXPECT_TRUE(types_differ("sqlite", type::Double{}, "FLOAT"));
}

TEST(CompareDefaults, SqliteLeavesOutOneLayerOfParenthesesAndQuotes) {
  const Column column = of_type(type::Text{});
  const auto differ = [&](std::optional<std::string> model, std::optional<std::string> database) {
    return defaults_differ("sqlite", column, column, std::move(model), std::move(database));
  };
  EXPECT_FALSE(differ("CURRENT_TIMESTAMP", "(CURRENT_TIMESTAMP)"));
  EXPECT_FALSE(differ("x", "'x'"));
  EXPECT_FALSE(differ("'x'", "\"'x'\""));
  EXPECT_TRUE(differ("y", "'x'"));
  EXPECT_TRUE(differ(std::nullopt, "'x'"));
  EXPECT_TRUE(differ("x", std::nullopt));
}

TEST(CompareDefaults, SqliteLeavesQuotesWithinStringsAsAlembicDoes) {
  Column model = of_type(type::Text{});
  model.server_default = ServerDefault("it's");
  EXPECT_TRUE(defaults_differ("sqlite", model, model, "it's", "'it''s'"));
  EXPECT_FALSE(defaults_differ("sqlite", model, model, "its", "'its'"));
}

TEST(CompareDefaults, MysqlKnowsItsOwnSpellings) {
  const Column number = of_type(type::Integer{});
  const Column text = of_type(type::String{.length = 5});
  const Column time = of_type(type::DateTime{});
  EXPECT_FALSE(defaults_differ("mysql", number, number, "5", "'5'"));
  EXPECT_TRUE(defaults_differ("mysql", number, number, std::nullopt, "'5'"));
  EXPECT_FALSE(defaults_differ("mysql", text, text, "x", "'x'"));
  EXPECT_FALSE(defaults_differ("mysql", text, text, "'x'", "'x'"));
  EXPECT_FALSE(defaults_differ("mysql", time, time, "CURRENT_TIMESTAMP", "current_timestamp()"));
  EXPECT_FALSE(defaults_differ("mysql", time, time, "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
                               "current_timestamp() ON UPDATE current_timestamp()"));
  EXPECT_TRUE(defaults_differ("mysql", time, time, "CURRENT_TIMESTAMP",
                              "current_timestamp() ON UPDATE current_timestamp()"));
}

TEST(CompareDefaults, MysqlAddsAZeroToAKeyThatDoesNotCount) {
  const Column model = of_type(type::Integer{});
  Column database = model;
  database.primary_key = true;
  database.autoincrement = Autoincrement::never;
  EXPECT_FALSE(defaults_differ("mysql", model, database, std::nullopt, "'0'"));
  database.autoincrement = Autoincrement::automatic;
  EXPECT_TRUE(defaults_differ("mysql", model, database, std::nullopt, "'0'"));
}

TEST(CompareDefaults, SqlServerFoldsPunctuation) {
  const Column column = of_type(type::Integer{});
  EXPECT_FALSE(defaults_differ("mssql", column, column, "getdate()", "(getdate())"));
  EXPECT_FALSE(defaults_differ("mssql", column, column, "'x'", "('x')"));
  EXPECT_TRUE(defaults_differ("mssql", column, column, "5", "((6))"));
}

TEST(CompareDefaults, OracleTrimsWhatItGivesBack) {
  const Column column = of_type(type::Integer{});
  EXPECT_FALSE(defaults_differ("oracle", column, column, "5", "5 "));
  EXPECT_TRUE(defaults_differ("oracle", column, column, "5", "6 "));
}

Verdict indexes(const char* on, const Index& model, const Index& database, Told& told) {
  const Table table{.name = "t"};
  return dialect(on).compare_indexes({model, database, table, table}, told);
}

TEST(CompareIndexes, TellsWhatDiffers) {
  Told told;
  const Index model{.name = Name("ix"), .elements = {"a", "b"}, .unique = true};
  const Index database{.name = Name("ix"), .elements = {"a"}};
  EXPECT_EQ(indexes("sqlite", model, database, told).reasons,
            (Texts{"unique=False to unique=True", "expression ('a',) to ('a', 'b')"}));
  EXPECT_EQ(indexes("postgresql", model, database, told).reasons,
            (Texts{"unique=False to unique=True", "expression number 1 to 2"}));
  EXPECT_EQ(indexes("sqlite", model, model, told), Verdict{});
  EXPECT_TRUE(told.lines.empty());
}

TEST(CompareIndexes, AnElementIsAboutTheFirstColumnThatItNames) {
  auto about = [](const Expression& expression) {
    return named_columns(Index{.elements = {expression}});
  };
  EXPECT_EQ(about(column("b") + column("a")), Texts{"b"});
  EXPECT_EQ(about(column("a").desc()), Texts{"a"});
  EXPECT_EQ(about(literal_column("lower(a)")), Texts{"lower(a)"});
  EXPECT_EQ(about(text("lower(a)")), Texts{});
}

TEST(CompareIndexes, PostgresqlFoldsWhatTheServerWritesItsOwnWay) {
  Told told;
  const auto verdict = [&](Expression model, Expression database) {
    return indexes("postgresql", Index{.name = Name("ix"), .elements = {std::move(model)}},
                   Index{.name = Name("ix"), .elements = {std::move(database)}}, told);
  };
  EXPECT_EQ(verdict(func("lower", {column("a")}), text("lower(a\\:\\:text)")), Verdict{});
  EXPECT_EQ(verdict(column("a").asc(), text("a")), Verdict{});
  EXPECT_EQ(verdict(column("a").desc(), text("a").desc()), Verdict{});
  EXPECT_EQ(verdict(column("a").desc().nulls_first(), text("a DESC")), Verdict{});
  EXPECT_EQ(verdict(func("upper", {column("a")}), text("lower(a)")).reasons,
            Texts{"expression #1 'lower(a)' to 'upper(a)'"});
}

TEST(CompareIndexes, PostgresqlCannotCompareOperatorClassesInText) {
  Told told;
  const auto verdict = indexes(
      "postgresql", Index{.name = Name("ix"), .elements = {text("lower(a) text_pattern_ops")}},
      Index{.name = Name("ix"), .elements = {text("lower(a)")}}, told);
  EXPECT_EQ(verdict.likeness, Likeness::unknown);
  EXPECT_EQ(verdict.reasons,
            Texts{"expression #1 'lower(a) text_pattern_ops' detected as including operator "
                  "clause."});
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_EQ(told.lines[0].find("Expression #1 'lower(a) text_pattern_ops' in index 'ix'"), 0U);
}

TEST(CompareIndexes, PostgresqlComparesWhetherNullsAreDistinct) {
  Told told;
  Index model{.name = Name("ix"), .elements = {"a"}};
  const Index database = model;
  model.options["postgresql_nulls_not_distinct"] = true;
  // The log line has the text's letters one by one.
  EXPECT_EQ(indexes("postgresql", model, database, told).reasons.front(), "o");
  model.options["postgresql_nulls_not_distinct"] = false;
  EXPECT_EQ(indexes("postgresql", model, database, told), Verdict{});
}

TEST(CompareUniques, OrderOfColumnsDoesNotCount) {
  Told told;
  const Table table{.name = "t"};
  const Unique model{.name = Name("u"), .columns = {"b", "a"}};
  const Unique same{.name = Name("u"), .columns = {"a", "b"}};
  const Unique other{.name = Name("u"), .columns = {"a"}};
  const auto verdict = [&](const char* on, const Unique& database) {
    return dialect(on).compare_uniques({model, database, table, table}, told);
  };
  EXPECT_EQ(verdict("sqlite", same), Verdict{});
  EXPECT_EQ(verdict("postgresql", other).reasons, Texts{"expression ('a',) to ('a', 'b')"});
}

TEST(AdjustConstraints, SqliteSkipsExpressionsThatItCannotShow) {
  Told told;
  const Index plain{.name = Name("ix_a"), .elements = {"a"}};
  const Index of_expression{.name = Name("ix_e"), .elements = {func("lower", {column("a")})}};
  const Index sorted{.name = Name("ix_d"), .elements = {column("a").desc()}};
  ComparedConstraints compared{.model_indexes = {&plain, &of_expression, &sorted}};
  dialect("sqlite").adjust_constraints(compared, told);
  EXPECT_EQ(compared.model_indexes, (std::vector<const Index*>{&plain, &sorted}));
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_EQ(told.lines[0].find("autogenerate skipping metadata-specified expression-based index "
                               "'ix_e'; dialect 'sqlite' under SQLAlchemy "),
            0U);
}

TEST(AdjustConstraints, MysqlMakesIndexesForForeignKeys) {
  Told told;
  const Table table{.name = "t",
                    .constraints = {ForeignKey{.name = Name("fk_b"), .columns = {"b"}}}};
  const Index by_column{.name = Name("a"), .elements = {"a"}};
  const Index by_key{.name = Name("fk_b"), .elements = {"b"}};
  const Index other{.name = Name("ix"), .elements = {"b"}};
  const Index unique{.name = Name("c"), .elements = {"c"}, .unique = true};
  ComparedConstraints compared{.database = &table,
                               .model_indexes = {&by_column, &other},
                               .database_indexes = {&by_column, &by_key, &other, &unique}};
  dialect("mysql").adjust_constraints(compared, told);
  EXPECT_EQ(compared.database_indexes, (std::vector<const Index*>{&other, &unique}));
  EXPECT_EQ(compared.model_indexes, (std::vector<const Index*>{&other}));
}

TEST(AdjustConstraints, ADoubledUniqueIsWhatTheModelSays) {
  Told told;
  const Unique unique{.name = Name("u"), .columns = {"a"}};
  const Index index{.name = Name("u"), .elements = {"a"}, .unique = true};
  ComparedConstraints as_unique{
      .model_uniques = {&unique}, .database_uniques = {&unique}, .database_indexes = {&index}};
  settle_doubled_uniques(as_unique);
  EXPECT_EQ(as_unique.database_uniques.size(), 1U);
  EXPECT_TRUE(as_unique.database_indexes.empty());
  ComparedConstraints as_index{
      .database_uniques = {&unique}, .model_indexes = {&index}, .database_indexes = {&index}};
  settle_doubled_uniques(as_index);
  EXPECT_TRUE(as_index.database_uniques.empty());
  EXPECT_EQ(as_index.database_indexes.size(), 1U);
  const Unique unnamed{.columns = {"a"}};
  ComparedConstraints nameless{
      .model_uniques = {&unnamed}, .database_uniques = {&unique}, .database_indexes = {&index}};
  settle_doubled_uniques(nameless);
  EXPECT_EQ(nameless.database_uniques.size(), 1U);
}

TEST(AdjustForeignKeys, MysqlDoesNotShowRestrict) {
  const ForeignKey model{.columns = {"a"},
                         .referred_table = "p",
                         .referred_columns = {"id"},
                         .rules = {.ondelete = "restrict"}};
  std::vector<ForeignKey> database = {model};
  database[0].rules.ondelete.reset();
  dialect("mysql").adjust_foreign_keys(database, {model});
  EXPECT_EQ(database[0].rules.ondelete, "RESTRICT");
  EXPECT_FALSE(database[0].rules.onupdate);
}

TEST(AdjustReflected, PostgresqlTakesOwnedSequencesForSerial) {
  SilentConnection connection;
  Column id = of_type(type::Native{.name = "INTEGER"});
  id.server_default = ServerDefault(text("nextval('t_c_seq'\\:\\:regclass)"));
  id.sequence = Sequence{.name = "t_c_seq"};
  std::vector<Table> tables = {Table{.name = "t", .columns = {id}}};
  const auto notes = dialect("postgresql").adjust_reflected(connection, tables);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].logger, "alembic.ddl.postgresql");
  EXPECT_EQ(notes[0].message,
            "Detected sequence named 't_c_seq' as owned by integer column 't(c)', assuming SERIAL "
            "and omitting");
  EXPECT_FALSE(tables[0].columns[0].server_default);
  EXPECT_FALSE(tables[0].columns[0].sequence);
}

TEST(AdjustReflected, SqlitePutsExpressionsInParentheses) {
  SilentConnection connection;
  std::vector<Table> tables = {Table{.name = "t"}};
  for (const char* value : {"datetime('now')", "'x'", "5", "10", "(1)"}) {
    Column column = of_type(type::Text{});
    column.server_default = ServerDefault(text(value));
    tables[0].columns.push_back(column);
  }
  dialect("sqlite").adjust_reflected(connection, tables);
  Texts made;
  for (const auto& column : tables[0].columns) {
    made.push_back(dialect("sqlite").compile(std::get<Expression>(*column.server_default), {}).sql);
  }
  EXPECT_EQ(made, (Texts{"(datetime('now'))", "'x'", "5", "(10)", "(1)"}));
}

TEST(AdjustReflected, SqliteDoesNotShowIndexesOfExpressions) {
  SilentConnection connection;
  std::vector<Table> tables = {
      Table{.name = "t",
            .indexes = {Index{.name = Name("ix_e"), .elements = {text("lower(a)")}},
                        Index{.name = Name("ix_a"), .elements = {"a"}},
                        Index{.name = Name("ix_f"), .elements = {text("upper(a)")}}}}};
  const auto notes = dialect("sqlite").adjust_reflected(connection, tables);
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].message, "Skipped unsupported reflection of expression-based index ix_f");
  EXPECT_EQ(notes[1].message, "Skipped unsupported reflection of expression-based index ix_e");
  EXPECT_TRUE(notes[0].logger.empty());
  EXPECT_EQ(tables[0].indexes.size(), 1U);
}

}  // namespace
}  // namespace retort
