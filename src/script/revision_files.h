// SPDX-License-Identifier: MIT
// The revision files of a script directory: which there are, in load order, and what they say of
// themselves.
#pragma once

#include "retort/script.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace retort {

struct FoundFile {
  Frontend* frontend = nullptr;
  std::string path;
  /// Which of the folders it was found in; absent when it was reached by a link.
  std::optional<std::size_t> folder = {};
};

struct FoundFiles {
  std::vector<std::string> folders;
  std::vector<FoundFile> files;
};

/// Walks the locations top-down, files before folders, each sorted by name. A file that is reached
/// twice is left out and reported.
FoundFiles find_revision_files(const ScriptDirectory& directory, Reporter& reporter);

/// Where it is kept what files say, so that only files that change are read again.
struct ScanKeeping {
  std::string cache = {};  ///< a folder; empty: nothing is kept
  /// Before the files are looked at. A file that has changed shortly before this is not kept: it
  /// could change again without looking different.
  std::chrono::system_clock::time_point now = {};
};

/// The identities, in order; what is no revision is passed over. Throws ScriptError for a file that
/// is no text.
std::vector<Revision> scan_files(const FoundFiles& found, const Config& config,
                                 const ScanKeeping& keeping = {});

/// The identity of one file; absent when it is no revision.
std::optional<Revision> scan_file(Frontend& frontend, const std::string& path,
                                  const Config& config);

}  // namespace retort
