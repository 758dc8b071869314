# SPDX-License-Identifier: MIT
"""Oracle's dialect and its types."""
from ...engine.default import dialect_class, named_class
from .types import *  # exported
from .types import RAW

OracleDialect = named_class("oracle")
dialect = dialect_class("oracle")
OracleRaw = RAW
