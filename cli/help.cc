// SPDX-License-Identifier: MIT
// argparse's layout rules: usage lines wrapped under the program's name, two columns of help.
#include "help.h"

#include "retort/error.h"
#include "retort/nearest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <vector>

namespace retort::cli {
namespace {

constexpr std::size_t text_width = 78;  // a screen of 80, less two
constexpr std::size_t max_help_position = 24;

struct Entry {
  std::string invocation;
  std::string help;
  std::size_t indent = 2;
};

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word(text.substr(at, space - at));
    at = space + 1;
    if (word.empty()) continue;
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      lines.push_back(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

/// The parts of a usage line that must stay together, options first.
struct UsageParts {
  std::vector<std::string> options = {"[-h]"};
  std::vector<std::string> positionals = {};
};

UsageParts usage_parts(const std::vector<ArgumentSpec>& arguments, bool is_program) {
  UsageParts parts;
  if (is_program) parts.options.emplace_back("[--version]");
  for (const ArgumentSpec& spec : arguments) {
    const std::string first = names_of(spec).front();
    if (is_positional(spec)) {
      const std::string one = spec.is_optional ? fmt::format("[{}]", first) : first;
      parts.positionals.push_back(spec.list != nullptr ? fmt::format("{0} [{0} ...]", first) : one);
    } else {
      parts.options.push_back(spec.metavar.empty() ? fmt::format("[{}]", first)
                                                   : fmt::format("[{} {}]", first, spec.metavar));
    }
  }
  if (is_program) {
    parts.positionals.push_back(fmt::format("{{{}}}", command_names()));
    parts.positionals.emplace_back("...");
  }
  return parts;
}

void add_lines(std::vector<std::string>& lines, const std::vector<std::string>& parts,
               std::size_t indent, std::size_t first_length) {
  std::string line;
  std::size_t length = first_length - 1;
  for (const std::string& part : parts) {
    if (length + 1 + part.size() > text_width && !line.empty()) {
      lines.push_back(line);
      line.clear();
      length = indent - 1;
    }
    line += (line.empty() ? "" : " ") + part;
    length += part.size() + 1;
  }
  if (!line.empty()) lines.push_back(line);
}

std::string entry_text(const Entry& entry, std::size_t help_position) {
  const std::string start = std::string(entry.indent, ' ') + entry.invocation;
  if (entry.help.empty()) return start + "\n";
  const std::vector<std::string> lines =
      wrap(entry.help, std::max<std::size_t>(text_width - help_position, 11));
  std::string text;
  std::size_t next = 0;
  if (start.size() + 2 <= help_position) {
    text = fmt::format("{:<{}}{}\n", start, help_position, lines.front());
    next = 1;
  } else {
    text = start + "\n";
  }
  for (; next < lines.size(); ++next) {
    text += std::string(help_position, ' ') + lines[next] + "\n";
  }
  return text;
}

std::string option_invocation(const ArgumentSpec& spec) {
  std::vector<std::string> names = names_of(spec);
  if (!spec.metavar.empty()) {
    for (std::string& name : names) name += fmt::format(" {}", spec.metavar);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::string command_names() {
  std::vector<std::string_view> names;
  for (const CommandSpec& spec : command_table()) {
    if (!spec.is_hidden) names.push_back(spec.name);
  }
  return fmt::format("{}", fmt::join(names, ","));
}

std::string usage(std::string_view program, const CommandSpec* command) {
  const std::string name =
      command == nullptr ? std::string(program) : fmt::format("{} {}", program, command->name);
  const UsageParts parts =
      usage_parts(command == nullptr ? global_arguments() : command->arguments, command == nullptr);
  const std::string prefix = fmt::format("usage: {} ", name);
  std::vector<std::string> all = parts.options;
  all.insert(all.end(), parts.positionals.begin(), parts.positionals.end());
  const std::string one_line = fmt::format("{}", fmt::join(all, " "));
  if (prefix.size() + one_line.size() <= text_width) return prefix + one_line + "\n";

  std::vector<std::string> lines;
  add_lines(lines, parts.options, prefix.size(), prefix.size());
  add_lines(lines, parts.positionals, prefix.size(), prefix.size());
  return prefix + fmt::format("{}", fmt::join(lines, "\n" + std::string(prefix.size(), ' '))) +
         "\n";
}

std::string help(std::string_view program, const CommandSpec* command) {
  std::vector<Entry> positionals;
  std::vector<Entry> options = {{"-h, --help", "show this help message and exit"}};
  if (command == nullptr) {
    options.push_back({"--version", "show program's version number and exit"});
    positionals.push_back({fmt::format("{{{}}}", command_names()), ""});
    for (const CommandSpec& spec : command_table()) {
      if (spec.is_hidden) continue;
      positionals.push_back({std::string(spec.name), std::string(spec.summary), 4});
    }
  }
  for (const ArgumentSpec& spec : command == nullptr ? global_arguments() : command->arguments) {
    if (!is_positional(spec)) {
      options.push_back({option_invocation(spec), std::string(spec.help)});
    } else {
      positionals.push_back({std::string(spec.names), std::string(spec.help)});
    }
  }
  std::size_t longest = 0;
  for (const auto* group : {&positionals, &options}) {
    for (const Entry& entry : *group) {
      longest = std::max(longest, entry.invocation.size() + entry.indent);
    }
  }
  const std::size_t help_position = std::min(longest + 2, max_help_position);
  std::string text = usage(program, command);
  if (command != nullptr) text += fmt::format("\n{}\n", command->summary);
  if (!positionals.empty()) {
    text += "\npositional arguments:\n";
    for (const Entry& entry : positionals) text += entry_text(entry, help_position);
  }
  text += "\noptions:\n";
  for (const Entry& entry : options) text += entry_text(entry, help_position);
  if (command == nullptr) {
    text +=
        fmt::format("\n'{0} help COMMAND' or '{0} COMMAND --help' explains a command.\n", program);
  }
  return text;
}

std::string help_text(const Invocation& invocation) {
  if (invocation.topic.empty()) return help(invocation.program, nullptr);
  const CommandSpec* command = find_command(invocation.topic);
  if (command != nullptr) return help(invocation.program, command);
  std::vector<std::string> names;
  for (const CommandSpec& spec : command_table()) {
    if (!spec.is_hidden) names.emplace_back(spec.name);
  }
  const std::vector<std::string> meant = nearest_names(invocation.topic, names);
  throw Error(fmt::format(
      "there is no command '{}'{}", invocation.topic,
      meant.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(meant, " or "))));
}

}  // namespace retort::cli
