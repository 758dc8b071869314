// SPDX-License-Identifier: MIT
#include "base/percent_format.h"

#include "retort/error.h"

#include "base/text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace retort {
namespace {

constexpr int size_limit = 10000;  // a width beyond any sense would only exhaust memory

struct Spec {
  bool left = false, plus = false, space = false, zero = false, alternate = false;
  int width = 0;
  int precision = -1;
  char conversion = 's';
};

[[noreturn]] void fail(std::string_view format, const std::string& reason) {
  throw Error("cannot format " + repr(format) + ": " + reason, ErrorCode::config);
}

std::string pad(std::string text, const Spec& spec) {
  const std::size_t length = utf8_length(text);
  const auto width = static_cast<std::size_t>(spec.width);
  if (length >= width) return text;
  const std::string blanks(width - length, ' ');
  return spec.left ? text + blanks : blanks + text;
}

std::string format_integer(long long value, const Spec& spec) {
  const bool negative = value < 0;
  const auto size = negative ? 0 - static_cast<unsigned long long>(value)
                             : static_cast<unsigned long long>(value);
  std::array<char, 32> buffer = {};
  const char* pattern = spec.conversion == 'x'   ? "%llx"
                        : spec.conversion == 'X' ? "%llX"
                        : spec.conversion == 'o' ? "%llo"
                                                 : "%llu";
  std::snprintf(buffer.data(), buffer.size(), pattern, size);
  std::string digits = buffer.data();
  if (spec.precision > static_cast<int>(digits.size()))
    digits.insert(0, static_cast<std::size_t>(spec.precision) - digits.size(), '0');
  std::string sign = negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
  if (spec.alternate && spec.conversion != 'd' && spec.conversion != 'i' && spec.conversion != 'u')
    sign += std::string("0") + spec.conversion;
  const std::size_t length = sign.size() + digits.size();
  if (spec.zero && !spec.left && static_cast<std::size_t>(spec.width) > length)
    digits.insert(0, static_cast<std::size_t>(spec.width) - length, '0');
  return pad(sign + digits, spec);
}

std::string format_real(double value, const Spec& spec) {
  std::string pattern = "%";
  if (spec.left) pattern += '-';
  if (spec.plus) pattern += '+';
  if (spec.space) pattern += ' ';
  if (spec.zero) pattern += '0';
  if (spec.alternate) pattern += '#';
  pattern += "*.*";
  pattern += spec.conversion;
  const int precision = spec.precision < 0 ? 6 : spec.precision;
  // The pattern is put together above from known parts; the compiler cannot see that.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  const int size = std::snprintf(nullptr, 0, pattern.c_str(), spec.width, precision, value);
  std::string out(static_cast<std::size_t>(size) + 1, '\0');
  std::snprintf(out.data(), out.size(), pattern.c_str(), spec.width, precision, value);
#pragma GCC diagnostic pop
  out.pop_back();
  return out;
}

std::string text_of(const FormatValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* integer = std::get_if<long long>(&value)) return std::to_string(*integer);
  Spec spec;
  spec.conversion = 'g';
  spec.precision = 12;
  return format_real(std::get<double>(value), spec);
}

class Formatter {
 public:
  Formatter(std::string_view format, const FormatLookup& lookup)
      : format_(format), lookup_(lookup) {}

  std::string run() {
    while (position_ < format_.size()) {
      const std::size_t percent = format_.find('%', position_);
      if (percent == std::string_view::npos) {
        out_ += format_.substr(position_);
        break;
      }
      out_ += format_.substr(position_, percent - position_);
      position_ = percent + 1;
      directive();
    }
    return std::move(out_);
  }

 private:
  char next() {
    if (position_ >= format_.size()) fail(format_, "a '%' at the end begins nothing");
    return format_[position_++];
  }

  int number() {
    int value = 0;
    while (position_ < format_.size() && is_digit(format_[position_])) {
      value = value * 10 + (format_[position_++] - '0');
      if (value > size_limit) fail(format_, "width or precision is too large");
    }
    return value;
  }

  std::optional<std::string_view> name() {
    if (position_ >= format_.size() || format_[position_] != '(') return std::nullopt;
    int depth = 1;
    const std::size_t start = ++position_;
    for (; position_ < format_.size(); ++position_) {
      if (format_[position_] == '(') ++depth;
      if (format_[position_] == ')' && --depth == 0)
        return format_.substr(start, position_++ - start);
    }
    fail(format_, "a '%(' has no ')'");
  }

  Spec read_spec() {
    Spec spec;
    for (bool flags = true; flags && position_ < format_.size();) {
      switch (format_[position_]) {
        case '-':
          spec.left = true;
          break;
        case '+':
          spec.plus = true;
          break;
        case ' ':
          spec.space = true;
          break;
        case '0':
          spec.zero = true;
          break;
        case '#':
          spec.alternate = true;
          break;
        default:
          flags = false;
      }
      if (flags) ++position_;
    }
    spec.width = number();
    if (position_ < format_.size() && format_[position_] == '.') {
      ++position_;
      spec.precision = number();
    }
    while (position_ < format_.size() &&
           std::string_view("hlL").find(format_[position_]) != std::string_view::npos)
      ++position_;  // C's length letters mean nothing in Python
    spec.conversion = next();
    return spec;
  }

  void directive() {
    const std::optional<std::string_view> key = name();
    const Spec spec = read_spec();
    if (spec.conversion == '%') {
      out_ += '%';
      return;
    }
    if (!key)
      fail(format_, "'%' must be followed by '%' or '(name)'; write '%%' for a percent sign");
    const std::optional<FormatValue> value = lookup_(*key);
    if (!value) fail(format_, "unknown name " + repr(*key));
    append(*key, *value, spec);
  }

  void append(std::string_view key, const FormatValue& value, const Spec& spec) {
    switch (spec.conversion) {
      case 's':
      case 'r':
      case 'a': {
        std::string text = text_of(value);
        if (spec.conversion != 's' && std::holds_alternative<std::string>(value)) text = repr(text);
        if (spec.precision >= 0) text = utf8_prefix(text, static_cast<std::size_t>(spec.precision));
        out_ += pad(std::move(text), spec);
        return;
      }
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        if (const auto* integer = std::get_if<long long>(&value)) {
          out_ += format_integer(*integer, spec);
          return;
        }
        if (const auto* real = std::get_if<double>(&value);
            real != nullptr && std::fabs(*real) < 9e18) {
          out_ += format_integer(static_cast<long long>(*real), spec);
          return;
        }
        break;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        if (const auto* integer = std::get_if<long long>(&value)) {
          out_ += format_real(static_cast<double>(*integer), spec);
          return;
        }
        if (const auto* real = std::get_if<double>(&value)) {
          out_ += format_real(*real, spec);
          return;
        }
        break;
      default:
        fail(format_, std::string("unsupported conversion '") + spec.conversion + "'");
    }
    fail(format_,
         std::string("%") + spec.conversion + " needs a number, and " + repr(key) + " is text");
  }

  std::string_view format_;
  const FormatLookup& lookup_;
  std::size_t position_ = 0;
  std::string out_;
};

}  // namespace

std::string percent_format(std::string_view format, const FormatLookup& lookup) {
  return Formatter(format, lookup).run();
}

}  // namespace retort
