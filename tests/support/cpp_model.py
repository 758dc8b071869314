# SPDX-License-Identifier: MIT
"""An env.cc with a model of any number of tables, twelve columns each, as people write them."""

COLUMNS = ("type::String{80}, {.nullable = false}",
           "type::Integer{}, {.nullable = false, .unique = true}",
           "type::Text{}", "type::Boolean{}, {.nullable = false}", "type::DateTime{}",
           "type::Numeric{10, 2}", "type::String{20}, {.index = true}", "type::BigInteger{}",
           "type::Date{}, {.nullable = false}", "type::String{120}")


def text(tables):
    lines = ["#include <retort/migration.h>", "#include <retort/model.h>", "",
             "using namespace retort;", "", "static MetaData tables() {", "  return define_model({"]
    for table in range(tables):
        lines += [f'      {{"table_{table}", {{',
                  '          {"id", type::Integer{}, {.primary_key = true}},']
        lines += [f'          {{"column_{number}", {column}}},'
                  for number, column in enumerate(COLUMNS)]
        lines += ['          {"parent_id", {}, {.references = "table_0.id", .ondelete = "CASCADE"}},',
                  "      }},"]
    lines += ["  });", "}", "", "static void configure(Environment& environment) {",
              "  environment.options.target_metadata = {tables()};", "}", "",
              "RETORT_ENVIRONMENT(configure)", ""]
    return "\n".join(lines)
