// SPDX-License-Identifier: MIT
#include "script/hooks.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/process.h"
#include "base/text.h"
#include "script/status.h"

#include <algorithm>

namespace retort {
namespace {

constexpr std::string_view file_token = "REVISION_SCRIPT_FILENAME";

std::string search_path(const Host& host) {
  const std::string* path = host.find_variable("PATH");
  return path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : *path;
}

/// The programs of an active virtual environment come before those of PATH.
std::string find_in_environment(const Host& host, std::string_view name) {
  if (const std::string* environment = host.find_variable("VIRTUAL_ENV"); environment != nullptr)
    if (std::string found = find_executable(name, join_path(*environment, "bin")); !found.empty())
      return found;
  return find_executable(name, search_path(host));
}

class HookRun {
 public:
  HookRun(const HookConfig& hook, const std::string& path, const Config& config)
      : hook_(hook), path_(path), config_(config) {}

  void run(const std::string& type) {
    if (type == "exec") {
      execute({required("executable")});
    } else if (type == "console_scripts") {
      const std::string& entry = required("entrypoint");
      const std::string program = find_in_environment(host(), entry);
      if (program.empty()) throw Error("Could not find entrypoint console_scripts." + entry);
      execute({program});
    } else if (type == "module") {
      const std::string& module = required("module");
      execute({find_interpreter(module), "-m", module});
    } else {
      throw Error("No formatter with name '" + type + "' registered");
    }
  }

 private:
  const Host& host() const { return config_.host(); }

  const std::string* option(std::string_view name) const {
    const auto found = hook_.options.find(name);
    return found == hook_.options.end() ? nullptr : &found->second;
  }

  const std::string& required(std::string_view name) const {
    const std::string* value = option(name);
    if (value == nullptr)
      throw Error("Key " + hook_.name + "." + std::string(name) +
                  " is required for post write hook " + repr(hook_.name));
    return *value;
  }

  ProcessOptions process(std::vector<std::string> argv) const {
    ProcessOptions options;
    options.argv = std::move(argv);
    options.search_path = search_path(host());
    options.directory = host().working_directory;
    if (const std::string* folder = option("cwd"); folder != nullptr)
      options.directory = absolute_path(*folder, host().working_directory);
    if (!host().variables.empty()) options.environment = host().variables;
    return options;
  }

  std::string find_interpreter(const std::string& module) const {
    for (const std::string_view name : {"python3", "python"}) {
      std::string program = find_in_environment(host(), name);
      if (program.empty()) continue;
      ProcessOptions options =
          process({program, "-c",
                   "import importlib.util, sys\n"
                   "sys.exit(0 if importlib.util.find_spec(sys.argv[1]) else 1)",
                   module});
      options.output = ProcessOptions::Output::capture;
      if (run_process(options).status != 0) throw Error("Could not find module " + module);
      return program;
    }
    throw Error("Could not find module " + module + ": there is no python3 on PATH");
  }

  void execute(std::vector<std::string> argv) const {
    const std::string* options = option("options");
    for (std::string& word : hook_arguments(options == nullptr ? "" : *options, path_))
      argv.push_back(std::move(word));
    const ProcessResult result = run_process(process(std::move(argv)));
    if (result.status != 0)
      config_.reporter().warn("post write hook " + repr(hook_.name) + " exited with status " +
                              std::to_string(result.status));
  }

  const HookConfig& hook_;
  const std::string& path_;
  const Config& config_;
};

}  // namespace

std::vector<std::string> split_shell_words(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  const auto word = [&]() -> std::string& {
    if (!inside) words.emplace_back();
    inside = true;
    return words.back();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') {
      const std::size_t end = text.find('\'', i + 1);
      if (end == std::string_view::npos) throw Error("No closing quotation");
      word() += text.substr(i + 1, end - i - 1);
      i = end;
    } else if (c == '"') {
      word();
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\'))
          ++i;
        word() += text[i];
      }
      if (i >= text.size()) throw Error("No closing quotation");
    } else if (c == '\\') {
      if (++i >= text.size()) throw Error("No escaped character");
      word() += text[i];
    } else if (is_space(c)) {
      inside = false;
    } else {
      word() += c;
    }
  }
  return words;
}

std::vector<std::string> hook_arguments(std::string_view options, const std::string& path) {
  std::string text(options);
  if (options.find(file_token) == std::string_view::npos)
    text.insert(0, std::string(file_token) + " ");
  std::vector<std::string> words = split_shell_words(text);
  for (std::string& word : words) word = replace_all(word, file_token, path);
  return words;
}

void run_post_write_hooks(const std::vector<HookConfig>& hooks, const std::string& path,
                          const Config& config, const Frontends& frontends) {
  const auto run = [&](const HookConfig& hook, const std::string& type) {
    const auto knows = [&](Frontend* frontend) { return frontend->run_hook(hook, path); };
    if (std::none_of(frontends.begin(), frontends.end(), knows))
      HookRun(hook, path, config).run(type);
  };
  for (const HookConfig& hook : hooks) {
    const auto type = hook.options.find("type");
    if (type == hook.options.end())
      throw Error("Key '" + hook.name +
                  ".type' (or 'type' in toml) is required for post write hook " + repr(hook.name));
    // The hook writes to the same output, so the line has to end before it starts.
    config.reporter().message("Running post write hook " + repr(hook.name) + " ...");
    finish_status(config.reporter(), [&] { run(hook, type->second); });
  }
}

}  // namespace retort
