// SPDX-License-Identifier: MIT
#include "completion_scripts.h"
#include "completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace retort::cli {
namespace {

/// Text inside '...' in a specification of _arguments.
std::string described(std::string_view text) {
  std::string result;
  for (const char character : text) {
    if (character == '\'') {
      result += "'\\''";
    } else {
      if (character == '[' || character == ']' || character == ':' || character == '\\') {
        result += '\\';
      }
      result += character;
    }
  }
  return result;
}

/// What zsh does to complete a value. A function behind a space gets no arguments but its own.
std::string_view action(ValueKind kind) {
  switch (kind) {
    case ValueKind::text:
      break;
    case ValueKind::file:
      return "_files";
    case ValueKind::folder:
      return "_files -/";
    case ValueKind::revision:
      return " _retort_project_words revisions";
    case ValueKind::range:
      return " _retort_range";
    case ValueKind::layout:
      return " _retort_project_words layouts";
    case ValueKind::environment:
      return " _retort_project_words environments";
    case ValueKind::language:
      return "(native sql python)";
    case ValueKind::color:
      return "(auto always never)";
    case ValueKind::shell:
      return "(bash zsh fish)";
    case ValueKind::command:
      return "_retort_commands";
  }
  return "()";
}

std::string specification(const ArgumentSpec& spec) {
  if (is_positional(spec)) {
    const std::string_view place = spec.list != nullptr ? "*" : spec.is_optional ? ":" : "";
    return fmt::format("'{}:{}:{}'", place, names_of(spec).front(), action(value_kind(spec)));
  }
  const std::vector<std::string> names = names_of(spec);
  std::string value;
  if (!spec.metavar.empty()) {
    value = fmt::format(":{}:{}", spec.metavar, action(value_kind(spec)));
  }
  const std::string_view repeated = spec.list != nullptr ? "*" : "";
  const std::string what = fmt::format("'[{}]{}'", described(spec.help), value);
  // A long option may be joined to its value by '='.
  std::vector<std::string> words;
  words.reserve(names.size());
  for (const std::string& name : names) {
    words.push_back(!spec.metavar.empty() && name.starts_with("--") ? name + "=" : name);
  }
  if (words.size() == 1) return fmt::format("'{}'{}{}", repeated, words.front(), what);
  const std::string others =
      spec.list != nullptr ? std::string("'*'") : fmt::format("'({})'", fmt::join(names, " "));
  return fmt::format("{}{{{}}}{}", others, fmt::join(words, ","), what);
}

std::string specifications(const std::vector<ArgumentSpec>& arguments, std::string_view indent) {
  std::string text =
      fmt::format("{}'(- *)'{{-h,--help}}'[show this help message and exit]'", indent);
  for (const ArgumentSpec& spec : arguments) {
    text += fmt::format(" \\\n{}{}", indent, specification(spec));
  }
  return text;
}

constexpr std::string_view functions = R"(
# The words of a kind that the project knows.
_retort_project_words() {
  local line tab=$'\t'
  local -a known
  for line in "${(@f)$("${retort_call[@]}" completion_words $1 2>/dev/null)}"; do
    [[ $line == *$tab* ]] || continue
    known+=("${${line%%$tab*}//:/\\:}:${line#*$tab}")
  done
  _describe -V -t $1 $1 known
}

_retort_range() {
  compset -P '*:'
  _retort_project_words revisions
}

_retort() {
  local curcontext=$curcontext state state_descr at
  local -a line retort_call
  local -A opt_args
  # The program, and the options that say which project it is for.
  retort_call=($words[1])
  for ((at = 2; at < CURRENT; ++at)); do
    case $words[at] in
      -c|--config|-n|--name|-x) retort_call+=($words[at] $words[at+1]) ;;
      --config=*|--name=*) retort_call+=($words[at]) ;;
    esac
    [[ $words[at] == (-*) || $words[at-1] == (-c|--config|-n|--name|-x) ]] || break
  done
)";

}  // namespace

std::string zsh_script(std::string_view program) {
  std::string commands;
  std::string cases;
  for (const CommandSpec& command : command_table()) {
    if (command.is_hidden) continue;
    commands += fmt::format("    '{}:{}'\n", command.name, described(command.summary));
    cases += fmt::format("    {})\n      _arguments -s -S \\\n{} && return\n      ;;\n",
                         command.name, specifications(command.arguments, "        "));
  }
  return fmt::format(
      "#compdef {0}\n# Completions of {0} for zsh; written by '{0} completions zsh'.\n\n"
      "_retort_commands() {{\n  local -a known=(\n{1}  )\n  _describe -t commands command "
      "known\n}}\n"
      "{2}  _arguments -C -s \\\n{3} \\\n"
      "    '(- *)--version[show the version and exit]' \\\n"
      "    '1:command:_retort_commands' '*::argument:->arguments' && return\n"
      "  [[ $state == arguments ]] || return 1\n"
      "  case $words[1] in\n{4}  esac\n  return 1\n}}\n\n"
      "if [[ $funcstack[1] == _{0} ]]; then\n  _retort \"$@\"\nelse\n  compdef _retort {0}\nfi\n",
      program, commands, functions, specifications(global_arguments(), "    "), cases);
}

}  // namespace retort::cli
