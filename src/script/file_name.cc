// SPDX-License-Identifier: MIT
#include "script/file_name.h"

#include "retort/error.h"

#include "base/percent_format.h"
#include "base/text.h"
#include "base/timezone.h"

#include <algorithm>

namespace retort {

std::string make_slug(std::string_view message, long long limit) {
  std::string slug = lower(join(word_runs(message), "_"));
  const auto length = static_cast<long long>(utf8_length(slug));
  if (length <= limit) return slug;
  // A negative limit leaves out so many characters at the end.
  const long long kept = limit < 0 ? std::max(length + limit, 0LL) : limit;
  slug = utf8_prefix(slug, static_cast<std::size_t>(kept));
  return slug.substr(0, slug.rfind('_')) + "_";
}

CreateDate make_create_date(const Host& host, const std::optional<std::string>& timezone) {
  const Instant now = host.now ? host.now() : std::chrono::system_clock::now();
  if (!timezone || timezone->empty()) {
    const TimeZone zone = local_timezone(host.find_variable("TZ"));
    return {now, civil_time(now, zone.offset_at(epoch_seconds(now)))};
  }
  std::optional<TimeZone> zone = find_timezone(*timezone);
  if (!zone) zone = find_timezone(upper_ascii(*timezone));
  if (!zone) throw Error("Can't locate timezone: " + *timezone, ErrorCode::command);
  const int offset = zone->offset_at(epoch_seconds(now));
  CreateDate date{now, civil_time(now, offset)};
  date.shown.utc_offset = offset;
  return date;
}

std::string format_file_name(std::string_view file_template, const FileNameParts& parts) {
  const CivilTime& time = parts.date.shown;
  const auto lookup = [&](std::string_view name) -> std::optional<FormatValue> {
    if (name == "rev") return parts.revision;
    if (name == "slug") return parts.slug;
    if (name == "epoch") return static_cast<long long>(epoch_seconds(parts.date.instant));
    if (name == "year") return static_cast<long long>(time.year);
    if (name == "month") return static_cast<long long>(time.month);
    if (name == "day") return static_cast<long long>(time.day);
    if (name == "hour") return static_cast<long long>(time.hour);
    if (name == "minute") return static_cast<long long>(time.minute);
    if (name == "second") return static_cast<long long>(time.second);
    return std::nullopt;
  };
  try {
    return percent_format(file_template, lookup);
  } catch (const Error& error) {
    throw ConfigError("file_template: " + std::string(error.what()),
                      "Tokens are rev, slug, epoch, year, month, day, hour, minute, second.");
  }
}

}  // namespace retort
