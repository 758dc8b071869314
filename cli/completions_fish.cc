// SPDX-License-Identifier: MIT
#include "completion_scripts.h"
#include "completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace retort::cli {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char character : text) {
    if (character == '\'' || character == '\\') result += '\\';
    result += character;
  }
  return result + "'";
}

/// The options of `complete` for a value of this kind; -x: nothing but these words, -r: a file.
std::string_view value_options(ValueKind kind) {
  switch (kind) {
    case ValueKind::text:
      break;
    case ValueKind::file:
      return "-r -F";
    case ValueKind::folder:
      return "-x -a '(__fish_complete_directories)'";
    case ValueKind::revision:
      return "-x -k -a '(__retort_project_words revisions)'";
    case ValueKind::range:
      return "-x -k -a '(__retort_range)'";
    case ValueKind::layout:
      return "-x -a '(__retort_project_words layouts)'";
    case ValueKind::environment:
      return "-x -a '(__retort_project_words environments)'";
    case ValueKind::language:
      return "-x -a 'native sql python'";
    case ValueKind::color:
      return "-x -a 'auto always never'";
    case ValueKind::shell:
      return "-x -a 'bash zsh fish'";
    case ValueKind::command:
      return "-x -a '(__retort_commands)'";
  }
  return "-x";
}

std::string completion(std::string_view program, std::string_view condition,
                       const ArgumentSpec& spec) {
  std::string line = fmt::format("complete -c {} -n {}", program, quoted(condition));
  if (is_positional(spec)) {
    return fmt::format("{} {}\n", line, value_options(value_kind(spec)));
  }
  for (const std::string& name : names_of(spec)) {
    line += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2))
                                   : fmt::format(" -s {}", name.substr(1));
  }
  if (!spec.metavar.empty()) line += fmt::format(" {}", value_options(value_kind(spec)));
  return fmt::format("{} -d {}\n", line, quoted(spec.help));
}

constexpr std::string_view functions = R"(
# The command on the line, if it is there already.
function __retort_command
    set -l words (commandline -opc)
    set -e words[1]
    set -l skip 0
    for word in $words
        if test $skip = 1
            set skip 0
        else if contains -- $word $__retort_valued
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
            return 0
        end
    end
    return 1
end

function __retort_needs_command
    not __retort_command >/dev/null
end

function __retort_in
    set -l command (__retort_command)
    test "$command" = $argv[1]
end

# The words of a kind that the project knows.
function __retort_project_words
    set -l words (commandline -opc)
    set -l call $words[1]
    set -l take 0
    for word in $words[2..-1]
        if test $take = 1
            set -a call $word
            set take 0
        else if contains -- $word -c --config -n --name -x
            set -a call $word
            set take 1
        else if not string match -q -- '-*' $word
            break
        end
    end
    $call completion_words $argv[1] 2>/dev/null | string match -e \t
end

function __retort_range
    set -l start (string match -r '^.*:' -- (commandline -ct))
    for word in (__retort_project_words revisions)
        echo "$start$word"
    end
end

)";

}  // namespace

std::string fish_script(std::string_view program) {
  std::vector<std::string> valued;
  for (const ArgumentSpec& spec : global_arguments()) {
    if (spec.metavar.empty()) continue;
    for (std::string& name : names_of(spec)) valued.push_back(std::move(name));
  }
  std::string commands;
  std::string completions = fmt::format("complete -c {} -f\n", program);
  constexpr std::string_view first = "__retort_needs_command";
  for (const ArgumentSpec& spec : global_arguments()) {
    completions += completion(program, first, spec);
  }
  completions +=
      fmt::format("complete -c {} -n {} -l version -d 'Show the version.'\n", program, first);
  completions += fmt::format(
      "complete -c {} -s h -l help -d 'Explain the program, or one command.'\n", program);
  completions += fmt::format("complete -c {} -n {} -a '(__retort_commands)'\n", program, first);
  for (const CommandSpec& command : command_table()) {
    if (command.is_hidden) continue;
    commands +=
        fmt::format("    printf '%s\\t%s\\n' {} {}\n", command.name, quoted(command.summary));
    for (const ArgumentSpec& spec : command.arguments) {
      completions += completion(program, fmt::format("__retort_in {}", command.name), spec);
    }
  }
  return fmt::format(
      "# Completions of {0} for fish; written by '{0} completions fish'.\n\n"
      "set -g __retort_valued {1}\n\n"
      "function __retort_commands\n{2}end\n{3}{4}",
      program, fmt::join(valued, " "), commands, functions, completions);
}

}  // namespace retort::cli
