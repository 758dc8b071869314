# SPDX-License-Identifier: MIT
"""Oracle's dialect and its types."""
from ...engine.default import dialect_class, named_class
from .types import *  # noqa: F401
from .types import RAW

OracleDialect = named_class("oracle")
dialect = dialect_class("oracle")
OracleRaw = RAW
