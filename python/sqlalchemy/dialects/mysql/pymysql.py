# SPDX-License-Identifier: MIT
"""The driver pymysql, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MySQLDialect_pymysql = dialect = driver_class("mysql", "pymysql")
