// SPDX-License-Identifier: MIT
// How a team stands in a season: what the models in production read.
#pragma once

#include <retort/model_struct.h>

#include <cstdint>
#include <optional>

namespace league {

struct Standing {
  std::int32_t id = 0;
  std::int32_t team_id = 0;
  std::int32_t season = 0;
  std::int32_t wins = 0;
  std::int32_t losses = 0;
  std::optional<retort::Decimal> points_average;
};

inline retort::Table describe(retort::StructOf<Standing>) {
  using namespace retort;
  return {.name = "standings",
          .columns = {field("id", &Standing::id, {.primary_key = true}),
                      field("team_id", &Standing::team_id,
                            {.references = {{.table = "teams", .rules = {.ondelete = "CASCADE"}}}}),
                      field("season", &Standing::season),
                      field("wins", &Standing::wins, {.server_default = "0"}),
                      field("losses", &Standing::losses, {.server_default = "0"}),
                      field("points_average", &Standing::points_average,
                            {.type = type::Numeric{6, 2}})},
          .constraints = {Unique{.columns = {"team_id", "season"}}},
          .indexes = {{.elements = {"season", "wins"}}}};
}

}  // namespace league
