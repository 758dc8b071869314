// SPDX-License-Identifier: MIT
// The table of commands. To add one: a function in run_commands.cc and a row here.
#include "command_table.h"

#include "completions.h"
#include "help.h"
#include "manual.h"
#include "run_commands.h"
#include "run_config.h"
#include "run_review.h"
#include "run_status.h"

namespace retort::cli {
namespace {

using I = Invocation;

constexpr std::string_view verbose_help = "Print more about each revision.";
constexpr std::string_view json_help = "Print the result as JSON, for programs.";
constexpr std::string_view sql_help =
    "Write the SQL to standard output (or where the env file says) instead of running it.";
constexpr std::string_view tag_help = "A word handed to the env file, which may act on it.";
constexpr std::string_view message_help = "What the revision does: its description and file name.";
constexpr std::string_view label_help = "A name for the branch that starts with this revision.";
constexpr std::string_view rev_id_help = "The revision's identifier, instead of a random one.";
constexpr std::string_view splice_help = "Allow parents that are not heads.";

ArgumentSpec flag(std::string_view names, std::string_view help, bool I::*field) {
  return {.names = names, .metavar = "", .help = help, .flag = field};
}
ArgumentSpec option(std::string_view names, std::string_view metavar, std::string_view help,
                    std::optional<std::string> I::*field) {
  return {.names = names, .metavar = metavar, .help = help, .optional_text = field};
}
ArgumentSpec value(std::string_view names, std::string_view metavar, std::string_view help,
                   std::string I::*field) {
  return {.names = names, .metavar = metavar, .help = help, .text = field};
}
ArgumentSpec values(std::string_view names, std::string_view metavar, std::string_view help,
                    std::vector<std::string> I::*field) {
  return {.names = names, .metavar = metavar, .help = help, .list = field};
}

const ArgumentSpec revision_argument =
    value("revision", "", "A revision: an identifier, its beginning, head, label@head, +1, ...",
          &I::revision);
const ArgumentSpec revisions_argument =
    values("revisions", "", "One or more revisions, or 'heads' for all heads.", &I::revisions);

ArgumentSpec script_argument() {
  ArgumentSpec spec =
      values("script", "", "A file, or -m and a module; then its own arguments.", &I::script);
  spec.takes_rest = true;
  return spec;
}

const ArgumentSpec lock_timeout_option = option(
    "--lock-timeout", "DURATION",
    "How long to wait for another run on the database: 30s, 500ms, 2m. Default: without end.",
    &I::lock_timeout);
const ArgumentSpec no_lock_option = flag(
    "--no-lock", "Do not wait for other runs on the database, nor let them wait.", &I::no_lock);

std::vector<ArgumentSpec> migrate_arguments() {
  return {flag("--sql", sql_help, &I::sql),
          option("--tag", "TAG", tag_help, &I::tag),
          lock_timeout_option,
          no_lock_option,
          flag("--json", json_help, &I::json),
          revision_argument};
}

/// An option that Alembic has, too, before the command's name.
ArgumentSpec first(ArgumentSpec spec) {
  spec.stands_first = true;
  return spec;
}

/// "--c" has always meant --config.
ArgumentSpec color_argument() {
  ArgumentSpec spec = option("--color", "WHEN",
                             "auto, always or never. Default: auto, colors on a terminal unless "
                             "NO_COLOR is set.",
                             &I::color);
  spec.needs_full_name = true;
  return spec;
}

ArgumentSpec optional(ArgumentSpec spec) {
  spec.is_optional = true;
  return spec;
}

const ArgumentSpec scratch_option =
    option("--scratch-url", "URL",
           "A database of the server on which to make the scratch database; default: the target's.",
           &I::scratch_url);

/// The revision of plan and test; without one the heads are meant.
ArgumentSpec optional_target() {
  return optional(value("target", "", "A revision as upgrade and downgrade take it; default: head.",
                        &I::revision));
}

}  // namespace

const std::vector<ArgumentSpec>& global_arguments() {
  static const std::vector<ArgumentSpec> arguments = {
      first(values("-c,--config", "CONFIG",
                   "The configuration file: an ini file, or a pyproject.toml. May be given once "
                   "for each. Default: alembic.ini and pyproject.toml in the current folder, or "
                   "what ALEMBIC_CONFIG names.",
                   &I::config_files)),
      first(value("-n,--name", "NAME", "The section of the ini file to use. Default: alembic.",
                  &I::section)),
      first(values("-x", "X",
                   "A value for env files and migrations, as name=value. May be repeated.",
                   &I::x_arguments)),
      option("--env", "NAME",
             "The environment to work on: one that is configured, or local, dev, stage, main.",
             &I::environment),
      option("--url", "URL", "The database to work on, whatever is configured.", &I::url),
      first(flag("--raiseerr", "Print everything that is known about an error.", &I::raiseerr)),
      first(flag("-q,--quiet", "Print no results and no status lines.", &I::quiet)),
      color_argument(),
      flag("--progress", "Say of each step of a run that it begins, also where no terminal is.",
           &I::progress),
  };
  return arguments;
}

const std::vector<CommandSpec>& command_table() {
  static const std::vector<CommandSpec> table = {
      {"branches",
       "Show the revisions at which branches begin.",
       {flag("-v,--verbose", verbose_help, &I::verbose), flag("--json", json_help, &I::json)},
       &run_branches},
      {"check",
       "Fail if the models and the database differ.",
       {flag("--json", json_help, &I::json)},
       &run_check},
      {"completion_words",
       "",
       {value("kind", "", "", &I::topic)},
       &run_completion_words,
       nullptr,
       true},
      {"completions",
       "Write what a shell needs to complete this program's command lines.",
       {value("shell", "", "bash, zsh or fish.", &I::topic)},
       nullptr,
       &completions_text},
      {"config",
       "Show the configuration: environment and database, and where each setting is from.",
       {flag("--json", json_help, &I::json)},
       &run_config},
      {"current",
       "Show the revisions that the database is at.",
       {flag("-c,--check-heads", "Fail unless the database is at all heads.", &I::check_heads),
        flag("-v,--verbose", verbose_help, &I::verbose), flag("--json", json_help, &I::json)},
       &run_current},
      {"doctor",
       "Look for what is wrong with the project and its database, and say what to do.",
       {flag("--offline", "Look at files and configuration only.", &I::offline),
        flag("--json", json_help, &I::json)},
       &run_doctor},
      {"downgrade", "Go back to an earlier revision.", migrate_arguments(), &run_downgrade},
      {"edit", "Open revision files in $EDITOR.", {revision_argument}, &run_edit},
      {"ensure_version",
       "Create the version table if it is missing.",
       {flag("--sql", sql_help, &I::sql), lock_timeout_option, no_lock_option},
       &run_ensure_version},
      {"heads",
       "Show the heads of the revision graph.",
       {flag("-v,--verbose", verbose_help, &I::verbose),
        flag("--resolve-dependencies", "Leave out heads that others depend on.",
             &I::resolve_dependencies),
        flag("--exit-code", "End with 3 when there are several.", &I::exit_code),
        flag("--json", json_help, &I::json)},
       &run_heads},
      {"help",
       "Explain the program, or one command.",
       {optional(value("command", "", "The command's name.", &I::topic))},
       nullptr,
       &help_text},
      {"history",
       "List revisions, newest first.",
       {option("-r,--rev-range", "REV_RANGE",
               "Only those from START to END, as START:END; 'current' may stand for either.",
               &I::range),
        flag("-v,--verbose", verbose_help, &I::verbose),
        flag("-i,--indicate-current", "Mark the revisions that the database is at.",
             &I::indicate_current),
        flag("--json", json_help, &I::json)},
       &run_history},
      {"init",
       "Start a project: a script directory and its configuration.",
       {option("-t,--template", "TEMPLATE", "The layout to install; see list_templates.",
               &I::layout),
        flag("--package", "Make the script directory a Python package (add __init__.py files).",
             &I::package),
        value("directory", "", "Where the script directory goes.", &I::directory)},
       &run_init},
      {"list_templates",
       "List the layouts that init can install.",
       {flag("--json", json_help, &I::json)},
       &run_list_templates},
      {"manual", "", {}, nullptr, &manual_text, true},
      {"merge",
       "Write a revision that joins several heads.",
       {option("-m,--message", "MESSAGE", message_help, &I::message),
        option("--branch-label", "BRANCH_LABEL", label_help, &I::branch_label),
        option("--rev-id", "REV_ID", rev_id_help, &I::rev_id),
        flag("--splice", splice_help, &I::splice), flag("--json", json_help, &I::json),
        revisions_argument},
       &run_merge},
      {"plan",
       "Show what an upgrade or downgrade would do, and what may hurt.",
       {flag("--downgrade", "The target lies behind.", &I::downgrade),
        option("--from", "REVISION",
               "Where the database is, instead of asking it; 'base' for an empty one.", &I::from),
        option(
            "--fail-on", "LEVEL",
            "Exit with status 3 if there is a hazard of this level (low, medium, high) or above.",
            &I::fail_on),
        flag("--exit-code", "Exit with status 3 if there is any hazard.", &I::exit_code),
        flag("--json", json_help, &I::json), optional_target()},
       &run_plan},
      {"python",
       "Run a program in Python whose alembic and sqlalchemy are Retort's.",
       {script_argument()},
       &run_python},
      {"revision",
       "Write a new revision file.",
       {option("-m,--message", "MESSAGE", message_help, &I::message),
        flag("--autogenerate",
             "Compare the models with the database and write what makes them equal.",
             &I::autogenerate),
        flag("--sql",
             "Run the env file offline (needs revision_environment). With --autogenerate: write "
             "the SQL of the upgrade to standard output, and no file.",
             &I::sql),
        flag("--no-empty", "With --autogenerate: write no file when nothing differs.",
             &I::no_empty),
        value("--head", "HEAD", "The parent; default: head. Also LABEL@head, or base.", &I::head),
        flag("--splice", splice_help, &I::splice),
        option("--branch-label", "BRANCH_LABEL", label_help, &I::branch_label),
        option("--version-path", "VERSION_PATH",
               "The folder for the file, of those in version_locations.", &I::version_path),
        option("--rev-id", "REV_ID", rev_id_help, &I::rev_id),
        values("--depends-on", "DEPENDS_ON",
               "A revision that must be applied before. May be repeated.", &I::depends_on),
        option("--language", "LANGUAGE",
               "native (C++) or sql; default: the language of the project's template.",
               &I::language),
        flag("--json", json_help, &I::json)},
       &run_revision},
      {"show",
       "Show the revisions that a symbol names.",
       {flag("--json", json_help, &I::json), revision_argument},
       &run_show},
      {"squash",
       "Replace drafts by one migration that is proven to do the same.",
       {option("-m,--message", "MESSAGE", message_help, &I::message),
        option("--data", "WHAT",
               "Statements of the drafts that change data: refuse (the default), keep them behind "
               "the new schema, or list them in a comment.",
               &I::data),
        flag("--dry-run", "Show the new file and change nothing.", &I::dry_run),
        flag("--force-unreachable",
             "Take protected environments that cannot be asked for ones without the drafts.",
             &I::force_unreachable),
        scratch_option, flag("--json", json_help, &I::json),
        value("range", "", "The first and the last draft, as FIRST:LAST.", &I::revision)},
       &run_squash},
      {"stamp",
       "Write revisions into the version table without running them.",
       {flag("--sql", sql_help, &I::sql), option("--tag", "TAG", tag_help, &I::tag),
        flag("--purge", "First delete everything from the version table.", &I::purge),
        lock_timeout_option, no_lock_option, flag("--json", json_help, &I::json),
        revisions_argument},
       &run_stamp},
      {"status",
       "Show where the database stands: current, heads, pending.",
       {flag("--drift", "Also compare the models with the database.", &I::drift),
        flag("--exit-code",
             "End with 3 if revisions are pending, 4 if the models differ (with --drift), 5 if the "
             "database has unknown revisions, 6 if it cannot be reached.",
             &I::exit_code),
        flag("--json", json_help, &I::json)},
       &run_status},
      {"test",
       "Run the migrations up, down and up again on a scratch database, and compare.",
       {flag("--each", "Each revision up, down and up again, before the next.", &I::each),
        scratch_option, flag("--json", json_help, &I::json), optional_target()},
       &run_test},
      {"upgrade", "Go on to a later revision.", migrate_arguments(), &run_upgrade},
  };
  return table;
}

const CommandSpec* find_command(std::string_view name) {
  for (const CommandSpec& spec : command_table()) {
    if (spec.name == name) return &spec;
  }
  return nullptr;
}

std::vector<std::string> names_of(const ArgumentSpec& spec) {
  std::vector<std::string> result;
  std::string_view names = spec.names;
  while (true) {
    const std::size_t comma = names.find(',');
    result.emplace_back(names.substr(0, comma));
    if (comma == std::string_view::npos) return result;
    names.remove_prefix(comma + 1);
  }
}

}  // namespace retort::cli
