// SPDX-License-Identifier: MIT
#include "frontend/python/reflection.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "frontend/python/connection.h"
#include "frontend/python/write_schema.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace retort::python {
namespace {

using OptionalText = std::optional<std::string>;

const Dialect& dialect_of(const HeldConnection& connection) {
  return dialect(connection.get().dialect_name());
}

NameKind read_kind(std::string_view kind) {
  static constexpr std::array<std::pair<std::string_view, NameKind>, 9> kinds = {{
      {"schema", NameKind::schema},
      {"table", NameKind::table},
      {"view", NameKind::view},
      {"materialized_view", NameKind::materialized_view},
      {"foreign_table", NameKind::foreign_table},
      {"temporary_table", NameKind::temporary_table},
      {"temporary_view", NameKind::temporary_view},
      {"sequence", NameKind::sequence},
      {"type", NameKind::type},
  }};
  for (const auto& [name, value] : kinds) {
    if (name == kind) return value;
  }
  throw Error("The kind of names " + std::string(kind) + " is not known", ErrorCode::internal);
}

}  // namespace

void bind_reflection(py::module_& module) {
  module.def("reflect_tables", [](const HeldConnection& connection, const OptionalText& in_schema,
                                  const std::vector<std::string>& names) {
    py::list made;
    for (const Table& table : dialect_of(connection)
                                  .reflect_tables(connection.get(), in_schema, names,
                                                  ReflectOptions{.verbatim = true})) {
      made.append(write_table(table));
    }
    return made;
  });
  module.def("names", [](const HeldConnection& connection, const std::string& kind,
                         const OptionalText& in_schema) {
    return dialect_of(connection).names(connection.get(), read_kind(kind), in_schema);
  });
  module.def("default_schema", [](const HeldConnection& connection) {
    return dialect_of(connection).default_schema(connection.get());
  });
  module.def("view_definition", [](const HeldConnection& connection, const std::string& name,
                                   const OptionalText& in_schema) {
    return dialect_of(connection).view_definition(connection.get(), TableName(name, in_schema));
  });
  module.def("reflect_enums", [](const HeldConnection& connection, const OptionalText& in_schema) {
    py::list made;
    for (const type::Enum& type :
         dialect_of(connection).reflect_enums(connection.get(), in_schema)) {
      made.append(write_type(type));
    }
    return made;
  });
}

}  // namespace retort::python
