// SPDX-License-Identifier: MIT
// The tables that the service works with. `retort revision --autogenerate` writes migrations from
// them, and DEV_CREATE_TABLES=true makes them without any.
#include <retort/migration.h>
#include <retort/model.h>

static void configure(retort::Environment& environment) {
  using namespace retort;
  environment.options.target_metadata = {define_model({
      {"note",
       {
           {"id", type::Integer{}, {.primary_key = true}},
           {"text", type::String{200}, {.nullable = false}},
           {"done", type::Boolean{}, {.nullable = false, .server_default = "0"}},
           Index{.name = "ix_note_done", .elements = {"done"}},
       }},
  })};
}

RETORT_ENVIRONMENT(configure)
