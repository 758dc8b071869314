// SPDX-License-Identifier: MIT
// A game, as the scrapers write it.
#pragma once

#include <retort/model_struct.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace league {

struct Game {
  std::int32_t id = 0;
  std::int32_t home_team_id = 0;
  std::int32_t away_team_id = 0;
  std::chrono::system_clock::time_point played_at;
  std::optional<std::int32_t> home_score;
  std::optional<std::int32_t> away_score;
  std::chrono::system_clock::time_point scraped_at;
};

inline retort::Table describe(retort::StructOf<Game>) {
  using namespace retort;
  return {
      .name = "games",
      .columns = {field("id", &Game::id, {.primary_key = true}),
                  field("home_team_id", &Game::home_team_id, {.references = {{.table = "teams"}}}),
                  field("away_team_id", &Game::away_team_id, {.references = {{.table = "teams"}}}),
                  field("played_at", &Game::played_at), field("home_score", &Game::home_score),
                  field("away_score", &Game::away_score),
                  field("scraped_at", &Game::scraped_at, {.server_default = func("now")})},
      .indexes = {{.elements = {"played_at"}}, {.elements = {"home_team_id", "away_team_id"}}}};
}

}  // namespace league
