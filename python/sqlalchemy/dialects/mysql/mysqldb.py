# SPDX-License-Identifier: MIT
"""The driver mysqldb, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MySQLDialect_mysqldb = dialect = driver_class("mysql", "mysqldb")
