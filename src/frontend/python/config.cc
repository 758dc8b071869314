// SPDX-License-Identifier: MIT
#include "frontend/python/config.h"

#include "retort/config.h"

#include "frontend/python/reporter.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace retort::python {
namespace {

// The surroundings as Python sees them at this moment.
Host python_host() {
  Host host;
  const py::module_ os = py::module_::import("os");
  host.working_directory = os.attr("getcwd")().cast<std::string>();
  for (const auto& [name, value] : py::dict(os.attr("environ").attr("copy")())) {
    host.variables.emplace(name.cast<std::string>(), value.cast<std::string>());
  }
  return host;
}

std::shared_ptr<Config> make_config(const std::string& ini_path, const std::string& toml_path,
                                    const std::string& section,
                                    const std::map<std::string, std::string>& arguments,
                                    const std::vector<std::string>& x_arguments) {
  return std::make_shared<Config>(ConfigOptions{.ini_path = ini_path,
                                                .toml_path = toml_path,
                                                .section = section,
                                                .arguments = arguments,
                                                .x_arguments = x_arguments,
                                                .host = python_host(),
                                                .reporter = &program_reporter()});
}

py::object section_items(const Config& config, const std::string& section) {
  const std::optional<ConfigItems> items = config.section_items(section);
  if (!items) return py::none();
  py::dict result;
  for (const auto& [name, value] : *items) result[py::str(name)] = value;
  return result;
}

}  // namespace

void bind_config(py::module_& module) {
  py::class_<Config, std::shared_ptr<Config>>(module, "Config",
                                              "alembic.ini and pyproject.toml of a project.")
      .def(py::init(&make_config), py::arg("ini_path") = "", py::arg("toml_path") = "",
           py::arg("section") = "alembic",
           py::arg("arguments") = std::map<std::string, std::string>(),
           py::arg("x_arguments") = std::vector<std::string>())
      .def_property_readonly("ini_path", &Config::ini_path)
      .def_property_readonly("toml_path", &Config::toml_path)
      .def_property_readonly("absolute_ini_path", &Config::absolute_ini_path)
      .def_property_readonly("absolute_toml_path", &Config::absolute_toml_path)
      .def_property_readonly("section_name", &Config::section)
      .def_property_readonly("x_arguments", &Config::x_arguments)
      .def_property_readonly("arguments", [](const Config&) { return py::dict(); })
      .def("main_option",
           [](const Config& self, const std::string& name) { return self.main_option(name); })
      .def("section_option", &Config::section_option)
      .def("section", &section_items)
      .def("section_names", &Config::section_names)
      .def("has_section", &Config::has_section)
      .def("set_main_option", &Config::set_main_option)
      .def("set_section_option", &Config::set_section_option)
      .def("remove_main_option", &Config::remove_main_option)
      .def("option", &Config::option)
      .def("boolean_option", &Config::boolean_option)
      .def("list_option", &Config::list_option)
      .def("version_locations", &Config::version_locations)
      .def("prepend_sys_path", &Config::prepend_sys_path);
}

}  // namespace retort::python
