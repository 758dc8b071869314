// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace retort::cli {
namespace {

using Words = std::vector<std::string>;

Invocation read(const Words& words) {
  const ParsedLine line = parse_arguments("alembic", words);
  EXPECT_FALSE(line.exit.has_value()) << (line.exit ? line.exit->error : "");
  return line.invocation;
}

/// The last line of what is printed for a line that cannot be read.
std::string refusal(const Words& words) {
  const ParsedLine line = parse_arguments("alembic", words);
  if (!line.exit) return "(accepted)";
  EXPECT_EQ(line.exit->status, 2);
  EXPECT_EQ(line.exit->output, "");
  std::string text = line.exit->error;
  EXPECT_EQ(text.substr(0, 7), "usage: ");
  text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

TEST(Arguments, ReadsGlobalOptionsBeforeTheCommand) {
  const Invocation invocation =
      read({"-c", "a.ini", "-x", "a=1", "-xb", "-q", "-n", "other", "heads"});
  EXPECT_EQ(invocation.config_files, Words{"a.ini"});
  EXPECT_EQ(invocation.x_arguments, (Words{"a=1", "b"}));
  EXPECT_EQ(invocation.section, "other");
  EXPECT_TRUE(invocation.quiet);
  EXPECT_EQ(invocation.command, "heads");
}

TEST(Arguments, RefusesGlobalOptionsAfterTheCommandWhereAlembicDoes) {
  EXPECT_EQ(refusal({"heads", "-x", "a"}), "alembic: error: unrecognized arguments: -x a");
  EXPECT_EQ(refusal({"heads", "-q"}), "alembic: error: unrecognized arguments: -q");
  EXPECT_EQ(read({"heads", "--color", "never"}).color, "never");
}

TEST(Arguments, TakesGlobalOptionsAfterTheCommandUnderItsOwnName) {
  const ParsedLine line = parse_arguments(
      "retort", {"upgrade", "head", "-x", "a=1", "-xb", "--name=other", "-q", "-c", "a.ini"});
  ASSERT_FALSE(line.exit.has_value()) << line.exit->error;
  EXPECT_EQ(line.invocation.x_arguments, (Words{"a=1", "b"}));
  EXPECT_EQ(line.invocation.section, "other");
  EXPECT_EQ(line.invocation.config_files, Words{"a.ini"});
  EXPECT_TRUE(line.invocation.quiet);
  EXPECT_EQ(line.invocation.revision, "head");
}

TEST(Arguments, LeavesItsOwnMeaningToAnOptionOfACommand) {
  const ParsedLine line = parse_arguments("retort", {"current", "-c", "--config", "a.ini"});
  ASSERT_FALSE(line.exit.has_value()) << line.exit->error;
  EXPECT_TRUE(line.invocation.check_heads);
  EXPECT_EQ(line.invocation.config_files, Words{"a.ini"});
}

/// Alembic's options: everything that its users may have abbreviated.
struct Abbreviations {
  std::string command;
  Words options;
};

TEST(Arguments, UnderstandsEveryAbbreviationThatAlembicUnderstands) {
  const std::vector<Abbreviations> known = {
      {"", {"--config", "--name", "--raiseerr", "--quiet", "--version", "--help"}},
      {"branches", {"--verbose"}},
      {"current", {"--check-heads", "--verbose"}},
      {"downgrade", {"--sql", "--tag"}},
      {"ensure_version", {"--sql"}},
      {"heads", {"--verbose", "--resolve-dependencies"}},
      {"history", {"--rev-range", "--verbose", "--indicate-current"}},
      {"init", {"--template", "--package"}},
      {"merge", {"--message", "--branch-label", "--rev-id"}},
      {"revision",
       {"--message", "--autogenerate", "--sql", "--head", "--splice", "--branch-label",
        "--version-path", "--rev-id", "--depends-on"}},
      {"stamp", {"--sql", "--tag", "--purge"}},
      {"upgrade", {"--sql", "--tag"}},
  };
  for (const Abbreviations& level : known) {
    for (const std::string& option : level.options) {
      for (std::size_t length = 3; length <= option.size(); ++length) {
        const std::string begin = option.substr(0, length);
        const auto others =
            std::count_if(level.options.begin(), level.options.end(),
                          [&begin](const std::string& other) { return other.starts_with(begin); });
        const bool may_be_help = option != "--help" && std::string("--help").starts_with(begin);
        if (others != 1 || may_be_help) continue;
        Words words = {begin};
        if (!level.command.empty()) words.insert(words.begin(), level.command);
        const ParsedLine line = parse_arguments("alembic", words);
        const std::string error = line.exit ? line.exit->error : "";
        EXPECT_EQ(error.find("ambiguous"), std::string::npos) << error;
        EXPECT_EQ(error.find("unrecognized"), std::string::npos) << error;
      }
    }
  }
}

TEST(Arguments, SuggestsWhatMayHaveBeenMeant) {
  const auto hint = [](const Words& words) {
    const ParsedLine line = parse_arguments("retort", words);
    const std::size_t at = line.exit->error.find("hint:");
    return at == std::string::npos ? "" : line.exit->error.substr(at);
  };
  EXPECT_EQ(hint({"upgrad", "head"}), "hint:      did you mean upgrade?\n");
  EXPECT_EQ(hint({"histroy"}), "hint:      did you mean history?\n");
  EXPECT_EQ(hint({"nosuch"}), "");
  EXPECT_EQ(hint({"heads", "--verbos=1"}), "");
  EXPECT_EQ(hint({"heads", "--vrebose"}), "hint:      did you mean --verbose?\n");
  EXPECT_EQ(hint({"heads", "extra"}), "");
}

TEST(Arguments, ExplainsItselfAndItsCommands) {
  EXPECT_EQ(parse_arguments("retort", {"help"}).exit->output,
            parse_arguments("retort", {"--help"}).exit->output);
  EXPECT_EQ(parse_arguments("retort", {"help", "stamp"}).exit->output,
            parse_arguments("retort", {"stamp", "-h"}).exit->output);
  const ParsedLine refused = parse_arguments("retort", {"help", "stmap"});
  EXPECT_EQ(refused.exit->status, 2);
  EXPECT_NE(refused.exit->error.find("there is no command 'stmap'; did you mean stamp?\n"),
            std::string::npos);
}

TEST(Arguments, SaysInJsonWhatIsWrongWithALineThatAsksForJson) {
  const ParsedLine line = parse_arguments("retort", {"heads", "--json", "--bogus"});
  EXPECT_EQ(line.exit->status, 2);
  EXPECT_EQ(line.exit->output,
            "{\n  \"error\": {\n    \"code\": \"usage\",\n"
            "    \"message\": \"unrecognized arguments: --bogus\",\n    \"hint\": null\n  }\n}\n");
}

TEST(Arguments, TakesUnambiguousPrefixesOfLongOptions) {
  EXPECT_TRUE(read({"heads", "--verb"}).verbose);
  EXPECT_TRUE(read({"heads", "--reso"}).resolve_dependencies);
  EXPECT_TRUE(read({"--raise", "heads"}).raiseerr);
  EXPECT_EQ(read({"history", "--r", ":"}).range, ":");
  EXPECT_EQ(read({"revision", "--mess=abbrev", "--rev", "abc"}).message, "abbrev");
  EXPECT_EQ(refusal({"revision", "--s"}),
            "alembic revision: error: ambiguous option: --s could match --sql, --splice");
}

TEST(Arguments, TakesNegativeNumbersForValues) {
  EXPECT_EQ(read({"downgrade", "-1"}).revision, "-1");
  EXPECT_EQ(read({"show", "--", "-1"}).revision, "-1");
  EXPECT_EQ(read({"history", "-r=-2:"}).range, "-2:");
  EXPECT_EQ(read({"history", "--rev-range=-2:"}).range, "-2:");
  EXPECT_EQ(refusal({"history", "-r", "-2:"}),
            "alembic history: error: argument -r/--rev-range: expected one argument");
  EXPECT_EQ(refusal({"downgrade", "-1x"}),
            "alembic downgrade: error: the following arguments are required: revision");
}

TEST(Arguments, JoinsShortFlags) {
  const Invocation invocation = read({"history", "-vi"});
  EXPECT_TRUE(invocation.verbose);
  EXPECT_TRUE(invocation.indicate_current);
  EXPECT_EQ(read({"history", "-vra:b"}).range, "a:b");
  EXPECT_EQ(read({"history", "-vr", "a:b", "-i"}).range, "a:b");
  EXPECT_TRUE(read({"-qx", "a", "current"}).quiet);
  EXPECT_EQ(refusal({"history", "-vr"}),
            "alembic history: error: argument -r/--rev-range: expected one argument");
  EXPECT_EQ(refusal({"heads", "--verbose=yes"}),
            "alembic heads: error: argument -v/--verbose: ignored explicit argument 'yes'");
}

TEST(Arguments, TakesAWordWithASpaceForAValue) {
  EXPECT_EQ(read({"revision", "-m", "-- not an option"}).message, "-- not an option");
}

TEST(Arguments, CollectsListsThatStandTogether) {
  EXPECT_EQ(read({"merge", "a", "b", "-m", "x"}).revisions, (Words{"a", "b"}));
  EXPECT_EQ(read({"revision", "--depends-on", "a", "--depends-on=b"}).depends_on,
            (Words{"a", "b"}));
  EXPECT_EQ(refusal({"stamp", "a", "--sql", "b"}), "alembic: error: unrecognized arguments: b");
}

TEST(Arguments, NamesWhatIsMissingOrTooMuch) {
  EXPECT_EQ(refusal({}), "alembic: error: too few arguments");
  EXPECT_EQ(refusal({"upgrade"}),
            "alembic upgrade: error: the following arguments are required: revision");
  EXPECT_EQ(refusal({"upgrade", "head", "extra"}), "alembic: error: unrecognized arguments: extra");
  EXPECT_EQ(refusal({"--bogus", "heads"}), "alembic: error: unrecognized arguments: --bogus");
  EXPECT_EQ(refusal({"heads", "--bogus"}), "alembic: error: unrecognized arguments: --bogus");
  EXPECT_EQ(refusal({"-c"}), "alembic: error: argument -c/--config: expected one argument");
  EXPECT_NE(refusal({"nosuch"}).find("invalid choice: 'nosuch' (choose from 'branches', "),
            std::string::npos);
}

TEST(Arguments, ShowsUsageAndHelpUnderTheNameItWasCalledBy) {
  const ParsedLine refused = parse_arguments("retort", {"stamp"});
  EXPECT_EQ(refused.exit->error,
            "usage: retort stamp [-h] [--sql] [--tag TAG] [--purge]\n"
            "                    [--lock-timeout DURATION] [--no-lock] [--json]\n"
            "                    revisions [revisions ...]\n"
            "retort stamp: error: the following arguments are required: revisions\n");
  const ParsedLine helped = parse_arguments("alembic", {"heads", "-h"});
  EXPECT_EQ(helped.exit->status, 0);
  EXPECT_EQ(helped.exit->output,
            "usage: alembic heads [-h] [-v] [--resolve-dependencies] [--exit-code] [--json]\n"
            "\n"
            "Show the heads of the revision graph.\n"
            "\n"
            "options:\n"
            "  -h, --help            show this help message and exit\n"
            "  -v, --verbose         Print more about each revision.\n"
            "  --resolve-dependencies\n"
            "                        Leave out heads that others depend on.\n"
            "  --exit-code           End with 3 when there are several.\n"
            "  --json                Print the result as JSON, for programs.\n");
}

TEST(Arguments, WrapsALongUsageUnderItsFirstOption) {
  const ParsedLine line = parse_arguments("alembic", {"merge"});
  EXPECT_EQ(line.exit->error.substr(0, line.exit->error.find("alembic merge: error")),
            "usage: alembic merge [-h] [-m MESSAGE] [--branch-label BRANCH_LABEL]\n"
            "                     [--rev-id REV_ID] [--splice] [--json]\n"
            "                     revisions [revisions ...]\n");
}

TEST(Arguments, SaysTheVersionThatScriptsExpect) {
  EXPECT_EQ(parse_arguments("alembic", {"--version"}).exit->output, "alembic 1.19.2\n");
  EXPECT_EQ(parse_arguments("retort", {"--version"}).exit->output, "retort 0.1.0\n");
}

}  // namespace
}  // namespace retort::cli
