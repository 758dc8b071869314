// SPDX-License-Identifier: MIT
// What a migration language supplies: which files are its own, how to read a revision's identity
// from the text alone, and how to load what a run needs.
#pragma once

#include "retort/api.h"
#include "retort/revision.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

class Config;               // config.h
class Reporter;             // reporter.h
class Migration;            // migration.h
struct LoadRequest;         // migration.h
struct EnvironmentRequest;  // environment.h
struct RenderRequest;       // migration.h
struct RenderedMigration;   // migration.h
struct HookConfig;          // config.h
enum class EnvironmentOutcome;

/// The identity of a revision as its file states it; the caller fills in `path`.
using ScannedRevision = Revision;

/// The text a scan is given.
struct ScanInput {
  std::string_view path;
  std::string_view text;
  bool whole = true;               ///< false: `text` is only the file's beginning
  const Config* config = nullptr;  ///< never null when the engine asks
};

/// How a scan ended.
enum class ScanStatus {
  revision,    ///< the identity is in `revision`
  incomplete,  ///< the beginning is not enough: ask again with the whole file
  other,       ///< a source file that is no revision; it is passed over
};

struct ScanResult {
  ScanStatus status = ScanStatus::other;
  ScannedRevision revision;
  /// Nothing but the text and the front-end's `scan_rules` decided: the answer may be kept.
  bool from_text = false;
  friend bool operator==(const ScanResult&, const ScanResult&) = default;
};

/// A migration language.
class RETORT_API Frontend {
 public:
  virtual ~Frontend() = default;
  /// "native", "sql", "python".
  virtual std::string_view name() const = 0;
  /// False for a stand-in, which only refuses the language's files.
  virtual bool runs() const { return true; }
  /// Extension of its revision files with the dot: ".cc".
  virtual std::string_view file_extension() const = 0;
  /// Template in the script directory that new revisions are rendered from: "script.cc.mako".
  virtual std::string_view script_template() const = 0;
  /// Whether a file of this name (without folder) may be one of its revisions.
  virtual bool claims(std::string_view file_name) const = 0;
  /// Whether it is a file without source text: read where the project is `sourceless`, and there is
  /// no source beside it.
  virtual bool is_compiled(std::string_view /*file_name*/) const { return false; }
  /// Reads the identity, as a rule without running anything. Never answers `incomplete` to a whole
  /// text. Throws ScriptError when the identity is malformed.
  virtual ScanResult scan(const ScanInput& input) const = 0;
  /// Names the rules by which `scan` reads a text: another name for other rules. Answers that are
  /// marked `from_text` may be kept under this name and given again, by other programs too, for a
  /// file that has not changed. Empty: nothing is kept.
  virtual std::string_view scan_rules() const { return {}; }
  /// Makes the requested revisions runnable, in the order of the request.
  virtual std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) = 0;
  /// Writes operations as source text. Throws UnsupportedError for a language whose env file does
  /// that, and for operations that the language has no words for.
  virtual RenderedMigration render(const RenderRequest& request) const;
  /// Whether the project has an env file of this language that sets up logging and drives the run
  /// itself.
  virtual bool drives(const std::string& /*script_location*/) const { return false; }
  /// The folder of an installed package of this language, where it has packages.
  virtual std::optional<std::string> package_folder(const std::string& /*package*/,
                                                    const Config& /*config*/) {
    return std::nullopt;
  }
  /// Runs a post-write hook over the file, if the project has registered the hook's type in this
  /// language; false where it has not.
  virtual bool run_hook(const HookConfig& /*hook*/, const std::string& /*path*/) { return false; }
  /// A session with this configuration is over, and its reporter ends: what it was given goes to
  /// `next` from now on, which may be null.
  virtual void end_session(const Config& /*config*/, Reporter* /*next*/) {}
  /// Runs the project's env file if this language has one for the project.
  virtual EnvironmentOutcome run_environment(const EnvironmentRequest& request) = 0;
};

/// The front-ends of a session in order of precedence; not owned.
using Frontends = std::vector<Frontend*>;

}  // namespace retort
