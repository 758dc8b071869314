// SPDX-License-Identifier: MIT
// https://docs.python.org/3/library/logging.config.html#configuration-file-format
#include "config/logging_reader.h"

#include "retort/error.h"

#include "base/text.h"

#include <array>

namespace retort {
namespace {

struct LevelName {
  std::string_view name;
  int level;
};
constexpr std::array<LevelName, 8> level_names = {{{"NOTSET", 0},
                                                   {"DEBUG", 10},
                                                   {"INFO", 20},
                                                   {"WARNING", 30},
                                                   {"WARN", 30},
                                                   {"ERROR", 40},
                                                   {"CRITICAL", 50},
                                                   {"FATAL", 50}}};

/// The literals of a handler's `args`, which is a Python tuple: ("app.log", "a") or (sys.stderr,).
std::vector<std::string> read_arguments(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\'' || c == '"') {
      const std::size_t end = text.find(c, i + 1);
      if (end == std::string_view::npos) break;
      out.emplace_back(text.substr(i + 1, end - i - 1));
      i = end + 1;
    } else if (c == '(' || c == ')' || c == ',' || is_space(c)) {
      ++i;
    } else {
      const std::size_t end = std::min(text.find_first_of(",)", i), text.size());
      out.emplace_back(strip(text.substr(i, end - i)));
      i = end;
    }
  }
  return out;
}

class Reader {
 public:
  Reader(const IniDocument& ini, std::string_view path) : ini_(ini), path_(path) {}

  LoggingConfig read() {
    LoggingConfig config;
    for (const std::string& key : keys("formatters")) config.formatters.push_back(formatter(key));
    for (const std::string& key : keys("handlers")) config.handlers.push_back(handler(key));
    for (const std::string& key : keys("loggers")) config.loggers.push_back(logger(key));
    return config;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw ConfigError(std::string(path_) + ": logging: " + reason);
  }

  static std::vector<std::string> items(std::string_view text) {
    std::vector<std::string> out;
    for (const std::string& item : split(text, ","))
      if (const std::string_view name = strip(item); !name.empty()) out.emplace_back(name);
    return out;
  }

  std::vector<std::string> keys(const std::string& section) const {
    const std::optional<std::string> value = ini_.value(section, "keys");
    if (!value) fail("[" + section + "] has no 'keys'");
    return items(*value);
  }

  std::string section_of(const std::string& kind, const std::string& key) const {
    std::string section = kind + "_" + key;
    if (!ini_.has_section(section)) fail("there is no section [" + section + "]");
    return section;
  }

  int level(const std::string& section, std::string_view fallback) const {
    const std::string text = ini_.value(section, "level").value_or(std::string(fallback));
    for (const LevelName& known : level_names)
      if (text == known.name) return known.level;
    if (const auto number = parse_integer(text); number && *number >= 0 && *number <= 1000)
      return static_cast<int>(*number);
    fail("[" + section + "]: Unknown level: " + repr(text));
  }

  FormatterConfig formatter(const std::string& key) const {
    const std::string section = section_of("formatter", key);
    FormatterConfig out;
    out.name = key;
    // Formats are full of percent signs, so Python reads them without interpolation.
    if (const auto format = ini_.raw_value(section, "format")) out.format = *format;
    if (const auto dates = ini_.raw_value(section, "datefmt")) out.date_format = *dates;
    return out;
  }

  HandlerConfig handler(const std::string& key) const {
    const std::string section = section_of("handler", key);
    HandlerConfig out;
    out.name = key;
    out.level = level(section, "NOTSET");
    out.formatter = ini_.value(section, "formatter").value_or("");
    const std::string kind = ini_.value(section, "class").value_or("StreamHandler");
    const std::vector<std::string> arguments =
        read_arguments(ini_.value(section, "args").value_or("()"));
    if (kind.ends_with("FileHandler")) {  // the rotating ones too
      if (arguments.empty()) fail("[" + section + "]: a file handler needs a file in 'args'");
      out.stream = LogStream::file;
      out.path = arguments.front();
      out.append = arguments.size() < 2 || !arguments[1].starts_with('w');
    } else if (!arguments.empty() && arguments.front() == "sys.stdout") {
      out.stream = LogStream::standard_output;
    }
    return out;
  }

  LoggerConfig logger(const std::string& key) const {
    const std::string section = section_of("logger", key);
    LoggerConfig out;
    const bool root = key == "root";
    out.level = level(section, "NOTSET");
    if (!root) {
      out.name = ini_.value(section, "qualname").value_or("");
      if (out.name.empty()) fail("[" + section + "] has no 'qualname'");
      const auto propagate = parse_integer(ini_.value(section, "propagate").value_or("1"));
      if (!propagate) fail("[" + section + "]: 'propagate' is not a number");
      out.propagate = *propagate != 0;
    }
    out.handlers = items(ini_.value(section, "handlers").value_or(""));
    for (const std::string& name : out.handlers) section_of("handler", name);
    return out;
  }

  const IniDocument& ini_;
  std::string_view path_;
};

}  // namespace

std::optional<LoggingConfig> read_logging(const IniDocument& ini, std::string_view path) {
  if (!ini.has_section("loggers")) return std::nullopt;
  return Reader(ini, path).read();
}

}  // namespace retort
