# SPDX-License-Identifier: MIT
"""The driver aioodbc, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

MSDialect_aioodbc = dialect = driver_class("mssql", "aioodbc")
