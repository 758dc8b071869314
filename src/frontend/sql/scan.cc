// SPDX-License-Identifier: MIT
#include "frontend/sql/scan.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace retort {

namespace {

constexpr std::array<std::string_view, 6> fields = {"revision",   "down_revision", "branch_labels",
                                                    "depends_on", "create_date",   "transaction"};

[[noreturn]] void fail(std::string_view path, int line, const std::string& problem,
                       std::string hint = {}) {
  throw ScriptError(std::string(path) + ":" + std::to_string(line) + ": " + problem,
                    {.path = std::string(path), .line = line}, std::move(hint));
}

/// Goes through a text line by line.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {
    if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);
  }
  bool next() {
    if (rest_.empty()) return false;
    const std::size_t end = rest_.find('\n');
    complete_ = end != std::string_view::npos;
    line_ = strip_right(rest_.substr(0, end));
    begin_ = rest_.data();
    rest_.remove_prefix(complete_ ? end + 1 : rest_.size());
    ++number_;
    return true;
  }
  std::string_view line() const { return line_; }
  int number() const { return number_; }
  bool complete() const { return complete_; }  ///< the line has an end
  const char* begin() const { return begin_; }
  const char* end() const { return rest_.data(); }

 private:
  std::string_view rest_;
  std::string_view line_;
  const char* begin_ = nullptr;
  int number_ = 0;
  bool complete_ = false;
};

bool is_comment(std::string_view line) { return line.substr(0, 2) == "--"; }

/// What a comment line says.
std::string_view comment_text(std::string_view line) {
  line.remove_prefix(2);
  if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  return line;
}

enum class Mark { none, upgrade, downgrade };

/// `-- upgrade` and `-- downgrade`, alone on their line.
Mark mark_of(std::string_view line) {
  if (!is_comment(line)) return Mark::none;
  const std::string word = lower_ascii(strip(comment_text(line)));
  if (word == "upgrade") return Mark::upgrade;
  return word == "downgrade" ? Mark::downgrade : Mark::none;
}

struct Field {
  std::string_view name;
  std::string_view value;
};

/// `name: value`, where the name is one word of lower-case letters.
std::optional<Field> field_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(0, colon);
  const bool word = std::all_of(name.begin(), name.end(),
                                [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  if (!word) return std::nullopt;
  return Field{.name = name, .value = strip(text.substr(colon + 1))};
}

bool is_known(std::string_view name) {
  return std::find(fields.begin(), fields.end(), name) != fields.end();
}

std::vector<std::string> list_of(std::string_view value) {
  std::vector<std::string> items;
  for (const std::string& piece : split(value, ",")) {
    if (const std::string_view item = strip(piece); !item.empty()) items.emplace_back(item);
  }
  return items;
}

/// What stands in the header.
struct Header {
  Revision revision;
  std::string prose;
  std::string create_date;
  bool transaction = true;
  int first_field_line = 0;
  std::set<std::string, std::less<>> seen;
};

void read_field(std::string_view path, int line, const Field& field, Header& header) {
  if (!is_known(field.name)) {
    fail(path, line, "a revision has no field " + std::string(field.name),
         "The fields are revision, down_revision, branch_labels, depends_on, create_date and "
         "transaction; prose stands before them");
  }
  if (!header.seen.insert(std::string(field.name)).second) {
    fail(path, line, "the field " + std::string(field.name) + " is given twice");
  }
  if (header.first_field_line == 0) header.first_field_line = line;
  if (field.name == "revision") {
    if (field.value.empty()) fail(path, line, "the revision has no identifier");
    header.revision.revision = field.value;
  } else if (field.name == "down_revision") {
    header.revision.down_revision = list_of(field.value);
  } else if (field.name == "branch_labels") {
    header.revision.branch_labels = list_of(field.value);
  } else if (field.name == "depends_on") {
    header.revision.depends_on = list_of(field.value);
  } else if (field.name == "create_date") {
    header.create_date = field.value;
  } else if (field.value == "true" || field.value == "false") {
    header.transaction = field.value == "true";
  } else {
    fail(path, line, "transaction must be true or false");
  }
}

/// Reads on to the first line that is not the header's; false when the text ends before that.
bool read_header(const ScanInput& input, Lines& lines, Header& header) {
  const std::string_view path = input.path;
  while (lines.next()) {
    if (!lines.complete() && !input.whole) return false;
    if (lines.line().empty()) continue;
    if (!is_comment(lines.line()) || mark_of(lines.line()) != Mark::none) return true;
    const std::string_view text = comment_text(lines.line());
    const std::optional<Field> field = field_of(text);
    if (field && (is_known(field->name) || header.first_field_line != 0)) {
      read_field(path, lines.number(), *field, header);
    } else if (header.first_field_line == 0) {
      if (text.substr(0, 5) != "SPDX-") header.prose += std::string(text) + "\n";
    } else if (!strip(text).empty()) {
      fail(path, lines.number(), "expected a field (name: value) in the header",
           "Prose stands before the first field");
    }
  }
  return false;
}

/// The text that Alembic's template puts into the docstring.
std::string longdoc_of(const Header& header) {
  std::string doc(strip(header.prose));
  doc += "\n\nRevision ID: " + header.revision.revision;
  doc += "\nRevises: " + join(header.revision.down_revision, ", ");
  if (!header.create_date.empty()) doc += "\nCreate Date: " + header.create_date;
  return std::string(strip(doc));
}

}  // namespace

ScanResult scan_sql(const ScanInput& input) {
  Lines lines(input.text);
  Header header;
  if (!read_header(input, lines, header) && !input.whole) {
    return {.status = ScanStatus::incomplete, .revision = {}};
  }
  const bool identity = header.seen.count("revision") + header.seen.count("down_revision") +
                            header.seen.count("branch_labels") + header.seen.count("depends_on") >
                        0;
  if (!identity) return {};
  for (const std::string_view field : {"revision", "down_revision"}) {
    if (header.seen.count(field) == 0) {
      fail(input.path, header.first_field_line, "the field " + std::string(field) + " is missing",
           "A base revision has an empty down_revision");
    }
  }
  header.revision.longdoc = longdoc_of(header);
  return {.status = ScanStatus::revision, .revision = std::move(header.revision)};
}

SqlParts read_sql_parts(std::string_view path, std::string_view text) {
  Lines lines(text);
  Header header;
  SqlParts parts;
  bool more = read_header({.path = path, .text = text}, lines, header);
  parts.transaction = header.transaction;
  int upgrade_mark = 0;
  int downgrade_mark = 0;
  std::string_view* part = nullptr;
  for (; more; more = lines.next()) {
    const Mark mark = mark_of(lines.line());
    if (mark == Mark::none) {
      if (part != nullptr) {
        *part =
            std::string_view(part->data(), static_cast<std::size_t>(lines.end() - part->data()));
      } else if (!lines.line().empty() && !is_comment(lines.line())) {
        fail(path, lines.number(), "there is SQL before the mark -- upgrade");
      }
      continue;
    }
    int& line = mark == Mark::upgrade ? upgrade_mark : downgrade_mark;
    const std::string name = mark == Mark::upgrade ? "-- upgrade" : "-- downgrade";
    if (line != 0) fail(path, lines.number(), "the mark " + name + " is given twice");
    line = lines.number();
    part = mark == Mark::upgrade ? &parts.upgrade : &parts.downgrade;
    *part = text.substr(static_cast<std::size_t>(lines.end() - text.data()), 0);
    (mark == Mark::upgrade ? parts.upgrade_line : parts.downgrade_line) = line + 1;
  }
  if (upgrade_mark == 0) fail(path, lines.number(), "the mark -- upgrade is missing");
  if (downgrade_mark == 0) {
    fail(path, lines.number(), "the mark -- downgrade is missing",
         "A revision that cannot be undone has an empty part");
  }
  return parts;
}

}  // namespace retort
