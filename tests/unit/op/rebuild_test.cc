// SPDX-License-Identifier: MIT
#include "op/rebuild.h"

#include "retort/error.h"

#include "op/batch_renames.h"
#include "schema/lookup.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

Table account() {
  Table table{.name = "account"};
  table.columns = {Column{.name = "id", .type = type::Integer{}, .primary_key = true},
                   Column{.name = "name", .type = type::String{.length = 50}},
                   Column{.name = "age", .type = type::Integer{}}};
  table.constraints = {Check{.name = std::nullopt, .condition = text("age > 0")}};
  table.indexes = {Index{.name = Name("ix_age"), .elements = {"age"}}};
  return table;
}

Rebuild online(const Table& table, std::vector<Operation> changes) {
  return rebuild(table, op::AlterTableBatch("account", std::move(changes)),
                 {.follow_columns = true, .reflected = true});
}

std::vector<std::string> order(const op::AlterTableBatch& batch) {
  std::vector<std::string> names;
  for (const auto& column : rebuild(account(), batch).table.columns) names.push_back(column.name);
  return names;
}

op::AddColumn new_column(const std::string& name) {
  return {.table = "account", .column = Column{.name = name, .type = type::Integer{}}};
}

std::string failure_of(std::vector<Operation> changes) {
  try {
    rebuild(account(), op::AlterTableBatch("account", std::move(changes)));
  } catch (const Error& error) {
    return error.what();
  }
  return "no failure";
}

TEST(Rebuild, KeepsAnUnnamedCheckOfTheDatabase) {
  const auto result =
      online(account(), {op::AlterColumn{.table = "account", .column = "name", .nullable = false}});
  EXPECT_EQ(result.table.constraints.size(), 2U);
}

TEST(Rebuild, LetsTextFollowARenamedColumn) {
  const auto result = online(
      account(), {op::AlterColumn{.table = "account", .column = "age", .new_column_name = "n"}});
  EXPECT_EQ(std::get<Check>(result.table.constraints.back()).condition, text("n > 0"));
  EXPECT_EQ(result.table.indexes.front().elements, (std::vector<IndexElement>{"n"}));
  EXPECT_EQ(result.copied.back(), (CopiedColumn{.from = "age", .to = "n"}));
}

TEST(Rebuild, TakesAwayWhatSpeaksOfADroppedColumn) {
  const auto result = online(account(), {op::DropColumn{.table = "account", .column = "age"}});
  EXPECT_TRUE(result.table.indexes.empty());
  EXPECT_EQ(result.table.constraints.size(), 1U);
  EXPECT_EQ(result.dropped_columns, (std::vector<std::string>{"age"}));
}

TEST(Rebuild, DropsTheCheckOfABooleanThatIsNoneAnyMore) {
  auto table = account();
  table.columns.push_back(Column{.name = "flag", .type = type::Boolean{}});
  table.constraints.emplace_back(Check{.condition = text("flag IN (0, 1)"), .type_bound = true});
  const auto kept =
      online(table, {op::AlterColumn{.table = "account", .column = "name", .nullable = false}});
  EXPECT_EQ(kept.table.constraints.size(), 3U);
  const auto dropped = online(
      table,
      {op::AlterColumn{.table = "account", .column = "flag", .type = Type(type::Integer{})}});
  EXPECT_EQ(dropped.table.constraints.size(), 2U);
}

TEST(Rebuild, CopiesNothingIntoAGeneratedColumn) {
  auto table = account();
  table.columns.push_back(
      Column{.name = "twice",
             .type = type::Integer{},
             .server_default = ServerDefault(Computed{.expression = text("age * 2")})});
  const auto result =
      online(table, {op::AlterColumn{.table = "account", .column = "age", .new_column_name = "n"}});
  EXPECT_EQ(result.copied.size(), 3U);
  const auto& computed = std::get<Computed>(*result.table.columns.back().server_default);
  EXPECT_EQ(computed.expression, text("n * 2"));
}

TEST(Rebuild, CastsBetweenFamiliesOfTypesOnly) {
  const auto casts = [](const char* column, Type type) {
    const auto result =
        online(account(),
               {op::AlterColumn{.table = "account", .column = column, .type = std::move(type)}});
    std::size_t count = 0;
    for (const auto& copied : result.copied) count += copied.casts.size();
    return count;
  };
  EXPECT_EQ(casts("age", type::String{.length = 5}), 1U);
  EXPECT_EQ(casts("age", type::BigInteger{}), 0U);
  EXPECT_EQ(casts("name", type::Text{}), 0U);
}

TEST(Rebuild, PutsColumnsWhereTheyAreWanted) {
  op::AlterTableBatch batch("account", {});
  auto before = new_column("x");
  before.insert_before = "id";
  auto after = new_column("y");
  after.insert_after = "name";
  batch.operations = {before, after, new_column("z")};
  EXPECT_EQ(order(batch), (std::vector<std::string>{"x", "id", "name", "y", "age", "z"}));
  batch.operations = {new_column("z")};
  batch.partial_reordering = {{"age", "id"}};
  EXPECT_EQ(order(batch), (std::vector<std::string>{"name", "age", "z", "id"}));
}

TEST(Rebuild, RefusesAnOrderThatGoesInACircle) {
  op::AlterTableBatch batch("account", {});
  batch.partial_reordering = {{"id", "age"}, {"age", "id"}};
  EXPECT_THROW(rebuild(account(), batch), Error);
}

TEST(Rebuild, SaysWhatIsNotThere) {
  EXPECT_EQ(failure_of({op::DropConstraint{.name = Name("no"), .table = "account"}}),
            "No such constraint: 'no'");
  EXPECT_EQ(failure_of({op::DropIndex{.name = "no"}}), "No such index: 'no'");
  EXPECT_EQ(
      failure_of({op::AddConstraint{.table = "account", .constraint = Unique{.columns = {"age"}}}}),
      "Constraint must have a name");
  EXPECT_EQ(failure_of({op::AlterColumn{.table = "account", .column = "no", .nullable = true}}),
            "No such column: 'no' in table 'account'");
  EXPECT_EQ(
      failure_of({op::AlterColumn{.table = "account", .column = "age", .new_column_name = "years"},
                  op::DropColumn{.table = "account", .column = "years"}}),
      "No such column: 'years'");
  EXPECT_EQ(failure_of({op::DropTable{.table = "account"}}), "Can't drop table in batch mode");
}

TEST(Rebuild, NamesUnnamedConstraintsByTheConventionOfTheBatch) {
  auto table = account();
  table.constraints = {Unique{.columns = {"name"}}};
  op::AlterTableBatch batch(
      "account", {op::DropConstraint{.name = Name("uq_account_name"), .table = "account"}});
  batch.naming_convention = NamingConvention{{{"uq", "uq_%(table_name)s_%(column_0_name)s"}}};
  const auto result = rebuild(table, batch, {.follow_columns = true, .reflected = true});
  EXPECT_EQ(result.table.constraints.size(), 1U);
}

TEST(BatchRenames, AreSetApartUnlessNamesAreTaken) {
  const op::AlterColumn rename{.table = "account", .column = "age", .new_column_name = "years"};
  const op::AddConstraint unique{.table = "account",
                                 .constraint = Unique{.name = Name("uq"), .columns = {"age"}}};
  const op::AlterTableBatch batch("account", {rename, unique});
  const auto renames = separable_renames(batch, account());
  EXPECT_EQ(renames, (ColumnRenames{{"age", "years"}}));
  const auto rest = without_renames(batch, renames);
  EXPECT_FALSE(std::get<op::AlterColumn>(rest.operations[0].base()).new_column_name);
  EXPECT_EQ(columns_of(std::get<op::AddConstraint>(rest.operations[1].base()).constraint),
            (std::vector<std::string>{"years"}));

  const op::AlterColumn taken{.table = "account", .column = "age", .new_column_name = "name"};
  EXPECT_TRUE(separable_renames(op::AlterTableBatch("account", {taken}), account()).empty());
}

}  // namespace
}  // namespace retort
