// SPDX-License-Identifier: MIT
#include "frontend/python/script_directory.h"

#include "retort/error.h"

#include "frontend/python/notation.h"
#include "frontend/python/revision_graph.h"

#include <string>

namespace retort::python {
namespace {

std::shared_ptr<RevisionMap> graph(HeldScripts& self) {
  std::shared_ptr<RevisionMap> copied;
  with_revision_errors([&]() -> py::object {
    copied = std::make_shared<RevisionMap>(self.map());
    return py::none();
  });
  return copied;
}

std::map<std::string, std::string> read_texts(const Notation& notation) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, value] : notation.items()) texts[name] = value.text();
  return texts;
}

/// Writes a revision file, and answers with its id.
py::object generate(HeldScripts& self, const py::dict& wanted) {
  const Notation notation(wanted);
  RevisionFile file;
  file.identity.revision = notation.text("revision");
  if (notation.contains("head")) file.identity.head = notation.texts("head");
  file.identity.splice = notation.flag("splice");
  file.identity.branch_labels = notation.texts("branch_labels");
  file.identity.depends_on = notation.texts("depends_on");
  file.message = notation.optional_text("message");
  file.version_path = notation.optional_text("version_path").value_or("");
  file.template_arguments = read_texts(notation.at("template_arguments"));
  return with_revision_errors([&]() -> py::object {
    return py::str(self.generate(file, notation.optional_text("file_template")).revision);
  });
}

py::list layouts() {
  py::list found;
  for (const TemplateSummary& layout : list_templates()) {
    found.append(py::make_tuple(layout.name, layout.synopsis, layout.language));
  }
  return found;
}

}  // namespace

HeldScripts::HeldScripts(std::shared_ptr<Config> config, const PythonOptions& options)
    : config_(std::move(config)) {
  languages_.push_back(python_frontend(options));
  languages_.push_back(sql_frontend());
  languages_.push_back(native_frontend());
}

ScriptDirectory& HeldScripts::get() {
  if (!scripts_) {
    Frontends frontends;
    for (const std::unique_ptr<Frontend>& language : languages_) {
      frontends.push_back(language.get());
    }
    scripts_.emplace(ScriptDirectory::from_config(*config_, frontends));
  }
  return *scripts_;
}

std::vector<std::unique_ptr<Migration>> HeldScripts::load(const std::vector<std::string>& ids) {
  std::vector<const Revision*> revisions;
  revisions.reserve(ids.size());
  for (const std::string& id : ids) {
    const Revision* found = map().find(id);
    if (found == nullptr) throw Error("Can't locate revision identified by '" + id + "'");
    revisions.push_back(found);
  }
  return get().load_migrations(revisions, config_->reporter());
}

Revision HeldScripts::generate(const RevisionFile& file,
                               const std::optional<std::string>& file_template) {
  if (!file_template) return get().generate_revision(file);
  ScriptDirectoryOptions options = get().options();
  options.file_template = *file_template;
  ScriptDirectory named(options, *config_, get().frontends());
  Revision written = named.generate_revision(file);
  scripts_.emplace(std::move(options), *config_, get().frontends());
  return written;
}

void bind_script_directory(py::module_& module) {
  py::class_<HeldScripts, std::shared_ptr<HeldScripts>>(module, "ScriptDirectory",
                                                        "The revisions of a project.")
      .def(py::init([](std::shared_ptr<Config> config) {
        return std::make_shared<HeldScripts>(std::move(config), PythonOptions());
      }))
      .def_property_readonly("dir", [](HeldScripts& self) { return self.get().directory(); })
      .def_property_readonly("absolute_dir",
                             [](HeldScripts& self) { return self.get().absolute_directory(); })
      .def_property_readonly("versions",
                             [](HeldScripts& self) { return self.get().version_locations(); })
      .def("graph", &graph, "As the files have it, read when it is first asked for.")
      .def("generate", &generate, "Writes a revision file; answers with its id.");
  module.def("init_scripts", [](const Config& config, const std::string& directory,
                                const std::string& layout, bool package) {
    init_script_directory(config, {.directory = directory, .layout = layout, .package = package});
  });
  module.def("layouts", &layouts, "Of projects: name, synopsis, language.");
  module.def("open_in_editor", [](const Config& config, const std::string& path) {
    open_in_editor(path, config.host());
  });
}

}  // namespace retort::python
