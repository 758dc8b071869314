// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <gtest/gtest.h>

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

TEST(Arguments, RefusesGlobalOptionsAfterTheCommand) {
  EXPECT_EQ(refusal({"heads", "-x", "a"}), "alembic: error: unrecognized arguments: -x a");
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
            "                    revisions [revisions ...]\n"
            "retort stamp: error: the following arguments are required: revisions\n");
  const ParsedLine helped = parse_arguments("alembic", {"heads", "-h"});
  EXPECT_EQ(helped.exit->status, 0);
  EXPECT_EQ(helped.exit->output,
            "usage: alembic heads [-h] [-v] [--resolve-dependencies]\n"
            "\n"
            "options:\n"
            "  -h, --help            show this help message and exit\n"
            "  -v, --verbose         Print more about each revision.\n"
            "  --resolve-dependencies\n"
            "                        Leave out heads that others depend on.\n");
}

TEST(Arguments, WrapsALongUsageUnderItsFirstOption) {
  const ParsedLine line = parse_arguments("alembic", {"merge"});
  EXPECT_EQ(line.exit->error.substr(0, line.exit->error.find("alembic merge: error")),
            "usage: alembic merge [-h] [-m MESSAGE] [--branch-label BRANCH_LABEL]\n"
            "                     [--rev-id REV_ID] [--splice]\n"
            "                     revisions [revisions ...]\n");
}

TEST(Arguments, SaysTheVersionThatScriptsExpect) {
  EXPECT_EQ(parse_arguments("alembic", {"--version"}).exit->output, "alembic 1.19.2\n");
  EXPECT_EQ(parse_arguments("retort", {"--version"}).exit->output, "retort 0.1.0\n");
}

}  // namespace
}  // namespace retort::cli
