# SPDX-License-Identifier: MIT
"""The driver pymssql, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MSDialect_pymssql = dialect = driver_class("mssql", "pymssql")
