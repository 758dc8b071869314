// SPDX-License-Identifier: MIT
// What the type formatters and parsers of the dialects share: the forms of SQL-standard types, and
// a catalog's type text taken apart.
#pragma once

#include "retort/type.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// An argument of a type; null when it is not given.
const Value* find_argument(const type::Native& type, std::string_view name);
std::optional<int> number_argument(const type::Native& type, std::string_view name);
std::string text_argument(const type::Native& type, std::string_view name);
bool flag_argument(const type::Native& type, std::string_view name);
std::vector<std::string> list_argument(const type::Native& type, std::string_view name);

/// NAME, NAME(10); a length of nothing and of 0 is left out.
std::string with_length(std::string_view name, std::optional<int> length);
/// NAME, NAME(10), NAME(10, 2).
std::string with_precision(std::string_view name, std::optional<int> precision,
                           std::optional<int> scale);
/// VARCHAR(10) COLLATE "de_DE".
std::string string_type(std::string_view name, std::optional<int> length,
                        std::string_view collation);
/// The VARCHAR that an enumeration is where there is no type for it.
std::string enum_varchar(const type::Enum& type);
/// Its length: the one given, else that of the longest value.
int enum_varchar_length(const type::Enum& type);

/// What is thrown for type::Null.
[[noreturn]] void refuse_null_type();
/// What is thrown for a type of another database.
[[noreturn]] void refuse_type(std::string_view dialect, std::string_view name);

/// "numeric(10, 2) unsigned": the words before the parentheses, what is in them, and the words
/// after.
struct TypeText {
  std::string name;                    ///< lower case, single blanks
  std::vector<std::string> arguments;  ///< quotes taken off
  std::string rest;                    ///< after the parentheses, lower case, single blanks
  bool has_arguments = false;

  std::optional<int> number(std::size_t index) const;
};
TypeText split_type(std::string_view text);

/// A Native type of a dialect ("" for the standard's), from the arguments that are set.
Type native(std::string dialect, std::string name, std::vector<type::Argument> arguments = {});
/// The argument, unless the number is absent.
void add_argument(std::vector<type::Argument>& arguments, std::string name,
                  std::optional<int> number);

}  // namespace retort
