# SPDX-License-Identifier: MIT
"""The driver pyodbc, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MSDialect_pyodbc = dialect = driver_class("mssql", "pyodbc")
