// SPDX-License-Identifier: MIT
#include "retort/model_struct.h"

#include <utility>

namespace retort {

Column make_field(std::string name, Type type, bool nullable, FieldOptions options) {
  return {.name = std::move(name),
          .type = options.type ? std::move(*options.type) : std::move(type),
          .nullable = nullable,
          .primary_key = options.primary_key,
          .server_default = std::move(options.server_default),
          .autoincrement = options.autoincrement,
          .comment = std::move(options.comment),
          .unique = options.unique,
          .index = options.index,
          .references = std::move(options.references),
          .checks = std::move(options.checks),
          .sequence = std::move(options.sequence),
          .options = std::move(options.options)};
}

}  // namespace retort
