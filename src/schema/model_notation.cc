// SPDX-License-Identifier: MIT
// The short notation for models.
#include "retort/model.h"

#include "base/text.h"

#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace retort {

static_assert(std::is_trivially_destructible_v<ColumnOptions>,
              "compilers take long for thousands of objects that must be taken down again");

namespace {

std::optional<std::string> optional_text(const char* text) {
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

/// "table", "table.column", "schema.table.column"
ColumnReference read_reference(const ColumnOptions& options) {
  std::vector<std::string> parts = split(options.references, ".");
  ColumnReference reference;
  if (parts.size() > 1) {
    reference.column = std::move(parts.back());
    parts.pop_back();
  }
  reference.table.name = std::move(parts.back());
  parts.pop_back();
  if (!parts.empty()) reference.table.schema = join(parts, ".");
  reference.rules = {.onupdate = optional_text(options.onupdate),
                     .ondelete = optional_text(options.ondelete)};
  return reference;
}

Column make_column(const char* name, const Type& type, const ColumnOptions& options) {
  Column column{.name = name == nullptr ? "" : name,
                .type = type,
                .nullable = options.nullable,
                .primary_key = options.primary_key,
                .comment = optional_text(options.comment),
                .unique = options.unique,
                .index = options.index};
  if (options.server_default != nullptr)
    column.server_default = std::string(options.server_default);
  if (options.server_expression != nullptr) {
    column.server_default = Expression(text(options.server_expression));
  }
  if (options.references != nullptr) column.references.push_back(read_reference(options));
  return column;
}

void add(Table& table, const Column& column) { table.columns.push_back(column); }
void add(Table& table, const Index& index) { table.indexes.push_back(index); }
template <class Kind>
void add(Table& table, const Kind& constraint) {
  table.constraints.push_back(constraint);
}

}  // namespace

template <class T>
void ModelTable::Item::add_value(const Item& item, Table& table) {
  add(table, *static_cast<const T*>(item.subject_));
}

template <class T>
void ModelTable::Item::add_column(const Item& item, Table& table) {
  table.columns.push_back(
      make_column(item.column_, *static_cast<const T*>(item.subject_), *item.options_));
}

ModelTable::Item::Item(const char* column, const Type& type, const ColumnOptions& options) noexcept
    : add_(add_column<Type>), subject_(&type), column_(column), options_(&options) {}
template <class T>
requires type::is_alternative<T, type::Kind> ModelTable::Item::Item(const char* column,
                                                                    const T& type,
                                                                    const ColumnOptions& options)
noexcept : add_(add_column<T>), subject_(&type), column_(column), options_(&options) {}
template RETORT_API ModelTable::Item::Item(const char*, const type::Null&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Integer&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::SmallInteger&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::BigInteger&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Numeric&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Float&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Double&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::String&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Text&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Unicode&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::UnicodeText&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::LargeBinary&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Boolean&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Date&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Time&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::DateTime&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Interval&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Uuid&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Json&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Pickle&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Enum&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Array&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Native&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Domain&,
                                           const ColumnOptions&) noexcept;
template RETORT_API ModelTable::Item::Item(const char*, const type::Verbatim&,
                                           const ColumnOptions&) noexcept;

ModelTable::Item::Item(const Column& column) noexcept
    : add_(add_value<Column>), subject_(&column) {}
ModelTable::Item::Item(const PrimaryKey& constraint) noexcept
    : add_(add_value<PrimaryKey>), subject_(&constraint) {}
ModelTable::Item::Item(const Unique& constraint) noexcept
    : add_(add_value<Unique>), subject_(&constraint) {}
ModelTable::Item::Item(const ForeignKey& constraint) noexcept
    : add_(add_value<ForeignKey>), subject_(&constraint) {}
ModelTable::Item::Item(const Check& constraint) noexcept
    : add_(add_value<Check>), subject_(&constraint) {}
ModelTable::Item::Item(const Exclude& constraint) noexcept
    : add_(add_value<Exclude>), subject_(&constraint) {}
ModelTable::Item::Item(const Index& index) noexcept : add_(add_value<Index>), subject_(&index) {}

ModelTable::ModelTable(const char* name, std::initializer_list<Item> items) noexcept
    : ModelTable(TableName(name == nullptr ? "" : name), items, {}) {}

ModelTable::ModelTable(TableName name, std::initializer_list<Item> items,
                       const ModelTableOptions& options) {
  static_assert(std::is_trivially_destructible_v<Item>);
  Table table{.name = std::move(name), .comment = options.comment, .options = options.options};
  for (const Item& item : items) item.add_(item, table);
  table_ = std::make_shared<const Table>(std::move(table));
}
ModelTable::ModelTable(const ModelTable& other) = default;
ModelTable& ModelTable::operator=(const ModelTable& other) = default;
ModelTable::~ModelTable() = default;

MetaData define_model(std::initializer_list<ModelTable> tables, const DefineModelOptions& options) {
  MetaData metadata{.sequences = options.sequences,
                    .schema = options.schema,
                    .naming_convention = options.naming_convention};
  for (const ModelTable& table : tables) metadata.tables.push_back(table.table());
  return model(std::move(metadata), {.external_tables = options.external_tables});
}

}  // namespace retort
