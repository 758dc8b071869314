// SPDX-License-Identifier: MIT
#include "base/process.h"

#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

ProcessOptions captured(std::vector<std::string> argv) {
  ProcessOptions options;
  options.argv = std::move(argv);
  options.search_path = "/usr/bin:/bin";
  options.output = ProcessOptions::Output::capture;
  return options;
}

TEST(Process, PassesArgumentsWithoutAShell) {
  const ProcessResult result = run_process(captured({"printf", "%s|", "a b", "$HOME", "*"}));
  EXPECT_EQ(result.output, "a b|$HOME|*|");
  EXPECT_EQ(result.status, 0);
}

TEST(Process, CapturesBothStreamsAndTheStatus) {
  const ProcessResult result =
      run_process(captured({"sh", "-c", "echo out; echo err >&2; exit 3"}));
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(run_process(captured({"sh", "-c", "kill -9 $$"})).status, 128 + 9);
}

TEST(Process, MovesMoreThanAPipeHolds) {
  ProcessOptions options = captured({"cat"});
  options.input.assign(1000000, 'x');
  EXPECT_EQ(run_process(options).output, options.input);
  options.argv = {"true"};  // does not read it
  EXPECT_EQ(run_process(options).status, 0);
}

TEST(Process, RunsInAFolderAndAnEnvironmentOfItsOwn) {
  ProcessOptions options = captured({"sh", "-c", "pwd; echo $X"});
  options.directory = "/usr";
  options.environment.emplace();
  options.environment->emplace("X", "1");
  EXPECT_EQ(run_process(options).output, "/usr\n1\n");
}

TEST(Process, SaysWhyAProgramCannotBeRun) {
  const auto failure = [](const ProcessOptions& options) -> std::string {
    try {
      run_process(options);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(failure(captured({"no-such-program"})),
            "cannot run 'no-such-program': No such file or directory");
  EXPECT_EQ(failure(captured({"/etc/passwd"})), "cannot run '/etc/passwd': Permission denied");
  ProcessOptions options = captured({"true"});
  options.directory = "/nonexistent";
  EXPECT_EQ(failure(options), "cannot run 'true' in '/nonexistent': there is no such directory");
}

}  // namespace
}  // namespace retort
