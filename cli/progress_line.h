// SPDX-License-Identifier: MIT
// How far a run has come: one line at the bottom of the terminal that is written again and again.
#pragma once

#include "retort/reporter.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

namespace retort::cli {

/// "[12/340] 3c9d0e... 3.2 s" without a line end; cut to `columns`.
std::string progress_text(const RunProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t columns);

/// The line on standard error. A run that is soon over never shows it.
class ProgressLine {
 public:
  ProgressLine() = default;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  /// A step begins; the first one starts the clock.
  void step(const RunProgress& progress);
  /// The run is over: the line disappears.
  void end();

  /// While it lives the line is not there, so that something else can be written.
  class Pause {
   public:
    explicit Pause(ProgressLine& line);
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;
    ~Pause();

   private:
    std::unique_lock<std::mutex> held_;
  };

 private:
  void tick();
  void erase();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread ticker_;
  bool is_running_ = false;
  bool is_shown_ = false;
  RunProgress progress_;
  std::chrono::steady_clock::time_point step_began_;
};

}  // namespace retort::cli
