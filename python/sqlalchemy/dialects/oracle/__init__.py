# SPDX-License-Identifier: MIT
"""What belongs to Oracle alone."""
from .. import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, {
    "types": """
        BFILE BINARY_DOUBLE BINARY_FLOAT BLOB CHAR CLOB DATE DOUBLE_PRECISION FLOAT INTERVAL LONG
        NCHAR NCLOB NUMBER NVARCHAR NVARCHAR2 RAW REAL ROWID TIMESTAMP VARCHAR VARCHAR2""",
    "vector": """
        SparseVector VECTOR VectorDistanceType VectorIndexConfig VectorIndexType
        VectorStorageFormat VectorStorageType""",
    "base": "dialect",
}, ("cx_oracle", "oracledb"))
