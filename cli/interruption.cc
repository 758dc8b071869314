// SPDX-License-Identifier: MIT
#include "interruption.h"

#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <string_view>

namespace retort::cli {
namespace {

// A handler knows nothing but what is global.
volatile std::sig_atomic_t is_working = 0;

constexpr std::string_view working_line =
    "\nInterrupted. What had not been committed is rolled back.\n";
constexpr std::string_view idle_line = "\nInterrupted.\n";

extern "C" void end_by_signal(int number) {
  const std::string_view line = is_working != 0 ? working_line : idle_line;
  const ssize_t ignored = ::write(STDERR_FILENO, line.data(), line.size());
  static_cast<void>(ignored);
  // The handler was for one time (SA_RESETHAND): now the signal has its usual effect.
  ::raise(number);
}

/// Unlike an ignored signal, one that is caught has its usual effect in programs that are started.
extern "C" void do_nothing(int /*number*/) {}

}  // namespace

void end_on_signals() {
  struct sigaction action = {};
  action.sa_handler = end_by_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before = {};
    ::sigaction(number, nullptr, &before);
    // Who started the program with one of them ignored (nohup) means that.
    if (before.sa_handler != SIG_IGN) ::sigaction(number, &action, nullptr);
  }
  struct sigaction pipe = {};
  pipe.sa_handler = do_nothing;
  pipe.sa_flags = SA_RESTART;
  ::sigaction(SIGPIPE, &pipe, nullptr);
}

void work_has_begun() { is_working = 1; }

}  // namespace retort::cli
