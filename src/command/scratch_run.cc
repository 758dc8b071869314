// SPDX-License-Identifier: MIT
#include "command/scratch_run.h"

#include "retort/error.h"
#include "retort/frontend.h"
#include "retort/migration.h"
#include "retort/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace retort::command {
namespace {

/// The URL without the driver: DATABASE_URL is read by all kinds of programs.
bool names_same_database(const Url& left, const Url& right) {
  return left.dialect == right.dialect && left.database == right.database &&
         left.host == right.host && left.port == right.port;
}

std::optional<Url> read_url(const std::string& text) {
  if (text.find("://") == std::string::npos) return std::nullopt;
  try {
    return Url::parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// A database of the server on which the scratch database is to be.
Url find_server(const Session& session, const ScratchOptions& options) {
  if (options.url) return Url::parse(*options.url);
  if (session.environment.url) return Url::parse(*session.environment.url);
  const Target& target = session.config.target();
  if (target.is_protected && !target.writing_allowed) {
    throw Error(
        fmt::format("No scratch database is made on the server of the protected environment '{}'",
                    target.environment.value_or("")),
        ErrorCode::command, "Name another server with --scratch-url, or another environment.");
  }
  std::optional<std::string> text = target.url;
  if (!text || text->empty()) text = session.config.option("sqlalchemy.url");
  if (!text || text->empty()) {
    throw Error("No server is known on which a scratch database could be made", ErrorCode::command,
                "Set sqlalchemy.url or DATABASE_URL, or give --scratch-url.");
  }
  return Url::parse(*text);
}

void set_variable(Host& host, const char* name, const std::optional<std::string>& value) {
  if (value) {
    host.variables[name] = *value;
  } else {
    host.variables.erase(name);
  }
}

/// Env files that read the environment find the scratch database there, under every name that the
/// target has there.
Host scratch_host(Host host, const Url& target, const Url& scratch) {
  for (auto& [name, value] : host.variables) {
    const std::optional<Url> url = read_url(value);
    if (!url || !names_same_database(*url, target)) continue;
    Url replaced = scratch;
    replaced.driver = url->driver;
    value = replaced.format();
  }
  Url plain = scratch;
  plain.driver.clear();
  if (host.find_variable("DATABASE_URL") == nullptr || !read_url(host.variables["DATABASE_URL"]) ||
      !names_same_database(*read_url(host.variables["DATABASE_URL"]), scratch)) {
    host.variables["DATABASE_URL"] = plain.format();
  }
  if (scratch.dialect != "postgresql") return host;
  set_variable(host, "PGHOST", scratch.host);
  set_variable(host, "PGPORT",
               scratch.port ? std::optional(std::to_string(*scratch.port)) : std::nullopt);
  set_variable(host, "PGUSER", scratch.username);
  set_variable(host, "PGPASSWORD", scratch.password);
  host.variables["PGDATABASE"] = scratch.database.value_or("");
  return host;
}

Url target_url(const Session& session, const Url& server) {
  const Target& target = session.config.target();
  const std::optional<Url> found = target.url ? read_url(*target.url) : std::nullopt;
  return found.value_or(server);
}

Config scratch_config(const Session& session, const Url& server, const Url& scratch,
                      Reporter& reporter) {
  const Config& config = session.config;
  Config made({.ini_path = config.ini_path(),
               .toml_path = config.toml_path(),
               .section = config.section(),
               .x_arguments = config.x_arguments(),
               .url = scratch.format(),
               .host = scratch_host(config.host(), target_url(session, server), scratch),
               .reporter = &reporter});
  made.attributes = config.attributes;
  return made;
}

}  // namespace

void ScratchReporter::warn(std::string_view message) {
  if (std::find(told_.begin(), told_.end(), message) != told_.end()) return;
  told_.emplace_back(message);
  outer_.warn(message);
}

ScratchProject::ScratchProject(const Session& session, const ScratchOptions& options)
    : outer_(session), reporter_(session.reporter != nullptr ? *session.reporter : silent_) {
  const Url server = find_server(session, options);
  database_ = std::make_unique<ScratchDatabase>(server, reporter_);
  session_ = {.config = scratch_config(session, server, database_->url(), reporter_),
              .frontends = session.frontends,
              .reporter = &reporter_,
              .environment = session.environment,
              .migrations = session.migrations};
  session_.environment.url = database_->url().format();
  session_.environment.connection = nullptr;
}

ScratchProject::~ScratchProject() {
  for (Frontend* frontend : session_.frontends) {
    frontend->end_session(session_.config, outer_.reporter);
  }
}

void ScratchProject::run(Project& project, const std::string& target, const PlanFunction& plan,
                         bool upgrade) {
  std::exception_ptr refusal;
  const auto require_scratch = [&](const std::string& url) {
    try {
      database_->require_same(url);
    } catch (...) {
      // What the env file's language makes of it on the way says less.
      refusal = std::current_exception();
      throw;
    }
  };
  const auto look = [&](Connection&, const EnvironmentOptions& environment) {
    version_ = {.table = environment.version_table, .schema = environment.version_table_schema};
  };
  bool ran = false;
  const auto planned = [&](const std::vector<std::string>& rows) {
    ran = true;
    return plan(rows);
  };
  try {
    rows_ = visit_database(project, {.command = upgrade ? "upgrade" : "downgrade",
                                     .plan = planned,
                                     .destination = {target},
                                     .on_database = require_scratch,
                                     .look = look})
                .rows;
  } catch (...) {
    if (refusal) std::rethrow_exception(refusal);
    throw;
  }
  if (!ran) {
    throw Error("The env file has run no migrations", ErrorCode::command,
                "It has to call context.run_migrations() whatever the environment is.");
  }
}

void ScratchProject::upgrade(Project& project, const std::string& target) {
  run(
      project, target,
      [&](const std::vector<std::string>& rows) {
        return plan_upgrade(project.map(), rows, target);
      },
      true);
}

void ScratchProject::downgrade(Project& project, const std::string& target) {
  run(
      project, target,
      [&](const std::vector<std::string>& rows) {
        return plan_downgrade(project.map(), rows, target);
      },
      false);
}

std::vector<std::string> ScratchProject::schema() {
  return schema_lines(*database_->connect(), version_);
}

void ScratchProject::empty() {
  database_->empty();
  rows_.clear();
}

}  // namespace retort::command
