# SPDX-License-Identifier: MIT
"""PostgreSQL's dialect, and all its types in one place."""
from ...engine.default import dialect_class, named_class
from .hstore import HSTORE  # noqa: F401
from .json import JSON, JSONB, JSONPATH  # noqa: F401
from .named_types import DOMAIN, ENUM, CreateEnumType, DropEnumType  # noqa: F401
from .ranges import *  # noqa: F401,F403
from .types import *  # noqa: F401,F403
from .types import (PGArray, PGBit, PGCidr, PGInet, PGInterval, PGMacAddr,  # noqa: F401
                    PGMacAddr8, PGUuid)

PGDialect = named_class("postgresql")
dialect = dialect_class("postgresql")


def __getattr__(name):
    if name in ("array", "Any", "All"):
        from . import array

        return getattr(array, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}: it is not supported by "
                         "Retort yet")
