# SPDX-License-Identifier: MIT
"""The driver mysqlconnector, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MySQLDialect_mysqlconnector = dialect = driver_class("mysql", "mysqlconnector")
