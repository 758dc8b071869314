# SPDX-License-Identifier: MIT
"""The driver asyncmy, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MySQLDialect_asyncmy = dialect = driver_class("mysql", "asyncmy")
