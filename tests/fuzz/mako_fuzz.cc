// SPDX-License-Identifier: MIT
// Any bytes are a file template, or one clear error; and rendering one comes to an end.
#include "retort/error.h"

#include "script/template.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  retort::TemplateNames names;
  names["message"] = retort::template_text("a message");
  names["down_revision"] = retort::template_scalar_or_tuple({"a", "b"});
  try {
    retort::render_template(text, "fuzz.mako", names);
  } catch (const retort::Error&) {
  }
  return 0;
}
