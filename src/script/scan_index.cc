// SPDX-License-Identifier: MIT
// An index is a file <cache>/revisions/<digest of the folder's path>. It begins with a mark, which
// also tells the order of bytes, and a checksum of all that follows: Retort's version, the folder,
// and the entries. Numbers are as the machine has them; texts and lists have their length in front.
#include "script/scan_index.h"

#include "retort/error.h"
#include "retort/version.h"

#include "base/cache.h"
#include "base/md5.h"

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

namespace retort {
namespace {

/// Another number for another format.
constexpr std::uint64_t mark = 0x5265746f72740001;

constexpr std::size_t header_size = 2 * sizeof(std::uint64_t);

/// Tells damage, not malice: who may write here may as well change the revisions.
std::uint64_t checksum(std::string_view bytes) {
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;
  std::uint64_t sum = bytes.size();
  const auto mix = [&sum](std::uint64_t word) {
    sum = (sum ^ word) * factor;
    sum ^= sum >> 32U;
  };
  for (; bytes.size() >= sizeof(std::uint64_t); bytes.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    mix(word);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, bytes.data(), bytes.size());
  mix(rest);
  return sum;
}

class Encoder {
 public:
  template <class Number>
  void number(Number value) {
    static_assert(std::is_integral_v<Number>);
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const std::string& value : values) text(value);
  }
  void entry(const ScanEntry& entry) {
    text(entry.name);
    number(entry.stamp.device);
    number(entry.stamp.inode);
    number(entry.stamp.size);
    number(entry.stamp.modified);
    number(entry.stamp.changed);
    text(entry.rules);
    number(static_cast<std::uint8_t>(entry.revision ? 1 : 0));
    if (!entry.revision) return;
    text(entry.revision->revision);
    texts(entry.revision->down_revision);
    texts(entry.revision->branch_labels);
    texts(entry.revision->depends_on);
    text(entry.revision->longdoc);
  }
  std::string& out() { return out_; }

 private:
  std::string out_;
};

/// Reads what Encoder writes, from bytes that may be anything. After the first thing that cannot
/// be, `failed` is true and all further values are empty.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

  template <class Number>
  Number number() {
    Number value = 0;
    if (const std::string_view bytes = take(sizeof value); bytes.size() == sizeof value)
      std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number<std::uint32_t>())); }
  /// How many things follow, of which each takes some bytes.
  std::size_t count(std::size_t least_size) {
    const std::size_t count = number<std::uint32_t>();
    if (count <= rest_.size() / least_size) return count;
    failed_ = true;
    return 0;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values(count(sizeof(std::uint32_t)));
    for (std::string& value : values) value = text();
    return values;
  }
  ScanEntry entry() {
    ScanEntry entry;
    entry.name = text();
    entry.stamp.device = number<std::uint64_t>();
    entry.stamp.inode = number<std::uint64_t>();
    entry.stamp.size = number<std::uint64_t>();
    entry.stamp.modified = number<std::int64_t>();
    entry.stamp.changed = number<std::int64_t>();
    entry.rules = text();
    const auto kind = number<std::uint8_t>();
    if (kind > 1) failed_ = true;
    if (kind != 1) return entry;
    Revision& revision = entry.revision.emplace();
    revision.revision = text();
    revision.down_revision = texts();
    revision.branch_labels = texts();
    revision.depends_on = texts();
    revision.longdoc = text();
    return entry;
  }
  static constexpr std::size_t least_entry = 2 * sizeof(std::uint32_t) + 5 * sizeof(std::uint64_t);

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) failed_ = true;
    if (failed_) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::string indexes_folder(const std::string& cache) { return join_path(cache, "revisions"); }

std::string index_path(const std::string& cache, const std::string& folder) {
  return join_path(indexes_folder(cache), md5_hex(folder));
}

/// A length is kept in 32 bits.
bool can_be_kept(const ScanIndex& index) {
  std::size_t size = index.folder.size();
  for (const ScanEntry& entry : index.entries) {
    if (entry.revision) size += entry.revision->longdoc.size();
  }
  return size <= std::numeric_limits<std::uint32_t>::max() / 2;
}

}  // namespace

std::string encode_scan_index(const ScanIndex& index) {
  Encoder encoder;
  encoder.number(mark);
  encoder.number(std::uint64_t{0});
  encoder.text(version);
  encoder.text(index.folder);
  encoder.number(static_cast<std::uint32_t>(index.entries.size()));
  for (const ScanEntry& entry : index.entries) encoder.entry(entry);
  std::string out = std::move(encoder.out());
  const std::uint64_t sum = checksum(std::string_view(out).substr(header_size));
  std::memcpy(out.data() + sizeof mark, &sum, sizeof sum);
  return out;
}

std::optional<ScanIndex> decode_scan_index(std::string_view bytes) {
  Decoder header(bytes.substr(0, header_size));
  if (header.number<std::uint64_t>() != mark) return std::nullopt;
  const auto sum = header.number<std::uint64_t>();
  if (header.failed() || sum != checksum(bytes.substr(header_size))) return std::nullopt;
  return decode_scan_contents(bytes.substr(header_size));
}

std::optional<ScanIndex> decode_scan_contents(std::string_view bytes) {
  Decoder decoder(bytes);
  if (decoder.text() != version) return std::nullopt;
  ScanIndex index;
  index.folder = decoder.text();
  const std::size_t count = decoder.count(Decoder::least_entry);
  index.entries.reserve(count);
  for (std::size_t i = 0; i < count && !decoder.failed(); ++i) {
    index.entries.push_back(decoder.entry());
    if (i > 0 && index.entries[i - 1].name >= index.entries[i].name) return std::nullopt;
  }
  if (decoder.failed() || !decoder.at_end()) return std::nullopt;
  return index;
}

ScanIndex load_scan_index(const std::string& cache, const std::string& folder) {
  const std::string path = index_path(cache, folder);
  if (const std::optional<std::string> bytes = read_own_file(path)) {
    if (std::optional<ScanIndex> index = decode_scan_index(*bytes);
        index && index->folder == folder) {
      note_use(path);
      return std::move(*index);
    }
  }
  return {.folder = folder, .entries = {}};
}

void save_scan_index(const std::string& cache, const ScanIndex& index) {
  if (!can_be_kept(index)) return;
  const std::string folder = indexes_folder(cache);
  try {
    make_directories(folder);
    for (const DirectoryEntry& entry : list_directory(folder)) {
      const std::string path = join_path(folder, entry.name);
      if (is_unused(path)) remove_file(path);
    }
  } catch (const Error&) {
    // Another program may tidy up at the same time.
  }
  try {
    write_private_file(index_path(cache, index.folder), encode_scan_index(index));
  } catch (const Error&) {
    // What cannot be kept is read again.
  }
}

}  // namespace retort
