# SPDX-License-Identifier: MIT
"""The driver pysqlite, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

SQLiteDialect_pysqlite = dialect = driver_class("sqlite", "pysqlite")
