// SPDX-License-Identifier: MIT
// The object ids of built-in types are fixed (PostgreSQL: src/include/catalog/pg_type.dat).
#include "dialect/postgresql/values.h"

#include "retort/error.h"

#include "base/text.h"
#include "db/value_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace retort::postgresql {
namespace {

constexpr unsigned bool_type = 16;
constexpr unsigned bytea_type = 17;
constexpr unsigned int8_type = 20;
constexpr unsigned int2_type = 21;
constexpr unsigned int4_type = 23;
constexpr unsigned oid_type = 26;
constexpr unsigned json_type = 114;
constexpr unsigned float4_type = 700;
constexpr unsigned float8_type = 701;
constexpr unsigned date_type = 1082;
constexpr unsigned time_type = 1083;
constexpr unsigned timestamp_type = 1114;
constexpr unsigned timestamptz_type = 1184;
constexpr unsigned interval_type = 1186;
constexpr unsigned timetz_type = 1266;
constexpr unsigned numeric_type = 1700;
constexpr unsigned uuid_type = 2950;
constexpr unsigned jsonb_type = 3802;
constexpr unsigned text_type = 25;

/// Array type -> type of its elements.
constexpr std::array<std::pair<unsigned, unsigned>, 22> array_types = {{
    {199, json_type},    {1000, bool_type},        {1001, bytea_type},     {1002, text_type},
    {1003, text_type},   {1005, int2_type},        {1007, int4_type},      {1009, text_type},
    {1014, text_type},   {1015, text_type},        {1016, int8_type},      {1021, float4_type},
    {1022, float8_type}, {1028, oid_type},         {1115, timestamp_type}, {1182, date_type},
    {1183, time_type},   {1185, timestamptz_type}, {1187, interval_type},  {1231, numeric_type},
    {2951, uuid_type},   {3807, jsonb_type},
}};

std::string quoted_element(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string array_text(const List& list) {
  std::string result = "{";
  for (const Value& item : list.items) {
    if (result.size() > 1) result += ',';
    if (const auto* inner = std::get_if<List>(&item.base())) {
      result += array_text(*inner);
      continue;
    }
    const EncodedParameter element = encode(item);
    result += element.text ? quoted_element(*element.text) : "NULL";
  }
  return result + "}";
}

struct Encoder {
  EncodedParameter operator()(const Null&) const { return {}; }
  EncodedParameter operator()(bool value) const { return {bool_type, value ? "t" : "f"}; }
  EncodedParameter operator()(std::int64_t value) const {
    // As a number written in SQL: the smaller type where it fits, so that f(int) is found.
    const bool small = value >= std::numeric_limits<std::int32_t>::min() &&
                       value <= std::numeric_limits<std::int32_t>::max();
    return {small ? int4_type : int8_type, std::to_string(value)};
  }
  EncodedParameter operator()(double value) const {
    return {float8_type, fmt::format("{}", value)};
  }
  EncodedParameter operator()(const std::string& value) const { return {0, value}; }
  EncodedParameter operator()(const Decimal& value) const { return {numeric_type, value.digits}; }
  EncodedParameter operator()(const Date& value) const { return {date_type, date_text(value)}; }
  EncodedParameter operator()(const Time& value) const {
    return {value.utc_offset ? timetz_type : time_type, time_text(value)};
  }
  EncodedParameter operator()(const DateTime& value) const {
    return {value.time.utc_offset ? timestamptz_type : timestamp_type, datetime_text(value)};
  }
  EncodedParameter operator()(const Interval& value) const {
    return {interval_type, fmt::format("{} days {} seconds {} microseconds", value.days,
                                       value.seconds, value.microseconds)};
  }
  EncodedParameter operator()(const Uuid& value) const { return {uuid_type, value.hex}; }
  EncodedParameter operator()(const Bytes& value) const {
    return {bytea_type, "\\x" + hex_text(value.octets)};
  }
  EncodedParameter operator()(const Json& value) const { return {0, value.text}; }
  EncodedParameter operator()(const List& value) const { return {0, array_text(value)}; }
};

Value integer(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data(), end, number).ptr != end) return text;
  return number;
}

Value floating(std::string_view text) {
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  double number = 0;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data(), end, number).ptr != end) return text;
  return number;
}

/// bytea in the hex format, or in the escape format of old settings.
Value bytes(std::string_view text) {
  if (text.substr(0, 2) == "\\x") {
    if (auto octets = parse_hex(text.substr(2))) return Bytes{std::move(*octets)};
  }
  std::string octets;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      octets += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == '\\') {
      octets += text[++i];
    } else if (i + 3 < text.size()) {
      octets += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                  (text[i + 3] - '0'));
      i += 3;
    }
  }
  return Bytes{std::move(octets)};
}

/// "1 year 2 mons -3 days +04:05:06.789"; a month counts 30 days and a year 365, as psycopg2 does.
std::optional<Interval> parse_interval(std::string_view text) {
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int64_t microseconds = 0;
  const std::vector<std::string> words = split_words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].find(':') == std::string::npos) {
      const std::optional<long long> number = parse_integer(words[i]);
      if (!number || i + 1 == words.size()) return {};
      const std::string& unit = words[++i];
      if (unit.starts_with("year")) {
        days += *number * 365;
      } else if (unit.starts_with("mon")) {
        days += *number * 30;
      } else if (unit.starts_with("day")) {
        days += *number;
      } else {
        return {};
      }
      continue;
    }
    const bool negative = words[i].front() == '-';
    const std::size_t start = negative || words[i].front() == '+' ? 1 : 0;
    const std::vector<std::string> parts = split(std::string_view(words[i]).substr(start), ":");
    const auto hours = parse_integer(parts.front());
    const auto rest =
        parts.size() == 3 ? parse_time("00:" + parts[1] + ":" + parts[2]) : std::nullopt;
    if (!hours || !rest) return {};
    const std::int64_t sign = negative ? -1 : 1;
    seconds += sign * (*hours * 3600 + rest->minute * 60 + rest->second);
    microseconds += sign * rest->microsecond;
  }
  return make_interval(days, seconds, microseconds);
}

/// Reads one array from the front: "{1,NULL,"a b",{2}}".
class ArrayReader {
 public:
  ArrayReader(unsigned element, std::string_view text) : element_(element), rest_(text) {}

  std::optional<List> read() {
    // "[2:3]={1,2}": bounds have no place in a List.
    if (!rest_.empty() && rest_.front() == '[') {
      const std::size_t equals = rest_.find('=');
      if (equals == std::string_view::npos) return {};
      rest_.remove_prefix(equals + 1);
    }
    std::optional<List> list = read_list();
    if (!rest_.empty()) return {};
    return list;
  }

 private:
  std::optional<List> read_list() {
    if (rest_.empty() || rest_.front() != '{') return {};
    rest_.remove_prefix(1);
    List list;
    if (!rest_.empty() && rest_.front() == '}') {
      rest_.remove_prefix(1);
      return list;
    }
    while (!rest_.empty()) {
      std::optional<Value> item = read_item();
      if (!item || rest_.empty()) return {};
      list.items.push_back(std::move(*item));
      const char next = rest_.front();
      rest_.remove_prefix(1);
      if (next == '}') return list;
      if (next != ',') return {};
    }
    return {};
  }

  std::optional<Value> read_item() {
    if (rest_.front() == '{') {
      std::optional<List> inner = read_list();
      if (!inner) return {};
      return Value(std::move(*inner));
    }
    if (rest_.front() != '"') {
      const std::string_view word = rest_.substr(0, rest_.find_first_of(",}"));
      rest_.remove_prefix(word.size());
      return word == "NULL" ? Value() : decode(element_, word);
    }
    std::string text;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return decode(element_, text);
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
      text += rest_[i];
    }
    return {};
  }

  unsigned element_;
  std::string_view rest_;
};

template <class T>
Value or_text(std::optional<T> value, std::string_view text) {
  if (!value) return text;
  return Value(std::move(*value));
}

}  // namespace

EncodedParameter encode(const Value& value) {
  EncodedParameter result = std::visit(Encoder(), value.base());
  if (result.text && result.text->find('\0') != std::string::npos) {
    throw Error("PostgreSQL has no text with a NUL character", ErrorCode::argument,
                "Give binary data as Bytes.");
  }
  return result;
}

Value decode(unsigned type, std::string_view text) {
  switch (type) {
    case bool_type:
      return text == "t";
    case bytea_type:
      return bytes(text);
    case int2_type:
    case int4_type:
    case int8_type:
    case oid_type:
      return integer(text);
    case float4_type:
    case float8_type:
      return floating(text);
    case numeric_type:
      return Decimal{std::string(text)};
    case date_type:
      return or_text(parse_date(text), text);
    case time_type:
    case timetz_type:
      return or_text(parse_time(text), text);
    case timestamp_type:
    case timestamptz_type:
      return or_text(parse_datetime(text), text);
    case interval_type:
      return or_text(parse_interval(text), text);
    case uuid_type:
      return Uuid{replace_all(text, "-", "")};
    case json_type:
    case jsonb_type:
      return Json{std::string(text)};
    default:
      break;
  }
  for (const auto& [array, element] : array_types) {
    if (array == type) return or_text(ArrayReader(element, text).read(), text);
  }
  return text;
}

}  // namespace retort::postgresql
