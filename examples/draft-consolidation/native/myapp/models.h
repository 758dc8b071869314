// SPDX-License-Identifier: MIT
// The tables of the application: the source of truth for its migrations.
#pragma once

#include <retort/model.h>

namespace myapp {

inline retort::MetaData metadata() {
  using namespace retort;
  const type::Enum role{.values = {"user", "admin", "moderator", "super_admin"},
                        .name = "user_role"};
  return define_model({
      {"users",
       {
           {"id", type::Integer{}, {.primary_key = true}},
           {"email", type::String{255}, {.nullable = false, .unique = true}},
           {"name", type::String{100}},
           {"role", role},
       }},
  });
}

}  // namespace myapp
