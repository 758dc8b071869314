# SPDX-License-Identifier: MIT
"""JSON documents in SQLite."""
from .types import JSON

__all__ = ["JSON"]
