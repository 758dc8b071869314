// SPDX-License-Identifier: MIT
#include "ink.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace retort::cli {
namespace {

Colors choose(const std::optional<std::string>& when,
              const std::map<std::string, std::string, std::less<>>& variables,
              const Terminals& terminals) {
  Host host;
  host.variables = variables;
  return choose_colors(when, host, terminals);
}

constexpr Terminals both{.output = true, .errors = true};
const Colors all{.output = true, .errors = true};
const Colors none{};

TEST(Ink, IsForTerminalsThatKnowColors) {
  EXPECT_EQ(choose({}, {{"TERM", "xterm"}}, both), all);
  EXPECT_EQ(choose("auto", {{"TERM", "xterm"}}, {.output = false, .errors = true}),
            (Colors{.output = false, .errors = true}));
  EXPECT_EQ(choose({}, {{"TERM", "dumb"}}, both), none);
  EXPECT_EQ(choose({}, {}, both), none);
}

TEST(Ink, IsRefusedByNoColorBeforeItIsForced) {
  EXPECT_EQ(choose({}, {{"TERM", "xterm"}, {"NO_COLOR", "1"}}, both), none);
  EXPECT_EQ(choose({}, {{"TERM", "xterm"}, {"NO_COLOR", ""}}, both), all);
  EXPECT_EQ(choose({}, {{"CLICOLOR_FORCE", "1"}}, {}), all);
  EXPECT_EQ(choose({}, {{"CLICOLOR_FORCE", "0"}}, {}), none);
  EXPECT_EQ(choose({}, {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, {}), none);
}

TEST(Ink, IsWhatTheCommandLineSaysBeforeAnythingElse) {
  EXPECT_EQ(choose("always", {{"NO_COLOR", "1"}}, {}), all);
  EXPECT_EQ(choose("never", {{"TERM", "xterm"}, {"CLICOLOR_FORCE", "1"}}, both), none);
}

TEST(Ink, GoesOnARevisionAndWhatIsSaidOfIt) {
  EXPECT_EQ(inked_revision("b (label) (head), text (x)", "b", true),
            "\x1b[33mb\x1b[0m \x1b[32m(label)\x1b[0m \x1b[32m(head)\x1b[0m, text (x)");
  EXPECT_EQ(inked_revision("a -> aa (head), a", "aa", true),
            "a -> \x1b[33maa\x1b[0m \x1b[32m(head)\x1b[0m, a");
  EXPECT_EQ(inked_revision("Rev: b (head)\nParent: b", "b", true),
            "Rev: \x1b[33mb\x1b[0m \x1b[32m(head)\x1b[0m\nParent: b");
  EXPECT_EQ(inked_revision("b (head)", "b", false), "b (head)");
  EXPECT_EQ(inked_revision("nothing of it", "zz", true), "nothing of it");
}

}  // namespace
}  // namespace retort::cli
