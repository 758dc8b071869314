// SPDX-License-Identifier: MIT
#include "completion_scripts.h"
#include "completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace retort::cli {
namespace {

std::string_view kind_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::text:
      break;
    case ValueKind::file:
      return "file";
    case ValueKind::folder:
      return "folder";
    case ValueKind::revision:
      return "revisions";
    case ValueKind::range:
      return "range";
    case ValueKind::layout:
      return "layouts";
    case ValueKind::environment:
      return "environments";
    case ValueKind::language:
      return "language";
    case ValueKind::color:
      return "color";
    case ValueKind::shell:
      return "shell";
    case ValueKind::command:
      return "command";
  }
  return "text";
}

/// "COMMAND:--option|COMMAND:-o) kind=..." for each argument of one level; a positional has no
/// name, and a flag no kind.
std::string kinds(std::string_view command, const std::vector<ArgumentSpec>& arguments) {
  std::string text;
  for (const ArgumentSpec& spec : arguments) {
    std::vector<std::string> patterns;
    if (is_positional(spec)) {
      patterns.push_back(fmt::format("{}:", command));
    } else {
      for (const std::string& name : names_of(spec)) {
        patterns.push_back(fmt::format("{}:{}", command, name));
      }
    }
    const bool is_flag = !is_positional(spec) && spec.metavar.empty();
    text += fmt::format("    {}) kind={} ;;\n", fmt::join(patterns, "|"),
                        is_flag ? "" : kind_name(value_kind(spec)));
  }
  return text;
}

std::string options(std::string_view command, const std::vector<ArgumentSpec>& arguments) {
  std::vector<std::string> names = {"--help"};
  if (command.empty()) names.emplace_back("--version");
  for (const ArgumentSpec& spec : arguments) {
    if (!is_positional(spec)) names.push_back(names_of(spec).back());
  }
  return fmt::format("    {}) options='{}' ;;\n", command.empty() ? "''" : command,
                     fmt::join(names, " "));
}

constexpr std::string_view functions = R"(
# The words of a kind that the project knows.
_retort_project_words() {
  "$program" "${project[@]}" completion_words "$1" 2>/dev/null |
    while IFS=$'\t' read -r word _; do
      printf '%s\n' "$word"
    done
}

# Those lines that begin with $2, $1 put before them. (compgen -W would expand what it is given.)
_retort_matching() {
  while IFS= read -r word; do
    case $word in "$2"*) printf '%s\n' "$1$word" ;; esac
  done
}

_retort_values() {
  local word before='' cur=$2
  case $1 in
    file) compgen -f -- "$cur" ;;
    folder) compgen -d -- "$cur" ;;
    revisions|layouts|environments) _retort_project_words "$1" | _retort_matching '' "$cur" ;;
    range)
      case $cur in *:*) before=${cur%:*}: cur=${cur##*:} ;; esac
      { printf 'current\n'; _retort_project_words revisions; } | _retort_matching "$before" "$cur" ;;
    language) compgen -W 'native sql python' -- "$cur" ;;
    color) compgen -W 'auto always never' -- "$cur" ;;
    shell) compgen -W 'bash zsh fish' -- "$cur" ;;
    command) compgen -W "$commands" -- "$cur" ;;
  esac
}

_retort() {
  local line=${COMP_LINE:0:COMP_POINT} program command='' options kind at word cur joined
  local commands parted=''
  local -a words=() project=() found=()
  read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=('') ;; esac
  program=${words[0]/#\~/$HOME}
  cur=${words[${#words[@]}-1]}
  COMPREPLY=()

  # What stands before: the command, and what says which project it is for.
  kind=
  for ((at = 1; at < ${#words[@]} - 1; ++at)); do
    word=${words[at]}
    if [[ -n $kind ]]; then
      kind=
      continue
    fi
    case $word in
      -*=*)
        if _retort_kind ":${word%%=*}"; then project+=("$word"); fi
        kind=
        ;;
      -*)
        if [[ -n $command ]] && _retort_kind "$command:$word"; then
          :
        elif _retort_kind ":$word"; then
          if [[ -z $kind ]]; then
            project+=("$word")
          elif ((at + 2 < ${#words[@]})); then
            project+=("$word" "${words[at+1]}")
          fi
        fi
        ;;
      *) command=${command:-$word} ;;
    esac
  done

  joined=
  if [[ -z $kind && $cur == --*=* ]]; then
    _retort_kind "$command:${cur%%=*}" || _retort_kind ":${cur%%=*}" || return
    joined=${cur%%=*}=
    word=${cur#*=}
  elif [[ -n $kind ]]; then
    word=$cur
  elif [[ $cur == -* ]]; then
    _retort_options "$command"
    kind=option
    word=$cur
  elif [[ -z $command ]]; then
    kind=command
    word=$cur
  else
    _retort_kind "$command:" || return
    word=$cur
  fi
  _retort_commands
  while IFS= read -r line; do
    found+=("$joined$line")
  done < <(
    if [[ $kind == option ]]; then
      compgen -W "$options" -- "$word"
    else
      _retort_values "$kind" "$word"
    fi
  )
  # Readline takes a word apart at these characters and wants the last part alone.
  case $cur in
    *[:=@]*) parted=${cur%"${cur##*[:=@]}"} ;;
  esac
  COMPREPLY=("${found[@]#"$parted"}")
  case $kind in file|folder) compopt -o filenames 2>/dev/null ;; esac
  return 0
}

)";

}  // namespace

std::string bash_script(std::string_view program) {
  std::string all_kinds;
  std::string all_options;
  std::vector<std::string_view> commands;
  all_kinds += kinds("", global_arguments());
  all_options += options("", global_arguments());
  for (const CommandSpec& command : command_table()) {
    if (command.is_hidden) continue;
    commands.push_back(command.name);
    all_kinds += kinds(command.name, command.arguments);
    all_options += options(command.name, command.arguments);
  }
  return fmt::format(
      "# Completions of {0} for bash; written by '{0} completions bash'.\n\n"
      "_retort_commands() {{\n  commands='{1}'\n}}\n\n"
      "# What stands for the value of COMMAND:OPTION, or for the argument of COMMAND:\n"
      "_retort_kind() {{\n  case $1 in\n{2}    *) return 1 ;;\n  esac\n}}\n\n"
      "_retort_options() {{\n  case $1 in\n{3}    *) options= ;;\n  esac\n}}\n"
      "{4}complete -F _retort {0}\n",
      program, fmt::join(commands, " "), all_kinds, all_options, functions);
}

}  // namespace retort::cli
