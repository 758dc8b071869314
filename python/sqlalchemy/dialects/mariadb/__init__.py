# SPDX-License-Identifier: MIT
"""MariaDB: MySQL's types under another name."""
from .. import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, {
    "base": """
        BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 INET6
        INTEGER JSON LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL
        SET SMALLINT TEXT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT VARBINARY VARCHAR YEAR Insert
        insert dialect""",
})
