# SPDX-License-Identifier: MIT
"""The driver psycopg, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

PGDialect_psycopg = dialect = driver_class("postgresql", "psycopg")
