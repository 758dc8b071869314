# SPDX-License-Identifier: MIT
"""The driver aiomysql, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MySQLDialect_aiomysql = dialect = driver_class("mysql", "aiomysql")
