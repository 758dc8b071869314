# SPDX-License-Identifier: MIT
"""Types of extensions, whose classes others put into a dialect's `ischema_names`."""
import sys

from .sqltypes import NULLTYPE


def registered_type(text, dialect_name):
    """The type that the database calls `text`, NULLTYPE where nobody has registered a class."""
    base = sys.modules.get(f"sqlalchemy.dialects.{dialect_name}.base")
    name, _, rest = text.partition("(")
    cls = getattr(base, "ischema_names", {}).get(name.strip())
    if cls is None:
        return NULLTYPE
    arguments = [part.strip() for part in rest.rpartition(")")[0].split(",")]
    try:
        return cls(*(int(part) if part.isdigit() else part for part in arguments if part))
    except TypeError:
        return cls()
