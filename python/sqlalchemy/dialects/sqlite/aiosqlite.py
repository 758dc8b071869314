# SPDX-License-Identifier: MIT
"""The driver aiosqlite, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

SQLiteDialect_aiosqlite = dialect = driver_class("sqlite", "aiosqlite")
