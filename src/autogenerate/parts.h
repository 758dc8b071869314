// SPDX-License-Identifier: MIT
// The parts of a comparison, one for each kind of object.
#pragma once

#include "autogenerate/context.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort {

using Schemas = std::vector<std::optional<std::string>>;

/// The schemas to look into; nothing stands for the default one.
Schemas find_schemas(const CompareContext& context, const std::string& default_schema);

/// What becomes of enumeration types, as statements.
struct EnumChanges {
  /// Values that are added. What comes after may use them once that is committed.
  std::vector<DifferenceGroup> first = {};
  std::vector<DifferenceGroup> later = {};  ///< once tables have their names
};
/// Defaults in the database are changed as if values had been renamed or taken away.
EnumChanges compare_enums(const CompareContext& context, const std::string& default_schema,
                          const std::vector<Table>& model, std::vector<Table>& database);

/// Columns that are new or change; then, when the rest of the table has been compared, those that
/// go.
void compare_columns(const CompareContext& context, const TablePair& pair,
                     std::vector<Difference>& differences,
                     const std::function<void()>& compare_the_table);

/// Indexes and unique constraints; of a new table and of one that goes, its indexes.
void compare_indexes_and_uniques(const CompareContext& context, const TablePair& pair,
                                 std::vector<Difference>& differences);
void compare_foreign_keys(const CompareContext& context, const TablePair& pair,
                          std::vector<Difference>& differences);
void compare_check_constraints(const CompareContext& context, const TablePair& pair,
                               std::vector<Difference>& differences);
void compare_table_comment(const CompareContext& context, const TablePair& pair,
                           std::vector<Difference>& differences);

/// Whether the hook decides about a column's types or leaves that to the rules.
enum class HookSays { nothing, decided };
HookSays ask_about_type(const CompareContext& context, const ColumnPair& pair,
                        op::AlterColumn& alter);
void compare_type(const CompareContext& context, const ColumnPair& pair, op::AlterColumn& alter);
void compare_nullable(const CompareContext& context, const ColumnPair& pair,
                      op::AlterColumn& alter);
void compare_column_comment(const CompareContext& context, const ColumnPair& pair,
                            op::AlterColumn& alter);

/// The defaults of one column, in the steps between which other parts have their turn.
class DefaultComparison {
 public:
  DefaultComparison(const CompareContext& context, const ColumnPair& pair, op::AlterColumn& alter);
  void ask_hook();
  void compare_generated();
  void compare_values();

 private:
  bool compare_computed();
  bool compare_identity();
  void note_autoincrement();
  void note_existing();
  void change();
  void log(const std::string& message) const;

  const CompareContext& context_;
  ColumnPair pair_;
  op::AlterColumn& alter_;
  bool decided_ = false;
};

}  // namespace retort
