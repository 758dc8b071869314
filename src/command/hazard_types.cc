// SPDX-License-Identifier: MIT
// Types and defaults on PostgreSQL: which changes of a column's type leave the rows as they are.
#include "base/text.h"
#include "command/hazards.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace retort::command {
namespace {

/// A type taken apart: "character varying(50)" is varchar with the argument 50.
struct WrittenType {
  std::string base = {};
  std::vector<int> arguments = {};
  bool array = false;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> synonyms = {{
    {"character varying", "varchar"},
    {"character", "char"},
    {"bpchar", "char"},
    {"int", "integer"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"int2", "smallint"},
    {"decimal", "numeric"},
    {"bool", "boolean"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"float", "double precision"},
    {"timestamp without time zone", "timestamp"},
    {"timestamp with time zone", "timestamptz"},
    {"time without time zone", "time"},
    {"time with time zone", "timetz"},
    {"bit varying", "varbit"},
}};

WrittenType read_type(std::string_view text) {
  WrittenType type;
  SqlCursor at(text);
  while (!at.at_end()) {
    if (at.is("(")) {
      SqlCursor inside(at.brackets());
      while (!inside.at_end()) {
        type.arguments.push_back(std::atoi(plain_text(inside.until_comma()).c_str()));
      }
    } else if (const std::string word = at.name(); !word.empty()) {
      type.base += (type.base.empty() ? "" : " ") + word;
    } else {
      type.array = true;
      at.skip();
    }
  }
  for (const auto& [written, meant] : synonyms) {
    if (type.base == written) {
      type.base = meant;
      break;
    }
  }
  return type;
}

/// Types whose one argument is a length or a precision that may grow as it likes.
bool has_limit(std::string_view base) {
  return base == "varchar" || base == "varbit" || base == "timestamp" || base == "timestamptz" ||
         base == "time" || base == "timetz" || base == "interval";
}

int limit_of(const WrittenType& type) {
  constexpr int none = 1 << 30;
  return type.arguments.empty() ? none : type.arguments.front();
}

int scale_of(const WrittenType& type) { return type.arguments.size() > 1 ? type.arguments[1] : 0; }

/// How many octets an integer type has; 0 for others.
int width_of(std::string_view base) {
  if (base == "smallint") return 2;
  if (base == "integer") return 4;
  return base == "bigint" ? 8 : 0;
}

bool keeps_rows(const WrittenType& from, const WrittenType& to) {
  if (from.array != to.array) return false;
  if (from.base == to.base) {
    if (from.arguments == to.arguments) return true;
    if (has_limit(from.base)) return limit_of(to) >= limit_of(from);
    if (from.base != "numeric") return false;
    if (to.arguments.empty()) return true;
    return !from.arguments.empty() && limit_of(to) >= limit_of(from) &&
           scale_of(to) == scale_of(from);
  }
  if (from.base == "varchar" && to.base == "text") return true;
  if (from.base == "text" && to.base == "varchar") return to.arguments.empty();
  return from.base == "cidr" && to.base == "inet";
}

bool loses(const WrittenType& from, const WrittenType& to) {
  const auto is_text = [](const WrittenType& type) {
    return type.base == "text" || type.base == "varchar" || type.base == "char";
  };
  if (is_text(from)) return !is_text(to) || limit_of(to) < limit_of(from);
  if (width_of(from.base) > 0 && width_of(to.base) > 0) {
    return width_of(to.base) < width_of(from.base);
  }
  if (from.base == "numeric") {
    if (to.base != "numeric") return !is_text(to);
    return limit_of(to) - scale_of(to) < limit_of(from) - scale_of(from) ||
           (!to.arguments.empty() && scale_of(to) < scale_of(from));
  }
  if (from.base == "double precision") return to.base == "real" || width_of(to.base) > 0;
  if (from.base == "real") return width_of(to.base) > 0;
  if (from.base == "timestamp" || from.base == "timestamptz") {
    return to.base == "date" || to.base == "time" || limit_of(to) < limit_of(from);
  }
  return false;
}

}  // namespace

TypeChange compare_types(std::string_view from, std::string_view to) {
  if (from.empty()) return {.rewrite = TypeChange::Rewrite::unknown};
  const WrittenType before = read_type(from);
  const WrittenType after = read_type(to);
  return {.rewrite = keeps_rows(before, after) ? TypeChange::Rewrite::no : TypeChange::Rewrite::yes,
          .narrows = loses(before, after)};
}

Volatility default_volatility(const std::vector<SqlToken>& expression) {
  static constexpr std::array<std::string_view, 9> moving = {
      "random", "gen_random_uuid", "uuid_generate_v1", "uuid_generate_v4", "uuidv4",
      "uuidv7", "clock_timestamp", "timeofday",        "nextval"};
  static constexpr std::array<std::string_view, 32> fixed = {"now",
                                                             "transaction_timestamp",
                                                             "statement_timestamp",
                                                             "current_setting",
                                                             "date_trunc",
                                                             "to_timestamp",
                                                             "to_date",
                                                             "to_char",
                                                             "make_date",
                                                             "make_interval",
                                                             "make_timestamp",
                                                             "lower",
                                                             "upper",
                                                             "coalesce",
                                                             "concat",
                                                             "md5",
                                                             "array",
                                                             "jsonb_build_object",
                                                             "jsonb_build_array",
                                                             "json_build_object",
                                                             "to_jsonb",
                                                             "numeric",
                                                             "varchar",
                                                             "char",
                                                             "timestamp",
                                                             "localtimestamp",
                                                             "current_timestamp",
                                                             "current_time",
                                                             "timezone",
                                                             "cast",
                                                             "interval",
                                                             "bit"};
  Volatility worst = Volatility::constant;
  for (std::size_t i = 0; i + 1 < expression.size(); ++i) {
    const SqlToken& token = expression[i];
    const SqlToken& next = expression[i + 1];
    if (token.kind != SqlTokenKind::word || next.kind != SqlTokenKind::symbol || next.text != "(") {
      continue;
    }
    const std::string function = lower_ascii(token.text);
    if (std::find(moving.begin(), moving.end(), function) != moving.end()) {
      return Volatility::volatile_;
    }
    // A cast's type may have an argument, too.
    const bool cast = i > 0 && expression[i - 1].text == "::";
    if (!cast && std::find(fixed.begin(), fixed.end(), function) == fixed.end()) {
      worst = Volatility::unknown;
    }
  }
  return worst;
}

}  // namespace retort::command
