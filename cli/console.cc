// SPDX-License-Identifier: MIT
#include "console.h"

#include "retort/configuration.h"
#include "retort/run_lock.h"

#include "interruption.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>

namespace retort::cli {
namespace {

/// Columns of the terminal on standard input; 0 when there is none. (Alembic asks standard input.)
std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

/// On a terminal: wrapped to its width, each line indented by two.
std::string laid_out(std::string_view text) {
  constexpr std::size_t indent = 2;
  const std::size_t width = terminal_width();
  if (width <= indent + 1) return std::string(text);
  std::string result;
  std::string line;
  const auto flush = [&result, &line] {
    result += (result.empty() ? "" : "\n") + std::string(indent, ' ') + line;
    line.clear();
  };
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word(text.substr(at, space - at));
    at = space + 1;
    if (word.empty()) continue;
    if (!line.empty() && indent + line.size() + 1 + word.size() > width) flush();
    line += (line.empty() ? "" : " ") + word;
  }
  flush();
  return result;
}

}  // namespace

void Console::write(std::FILE* stream, std::string_view text) {
  const ProgressLine::Pause pause(progress_);
  // A reader that has gone away is no reason to stop a migration.
  std::fwrite(text.data(), 1, text.size(), stream);
  const bool failed = std::fflush(stream) != 0;
  if (failed && (stream == stdout || stream == result_) && output_error_ == 0) {
    output_error_ = errno;
  }
}

std::string Console::output_failure() {
  if (std::fflush(stdout) != 0 && output_error_ == 0) output_error_ = errno;
  const bool failed = std::ferror(stdout) != 0 || std::ferror(result_) != 0;
  if (output_error_ == 0 && !failed) return {};
  // What was printed as SQL has failed elsewhere, and errno tells of something else by now.
  pollfd reader{.fd = ::fileno(result_), .events = POLLOUT, .revents = 0};
  const bool is_gone = ::poll(&reader, 1, 0) > 0 && (reader.revents & POLLERR) != 0;
  if (is_gone || output_error_ == EPIPE) return {};
  return fmt::format("Cannot write to standard output: {}",
                     std::strerror(output_error_ == 0 ? EIO : output_error_));
}

void Console::print(std::string_view line) {
  if (options_.quiet) return;
  write(stdout, fmt::format("{}\n", line));
}

void Console::keep_output_for_result() {
  std::fflush(stdout);
  const int kept = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  std::FILE* stream = kept < 0 ? nullptr : ::fdopen(kept, "w");
  if (stream == nullptr || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return;
  result_ = stream;
}

void Console::print_result(std::string_view text) { write(result_, text); }

void Console::failed(std::string_view message) {
  log(LogLevel::error, "alembic.util.messaging", message);
  if (options_.quiet) return;
  std::string text = laid_out(fmt::format("FAILED: {}", message));
  constexpr std::string_view failed_word = "FAILED:";
  text.replace(text.find(failed_word), failed_word.size(), ink(Ink::failure, failed_word));
  write(stdout, text + "\n");
}

void Console::hint(std::string_view text) {
  if (options_.quiet || text.empty()) return;
  write(stderr, fmt::format("  hint:      {}\n", text));
}

void Console::broken(std::string_view message) {
  write(stderr,
        fmt::format("{} {}\n", inked(Ink::failure, "FAILED:", options_.colors.errors), message));
}

void Console::configure_logging(const LoggingConfig& config) { logging_ = config; }

void Console::log(LogLevel level, std::string_view logger, std::string_view message) {
  if (target_ != nullptr) {
    // Its messages end on the same terminal.
    const ProgressLine::Pause pause(progress_);
    return target_->log(level, logger, message);
  }
  if (!logging_) return;
  const LogRecord record{.level = level_number(level),
                         .logger = std::string(logger),
                         .message = std::string(message),
                         .time = host_.now ? host_.now() : std::chrono::system_clock::now()};
  for (const LogLine& line : render_record(*logging_, record, host_)) {
    const std::string text = line.text + "\n";
    switch (line.handler->stream) {
      case LogStream::standard_error:
        write(stderr, text);
        break;
      case LogStream::standard_output:
        write(stdout, text);
        break;
      case LogStream::file:
        if (std::FILE* file = std::fopen(line.handler->path.c_str(), "a")) {
          write(file, text);
          std::fclose(file);
        }
        break;
    }
  }
}

void Console::report(std::string_view text) { write(stderr, text); }

void Console::warn(std::string_view message) {
  if (target_ != nullptr) {
    const ProgressLine::Pause pause(progress_);
    return target_->warn(message);
  }
  write(stderr, fmt::format("warning: {}\n", message));
}

void Console::status_begin(std::string_view message) {
  if (options_.quiet) return;
  write(options_.json ? stderr : stdout, laid_out(fmt::format("{} ...", message)));
}

void Console::status_end(bool ok) {
  if (options_.quiet) return;
  write(options_.json ? stderr : stdout, ok ? "  done\n" : "  FAILED\n");
}

void Console::message(std::string_view line) {
  if (options_.quiet) return;
  write(options_.json ? stderr : stdout, laid_out(line) + "\n");
}

void Console::writing_to(const Target& target) {
  work_has_begun();
  if (options_.quiet) return;
  const std::string banner = target_banner(target);
  const Ink ink = target.is_protected ? Ink::failure : Ink::strong;
  for (std::size_t at = 0; at < banner.size();) {
    const std::size_t end = std::min(banner.find('\n', at), banner.size());
    const std::string_view line = std::string_view(banner).substr(at, end - at);
    write(stderr, (line.empty() ? "" : inked(ink, line, options_.colors.errors)) + "\n");
    at = end + 1;
  }
}

void Console::step_begin(const RunProgress& progress) {
  work_has_begun();
  if (options_.quiet) return;
  if (options_.lists_progress) {
    write(stderr, fmt::format("[{}/{}] {}\n", progress.step, progress.steps, progress.revision));
  } else if (options_.shows_progress) {
    progress_.step(progress);
  }
}

void Console::waiting_for_lock(const LockHolder* holder, std::chrono::milliseconds waited) {
  if (options_.quiet) return;
  const std::string since =
      waited.count() < 1000 ? std::string() : fmt::format(" ({} s)", waited.count() / 1000);
  write(stderr, fmt::format("Waiting{} for another run to end: {}\n", since,
                            holder == nullptr ? "it is not known whose" : describe(*holder)));
}

}  // namespace retort::cli
