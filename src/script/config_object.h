// SPDX-License-Identifier: MIT
// The configuration as file templates see it: `config.get_main_option("...")`.
#pragma once

#include "retort/config.h"

#include "script/template_value.h"

namespace retort {

/// The config must outlive the value.
TemplateValue make_config_object(const Config& config);

}  // namespace retort
