// SPDX-License-Identifier: MIT
// File templates in the part of Mako's language that migration templates are written in:
// ${expression | filters}, % if/elif/else/for lines, ## comments, <%doc>, <% %> and <%! %> with
// assignments and imports, and a backslash that joins lines.
// https://docs.makotemplates.org/en/latest/syntax.html
#pragma once

#include "script/template_evaluate.h"

#include <string>
#include <string_view>

namespace retort {

/// Renders the template. Throws ScriptError, which names `path` and the line, for whatever the
/// template says wrong or asks too much.
std::string render_template(std::string_view text, std::string_view path,
                            const TemplateNames& names);

}  // namespace retort
