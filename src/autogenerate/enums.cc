// SPDX-License-Identifier: MIT
// Values of enumeration types that are objects of their own (PostgreSQL): those that are missing
// are added, each where the model has it; those that stand in another's place are renamed; and
// types with values too many are made anew, if that is wanted.
#include "autogenerate/parts.h"
#include "base/text.h"
#include "op/autocommit.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

using EnumTypes = std::map<std::string, type::Enum>;  // by "schema.name"

std::string literal(const std::string& value) { return "'" + replace_all(value, "'", "''") + "'"; }

bool contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// Those of `values` that are not among `others`.
std::vector<std::string> missing(const std::vector<std::string>& values,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> found;
  std::copy_if(values.begin(), values.end(), std::back_inserter(found),
               [&](const std::string& value) { return !contains(others, value); });
  return found;
}

Operation execute(const std::string& sql) {
  return op::Execute{.statement = text(escape_parameters(sql))};
}

class EnumComparison {
 public:
  EnumComparison(const CompareContext& context, std::string default_schema,
                 std::vector<Table>& database)
      : context_(context), default_schema_(std::move(default_schema)), tables_(database) {}

  EnumChanges run(const std::vector<Table>& model) {
    for (type::Enum& found : context_.dialect.reflect_enums(context_.connection, "*")) {
      enter(std::move(found), database_);
    }
    if (database_.empty()) {
      return {};
    }
    for (const Table& table : model) {
      for (const Column& column : table.columns) {
        if (const type::Enum* wanted = enum_of(column.type.on(context_.dialect.info().name))) {
          enter(*wanted, model_);
        }
      }
    }
    for (const auto& [name, wanted] : model_) {
      if (const auto found = database_.find(name); found != database_.end()) {
        compare(wanted, found->second);
      }
    }
    return std::move(changes_);
  }

 private:
  void enter(type::Enum type, EnumTypes& types) const {
    std::string key = key_of(type);
    types.emplace(std::move(key), std::move(type));
  }

  std::string key_of(const type::Enum& type) const {
    return full_name({type.name, type.schema == default_schema_ ? std::nullopt : type.schema});
  }

  /// The enumeration type of a column, or of what its arrays hold.
  static const type::Enum* enum_of(const Type& type) {
    if (const auto* array = std::get_if<type::Array>(&type.kind)) {
      return enum_of(*array->item);
    }
    const auto* found = std::get_if<type::Enum>(&type.kind);
    return found && found->native_enum && !found->name.empty() ? found : nullptr;
  }

  void compare(const type::Enum& wanted, const type::Enum& found) {
    const std::vector<std::string> added = missing(wanted.values, found.values);
    const std::vector<std::string> removed = missing(found.values, wanted.values);
    if (are_renamed(wanted.values, found.values)) {
      for (std::size_t i = 0; i < found.values.size(); ++i) {
        if (wanted.values[i] != found.values[i]) {
          rename(found, found.values[i], wanted.values[i]);
        }
      }
      return;
    }
    for (const std::string& value : added) {
      tell("added value " + repr(value) + " of", found);
    }
    if (!removed.empty() && context_.options.rebuild_enums) {
      for (const std::string& value : removed) {
        tell("removed value " + repr(value) + " of", found);
      }
      rebuild(found, wanted.values);
      return;
    }
    add(found, wanted.values);
    for (const std::string& value : removed) {
      context_.reporter.warn("Type " + key_of(found) + " has the value " + repr(value) +
                             ", which the model has not: PostgreSQL cannot take it away, so it "
                             "stays");
    }
  }

  void tell(const std::string& what, const type::Enum& type) const {
    context_.info("types", "Detected " + what + " type '" + key_of(type) + "'");
  }

  /// Whether each value that the model lacks has one that the database lacks in its place.
  static bool are_renamed(const std::vector<std::string>& wanted,
                          const std::vector<std::string>& found) {
    if (wanted.size() != found.size()) {
      return false;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i] != found[i] && (contains(found, wanted[i]) || contains(wanted, found[i]))) {
        return false;
      }
    }
    return true;
  }

  void rename(const type::Enum& type, const std::string& before, const std::string& after) {
    const std::string start = "ALTER TYPE " + quoted(type) + " RENAME VALUE ";
    changes_.later.emplace_back(
        Difference{.operation = execute(start + literal(before) + " TO " + literal(after)),
                   .undo = execute(start + literal(after) + " TO " + literal(before))});
    context_.info("types", "Detected renamed value " + repr(before) + " of type '" + key_of(type) +
                               "', now " + repr(after));
    // What is compared afterwards has the new name.
    for (Column* column : columns_of(type)) {
      if (const auto sql = default_text(*column); sql && value_of(*sql) == before) {
        column->server_default =
            ServerDefault(text(escape_parameters(literal(after) + "::" + quoted(type))));
      }
    }
  }

  /// Values that are not there, each where the model has it.
  void add(const type::Enum& type, const std::vector<std::string>& values) {
    std::vector<std::string> present = type.values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (contains(present, values[i])) {
        continue;
      }
      // Behind the value before it, which is there by now; the first one before all others.
      std::string place;
      if (i > 0) {
        place = " AFTER " + literal(values[i - 1]);
      } else if (!present.empty()) {
        place = " BEFORE " + literal(present.front());
      }
      present.push_back(values[i]);
      changes_.first.emplace_back(Difference{
          .operation = op::Execute{.statement = text(escape_parameters(
                                       "ALTER TYPE " + quoted(type) + " ADD VALUE IF NOT EXISTS " +
                                       literal(values[i]) + place)),
                                   .execution_options = {autocommit_option()}}});
    }
  }

  /// A type of the same name without the values that go. Rows that have them make it fail.
  void rebuild(const type::Enum& found, const std::vector<std::string>& values) {
    type::Enum wanted = found;
    wanted.values = values;
    const std::vector<Column*> columns = columns_of(found);
    const std::vector<std::string> statements = rebuilding(wanted, missing(found.values, values));
    const std::vector<std::string> undoing = rebuilding(found, {});
    for (std::size_t i = 0; i < statements.size(); ++i) {
      // Both lists do the same in turn; what is undone goes from the last one to the first.
      changes_.later.emplace_back(Difference{.operation = execute(statements[i]),
                                             .undo = execute(undoing[undoing.size() - 1 - i])});
    }
    for (Column* column : columns) {
      if (const auto sql = default_text(*column); sql && !contains(values, value_of(*sql))) {
        column->server_default.reset();
      }
    }
  }

  /// The statements after which a type has these values, as many whatever they are. Defaults that
  /// would be values `gone` are left out.
  std::vector<std::string> rebuilding(const type::Enum& wanted,
                                      const std::vector<std::string>& gone) const {
    type::Enum aside = wanted;
    do {
      aside.name += "_old";
    } while (database_.count(key_of(aside)) != 0);
    std::vector<std::string> list;
    std::transform(wanted.values.begin(), wanted.values.end(), std::back_inserter(list), literal);
    std::vector<std::string> made = {
        "ALTER TYPE " + quoted(wanted) + " RENAME TO " + context_.dialect.quote(aside.name),
        "CREATE TYPE " + quoted(wanted) + " AS ENUM (" + join(list, ", ") + ")"};
    for (const Table& table : tables_) {
      for (const Column& column : table.columns) {
        if (!has_type(column, wanted)) {
          continue;
        }
        const bool is_array = std::holds_alternative<type::Array>(column.type.kind);
        const std::string name = context_.dialect.quote(column.name);
        const std::string brackets = is_array ? "[]" : "";
        const std::string alter = "ALTER COLUMN " + name;
        std::string change = "ALTER TABLE " + context_.dialect.format_table(table.name) + " ";
        const std::optional<std::string> value = default_text(column);
        change += value ? alter + " DROP DEFAULT, " : "";
        change += alter + " TYPE " + quoted(wanted) + brackets + " USING " + name + "::text" +
                  brackets + "::" + quoted(wanted) + brackets;
        if (value && !contains(gone, value_of(*value))) {
          change += ", " + alter + " SET DEFAULT " + *value;
        }
        made.push_back(change);
      }
    }
    made.push_back("DROP TYPE " + quoted(aside));
    return made;
  }

  bool has_type(const Column& column, const type::Enum& type) const {
    const type::Enum* own = enum_of(column.type);
    return own && key_of(*own) == key_of(type);
  }

  std::vector<Column*> columns_of(const type::Enum& type) const {
    std::vector<Column*> found;
    for (Table& table : tables_) {
      for (Column& column : table.columns) {
        if (has_type(column, type)) {
          found.push_back(&column);
        }
      }
    }
    return found;
  }

  std::optional<std::string> default_text(const Column& column) const {
    const auto* value =
        column.server_default ? std::get_if<Expression>(&*column.server_default) : nullptr;
    if (!value) {
      return std::nullopt;
    }
    CompileOptions options;
    options.offline = false;
    return context_.dialect.compile(*value, options).sql;
  }

  /// The value of a default that is one ('x'::type).
  static std::string value_of(const std::string& sql) {
    const std::vector<SqlToken> tokens = sql_tokens(sql);
    const bool is_value = !tokens.empty() && tokens.front().kind == SqlTokenKind::string;
    return is_value ? tokens.front().text : "";
  }

  std::string quoted(const type::Enum& type) const {
    return context_.dialect.format_table({type.name, type.schema});
  }

  const CompareContext& context_;
  std::string default_schema_;
  std::vector<Table>& tables_;
  EnumTypes model_;
  EnumTypes database_;
  EnumChanges changes_;
};

}  // namespace

EnumChanges compare_enums(const CompareContext& context, const std::string& default_schema,
                          const std::vector<Table>& model, std::vector<Table>& database) {
  return EnumComparison(context, default_schema, database).run(model);
}

}  // namespace retort
