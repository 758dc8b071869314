// SPDX-License-Identifier: MIT
#include "frontend/python/revision_graph.h"

#include "frontend/python/notation.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

using Ids = std::vector<std::string>;

const char* kind_name(RevisionErrorKind kind) {
  switch (kind) {
    case RevisionErrorKind::resolution:
      return "ResolutionError";
    case RevisionErrorKind::multiple_heads:
      return "MultipleHeads";
    case RevisionErrorKind::range_not_ancestor:
      return "RangeNotAncestorError";
    case RevisionErrorKind::cycle:
      return "CycleDetected";
    case RevisionErrorKind::dependency_cycle:
      return "DependencyCycleDetected";
    case RevisionErrorKind::loop:
      return "LoopDetected";
    case RevisionErrorKind::dependency_loop:
      return "DependencyLoopDetected";
    case RevisionErrorKind::duplicate_label:
      return "DuplicateLabel";
    case RevisionErrorKind::general:
    case RevisionErrorKind::missing:
    case RevisionErrorKind::illegal_identifier:
    case RevisionErrorKind::version_rows:
      break;
  }
  return "RevisionError";
}

/// A str, a list of them, or None.
Ids read_ids(const py::object& value) {
  if (value.is_none()) return {};
  if (py::isinstance<py::str>(value)) return {value.cast<std::string>()};
  return value.cast<Ids>();
}

py::list write_ids(const std::vector<const Revision*>& revisions) {
  py::list ids;
  for (const Revision* revision : revisions) ids.append(revision->revision);
  return ids;
}

py::dict write_revision(const RevisionMap& map, const Revision& revision) {
  const RevisionLinks links = map.links(revision);
  py::dict written;
  written["revision"] = revision.revision;
  written["down_revision"] = revision.down_revision;
  written["own_labels"] = revision.branch_labels;
  written["branch_labels"] = links.branch_labels;
  written["depends_on"] = revision.depends_on;
  written["dependencies"] = links.dependencies;
  written["normalized_dependencies"] = links.normalized_dependencies;
  written["nextrev"] = links.next;
  written["all_nextrev"] = links.all_next;
  written["longdoc"] = revision.longdoc;
  written["path"] = revision.path;
  return written;
}

RevisionMap build(const std::vector<py::dict>& revisions) {
  std::vector<Revision> read;
  read.reserve(revisions.size());
  for (const py::dict& each : revisions) {
    const Notation notation(each);
    read.push_back({.revision = notation.text("revision"),
                    .down_revision = read_ids(each["down_revision"]),
                    .branch_labels = read_ids(each["branch_labels"]),
                    .depends_on = read_ids(each["depends_on"]),
                    .longdoc = {},
                    .path = {}});
  }
  return RevisionMap::build(std::move(read));
}

std::vector<const Revision*> find_all(const RevisionMap& map, const Ids& ids) {
  std::vector<const Revision*> found;
  found.reserve(ids.size());
  for (const std::string& id : ids) {
    if (const Revision* revision = map.find(id); revision != nullptr) found.push_back(revision);
  }
  return found;
}

py::list write_steps(const Plan& plan) {
  for (const std::string& warning : plan.warnings) {
    py::module_::import("alembic.util.messaging").attr("warn")(warning);
  }
  return py::cast(plan.steps);
}

py::object plan_upgrade_to(const RevisionMap& map, const Ids& rows, const py::object& target) {
  return with_revision_errors([&]() -> py::object {
    if (py::isinstance<py::str>(target)) {
      return write_steps(plan_upgrade(map, rows, target.cast<std::string>()));
    }
    return write_steps(plan_upgrade(map, rows, read_ids(target)));
  });
}

py::object step_of(const RevisionMap& map, const std::string& id, bool is_upgrade) {
  return with_revision_errors([&]() -> py::object {
    const Revision* revision = map.find(id);
    if (revision == nullptr) throw py::key_error(id);
    return py::cast(
        step_over(map, *revision, is_upgrade ? StepKind::upgrade : StepKind::downgrade));
  });
}

/// A stamp from some rows to others, as a program has made it.
Step stamp_step(Ids from, Ids to, bool is_upgrade, bool branch_move) {
  Step step;
  step.kind = StepKind::stamp;
  step.is_upgrade = is_upgrade;
  step.branch_move = branch_move;
  step.revision = to.empty() ? std::string() : to.front();
  step.from = from;
  step.from_all = std::move(from);
  step.to = to;
  step.to_all = std::move(to);
  return step;
}

void bind_step(py::module_& module) {
  py::class_<Step>(module, "Step", "A movement along the graph.")
      .def_static("stamp", &stamp_step)
      .def_property_readonly("is_stamp",
                             [](const Step& self) { return self.kind == StepKind::stamp; })
      .def_readonly("is_upgrade", &Step::is_upgrade)
      .def_readonly("branch_move", &Step::branch_move)
      .def_readonly("revision", &Step::revision)
      .def_readonly("from_ids", &Step::from)
      .def_readonly("to_ids", &Step::to)
      .def_readonly("from_all", &Step::from_all)
      .def_readonly("to_all", &Step::to_all)
      .def_readonly("doc", &Step::doc)
      .def_property_readonly("text", &format_step_short);
}

template <typename Function>
auto guarded(Function function) {
  return [function](const RevisionMap& self) {
    return with_revision_errors([&]() -> py::object { return py::cast(function(self)); });
  };
}

}  // namespace

py::object with_revision_errors(const std::function<py::object()>& work) {
  try {
    return work();
  } catch (const RevisionError& error) {
    const RevisionError::Details& details = error.details();
    const py::object exception =
        py::module_::import("_retort_exceptions")
            .attr("revision_error")(kind_name(error.kind()), details.cause, error.what(),
                                    details.argument, details.revisions, details.lower,
                                    details.upper);
    PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
    throw py::error_already_set();
  }
}

void bind_revision_graph(py::module_& module) {
  bind_step(module);
  py::class_<RevisionMap, std::shared_ptr<RevisionMap>>(module, "RevisionGraph",
                                                        "Revisions and how they hang together.")
      .def(py::init([](const std::vector<py::dict>& revisions) {
        std::shared_ptr<RevisionMap> made;
        with_revision_errors([&]() -> py::object {
          made = std::make_shared<RevisionMap>(build(revisions));
          return py::none();
        });
        return made;
      }))
      .def_property_readonly("warnings", &RevisionMap::warnings)
      .def("ids", &RevisionMap::ids)
      .def("labels", &RevisionMap::labels)
      .def("heads", &RevisionMap::heads)
      .def("real_heads", &RevisionMap::real_heads)
      .def("bases", &RevisionMap::bases)
      .def("real_bases", &RevisionMap::real_bases)
      .def("find",
           [](const RevisionMap& self, const std::string& name) -> py::object {
             const Revision* found = self.find(name);
             return found == nullptr ? py::object(py::none()) : py::str(found->revision);
           })
      .def("record",
           [](const RevisionMap& self, const std::string& id) {
             const Revision* found = self.find(id);
             if (found == nullptr) throw py::key_error(id);
             return write_revision(self, *found);
           })
      .def("resolve",
           [](const RevisionMap& self, const py::object& symbols) {
             return with_revision_errors([&]() -> py::object {
               if (py::isinstance<py::str>(symbols)) {
                 return write_ids(resolve_revisions(self, symbols.cast<std::string>()));
               }
               return write_ids(resolve_revisions(self, read_ids(symbols)));
             });
           })
      .def("resolve_one",
           [](const RevisionMap& self, const std::string& symbol) {
             return with_revision_errors([&]() -> py::object {
               const Revision* found = resolve_revision(self, symbol);
               return found == nullptr ? py::object(py::none()) : py::str(found->revision);
             });
           })
      .def("current_head", guarded([](const RevisionMap& map) { return current_head(map); }))
      .def(
          "iterate",
          [](const RevisionMap& self, const py::object& upper, const py::object& lower,
             bool implicit_base, bool inclusive, bool stops_at_edge, bool for_downgrade) {
            return with_revision_errors([&]() -> py::object {
              return write_ids(iterate_revisions(self, {.upper = read_ids(upper),
                                                        .lower = read_ids(lower),
                                                        .inclusive = inclusive,
                                                        .implicit_base = implicit_base,
                                                        .stops_at_edge = stops_at_edge,
                                                        .for_downgrade = for_downgrade}));
            });
          },
          py::arg("upper"), py::arg("lower"), py::arg("implicit_base") = false,
          py::arg("inclusive") = false, py::arg("stops_at_edge") = false,
          py::arg("for_downgrade") = false)
      .def(
          "in_lineage",
          [](const RevisionMap& self, const Ids& ids, const std::string& symbol,
             bool through_dependencies) {
            return with_revision_errors([&]() -> py::object {
              return write_ids(in_lineage(self, find_all(self, ids), symbol, through_dependencies));
            });
          })
      .def("current",
           [](const RevisionMap& self, const Ids& rows) {
             return with_revision_errors(
                 [&]() -> py::object { return write_ids(current_revisions(self, rows)); });
           })
      .def("plan_upgrade", &plan_upgrade_to)
      .def("plan_downgrade",
           [](const RevisionMap& self, const Ids& rows, const std::string& target) {
             return with_revision_errors(
                 [&]() -> py::object { return write_steps(plan_downgrade(self, rows, target)); });
           })
      .def("plan_stamp",
           [](const RevisionMap& self, const Ids& rows, const py::object& targets) {
             return with_revision_errors([&]() -> py::object {
               return write_steps(plan_stamp(self, rows, read_ids(targets)));
             });
           })
      .def("step", &step_of)
      .def("short_text",
           [](const RevisionMap& self, const std::string& id, bool labels, bool parents, bool doc,
              bool indicators, bool is_current) {
             return format_short(self, *find_all(self, {id}).at(0),
                                 {.branch_labels = labels,
                                  .parents = parents,
                                  .doc = doc,
                                  .tree_indicators = indicators,
                                  .is_current = is_current});
           })
      .def("long_text",
           [](const RevisionMap& self, const std::string& id, bool is_current) {
             return format_long(self, *find_all(self, {id}).at(0), {.is_current = is_current});
           })
      .def("branch_texts", [](const RevisionMap& self, bool verbose) {
        return with_revision_errors([&]() -> py::object {
          py::list texts;
          for (const BranchPoint& point : branch_points(self)) {
            texts.append(format_branch_point(self, point, {.verbose = verbose}));
          }
          return texts;
        });
      });
}

}  // namespace retort::python
