// SPDX-License-Identifier: MIT
#include "retort/model.h"

#include "retort/error.h"
#include "retort/model_struct.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace shop {

struct Customer {
  std::int64_t id;
  std::string email;
  std::optional<std::string> phone;
  retort::Decimal balance;
  std::vector<int> tags;
};

retort::Table describe(retort::StructOf<Customer>) {
  return {.name = "customer",
          .columns = {
              retort::field("id", &Customer::id, {.primary_key = true}),
              retort::field("email", &Customer::email, {.type = retort::type::String{80}}),
              retort::field("phone", &Customer::phone, {.index = true}),
              retort::field("balance", &Customer::balance, {.server_default = "0"}),
              retort::field(
                  "tags", &Customer::tags,
                  {.type = retort::type::Array{.item = retort::Type(retort::type::Integer{})}}),
          }};
}

}  // namespace shop

namespace retort {
namespace {

Column id() { return {.name = "id", .type = type::Integer{}, .primary_key = true}; }
Column number(std::string name) { return {.name = std::move(name), .type = type::Integer{}}; }

std::string mistakes(MetaData metadata, const ModelOptions& options = {}) {
  try {
    model(std::move(metadata), options);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::argument);
    return error.what();
  }
  return "";
}

TEST(Model, FillsInWhatIsSaidElsewhere) {
  const MetaData shop = model(
      {.tables = {{.name = "purchase",
                   .columns = {id(),
                               {.name = "customer_id", .references = {{.table = "customer"}}}}},
                  {.name = "customer",
                   .columns = {{.name = "code", .type = type::String{8}, .primary_key = true}}}},
       .schema = "crm"});
  const Column& column = shop.tables[0].columns[1];
  EXPECT_EQ(shop.tables[0].name, TableName("purchase", "crm"));
  EXPECT_EQ(column.references[0].table, TableName("customer", "crm"));
  EXPECT_EQ(column.references[0].column, "code");
  EXPECT_EQ(column.type, Type(type::String{8}));
}

TEST(Model, FollowsTypesThroughSeveralTables) {
  const MetaData found =
      model({.tables = {
                 {.name = "c",
                  .columns = {{.name = "id", .primary_key = true, .references = {{.table = "b"}}}}},
                 {.name = "b",
                  .columns = {{.name = "id", .primary_key = true, .references = {{.table = "a"}}}}},
                 {.name = "a",
                  .columns = {{.name = "id", .type = type::BigInteger{}, .primary_key = true}}}}});
  EXPECT_EQ(found.tables[0].columns[0].type, Type(type::BigInteger{}));
}

TEST(Model, NamesTheIndexesOfColumnsUnderAnyConvention) {
  const MetaData found = model({.tables = {{.name = "t", .columns = {id()}}},
                                .naming_convention = {.templates = {{"pk", "pk_%(table_name)s"}}}});
  EXPECT_EQ(found.naming_convention.templates.size(), 2U);
}

TEST(Model, TellsOfAllMistakesAtOnce) {
  const std::string text = mistakes({.tables = {
                                         {.name = "t", .columns = {id(), number("id")}},
                                         {.name = "t", .columns = {id()}},
                                     }});
  EXPECT_NE(text.find("table 't' is there twice; "), std::string::npos) << text;
  EXPECT_NE(text.find("name 'id' is already present"), std::string::npos) << text;
}

struct Case {
  Table table;
  std::string message;
};

TEST(Model, SaysInWordsWhatIsWrongWithATable) {
  const std::vector<Case> cases = {
      {{.name = "t", .columns = {{.name = "a", .references = {{.table = "nowhere"}}}}},
       "table 't' refers to table 'nowhere', which the model does not have; "
       "column 't.a' has no type"},
      {{.name = "t",
        .columns = {{.name = "a",
                     .type = type::Integer{},
                     .references = {{.table = "other", .column = "x"}}}}},
       "table 't' refers to column 'x' of table 'other', which has no such column"},
      {{.name = "t",
        .columns = {number("a")},
        .constraints = {ForeignKey{.columns = {"a"}, .referred_table = "pair"}}},
       "a foreign key of table 't' has 1 columns and refers to 2 of table 'pair'"},
      {{.name = "t", .columns = {number("a")}, .constraints = {Unique{.columns = {"b"}}}},
       "table 't': Can't create UniqueConstraint on table 't': no column named 'b' is present."},
      {{.name = "t", .columns = {number("a")}, .constraints = {Unique{.name = "uq"}}},
       "table 't': constraint 'uq' has no columns"},
      {{.name = "t",
        .columns = {number("a")},
        .constraints = {Unique{.name = "x", .columns = {"a"}},
                        Check{.name = "x", .condition = column("a") > 0}}},
       "table 't' has two constraints 'x'"},
      {{.name = "t",
        .columns = {number("a")},
        .constraints = {Check{.name = "x", .condition = column("b") > 0}}},
       "table 't': constraint 'x' is about column 'b', which the table does not have"},
      {{.name = "t", .columns = {number("a")}, .indexes = {{.name = "ix", .elements = {"b"}}}},
       "table 't': index 'ix' is about column 'b', which the table does not have"},
      {{.name = "t", .columns = {{.name = "a", .type = type::String{0}}}},
       "column 't.a': a String cannot have a length of 0"},
      {{.name = "t", .columns = {{.name = "a", .type = type::Numeric{.scale = 2}}}},
       "column 't.a': a Numeric with a scale needs a precision"},
      {{.name = "t", .columns = {{.name = "a", .type = type::Enum{.name = "e"}}}},
       "column 't.a': an Enum needs values"},
      {{.name = "t", .columns = {{.name = "a", .type = type::Enum{.values = {"x", "x"}}}}},
       "column 't.a': an Enum has the value 'x' twice"},
  };
  const Table other{.name = "other", .columns = {id()}};
  Table pair{.name = "pair", .columns = {id(), id()}};
  pair.columns[1].name = "second";
  for (const Case& wrong : cases) {
    EXPECT_EQ(mistakes({.tables = {wrong.table, other, pair}}), wrong.message);
  }
}

TEST(Model, MayReferToTablesThatAreNotPartOfIt) {
  const Table table{.name = "t",
                    .columns = {{.name = "a",
                                 .type = type::Integer{},
                                 .references = {{.table = "users", .column = "id"}}}}};
  EXPECT_EQ(mistakes({.tables = {table}}, {.external_tables = {"users"}}), "");
  EXPECT_NE(mistakes({.tables = {table}}), "");
}

// The notation refers to what stands in the braces; a table of it has all of that itself.
ModelTable table_of_a_function(const std::string& name) {
  return {name,
          {{"id", type::String{20, "C"}, {.primary_key = true}},
           Column{.name = "more", .type = type::Date{}}}};
}

TEST(DefineModel, TakesTablesThatFunctionsMake) {
  const ModelTable first = table_of_a_function("a_table_with_a_name_that_takes_memory");
  const MetaData found = define_model({first, table_of_a_function("second")});
  ASSERT_EQ(found.tables.size(), 2U);
  EXPECT_EQ(found.tables[0].name.name, "a_table_with_a_name_that_takes_memory");
  ASSERT_EQ(found.tables[1].columns.size(), 2U);
  EXPECT_EQ(found.tables[1].columns[0].type, Type(type::String{20, "C"}));
  const char* const nameless = nullptr;
  EXPECT_THROW(define_model({{nameless, {{"id", type::Integer{}}}}}), Error);
}

TEST(DefineModel, IsAShortNotationForTheSameValues) {
  const Check positive{.name = "ck", .condition = column("total") >= 0};
  const MetaData found = define_model(
      {
          {"customer",
           {{"code", type::String{8}, {.primary_key = true}},
            {"email", type::Text{}, {.nullable = false, .unique = true, .comment = "a"}}},
           {.comment = "people"}},
          {{"purchase", "sales"},
           {{"customer", {}, {.references = "crm.customer.code", .ondelete = "CASCADE"}},
            {"code", {}, {.index = true, .references = "crm.customer.code"}},
            {"total", type::Integer{}, {.server_default = "0"}},
            {"at", type::DateTime{}, {.server_expression = "CURRENT_TIMESTAMP"}},
            Column{.name = "last", .type = type::Date{}},
            positive}},
      },
      {.schema = "crm"});
  const auto refer = [](const char* rule) {
    ColumnReference reference{.table = {"customer", "crm"}, .column = "code"};
    if (rule != nullptr) reference.rules.ondelete = rule;
    return std::vector<ColumnReference>{reference};
  };
  const std::vector<Table> expected = {
      {.name = {"customer", "crm"},
       .columns = {{.name = "code", .type = type::String{8}, .primary_key = true},
                   {.name = "email",
                    .type = type::Text{},
                    .nullable = false,
                    .comment = "a",
                    .unique = true}},
       .comment = "people"},
      {.name = {"purchase", "sales"},
       .columns =
           {{.name = "customer", .type = type::String{8}, .references = refer("CASCADE")},
            {.name = "code", .type = type::String{8}, .index = true, .references = refer(nullptr)},
            {.name = "total", .type = type::Integer{}, .server_default = std::string("0")},
            {.name = "at",
             .type = type::DateTime{},
             .server_default = Expression(text("CURRENT_TIMESTAMP"))},
            {.name = "last", .type = type::Date{}}},
       .constraints = {positive}},
  };
  EXPECT_EQ(found.tables, expected);
}

TEST(ModelStruct, MapsMembersToColumns) {
  const MetaData found = model_of<shop::Customer>();
  ASSERT_EQ(found.tables.size(), 1U);
  const std::vector<Column> expected = {
      {.name = "id", .type = type::BigInteger{}, .nullable = false, .primary_key = true},
      {.name = "email", .type = type::String{80}, .nullable = false},
      {.name = "phone", .type = type::String{}, .nullable = true, .index = true},
      {.name = "balance",
       .type = type::Numeric{},
       .nullable = false,
       .server_default = std::string("0")},
      {.name = "tags", .type = type::Array{.item = Type(type::Integer{})}, .nullable = false},
  };
  EXPECT_EQ(found.tables[0].columns, expected);
}

}  // namespace
}  // namespace retort
