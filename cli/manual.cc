// SPDX-License-Identifier: MIT
#include "manual.h"

#include "retort/version.h"

#include "command_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

namespace retort::cli {
namespace {

/// Text as troff prints it; a hyphen stays one that can be copied.
std::string plain(std::string_view text) {
  std::string result;
  for (const char character : text) {
    if (character == '\\') {
      result += "\\e";
    } else if (character == '-') {
      result += "\\-";
    } else if (character == '\'') {
      result += "\\(aq";
    } else if ((character == '.') && result.empty()) {
      result += "\\&.";
    } else {
      result += character;
    }
  }
  return result;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", plain(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", plain(text)); }

std::string tag(const ArgumentSpec& spec) {
  std::vector<std::string> names;
  for (const std::string& name : names_of(spec)) {
    if (is_positional(spec)) {
      names.push_back(italic(name));
    } else {
      names.push_back(spec.metavar.empty()
                          ? bold(name)
                          : fmt::format("{} {}", bold(name), italic(spec.metavar)));
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string entry(std::string_view tag, std::string_view text) {
  return fmt::format(".TP\n{}\n{}\n", tag, plain(text));
}

std::string synopsis(std::string_view program, const CommandSpec& command) {
  std::string text = fmt::format("{} {}", bold(program), bold(command.name));
  for (const ArgumentSpec& spec : command.arguments) {
    if (is_positional(spec)) continue;
    const std::string name = bold(names_of(spec).front());
    text += spec.metavar.empty() ? fmt::format(" [{}]", name)
                                 : fmt::format(" [{} {}]", name, italic(spec.metavar));
  }
  for (const ArgumentSpec& spec : command.arguments) {
    if (!is_positional(spec)) continue;
    const std::string name = italic(spec.names);
    const std::string all = spec.list != nullptr ? name + " ..." : name;
    text += spec.is_optional ? fmt::format(" [{}]", all) : " " + all;
  }
  return text;
}

constexpr std::string_view description =
    "brings the schema of a database from one version to the next, and back, as the migrations of "
    "a "
    "project say.\nMigrations are written in C++, in SQL or in Python with Alembic's interface; "
    "the "
    "commands, their options and what they print are those of Alembic, and some more.\n";

struct Paragraph {
  std::string_view tag;
  std::string_view text;
};

constexpr Paragraph variables[] = {
    {"ALEMBIC_CONFIG", "The configuration file where -c names none."},
    {"ENV", "The environment where --env names none; see docs/environments.md."},
    {"DATABASE_URL",
     "The database where --url names none; PGHOST, PGPORT, PGDATABASE, PGUSER and "
     "PGPASSWORD come after it."},
    {"ALLOW_PRODUCTION_MIGRATE", "true: writing to a protected environment is allowed."},
    {"EDITOR, VISUAL", "What edit opens files with."},
    {"NO_COLOR", "Set to anything: no colors, whatever the terminal."},
    {"CLICOLOR_FORCE", "Set to anything but 0: colors even where there is no terminal."},
};

constexpr Paragraph statuses[] = {
    {"0", "It is done."},
    {"1", "Something broke: the database refused, a migration failed, a file could not be read."},
    {"2", "The command line cannot be read."},
    {"130, 143", "Interrupted by Ctrl-C or SIGTERM; what was under way is rolled back."},
    {"255",
     "The command cannot be carried out: no such revision, several heads, differences found."},
};

constexpr Paragraph files[] = {
    {"alembic.ini, pyproject.toml", "The configuration, in the current folder."},
    {".env, .env.NAME", "Variables beside the configuration; the process' own come first."},
};

template <std::size_t Count>
std::string entries(const Paragraph (&paragraphs)[Count]) {
  std::string text;
  for (const Paragraph& paragraph : paragraphs) text += entry(bold(paragraph.tag), paragraph.text);
  return text;
}

}  // namespace

std::string manual_text(const Invocation& invocation) {
  const std::string& program = invocation.program;
  std::string text = fmt::format(
      ".\\\" Written by '{0} manual'.\n.TH RETORT 1 \"\" \"retort {1}\" \"User Commands\"\n"
      ".SH NAME\nretort \\- version control for database schemas\n"
      ".SH SYNOPSIS\n{2} [\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]\n"
      ".SH DESCRIPTION\n{2} {3}.SH OPTIONS\n"
      "They stand before the command; called retort, the program takes them behind it, too.\n",
      program, version, bold(program), plain(description));
  text += entry("\\fB\\-h\\fR, \\fB\\-\\-help\\fR",
                "Explain the program; behind a command, the command.");
  text += entry("\\fB\\-\\-version\\fR", "Show the version.");
  for (const ArgumentSpec& spec : global_arguments()) text += entry(tag(spec), spec.help);
  text += ".SH COMMANDS\n";
  for (const CommandSpec& command : command_table()) {
    if (command.is_hidden) continue;
    text += fmt::format(".SS {}\n{}\n.PP\n{}\n", plain(command.name), synopsis(program, command),
                        plain(command.summary));
    for (const ArgumentSpec& spec : command.arguments) text += entry(tag(spec), spec.help);
  }
  text += ".SH ENVIRONMENT\n" + entries(variables);
  text += ".SH FILES\n" + entries(files);
  text += ".SH EXIT STATUS\n" + entries(statuses);
  return text;
}

}  // namespace retort::cli
