// SPDX-License-Identifier: MIT
// The extension module `_retort`: what the Python modules see of the engine.
#pragma once

namespace retort::python {

/// Makes `_retort` importable. Before the interpreter starts.
void register_module();

}  // namespace retort::python
