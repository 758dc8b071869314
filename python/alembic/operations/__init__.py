# SPDX-License-Identifier: MIT
"""Directives, the operations that they make, and what carries the operations out."""
from . import toimpl  # noqa: F401
from .base import AbstractOperations, BatchOperations, Operations
from .ops import MigrateOperation
from .ops_tables import AlterTableOp  # noqa: F401

__all__ = ["AbstractOperations", "Operations", "BatchOperations", "MigrateOperation"]
