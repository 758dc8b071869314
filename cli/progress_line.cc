// SPDX-License-Identifier: MIT
#include "progress_line.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

namespace retort::cli {
namespace {

/// Nobody has to be told of a run that takes less.
constexpr std::chrono::milliseconds before_it_shows(400);
constexpr std::chrono::milliseconds between_two(200);

void write(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

std::size_t columns() {
  winsize size{};
  constexpr std::size_t usual = 80;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

}  // namespace

std::string progress_text(const RunProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t columns) {
  const std::string text =
      fmt::format("[{}/{}] {} ... {:.1f} s", progress.step, progress.steps, progress.revision,
                  static_cast<double>(elapsed.count()) / 1000.0);
  // The last column stays free: what stands there may begin a new line.
  return text.substr(0, columns > 1 ? columns - 1 : 0);
}

ProgressLine::~ProgressLine() { end(); }

void ProgressLine::step(const RunProgress& progress) {
  const std::lock_guard<std::mutex> held(mutex_);
  progress_ = progress;
  step_began_ = std::chrono::steady_clock::now();
  if (is_running_) return;
  is_running_ = true;
  ticker_ = std::thread([this] { tick(); });
}

void ProgressLine::end() {
  {
    const std::lock_guard<std::mutex> held(mutex_);
    is_running_ = false;
    erase();
  }
  wake_.notify_all();
  if (ticker_.joinable()) ticker_.join();
}

void ProgressLine::tick() {
  std::unique_lock<std::mutex> held(mutex_);
  wake_.wait_for(held, before_it_shows, [this] { return !is_running_; });
  while (is_running_) {
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - step_began_);
    write("\r\x1b[K" + progress_text(progress_, elapsed, columns()));
    is_shown_ = true;
    wake_.wait_for(held, between_two, [this] { return !is_running_; });
  }
}

void ProgressLine::erase() {
  if (is_shown_) write("\r\x1b[K");
  is_shown_ = false;
}

ProgressLine::Pause::Pause(ProgressLine& line) : held_(line.mutex_) { line.erase(); }

ProgressLine::Pause::~Pause() = default;

}  // namespace retort::cli
