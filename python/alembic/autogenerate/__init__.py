# SPDX-License-Identifier: MIT
"""Models compared with databases, and the differences written as scripts."""
import sys

from ..util.langhelpers import Dispatcher

# Filled by the module `render`, which few runs need.
default_renderers = Dispatcher()
renderers = Dispatcher()

_MODULES = ("api", "compare", "render", "rewriter")
_IN_API = ("AutogenContext", "RevisionContext", "compare_metadata", "produce_migrations",
           "render_python_code", "_render_migration_diffs")


def __getattr__(name):
    module = name if name in _MODULES else "api" if name in _IN_API else None
    if name in ("Rewriter",):
        module = "rewriter"
    elif name == "comparators":
        module = "compare"
    elif name in ("_render_gen_name", "render_op_text", "render_op"):
        module = "render"
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    full = f"{__name__}.{module}"
    __import__(full)
    return sys.modules[full] if name in _MODULES else getattr(sys.modules[full], name)
