// SPDX-License-Identifier: MIT
// What the files of a folder were found to say, kept from one run to the next: a file that is as it
// was is not read again. As bytes, and on disk.
#pragma once

#include "retort/revision.h"

#include "base/files.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// What one file said.
struct ScanEntry {
  std::string name;  ///< without the folder
  FileStamp stamp;
  std::string rules;                 ///< by which it was read (Frontend::scan_rules)
  std::optional<Revision> revision;  ///< without its path; absent: the file is no revision
  bool operator==(const ScanEntry&) const = default;
};

/// The entries of one folder, sorted by name.
struct ScanIndex {
  std::string folder;  ///< absolute, without links
  std::vector<ScanEntry> entries;
  bool operator==(const ScanIndex&) const = default;
};

/// For this machine and this version of Retort.
std::string encode_scan_index(const ScanIndex& index);
/// Absent when the bytes are not what encode_scan_index makes: damaged, cut off, or another's.
std::optional<ScanIndex> decode_scan_index(std::string_view bytes);
/// The same for what follows the mark and the checksum.
std::optional<ScanIndex> decode_scan_contents(std::string_view bytes);

/// The folder's index in a cache; without entries when there is none that can be used.
ScanIndex load_scan_index(const std::string& cache, const std::string& folder);
/// Keeps an index, and drops those that nobody has used for long. Where that cannot be done it is
/// not done.
void save_scan_index(const std::string& cache, const ScanIndex& index);

}  // namespace retort
