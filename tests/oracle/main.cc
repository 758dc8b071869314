// SPDX-License-Identifier: MIT
// Runs recorded answers of the reference implementation against the library: one sub-command for
// each kind of recording.
#include "oracle/graph.h"

#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Arguments = std::vector<std::string>;

struct Command {
  std::string_view name;
  std::string_view arguments;
  int (*run)(const Arguments& arguments);
};

constexpr std::array commands{
    Command{"graph", "FILE [--failures]", &retort::oracle::run_graph},
};

int usage() {
  for (const Command& command : commands) {
    std::cerr << "usage: oracle " << command.name << ' ' << command.arguments << '\n';
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments(argv + 1, argv + argc);
  if (arguments.empty()) return usage();
  for (const Command& command : commands) {
    if (command.name != arguments.front()) continue;
    try {
      return command.run({arguments.begin() + 1, arguments.end()});
    } catch (const std::exception& error) {
      std::cerr << "oracle: " << error.what() << '\n';
      return 2;
    }
  }
  return usage();
}
