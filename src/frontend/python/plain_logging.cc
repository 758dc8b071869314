// SPDX-License-Identifier: MIT
#include "frontend/python/plain_logging.h"

#include "retort/config.h"
#include "retort/error.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace retort::python {
namespace {

constexpr std::array<std::string_view, 5> known_fields = {"levelname", "levelno", "name", "message",
                                                          "asctime"};

/// The letters of strftime that mean the same to everybody.
constexpr std::string_view known_dates = "YmdHMSjT%";

/// Whether Python takes the format as it stands, and it asks only for what a record knows here.
bool is_plain_format(std::string_view format) {
  bool has_field = false;
  for (std::size_t at = format.find('%'); at != std::string_view::npos; at = format.find('%', at)) {
    if (at + 1 < format.size() && format[at + 1] == '%') {
      at += 2;
      continue;
    }
    const std::size_t end = format.find(')', at);
    if (at + 1 == format.size() || format[at + 1] != '(' || end == std::string_view::npos) {
      return false;
    }
    const std::string_view field = format.substr(at + 2, end - at - 2);
    if (std::find(known_fields.begin(), known_fields.end(), field) == known_fields.end()) {
      return false;
    }
    has_field = true;
    at = end;
  }
  return has_field;
}

bool is_plain_date(std::string_view format) {
  for (std::size_t at = format.find('%'); at != std::string_view::npos; at = format.find('%', at)) {
    if (at + 1 == format.size() || known_dates.find(format[at + 1]) == std::string_view::npos) {
      return false;
    }
    at += 2;
  }
  return true;
}

class PlainReader {
 public:
  PlainReader(const Config& config, const LoggingConfig& logging)
      : config_(config), logging_(logging) {}

  bool is_plain() const {
    const auto root = std::find_if(logging_.loggers.begin(), logging_.loggers.end(),
                                   [](const LoggerConfig& logger) { return logger.name.empty(); });
    // A root logger that says less keeps what it has, or writes by itself what nobody takes.
    if (root == logging_.loggers.end() || root->handlers.empty()) return false;
    if (option("logger_root", "level").empty()) return false;
    return all(logging_.handlers, &PlainReader::is_plain_handler) &&
           all(logging_.formatters, &PlainReader::is_plain_formatter) &&
           std::all_of(logging_.handlers.begin(), logging_.handlers.end(),
                       [this](const HandlerConfig& handler) { return has_formatter(handler); });
  }

 private:
  template <class Values, class Function>
  bool all(const Values& values, Function function) const {
    return std::all_of(values.begin(), values.end(),
                       [&](const auto& value) { return (this->*function)(value); });
  }

  std::string option(const std::string& section, const std::string& name) const {
    return config_.section_option(section, name).value_or("");
  }

  bool is_plain_handler(const HandlerConfig& handler) const {
    const std::string section = "handler_" + handler.name;
    std::string arguments = option(section, "args");
    arguments.erase(std::remove(arguments.begin(), arguments.end(), ' '), arguments.end());
    return option(section, "class") == "StreamHandler" && arguments == "(sys.stderr,)" &&
           option(section, "kwargs").empty();
  }

  bool is_plain_formatter(const FormatterConfig& formatter) const {
    const std::string section = "formatter_" + formatter.name;
    return option(section, "class").empty() && option(section, "style").empty() &&
           is_plain_format(formatter.format) && is_plain_date(formatter.date_format);
  }

  bool has_formatter(const HandlerConfig& handler) const {
    return handler.formatter.empty() ||
           std::any_of(logging_.formatters.begin(), logging_.formatters.end(),
                       [&](const FormatterConfig& formatter) {
                         return formatter.name == handler.formatter;
                       });
  }

  const Config& config_;
  const LoggingConfig& logging_;
};

}  // namespace

void PlainLogging::disable(const std::vector<std::string>& loggers) {
  for (const std::string& name : loggers) {
    const bool kept = std::any_of(
        config_.loggers.begin(), config_.loggers.end(), [&name](const LoggerConfig& known) {
          return !known.name.empty() && (name == known.name || name.starts_with(known.name + "."));
        });
    if (!kept) disabled_.insert(name);
  }
}

bool PlainLogging::is_enabled(int level, const std::string& logger) const {
  return !disabled_.contains(logger) && retort::is_enabled(config_, level, logger);
}

std::vector<std::string> PlainLogging::lines(int level, const std::string& logger,
                                             const std::string& message) const {
  std::vector<std::string> texts;
  if (disabled_.contains(logger)) return texts;
  const LogRecord record{.level = level,
                         .logger = logger,
                         .message = message,
                         .time = std::chrono::system_clock::now()};
  for (const LogLine& line : render_record(config_, record, host_)) texts.push_back(line.text);
  return texts;
}

std::optional<PlainLogging> read_plain_logging(const std::string& path, const Host& host) {
  try {
    // Anew: what a program has set in its Config is not in the file.
    const Config config({.ini_path = path, .host = host});
    std::optional<LoggingConfig> logging = config.logging();
    if (!logging || !PlainReader(config, *logging).is_plain()) return std::nullopt;
    return PlainLogging(std::move(*logging), host);
  } catch (const Error&) {
    return std::nullopt;
  }
}

void bind_plain_logging(py::module_& module) {
  py::class_<PlainLogging>(module, "PlainLogging")
      .def("disable", &PlainLogging::disable)
      .def("is_enabled", &PlainLogging::is_enabled)
      .def("lines", &PlainLogging::lines);
  module.def(
      "read_plain_logging",
      [](const std::string& path, const std::string& folder, const std::string& time_zone) {
        Host host{.variables = {}, .working_directory = folder, .now = {}, .new_revision_id = {}};
        if (!time_zone.empty()) host.variables.emplace("TZ", time_zone);
        return read_plain_logging(path, host);
      },
      py::arg("path"), py::arg("folder"), py::arg("time_zone") = "");
}

}  // namespace retort::python
