// SPDX-License-Identifier: MIT
// The closed set of operations: every change that a migration can make, as data.
// Interpreters, each an overload set in a file of its own: compile (sql/, dialect/), evolve,
// reverse, describe (op/), render (frontend/).
#pragma once

#include "retort/api.h"
#include "retort/expression.h"
#include "retort/schema.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

struct Operation;

namespace op {

struct CreateTable {
  Table table;
  bool if_not_exists = false;
  bool operator==(const CreateTable&) const = default;
};
struct DropTable {
  TableName table;
  bool if_exists = false;
  Options options = {};
  std::optional<Table> original = {};  ///< what it was, so that the drop can be reversed
  bool operator==(const DropTable&) const = default;
};
struct RenameTable {
  TableName table;
  std::string new_name;
  bool operator==(const RenameTable&) const = default;
};
struct AddColumn {
  TableName table;
  Column column;
  bool if_not_exists = false;
  bool inline_references = false;   ///< REFERENCES in the column instead of a constraint of its own
  bool inline_primary_key = false;  ///< PRIMARY KEY in the column
  std::optional<std::string> insert_before = {};  ///< batch mode only
  std::optional<std::string> insert_after = {};   ///< batch mode only
  bool operator==(const AddColumn&) const = default;
};
struct DropColumn {
  TableName table;
  std::string column;
  bool if_exists = false;
  Options options = {};
  std::optional<Column> original = {};
  std::optional<bool> quote = {};  ///< the column's name; nullopt: where it has to be
  bool operator==(const DropColumn&) const = default;
};

/// A value of an existing column that an ALTER must repeat: unknown, known to be absent, or given.
struct Unknown {
  bool operator==(const Unknown&) const = default;
};
/// A change of something that may be absent: leave it alone, take it away, or set it.
struct Keep {
  bool operator==(const Keep&) const = default;
};
struct Remove {
  bool operator==(const Remove&) const = default;
};
using ServerDefaultChange = std::variant<Keep, Remove, ServerDefault>;
using CommentChange = std::variant<Keep, Remove, std::string>;
using ExistingServerDefault = std::variant<Unknown, Remove, ServerDefault>;  ///< Remove: has none

struct AlterColumn {
  TableName table;
  std::string column;
  std::optional<bool> nullable = {};
  ServerDefaultChange server_default = Keep{};
  CommentChange comment = Keep{};
  std::optional<std::string> new_column_name = {};
  std::optional<Type> type = {};
  std::optional<bool> autoincrement = {};
  std::optional<Type> existing_type = {};
  ExistingServerDefault existing_server_default = Unknown{};
  std::optional<bool> existing_nullable = {};
  std::optional<std::string> existing_comment = {};
  std::optional<bool> existing_autoincrement = {};
  Options options = {};
  std::optional<std::string> insert_before = {};  ///< accepted in batch mode, without effect
  std::optional<std::string> insert_after = {};
  bool operator==(const AlterColumn&) const = default;
};

struct CreateIndex {
  TableName table;
  Index index;
  bool if_not_exists = false;
  bool operator==(const CreateIndex&) const = default;
};
struct DropIndex {
  Name name;
  std::optional<TableName> table = {};
  std::optional<std::string> schema = {};  ///< when no table is given
  bool if_exists = false;
  Options options = {};
  std::optional<Index> original = {};
  bool operator==(const DropIndex&) const = default;
};
/// create_primary_key, create_unique_constraint, create_foreign_key, create_check_constraint and
/// create_exclude_constraint in one.
struct AddConstraint {
  TableName table;
  Constraint constraint;
  bool operator==(const AddConstraint&) const = default;
};
enum class ConstraintType { unspecified, primary, unique, foreign_key, check };
struct DropConstraint {
  std::optional<Name> name = {};
  TableName table;
  ConstraintType type = ConstraintType::unspecified;
  bool if_exists = false;
  Options options = {};
  std::optional<Constraint> original = {};
  bool operator==(const DropConstraint&) const = default;
};
struct CreateTableComment {
  TableName table;
  std::optional<std::string> comment;
  std::optional<std::string> existing_comment = {};
  bool operator==(const CreateTableComment&) const = default;
};
struct DropTableComment {
  TableName table;
  std::optional<std::string> existing_comment = {};
  bool operator==(const DropTableComment&) const = default;
};
/// Rows to insert: each row names the columns it fills. A value may be an expression.
struct BulkInsert {
  using Cell = std::variant<Value, Expression>;
  using Row = std::vector<std::pair<std::string, Cell>>;
  TableName table;
  std::vector<Column> columns = {};  ///< name and type of the columns
  std::vector<Row> rows = {};
  bool multiinsert = true;
  bool operator==(const BulkInsert&) const = default;
};
/// SQL text (`:name` parameters) or a data statement built of expressions.
struct Execute {
  Expression statement;
  Parameters parameters = {};  ///< online only
  std::vector<std::pair<std::string, Value>> execution_options = {};
  bool operator==(const Execute&) const = default;
};
struct CreateSequence {
  Sequence sequence;
  bool if_not_exists = false;
  bool operator==(const CreateSequence&) const = default;
};
struct DropSequence {
  std::string name;
  std::optional<std::string> schema = {};
  bool if_exists = false;
  std::optional<Sequence> original = {};
  bool operator==(const DropSequence&) const = default;
};
/// CREATE TYPE ... AS ENUM; PostgreSQL only (nothing is written elsewhere).
struct CreateEnum {
  type::Enum type;
  bool checkfirst = false;  ///< online: only when it is absent
  bool operator==(const CreateEnum&) const = default;
};
struct DropEnum {
  type::Enum type;
  bool checkfirst = false;
  bool operator==(const DropEnum&) const = default;
};

enum class Recreate { automatic, always, never };

/// batch_alter_table: changes of one table made together; on SQLite by rebuilding the table.
/// `operations` are those whose table is `table`.
struct RETORT_API AlterTableBatch {
  TableName table;
  std::vector<Operation> operations;
  Recreate recreate = Recreate::automatic;
  std::vector<std::vector<std::string>> partial_reordering = {};
  std::optional<Table> copy_from = {};             ///< instead of reflection
  bool reflected = false;                          ///< `copy_from` was read from the database
  std::vector<Column> reflected_columns = {};      ///< take the place of reflected ones by name
  std::vector<Constraint> table_constraints = {};  ///< added to the new table
  Options table_options = {};
  std::optional<NamingConvention> naming_convention = {};  ///< names reflected unnamed constraints
  AlterTableBatch();
  AlterTableBatch(TableName name, std::vector<Operation> changes);
  AlterTableBatch(const AlterTableBatch&);
  AlterTableBatch(AlterTableBatch&&) noexcept;
  AlterTableBatch& operator=(const AlterTableBatch&);
  AlterTableBatch& operator=(AlterTableBatch&&) noexcept;
  ~AlterTableBatch();
};
RETORT_API bool operator==(const AlterTableBatch& left, const AlterTableBatch& right);

}  // namespace op

/// An operation of the user's own: it says its SQL itself.
class RETORT_API CustomOperation {
 public:
  virtual ~CustomOperation() = default;
  /// For log lines and messages.
  virtual std::string describe() const = 0;
  /// What it does on the named dialect, in terms of the closed set.
  virtual std::vector<Operation> expand(const std::string& dialect) const = 0;
  /// What undoes it; throws UnsupportedError when nothing does.
  virtual std::vector<Operation> reverse() const;
};

namespace op {
struct Custom {
  std::shared_ptr<const CustomOperation> operation;
  bool operator==(const Custom&) const = default;
};
}  // namespace op

/// One change of a database. Made and copied in the library, as Value.
struct RETORT_API Operation
    : std::variant<op::CreateTable, op::DropTable, op::RenameTable, op::AddColumn, op::DropColumn,
                   op::AlterColumn, op::CreateIndex, op::DropIndex, op::AddConstraint,
                   op::DropConstraint, op::CreateTableComment, op::DropTableComment, op::BulkInsert,
                   op::Execute, op::CreateSequence, op::DropSequence, op::CreateEnum, op::DropEnum,
                   op::AlterTableBatch, op::Custom> {
  using Variant =
      std::variant<op::CreateTable, op::DropTable, op::RenameTable, op::AddColumn, op::DropColumn,
                   op::AlterColumn, op::CreateIndex, op::DropIndex, op::AddConstraint,
                   op::DropConstraint, op::CreateTableComment, op::DropTableComment, op::BulkInsert,
                   op::Execute, op::CreateSequence, op::DropSequence, op::CreateEnum, op::DropEnum,
                   op::AlterTableBatch, op::Custom>;
  using Variant::Variant;
  Operation();
  Operation(const Operation& other);
  Operation(Operation&& other) noexcept;
  Operation& operator=(const Operation& other);
  Operation& operator=(Operation&& other) noexcept;
  ~Operation();
  const Variant& base() const noexcept { return *this; }
};

}  // namespace retort
