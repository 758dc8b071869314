// SPDX-License-Identifier: MIT
// Construction, copy and destruction of the variants that every migration makes, compiled once
// here: instantiated in each migration file they cost it several seconds.
#include "retort/api.h"
#include "retort/schema.h"
#include "retort/type.h"
#include "retort/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

Value::Value() = default;
Value::Value(const char* text) : Variant(std::string(text)) {}
Value::Value(std::string_view text) : Variant(std::string(text)) {}
Value::Value(std::string text) : Variant(std::move(text)) {}
Value::Value(bool value) : Variant(value) {}
Value::Value(int number) : Variant(static_cast<std::int64_t>(number)) {}
Value::Value(unsigned number) : Variant(static_cast<std::int64_t>(number)) {}
Value::Value(std::int64_t number) : Variant(number) {}
Value::Value(long long number) : Variant(static_cast<std::int64_t>(number)) {}
Value::Value(double number) : Variant(number) {}
Value::Value(Null value) : Variant(value) {}
Value::Value(std::nullptr_t) : Variant(Null{}) {}
Value::Value(Decimal value) : Variant(std::move(value)) {}
Value::Value(Date value) : Variant(value) {}
Value::Value(Time value) : Variant(value) {}
Value::Value(DateTime value) : Variant(value) {}
Value::Value(Interval value) : Variant(value) {}
Value::Value(Uuid value) : Variant(std::move(value)) {}
Value::Value(Bytes value) : Variant(std::move(value)) {}
Value::Value(Json value) : Variant(std::move(value)) {}
Value::Value(List value) : Variant(std::move(value)) {}
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

Type::Type() = default;
Type::Type(const Type& other) = default;
Type::Type(Type&& other) noexcept = default;
Type& Type::operator=(const Type& other) = default;
Type& Type::operator=(Type&& other) noexcept = default;
Type::~Type() = default;
template <class T>
requires type::is_alternative<T, Type::Kind> Type::Type(T value)
noexcept : kind(std::move(value)) {}
template RETORT_API Type::Type(type::Null);
template RETORT_API Type::Type(type::Integer);
template RETORT_API Type::Type(type::SmallInteger);
template RETORT_API Type::Type(type::BigInteger);
template RETORT_API Type::Type(type::Numeric);
template RETORT_API Type::Type(type::Float);
template RETORT_API Type::Type(type::Double);
template RETORT_API Type::Type(type::String);
template RETORT_API Type::Type(type::Text);
template RETORT_API Type::Type(type::Unicode);
template RETORT_API Type::Type(type::UnicodeText);
template RETORT_API Type::Type(type::LargeBinary);
template RETORT_API Type::Type(type::Boolean);
template RETORT_API Type::Type(type::Date);
template RETORT_API Type::Type(type::Time);
template RETORT_API Type::Type(type::DateTime);
template RETORT_API Type::Type(type::Interval);
template RETORT_API Type::Type(type::Uuid);
template RETORT_API Type::Type(type::Json);
template RETORT_API Type::Type(type::Pickle);
template RETORT_API Type::Type(type::Enum);
template RETORT_API Type::Type(type::Array);
template RETORT_API Type::Type(type::Native);
template RETORT_API Type::Type(type::Domain);
template RETORT_API Type::Type(type::Verbatim);

OptionValue::OptionValue() = default;
OptionValue::OptionValue(const char* text) : Variant(std::string(text)) {}
OptionValue::OptionValue(std::string text) : Variant(std::move(text)) {}
OptionValue::OptionValue(int number) : Variant(static_cast<std::int64_t>(number)) {}
OptionValue::OptionValue(std::int64_t number) : Variant(number) {}
OptionValue::OptionValue(bool value) : Variant(value) {}
OptionValue::OptionValue(Null value) : Variant(value) {}
OptionValue::OptionValue(Expression value) : Variant(std::move(value)) {}
OptionValue::OptionValue(std::vector<std::string> names) : Variant(std::move(names)) {}
OptionValue::OptionValue(std::vector<Expression> values) : Variant(std::move(values)) {}
OptionValue::OptionValue(std::vector<std::pair<std::string, std::string>> pairs)
    : Variant(std::move(pairs)) {}
OptionValue::OptionValue(std::vector<std::pair<std::string, std::int64_t>> pairs)
    : Variant(std::move(pairs)) {}
OptionValue::OptionValue(const OptionValue& other) = default;
OptionValue::OptionValue(OptionValue&& other) noexcept = default;
OptionValue& OptionValue::operator=(const OptionValue& other) = default;
OptionValue& OptionValue::operator=(OptionValue&& other) noexcept = default;
OptionValue::~OptionValue() = default;

}  // namespace retort
