// SPDX-License-Identifier: MIT
// Tables of a model from plain structs. For each struct a function `describe`, found beside it:
//
//     struct Customer {
//       std::int64_t id;
//       std::string email;
//       std::optional<std::string> phone;
//     };
//     retort::Table describe(retort::StructOf<Customer>) {
//       return {.name = "customer",
//               .columns = {retort::field("id", &Customer::id, {.primary_key = true}),
//                           retort::field("email", &Customer::email, {.unique = true}),
//                           retort::field("phone", &Customer::phone)}};
//     }
//
//     const retort::MetaData shop = retort::model_of<Customer, Purchase>();
#pragma once

#include "retort/model.h"
#include "retort/schema.h"
#include "retort/type.h"
#include "retort/value.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace retort {

/// Which struct a `describe` is for.
template <class T>
struct StructOf {};

/// The column type of a C++ type, as a static member `make()`. Specialise it for types of your
/// own; a member whose type has none needs `.type` in its options.
template <class T>
struct ColumnTypeOf;

/// Writes `ColumnTypeOf` for a C++ type.
#define RETORT_COLUMN_TYPE(cpp_type, column_type)                  \
  template <>                                                      \
  struct ColumnTypeOf<cpp_type> {                                  \
    static ::retort::Type make() { return ::retort::column_type; } \
  };

RETORT_COLUMN_TYPE(bool, type::Boolean{})
RETORT_COLUMN_TYPE(short, type::SmallInteger{})
RETORT_COLUMN_TYPE(int, type::Integer{})
RETORT_COLUMN_TYPE(long, type::BigInteger{})
RETORT_COLUMN_TYPE(long long, type::BigInteger{})
RETORT_COLUMN_TYPE(float, type::Float{})
RETORT_COLUMN_TYPE(double, type::Double{})
RETORT_COLUMN_TYPE(std::string, type::String{})
RETORT_COLUMN_TYPE(Decimal, type::Numeric{})
RETORT_COLUMN_TYPE(Date, type::Date{})
RETORT_COLUMN_TYPE(Time, type::Time{})
RETORT_COLUMN_TYPE(DateTime, type::DateTime{})
RETORT_COLUMN_TYPE(Interval, type::Interval{})
RETORT_COLUMN_TYPE(Uuid, type::Uuid{})
RETORT_COLUMN_TYPE(Bytes, type::LargeBinary{})
RETORT_COLUMN_TYPE(Json, type::Json{})
RETORT_COLUMN_TYPE(std::vector<std::byte>, type::LargeBinary{})
RETORT_COLUMN_TYPE(std::chrono::system_clock::time_point, type::DateTime{.timezone = true})
RETORT_COLUMN_TYPE(std::chrono::sys_days, type::Date{})
RETORT_COLUMN_TYPE(std::chrono::microseconds, type::Interval{})

/// std::optional is nullable.
template <class T>
struct FieldType {
  using Value = T;
  static constexpr bool nullable = false;
};
template <class T>
struct FieldType<std::optional<T>> {
  using Value = T;
  static constexpr bool nullable = true;
};

template <class T>
concept HasColumnType = requires {
  { ColumnTypeOf<T>::make() } -> std::convertible_to<Type>;
};

/// What a member's type does not say of its column; the fields are those of Column.
struct FieldOptions {
  std::optional<Type> type = {};  ///< default: that of the member
  bool primary_key = false;
  Rare<ServerDefault> server_default = {};
  Autoincrement autoincrement = Autoincrement::automatic;
  Rare<std::string> comment = {};
  bool unique = false;
  bool index = false;
  ListOf<ColumnReference> references = {};
  ListOf<Check> checks = {};
  Rare<Sequence> sequence = {};
  Options options = {};
};

/// The column of a field whose type and nullability are known.
RETORT_API Column make_field(std::string name, Type type, bool nullable, FieldOptions options);

/// The column of a member.
template <class Struct, class Member>
Column field(std::string name, Member Struct::* /*member*/, FieldOptions options = {}) {
  using Field = FieldType<Member>;
  Type type;
  if constexpr (HasColumnType<typename Field::Value>) {
    type = ColumnTypeOf<typename Field::Value>::make();
  }
  return make_field(std::move(name), std::move(type), Field::nullable, std::move(options));
}

/// The checked model of some structs, by their `describe`. Throws Error as model() does.
template <class... Structs>
MetaData model_of(MetaData metadata = {}, const ModelOptions& options = {}) {
  (metadata.tables.push_back(describe(StructOf<Structs>{})), ...);
  return model(std::move(metadata), options);
}

}  // namespace retort
