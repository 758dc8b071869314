// SPDX-License-Identifier: MIT
#include "db/lock_holder.h"

#include <gtest/gtest.h>

#include <string>

namespace retort {
namespace {

LockHolder somebody() {
  return {.pid = 4711,
          .host = "deploy-1",
          .application = "retort",
          .since = "2026-01-01T10:00:00Z",
          .runs = "upgrade head",
          .session = "4711-0x7f"};
}

TEST(LockHolderText, IsReadBackWhateverFollowsIt) {
  EXPECT_EQ(read_holder(write_holder(somebody())), somebody());
  EXPECT_EQ(read_holder(write_holder(somebody()) + " */ SELECT 1"), somebody());
  EXPECT_EQ(read_holder(write_holder({})), LockHolder());
}

TEST(LockHolderText, EndsNoCommentAndNoString) {
  LockHolder holder = somebody();
  holder.runs = "upgrade */ DROP TABLE a; /* ' \" \\ \n $1 \u00e9";
  const std::string text = write_holder(holder);
  EXPECT_EQ(text.find_first_of("*/'\n$;"), std::string::npos);
  for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x7f);
  EXPECT_EQ(read_holder(text), holder);
}

TEST(LockHolderText, IsShortWhateverIsInIt) {
  LockHolder holder = somebody();
  holder.runs = std::string(5000, 'x');
  EXPECT_LT(write_holder(holder).size(), 500U);
  EXPECT_EQ(read_holder(write_holder(holder))->pid, 4711);
}

TEST(LockHolderText, CutOffIsNothing) {
  const std::string whole = write_holder(somebody());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read_holder(whole.substr(0, size))) << size;
  }
  EXPECT_FALSE(read_holder("{\"pid\": x, \"host\": \"\"}"));
}

TEST(LockHolder, IsDescribedByWhatIsKnown) {
  EXPECT_EQ(describe(somebody()),
            "retort (pid 4711 on deploy-1), since 2026-01-01T10:00:00Z, runs: upgrade head");
  EXPECT_EQ(describe(LockHolder{.host = "10.0.0.1", .application = "psql"}), "psql (on 10.0.0.1)");
  EXPECT_EQ(describe(LockHolder{}), "another program");
}

}  // namespace
}  // namespace retort
