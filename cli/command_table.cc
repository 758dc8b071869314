// SPDX-License-Identifier: MIT
// The table of commands. To add one: a function in run_commands.cc and a row here.
#include "command_table.h"

#include "run_commands.h"
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

std::vector<ArgumentSpec> migrate_arguments() {
  return {flag("--sql", sql_help, &I::sql), option("--tag", "TAG", tag_help, &I::tag),
          revision_argument};
}

}  // namespace

const std::vector<ArgumentSpec>& global_arguments() {
  static const std::vector<ArgumentSpec> arguments = {
      values("-c,--config", "CONFIG",
             "The configuration file: an ini file, or a pyproject.toml. May be given once for "
             "each. Default: alembic.ini and pyproject.toml in the current folder, or what "
             "ALEMBIC_CONFIG names.",
             &I::config_files),
      value("-n,--name", "NAME", "The section of the ini file to use. Default: alembic.",
            &I::section),
      values("-x", "X", "A value for env files and migrations, as name=value. May be repeated.",
             &I::x_arguments),
      flag("--raiseerr", "Print everything that is known about an error.", &I::raiseerr),
      flag("-q,--quiet", "Print no results and no status lines.", &I::quiet),
  };
  return arguments;
}

const std::vector<CommandSpec>& command_table() {
  static const std::vector<CommandSpec> table = {
      {"branches",
       "Show the revisions at which branches begin.",
       {flag("-v,--verbose", verbose_help, &I::verbose)},
       &run_branches},
      {"check", "Fail if the models and the database differ.", {}, &run_check},
      {"current",
       "Show the revisions that the database is at.",
       {flag("-c,--check-heads", "Fail unless the database is at all heads.", &I::check_heads),
        flag("-v,--verbose", verbose_help, &I::verbose)},
       &run_current},
      {"downgrade", "Go back to an earlier revision.", migrate_arguments(), &run_downgrade},
      {"doctor",
       "Look for what is wrong with the project and its database, and say what to do.",
       {flag("--offline", "Look at files and configuration only.", &I::offline),
        flag("--json", json_help, &I::json)},
       &run_doctor},
      {"edit", "Open revision files in $EDITOR.", {revision_argument}, &run_edit},
      {"ensure_version",
       "Create the version table if it is missing.",
       {flag("--sql", sql_help, &I::sql)},
       &run_ensure_version},
      {"heads",
       "Show the heads of the revision graph.",
       {flag("-v,--verbose", verbose_help, &I::verbose),
        flag("--resolve-dependencies", "Leave out heads that others depend on.",
             &I::resolve_dependencies)},
       &run_heads},
      {"history",
       "List revisions, newest first.",
       {option("-r,--rev-range", "REV_RANGE",
               "Only those from START to END, as START:END; 'current' may stand for either.",
               &I::range),
        flag("-v,--verbose", verbose_help, &I::verbose),
        flag("-i,--indicate-current", "Mark the revisions that the database is at.",
             &I::indicate_current)},
       &run_history},
      {"init",
       "Start a project: a script directory and its configuration.",
       {option("-t,--template", "TEMPLATE", "The layout to install; see list_templates.",
               &I::layout),
        flag("--package", "Make the script directory a Python package (add __init__.py files).",
             &I::package),
        value("directory", "", "Where the script directory goes.", &I::directory)},
       &run_init},
      {"list_templates", "List the layouts that init can install.", {}, &run_list_templates},
      {"merge",
       "Write a revision that joins several heads.",
       {option("-m,--message", "MESSAGE", message_help, &I::message),
        option("--branch-label", "BRANCH_LABEL", label_help, &I::branch_label),
        option("--rev-id", "REV_ID", rev_id_help, &I::rev_id),
        flag("--splice", splice_help, &I::splice), revisions_argument},
       &run_merge},
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
               &I::language)},
       &run_revision},
      {"show", "Show the revisions that a symbol names.", {revision_argument}, &run_show},
      {"stamp",
       "Write revisions into the version table without running them.",
       {flag("--sql", sql_help, &I::sql), option("--tag", "TAG", tag_help, &I::tag),
        flag("--purge", "First delete everything from the version table.", &I::purge),
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
      {"upgrade", "Go on to a later revision.", migrate_arguments(), &run_upgrade},
  };
  return table;
}

}  // namespace retort::cli
