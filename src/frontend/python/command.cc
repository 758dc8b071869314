// SPDX-License-Identifier: MIT
#include "frontend/python/command.h"

#include "retort/command.h"
#include "retort/error.h"
#include "retort/frontends.h"

#include "frontend/python/logging.h"
#include "frontend/python/notation.h"
#include "frontend/python/text_stream.h"

#include <string>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

/// The command that a Python program has called, and the object that it gave.
struct CalledCommand {
  const Config* config = nullptr;
  std::shared_ptr<Config> given = {};
};

CalledCommand& called_command() {
  static CalledCommand called;
  return called;
}

class PythonReporter final : public Reporter {
 public:
  explicit PythonReporter(std::ostream& output) : output_(&output) {}
  void log(LogLevel level, std::string_view logger, std::string_view message) override {
    target_.log(level, logger, message);
  }
  void warn(std::string_view message) override { target_.warn(message); }
  void status_begin(std::string_view message) override { *output_ << message << " ..."; }
  void status_end(bool ok) override { *output_ << (ok ? "  done\n" : "  FAILED\n"); }
  void message(std::string_view line) override { *output_ << line << "\n"; }

 private:
  std::ostream* output_;
  PythonLogTarget target_;
};

/// A str or a list of them.
std::vector<std::string> names(const Notation& arguments, const char* key) {
  if (!arguments.contains(key)) return {};
  const Notation value = arguments.at(key);
  return value.is_text() ? std::vector<std::string>{value.text()} : value.texts();
}

std::string name(const Notation& arguments, const char* key, const char* absent) {
  const std::vector<std::string> found = names(arguments, key);
  return found.empty() ? absent : found.front();
}

/// One run of a command: its session and where its results go.
class Call {
 public:
  Call(const std::shared_ptr<Config>& config, const Notation& arguments)
      : arguments_(arguments),
        output_(py::reinterpret_borrow<py::object>(arguments.at("stdout").object())),
        reporter_(output_) {
    languages_.push_back(python_frontend());
    languages_.push_back(sql_frontend());
    session_.config = *config;
    session_.config.set_reporter(&reporter_);
    for (const auto& language : languages_) session_.frontends.push_back(language.get());
    session_.reporter = &reporter_;
    session_.output = &output_;
    called_command() = {&session_.config, config};
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { called_command() = {}; }

  py::object run(const std::string& command) {
    const bool sql = arguments_.flag("sql");
    const std::optional<std::string> tag = arguments_.optional_text("tag");
    if (command == "upgrade") {
      command::upgrade(session_, {.revision = text("revision"), .sql = sql, .tag = tag});
    } else if (command == "downgrade") {
      command::downgrade(session_, {.revision = text("revision"), .sql = sql, .tag = tag});
    } else if (command == "stamp") {
      command::stamp(session_, {.revisions = names(arguments_, "revision"),
                                .sql = sql,
                                .tag = tag,
                                .purge = arguments_.flag("purge")});
    } else if (command == "ensure_version") {
      command::ensure_version(session_, {.sql = sql});
    } else if (command == "revision") {
      return py::str(write_revision(sql).revision);
    } else if (command == "merge") {
      return py::str(command::merge(session_, {.revisions = names(arguments_, "revisions"),
                                               .message = arguments_.optional_text("message"),
                                               .branch_label = label(),
                                               .rev_id = arguments_.optional_text("rev_id"),
                                               .splice = arguments_.flag("splice")})
                         .revision);
    } else {
      show(command);
    }
    return py::none();
  }

 private:
  std::string text(const char* key) const { return arguments_.text(key); }
  std::optional<std::string> label() const {
    const std::vector<std::string> found = names(arguments_, "branch_label");
    return found.empty() ? std::nullopt : std::optional(found.front());
  }

  Revision write_revision(bool sql) {
    return command::revision(session_, {.message = arguments_.optional_text("message"),
                                        .sql = sql,
                                        .head = name(arguments_, "head", "head"),
                                        .splice = arguments_.flag("splice"),
                                        .branch_label = label(),
                                        .version_path = arguments_.optional_text("version_path"),
                                        .rev_id = arguments_.optional_text("rev_id"),
                                        .depends_on = names(arguments_, "depends_on")});
  }

  void print(const command::Listing& listing, const ShortFormat& format) {
    const bool verbose = arguments_.flag("verbose");
    for (const Revision* revision : listing.revisions) {
      output_ << (verbose ? format_long(listing.map, *revision)
                          : format_short(listing.map, *revision, format))
              << "\n";
    }
  }

  void show(const std::string& command) {
    if (command == "heads") {
      print(command::heads(session_,
                           {.resolve_dependencies = arguments_.flag("resolve_dependencies")}),
            {.branch_labels = true, .tree_indicators = false});
    } else if (command == "history") {
      command::history(session_, {.range = arguments_.optional_text("rev_range"),
                                  .indicate_current = arguments_.flag("indicate_current"),
                                  .on_listing = [this](const command::Listing& listing) {
                                    print(listing,
                                          {.branch_labels = true, .parents = true, .doc = true});
                                  }});
    } else if (command == "current") {
      command::current(session_, {.check_heads = arguments_.flag("check_heads"),
                                  .on_current = [this](const command::CurrentResult& result) {
                                    print(result.listing, {});
                                  }});
    } else {
      throw Error("alembic.command." + command + "() is not supported by Retort yet");
    }
  }

  Notation arguments_;
  TextStream output_;
  PythonReporter reporter_;
  std::vector<std::unique_ptr<Frontend>> languages_;
  Session session_;
};

}  // namespace

std::shared_ptr<Config> config_of_command(const Config& config) {
  return called_command().config == &config ? called_command().given : nullptr;
}

void bind_commands(py::module_& module) {
  module.def("command", [](const std::string& name, const std::shared_ptr<Config>& config,
                           const py::dict& arguments) {
    try {
      return Call(config, Notation(arguments)).run(name);
    } catch (const RevisionError& error) {
      throw Error(error.what(), ErrorCode::command, error.hint());  // what programs catch
    }
  });
}

}  // namespace retort::python
