// SPDX-License-Identifier: MIT
// Reading a script directory: configuration, locations, and its revisions.
#include "retort/error.h"
#include "retort/migration.h"
#include "retort/script.h"

#include "base/cache.h"
#include "base/files.h"
#include "base/text.h"
#include "script/location.h"
#include "script/revision_files.h"

#include <chrono>
#include <map>

namespace retort {
namespace {

/// What may be the reason that nothing is configured.
std::string absent_configuration(const Config& config) {
  const std::string path = config.absolute_ini_path();
  if (path.empty()) return {};
  if (!path_exists(path)) {
    const std::string toml = config.absolute_toml_path();
    if (!toml.empty() && path_exists(toml)) {
      return "There is no file '" + path + "', and '" + toml +
             "' has no script_location in [tool.alembic].";
    }
    return "There is no file '" + path +
           "'. Go to the project's folder, name the file with -c, or begin a project with 'init'.";
  }
  if (config.has_section(config.section())) return {};
  return "There is no section [" + config.section() + "] in '" + path + "'.";
}

void report_all(Reporter& reporter, const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) reporter.warn(warning);
}

}  // namespace

ScriptDirectory::ScriptDirectory(ScriptDirectoryOptions options, const Config& config,
                                 Frontends frontends)
    : options_(std::move(options)), config_(&config), frontends_(std::move(frontends)) {
  if (options_.truncate_slug_length == 0) options_.truncate_slug_length = 40;
  if (!path_exists(absolute_directory()))
    throw Error("Path doesn't exist: " + options_.directory +
                ".  Please use the 'init' command to create a new scripts folder.");
}

ScriptDirectory ScriptDirectory::from_config(const Config& config, Frontends frontends) {
  const std::optional<std::string> location = config.option("script_location");
  if (!location) {
    throw Error("No 'script_location' key found in configuration.", ErrorCode::command,
                absent_configuration(config));
  }
  ScriptDirectoryOptions options;
  if (const std::optional<std::string> length = config.option("truncate_slug_length")) {
    const std::optional<long long> number = parse_integer(*length);
    if (!number) throw ConfigError("truncate_slug_length must be a number, not " + repr(*length));
    options.truncate_slug_length = *number;
  }
  options.recursive_version_locations = config.boolean_option("recursive_version_locations");
  options.directory = resolve_location(*location, config, frontends);
  options.file_template = config.option("file_template").value_or(options.file_template);
  options.sourceless = config.boolean_option("sourceless");
  options.output_encoding = config.option("output_encoding").value_or(options.output_encoding);
  options.version_locations = config.version_locations();
  options.timezone = config.option("timezone");
  options.hooks = config.post_write_hooks();
  return ScriptDirectory(std::move(options), config, std::move(frontends));
}

std::string ScriptDirectory::absolute_directory() const {
  return absolute_path(options_.directory, config_->host().working_directory);
}

std::vector<std::string> ScriptDirectory::version_locations() const {
  std::vector<std::string> locations;
  for (const std::string& location : options_.version_locations)
    locations.push_back(absolute_path(resolve_location(location, *config_, frontends_),
                                      config_->host().working_directory));
  if (locations.empty()) locations.push_back(join_path(absolute_directory(), "versions"));
  return locations;
}

Frontend* ScriptDirectory::find_frontend(std::string_view file_name) const {
  if (file_name.starts_with(".#") || file_name.starts_with("__init__")) return nullptr;
  for (Frontend* frontend : frontends_)
    if (frontend->claims(file_name)) return frontend;
  return nullptr;
}

std::vector<std::unique_ptr<Migration>> ScriptDirectory::load_migrations(
    const std::vector<const Revision*>& revisions, Reporter& reporter) const {
  // One request for each language, so that it can prepare its files together.
  std::map<Frontend*, std::vector<std::size_t>> positions;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const std::string& path = revisions[i]->path;
    const std::string name = path.substr(path.find_last_of('/') + 1);
    Frontend* frontend = find_frontend(name);
    if (frontend == nullptr) {
      throw ScriptError("No migration language reads '" + name + "'",
                        {.path = path, .revision = revisions[i]->revision});
    }
    positions[frontend].push_back(i);
  }
  std::vector<std::unique_ptr<Migration>> loaded(revisions.size());
  for (const auto& [frontend, members] : positions) {
    LoadRequest request{
        .config = config_, .reporter = &reporter, .script_location = absolute_directory()};
    for (const std::size_t position : members) {
      request.files.push_back({revisions[position]->revision, revisions[position]->path});
    }
    std::vector<std::unique_ptr<Migration>> answers = frontend->load(request);
    for (std::size_t i = 0; i < members.size(); ++i) loaded[members[i]] = std::move(answers[i]);
  }
  return loaded;
}

std::vector<Revision> ScriptDirectory::load() {
  const ScanKeeping keeping{.cache = user_cache_directory(config_->host()),
                            .now = std::chrono::system_clock::now()};
  return scan_files(find_revision_files(*this, config_->reporter()), *config_, keeping);
}

std::optional<Revision> ScriptDirectory::read_revision(Frontend& frontend,
                                                       const std::string& path) const {
  return scan_file(frontend, path, *config_);
}

const RevisionMap& ScriptDirectory::map() {
  if (map_) return *map_;
  try {
    map_ = RevisionMap::build(load());
  } catch (const RevisionError& error) {
    report_all(config_->reporter(), error.details().warnings);
    throw;
  }
  report_all(config_->reporter(), map_->warnings());
  return *map_;
}

}  // namespace retort
