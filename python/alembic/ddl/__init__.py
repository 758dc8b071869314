# SPDX-License-Identifier: MIT
"""The databases' implementations of operations."""
from .impl import (  # noqa: F401
    DefaultImpl,
    MariaDBImpl,
    MSSQLImpl,
    MySQLImpl,
    OracleImpl,
    PostgresqlImpl,
    SQLiteImpl,
)
