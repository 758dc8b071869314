# SPDX-License-Identifier: MIT
"""Alembic's modules over Retort's engine; `alembic.op`, `alembic.context`... come when asked."""
import sys

__version__ = "1.19.2"

_MODULES = ("autogenerate", "command", "config", "context", "ddl", "environment", "migration", "op",
            "operations", "runtime", "script", "util")


def __getattr__(name):
    if name in _MODULES:
        full = f"{__name__}.{name}"
        __import__(full)
        return sys.modules[full]
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise AttributeError(f"alembic.{name} is not supported by Retort yet")
