// SPDX-License-Identifier: MIT
// What every part of a comparison knows: both sides, and who has a say.
#pragma once

#include "retort/autogenerate.h"
#include "retort/dialect.h"

#include "autogenerate/plugins.h"
#include "autogenerate/written_texts.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

struct CompareContext {
  Connection& connection;
  const Dialect& dialect;
  const CompareOptions& options;
  Reporter& reporter;
  ComparisonFacts facts = {};
  ActivePlugins plugins = {};
  const std::vector<Table>* model = nullptr;
  const std::vector<Table>* database = nullptr;
  WrittenTexts texts = {};

  /// A line on the logger alembic.autogenerate.compare.PART.
  void info(std::string_view part, const std::string& message) const;
  bool takes(const FoundName& found) const;
  bool takes(const ComparedObject& object) const;
};

/// A table of the model, of the database, or of both.
struct TablePair {
  TableName name;     ///< without the default schema
  std::string shown;  ///< "schema.table", as the log has it
  std::optional<std::size_t> model = {};
  std::optional<std::size_t> database = {};
  const Table* model_table = nullptr;
  const Table* database_table = nullptr;

  FoundName found(ObjectKind kind, std::optional<std::string> name_of_found) const;
  /// About an element of the table by its position; nothing: it has none on that side.
  ComparedObject object(ObjectKind kind, std::optional<std::string> name_of_object,
                        std::optional<std::size_t> in_model,
                        std::optional<std::size_t> in_database) const;
  std::optional<ObjectPosition> model_position(std::size_t element) const;
  std::optional<ObjectPosition> database_position(std::size_t element) const;
};

/// A column of both, while what becomes of it is found out.
struct ColumnPair {
  const TablePair& table;
  const Column& model;
  const Column& database;
  ComparedColumn compared;
  std::string shown;      ///< "table.column"
  bool numbered = false;  ///< the database fills it in by counting
};

std::optional<std::string> text_of(const std::optional<Name>& name);

/// The name that the database has for an index or constraint of the model: generated names are cut
/// to its limits; throws Error (identifier) for a given one that is too long.
std::string final_name(const Name& name, std::size_t limit);

}  // namespace retort
