// SPDX-License-Identifier: MIT
// A reader for the command table with argparse's rules: options before the command are the
// program's, a long option may be cut to an unambiguous prefix, "-1" is a value, "--" ends options.
#include "arguments.h"

#include "retort/error.h"
#include "retort/nearest.h"
#include "retort/version.h"

#include "command_table.h"
#include "help.h"
#include "json_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

namespace retort::cli {
namespace {

/// The line cannot be read. `command` is the one whose usage is shown; null: the program's.
struct LineError {
  const CommandSpec* command;
  std::string message;
  std::vector<std::string> meant = {};
  std::string hint = {};
};

struct HelpRequest {
  const CommandSpec* command;
};
struct VersionRequest {};

/// "-1", "-12", "-.5", "-3.25": what argparse takes for a number.
bool looks_negative(std::string_view word) {
  if (word.size() < 2 || word.front() != '-') return false;
  std::size_t digits = 0;
  std::size_t dots = 0;
  for (const char character : word.substr(1)) {
    if (character == '.') {
      ++dots;
    } else if (std::isdigit(static_cast<unsigned char>(character)) != 0) {
      ++digits;
    } else {
      return false;
    }
  }
  return dots <= 1 && digits > 0 && word.back() != '.';
}

/// "-m/--message": how argparse names an option in an error.
std::string display_name(const ArgumentSpec& spec) {
  return fmt::format("{}", fmt::join(names_of(spec), "/"));
}

enum class WordKind { value, known_option, unknown_option };

struct Word {
  std::string text;
  WordKind kind = WordKind::value;
  const ArgumentSpec* option = nullptr;      ///< null with known_option: --help or --version
  std::string option_name = {};              ///< in full
  std::optional<std::string> attached = {};  ///< "=value", or what follows a short option
};

const ArgumentSpec help_spec{.names = "-h,--help", .metavar = "", .help = ""};
const ArgumentSpec version_spec{.names = "--version", .metavar = "", .help = ""};

/// Reads the words of one level: the program's own, or a command's.
class LineReader {
 public:
  /// A command's own options come first; `also` are those of the program that may follow it.
  LineReader(const std::vector<ArgumentSpec>& arguments, const CommandSpec* command,
             Invocation& invocation, std::vector<const ArgumentSpec*> also = {})
      : command_(command), invocation_(invocation), also_(std::move(also)) {
    options_.push_back(&help_spec);
    if (command == nullptr) options_.push_back(&version_spec);
    for (const ArgumentSpec& spec : arguments) {
      (is_positional(spec) ? positionals_ : options_).push_back(&spec);
    }
  }

  /// Takes words until the end; at the program's level until the command's name, whose position
  /// is the answer (or the number of words).
  std::size_t read(const std::vector<std::string>& words, std::size_t start) {
    bool only_values = false;
    std::size_t at = start;
    while (at < words.size()) {
      if (!only_values && words[at] == "--") {
        only_values = true;
        ++at;
        continue;
      }
      const Word word = only_values ? Word{.text = words[at]} : classify(words[at]);
      if (word.kind == WordKind::value) {
        if (command_ == nullptr) return at;
        at = take_values(words, at, only_values);
      } else if (word.kind == WordKind::unknown_option) {
        extras_.push_back(word.text);
        ++at;
      } else {
        at = take_option(word, words, at);
      }
    }
    return at;
  }

  void check_required() const {
    std::vector<std::string> missing;
    for (std::size_t i = next_positional_; i < positionals_.size(); ++i) {
      if (positionals_[i]->is_optional) continue;
      missing.emplace_back(positionals_[i]->names);
    }
    if (!missing.empty()) {
      throw LineError{command_, fmt::format("the following arguments are required: {}",
                                            fmt::join(missing, ", "))};
    }
  }

  const std::vector<std::string>& extras() const { return extras_; }

 private:
  struct Match {
    const ArgumentSpec* option;
    std::string name;
    std::optional<std::string> attached;
  };

  static const ArgumentSpec* find_among(const std::vector<const ArgumentSpec*>& options,
                                        std::string_view name) {
    for (const ArgumentSpec* spec : options) {
      const std::vector<std::string> names = names_of(*spec);
      if (std::find(names.begin(), names.end(), name) != names.end()) return spec;
    }
    return nullptr;
  }
  const ArgumentSpec* find_exact(std::string_view name) const {
    const ArgumentSpec* own = find_among(options_, name);
    return own != nullptr ? own : find_among(also_, name);
  }

  std::vector<Match> find_prefixed(const std::string& word) const {
    std::vector<Match> matches;
    const bool is_long = word.starts_with("--");
    const std::size_t equals = is_long ? word.find('=') : std::string::npos;
    const std::string prefix = word.substr(0, equals);
    for (const ArgumentSpec* spec : options_) {
      for (const std::string& name : names_of(*spec)) {
        if (is_long && name.starts_with(prefix) && !spec->needs_full_name) {
          matches.push_back({spec, name,
                             equals == std::string::npos
                                 ? std::nullopt
                                 : std::optional<std::string>(word.substr(equals + 1))});
        } else if (!is_long && name.size() == 2 && word.starts_with(name)) {
          matches.push_back({spec, name, word.substr(2)});
        }
      }
    }
    return matches;
  }

  Word classify(const std::string& text) const {
    if (text.size() < 2 || text.front() != '-') return {.text = text};
    if (const ArgumentSpec* exact = find_exact(text)) {
      return {text, WordKind::known_option, exact, text, {}};
    }
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) {
      const std::string name = text.substr(0, equals);
      if (const ArgumentSpec* exact = find_exact(name)) {
        return {text, WordKind::known_option, exact, name, text.substr(equals + 1)};
      }
    }
    const std::vector<Match> matches = find_prefixed(text);
    if (matches.size() > 1) {
      std::vector<std::string> names;
      names.reserve(matches.size());
      for (const Match& match : matches) names.push_back(match.name);
      throw LineError{command_, fmt::format("ambiguous option: {} could match {}", text,
                                            fmt::join(names, ", "))};
    }
    if (matches.size() == 1) {
      return {text, WordKind::known_option, matches[0].option, matches[0].name,
              matches[0].attached};
    }
    if (const ArgumentSpec* joined =
            text[1] == '-' ? nullptr : find_among(also_, text.substr(0, 2));
        joined != nullptr && !joined->metavar.empty()) {
      return {text, WordKind::known_option, joined, text.substr(0, 2), text.substr(2)};
    }
    if (looks_negative(text) || text.find(' ') != std::string::npos) return {.text = text};
    return {text, WordKind::unknown_option, nullptr, {}, {}};
  }

  /// Positional arguments take as many of the values that stand together as they can.
  std::size_t take_values(const std::vector<std::string>& words, std::size_t at,
                          bool& only_values) {
    std::vector<std::string> values;
    while (at < words.size()) {
      if (!only_values && words[at] == "--") {
        only_values = true;
        ++at;
        continue;
      }
      if (!only_values && classify(words[at]).kind != WordKind::value) break;
      values.push_back(words[at++]);
    }
    std::size_t used = 0;
    while (used < values.size() && next_positional_ < positionals_.size()) {
      const ArgumentSpec& spec = *positionals_[next_positional_++];
      if (spec.list != nullptr) {
        auto& list = invocation_.*spec.list;
        list.assign(values.begin() + static_cast<std::ptrdiff_t>(used), values.end());
        used = values.size();
      } else {
        store(spec, values[used++]);
      }
    }
    extras_.insert(extras_.end(), values.begin() + static_cast<std::ptrdiff_t>(used), values.end());
    return at;
  }

  std::size_t take_option(const Word& word, const std::vector<std::string>& words, std::size_t at) {
    if (word.option->flag == nullptr && !word.option->metavar.empty()) {
      if (word.attached) {
        store(*word.option, *word.attached);
        return at + 1;
      }
      return take_value(*word.option, words, at + 1);
    }
    return take_flags(word, words, at);
  }

  /// The value of an option that stands in the word behind it.
  std::size_t take_value(const ArgumentSpec& option, const std::vector<std::string>& words,
                         std::size_t at) {
    if (at >= words.size() || words[at] == "--" || classify(words[at]).kind != WordKind::value) {
      throw LineError{command_,
                      fmt::format("argument {}: expected one argument", display_name(option))};
    }
    store(option, words[at]);
    return at + 1;
  }

  /// A flag, or several short ones in one word ("-vi"), of which the last may have a value ("-qx
  /// a").
  std::size_t take_flags(const Word& word, const std::vector<std::string>& words, std::size_t at) {
    const ArgumentSpec* spec = word.option;
    std::optional<std::string> attached = word.attached;
    bool is_short = !word.option_name.starts_with("--");
    while (true) {
      if (!attached) {
        set_flag(*spec);
        return at + 1;
      }
      const std::string name = attached->empty() ? "-" : "-" + attached->substr(0, 1);
      const ArgumentSpec* following = is_short ? find_exact(name) : nullptr;
      if (following == nullptr) {
        throw LineError{command_, fmt::format("argument {}: ignored explicit argument '{}'",
                                              display_name(*spec), *attached)};
      }
      set_flag(*spec);
      const std::string rest = attached->substr(1);
      if (!following->metavar.empty()) {
        if (rest.empty()) return take_value(*following, words, at + 1);
        store(*following, rest);
        return at + 1;
      }
      spec = following;
      attached = rest.empty() ? std::nullopt : std::optional<std::string>(rest);
    }
  }

  void set_flag(const ArgumentSpec& spec) {
    if (&spec == &help_spec) throw HelpRequest{command_};
    if (&spec == &version_spec) throw VersionRequest{};
    invocation_.*spec.flag = true;
  }

  void store(const ArgumentSpec& spec, const std::string& value) {
    if (spec.text != nullptr) {
      invocation_.*spec.text = value;
    } else if (spec.optional_text != nullptr) {
      invocation_.*spec.optional_text = value;
    } else {
      (invocation_.*spec.list).push_back(value);
    }
  }

  const CommandSpec* command_;
  Invocation& invocation_;
  std::vector<const ArgumentSpec*> also_;
  std::vector<const ArgumentSpec*> options_;
  std::vector<const ArgumentSpec*> positionals_;
  std::size_t next_positional_ = 0;
  std::vector<std::string> extras_;
};

const CommandSpec& command_named(const std::string& name) {
  if (const CommandSpec* command = find_command(name)) return *command;
  std::vector<std::string> choices;
  std::vector<std::string> quoted;
  for (const CommandSpec& spec : command_table()) {
    if (spec.is_hidden) continue;
    choices.emplace_back(spec.name);
    quoted.push_back(fmt::format("'{}'", spec.name));
  }
  throw LineError{nullptr,
                  fmt::format("argument {{{}}}: invalid choice: '{}' (choose from {})",
                              command_names(), name, fmt::join(quoted, ", ")),
                  nearest_names(name, choices)};
}

/// The program's options that may follow the name of a command.
std::vector<const ArgumentSpec*> movable_options(std::string_view program) {
  std::vector<const ArgumentSpec*> result;
  for (const ArgumentSpec& spec : global_arguments()) {
    if (!spec.stands_first || program != "alembic") result.push_back(&spec);
  }
  return result;
}

/// What is said of words that nothing takes. `command`: whose options they may be meant to be.
LineError unrecognized(const std::vector<std::string>& words, const CommandSpec* command) {
  LineError error{
      nullptr, fmt::format("unrecognized arguments: {}", fmt::join(words, " ")), {}, {}};
  if (!words.front().starts_with("--")) return error;
  std::vector<std::string> names;
  const auto add = [&names](const std::vector<ArgumentSpec>& arguments) {
    for (const ArgumentSpec& spec : arguments) {
      if (!is_positional(spec)) names.push_back(names_of(spec).back());
    }
  };
  if (command != nullptr) add(command->arguments);
  const std::string& word = words.front();
  if (std::find(names.begin(), names.end(), word) != names.end()) {
    error.hint = fmt::format("{} stands behind the command: {} {} ...", word, command->name, word);
    return error;
  }
  add(global_arguments());
  error.meant = nearest_names(words.front().substr(0, words.front().find('=')), names);
  return error;
}

/// Whether what follows the command's name is not for this program to read.
bool takes_rest(const CommandSpec& command, const std::vector<std::string>& words,
                std::size_t start) {
  return !command.arguments.empty() && command.arguments.front().takes_rest &&
         start < words.size() && words[start] != "-h" && words[start] != "--help";
}

void read_line(const std::vector<std::string>& words, Invocation& invocation) {
  LineReader program(global_arguments(), nullptr, invocation);
  const std::size_t at = program.read(words, 0);
  if (at == words.size()) {
    if (!program.extras().empty()) {
      throw unrecognized(program.extras(), nullptr);
    }
    throw LineError{nullptr, "too few arguments"};
  }
  const CommandSpec& command = command_named(words[at]);
  invocation.command = words[at];
  LineReader reader(command.arguments, &command, invocation, movable_options(invocation.program));
  if (takes_rest(command, words, at + 1)) {
    auto& rest = invocation.*command.arguments.front().list;
    rest.assign(words.begin() + static_cast<std::ptrdiff_t>(at + 1), words.end());
    return;
  }
  reader.read(words, at + 1);
  reader.check_required();
  std::vector<std::string> extras = program.extras();
  extras.insert(extras.end(), reader.extras().begin(), reader.extras().end());
  if (!extras.empty()) throw unrecognized(extras, &command);
}

void check_choices(const Invocation& invocation) {
  const std::string when = invocation.color.value_or("auto");
  if (when == "auto" || when == "always" || when == "never") return;
  throw LineError{nullptr, fmt::format("argument --color: invalid choice: '{}' (choose from "
                                       "'auto', 'always', 'never')",
                                       when)};
}

EarlyExit refusal(std::string_view program, const LineError& error,
                  const std::vector<std::string>& words) {
  const std::string name = error.command == nullptr
                               ? std::string(program)
                               : fmt::format("{} {}", program, error.command->name);
  EarlyExit exit{
      .error = fmt::format("{}{}: error: {}\n", usage(program, error.command), name, error.message),
      .status = 2};
  std::string hint = error.hint;
  if (!error.meant.empty()) hint = fmt::format("did you mean {}?", fmt::join(error.meant, " or "));
  if (!hint.empty()) exit.error += fmt::format("  hint:      {}\n", hint);
  if (std::find(words.begin(), words.end(), "--json") != words.end()) {
    exit.output = to_text(usage_error_json(error.message, hint), {.indent = 2}) + "\n";
  }
  return exit;
}

}  // namespace

ParsedLine parse_arguments(std::string_view program, const std::vector<std::string>& arguments) {
  ParsedLine line;
  line.invocation.program = program;
  try {
    read_line(arguments, line.invocation);
    check_choices(line.invocation);
    const CommandSpec& command = *find_command(line.invocation.command);
    if (command.text != nullptr) line.exit = EarlyExit{.output = command.text(line.invocation)};
  } catch (const HelpRequest& request) {
    line.exit = EarlyExit{.output = help(program, request.command)};
  } catch (const VersionRequest&) {
    line.exit = EarlyExit{.output = fmt::format("{} {}\n", program, version_text(program))};
  } catch (const LineError& error) {
    line.exit = refusal(program, error, arguments);
  } catch (const Error& error) {
    line.exit =
        refusal(program, {find_command(line.invocation.command), error.what(), {}, {}}, arguments);
  }
  return line;
}

}  // namespace retort::cli
