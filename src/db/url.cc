// SPDX-License-Identifier: MIT
// The grammar of database URLs, as SQLAlchemy reads and writes them.
#include "retort/url.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

[[noreturn]] void refuse(std::string hint = {}) {
  throw ConfigError("Could not parse SQLAlchemy URL from given URL string",
                    hint.empty() ? "A URL looks like postgresql://user:password@host:5432/name or "
                                   "sqlite:///path/to/file.db."
                                 : std::move(hint));
}

bool is_word_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// A malformed escape stays as it is.
std::string decode_percents(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        result += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    result += text[i];
  }
  return result;
}

std::string encode_percents(std::string_view text, std::string_view safe) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (is_word_byte(c) || c == '.' || c == '-' || c == '~' ||
        safe.find(c) != std::string_view::npos) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += digits[byte >> 4U];
      result += digits[byte & 15U];
    }
  }
  return result;
}

std::string encode_query(std::string_view text) {
  return replace_all(encode_percents(text, " "), " ", "+");
}

std::string decode_query(std::string_view text) {
  return decode_percents(replace_all(text, "+", " "));
}

/// Fields without a value are left out, as Python's parse_qsl does.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> query;
  for (const std::string& field : split(text, "&")) {
    const std::size_t equals = field.find('=');
    if (equals == std::string::npos || equals + 1 == field.size()) continue;
    query.emplace_back(decode_query(std::string_view(field).substr(0, equals)),
                       decode_query(std::string_view(field).substr(equals + 1)));
  }
  return query;
}

/// Takes "user:password@" from the front. A password may hold anything but '@', a user name
/// anything but ':' and '/'.
void take_credentials(std::string_view& rest, Url& url) {
  const std::string_view name = rest.substr(0, rest.find_first_of(":/"));
  if (name.size() < rest.size() && rest[name.size()] == ':') {
    const std::size_t at = rest.find('@', name.size());
    if (at != std::string_view::npos) {
      url.username = decode_percents(name);
      url.password = decode_percents(rest.substr(name.size() + 1, at - name.size() - 1));
      rest.remove_prefix(at + 1);
      return;
    }
  }
  const std::size_t at = name.rfind('@');
  if (at == std::string_view::npos) return;
  url.username = decode_percents(name.substr(0, at));
  rest.remove_prefix(at + 1);
}

void take_host(std::string_view& rest, Url& url) {
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  const std::size_t bracket = authority.rfind(']');
  std::size_t end = 0;
  if (!authority.empty() && authority.front() == '[' && bracket != std::string_view::npos &&
      bracket > 1) {
    url.host = std::string(authority.substr(1, bracket - 1));
    end = bracket + 1;
  } else {
    end = std::min(authority.find(':'), authority.size());
    if (end > 0) url.host = std::string(authority.substr(0, end));
  }
  const std::string_view port = authority.substr(end);
  if (port.size() > 1) {
    const std::optional<long long> number =
        port.front() == ':' ? parse_integer(port.substr(1)) : std::nullopt;
    if (!number || *number < 0 || *number > 65535) {
      refuse(
          "The part after the host must be a colon and a port number. Write special characters "
          "of a password percent-encoded (@ as %40, / as %2F).");
    }
    url.port = static_cast<int>(*number);
  } else if (port.size() == 1 && port.front() != ':') {
    refuse();
  }
  rest.remove_prefix(authority.size());
}

std::string render(const Url& url, std::string_view password) {
  std::string text = url.dialect;
  if (!url.driver.empty()) text += "+" + url.driver;
  text += "://";
  if (url.username) {
    text += encode_percents(*url.username, " +");
    if (url.password) text.append(":").append(password);
    text += '@';
  }
  if (url.host) {
    const bool brackets = url.host->find(':') != std::string::npos;
    text += brackets ? "[" + *url.host + "]" : *url.host;
  }
  if (url.port) text += ":" + std::to_string(*url.port);
  if (url.database) text += "/" + *url.database;
  auto query = url.query;
  std::stable_sort(query.begin(), query.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  char separator = '?';
  for (const auto& [key, value] : query) {
    text += separator + encode_query(key) + "=";
    const bool secret = password == "***" && (key == "password" || key == "sslpassword");
    text += secret ? "***" : encode_query(value);
    separator = '&';
  }
  return text;
}

}  // namespace

Url Url::parse(std::string_view text) {
  Url url;
  const std::size_t colon = text.find("://");
  if (colon == 0 || colon == std::string_view::npos) refuse();
  const std::string_view scheme = text.substr(0, colon);
  if (!std::all_of(scheme.begin(), scheme.end(),
                   [](char c) { return is_word_byte(c) || c == '+'; })) {
    refuse();
  }
  const std::size_t plus = scheme.find('+');
  url.dialect = std::string(scheme.substr(0, plus));
  if (plus != std::string_view::npos) url.driver = std::string(scheme.substr(plus + 1));
  if (url.dialect == "postgres") url.dialect = "postgresql";

  std::string_view rest = text.substr(colon + 3);
  take_credentials(rest, url);
  take_host(rest, url);
  const std::size_t question = rest.find('?');
  const std::string_view path = rest.substr(0, question);
  if (!path.empty()) url.database = std::string(path.substr(1));
  if (question != std::string_view::npos) url.query = parse_query(rest.substr(question + 1));
  return url;
}

std::string Url::masked() const { return render(*this, "***"); }

std::string Url::format() const {
  return render(*this, password ? encode_percents(*password, " +") : std::string());
}

}  // namespace retort
