# SPDX-License-Identifier: MIT
"""All types that belong to no dialect."""
from .sql.sqltypes import *  # noqa: F401
from .sql.sqltypes import (  # noqa: F401
    BOOLEANTYPE, INTEGERTYPE, MATCHTYPE, NULLTYPE, STRINGTYPE, TypeEngine, _AbstractInterval,
    _Binary)
from .sql.type_api import adapt_type, to_instance  # noqa: F401
from .sql.type_decorator import TypeDecorator, Variant  # noqa: F401


def __getattr__(name):
    if name == "Binary":  # 1.x
        from .util import warn_deprecated

        warn_deprecated("sqlalchemy.types.Binary is LargeBinary since SQLAlchemy 1.4", "1.4")
        return globals()["LargeBinary"]
    raise AttributeError(f"module 'sqlalchemy.types' has no attribute {name!r}")
