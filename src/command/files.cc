// SPDX-License-Identifier: MIT
// Commands that write or open files of the project.
#include "retort/error.h"

#include "command/database.h"
#include "command/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace retort::command {
namespace {

const Frontend* find_language(const Session& session, const std::optional<std::string>& language) {
  if (!language) return nullptr;
  std::string names;
  for (const Frontend* frontend : session.frontends) {
    if (frontend->name() == *language) return frontend;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", frontend->name());
  }
  throw Error(fmt::format("No migration language named '{}'; there are: {}", *language, names));
}

/// Whether a front-end of the session runs migrations of a layout's language.
bool speaks(const Session& session, std::string_view language) {
  const std::string_view name = language == "cpp" ? "native" : language;
  return std::any_of(
      session.frontends.begin(), session.frontends.end(),
      [name](const Frontend* frontend) { return frontend->name() == name && frontend->runs(); });
}

std::vector<std::string> optional_list(const std::optional<std::string>& value) {
  return value ? std::vector<std::string>{*value} : std::vector<std::string>{};
}

/// With revision_environment the project's env file has its say before a file is written.
std::map<std::string, std::string> run_environment_first(Project& project, DatabaseTask task) {
  std::map<std::string, std::string> arguments;
  if (project.session().config.lenient_boolean_option("revision_environment")) {
    task.writes_revision = true;
    task.template_arguments = &arguments;
    visit_database(project, task);
  } else if (task.offline) {
    throw Error(
        "Using --sql with the revision command when revision_environment is not configured does "
        "not make any sense");
  }
  return arguments;
}

}  // namespace

Revision revision(const Session& session, const RevisionOptions& options) {
  Project project(session);
  ScriptDirectory& scripts = project.scripts();
  std::map<std::string, std::string> arguments = run_environment_first(
      project, {.command = "revision", .message = options.message, .offline = options.sql});
  return scripts.generate_revision({
      .identity = {.revision = options.rev_id.value_or(""),
                   .head = std::vector<std::string>{options.head},
                   .splice = options.splice,
                   .branch_labels = optional_list(options.branch_label),
                   .depends_on = options.depends_on},
      .message = options.message,
      .version_path = options.version_path.value_or(""),
      .frontend = find_language(session, options.language),
      .template_arguments = std::move(arguments),
  });
}

Revision merge(const Session& session, const MergeOptions& options) {
  Project project(session);
  ScriptDirectory& scripts = project.scripts();
  std::map<std::string, std::string> arguments =
      run_environment_first(project, {.command = "merge", .message = options.message});
  return scripts.generate_revision({
      .identity = {.revision = options.rev_id.value_or(""),
                   .head = options.revisions,
                   .splice = options.splice,
                   .branch_labels = optional_list(options.branch_label)},
      .message = options.message,
      .template_arguments = std::move(arguments),
  });
}

void edit(const Session& session, const EditOptions& options) {
  Project project(session);
  std::vector<const Revision*> revisions;
  if (options.revision == "current") {
    const std::vector<std::string> rows =
        read_rows(project, {.command = "edit", .create_version_table = true}).rows;
    if (rows.empty()) throw Error("No current revisions");
    revisions = resolve_revisions(project.map(), rows);
  } else {
    revisions = resolve_revisions(project.map(), options.revision);
    if (revisions.empty()) {
      throw Error(fmt::format("No revision files indicated by symbol '{}'", options.revision));
    }
  }
  for (const Revision* found : revisions) open_in_editor(found->path, session.config.host());
}

void init(const Session& session, const InitOptions& options) {
  const std::vector<TemplateSummary> layouts = retort::list_templates();
  const auto layout = std::find_if(
      layouts.begin(), layouts.end(),
      [&options](const TemplateSummary& candidate) { return candidate.name == options.layout; });
  if (layout == layouts.end()) {
    throw Error(fmt::format("No such template {}", options.layout), ErrorCode::command,
                "list_templates shows those that there are");
  }
  if (!speaks(session, layout->language)) {
    throw UnsupportedError(
        fmt::format("The template {} is for {} migrations, which this build of Retort cannot run",
                    layout->name, layout->language));
  }
  init_script_directory(session.config, options);
}

std::vector<TemplateSummary> list_templates(const Session& session) {
  std::vector<TemplateSummary> layouts = retort::list_templates();
  std::erase_if(layouts, [&session](const TemplateSummary& layout) {
    return !speaks(session, layout.language);
  });
  return layouts;
}

}  // namespace retort::command
