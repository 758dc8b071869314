// SPDX-License-Identifier: MIT
// The terminal: results and status lines on standard output, log records and warnings on
// standard error, in Alembic's layout.
#pragma once

#include "retort/host.h"
#include "retort/logging.h"
#include "retort/reporter.h"

#include "ink.h"
#include "progress_line.h"

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace retort::cli {

struct ConsoleOptions {
  bool quiet = false;
  /// Standard output is for one JSON value; what else would stand there goes to standard error.
  bool json = false;
  Colors colors = {};
  /// Standard error is a terminal, where a line can be written again.
  bool shows_progress = false;
  /// How far a run has come is said in lines of their own.
  bool lists_progress = false;
};

class Console : public Reporter {
 public:
  explicit Console(Host host) : host_(std::move(host)) {}

  void set_options(const ConsoleOptions& options) { options_ = options; }

  /// A line of a command's result; nothing when quiet.
  void print(std::string_view line);
  /// From now on standard output is for results alone: what env files, migrations and programs
  /// that are started print there goes to standard error.
  void keep_output_for_result();
  /// A whole result, as it is, quiet or not.
  void print_result(std::string_view text);
  /// "FAILED: message" for a command that cannot be carried out: standard output, nothing when
  /// quiet.
  void failed(std::string_view message);
  /// What the user can do about a failure: standard error, nothing when quiet or empty.
  void hint(std::string_view text);
  /// "FAILED: message" on standard error, quiet or not, for what went wrong outside of the command
  /// itself.
  void broken(std::string_view message);

  /// Text as it is, on standard error.
  void report(std::string_view text);

  /// Text for standard output, in color where that has any.
  std::string ink(Ink ink, std::string_view text) const {
    return inked(ink, text, options_.colors.output);
  }
  /// A line about a revision, in the same way.
  std::string ink_revision(std::string_view line, std::string_view revision) const {
    return inked_revision(line, revision, options_.colors.output);
  }
  /// A run is over, well or not; nothing says any more how far it has come.
  void end_progress() { progress_.end(); }

  /// How the program ends although the command has done what it was asked for: a question whose
  /// answer is no. 0 unless said.
  void exit_with(int status) { exit_status_ = status; }
  int exit_status() const { return exit_status_; }
  /// Why standard output does not have all that was written to it: a full disk. Empty: it has; or
  /// nobody reads it any more, which is that reader's affair.
  std::string output_failure();

  void redirect(LogTarget* target) override { target_ = target; }
  void configure_logging(const LoggingConfig& config) override;
  void log(LogLevel level, std::string_view logger, std::string_view message) override;
  void warn(std::string_view message) override;
  void status_begin(std::string_view message) override;
  void status_end(bool ok) override;
  void message(std::string_view line) override;
  void writing_to(const Target& target) override;
  void step_begin(const RunProgress& progress) override;
  void waiting_for_lock(const LockHolder* holder, std::chrono::milliseconds waited) override;

 private:
  void write(std::FILE* stream, std::string_view text);

  Host host_;
  ConsoleOptions options_;
  std::optional<LoggingConfig> logging_;
  LogTarget* target_ = nullptr;
  int exit_status_ = 0;
  int output_error_ = 0;  ///< errno, of the first write that failed
  std::FILE* result_ = stdout;
  ProgressLine progress_;
};

}  // namespace retort::cli
