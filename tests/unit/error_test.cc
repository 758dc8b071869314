// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Error, IsCaughtByItsRootWithItsProperties) {
  try {
    throw DatabaseError("no such table: account", {.native_code = 1, .statement = "SELECT 1"},
                        "create it first");
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "no such table: account");
    EXPECT_EQ(error.code(), ErrorCode::database);
    EXPECT_EQ(error.hint(), "create it first");
    const auto* database = dynamic_cast<const DatabaseError*>(&error);
    ASSERT_NE(database, nullptr);
    EXPECT_EQ(database->details().native_code, 1);
    EXPECT_EQ(database->details().statement, "SELECT 1");
    EXPECT_FALSE(database->details().connection);
  }
}

}  // namespace
}  // namespace retort
