// SPDX-License-Identifier: MIT
#include "retort/squash.h"

#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"
#include "command/project.h"
#include "command/schema_text.h"
#include "command/scratch_run.h"
#include "command/squash_data.h"
#include "command/squash_range.h"
#include "command/table_key.h"
#include "op/enum_types.h"
#include "schema/lookup.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace retort::command {
namespace {

using Lines = std::vector<std::string>;

/// The tables of all schemas of the user, but the version table.
std::vector<Table> reflect_all(Connection& connection, const VersionTableName& version,
                               bool* has_schemas) {
  const Dialect& language = dialect(connection.dialect_name());
  std::vector<std::optional<std::string>> schemas = {std::nullopt};
  if (connection.dialect_name() == "postgresql") {
    const std::string usual = language.default_schema(connection);
    for (const std::string& name : language.names(connection, NameKind::schema)) {
      if (name != usual && name != "information_schema" && !name.starts_with("pg_")) {
        schemas.emplace_back(name);
      }
    }
  }
  std::vector<Table> tables;
  for (const std::optional<std::string>& schema : schemas) {
    // Which tables count a comparison decides; what they are like is for a model to say.
    std::vector<std::string> names;
    for (const Table& table :
         language.reflect_tables(connection, schema, {}, {.comparing = true})) {
      if (table.name.name != version.table) names.push_back(table.name.name);
    }
    if (names.empty()) continue;
    for (Table& table : language.reflect_tables(connection, schema, names, {})) {
      *has_schemas = *has_schemas || schema;
      tables.push_back(std::move(table));
    }
  }
  return tables;
}

Operation execute_text(const std::string& sql) {
  return op::Execute{.statement = literal_column(sql)};
}

/// Each line behind the comment sign of the language.
std::string commented(const std::string& text, std::string_view sign) {
  std::string result;
  for (const std::string_view line : split_lines(text)) {
    if (strip(line).empty()) continue;
    result += fmt::format("{} {}\n", sign, line);
  }
  return result;
}

class Squash {
 public:
  Squash(const Session& session, const SquashOptions& options)
      : session_(session),
        options_(options),
        scratch_(session, {options.scratch_url}),
        old_(scratch_.session()),
        range_(read_range(old_.map(), options.range)) {
    for (const Revision* draft : range_.drafts) {
      if (draft->path.empty()) {
        throw Error(
            "The migrations of this program are linked into it; there are no files to "
            "replace");
      }
    }
  }

  SquashResult run() {
    result_.revision = range_.last().revision;
    result_.replaced = range_.ids();
    read_hand_written();
    run_drafts();
    ask();
    const Drafted drafted = compare();
    const TemporaryDirectory staging;
    const Revision written = write(drafted, staging.path());
    prove(written);
    result_.path = join_path(parent_path(range_.last().path), file_name(written.path));
    require_free_path();
    if (!options_.dry_run) replace();
    add_notes();
    return std::move(result_);
  }

 private:
  struct Drafted {
    std::vector<Operation> upgrade = {};
    std::vector<Operation> downgrade = {};
    std::vector<Table> before = {};
  };

  void read_hand_written() {
    statements_ = read_statements(old_, range_);
    result_.data = statements_.data;
    if (options_.data != DraftData::refuse) return;
    if (!statements_.unreadable.empty()) {
      throw Error(fmt::format("{} cannot be read without a database: what it does to data is not "
                              "known",
                              fmt::join(statements_.unreadable, ", ")),
                  ErrorCode::command,
                  "Take over by hand what is needed of it, and say --data comment.");
    }
    if (statements_.data.empty()) return;
    std::string list;
    for (const DraftStatement& statement : statements_.data) {
      list += fmt::format("\n  {}: {}", statement.revision, join(split_words(statement.sql), " "));
    }
    throw Error(
        fmt::format("The drafts change data, which a comparison of schemas does not see:{}", list),
        ErrorCode::command,
        "--data keep runs these statements behind the new schema; --data comment lists "
        "them in the new file.");
  }

  /// Before and behind the drafts, as they are.
  void run_drafts() {
    go_to(old_, range_.parent);
    before_ = scratch_.schema();
    scratch_.upgrade(old_, range_.last().revision);
    after_ = scratch_.schema();
    const std::unique_ptr<Connection> connection = scratch_.database().connect();
    tables_ = reflect_all(*connection, scratch_.version_table(), &has_schemas_);
  }

  void ask() {
    result_.notes = ask_environments(session_, old_.map(), range_, scratch_.version_table(),
                                     options_.force_unreachable)
                        .notes;
  }

  void go_to(Project& project, const std::optional<std::string>& revision) {
    if (revision) return scratch_.upgrade(project, *revision);
    scratch_.run(
        project, "base", [](const std::vector<std::string>&) { return Plan(); }, true);
  }

  /// What leads from before the drafts to behind them.
  Drafted compare() {
    scratch_.empty();
    go_to(old_, range_.parent);
    const std::unique_ptr<Connection> connection = scratch_.database().connect();
    const VersionTableName& version = scratch_.version_table();
    const Dialect& language = dialect(connection->dialect_name());
    bool ignored = false;
    Drafted drafted;
    drafted.before = reflect_all(*connection, version, &ignored);
    keep_renames(drafted.before);
    MetaData model;
    model.tables = tables_;
    const Comparison comparison = compare_metadata(*connection, {model},
                                                   {.include_schemas = has_schemas_ || ignored,
                                                    .compare_server_default = true,
                                                    .version_table = version.table,
                                                    .version_table_schema = version.schema,
                                                    .reporter = &scratch_.reporter(),
                                                    .compare_enums = true,
                                                    .rebuild_enums = true,
                                                    .compare_check_text = true,
                                                    .compare_default_text = true});
    ProducedMigration migration =
        produce_migrations(comparison, {.as_batch = language.info().rebuilds_tables,
                                        .splits_cycles = !language.info().rebuilds_tables});
    std::vector<Table> reflected = comparison.database;
    reflected.insert(reflected.end(), tables_.begin(), tables_.end());
    drafted.upgrade = with_enum_types(std::move(migration.upgrade), {.dialect = &language.info(),
                                                                     .before = comparison.database,
                                                                     .after = tables_,
                                                                     .reflected = reflected});
    drafted.downgrade =
        with_enum_types(std::move(migration.downgrade), {.dialect = &language.info(),
                                                         .before = tables_,
                                                         .after = comparison.database,
                                                         .reflected = reflected});
    add_hand_written(drafted);
    return drafted;
  }

  /// Of what is there before the drafts. Else nothing can be in it yet.
  void keep_renames(const std::vector<Table>& before) {
    std::set<std::string> tables;
    std::set<std::string> types;
    for (const Table& table : before) {
      tables.insert(lower(table_key(table.name)));
      for (const Column& column : table.columns) {
        const auto* named = std::get_if<type::Enum>(&column.type.kind);
        if (named != nullptr && !named->name.empty()) types.insert(lower(named->name));
      }
    }
    std::string list;
    for (const DraftRename& rename : statements_.renames) {
      if (!tables.contains(lower(rename.table)) && !types.contains(lower(rename.type))) continue;
      list += fmt::format("\n  {}: {}", rename.statement.revision,
                          join(split_words(rename.statement.sql), " "));
      statements_.data.push_back(rename.statement);
    }
    if (list.empty() || options_.data == DraftData::comment) return;
    throw Error(
        fmt::format("Nothing was changed: the drafts rename what was there before them. A "
                    "comparison of schemas takes that for a drop and something new, and what is "
                    "in it would be lost:{}",
                    list),
        ErrorCode::command,
        "Squash what comes before and behind by itself, or write the migration by hand; --data "
        "comment lists the statements in the new file, for you to put them in.");
  }

  void add_hand_written(Drafted& drafted) const {
    for (const DraftStatement& statement : statements_.other) {
      drafted.upgrade.push_back(execute_text(statement.sql));
    }
    if (options_.data == DraftData::keep) {
      for (const DraftStatement& statement : statements_.data) {
        drafted.upgrade.push_back(execute_text(statement.sql));
      }
    }
    std::vector<Operation> undo;
    for (const DraftStatement& statement : statements_.undo) {
      undo.push_back(execute_text(statement.sql));
    }
    drafted.downgrade.insert(drafted.downgrade.begin(), undo.begin(), undo.end());
  }

  Frontend& language_of(const Revision& revision) {
    Frontend* found = old_.scripts().find_frontend(file_name(revision.path));
    if (found == nullptr) throw Error("No migration language claims " + revision.path);
    return *found;
  }

  Revision write(const Drafted& drafted, const std::string& folder) {
    Frontend& frontend = language_of(range_.last());
    RenderedMigration rendered = frontend.render({.upgrade = drafted.upgrade,
                                                  .downgrade = drafted.downgrade,
                                                  .dialect = &dialect(scratch_.dialect_name()),
                                                  .database = drafted.before});
    add_comment(frontend, rendered);
    const Revision identity = {
        .revision = range_.last().revision,
        .down_revision = range_.rows_before(),
    };
    Revision written = old_.scripts().write_revision(
        {.message = options_.message.value_or(std::string(range_.last().doc())),
         .frontend = &frontend,
         .template_arguments = {{"upgrades", rendered.upgrades},
                                {"downgrades", rendered.downgrades},
                                {"imports", rendered.imports}}},
        identity, folder);
    result_.text = read_text_file(written.path);
    return written;
  }

  /// What would be lost otherwise stands at the end of the upgrade, for somebody to decide.
  void add_comment(const Frontend& frontend, RenderedMigration& rendered) const {
    if (options_.data != DraftData::comment) return;
    const std::string_view name = frontend.name();
    const std::string sign = name == "sql" ? "--" : name == "python" ? "#" : "//";
    const std::string indent = name == "sql" ? "" : name == "python" ? "    " : "  ";
    std::string text;
    for (const DraftStatement& statement : statements_.data) {
      text +=
          commented(fmt::format("of {}, left out:\n{}", statement.revision, statement.sql), sign);
    }
    for (const std::string& revision : statements_.unreadable) {
      text += commented(fmt::format("of {}: what depends on the database was left out", revision),
                        sign);
    }
    for (const std::string_view line : split_lines(text)) {
      rendered.upgrades += fmt::format("\n{}{}", indent, line);
    }
  }

  /// The graph with the new file in the place of the drafts.
  RevisionMap replaced_map(const Revision& written) {
    std::vector<Revision> revisions;
    const std::vector<std::string> ids = range_.ids();
    for (const Revision& revision : old_.map().revisions()) {
      if (revision.revision == written.revision) {
        revisions.push_back(written);
      } else if (std::find(ids.begin(), ids.end(), revision.revision) == ids.end()) {
        revisions.push_back(revision);
      }
    }
    return RevisionMap::build(std::move(revisions));
  }

  void require_same(const Lines& expected, const char* where) {
    const Lines found = scratch_.schema();
    if (found == expected) return;
    std::string list;
    for (const std::string& line : schema_differences(expected, found)) list += "\n  " + line;
    throw Error(fmt::format("Nothing was changed: {} the new migration the schema is another one "
                            "than with the drafts:{}",
                            where, list),
                ErrorCode::command,
                "Write the migration by hand: downgrade, delete the drafts, and `retort revision "
                "--autogenerate`.\n" +
                    tried());
  }

  /// On the scratch database, which is right before the drafts.
  void prove(const Revision& written) {
    Project project(scratch_.session(), replaced_map(written));
    const std::string down = range_.parent.value_or("base");
    try {
      require_same(before_, "before");
      scratch_.upgrade(project, written.revision);
      require_same(after_, "behind");
      scratch_.downgrade(project, down);
      require_same(before_, "behind the downgrade of");
      scratch_.upgrade(project, written.revision);
      require_same(after_, "behind the second upgrade of");
    } catch (const DatabaseError& error) {
      if (error.details().connection) throw;
      throw DatabaseError(
          fmt::format("Nothing was changed: the new migration fails: {}", error.what()),
          error.details(), error.hint() + (error.hint().empty() ? "" : "\n") + tried());
    }
  }

  /// For whoever goes on by hand: the new file is not kept.
  std::string tried() const { return "This was tried:\n" + result_.text; }

  /// Where the drafts' files go: outside of all version locations.
  std::string backup_folder() {
    std::string parent = old_.scripts().absolute_directory();
    for (const std::string& location : old_.scripts().version_locations()) {
      if (parent == location || parent.starts_with(location + "/")) parent = parent_path(location);
    }
    return join_path(parent, "squashed/" + range_.last().revision);
  }

  /// A file_template without the identifier may give the name of another revision's file.
  void require_free_path() const {
    if (!path_exists(result_.path)) return;
    for (const Revision* draft : range_.drafts) {
      if (draft->path == result_.path) return;
    }
    throw Error("Nothing was changed: there is a file " + result_.path + " already",
                ErrorCode::command, "Give another message with -m, which the name is made of.");
  }

  void replace() {
    const std::string folder = backup_folder();
    if (path_exists(folder)) {
      throw Error("Nothing was changed: there are older drafts in " + folder, ErrorCode::command,
                  "Delete the folder if nobody needs it.");
    }
    make_directories(folder);
    for (const Revision* draft : range_.drafts) {
      // Version locations may have files of one name.
      std::string copy = join_path(folder, file_name(draft->path));
      if (path_exists(copy)) {
        copy = join_path(folder, fmt::format("{}_{}", draft->revision, file_name(draft->path)));
      }
      write_file(copy, read_file(draft->path));
    }
    // From here on a stop in between leaves either the drafts or the new file.
    write_file(result_.path, result_.text);
    for (const Revision* draft : range_.drafts) {
      if (draft->path != result_.path) remove_file(draft->path);
    }
    result_.backup = folder;
  }

  void add_notes() {
    const std::vector<std::string> ids = range_.ids();
    result_.notes.push_back(fmt::format(
        "A database that is at {} stays as it is. One at {} is not known any more: upgrade it with "
        "the drafts' files first, or downgrade it to {}.",
        ids.back(), fmt::join(ids.begin(), ids.end() - 1, " or "), range_.parent.value_or("base")));
  }

  const Session& session_;
  const SquashOptions& options_;
  ScratchProject scratch_;
  Project old_;
  DraftRange range_;
  DraftStatements statements_;
  Lines before_;
  Lines after_;
  std::vector<Table> tables_;
  bool has_schemas_ = false;
  SquashResult result_;
};

}  // namespace

SquashResult squash(const Session& session, const SquashOptions& options) {
  // What needs no database fails first.
  Project project(session);
  read_range(project.map(), options.range);
  return Squash(session, options).run();
}

}  // namespace retort::command
