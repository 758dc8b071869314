# SPDX-License-Identifier: MIT
"""What belongs to SQL Server alone."""
from .. import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, {
    "types": """
        BIGINT BINARY BIT CHAR DATE DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE_PRECISION
        FLOAT IMAGE INTEGER JSON MONEY NCHAR NTEXT NUMERIC NVARCHAR REAL ROWVERSION SMALLDATETIME
        SMALLINT SMALLMONEY SQL_VARIANT TEXT TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER VARBINARY
        VARCHAR XML""",
    "base": "dialect try_cast",
}, ("pyodbc", "pymssql", "aioodbc"))
