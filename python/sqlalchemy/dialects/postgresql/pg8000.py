# SPDX-License-Identifier: MIT
"""The driver pg8000, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

PGDialect_pg8000 = dialect = driver_class("postgresql", "pg8000")
