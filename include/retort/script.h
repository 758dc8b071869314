// SPDX-License-Identifier: MIT
// The script directory of a project: where its revisions are, how they are read into a
// RevisionMap, and how new files come about (init, revision, merge).
#pragma once

#include "retort/api.h"
#include "retort/config.h"
#include "retort/frontend.h"
#include "retort/revision.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort {

class Migration;  // migration.h
class Reporter;

/// What a ScriptDirectory is made from; `from_config` fills it.
struct ScriptDirectoryOptions {
  std::string directory;                            ///< relative to the host's working directory
  std::vector<std::string> version_locations = {};  ///< empty: `versions` below `directory`
  std::string file_template = "%(rev)s_%(slug)s";   ///< without extension; may hold slashes
  long long truncate_slug_length = 40;              ///< 0: 40
  bool sourceless = false;
  bool recursive_version_locations = false;
  std::string output_encoding = "utf-8";
  std::optional<std::string> timezone = {};  ///< IANA name; absent: local time
  std::vector<HookConfig> hooks = {};
};

/// A revision file to be written.
struct RevisionFile {
  NewRevisionOptions identity;  ///< an empty id: the host makes one
  std::optional<std::string> message = {};
  std::string version_path = {};       ///< one of the version locations; empty: beside the parent
  const Frontend* frontend = nullptr;  ///< null: the first whose template the directory has
  /// More names for the template: `upgrades`, `downgrades`, `imports`, and the project's own.
  std::map<std::string, std::string> template_arguments = {};
};

/// The files of one project. Revisions are read once, when first asked for.
class RETORT_API ScriptDirectory {
 public:
  /// Throws Error when the directory does not exist. The config and the front-ends are kept by
  /// reference and must outlive this object.
  ScriptDirectory(ScriptDirectoryOptions options, const Config& config, Frontends frontends);
  /// Reads the options from the configuration. Throws Error as Alembic does when there is no
  /// `script_location`.
  static ScriptDirectory from_config(const Config& config, Frontends frontends);

  const ScriptDirectoryOptions& options() const { return options_; }
  const Config& config() const { return *config_; }
  const Frontends& frontends() const { return frontends_; }
  /// As configured ("alembic", "/p/alembic").
  const std::string& directory() const { return options_.directory; }
  std::string absolute_directory() const;
  /// Absolute folders, in order, existing or not.
  std::vector<std::string> version_locations() const;

  /// The revisions of all locations, in load order (by location, folder and name), linked. Reads
  /// them on the first call; its warnings go to the config's reporter. Throws RevisionError,
  /// ScriptError.
  const RevisionMap& map();
  /// The front-end that claims a file; null when none does.
  Frontend* find_frontend(std::string_view file_name) const;
  /// Makes revisions of the map runnable, in their order.
  std::vector<std::unique_ptr<Migration>> load_migrations(
      const std::vector<const Revision*>& revisions, Reporter& reporter) const;

  /// The front-end in whose language the file will be. Throws Error when the directory has no
  /// template for new files.
  const Frontend& choose_frontend(const RevisionFile& file) const;
  /// Writes the file, runs the post-write hooks, reads the file again and adds it to `map()`.
  /// Reports status lines. Throws Error with Alembic's texts; a file that was written stays.
  Revision generate_revision(const RevisionFile& file);
  /// Writes a file for `identity` into a folder, wherever that is, runs the post-write hooks, and
  /// reads it again; `map()` stays as it is.
  Revision write_revision(const RevisionFile& file, const Revision& identity,
                          const std::string& folder) const;

 private:
  std::vector<Revision> load();
  std::optional<Revision> read_revision(Frontend& frontend, const std::string& path) const;
  std::string choose_version_path(const RevisionFile& file, const Revision& identity);

  ScriptDirectoryOptions options_;
  const Config* config_;
  Frontends frontends_;
  std::optional<RevisionMap> map_;
};

/// A project layout that `init` can install.
struct TemplateSummary {
  std::string name;
  std::string synopsis;  ///< first line of its README
  std::string language;  ///< "cpp", "sql" or "python"
  friend bool operator==(const TemplateSummary&, const TemplateSummary&) = default;
};

/// All layouts, sorted by name.
RETORT_API std::vector<TemplateSummary> list_templates();

struct InitOptions {
  std::string directory;
  std::string layout = "cpp";  ///< name of a layout
  bool package = false;        ///< add empty __init__.py files
};

/// Installs a layout: the script directory, and the configuration files that the config names.
/// Reports each step; existing configuration files are kept. Throws Error when the directory is
/// not empty or the layout unknown.
RETORT_API void init_script_directory(const Config& config, const InitOptions& options);

/// Opens the file in the user's editor and waits for it. EDITOR, then VISUAL, then what is
/// commonly installed. Throws Error "Error executing editor (...)".
RETORT_API void open_in_editor(const std::string& path, const Host& host);

}  // namespace retort
