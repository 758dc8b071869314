// SPDX-License-Identifier: MIT
#include "run_config.h"

#include "retort/configuration.h"

#include "json_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace retort::cli {
namespace {

void print_target(const command::Configuration& found, Console& console) {
  const Target& target = found.target;
  const auto line = [&console](std::string_view label, std::string_view text) {
    console.print(fmt::format("{:<13}{}", label, text));
  };
  if (target.environment) {
    line("environment", fmt::format("{} ({})", *target.environment, target.environment_source));
    line("protected", !target.is_protected ? "no"
                      : target.writing_allowed
                          ? "yes; ALLOW_PRODUCTION_MIGRATE=true"
                          : "yes; writing needs ALLOW_PRODUCTION_MIGRATE=true");
  } else {
    line("environment",
         fmt::format("none is named; known are {}", fmt::join(found.environments, ", ")));
  }
  line("url", found.url.empty() ? "none" : fmt::format("{} ({})", found.url, target.url_source));
}

void print_places(const Target& target, Console& console) {
  if (!target.in_force) {
    console.print("\nenv.py drives this project: environments and .env files do not count.");
    return;
  }
  console.print("\nLooked for the URL in:");
  for (const UrlPlace& place : target.places) {
    console.print(fmt::format("{} {}: {}", place.used ? " *" : "  ", place.place, place.found));
  }
}

}  // namespace

void run_config(const Session& session, const Invocation& invocation, Console& console) {
  const command::Configuration found = command::configuration(session);
  if (invocation.json) return print_json(command::to_json(found), console);
  print_target(found, console);
  console.print("\nFiles:");
  for (const ConfigFile& file : found.files) {
    console.print(fmt::format("   {}: {}", file.path, file.found));
  }
  print_places(found.target, console);
  console.print("\nOptions:");
  for (const OptionSetting& setting : found.settings) {
    console.print(fmt::format("   {} = {}  ({})", setting.name, setting.value, setting.source));
  }
}

}  // namespace retort::cli
