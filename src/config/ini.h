// SPDX-License-Identifier: MIT
// INI files as Python's ConfigParser reads them with its default settings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// A parsed file. Option names are lower-case, section names as written. Values are kept raw and
/// interpolated when asked for.
class IniDocument {
 public:
  /// An option: its lower-case name and raw value.
  using Option = std::pair<std::string, std::string>;
  struct Section {
    std::string name;
    std::vector<Option> options;
    friend bool operator==(const Section&, const Section&) = default;
  };

  IniDocument() = default;
  /// Throws ConfigError "path:line: reason" for the first thing that is wrong.
  static IniDocument parse(std::string_view text, std::string_view path);

  /// Sections in file order, [DEFAULT] left out.
  const std::vector<Section>& sections() const { return sections_; }
  bool has_section(std::string_view section) const;
  /// Whether the section exists and it or [DEFAULT] has the option.
  bool has_option(std::string_view section, std::string_view option) const;

  /// The interpolated value; absent when the section or option does not exist. Throws
  /// ConfigError for a bad interpolation.
  std::optional<std::string> value(std::string_view section, std::string_view option) const;
  /// The value without interpolation.
  std::optional<std::string> raw_value(std::string_view section, std::string_view option) const;
  /// All options of a section interpolated: those of [DEFAULT] first, then its own, each name
  /// once.
  std::vector<Option> items(std::string_view section) const;

  /// Adds to [DEFAULT], below what the file says there.
  void set_default(const std::string& option, const std::string& value);
  /// Makes the section when there is none. Throws ConfigError when the value could not be
  /// interpolated.
  void set(const std::string& section, const std::string& option, const std::string& value);
  void add_section(const std::string& section);
  void remove(std::string_view section, std::string_view option);

 private:
  friend class IniReader;
  const Section* find(std::string_view section) const;
  const std::string* find_raw(const Section& section, std::string_view option) const;
  void interpolate(std::string& out, const Section& section, std::string_view option,
                   std::string_view text, int depth, std::size_t& steps) const;

  std::vector<Section> sections_;
  Section defaults_{"DEFAULT", {}};
};

}  // namespace retort
