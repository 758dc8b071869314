// SPDX-License-Identifier: MIT
// What is told and asked before a run writes to a database.
#include "retort/config.h"
#include "retort/configuration.h"
#include "retort/error.h"
#include "retort/reporter.h"

#include "base/files.h"
#include "base/text.h"

namespace retort {
namespace {

constexpr const char* permission = "ALLOW_PRODUCTION_MIGRATE";

/// An env.py that knows the permission asks for it itself, and says where it is going.
bool guards_itself(const std::string& env_file) {
  return !env_file.empty() && path_exists(env_file) &&
         read_file(env_file).find(permission) != std::string::npos;
}

}  // namespace

std::string target_banner(const Target& target) {
  if (!target.environment) return {};
  const std::string rule(39, '=');
  std::string text = rule + "\n  ALEMBIC MIGRATION TARGET: " + upper_ascii(*target.environment) +
                     "\n" + rule + "\n";
  if (target.is_protected) text += "*** PRODUCTION DATABASE -- Proceed with caution ***\n";
  return text;
}

void begin_writing(const Config& config, const std::string& env_file, Reporter& reporter) {
  const Target& target = config.target();
  if (!target.environment || guards_itself(env_file)) return;
  reporter.writing_to(target);
  if (!target.writing_allowed) {
    throw Error("Refusing to migrate production database. Set " + std::string(permission) +
                    "=true to proceed.",
                ErrorCode::command,
                "'" + *target.environment + "' is a protected environment, named by " +
                    target.environment_source + ".");
  }
  if (target.passed_over) {
    reporter.warn("environment '" + *target.environment + "' has a URL of its own, " +
                  *target.passed_over + ", which is not used: " + target.url_source +
                  " comes before it");
  }
}

}  // namespace retort
