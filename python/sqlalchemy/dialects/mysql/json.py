# SPDX-License-Identifier: MIT
"""JSON documents in MySQL."""
from .types import JSON

__all__ = ["JSON"]
