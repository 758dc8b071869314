// SPDX-License-Identifier: MIT
// Column types as values: SQLAlchemy's generic types, and every type that names its SQL text.
#pragma once

#include "retort/api.h"
#include "retort/box.h"
#include "retort/rare.h"
#include "retort/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

struct Type;

namespace type {

struct Null {  ///< a type that is not known; cannot be rendered in DDL
  bool operator==(const Null&) const = default;
};
struct Integer {
  bool operator==(const Integer&) const = default;
};
struct SmallInteger {
  bool operator==(const SmallInteger&) const = default;
};
struct BigInteger {
  bool operator==(const BigInteger&) const = default;
};
/// Exact decimal number.
struct Numeric {
  std::optional<int> precision = {};
  std::optional<int> scale = {};
  bool asdecimal = true;
  std::optional<int> decimal_return_scale = {};
  bool operator==(const Numeric&) const = default;
};
/// Approximate number; `precision` is in binary digits, as SQL's FLOAT(p).
struct Float {
  std::optional<int> precision = {};
  bool asdecimal = false;
  std::optional<int> decimal_return_scale = {};
  bool operator==(const Float&) const = default;
};
struct Double {
  std::optional<int> precision = {};
  bool asdecimal = false;
  std::optional<int> decimal_return_scale = {};
  bool operator==(const Double&) const = default;
};
/// VARCHAR; `length` in characters.
struct String {
  std::optional<int> length = {};
  std::string collation = {};
  bool operator==(const String&) const = default;
};
struct Text {
  std::optional<int> length = {};
  std::string collation = {};
  bool operator==(const Text&) const = default;
};
struct Unicode {
  std::optional<int> length = {};
  std::string collation = {};
  bool operator==(const Unicode&) const = default;
};
struct UnicodeText {
  std::optional<int> length = {};
  std::string collation = {};
  bool operator==(const UnicodeText&) const = default;
};
/// Octets; `length` in octets.
struct LargeBinary {
  std::optional<int> length = {};
  bool operator==(const LargeBinary&) const = default;
};
struct Boolean {
  bool create_constraint = false;
  std::string name = {};       ///< of the CHECK constraint
  bool name_is_final = false;  ///< op.f(): naming conventions leave it alone
  bool operator==(const Boolean&) const = default;
};
struct Date {
  bool operator==(const Date&) const = default;
};
struct Time {
  bool timezone = false;
  bool operator==(const Time&) const = default;
};
struct DateTime {
  bool timezone = false;
  bool operator==(const DateTime&) const = default;
};
struct Interval {
  bool native = true;
  std::optional<int> second_precision = {};
  std::optional<int> day_precision = {};
  bool operator==(const Interval&) const = default;
};
struct Uuid {
  bool as_uuid = true;
  bool native_uuid = true;
  bool operator==(const Uuid&) const = default;
};
struct Json {
  bool none_as_null = false;
  bool operator==(const Json&) const = default;
};
/// A Python object, pickled: LargeBinary in SQL.
struct Pickle {
  bool operator==(const Pickle&) const = default;
};
/// A closed set of strings: a type of its own on PostgreSQL, ENUM(...) on MySQL, VARCHAR elsewhere.
struct Enum {
  std::vector<std::string> values = {};
  std::string name = {};  ///< of the type or the CHECK constraint
  bool name_is_final = false;
  Rare<std::string> schema = {};
  bool native_enum = true;
  bool create_constraint = false;
  bool create_type = true;         ///< PostgreSQL: CREATE TYPE goes with CREATE TABLE
  bool postgresql_enum = false;    ///< written as the PostgreSQL type (postgresql.ENUM)
  std::optional<int> length = {};  ///< of the VARCHAR; default: the longest value
  bool inherit_schema = false;
  std::string collation = {};
  bool operator==(const Enum&) const = default;
};
/// An array; PostgreSQL only.
struct Array {
  Box<Type> item;
  std::optional<int> dimensions = {};
  bool postgresql_array = false;  ///< written as the PostgreSQL type (postgresql.ARRAY)
  RETORT_API bool operator==(const Array&) const;
};
/// A named argument of a Native type.
struct Argument {
  std::string name;  ///< SQLAlchemy's keyword: "length", "display_width", "unsigned"
  Value value;
  bool operator==(const Argument&) const = default;
};
/// A type that says its own SQL name: the upper-case types of SQLAlchemy and of its dialects.
struct Native {
  std::string dialect = {};  ///< "" for the SQL standard's, else "postgresql", "mysql", "sqlite"
  std::string name;          ///< "VARCHAR", "JSONB", "TINYINT"
  std::vector<Argument> arguments = {};
  bool operator==(const Native&) const = default;
};
/// CREATE DOMAIN; PostgreSQL only.
struct Domain {
  std::string name;
  Box<Type> data_type;
  Rare<std::string> schema = {};
  Rare<std::string> collation = {};
  Rare<std::string> default_text = {};
  Rare<std::string> constraint_name = {};
  std::optional<bool> not_null = {};
  Rare<std::string> check = {};
  bool create_type = true;
  RETORT_API bool operator==(const Domain&) const;
};
/// Text that we cannot model, given to the database as it is (user-defined types, PostGIS...).
struct Verbatim {
  std::string text;
  bool operator==(const Verbatim&) const = default;
};

}  // namespace type

/// What a type is on one dialect instead.
struct TypeVariant {
  std::string dialect;
  Box<Type> type;
};

namespace type {
using Kind = std::variant<Null, Integer, SmallInteger, BigInteger, Numeric, Float, Double, String,
                          Text, Unicode, UnicodeText, LargeBinary, Boolean, Date, Time, DateTime,
                          Interval, Uuid, Json, Pickle, Enum, Array, Native, Domain, Verbatim>;

template <class T, class Variant>
inline constexpr bool is_alternative = false;
template <class T, class... Alternatives>
inline constexpr bool is_alternative<T, std::variant<Alternatives...>> =
    (std::is_same_v<T, Alternatives> || ...);
}  // namespace type

/// A column type: one alternative, and what other dialects use instead (`with_variant`).
/// Made and copied in the library, not inline: a migration file then compiles in a fraction of a
/// second.
struct RETORT_API Type {
  using Kind = type::Kind;
  Kind kind;  ///< type::Null, when nothing is said
  std::vector<TypeVariant> variants = {};

  Type();
  // NOLINTBEGIN(google-explicit-constructor)
  template <class T>
  requires type::is_alternative<T, Kind> Type(T value)
  noexcept;
  // NOLINTEND(google-explicit-constructor)
  Type(const Type& other);
  Type(Type&& other) noexcept;
  Type& operator=(const Type& other);
  Type& operator=(Type&& other) noexcept;
  ~Type();

  /// A copy that is `other` on the named dialect.
  Type with_variant(Type other, std::string dialect) const;
  /// What this type is on `dialect` (exactly: "mariadb" is not "mysql").
  const Type& on(std::string_view dialect) const;
};
RETORT_API bool operator==(const Type& left, const Type& right);

}  // namespace retort
