// SPDX-License-Identifier: MIT
// What a command line says, once it has been read.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace retort::cli {

/// The values of all options of all commands; a command looks at its own.
struct Invocation {
  std::string program;  ///< the name it was called by
  std::string command;

  std::vector<std::string> config_files = {};
  std::string section = "alembic";
  std::vector<std::string> x_arguments = {};
  bool raiseerr = false;
  bool quiet = false;
  bool json = false;  ///< the result as JSON, for programs

  std::string revision = {};
  std::vector<std::string> revisions = {};
  std::string directory = {};
  std::optional<std::string> layout = {};
  std::optional<std::string> message = {};
  std::string head = "head";
  std::optional<std::string> branch_label = {};
  std::optional<std::string> version_path = {};
  std::optional<std::string> rev_id = {};
  std::vector<std::string> depends_on = {};
  std::optional<std::string> language = {};
  std::optional<std::string> tag = {};
  std::optional<std::string> range = {};
  bool autogenerate = false;
  bool no_empty = false;
  bool package = false;
  bool sql = false;
  bool splice = false;
  bool purge = false;
  bool verbose = false;
  bool indicate_current = false;
  bool resolve_dependencies = false;
  bool check_heads = false;
  bool drift = false;
  bool exit_code = false;
  bool offline = false;
  std::vector<std::string> script = {};  ///< a program in Python, and all that follows it
  std::string python_library = {};       ///< what runs it; the line does not say, main() does
};

}  // namespace retort::cli
