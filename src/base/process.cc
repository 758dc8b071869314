// SPDX-License-Identifier: MIT
#include "base/process.h"

#include "retort/error.h"

#include "base/files.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <system_error>

namespace retort {
namespace {

[[noreturn]] void fail(const std::string& program, int number) {
  throw Error("cannot run '" + program + "': " + std::generic_category().message(number));
}

struct Pipe {
  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw Error("cannot create a pipe: " + std::generic_category().message(errno));
    read = ends[0];
    write = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(read);
    close_end(write);
  }
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }

  int read = -1;
  int write = -1;
};

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* address() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_ = {};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// Feeds the input and drains both outputs at once, so that no side waits for the other.
void exchange(const ProcessOptions& options, Pipe& in, Pipe& out, Pipe& err,
              ProcessResult& result) {
  std::size_t sent = 0;
  // A full pipe must not stop the draining of the other two.
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);
  if (options.input.empty()) Pipe::close_end(in.write);
  std::array<char, 65536> buffer = {};
  while (in.write >= 0 || out.read >= 0 || err.read >= 0) {
    std::array<pollfd, 3> waits = {
        {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {in.write, POLLOUT, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) break;
    const auto drain = [&](const pollfd& wait, int& end, std::string& text) {
      if (end < 0 || wait.revents == 0) return;
      const ssize_t count = ::read(end, buffer.data(), buffer.size());
      if (count > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
      } else if (count == 0 || errno != EINTR) {
        Pipe::close_end(end);
      }
    };
    drain(waits[0], out.read, result.output);
    drain(waits[1], err.read, result.errors);
    if (in.write >= 0 && waits[2].revents != 0) {
      const ssize_t count =
          ::write(in.write, options.input.data() + sent, options.input.size() - sent);
      if (count > 0) sent += static_cast<std::size_t>(count);
      if ((count < 0 && errno != EINTR && errno != EAGAIN) || sent == options.input.size())
        Pipe::close_end(in.write);
    }
  }
}

/// A program that does not read its input must not end this process with SIGPIPE.
class PipeSignalBlocked {
 public:
  PipeSignalBlocked() {
    sigset_t signals = {};
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  PipeSignalBlocked(const PipeSignalBlocked&) = delete;
  PipeSignalBlocked& operator=(const PipeSignalBlocked&) = delete;
  ~PipeSignalBlocked() {
    sigset_t signals = {};
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    const timespec no_wait = {0, 0};
    ::sigtimedwait(&signals, nullptr, &no_wait);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t before_ = {};
};

int wait_for(pid_t child, const std::string& program) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) fail(program, errno);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

pid_t spawn(const ProcessOptions& options, FileActions& actions) {
  const std::string& program = options.argv.front();
  std::string path = program;
  if (program.find('/') == std::string::npos) {
    path = find_executable(program, options.search_path);
    if (path.empty()) fail(program, ENOENT);
  }
  if (!options.directory.empty()) {
    if (!is_directory(options.directory))
      throw Error("cannot run '" + program + "' in '" + options.directory +
                  "': there is no such directory");
    ::posix_spawn_file_actions_addchdir_np(actions.address(), options.directory.c_str());
  }
  std::vector<std::string> arguments = options.argv;
  std::vector<std::string> variables;
  if (options.environment)
    for (const auto& [name, value] : *options.environment) variables.push_back(name + "=" + value);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(variables);
  pid_t child = 0;
  const int failure = ::posix_spawn(&child, path.c_str(), actions.address(), nullptr, argv.data(),
                                    options.environment ? envp.data() : environ);
  if (failure != 0) fail(program, failure);
  return child;
}

}  // namespace

ProcessResult run_process(const ProcessOptions& options) {
  if (options.argv.empty() || options.argv.front().empty()) fail("", ENOENT);
  ProcessResult result;
  FileActions actions;
  if (options.output == ProcessOptions::Output::inherit) {
    result.status = wait_for(spawn(options, actions), options.argv.front());
    return result;
  }
  Pipe in;
  Pipe out;
  Pipe err;
  ::posix_spawn_file_actions_adddup2(actions.address(), in.read, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(actions.address(), out.write, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(actions.address(), err.write, STDERR_FILENO);
  pid_t child = 0;
  child = spawn(options, actions);
  const PipeSignalBlocked blocked;
  Pipe::close_end(in.read);
  Pipe::close_end(out.write);
  Pipe::close_end(err.write);
  exchange(options, in, out, err, result);
  result.status = wait_for(child, options.argv.front());
  return result;
}

EndWatch::EndWatch(const std::function<void()>& clean_up) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
  process_ = fork();
  if (process_ == 0) {
    close(ends[1]);
    setsid();
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) std::signal(number, SIG_IGN);
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {0, 1, 2}) dup2(nowhere, standard);
    char told = 0;
    if (read(ends[0], &told, 1) != 1) {
      try {
        clean_up();
      } catch (const std::exception& ignored) {
        static_cast<void>(ignored);
      }
    }
    _exit(0);
  }
  close(ends[0]);
  pipe_ = ends[1];
}

void EndWatch::all_done() {
  if (pipe_ >= 0) static_cast<void>(write(pipe_, "d", 1) == 1);
}

EndWatch::~EndWatch() {
  if (pipe_ >= 0) close(pipe_);
  if (process_ > 0) waitpid(process_, nullptr, 0);
}

}  // namespace retort
