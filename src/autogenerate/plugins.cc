// SPDX-License-Identifier: MIT
// Patterns over names of plugins: "alembic.autogenerate.*", "~alembic.autogenerate.comments".
#include "autogenerate/plugins.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace retort {
namespace {

struct BuiltinPlugin {
  const char* name;
  bool ActivePlugins::*flag;
};
constexpr std::array<BuiltinPlugin, 7> builtins = {{
    {"alembic.autogenerate.schemas", &ActivePlugins::schemas},
    {"alembic.autogenerate.tables", &ActivePlugins::tables},
    {"alembic.autogenerate.types", &ActivePlugins::types},
    {"alembic.autogenerate.constraints", &ActivePlugins::constraints},
    {"alembic.autogenerate.defaults", &ActivePlugins::defaults},
    {"alembic.autogenerate.comments", &ActivePlugins::comments},
    {"alembic.autogenerate.checkconstraint_byname", &ActivePlugins::checks},
}};

bool is_identifier(std::string_view word) {
  if (word.empty() || std::isdigit(static_cast<unsigned char>(word.front())) != 0) {
    return false;
  }
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_utf8(word, at);
    if (!is_word(point.value)) {
      return false;
    }
    at += point.length;
  }
  return true;
}

/// A dotted name in which "*" stands for one or more characters behind a dot.
class PluginPattern {
 public:
  explicit PluginPattern(std::string_view text) : words_(split(text, ".")) {
    for (const std::string& word : words_) {
      if (word != "*" && !is_identifier(word)) {
        throw Error("Invalid plugin expression " + repr(text), ErrorCode::argument);
      }
    }
  }
  bool matches(std::string_view name) const { return matches_from(0, "." + std::string(name)); }

 private:
  bool matches_from(std::size_t word, std::string_view rest) const {
    if (word == words_.size()) {
      return rest.empty();
    }
    if (rest.empty() || rest.front() != '.') {
      return false;
    }
    rest.remove_prefix(1);
    if (words_[word] != "*") {
      return rest.starts_with(words_[word]) &&
             matches_from(word + 1, rest.substr(words_[word].size()));
    }
    for (std::size_t taken = 1; taken <= rest.size(); ++taken) {
      if (matches_from(word + 1, rest.substr(taken))) {
        return true;
      }
    }
    return false;
  }

  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> builtin_plugins() {
  std::vector<std::string> names;
  std::transform(builtins.begin(), builtins.end(), std::back_inserter(names),
                 [](const BuiltinPlugin& plugin) { return plugin.name; });
  return names;
}

std::vector<std::string> select_plugins(const std::vector<std::string>& patterns,
                                        const std::vector<std::string>& registered) {
  struct Choice {
    std::string text;
    PluginPattern pattern;
    bool found = false;
  };
  std::vector<PluginPattern> excluded;
  std::vector<Choice> included;
  for (const std::string& text : patterns) {
    if (text.starts_with("~")) {
      excluded.emplace_back(std::string_view(text).substr(1));
    } else if (std::none_of(included.begin(), included.end(),
                            [&](const Choice& choice) { return choice.text == text; })) {
      included.push_back(Choice{text, PluginPattern(text)});
    }
  }
  std::vector<std::string> chosen;
  for (const std::string& name : registered) {
    if (std::any_of(excluded.begin(), excluded.end(),
                    [&](const PluginPattern& pattern) { return pattern.matches(name); })) {
      continue;
    }
    bool wanted = false;
    for (Choice& choice : included) {
      if (choice.pattern.matches(name)) {
        choice.found = true;
        wanted = true;
      }
    }
    if (wanted) {
      chosen.push_back(name);
    }
  }
  std::vector<std::string> missing;
  for (const Choice& choice : included) {
    if (!choice.found) {
      missing.push_back(choice.text);
    }
  }
  if (!missing.empty()) {
    throw Error("Did not locate plugins: " + join(missing, ", "), ErrorCode::command);
  }
  return chosen;
}

ActivePlugins set_up_plugins(const CompareOptions& options, Reporter& reporter) {
  std::vector<std::string> names;
  if (options.active_plugins) {
    names = *options.active_plugins;
  } else {
    names = select_plugins(options.autogenerate_plugins, builtin_plugins());
    for (const std::string& name : names) {
      reporter.log(LogLevel::info, "alembic.runtime.plugins",
                   "setting up autogenerate plugin " + name);
    }
  }
  ActivePlugins active;
  for (const BuiltinPlugin& plugin : builtins) {
    active.*plugin.flag = std::find(names.begin(), names.end(), plugin.name) != names.end();
  }
  return active;
}

}  // namespace retort
