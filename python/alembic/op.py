# SPDX-License-Identifier: MIT
"""The directives of scripts, for the database that migrations run on at the moment."""
from .operations.base import Operations

Operations.create_module_class_proxy(globals())


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise AttributeError(
        f"module 'alembic.op' has no attribute {name!r}; a plugin that adds it has to be imported "
        "before, and Retort may not support it yet"
    )
