// SPDX-License-Identifier: MIT
// The texts of graph errors.
#include "revision/errors.h"

#include <fmt/format.h>

namespace retort {

namespace {

std::string python_string(std::string_view text) {
  const bool prefers_double =
      text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
  const char quote = prefers_double ? '"' : '\'';
  std::string out(1, quote);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + quote;
}

/// An unknown revision is in the command line or in the version table; both look alike from here.
constexpr const char* elsewhere =
    "`history` lists the revisions that there are. If the database names this one, bring its file "
    "back, or say where the database stands with `stamp --purge`.";

[[noreturn]] void raise(RevisionErrorKind kind, const std::string& message,
                        RevisionError::Details details = {}) {
  details.kind = kind;
  details.cause = message;
  throw RevisionError(message, std::move(details));
}

}  // namespace

std::string join_comma(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

std::string Endpoint::text() const {
  if (empty()) return "base";
  if (!is_list) return items.front();
  std::string out = "(";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ", ";
    out += python_string(item);
  }
  return out + (items.size() == 1 ? ",)" : ")");
}

void fail(const std::string& message) { raise(RevisionErrorKind::general, message); }

void fail_resolution(const std::string& message, std::string_view argument) {
  RevisionError::Details details;
  details.argument = argument;
  raise(RevisionErrorKind::resolution, message, std::move(details));
}

void fail_multiple_heads(const std::vector<std::string>& heads, std::string_view argument) {
  RevisionError::Details details;
  details.argument = argument;
  details.revisions = heads;
  raise(RevisionErrorKind::multiple_heads,
        fmt::format("Multiple heads are present for given argument '{}'; {}", argument,
                    join_comma(heads)),
        std::move(details));
}

void fail_range(const std::string& lower, const std::string& upper) {
  RevisionError::Details details;
  details.lower = lower;
  details.upper = upper;
  raise(RevisionErrorKind::range_not_ancestor,
        fmt::format("Revision {} is not an ancestor of revision {}", lower, upper),
        std::move(details));
}

void fail_cycle(RevisionErrorKind kind, std::vector<std::string> revisions) {
  std::string_view name = "Cycle";
  if (kind == RevisionErrorKind::dependency_cycle) name = "Dependency cycle";
  if (kind == RevisionErrorKind::loop) name = "Self-loop";
  if (kind == RevisionErrorKind::dependency_loop) name = "Dependency self-loop";
  const std::string message =
      fmt::format("{} is detected in revisions ({})", name, join_comma(revisions));
  RevisionError::Details details;
  details.revisions = std::move(revisions);
  raise(kind, message, std::move(details));
}

void fail_relative(const std::string& number, const RelativeTarget& target) {
  const std::size_t digits = target.text.find_first_not_of('0', 1);
  const std::string count = digits == std::string::npos ? "0" : target.text.substr(digits);
  fail(fmt::format("Relative revision {} didn't produce {} migrations", number, count));
}

void rethrow_with_warnings(const RevisionError& error, std::vector<std::string> warnings) {
  RevisionError::Details details = error.details();
  details.warnings = std::move(warnings);
  throw RevisionError(error.what(), std::move(details), error.hint());
}

void rethrow_reworded(const RevisionError& error, const Wording& wording) {
  RevisionError::Details details = error.details();
  std::string message = error.what();
  std::string hint = error.hint();
  if (details.kind == RevisionErrorKind::range_not_ancestor) {
    message = !wording.range.empty()
                  ? wording.range
                  : fmt::format(
                        "Requested range {}:{} does not refer to ancestor/descendant revisions "
                        "along the same branch",
                        details.lower, details.upper);
  } else if (details.kind == RevisionErrorKind::multiple_heads) {
    const std::string& argument =
        wording.heads_argument.empty() ? details.argument : wording.heads_argument;
    message = !wording.multiple_heads.empty()
                  ? wording.multiple_heads
                  : fmt::format(
                        "Multiple head revisions are present for given argument '{0}'; please "
                        "specify a specific target revision, '<branchname>@{0}' to narrow to a "
                        "specific head, or 'heads' for all heads",
                        argument);
  } else if (details.kind == RevisionErrorKind::resolution) {
    message = fmt::format("Can't locate revision identified by '{}'", details.argument);
    if (hint.empty()) hint = elsewhere;
  }
  throw RevisionError(message, std::move(details), hint);
}

}  // namespace retort
