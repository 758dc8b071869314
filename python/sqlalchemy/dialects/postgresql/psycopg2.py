# SPDX-License-Identifier: MIT
"""The driver psycopg2, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

PGDialect_psycopg2 = dialect = driver_class("postgresql", "psycopg2")
