# SPDX-License-Identifier: MIT
"""The driver asyncpg, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

PGDialect_asyncpg = dialect = driver_class("postgresql", "asyncpg")
