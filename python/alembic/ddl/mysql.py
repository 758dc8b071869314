# SPDX-License-Identifier: MIT
"""The implementation for this database, where plugins import it from."""
from .impl import MariaDBImpl, MySQLImpl  # noqa: F401
