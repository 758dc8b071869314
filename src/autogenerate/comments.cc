// SPDX-License-Identifier: MIT
// Comments of columns and tables, where the database keeps any.
#include "autogenerate/parts.h"

namespace retort {

void compare_column_comment(const CompareContext& context, const ColumnPair& pair,
                            op::AlterColumn& alter) {
  const std::optional<std::string>& wanted = pair.model.comment;
  const std::optional<std::string>& found = pair.database.comment;
  if (!context.facts.comments || (!wanted && !found)) {
    return;
  }
  alter.existing_comment = found;
  if (wanted == found) {
    return;
  }
  if (wanted) {
    alter.comment = *wanted;
  } else {
    alter.comment = op::Remove{};
  }
  context.info("comments", "Detected column comment '" + pair.shown + "'");
}

void compare_table_comment(const CompareContext& context, const TablePair& pair,
                           std::vector<Difference>& differences) {
  // That of a new table comes with it.
  if (!context.facts.comments || !pair.model_table || !pair.database_table) {
    return;
  }
  const std::optional<std::string>& wanted = pair.model_table->comment;
  const std::optional<std::string>& found = pair.database_table->comment;
  if (wanted == found) {
    return;
  }
  Difference difference{
      .operation =
          op::CreateTableComment{.table = pair.name, .comment = wanted, .existing_comment = found},
      .model = ObjectPosition{.table = pair.model.value_or(0)},
      .database = ObjectPosition{.table = pair.database.value_or(0)}};
  if (!wanted) {
    difference.operation = op::DropTableComment{.table = pair.name, .existing_comment = found};
  }
  differences.push_back(std::move(difference));
}

}  // namespace retort
