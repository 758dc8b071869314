// SPDX-License-Identifier: MIT
// SQL migrations: statements that are given to the database as they are written.
#include "retort/dialect.h"
#include "retort/environment.h"
#include "retort/frontends.h"

#include "base/files.h"
#include "frontend/sql/migration.h"
#include "frontend/sql/render.h"
#include "frontend/sql/scan.h"
#include "sql/splitter.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

namespace {

class SqlMigration final : public Migration {
 public:
  SqlMigration(std::string revision, std::string path, std::string text)
      : revision_(std::move(revision)),
        path_(std::move(path)),
        text_(std::move(text)),
        parts_(read_sql_parts(path_, text_)) {}

  const std::string& revision() const override { return revision_; }
  const std::string& path() const override { return path_; }
  bool transactional() const override { return parts_.transaction; }

  int line_of(std::string_view statement) const override {
    for (const ScriptStatement& run : statements_) {
      if (run.text == statement) return run.line;
    }
    return 0;
  }

  void upgrade(Operations& op) override { run(op, parts_.upgrade, parts_.upgrade_line); }
  void downgrade(Operations& op) override { run(op, parts_.downgrade, parts_.downgrade_line); }

 private:
  void run(Operations& op, std::string_view part, int first_line) {
    const SqlSyntax syntax = sql_syntax(op.get_context().dialect().info().name);
    statements_ = split_statements(part, syntax, first_line);
    // Not text(): a colon in it is a colon, never a parameter.
    for (const ScriptStatement& statement : statements_) {
      op.execute(literal_column(std::string(statement.text)));
    }
  }

  std::string revision_;
  std::string path_;
  std::string text_;
  SqlParts parts_;
  std::vector<ScriptStatement> statements_;  ///< of the part that ran last
};

class SqlFrontend final : public Frontend {
 public:
  std::string_view name() const override { return "sql"; }
  std::string_view file_extension() const override { return ".sql"; }
  std::string_view script_template() const override { return "script.sql.mako"; }
  bool claims(std::string_view file_name) const override {
    static constexpr std::string_view extension = ".sql";
    return file_name.front() != '.' && file_name.size() > extension.size() &&
           file_name.substr(file_name.size() - extension.size()) == extension;
  }
  ScanResult scan(const ScanInput& input) const override {
    ScanResult found = scan_sql(input);
    found.from_text = true;
    return found;
  }
  /// Another number whenever scan.cc reads a text in another way.
  std::string_view scan_rules() const override { return "sql 1"; }

  std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) override {
    std::vector<std::unique_ptr<Migration>> migrations;
    for (const MigrationFile& file : request.files) {
      migrations.push_back(sql_migration(file.revision, file.path, read_text_file(file.path)));
    }
    return migrations;
  }
  RenderedMigration render(const RenderRequest& request) const override {
    return render_sql(request);
  }
  EnvironmentOutcome run_environment(const EnvironmentRequest& /*request*/) override {
    return EnvironmentOutcome::absent;
  }
};

}  // namespace

std::unique_ptr<Migration> sql_migration(std::string revision, std::string path, std::string text) {
  return std::make_unique<SqlMigration>(std::move(revision), std::move(path), std::move(text));
}

std::unique_ptr<Frontend> sql_frontend() { return std::make_unique<SqlFrontend>(); }

}  // namespace retort
