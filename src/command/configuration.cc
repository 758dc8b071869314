// SPDX-License-Identifier: MIT
#include "retort/configuration.h"

#include "retort/error.h"
#include "retort/url.h"

#include "base/text.h"

#include <string_view>
#include <utility>
#include <vector>

namespace retort::command {
namespace {

/// Whether the section is of an environment that is not the one of this run.
bool is_elsewhere(const OptionSetting& setting, const Target& target) {
  for (const std::string_view prefix : {"retort:", "tool.retort.environments."}) {
    if (!setting.section.starts_with(prefix)) continue;
    const std::string_view name = strip(std::string_view(setting.section).substr(prefix.size()));
    return !target.environment || lower(name) != lower(*target.environment);
  }
  return false;
}

}  // namespace

Configuration configuration(const Session& session) {
  const Config& config = session.config;
  Configuration found{.files = config.files(),
                      .target = config.target(),
                      .environments = config.environment_names(),
                      .settings = config.settings()};
  std::erase_if(found.settings,
                [&](const OptionSetting& setting) { return is_elsewhere(setting, found.target); });
  if (const std::optional<std::string> text = std::exchange(found.target.url, std::nullopt)) {
    try {
      found.url = Url::parse(*text).masked();
    } catch (const ConfigError&) {
      found.url = "not a database URL";
    }
  }
  return found;
}

JsonValue to_json(const Configuration& configuration) {
  const Target& target = configuration.target;
  JsonValue files = JsonValue::array();
  for (const ConfigFile& file : configuration.files) {
    files.push(JsonValue::object({{"path", file.path}, {"found", file.found}}));
  }
  JsonValue places = JsonValue::array();
  for (const UrlPlace& place : target.places) {
    places.push(
        JsonValue::object({{"place", place.place}, {"found", place.found}, {"used", place.used}}));
  }
  JsonValue options = JsonValue::object();
  for (const auto& [name, value] : target.options) options.set(name, value);
  JsonValue settings = JsonValue::array();
  for (const OptionSetting& setting : configuration.settings) {
    settings.push(JsonValue::object({{"section", setting.section},
                                     {"name", setting.name},
                                     {"value", setting.value},
                                     {"source", setting.source}}));
  }
  const std::optional<std::string> none;
  return JsonValue::object(
      {{"files", files},
       {"environment", target.environment},
       {"environment_source", target.environment ? std::optional(target.environment_source) : none},
       {"environments", configuration.environments},
       {"protected", target.is_protected},
       {"writing_allowed", target.writing_allowed},
       {"url", configuration.url.empty() ? none : std::optional(configuration.url)},
       {"url_source", configuration.url.empty() ? none : std::optional(target.url_source)},
       {"url_places", places},
       {"options", options},
       {"settings", settings}});
}

}  // namespace retort::command
