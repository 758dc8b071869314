# SPDX-License-Identifier: MIT
"""The implementation for this database, where plugins import it from."""
from .impl import PostgresqlImpl  # noqa: F401
from ..operations.ops import CreateExcludeConstraintOp  # noqa: F401
