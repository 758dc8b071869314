// SPDX-License-Identifier: MIT
// https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
#include "config/ini.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>
#include <limits>
#include <set>

namespace retort {
namespace {

constexpr int depth_limit = 10;
constexpr std::size_t step_limit = 10000;  // ten levels of many references would never end
constexpr std::string_view default_section = "DEFAULT";

const std::string* find_in(const std::vector<IniDocument::Option>& options, std::string_view name) {
  for (const IniDocument::Option& option : options)
    if (option.first == name) return &option.second;
  return nullptr;
}

void put(std::vector<IniDocument::Option>& options, const std::string& name,
         const std::string& value) {
  for (IniDocument::Option& option : options)
    if (option.first == name) {
      option.second = value;
      return;
    }
  options.emplace_back(name, value);
}

/// Length of "%(name)s" at the start of the text; 0 when it does not start so.
std::size_t reference_length(std::string_view text) {
  const std::size_t close = text.find(')');
  if (text.substr(0, 2) != "%(" || close == std::string_view::npos || close == 2) return 0;
  return close + 1 < text.size() && text[close + 1] == 's' ? close + 2 : 0;
}

std::string where(std::string_view section, std::string_view option) {
  return "option " + repr(option) + " in section " + repr(section);
}

}  // namespace

/// One pass over the lines. An option's value goes on in lines that are indented deeper.
class IniReader {
 public:
  IniReader(std::string_view text, std::string_view path) : text_(text), path_(path) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  }

  IniDocument read() {
    for (const std::string_view line : split_lines(text_)) {
      ++number_;
      read_line(line);
    }
    for (IniDocument::Section& section : document_.sections_) finish(section);
    finish(document_.defaults_);
    return std::move(document_);
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw ConfigError(std::string(path_) + ":" + std::to_string(number_) + ": " + reason);
  }

  static void finish(IniDocument::Section& section) {
    for (IniDocument::Option& option : section.options) option.second = strip_right(option.second);
  }

  IniDocument::Section& current() {
    return section_ == in_defaults ? document_.defaults_ : document_.sections_[section_];
  }

  void append_to_option(std::string_view value) {
    std::string& known = current().options.back().second;
    known += '\n';
    known += value;
  }

  void read_line(std::string_view line) {
    const std::string_view value = strip(line);
    if (value.empty()) {  // may be a blank line inside a value
      if (in_option_) append_to_option("");
      return;
    }
    if (value.front() == '#' || value.front() == ';') return;
    const std::size_t indent = static_cast<std::size_t>(value.data() - line.data());
    if (in_option_ && indent > indent_) {
      append_to_option(value);
      return;
    }
    indent_ = indent;
    const std::size_t bracket = value.rfind(']');
    if (value.front() == '[' && bracket != std::string_view::npos && bracket > 1) {
      begin_section(value.substr(1, bracket - 1));
    } else if (section_ == no_section) {
      fail("no [section] before " + repr(value));
    } else {
      read_option(value);
    }
  }

  void begin_section(std::string_view name) {
    in_option_ = false;
    if (name == default_section) {
      section_ = in_defaults;
      return;
    }
    if (document_.has_section(name)) fail("section " + repr(name) + " already exists");
    section_ = document_.sections_.size();
    document_.sections_.push_back({std::string(name), {}});
  }

  void read_option(std::string_view line) {
    const std::size_t delimiter = line.find_first_of("=:");
    if (delimiter == std::string_view::npos)
      fail("neither a section, an option nor a comment: " + repr(line));
    const std::string name = lower(strip_right(line.substr(0, delimiter)));
    if (name.empty()) fail("an option without a name: " + repr(line));
    if (!seen_.insert({section_, name}).second)
      fail(where(current().name, name) + " already exists");
    current().options.emplace_back(name, strip(line.substr(delimiter + 1)));
    in_option_ = true;
  }

  static constexpr std::size_t no_section = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t in_defaults = no_section - 1;

  std::string_view text_;
  std::string_view path_;
  IniDocument document_;
  std::set<std::pair<std::size_t, std::string>> seen_;
  std::size_t section_ = no_section;
  bool in_option_ = false;
  std::size_t indent_ = 0;
  std::size_t number_ = 0;
};

IniDocument IniDocument::parse(std::string_view text, std::string_view path) {
  if (text.find('\0') != std::string_view::npos)
    throw ConfigError("cannot read '" + std::string(path) + "': it is a binary file, not text");
  return IniReader(text, path).read();
}

const IniDocument::Section* IniDocument::find(std::string_view section) const {
  const auto found = std::find_if(sections_.begin(), sections_.end(),
                                  [&](const Section& known) { return known.name == section; });
  return found == sections_.end() ? nullptr : &*found;
}

const std::string* IniDocument::find_raw(const Section& section, std::string_view option) const {
  const std::string* own = find_in(section.options, option);
  return own != nullptr ? own : find_in(defaults_.options, option);
}

bool IniDocument::has_section(std::string_view section) const { return find(section) != nullptr; }

bool IniDocument::has_option(std::string_view section, std::string_view option) const {
  const Section* found = find(section);
  return found != nullptr && find_raw(*found, lower(option)) != nullptr;
}

std::optional<std::string> IniDocument::raw_value(std::string_view section,
                                                  std::string_view option) const {
  const Section* found = find(section);
  const std::string* raw = found == nullptr ? nullptr : find_raw(*found, lower(option));
  if (raw == nullptr) return std::nullopt;
  return *raw;
}

std::optional<std::string> IniDocument::value(std::string_view section,
                                              std::string_view option) const {
  const Section* found = find(section);
  const std::string name = lower(option);
  const std::string* raw = found == nullptr ? nullptr : find_raw(*found, name);
  if (raw == nullptr) return std::nullopt;
  std::string out;
  std::size_t steps = 0;
  interpolate(out, *found, name, *raw, 1, steps);
  return out;
}

std::vector<IniDocument::Option> IniDocument::items(std::string_view section) const {
  const Section* found = find(section);
  std::vector<Option> out;
  if (found == nullptr) return out;
  std::vector<Option> raw = defaults_.options;
  for (const Option& option : found->options) put(raw, option.first, option.second);
  for (const Option& option : raw) {
    out.emplace_back(option.first, std::string());
    std::size_t steps = 0;
    interpolate(out.back().second, *found, option.first, option.second, 1, steps);
  }
  return out;
}

void IniDocument::interpolate(std::string& out, const Section& section, std::string_view option,
                              std::string_view text, int depth, std::size_t& steps) const {
  if (depth > depth_limit || ++steps > step_limit)
    throw ConfigError(
        "Recursion limit exceeded in value substitution: " + where(section.name, option) +
        " contains an interpolation key which cannot be substituted in " +
        std::to_string(depth_limit) + " steps. Raw value: " + repr(text));
  while (!text.empty()) {
    const std::size_t percent = text.find('%');
    out += text.substr(0, percent);
    if (percent == std::string_view::npos) return;
    text.remove_prefix(percent);
    if (text.substr(0, 2) == "%%") {
      out += '%';
      text.remove_prefix(2);
      continue;
    }
    if (text.substr(0, 2) != "%(")
      throw ConfigError("'%' must be followed by '%' or '(', found: " + repr(text) + " (" +
                        where(section.name, option) + ")");
    const std::size_t length = reference_length(text);
    if (length == 0)
      throw ConfigError("bad interpolation variable reference " + repr(text) + " (" +
                        where(section.name, option) + ")");
    const std::string name = lower(text.substr(2, length - 4));
    const std::string* value = find_raw(section, name);
    if (value == nullptr)
      throw ConfigError(
          "Bad value substitution: " + where(section.name, option) +
          " contains an interpolation key " + repr(name) +
          " which is not a valid option name. Raw value: " + repr(*find_raw(section, option)));
    interpolate(out, section, option, *value, depth + 1, steps);
    text.remove_prefix(length);
  }
}

void IniDocument::set_default(const std::string& option, const std::string& value) {
  if (find_in(defaults_.options, lower(option)) == nullptr)
    defaults_.options.insert(defaults_.options.begin(), {lower(option), value});
}

void IniDocument::add_section(const std::string& section) {
  if (!has_section(section)) sections_.push_back({section, {}});
}

void IniDocument::set(const std::string& section, const std::string& option,
                      const std::string& value) {
  for (std::string_view rest = value; !rest.empty();) {
    const std::size_t percent = rest.find('%');
    if (percent == std::string_view::npos) break;
    rest.remove_prefix(percent);
    const std::size_t length = rest.substr(0, 2) == "%%" ? 2 : reference_length(rest);
    if (length == 0)
      throw ConfigError("invalid interpolation syntax in " + repr(value) + " at position " +
                            std::to_string(value.size() - rest.size()),
                        "Write %% for a percent sign.");
    rest.remove_prefix(length);
  }
  add_section(section);
  for (Section& known : sections_)
    if (known.name == section) put(known.options, lower(option), value);
}

void IniDocument::remove(std::string_view section, std::string_view option) {
  for (Section& known : sections_)
    if (known.name == section)
      std::erase_if(known.options,
                    [name = lower(option)](const Option& item) { return item.first == name; });
}

}  // namespace retort
