// SPDX-License-Identifier: MIT
// Which schemas of the database are looked into.
#include "autogenerate/parts.h"

#include <algorithm>
#include <set>

namespace retort {

Schemas find_schemas(const CompareContext& context, const std::string& default_schema) {
  std::set<std::string> names;
  if (context.options.include_schemas) {
    for (std::string& name : context.dialect.names(context.connection, NameKind::schema)) {
      names.insert(std::move(name));
    }
    names.erase("information_schema");
    names.erase(default_schema);
  }
  Schemas found = {std::nullopt};
  found.insert(found.end(), names.begin(), names.end());
  found.erase(
      std::remove_if(found.begin(), found.end(),
                     [&](const std::optional<std::string>& name) {
                       return !context.takes(FoundName{.kind = ObjectKind::schema, .name = name});
                     }),
      found.end());
  return found;
}

}  // namespace retort
