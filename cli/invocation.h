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
  std::optional<std::string> environment = {};
  std::optional<std::string> url = {};
  bool raiseerr = false;
  bool quiet = false;
  std::optional<std::string> color = {};
  bool progress = false;
  bool json = false;  ///< the result as JSON, for programs

  std::string revision = {};
  std::vector<std::string> revisions = {};
  std::string directory = {};
  std::string topic = {};  ///< what is asked for: a command, a shell, a kind of words
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
  std::optional<std::string> lock_timeout = {};
  bool no_lock = false;
  bool drift = false;
  bool exit_code = false;
  std::optional<std::string> from = {};
  std::optional<std::string> fail_on = {};
  std::optional<std::string> data = {};
  std::optional<std::string> scratch_url = {};
  bool downgrade = false;
  bool each = false;
  bool dry_run = false;
  bool force_unreachable = false;
  bool offline = false;
  std::vector<std::string> script = {};  ///< a program in Python, and all that follows it
  std::string python_library = {};       ///< what runs it; the line does not say, main() does
};

}  // namespace retort::cli
