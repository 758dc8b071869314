# SPDX-License-Identifier: MIT
"""The driver oracledb, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

OracleDialect_oracledb = dialect = driver_class("oracle", "oracledb")
