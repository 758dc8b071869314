// SPDX-License-Identifier: MIT
// Tables by their names: new ones, those that go, those that both have; and with them the whole
// comparison.
#include "autogenerate/compare_with.h"
#include "autogenerate/drop_order.h"
#include "autogenerate/models.h"
#include "autogenerate/parts.h"
#include "autogenerate/renames.h"
#include "base/text.h"
#include "schema/lookup.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace retort {
namespace {

/// As tables sort: those of the default schema, whose name is left out, come first.
using TableKey = std::pair<std::string, std::string>;  // schema, name
TableKey key_of(const TableName& name) { return {name.schema.value_or(""), name.name}; }

/// Whether it is quicker to read all tables than to tell which ones: as SQLAlchemy finds.
bool wants_most(std::size_t wanted, std::size_t available) {
  return wanted > 100 && wanted * 2 > available;
}

class TableComparison {
 public:
  TableComparison(CompareContext context, ModelTables models, const TableReader& read)
      : context_(std::move(context)), models_(std::move(models)), read_(read) {}

  Comparison run() {
    if (context_.plugins.schemas) {
      default_schema_ = context_.dialect.default_schema(context_.connection);
      const Schemas schemas = find_schemas(context_, default_schema_);
      if (context_.options.hooks.on_schemas) {
        context_.options.hooks.on_schemas(schemas);
      }
      if (context_.plugins.tables) {
        list_model();
        read_database(schemas);
        compare();
      }
    }
    result_.model = std::move(models_.tables);
    return std::move(result_);
  }

 private:
  bool is_version_table(const TableName& name) const {
    return name.schema == context_.options.version_table_schema &&
           name.name == context_.options.version_table;
  }

  /// The name of a table of the model where the default schema goes without saying.
  TableName database_name(std::size_t in_model) const {
    TableName name = models_.tables[in_model].name;
    if (name.schema && *name.schema == default_schema_) {
      name.schema.reset();
    }
    return name;
  }

  void list_model() {
    for (const std::size_t position : models_.creation_order) {
      if (!is_version_table(models_.tables[position].name)) {
        wanted_.emplace_back(key_of(database_name(position)), position);
      }
    }
    model_ = {wanted_.begin(), wanted_.end()};
  }

  void read_database(const Schemas& schemas) {
    for (const std::optional<std::string>& schema : schemas) {
      read_schema(schema);
    }
    std::sort(
        result_.database.begin(), result_.database.end(),
        [](const Table& one, const Table& other) { return key_of(one.name) < key_of(other.name); });
    notes_ = context_.dialect.adjust_reflected(context_.connection, result_.database);
    std::stable_sort(notes_.begin(), notes_.end(),
                     [](const ReflectionNote& one, const ReflectionNote& other) {
                       return one.table < other.table;
                     });
    tell_left_out();
    result_.differences =
        apply_renames(context_, default_schema_, models_.tables, result_.database);
    if (context_.options.compare_enums) {
      EnumChanges types =
          compare_enums(context_, default_schema_, models_.tables, result_.database);
      auto& found = result_.differences;
      found.insert(found.begin(), types.first.begin(), types.first.end());
      found.insert(found.end(), types.later.begin(), types.later.end());
    }
    for (std::size_t i = 0; i < result_.database.size(); ++i) {
      database_.emplace(key_of(result_.database[i].name), i);
    }
    if (context_.options.hooks.on_reflected) {
      context_.options.hooks.on_reflected(result_.database);
    }
  }

  void read_schema(const std::optional<std::string>& schema) {
    if (!context_.options.hooks.include_name) {
      read_tables(schema, {}, [](const std::string&) { return true; });
      return;
    }
    std::vector<std::string> available =
        context_.dialect.names(context_.connection, NameKind::table, schema);
    std::sort(available.begin(), available.end());
    std::vector<std::string> wanted;
    for (const std::string& name : available) {
      if (!is_version_table({name, schema}) &&
          context_.takes(FoundName{.kind = ObjectKind::table, .name = name, .schema = schema})) {
        wanted.push_back(name);
      }
    }
    if (wanted.empty()) {
      return;
    }
    const std::set<std::string> chosen(wanted.begin(), wanted.end());
    if (wants_most(wanted.size(), available.size())) {
      wanted.clear();
    }
    read_tables(schema, wanted, [&](const std::string& name) { return chosen.count(name) != 0; });
  }

  /// No names: all tables of the schema.
  void read_tables(const std::optional<std::string>& schema, const std::vector<std::string>& names,
                   const std::function<bool(const std::string& name)>& takes) {
    for (Table& table : read_(context_.connection, schema, names)) {
      if (takes(table.name.name) && !is_version_table({table.name.name, schema})) {
        table.name.schema = schema;
        result_.database.push_back(std::move(table));
      }
    }
  }

  /// What nobody compares is told of when it is read.
  void tell_left_out() const {
    const auto& on_left_out = context_.options.hooks.on_left_out;
    for (const ReflectionNote& note : notes_) {
      if (!note.logger.empty()) continue;
      if (on_left_out) {
        on_left_out(note.message);
      } else {
        context_.reporter.warn(note.message);
      }
    }
  }

  /// What reading the table has shown, logged when its turn comes.
  void tell_notes(std::size_t table) const {
    const auto [begin, end] =
        std::equal_range(notes_.begin(), notes_.end(), ReflectionNote{.table = table},
                         [](const ReflectionNote& one, const ReflectionNote& other) {
                           return one.table < other.table;
                         });
    for (auto note = begin; note != end; ++note) {
      if (!note->logger.empty()) {
        context_.reporter.log(note->level, note->logger, note->message);
      }
    }
  }

  void compare() {
    context_.model = &models_.tables;
    context_.database = &result_.database;
    std::vector<TablePair> added;
    for (const auto& [key, position] : wanted_) {
      if (database_.count(key) == 0) {
        added.push_back(make_pair(database_name(position), position, std::nullopt));
      }
    }
    for (const TablePair& pair : added) {
      add(pair);
    }
    std::vector<std::size_t> removed;
    for (const auto& [key, position] : database_) {
      if (model_.count(key) == 0) {
        removed.push_back(position);
      }
    }
    for (const std::size_t position : referring_first(result_.database, removed)) {
      remove(make_pair(result_.database[position].name, std::nullopt, position));
    }
    std::vector<TablePair> common;
    for (const auto& [key, position] : database_) {
      if (const auto at = model_.find(key); at != model_.end()) {
        tell_notes(position);
        common.push_back(make_pair(database_name(at->second), at->second, position));
      }
    }
    context_.texts = WrittenTexts(context_, common);
    for (const TablePair& pair : common) {
      change(pair);
    }
  }

  TablePair make_pair(TableName name, std::optional<std::size_t> model,
                      std::optional<std::size_t> database) const {
    TablePair pair;
    pair.shown = full_name(name);
    pair.name = std::move(name);
    pair.model = model;
    pair.database = database;
    pair.model_table = model ? &models_.tables[*model] : nullptr;
    pair.database_table = database ? &result_.database[*database] : nullptr;
    return pair;
  }

  static ComparedObject object_of(const TablePair& pair) {
    ComparedObject object;
    object.kind = ObjectKind::table;
    object.name = pair.name.name;
    object.reflected = !pair.model;
    if (pair.model) {
      object.model = ObjectPosition{.table = *pair.model};
    }
    if (pair.database) {
      object.database = ObjectPosition{.table = *pair.database};
    }
    object.model_table = pair.model_table;
    object.database_table = pair.database_table;
    return object;
  }

  /// Indexes are operations of their own, and former names mean nothing to the database.
  static Table plain_table(Table table) {
    table.indexes.clear();
    table.options.erase(renamed_from);
    for (Column& column : table.columns) {
      column.options.erase(renamed_from);
    }
    return table;
  }

  void add(const TablePair& pair) {
    const ComparedObject object = object_of(pair);
    if (!context_.takes(object)) {
      return;
    }
    result_.differences.push_back(
        Difference{.operation = op::CreateTable{.table = plain_table(*pair.model_table)},
                   .model = object.model});
    context_.info("tables", "Detected added table " + shown(pair));
    std::vector<Difference> differences;
    compare_parts(pair, differences);
    push(pair, std::move(differences));
  }

  void remove(const TablePair& pair) {
    tell_notes(*pair.database);
    const ComparedObject object = object_of(pair);
    if (!context_.takes(object)) {
      return;
    }
    std::vector<Difference> differences;
    compare_parts(pair, differences);
    push(pair, std::move(differences));
    op::DropTable drop{.table = pair.database_table->name, .options = pair.database_table->options};
    drop.original = plain_table(*pair.database_table);
    result_.differences.push_back(
        Difference{.operation = std::move(drop), .database = object.database});
    context_.info("tables", "Detected removed table " + shown(pair));
  }

  void change(const TablePair& pair) {
    if (!context_.takes(object_of(pair))) {
      return;
    }
    std::vector<Difference> differences;
    compare_columns(context_, pair, differences, [&] { compare_parts(pair, differences); });
    push(pair, std::move(differences));
  }

  void compare_parts(const TablePair& pair, std::vector<Difference>& differences) const {
    if (context_.plugins.constraints) {
      compare_indexes_and_uniques(context_, pair, differences);
      compare_foreign_keys(context_, pair, differences);
    }
    if (context_.plugins.comments) {
      compare_table_comment(context_, pair, differences);
    }
    if (context_.plugins.checks) {
      compare_check_constraints(context_, pair, differences);
    }
    if (context_.options.hooks.on_table) {
      context_.options.hooks.on_table(
          ComparedTable{.name = pair.name, .model = pair.model, .database = pair.database},
          differences);
    }
  }

  void push(const TablePair& pair, std::vector<Difference> differences) {
    if (!differences.empty()) {
      result_.differences.push_back(
          TableDifferences{.table = pair.name, .differences = std::move(differences)});
    }
  }

  static std::string shown(const TablePair& pair) { return repr(pair.shown); }

  CompareContext context_;
  ModelTables models_;
  const TableReader& read_;
  std::string default_schema_;
  std::vector<std::pair<TableKey, std::size_t>> wanted_;  // in the order of creation
  std::map<TableKey, std::size_t> model_;
  std::map<TableKey, std::size_t> database_;
  std::vector<ReflectionNote> notes_;
  Comparison result_;
};

}  // namespace

std::vector<Table> read_compared_tables(Connection& connection,
                                        const std::optional<std::string>& schema,
                                        const std::vector<std::string>& names) {
  ReflectOptions options;
  options.comparing = true;
  return dialect(connection.dialect_name()).reflect_tables(connection, schema, names, options);
}

Comparison compare_metadata(Connection& connection, std::vector<MetaData> models,
                            const CompareOptions& options) {
  return compare_with(connection, std::move(models), options, read_compared_tables);
}

Comparison compare_with(Connection& connection, std::vector<MetaData> models,
                        const CompareOptions& options, const TableReader& read) {
  Reporter silence;
  Reporter& reporter = options.reporter ? *options.reporter : silence;
  const Dialect& spoken = dialect(connection.dialect_name());
  CompareContext context{.connection = connection,
                         .dialect = spoken,
                         .options = options,
                         .reporter = reporter,
                         .facts = spoken.comparison_facts()};
  context.plugins = set_up_plugins(options, reporter);
  return TableComparison(std::move(context),
                         gather_models(std::move(models), spoken, options, reporter), read)
      .run();
}

}  // namespace retort
