// SPDX-License-Identifier: MIT
// Asking the hooks, and telling the log.
#include "autogenerate/context.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/naming.h"

#include <utility>

namespace retort {

std::string_view object_kind_name(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::schema:
      return "schema";
    case ObjectKind::table:
      return "table";
    case ObjectKind::column:
      return "column";
    case ObjectKind::index:
      return "index";
    case ObjectKind::unique_constraint:
      return "unique_constraint";
    case ObjectKind::foreign_key_constraint:
      return "foreign_key_constraint";
    case ObjectKind::check_constraint:
      return "check_constraint";
  }
  return {};
}

void CompareContext::info(std::string_view part, const std::string& message) const {
  reporter.log(LogLevel::info, "alembic.autogenerate.compare." + std::string(part), message);
}

bool CompareContext::takes(const FoundName& found) const {
  return !options.hooks.include_name || options.hooks.include_name(found);
}

bool CompareContext::takes(const ComparedObject& object) const {
  return !options.hooks.include_object || options.hooks.include_object(object);
}

FoundName TablePair::found(ObjectKind kind, std::optional<std::string> name_of_found) const {
  return {
      .kind = kind, .name = std::move(name_of_found), .schema = name.schema, .table = name.name};
}

ComparedObject TablePair::object(ObjectKind kind, std::optional<std::string> name_of_object,
                                 std::optional<std::size_t> in_model,
                                 std::optional<std::size_t> in_database) const {
  ComparedObject object;
  object.kind = kind;
  object.name = std::move(name_of_object);
  if (in_model) {
    object.model = model_position(*in_model);
  }
  if (in_database) {
    object.database = database_position(*in_database);
  }
  object.model_table = model_table;
  object.database_table = database_table;
  return object;
}

std::optional<ObjectPosition> TablePair::model_position(std::size_t element) const {
  return ObjectPosition{.table = model.value_or(0), .element = element};
}

std::optional<ObjectPosition> TablePair::database_position(std::size_t element) const {
  return ObjectPosition{.table = database.value_or(0), .element = element};
}

std::optional<std::string> text_of(const std::optional<Name>& name) {
  return name ? std::optional(name->text) : std::nullopt;
}

std::string final_name(const Name& name, std::size_t limit) {
  if (utf8_length(name.text) <= limit) {
    return name.text;
  }
  if (!name.final) {
    throw Error("Identifier " + repr(name.text) + " exceeds maximum length of " +
                    std::to_string(limit) + " characters",
                ErrorCode::identifier);
  }
  return truncate_name(name.text, limit);
}

}  // namespace retort
