// SPDX-License-Identifier: MIT
#include "frontend/python/config.h"

#include "retort/config.h"
#include "retort/configuration.h"

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
                                    const std::vector<std::string>& x_arguments,
                                    const std::optional<std::string>& url,
                                    const std::optional<std::string>& environment) {
  return std::make_shared<Config>(ConfigOptions{.ini_path = ini_path,
                                                .toml_path = toml_path,
                                                .section = section,
                                                .arguments = arguments,
                                                .x_arguments = x_arguments,
                                                .url = url,
                                                .environment = environment,
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

/// Reads a .env file as the standing-in module `dotenv` gives it.
py::dict dotenv(const std::string& path, bool interpolate) {
  py::dict result;
  for (const auto& [name, value] : read_dotenv(path, python_host(), {.interpolate = interpolate})) {
    result[py::str(name)] = value;
  }
  return result;
}

}  // namespace

void lend_variables(const Config& config) {
  const Target& target = config.target();
  if (!target.in_force) return;
  const py::object environ = py::module_::import("os").attr("environ");
  for (const auto& [name, value] : config.file_variables()) environ.attr("setdefault")(name, value);
  // An env.py that looks for them there finds the database and the environment that are meant.
  const bool of_components = target.url_source.starts_with("PGHOST");
  if (target.url && !target.url_is_configured && !of_components) {
    environ["DATABASE_URL"] = py::str(*target.url);
  }
  if (target.environment && target.environment_source != "ENV") {
    environ["ENV"] = py::str(*target.environment);
  }
}

void bind_config(py::module_& module) {
  py::class_<Config, std::shared_ptr<Config>>(module, "Config",
                                              "alembic.ini and pyproject.toml of a project.")
      .def(py::init(&make_config), py::arg("ini_path") = "", py::arg("toml_path") = "",
           py::arg("section") = "alembic",
           py::arg("arguments") = std::map<std::string, std::string>(),
           py::arg("x_arguments") = std::vector<std::string>(), py::arg("url") = py::none(),
           py::arg("environment") = py::none())
      .def_property_readonly("ini_path", &Config::ini_path)
      .def_property_readonly("toml_path", &Config::toml_path)
      .def_property_readonly("absolute_ini_path", &Config::absolute_ini_path)
      .def_property_readonly("absolute_toml_path", &Config::absolute_toml_path)
      .def_property_readonly("section_name", &Config::section)
      .def_property_readonly("x_arguments", &Config::x_arguments)
      .def_property_readonly("arguments", [](const Config&) { return py::dict(); })
      .def("main_option",
           [](const Config& self, const std::string& name) { return self.main_option(name); })
      .def("lend_variables", &lend_variables)
      .def("begin_writing",
           [](const Config& self, const std::string& env_file) {
             begin_writing(self, env_file, program_reporter());
           })
      .def_property_readonly("target_url",
                             [](const Config& self) -> std::optional<std::string> {
                               const Target& target = self.target();
                               return target.in_force ? target.url : std::nullopt;
                             })
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
  module.def("read_dotenv", &dotenv);
}

}  // namespace retort::python
