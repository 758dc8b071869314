# SPDX-License-Identifier: MIT
"""What env.py asks of its environment and tells it."""
from .runtime.environment import EnvironmentContext

EnvironmentContext.create_module_class_proxy(globals())


def __getattr__(name):
    if name in ("config", "script"):
        raise AttributeError(
            f"module 'alembic.context' has no attribute '{name}': it is there while env.py runs"
        )
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
