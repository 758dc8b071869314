// SPDX-License-Identifier: MIT
// The name of a new revision's file, and the time that it and the file's text show.
#pragma once

#include "retort/host.h"

#include "base/datetime.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// Words of the message joined with "_", in lower case; cut at `limit` characters, where the last
/// word is dropped and "_" ends it.
std::string make_slug(std::string_view message, long long limit);

/// When a revision is made: the instant, and the calendar time to show.
struct CreateDate {
  Instant instant;
  CivilTime shown;
};

/// Now, by the host's clock: local and naive, or in the zone of an IANA name. Throws Error
/// "Can't locate timezone: ...".
CreateDate make_create_date(const Host& host, const std::optional<std::string>& timezone);

/// What a file name is made of.
struct FileNameParts {
  std::string revision;
  std::string slug;
  CreateDate date;
};

/// The name without extension; it may hold slashes. Throws Error for an unknown token.
std::string format_file_name(std::string_view file_template, const FileNameParts& parts);

}  // namespace retort
