# SPDX-License-Identifier: MIT
"""MariaDB's dialect, and the types that it shares with MySQL."""
from ..mysql.enumerated import ENUM, SET  # exported
from ..mysql.mariadb import MariaDBDialect, dialect  # exported
from ..mysql.types import *  # exported


def __getattr__(name):
    if name in ("insert", "Insert"):
        from ..mysql import dml

        return getattr(dml, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
