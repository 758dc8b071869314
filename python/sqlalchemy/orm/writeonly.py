# SPDX-License-Identifier: MIT
"""The collections of `WriteOnlyMapped` relationships, under SQLAlchemy's name of the module."""
from .dynamic import WriteOnlyCollection  # noqa: F401
