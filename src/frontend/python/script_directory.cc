// SPDX-License-Identifier: MIT
#include "frontend/python/script_directory.h"

#include "frontend/python/notation.h"

#include <string>

namespace retort::python {
namespace {

py::object write_revision(const RevisionMap& map, const Revision* revision) {
  if (revision == nullptr) return py::none();
  const RevisionLinks& links = map.links(*revision);
  py::dict written;
  written["revision"] = revision->revision;
  written["down_revision"] = revision->down_revision;
  written["branch_labels"] = links.branch_labels;
  written["depends_on"] = revision->depends_on;
  written["dependencies"] = links.dependencies;
  written["normalized_dependencies"] = links.normalized_dependencies;
  written["nextrev"] = links.next;
  written["all_nextrev"] = links.all_next;
  written["doc"] = std::string(revision->doc());
  written["longdoc"] = revision->longdoc;
  written["path"] = revision->path;
  written["is_head"] = links.is_head;
  written["is_base"] = links.is_base;
  written["is_branch_point"] = links.is_branch_point;
  written["is_merge_point"] = links.is_merge_point;
  written["log_entry"] = format_long(map, *revision);
  return written;
}

py::list write_revisions(const RevisionMap& map, const std::vector<const Revision*>& revisions) {
  py::list written;
  for (const Revision* revision : revisions) written.append(write_revision(map, revision));
  return written;
}

py::list find_revisions(HeldScripts& self, const py::object& symbol) {
  const RevisionMap& map = self.map();
  const Notation notation(symbol);
  if (notation.is_text()) return write_revisions(map, resolve_revisions(map, notation.text()));
  return write_revisions(map, resolve_revisions(map, notation.texts()));
}

std::optional<std::string> end_of_walk(const std::optional<std::string>& symbol) {
  return symbol && !symbol->empty() ? symbol : std::nullopt;
}

py::list walk(HeldScripts& self, const std::optional<std::string>& base,
              const std::optional<std::string>& head) {
  const RevisionMap& map = self.map();
  return write_revisions(
      map, history(map, {.range = {.start = end_of_walk(base), .end = end_of_walk(head)}}));
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
      .def("heads", [](HeldScripts& self) { return self.map().heads(); })
      .def("bases", [](HeldScripts& self) { return self.map().bases(); })
      .def("current_head", [](HeldScripts& self) { return current_head(self.map()); })
      .def("revisions", &find_revisions, "Those that a symbol, or several, name.")
      .def("walk", &walk, py::arg("base") = py::none(), py::arg("head") = py::none());
}

}  // namespace retort::python
