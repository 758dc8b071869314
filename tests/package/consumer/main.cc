// SPDX-License-Identifier: MIT
// Uses a little of the public API, so that a library that does not link is noticed.
#include <retort/error.h>
#include <retort/url.h>

#include <iostream>

int main() {
  try {
    const auto url = retort::Url::parse("postgresql+asyncpg://scott:tiger@localhost/test");
    std::cout << url.masked() << '\n';
    return url.dialect == "postgresql" ? 0 : 1;
  } catch (const retort::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
