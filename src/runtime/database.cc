// SPDX-License-Identifier: MIT
// Which database a run is for.
#include "retort/config.h"
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/target.h"

#include "runtime/run.h"

namespace retort {

Url find_url(const EnvironmentOptions& environment, const Config& config) {
  const Target& target = config.target();
  // Who names a database on the command line means that one, whatever env files say.
  if (environment.url && target.url_source != "--url") return Url::parse(*environment.url);
  if (!target.url || target.url->empty()) {
    throw ConfigError(
        "No database is configured: sqlalchemy.url is not set",
        "Set DATABASE_URL in the environment or in .env, or sqlalchemy.url in the ini "
        "file; or give --url.");
  }
  try {
    return Url::parse(*target.url);
  } catch (const ConfigError& error) {
    throw ConfigError(error.what(), error.hint() + " It is from " + target.url_source + ".");
  }
}

const Dialect& find_dialect(const EnvironmentOptions& environment, const Config& config) {
  if (environment.connection != nullptr) return dialect(environment.connection->dialect_name());
  if (environment.dialect_name && !environment.url) return dialect(*environment.dialect_name);
  return dialect(find_url(environment, config).dialect);
}

NamingConvention naming_convention(const EnvironmentOptions& environment) {
  // As in Alembic several models have none in common.
  if (environment.target_metadata.size() != 1) return {};
  return environment.target_metadata.front().naming_convention;
}

}  // namespace retort
