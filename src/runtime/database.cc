// SPDX-License-Identifier: MIT
// Which database a run is for.
#include "retort/config.h"
#include "retort/dialect.h"

#include "runtime/run.h"

namespace retort {

Url find_url(const EnvironmentOptions& environment, const Config& config) {
  std::optional<std::string> text = environment.url;
  if (!text) text = config.option("sqlalchemy.url");
  if (!text || text->empty()) {
    throw ConfigError("No database is configured: sqlalchemy.url is not set",
                      "Set sqlalchemy.url in the ini file, or the environment's url.");
  }
  return Url::parse(*text);
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
