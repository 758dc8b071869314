// SPDX-License-Identifier: MIT
// Forecastly's tables, as the application expects them.
#pragma once

#include <retort/model.h>

namespace forecastly {

inline retort::MetaData tables() {
  using namespace retort;
  return define_model({
      {"users",
       {
           {"id", type::Integer{}, {.primary_key = true}},
           {"email", type::String{200}, {.nullable = false}},
           {"first_name", type::String{100}},
           {"last_name", type::String{100}},
           {"is_active", type::Boolean{}, {.nullable = false}},
           Index{.name = "ix_users_email", .elements = {"email"}, .unique = true},
       }},
      {"predictions",
       {
           {"id", type::Integer{}, {.primary_key = true}},
           {"user_id", {}, {.nullable = false, .references = "users"}},
           {"date", type::Date{}, {.nullable = false}},
           {"value", type::Float{}, {.nullable = false}},
           Index{.name = "ix_predictions_user_id_date", .elements = {"user_id", "date"}},
       }},
  });
}

}  // namespace forecastly
