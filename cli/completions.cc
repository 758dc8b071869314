// SPDX-License-Identifier: MIT
#include "completions.h"

#include "retort/error.h"

#include "completion_scripts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {
namespace {

using I = Invocation;

void print_word(Console& console, std::string_view word, std::string_view description) {
  console.print_result(fmt::format("{}\t{}\n", word, description));
}

void print_revisions(const Session& session, Console& console) {
  const command::Listing listing = command::history(session);
  const RevisionMap& map = listing.map;
  const std::vector<std::string> heads = map.heads();
  print_word(console, heads.size() > 1 ? "heads" : "head", "all of it");
  print_word(console, "base", "before the first");
  for (const std::string& label : map.labels()) {
    print_word(console, fmt::format("{}@head", label), "the head of a branch");
  }
  for (const Revision* revision : listing.revisions) {
    print_word(console, revision->revision, revision->doc().substr(0, revision->doc().find('\n')));
  }
}

}  // namespace

ValueKind value_kind(const ArgumentSpec& spec) {
  if (spec.list == &I::config_files || spec.list == &I::script) return ValueKind::file;
  if (spec.text == &I::directory || spec.optional_text == &I::version_path) {
    return ValueKind::folder;
  }
  if (spec.optional_text == &I::range || spec.names == "range") return ValueKind::range;
  if (spec.text == &I::revision || spec.list == &I::revisions || spec.text == &I::head ||
      spec.list == &I::depends_on) {
    return ValueKind::revision;
  }
  if (spec.optional_text == &I::layout) return ValueKind::layout;
  if (spec.optional_text == &I::environment) return ValueKind::environment;
  if (spec.optional_text == &I::language) return ValueKind::language;
  if (spec.optional_text == &I::color) return ValueKind::color;
  if (spec.text == &I::topic) {
    return spec.names == "shell" ? ValueKind::shell : ValueKind::command;
  }
  return ValueKind::text;
}

std::string completions_text(const Invocation& invocation) {
  if (invocation.topic == "bash") return bash_script(invocation.program);
  if (invocation.topic == "zsh") return zsh_script(invocation.program);
  if (invocation.topic == "fish") return fish_script(invocation.program);
  throw Error(
      fmt::format("there are completions for bash, zsh and fish, not for '{}'", invocation.topic));
}

void run_completion_words(const Session& session, const Invocation& invocation, Console& console) {
  try {
    if (invocation.topic == "revisions") {
      print_revisions(session, console);
    } else if (invocation.topic == "layouts") {
      for (const TemplateSummary& layout : command::list_templates(session)) {
        print_word(console, layout.name, layout.synopsis);
      }
    } else if (invocation.topic == "environments") {
      for (const std::string& name : session.config.environment_names()) {
        print_word(console, name, "");
      }
    }
  } catch (const Error&) {
    // Somebody is still writing the line; the command will say what is wrong.
    console.exit_with(1);
  }
}

}  // namespace retort::cli
