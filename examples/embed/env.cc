// SPDX-License-Identifier: MIT
// What the program expects of its database. `retort revision --autogenerate` writes a migration
// from it, and the program itself looks at start-up whether the migrations have led there.
#include <retort/migration.h>
#include <retort/model.h>

static retort::MetaData metadata() {
  using namespace retort;
  return define_model({
      {"product",
       {
           {"id", type::Integer{}, {.primary_key = true}},
           {"name", type::String{80}, {.nullable = false}},
           {"price", type::Numeric{12, 2}, {.nullable = false}},
           {"stock", type::Integer{}, {.server_default = "0"}},
           Check{.name = "ck_product_price", .condition = column("price") >= 0},
           Index{.name = "ix_product_name", .elements = {"name"}, .unique = true},
       }},
  });
}

static void configure(retort::Environment& environment) {
  environment.options.target_metadata = {metadata()};
}

RETORT_ENVIRONMENT(configure)
