// SPDX-License-Identifier: MIT
#include "retort/logging.h"

#include "base/datetime.h"
#include "base/percent_format.h"
#include "base/timezone.h"

#include <algorithm>

namespace retort {
namespace {

/// A record without any configuration still says what it has to say if it is a warning.
constexpr int root_default_level = 30;

bool is_above(std::string_view ancestor, std::string_view name) {
  return ancestor.empty() || name == ancestor ||
         (name.size() > ancestor.size() && name.starts_with(ancestor) &&
          name[ancestor.size()] == '.');
}

/// The configured loggers at and above a name, the nearest first.
std::vector<const LoggerConfig*> chain_of(const LoggingConfig& config, std::string_view name) {
  std::vector<const LoggerConfig*> chain;
  for (const LoggerConfig& logger : config.loggers)
    if (is_above(logger.name, name)) chain.push_back(&logger);
  std::stable_sort(chain.begin(), chain.end(), [](const LoggerConfig* a, const LoggerConfig* b) {
    return a->name.size() > b->name.size();
  });
  return chain;
}

bool passes(const std::vector<const LoggerConfig*>& chain, int level) {
  for (const LoggerConfig* logger : chain)
    if (logger->level != 0) return level >= logger->level;
  // A root at NOTSET lets everything through; a root that is not configured does not.
  const bool has_root = !chain.empty() && chain.back()->name.empty();
  return has_root || level >= root_default_level;
}

std::string record_time(const LogRecord& record, const std::string& date_format, const Host& host) {
  const TimeZone zone = local_timezone(host.find_variable("TZ"));
  const int offset = zone.offset_at(epoch_seconds(record.time));
  CivilTime time = civil_time(record.time, offset);
  if (!date_format.empty()) {
    time.utc_offset = offset;
    return format_time(time, date_format);
  }
  const std::string milliseconds = std::to_string(1000 + time.microsecond / 1000).substr(1);
  return format_time(time, "%Y-%m-%d %H:%M:%S,") + milliseconds;
}

std::string render_text(const FormatterConfig& formatter, const LogRecord& record,
                        const Host& host) {
  const auto lookup = [&](std::string_view name) -> std::optional<FormatValue> {
    if (name == "message" || name == "msg") return record.message;
    if (name == "name") return record.logger;
    if (name == "levelname") return level_name(record.level);
    if (name == "levelno") return static_cast<long long>(record.level);
    if (name == "asctime") return record_time(record, formatter.date_format, host);
    const auto since_epoch =
        std::chrono::floor<std::chrono::microseconds>(record.time.time_since_epoch());
    if (name == "created") return static_cast<double>(since_epoch.count()) / 1e6;
    if (name == "msecs") return static_cast<double>(since_epoch.count() % 1000000) / 1e3;
    // What only a Python frame has: text is empty, numbers are zero.
    if (name == "lineno" || name == "process" || name == "thread" || name == "relativeCreated")
      return 0LL;
    return std::string();
  };
  return percent_format(formatter.format, lookup);
}

}  // namespace

int level_number(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return 10;
    case LogLevel::info:
      return 20;
    case LogLevel::warning:
      return 30;
    case LogLevel::error:
      return 40;
  }
  return 0;
}

std::string level_name(int level) {
  switch (level) {
    case 0:
      return "NOTSET";
    case 10:
      return "DEBUG";
    case 20:
      return "INFO";
    case 30:
      return "WARNING";
    case 40:
      return "ERROR";
    case 50:
      return "CRITICAL";
    default:
      return "Level " + std::to_string(level);
  }
}

bool is_enabled(const LoggingConfig& config, int level, std::string_view logger) {
  return passes(chain_of(config, logger), level);
}

std::vector<LogLine> render_record(const LoggingConfig& config, const LogRecord& record,
                                   const Host& host) {
  std::vector<LogLine> lines;
  const std::vector<const LoggerConfig*> chain = chain_of(config, record.logger);
  if (!passes(chain, record.level)) return lines;
  for (const LoggerConfig* logger : chain) {
    for (const std::string& name : logger->handlers)
      for (const HandlerConfig& handler : config.handlers) {
        if (handler.name != name || record.level < handler.level) continue;
        const auto formatter = std::find_if(
            config.formatters.begin(), config.formatters.end(),
            [&](const FormatterConfig& known) { return known.name == handler.formatter; });
        lines.push_back({&handler, formatter == config.formatters.end()
                                       ? record.message
                                       : render_text(*formatter, record, host)});
      }
    if (!logger->propagate) break;
  }
  return lines;
}

}  // namespace retort
