// SPDX-License-Identifier: MIT
// An application that brings its database up to date when it starts. Its migrations are part of
// the program: it needs no configuration file, no compiler and no script directory.
#include "shop_migrations.h"

#include <retort/retort.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

namespace {

/// Shows what the engine says of its work.
class Console : public retort::Reporter {
 public:
  void log(retort::LogLevel /*level*/, std::string_view logger, std::string_view message) override {
    if (logger == "alembic.runtime.migration") std::cout << "  " << message << "\n";
  }
};

int run(const std::string& url) {
  Console console;
  // The library asks the process for nothing: where relative paths begin is for the program to say.
  const std::string here = std::filesystem::current_path().string();
  const retort::Session session{.config = retort::Config({.host = {.working_directory = here}}),
                                .reporter = &console,
                                .environment = {.url = url},
                                .migrations = &shop_migrations()};

  std::cout << "Bringing " << retort::Url::parse(url).masked() << " up to date\n";
  const auto result = retort::command::upgrade(session, {.revision = "head"});
  std::cout << result.steps.size() << " steps\n";

  const auto current = retort::command::current(session);
  for (const retort::Revision* revision : current.listing.revisions) {
    std::cout << "now at " << revision->revision << ": " << revision->doc() << "\n";
  }
  const auto check = retort::command::check(session);
  for (const std::string& difference : check.differences) {
    std::cout << "not as expected: " << difference << "\n";
  }
  return current.at_heads && check.differences.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc > 1 ? argv[1] : "sqlite:///shop.db");
  } catch (const retort::Error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
