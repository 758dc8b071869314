// SPDX-License-Identifier: MIT
#include "oracle/statements.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "oracle/accepted_statements.h"
#include "oracle/read_operation.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::oracle {
namespace {

using Json = nlohmann::json;

struct Arguments {
  std::string path;
  std::string dialect;
  std::string only;
  bool shows_failures = false;
};

Arguments read_arguments(const std::vector<std::string>& arguments) {
  Arguments made;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--failures") {
      made.shows_failures = true;
    } else if (arguments[i] == "--dialect" && i + 1 < arguments.size()) {
      made.dialect = arguments[++i];
    } else if (arguments[i] == "--only" && i + 1 < arguments.size()) {
      made.only = arguments[++i];
    } else {
      made.path = arguments[i];
    }
  }
  return made;
}

// Runs of white space become one blank, blanks at the ends go: layout is not compared.
std::string fold(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

Paramstyle read_paramstyle(const Json& record) {
  const std::string dialect = record.at("dialect").get<std::string>();
  std::string name = dialect == "postgresql" ? "pyformat"
                     : dialect == "sqlite"   ? "qmark"
                     : dialect == "mysql"    ? "format"
                     : dialect == "mariadb"  ? "format"
                                             : "named";
  const Json& options = record.at("options");
  if (options.contains("dialect_opts")) {
    name = options.at("dialect_opts").value("paramstyle", name);
  }
  if (name == "named") return Paramstyle::named;
  if (name == "format") return Paramstyle::format;
  if (name == "pyformat") return Paramstyle::pyformat;
  if (name == "qmark") return Paramstyle::qmark;
  throw std::runtime_error("parameter style '" + name + "' is not one of ours");
}

CompileOptions read_options(const Json& record) {
  CompileOptions made;
  made.paramstyle = read_paramstyle(record);
  const Json& options = record.at("options");
  made.literal_binds = options.value("literal_binds", true);
  if (options.contains("dialect_opts")) {
    for (const auto& [name, value] : options.at("dialect_opts").items()) {
      if (value.is_boolean()) made.dialect_options.emplace(name, value.get<bool>());
    }
  }
  if (options.contains("naming_convention")) {
    made.naming_convention.templates.clear();
    for (const auto& [kind, name] : options.at("naming_convention").items()) {
      made.naming_convention.templates[kind] = name.get<std::string>();
    }
    if (made.naming_convention.templates.empty()) made.naming_convention = {};
  }
  return made;
}

struct Answer {
  std::string sql;
  std::string error;  ///< class name; empty: none
  std::string message;
  std::vector<std::string> warnings;
};

std::string class_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::command:
      return "CommandError";
    case ErrorCode::argument:
      return "ArgumentError";
    case ErrorCode::compile:
      return "CompileError";
    case ErrorCode::unsupported_compilation:
      return "UnsupportedCompilationError";
    case ErrorCode::identifier:
      return "IdentifierError";
    case ErrorCode::invalid_request:
      return "InvalidRequestError";
    case ErrorCode::not_implemented:
      return "NotImplementedError";
    case ErrorCode::no_such_table:
      return "NoSuchTableError";
    case ErrorCode::config:
    case ErrorCode::revision:
    case ErrorCode::database:
    case ErrorCode::script:
    case ErrorCode::unsupported:
    case ErrorCode::internal:
      return "Error";
  }
  return "Error";
}

std::string dialect_of(const Json& record) {
  const Json& options = record.at("options");
  if (options.contains("dialect_opts") && options.at("dialect_opts").value("is_mariadb", false)) {
    return "mariadb";
  }
  return record.at("dialect").get<std::string>();
}

// The script as Alembic's offline mode writes it.
class Script {
 public:
  Script(const DialectInfo& info, const Json& options) : format_(info.script) {
    format_.separator = options.value(info.name + "_batch_separator", format_.separator);
  }

  void add(const Statement& statement) {
    text_ += statement.sql + format_.terminator + "\n\n";
    if (!format_.separator.empty()) text_ += format_.separator + "\n\n";
  }
  const std::string& text() const { return text_; }

 private:
  ScriptFormat format_;
  std::string text_;
};

Answer answer(const Json& record) {
  Answer made;
  CompileOptions options = read_options(record);
  const Dialect& target = dialect(dialect_of(record));
  Script written(target.info(), record.at("options"));
  try {
    for (const Json& item : record.at("operations")) {
      const CompiledScript script = target.compile(read_operation(item), options);
      for (const Statement& statement : script.statements) written.add(statement);
      made.warnings.insert(made.warnings.end(), script.warnings.begin(), script.warnings.end());
      options.existing_types.insert(options.existing_types.end(), script.created_types.begin(),
                                    script.created_types.end());
    }
  } catch (const Error& error) {
    made.error = class_name(error.code());
    made.message = error.what();
  }
  made.sql = written.text();
  return made;
}

// Exceptions of Python itself tell about the inside of the reference: any error will do.
bool is_known(const std::string& error) {
  static const std::vector<std::string> known{
      "CommandError",    "ArgumentError",       "CompileError",       "UnsupportedCompilationError",
      "IdentifierError", "InvalidRequestError", "NotImplementedError"};
  return std::find(known.begin(), known.end(), error) != known.end();
}

// Older records do not say which warnings there were; the class of a warning does not count.
bool warns_alike(const Json& recorded, const Answer& answered) {
  if (!recorded.contains("warnings")) return true;
  std::vector<std::string> texts;
  for (const Json& warning : recorded.at("warnings")) {
    const std::string text = warning.get<std::string>();
    texts.push_back(text.substr(text.find(": ") + 2));
  }
  return texts == answered.warnings;
}

bool agrees(const Json& recorded, const Answer& answered) {
  if (fold(recorded.at("sql").get<std::string>()) != fold(answered.sql)) return false;
  if (!warns_alike(recorded, answered)) return false;
  if (recorded.at("error").is_null()) return answered.error.empty();
  const std::string type = recorded.at("error").at("type").get<std::string>();
  return is_known(type) ? type == answered.error : !answered.error.empty();
}

// An operation is written whole or not at all; Alembic has written part of it when it stops.
bool is_all_or_nothing(const Json& record, const Answer& answered) {
  if (record.contains("variants") || record.at("error").is_null() || answered.error.empty()) {
    return false;
  }
  const std::string type = record.at("error").at("type").get<std::string>();
  return (type == answered.error || !is_known(type)) &&
         fold(record.at("sql").get<std::string>()).rfind(fold(answered.sql), 0) == 0;
}

bool passes(const Json& record, const Answer& answered) {
  if (!record.contains("variants")) return agrees(record, answered);
  return std::any_of(record.at("variants").begin(), record.at("variants").end(),
                     [&](const Json& variant) { return agrees(variant, answered); });
}

void show(const Json& record, const Answer& answered) {
  const Json& recorded = record.contains("variants") ? record.at("variants")[0] : record;
  std::cout << record.at("id").get<std::string>() << ' ' << record.at("dialect").get<std::string>()
            << "\n  expected " << fold(recorded.at("sql").get<std::string>());
  if (!recorded.at("error").is_null()) std::cout << "\n    error  " << recorded.at("error").dump();
  if (recorded.contains("warnings"))
    std::cout << "\n    warnings " << recorded.at("warnings").dump();
  std::cout << "\n  got      " << fold(answered.sql);
  for (const std::string& warning : answered.warnings) std::cout << "\n    warning " << warning;
  if (!answered.error.empty()) {
    std::cout << "\n    error  " << answered.error << ": " << answered.message;
  }
  std::cout << '\n';
}

}  // namespace

int run_statements(const std::vector<std::string>& arguments) {
  const Arguments chosen = read_arguments(arguments);
  std::ifstream file(chosen.path);
  if (!file) throw std::runtime_error("cannot read '" + chosen.path + "'");
  int passed = 0;
  int skipped = 0;
  std::map<std::string, int> failed;
  std::map<std::string, int> accepted;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    const Json record = Json::parse(line);
    const std::string id = record.at("id").get<std::string>();
    if (!chosen.dialect.empty() && record.at("dialect") != chosen.dialect) continue;
    if (id.compare(0, chosen.only.size(), chosen.only) != 0) continue;
    Answer answered;
    try {
      answered = answer(record);
    } catch (const std::exception& error) {
      if (const auto reason = accepted_difference(id, record.at("dialect").get<std::string>())) {
        ++accepted[*reason];
        continue;
      }
      ++skipped;
      std::cout << "skipped: " << id << ": " << error.what() << '\n';
      continue;
    }
    if (passes(record, answered)) {
      ++passed;
      continue;
    }
    std::optional<std::string> reason =
        accepted_difference(id, record.at("dialect").get<std::string>());
    if (!reason && is_all_or_nothing(record, answered)) reason = "all-or-nothing";
    if (reason) {
      ++accepted[*reason];
      continue;
    }
    ++failed[id.substr(0, id.find('/'))];
    if (chosen.shows_failures) show(record, answered);
  }
  int failures = 0;
  for (const auto& [group, count] : failed) {
    std::cout << "failed: " << count << " of " << group << '\n';
    failures += count;
  }
  int differences = 0;
  for (const auto& [reason, count] : accepted) {
    std::cout << "accepted: " << count << " x " << reason << '\n';
    differences += count;
  }
  std::cout << passed << " passed, " << differences << " accepted, " << skipped << " skipped, "
            << failures << " failed\n";
  return failures == 0 ? 0 : 1;
}

}  // namespace retort::oracle
