# SPDX-License-Identifier: MIT
"""MariaDB's dialect, and the types that it shares with MySQL."""
from ..mysql.enumerated import ENUM, SET  # noqa: F401
from ..mysql.mariadb import MariaDBDialect, dialect  # noqa: F401
from ..mysql.types import *  # noqa: F401


def __getattr__(name):
    if name in ("insert", "Insert"):
        from ..mysql import dml

        return getattr(dml, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
