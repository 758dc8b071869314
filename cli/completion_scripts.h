// SPDX-License-Identifier: MIT
// The scripts with which shells complete this program's command lines.
#pragma once

#include <string>
#include <string_view>

namespace retort::cli {

/// `program` is the name under which the program is called.
std::string bash_script(std::string_view program);
std::string zsh_script(std::string_view program);
std::string fish_script(std::string_view program);

}  // namespace retort::cli
