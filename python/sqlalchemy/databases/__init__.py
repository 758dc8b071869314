# SPDX-License-Identifier: MIT
"""The dialects under the name that SQLAlchemy 1.x had for them."""
import sys

_NAMES = {"mssql": "mssql", "mysql": "mysql", "oracle": "oracle", "sqlite": "sqlite",
          "postgresql": "postgresql", "postgres": "postgresql"}


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"module 'sqlalchemy.databases' has no attribute {name!r}")
    from ..util import warn_deprecated

    warn_deprecated("sqlalchemy.databases is sqlalchemy.dialects since SQLAlchemy 0.6", "1.4")
    full = f"sqlalchemy.dialects.{_NAMES[name]}"
    __import__(full)
    return sys.modules[full]
