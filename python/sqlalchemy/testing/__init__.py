# SPDX-License-Identifier: MIT
"""What migrations import from SQLAlchemy's own test suite, mostly by accident."""
from . import config, schema

__all__ = ["config", "schema"]
