// SPDX-License-Identifier: MIT
// init: installs a project layout.
#include "retort/error.h"
#include "retort/script.h"

#include "base/files.h"
#include "base/text.h"
#include "config/toml.h"
#include "script/layout_files.h"
#include "script/status.h"
#include "script/template.h"

#include <algorithm>

namespace retort {
namespace {

constexpr std::string_view ini_template = "alembic.ini.mako";
constexpr std::string_view toml_template = "pyproject.toml.mako";

std::vector<LayoutFile> files_of(std::string_view layout) {
  std::vector<LayoutFile> files;
  for (const LayoutFile& file : layout_files())
    if (file.layout == layout) files.push_back(file);
  return files;
}

std::string language_of(std::string_view layout) {
  for (const LayoutFile& file : files_of(layout)) {
    if (file.name == "script.cc.mako") return "cpp";
    if (file.name == "script.sql.mako") return "sql";
  }
  return "python";
}

class Installation {
 public:
  Installation(const Config& config, const InitOptions& options)
      : config_(config),
        options_(options),
        directory_(absolute(options.directory)),
        ini_(config.absolute_ini_path()),
        toml_(config.absolute_toml_path()) {}

  void run() {
    if (is_directory(directory_) && !list_directory(directory_).empty())
      throw Error("Directory " + options_.directory + " already exists and is not empty");
    const std::vector<LayoutFile> files = files_of(options_.layout);
    if (files.empty()) fail_layout();
    const bool has_toml = std::any_of(files.begin(), files.end(), [](const LayoutFile& file) {
      return file.name == toml_template;
    });
    if (!path_exists(directory_)) make_directory(directory_);
    make_directory(versions());
    for (const LayoutFile& file : files) install(file);
    if (options_.package)
      for (const std::string& folder : {directory_, versions()}) {
        const std::string path = join_path(folder, "__init__.py");
        with_status(reporter(), "Adding " + path, [&] { write_file(path, ""); });
      }
    reporter().message(has_toml ? "Please edit configuration settings in " + toml_ +
                                      " and configuration/connection/logging settings in " + ini_ +
                                      " before proceeding."
                                : "Please edit configuration/connection/logging settings in " +
                                      ini_ + " before proceeding.");
  }

 private:
  Reporter& reporter() const { return config_.reporter(); }
  std::string absolute(const std::string& path) const {
    return absolute_path(path, config_.host().working_directory);
  }
  std::string versions() const { return join_path(directory_, "versions"); }

  [[noreturn]] void fail_layout() const {
    std::vector<std::string> names;
    for (const TemplateSummary& known : list_templates()) names.push_back(known.name);
    throw Error("No such template " + options_.layout, ErrorCode::command,
                "Templates are " + join(names, ", ") + ".");
  }

  void make_directory(const std::string& path) const {
    with_status(reporter(), "Creating directory " + path, [&] { make_directories(path); });
  }

  /// What `script_location` is to say: beside a configuration file that may be moved together
  /// with the project.
  std::string location_from(const std::string& config_file) const {
    if (is_absolute_path(options_.directory)) return normal_path(options_.directory);
    const std::string path = relative_path(directory_, parent_path(config_file));
    return path == "." ? "%(here)s" : "%(here)s/" + path;
  }

  std::string rendered(const LayoutFile& file, const std::string& target) const {
    return render_template(file.text, file.name,
                           {{"script_location", template_text(location_from(target))}});
  }

  void generate(const LayoutFile& file, const std::string& target) const {
    with_status(reporter(), "Generating " + target,
                [&] { write_file(target, rendered(file, target)); });
  }

  void install(const LayoutFile& file) const {
    if (file.name == ini_template) {
      if (ini_.empty()) throw Error("init needs the name of a configuration file");
      if (path_exists(ini_)) {
        reporter().message("File " + ini_ + " already exists, skipping");
      } else {
        generate(file, ini_);
      }
    } else if (file.name == toml_template) {
      install_toml(file);
    } else {
      const std::string target = join_path(directory_, file.name);
      with_status(reporter(), "Generating " + target, [&] { write_file(target, file.text); });
    }
  }

  void install_toml(const LayoutFile& file) const {
    if (toml_.empty()) throw Error("init needs the name of a pyproject.toml");
    if (!path_exists(toml_)) {
      generate(file, toml_);
    } else if (parse_tool_tables(read_text_file(toml_), toml_).has_alembic) {
      reporter().message("File " + toml_ +
                         " already exists and already has a [tool.alembic] section, skipping");
    } else {
      with_status(reporter(), "Appending to existing " + toml_,
                  [&] { append_to_file(toml_, "\n\n" + rendered(file, toml_)); });
    }
  }

  const Config& config_;
  const InitOptions& options_;
  std::string directory_;
  std::string ini_;
  std::string toml_;
};

}  // namespace

std::vector<TemplateSummary> list_templates() {
  std::vector<TemplateSummary> out;
  for (const LayoutFile& file : layout_files())
    if (file.name == "README")
      out.push_back({std::string(file.layout),
                     std::string(strip_right(file.text.substr(0, file.text.find('\n')))),
                     language_of(file.layout)});
  return out;
}

void init_script_directory(const Config& config, const InitOptions& options) {
  Installation(config, options).run();
}

}  // namespace retort
