// SPDX-License-Identifier: MIT
// Runs another program by its argument vector; no shell is involved.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort {

struct ProcessOptions {
  /// argv[0] is a path, or a name without a slash that is looked for in `search_path`.
  std::vector<std::string> argv;
  std::string search_path;
  /// Folder to run in; empty: this process's.
  std::string directory;
  /// All of the program's environment; absent: this process's.
  std::optional<std::map<std::string, std::string, std::less<>>> environment = {};
  /// Where its standard output and error go: to this process's own, or into the result.
  enum class Output { inherit, capture } output = Output::inherit;
  std::string input;  ///< given on standard input when capturing
};

struct ProcessResult {
  int status = 0;      ///< exit status; 128 + signal number when a signal ended it
  std::string output;  ///< captured standard output
  std::string errors;  ///< captured standard error
};

/// Runs it and waits for its end. Throws Error when it cannot be started, with the reason the
/// system gives ("No such file or directory"). Safe to call from several threads.
ProcessResult run_process(const ProcessOptions& options);

/// A second process that does something when this one ends without having said that all is done,
/// however it ends. Signals of the terminal do not reach it.
class EndWatch {
 public:
  /// `clean_up` runs in the other process; what it throws is dropped.
  explicit EndWatch(const std::function<void()>& clean_up);
  EndWatch(const EndWatch&) = delete;
  EndWatch& operator=(const EndWatch&) = delete;
  /// Waits for the other process, which cleans up unless `all_done` was called.
  ~EndWatch();

  void all_done();

 private:
  int pipe_ = -1;
  int process_ = -1;
};

}  // namespace retort
