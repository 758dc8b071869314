# SPDX-License-Identifier: MIT
"""The driver cx_oracle, by name: Retort speaks to the database itself."""
from ...engine.default import driver_class

OracleDialect_cx_oracle = dialect = driver_class("oracle", "cx_oracle")
