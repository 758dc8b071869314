# SPDX-License-Identifier: MIT
"""What belongs to MySQL and MariaDB alone."""
from .. import lazy_exports

_OLD_NAMES = """
    MSBigInteger MSBinary MSBit MSBlob MSChar MSDecimal MSDouble MSEnum MSInteger MSLongBlob
    MSLongText MSMediumBlob MSMediumInteger MSMediumText MSNChar MSNVarChar MSNumeric MSSet
    MSSmallInteger MSString MSText MSTime MSTimeStamp MSTinyBlob MSTinyInteger MSTinyText
    MSVarBinary MSYear"""

__getattr__, __all__ = lazy_exports(__name__, {
    "types": """
        BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE FLOAT INET4 INET6 INTEGER
        JSON LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SMALLINT
        TEXT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT VARBINARY VARCHAR YEAR""",
    "enumerated": "ENUM SET",
    "base": "dialect" + _OLD_NAMES,
    "dml": "Insert insert",
    "expression": "match",
}, ("mysqldb", "pymysql", "mysqlconnector", "aiomysql", "asyncmy", "mariadb", "json"))
