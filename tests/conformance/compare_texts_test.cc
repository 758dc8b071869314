// SPDX-License-Identifier: MIT
// Conditions and defaults, compared as the server writes them.
#include "conformance/comparing_postgresql.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace retort {
namespace {

using testing::Texts;

class CompareTexts : public testing::ComparingPostgresql {
 protected:
  void SetUp() override {
    ComparingPostgresql::SetUp();
    options_.compare_check_text = true;
    options_.compare_server_default = true;
    options_.compare_default_text = true;
  }
  static Table item(std::vector<Column> columns, std::vector<Constraint> constraints = {}) {
    return {.name = "item", .columns = std::move(columns), .constraints = std::move(constraints)};
  }
  static Table priced(const char* condition) {
    return item(
        {{.name = "price", .type = type::Numeric{}}, {.name = "kind", .type = type::Text{}}},
        {Check{.name = "ck_item", .condition = text(condition)}});
  }
};

TEST_F(CompareTexts, AConditionIsTheSameHoweverItsAuthorWritesIt) {
  run(
      {"CREATE TABLE item (price NUMERIC, kind TEXT, CONSTRAINT ck_item CHECK (price > 0 AND kind "
       "IN ('a', 'b')))"});
  for (const char* same : {"price > 0 AND kind IN ('a', 'b')", "(price>0)and(kind in ('a','b'))",
                           "item.price > 0 AND \"kind\" = ANY (ARRAY['a', 'b'])"}) {
    SCOPED_TRACE(same);
    EXPECT_TRUE(compare({priced(same)}).differences.empty());
    EXPECT_EQ(listener_.lines, Texts{});
  }
}

TEST_F(CompareTexts, AConditionThatIsAnotherOneTakesTheOldOnesPlaceAndGivesItBack) {
  run({"CREATE TABLE item (price NUMERIC, kind TEXT, CONSTRAINT ck_item CHECK (price > 0))"});
  const std::vector<Table> model = {priced("price >= 0 AND kind LIKE '%\\:x'")};
  const ProducedMigration made = produce_migrations(compare(model));
  EXPECT_EQ(listener_.lines,
            Texts{"Detected changed check constraint 'ck_item' on table 'item': 'price > "
                  "0::numeric' to \"price >= 0::numeric AND kind ~~ '%:x'::text\""});
  apply(made.upgrade);
  EXPECT_TRUE(compare(model).differences.empty());
  apply(made.downgrade);
  EXPECT_TRUE(compare({priced("price > 0")}).differences.empty());
}

TEST_F(CompareTexts, WithoutTheOptionOnlyNamesCount) {
  run({"CREATE TABLE item (price NUMERIC, kind TEXT, CONSTRAINT ck_item CHECK (price > 0))"});
  options_.compare_check_text = false;
  EXPECT_TRUE(compare({priced("price > 1")}).differences.empty());
}

TEST_F(CompareTexts, ATextThatADumpHasChangedIsTheSame) {
  // The server writes this list in one way, and what it has written, read again, in another.
  const char* condition = "price > 0 AND kind::varchar(9) IN ('a', 'b')";
  run({"CREATE TABLE item (price NUMERIC, kind TEXT, CONSTRAINT ck_item CHECK (" +
       std::string(condition) + "))"});
  const std::string written =
      "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE "
      "conname = 'ck_item'";
  const std::string before = ask(written);
  run({"ALTER TABLE item DROP CONSTRAINT ck_item",
       "ALTER TABLE item ADD CONSTRAINT ck_item CHECK (" + before + ")"});
  EXPECT_NE(ask(written), before);
  EXPECT_TRUE(compare({priced(condition)}).differences.empty());
}

TEST_F(CompareTexts, ConditionsThatTheDatabaseCannotReadAreToldOf) {
  run({"CREATE TABLE item (price NUMERIC, kind TEXT, CONSTRAINT ck_item CHECK (price > 0))",
       "CREATE TABLE other (a INTEGER, CONSTRAINT ck_other CHECK (a > 0))"});
  const Table other{.name = "other",
                    .columns = {{.name = "a", .type = type::Integer{}}},
                    .constraints = {Check{.name = "ck_other", .condition = text("a > 1")}}};
  EXPECT_EQ(compare({priced("no_function(price)"), other}).differences.size(), 1U);
  ASSERT_EQ(listener_.lines.size(), 2U);
  EXPECT_EQ(listener_.lines[0],
            "Cannot compare check constraint 'ck_item', assuming equal and skipping. the database "
            "does not take the model's text: function no_function(numeric) does not exist");
  EXPECT_EQ(compare({priced("weight > 0"), other}).differences.size(), 2U);
  EXPECT_EQ(compare({priced("price > 0); DROP TABLE item; --"), other}).differences.size(), 1U);
  EXPECT_EQ(ask("SELECT count(*)::text FROM item"), "0");
}

TEST_F(CompareTexts, NothingIsLeftBehindAndTheTransactionGoesOn) {
  run({"CREATE SCHEMA aside",
       "CREATE TABLE aside.item (price NUMERIC, CONSTRAINT ck_item CHECK (price > 0))",
       "CREATE TABLE item (price NUMERIC, kind TEXT, CONSTRAINT ck_item CHECK (price > 0))"});
  options_.include_schemas = true;
  Table aside = priced("price > 1");
  aside.name.schema = "aside";
  aside.columns.pop_back();
  const std::vector<Table> model = {priced("price > 0"), aside};
  EXPECT_EQ(compare(model).differences.size(), 1U);
  EXPECT_FALSE(connection_->in_transaction());
  connection_->begin();
  run({"INSERT INTO item VALUES (1, 'kept')"});
  EXPECT_EQ(compare(model).differences.size(), 1U);
  EXPECT_TRUE(connection_->in_transaction());
  connection_->commit();
  EXPECT_EQ(ask("SELECT kind FROM item"), "kept");
  EXPECT_EQ(ask("SELECT count(*)::text FROM pg_class WHERE relname LIKE 'retort%'"), "0");
}

TEST_F(CompareTexts, AnyNumberOfTablesTakesAsManyRoundTrips) {
  const auto trips = [&](int count) {
    std::vector<Table> model;
    for (int i = 0; i < count; ++i) {
      const std::string name = "t" + std::to_string(count) + "_" + std::to_string(i);
      run({"CREATE TABLE " + name + " (a INTEGER, CONSTRAINT ck_" + name + " CHECK (a > 0))"});
      model.push_back(
          {.name = name,
           .columns = {{.name = "a", .type = type::Integer{}}},
           .constraints = {Check{.name = Name("ck_" + name), .condition = text("a>0")}}});
    }
    options_.hooks.include_name = [&](const FoundName& found) {
      return found.kind != ObjectKind::table ||
             found.name->starts_with("t" + std::to_string(count));
    };
    const auto before = connection_->round_trips();
    EXPECT_TRUE(compare(model).differences.empty());
    return connection_->round_trips() - before;
  };
  EXPECT_EQ(trips(2), trips(30));
}

TEST_F(CompareTexts, DefaultsThatNeverHaveTheSameValueTwice) {
  run(
      {"CREATE TABLE item (a INTEGER DEFAULT (random() * 100)::int, b TIMESTAMP DEFAULT now(), c "
       "UUID DEFAULT gen_random_uuid())"});
  const auto model = [](const char* a, const char* b) {
    return std::vector<Table>{
        item({{.name = "a", .type = type::Integer{}, .server_default = Expression(text(a))},
              {.name = "b", .type = type::DateTime{}, .server_default = Expression(text(b))},
              {.name = "c",
               .type = type::Uuid{},
               .server_default = Expression(text("\"gen_random_uuid\"()"))}})};
  };
  EXPECT_TRUE(compare(model("(random()*100)::integer", "NOW()")).differences.empty());
  const std::vector<Table> changed = model("(random()*10)::integer", "CURRENT_TIMESTAMP");
  const Comparison comparison = compare(changed);
  EXPECT_EQ(listener_.lines.size(), 2U);
  apply(produce_migrations(comparison).upgrade);
  EXPECT_TRUE(compare(changed).differences.empty());
  options_.compare_default_text = false;
  EXPECT_FALSE(compare(model("(random()*100)::integer", "NOW()")).differences.empty());
}

TEST_F(CompareTexts, FiltersAreAskedAboutIndexesBehindConstraintsToo) {
  run(
      {"CREATE TABLE item (a INTEGER, b INTEGER, CONSTRAINT uq_item UNIQUE (a), EXCLUDE (b WITH "
       "=), PRIMARY KEY (a, b))",
       "CREATE INDEX ix_item ON item (b)"});
  Texts asked;
  options_.hooks.include_name = [&](const FoundName& found) {
    asked.push_back(std::string(object_kind_name(found.kind)) + " " + found.name.value_or("-"));
    return true;
  };
  Table model =
      item({{.name = "a", .type = type::Integer{}}, {.name = "b", .type = type::Integer{}}},
           {PrimaryKey{.columns = {"a", "b"}}, Unique{.name = "uq_item", .columns = {"a"}}});
  model.indexes.push_back({.name = "ix_item", .elements = {"b"}});
  EXPECT_TRUE(compare({model}).differences.empty());
  EXPECT_EQ(asked,
            (Texts{"schema -", "table item", "column a", "column b", "unique_constraint uq_item",
                   "index item_b_excl", "index ix_item", "index uq_item"}));
}

}  // namespace
}  // namespace retort
