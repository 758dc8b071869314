// SPDX-License-Identifier: MIT
// Values of enumeration types that are objects of their own (PostgreSQL): those that are missing
// are added, each where the model has it.
#include "autogenerate/parts.h"
#include "base/text.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace retort {
namespace {

using EnumTypes = std::map<std::string, type::Enum>;  // by "schema.name"

class EnumComparison {
 public:
  EnumComparison(const CompareContext& context, std::string default_schema)
      : context_(context), default_schema_(std::move(default_schema)) {}

  std::vector<DifferenceGroup> run(const std::vector<Table>& model) {
    for (type::Enum& found : context_.dialect.reflect_enums(context_.connection, "*")) {
      enter(std::move(found), database_);
    }
    if (database_.empty()) {
      return {};
    }
    for (const Table& table : model) {
      for (const Column& column : table.columns) {
        gather(column.type);
      }
    }
    for (const auto& [name, wanted] : model_) {
      if (const auto found = database_.find(name); found != database_.end()) {
        compare(wanted, found->second);
      }
    }
    return std::move(differences_);
  }

 private:
  void enter(type::Enum type, EnumTypes& types) const {
    if (type.schema == default_schema_) {
      type.schema.reset();
    }
    std::string key = full_name({type.name, type.schema});
    types.emplace(std::move(key), std::move(type));
  }

  void gather(const Type& type) {
    const Type& chosen = type.on(context_.dialect.info().name);
    if (const auto* array = std::get_if<type::Array>(&chosen.kind)) {
      gather(*array->item);
    } else if (const auto* wanted = std::get_if<type::Enum>(&chosen.kind);
               wanted && wanted->native_enum && !wanted->name.empty()) {
      enter(*wanted, model_);
    }
  }

  void compare(const type::Enum& wanted, const type::Enum& found) {
    const std::string name = full_name({found.name, found.schema});
    std::vector<std::string> present = found.values;
    auto is_present = [&](const std::string& value) {
      return std::find(present.begin(), present.end(), value) != present.end();
    };
    for (std::size_t i = 0; i < wanted.values.size(); ++i) {
      if (is_present(wanted.values[i])) {
        continue;
      }
      // Behind the value before it, which is there by now; the first one before all others.
      std::string place;
      if (i > 0) {
        place = " AFTER " + literal(wanted.values[i - 1]);
      } else if (!present.empty()) {
        place = " BEFORE " + literal(present.front());
      }
      add(found, wanted.values[i], place);
      present.push_back(wanted.values[i]);
      context_.info("types",
                    "Detected added value " + repr(wanted.values[i]) + " of type '" + name + "'");
    }
    for (const std::string& value : found.values) {
      if (std::find(wanted.values.begin(), wanted.values.end(), value) == wanted.values.end()) {
        context_.reporter.warn("Type " + name + " has the value " + repr(value) +
                               ", which the model has not: PostgreSQL cannot take it away, so it "
                               "stays");
      }
    }
  }

  void add(const type::Enum& type, const std::string& value, const std::string& place) {
    const std::string sql = "ALTER TYPE " +
                            context_.dialect.format_table({type.name, type.schema}) +
                            " ADD VALUE IF NOT EXISTS " + literal(value) + place;
    differences_.emplace_back(
        Difference{.operation = op::Execute{.statement = text(escape_parameters(sql))}});
  }

  static std::string literal(const std::string& value) {
    return "'" + replace_all(value, "'", "''") + "'";
  }

  const CompareContext& context_;
  std::string default_schema_;
  EnumTypes model_;
  EnumTypes database_;
  std::vector<DifferenceGroup> differences_;
};

}  // namespace

std::vector<DifferenceGroup> compare_enums(const CompareContext& context,
                                           const std::string& default_schema,
                                           const std::vector<Table>& model) {
  return EnumComparison(context, default_schema).run(model);
}

}  // namespace retort
