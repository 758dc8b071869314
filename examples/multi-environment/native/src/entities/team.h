// SPDX-License-Identifier: MIT
// A team of the league.
#pragma once

#include <retort/model_struct.h>

#include <cstdint>
#include <optional>
#include <string>

namespace league {

struct Team {
  std::int32_t id = 0;
  std::string name;
  std::optional<std::string> conference;
};

inline retort::Table describe(retort::StructOf<Team>) {
  using namespace retort;
  return {.name = "teams",
          .columns = {field("id", &Team::id, {.primary_key = true}),
                      field("name", &Team::name, {.type = type::String{80}, .unique = true}),
                      field("conference", &Team::conference, {.type = type::String{20}})}};
}

}  // namespace league
