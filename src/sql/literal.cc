// SPDX-License-Identifier: MIT
#include "sql/literal.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace retort {
namespace {

LiteralForm native_form(const type::Native& native) {
  if (native.dialect == "mssql" && native.name == "BIT") return LiteralForm::boolean;
  // Oracle's DATE has a time of day.
  if (native.dialect == "oracle" && native.name == "DATE") return LiteralForm::datetime;
  using Entry = std::pair<std::string_view, LiteralForm>;
  static constexpr std::array<Entry, 70> forms{{
      {"VARCHAR", LiteralForm::string},
      {"CHAR", LiteralForm::string},
      {"TEXT", LiteralForm::string},
      {"NVARCHAR", LiteralForm::string},
      {"NCHAR", LiteralForm::string},
      {"CLOB", LiteralForm::string},
      {"CITEXT", LiteralForm::string},
      {"TINYTEXT", LiteralForm::string},
      {"MEDIUMTEXT", LiteralForm::string},
      {"LONGTEXT", LiteralForm::string},
      {"ENUM", LiteralForm::string},
      {"SET", LiteralForm::string},
      {"INTEGER", LiteralForm::integer},
      {"INT", LiteralForm::integer},
      {"SMALLINT", LiteralForm::integer},
      {"BIGINT", LiteralForm::integer},
      {"TINYINT", LiteralForm::integer},
      {"MEDIUMINT", LiteralForm::integer},
      {"NUMERIC", LiteralForm::number},
      {"DECIMAL", LiteralForm::number},
      {"FLOAT", LiteralForm::number},
      {"REAL", LiteralForm::number},
      {"DOUBLE", LiteralForm::number},
      {"DOUBLE_PRECISION", LiteralForm::number},
      {"BOOLEAN", LiteralForm::boolean},
      {"DATE", LiteralForm::date},
      {"TIME", LiteralForm::time},
      {"DATETIME", LiteralForm::datetime},
      {"TIMESTAMP", LiteralForm::datetime},
      {"BLOB", LiteralForm::binary},
      {"BYTEA", LiteralForm::binary},
      {"BINARY", LiteralForm::binary},
      {"VARBINARY", LiteralForm::binary},
      {"TINYBLOB", LiteralForm::binary},
      {"MEDIUMBLOB", LiteralForm::binary},
      {"LONGBLOB", LiteralForm::binary},
      {"INTERVAL", LiteralForm::interval},
      {"UUID", LiteralForm::uuid},
      {"JSON", LiteralForm::json},
      {"JSONB", LiteralForm::json},
      {"JSON_INDEX", LiteralForm::json_index},
      {"JSON_PATH", LiteralForm::json_path},
      {"JSONPATH", LiteralForm::json_path},
      {"INT4RANGE", LiteralForm::none},
      {"INT8RANGE", LiteralForm::none},
      {"NUMRANGE", LiteralForm::none},
      {"DATERANGE", LiteralForm::none},
      {"TSRANGE", LiteralForm::none},
      {"TSTZRANGE", LiteralForm::none},
      {"INET", LiteralForm::none},
      {"TSVECTOR", LiteralForm::none},
      {"NTEXT", LiteralForm::string},
      {"XML", LiteralForm::string},
      {"DATETIME2", LiteralForm::datetime},
      {"DATETIMEOFFSET", LiteralForm::datetime},
      {"SMALLDATETIME", LiteralForm::datetime},
      {"IMAGE", LiteralForm::binary},
      {"ROWVERSION", LiteralForm::binary},
      {"UNIQUEIDENTIFIER", LiteralForm::uuid},
      {"NUMBER", LiteralForm::number},
      {"BINARY_DOUBLE", LiteralForm::number},
      {"BINARY_FLOAT", LiteralForm::number},
      {"VARCHAR2", LiteralForm::string},
      {"NVARCHAR2", LiteralForm::string},
      {"NCLOB", LiteralForm::string},
      {"LONG", LiteralForm::string},
      {"RAW", LiteralForm::binary},
      {"BFILE", LiteralForm::binary},
      {"MONEY", LiteralForm::none},
      {"SMALLMONEY", LiteralForm::none},
  }};
  const auto found = std::find_if(forms.begin(), forms.end(),
                                  [&](const Entry& entry) { return entry.first == native.name; });
  return found == forms.end() ? LiteralForm::none : found->second;
}

}  // namespace

LiteralForm literal_form(const Type& type) {
  struct Visitor {
    LiteralForm operator()(const type::Null&) const { return LiteralForm::unknown; }
    LiteralForm operator()(const type::Integer&) const { return LiteralForm::integer; }
    LiteralForm operator()(const type::SmallInteger&) const { return LiteralForm::integer; }
    LiteralForm operator()(const type::BigInteger&) const { return LiteralForm::integer; }
    LiteralForm operator()(const type::Numeric&) const { return LiteralForm::number; }
    LiteralForm operator()(const type::Float&) const { return LiteralForm::number; }
    LiteralForm operator()(const type::Double&) const { return LiteralForm::number; }
    LiteralForm operator()(const type::String&) const { return LiteralForm::string; }
    LiteralForm operator()(const type::Text&) const { return LiteralForm::string; }
    LiteralForm operator()(const type::Unicode&) const { return LiteralForm::string; }
    LiteralForm operator()(const type::UnicodeText&) const { return LiteralForm::string; }
    LiteralForm operator()(const type::LargeBinary&) const { return LiteralForm::binary; }
    LiteralForm operator()(const type::Boolean&) const { return LiteralForm::boolean; }
    LiteralForm operator()(const type::Date&) const { return LiteralForm::date; }
    LiteralForm operator()(const type::Time&) const { return LiteralForm::time; }
    LiteralForm operator()(const type::DateTime&) const { return LiteralForm::datetime; }
    LiteralForm operator()(const type::Interval&) const { return LiteralForm::interval; }
    LiteralForm operator()(const type::Uuid&) const { return LiteralForm::uuid; }
    LiteralForm operator()(const type::Json&) const { return LiteralForm::json; }
    LiteralForm operator()(const type::Pickle&) const { return LiteralForm::binary; }
    LiteralForm operator()(const type::Enum&) const { return LiteralForm::string; }
    LiteralForm operator()(const type::Array&) const { return LiteralForm::array; }
    LiteralForm operator()(const type::Native& native) const { return native_form(native); }
    LiteralForm operator()(const type::Domain& domain) const {
      return literal_form(*domain.data_type);
    }
    // A type that we cannot model may take a value in its own form.
    LiteralForm operator()(const type::Verbatim&) const { return LiteralForm::unknown; }
  };
  return std::visit(Visitor{}, type.kind);
}

std::string float_text(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  std::array<char, 64> buffer{};
  auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                           std::chars_format::scientific)
                 .ptr;
  std::string shortest(buffer.data(), end);
  const std::size_t e = shortest.find('e');
  int exponent = 0;
  // from_chars takes no plus sign.
  const char* digits = shortest.c_str() + e + 1;
  std::from_chars(*digits == '+' ? digits + 1 : digits, shortest.c_str() + shortest.size(),
                  exponent);
  if (exponent >= -4 && exponent < 16) {
    end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                        std::chars_format::fixed)
              .ptr;
    std::string text(buffer.data(), end);
    if (text.find('.') == std::string::npos) text += ".0";
    return text;
  }
  return shortest;
}

std::string seconds_text(const Interval& interval) {
  // Added as whole microseconds, which long ones need more than 64 bits for: the sum of rounded
  // parts would show.
  const long double whole =
      static_cast<long double>(interval.days * 86400 + interval.seconds) * 1e6L +
      static_cast<long double>(interval.microseconds);
  return float_text(static_cast<double>(whole / 1e6L));
}

std::string iso_date(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string iso_time(const Time& time) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
  if (time.microsecond != 0) text += fmt::format(".{:06}", time.microsecond);
  if (time.utc_offset) {
    const int offset = std::abs(*time.utc_offset);
    text += fmt::format("{}{:02}:{:02}", *time.utc_offset < 0 ? '-' : '+', offset / 3600,
                        offset / 60 % 60);
    if (offset % 60 != 0) text += fmt::format(":{:02}", offset % 60);
  }
  return text;
}

std::string iso_datetime(const DateTime& time) {
  return iso_date(time.date) + ' ' + iso_time(time.time);
}

std::string dashed(const Uuid& uuid) {
  const std::string& hex = uuid.hex;
  if (hex.size() != 32) return hex;
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
         hex.substr(16, 4) + '-' + hex.substr(20);
}

std::string value_repr(const Value& value) {
  struct Visitor {
    std::string operator()(const Null&) const { return "None"; }
    std::string operator()(bool held) const { return held ? "True" : "False"; }
    std::string operator()(std::int64_t held) const { return std::to_string(held); }
    std::string operator()(double held) const { return float_text(held); }
    std::string operator()(const std::string& held) const { return repr(held); }
    std::string operator()(const Decimal& held) const { return "Decimal('" + held.digits + "')"; }
    std::string operator()(const Date& held) const {
      return fmt::format("datetime.date({}, {}, {})", held.year, held.month, held.day);
    }
    std::string operator()(const Time& held) const { return iso_time(held); }
    std::string operator()(const DateTime& held) const { return iso_datetime(held); }
    std::string operator()(const Interval& held) const {
      return fmt::format("datetime.timedelta(days={}, seconds={}, microseconds={})", held.days,
                         held.seconds, held.microseconds);
    }
    std::string operator()(const Uuid& held) const { return "UUID('" + dashed(held) + "')"; }
    std::string operator()(const Bytes& held) const { return "b" + repr(held.octets); }
    std::string operator()(const Json& held) const { return held.text; }
    std::string operator()(const List& held) const {
      std::string text = "[";
      for (const Value& item : held.items) {
        if (text.size() > 1) text += ", ";
        text += value_repr(item);
      }
      return text + "]";
    }
  };
  return std::visit(Visitor{}, value.base());
}

DateTime epoch_plus(const Interval& interval) {
  // Days to a calendar day, after Howard Hinnant's civil_from_days.
  const std::int64_t shifted = interval.days + 719468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  DateTime made;
  made.date.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  made.date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  made.date.year = static_cast<int>(year_of_era + era * 400 + (made.date.month <= 2 ? 1 : 0));
  made.time.hour = static_cast<int>(interval.seconds / 3600);
  made.time.minute = static_cast<int>(interval.seconds / 60 % 60);
  made.time.second = static_cast<int>(interval.seconds % 60);
  made.time.microsecond = static_cast<int>(interval.microseconds);
  return made;
}

}  // namespace retort
