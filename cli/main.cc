// SPDX-License-Identifier: MIT
// The program: looks at the process it runs in, reads the command line, runs one command, and
// turns what was thrown into one line and an exit status.
#include "retort/command.h"

#include "arguments.h"
#include "command_table.h"
#include "console.h"
#include "frontends.h"
#include "host.h"
#include "interruption.h"
#include "report_error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace retort;  // NOLINT(google-build-using-namespace): the program is all about it

LockOptions lock_options(const cli::Invocation& invocation) {
  LockOptions options{.enabled = !invocation.no_lock};
  if (invocation.lock_timeout) options.timeout = parse_duration(*invocation.lock_timeout);
  return options;
}

/// Who started the program with one of the three closed means silence. Left closed, the number
/// would be that of the next file or connection, and what is printed would go there.
void open_standard_files() {
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
    if (::fcntl(number, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", O_RDWR);
  }
}

cli::ConsoleOptions console_options(const cli::Invocation& invocation, const Host& host) {
  const cli::Terminals terminals{.output = ::isatty(STDOUT_FILENO) != 0,
                                 .errors = ::isatty(STDERR_FILENO) != 0};
  const std::string* term = host.find_variable("TERM");
  const bool can_rewrite = terminals.errors && term != nullptr && *term != "dumb";
  return {.quiet = invocation.quiet,
          .json = invocation.json,
          .colors = cli::choose_colors(invocation.color, host, terminals),
          .shows_progress = can_rewrite,
          .lists_progress = invocation.progress};
}

int run(const cli::Invocation& invocation, const Host& host, const cli::LanguageSet& languages,
        cli::Console& console) {
  const ConfigPaths paths = choose_config_paths(invocation.config_files, host);
  // By name: GCC 12 destroys twice what an exception finds half made in braces.
  EnvironmentOptions environment;
  environment.lock = lock_options(invocation);
  const Session session{
      .config = Config({.ini_path = paths.ini,
                        .toml_path = paths.toml,
                        .section = invocation.section,
                        .x_arguments = invocation.x_arguments,
                        .url = invocation.url,
                        .environment = invocation.environment,
                        .host = host,
                        .reporter = &console}),
      .frontends = languages.frontends(),
      .reporter = &console,
      .environment = std::move(environment),
      .output = &std::cout,
  };
  for (const cli::CommandSpec& spec : cli::command_table()) {
    if (spec.name == invocation.command) spec.run(session, invocation, console);
  }
  console.end_progress();
  std::cout.flush();
  if (const std::string failure = console.output_failure(); !failure.empty()) {
    console.broken(failure);
    console.hint("The command has done its work; what it printed is not complete.");
    return 1;
  }
  return console.exit_status();
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_files();
  const std::string program =
      argc > 0 ? std::filesystem::path(argv[0]).filename().string() : "retort";
  const std::vector<std::string> arguments(argv, argv + argc);
  cli::ParsedLine line = cli::parse_arguments(
      program, std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  if (line.exit) {
    std::cout << line.exit->output << std::flush;
    std::cerr << line.exit->error;
    return std::cout ? line.exit->status : 1;
  }
  cli::end_on_signals();
  const Host host = cli::this_process();
  line.invocation.python_library = cli::python_library(host);
  cli::Console console(host);
  console.set_options(console_options(line.invocation, host));
  if (line.invocation.json) console.keep_output_for_result();
  // They outlive a failure: what is said of it goes where the project's env file has sent the log.
  const cli::LanguageSet languages(host, arguments);
  try {
    return run(line.invocation, host, languages, console);
  } catch (const std::exception& error) {
    console.end_progress();
    std::cout.flush();
    return cli::report_error(error, line.invocation, console);
  }
}
