// SPDX-License-Identifier: MIT
#include "retort/logging.h"

#include "retort/error.h"

#include "config/ini.h"
#include "config/logging_reader.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

constexpr const char* shipped = R"(
[loggers]
keys = root,sqlalchemy,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
qualname =
[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
)";

LoggingConfig read(const std::string& text) {
  return read_logging(IniDocument::parse(text, "t.ini"), "t.ini").value();
}

std::vector<std::string> lines(const LoggingConfig& config, int level, const std::string& logger,
                               const std::string& message) {
  std::vector<std::string> out;
  const std::chrono::system_clock::time_point time{std::chrono::milliseconds(1709618829123)};
  Host host;
  host.variables["TZ"] = "UTC";
  for (const LogLine& line : render_record(config, {level, logger, message, time}, host))
    out.push_back(line.text);
  return out;
}

using Strings = std::vector<std::string>;

TEST(Logging, RendersTheShippedLayout) {
  const LoggingConfig config = read(shipped);
  EXPECT_EQ(lines(config, 20, "alembic.runtime.migration", "Context impl SQLiteImpl."),
            Strings{"INFO  [alembic.runtime.migration] Context impl SQLiteImpl."});
  EXPECT_EQ(lines(config, 30, "x", "w"), Strings{"WARNI [x] w"});
}

TEST(Logging, LevelsAreInheritedAlongDottedNames) {
  const LoggingConfig config = read(shipped);
  EXPECT_TRUE(is_enabled(config, 20, "alembic"));
  EXPECT_TRUE(is_enabled(config, 20, "alembic.ddl"));
  EXPECT_FALSE(is_enabled(config, 10, "alembic.ddl"));
  EXPECT_FALSE(is_enabled(config, 20, "alembicx"));
  EXPECT_FALSE(is_enabled(config, 20, "sqlalchemy.engine.Engine"));
  EXPECT_TRUE(is_enabled(config, 30, "anything"));
}

TEST(Logging, ReadsHandlersAndPropagation) {
  const LoggingConfig config = read(R"(
[loggers]
keys=root, quiet
[handlers]
keys=out, file
[formatters]
keys=long
[logger_root]
level=DEBUG
handlers=out
[logger_quiet]
qualname=quiet
handlers=file
propagate=0
[handler_out]
class=StreamHandler
args=(sys.stdout,)
level=ERROR
[handler_file]
class=handlers.RotatingFileHandler
args=('my.log', 'w', 1000)
formatter=long
[formatter_long]
format=%(asctime)s %(levelname)s %(message)s
)");
  ASSERT_EQ(config.handlers.size(), 2U);
  EXPECT_EQ(config.handlers[0].stream, LogStream::standard_output);
  EXPECT_EQ(config.handlers[1].stream, LogStream::file);
  EXPECT_EQ(config.handlers[1].path, "my.log");
  EXPECT_FALSE(config.handlers[1].append);
  EXPECT_EQ(lines(config, 20, "other", "below the handler's level"), Strings{});
  EXPECT_EQ(lines(config, 40, "other", "bare"), Strings{"bare"});
  EXPECT_EQ(lines(config, 40, "quiet.sub", "m"), Strings{"2024-03-05 06:07:09,123 ERROR m"});
}

TEST(Logging, ABadSectionIsOneClearError) {
  const auto failure = [](const std::string& text) -> std::string {
    try {
      read(text);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(failure("[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n"),
            "t.ini: logging: there is no section [logger_root]");
  EXPECT_EQ(failure("[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n"
                    "[logger_root]\nlevel=LOUD\n"),
            "t.ini: logging: [logger_root]: Unknown level: 'LOUD'");
  EXPECT_EQ(failure("[loggers]\nkeys=root\n"), "t.ini: logging: [formatters] has no 'keys'");
  EXPECT_FALSE(read_logging(IniDocument::parse("[alembic]\n", "t.ini"), "t.ini").has_value());
}

TEST(Logging, NamesLevelsAsPythonDoes) {
  EXPECT_EQ(level_name(level_number(LogLevel::warning)), "WARNING");
  EXPECT_EQ(level_name(25), "Level 25");
}

}  // namespace
}  // namespace retort
