# SPDX-License-Identifier: MIT
"""What belongs to SQLite alone."""
from .. import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, {
    "types": """
        BLOB BOOLEAN CHAR DATE DATETIME DECIMAL FLOAT INTEGER JSON NUMERIC REAL SMALLINT TEXT TIME
        TIMESTAMP VARCHAR""",
    "dml": "Insert insert",
    "base": "dialect",
}, ("pysqlite", "aiosqlite", "json"))
