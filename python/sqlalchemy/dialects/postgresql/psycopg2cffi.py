# SPDX-License-Identifier: MIT
"""The driver psycopg2cffi, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

PGDialect_psycopg2cffi = dialect = driver_class("postgresql", "psycopg2cffi")
