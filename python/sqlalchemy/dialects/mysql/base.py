# SPDX-License-Identifier: MIT
"""MySQL's dialect, and its types under the names that they have had."""
from ...engine.default import TypeCompiler, dialect_class, named_class
from .enumerated import ENUM, SET  # noqa: F401
from .types import *  # noqa: F401
from .types import (BIGINT, BINARY, BIT, BLOB, CHAR, DECIMAL, DOUBLE, INTEGER, LONGBLOB, LONGTEXT,
                    MEDIUMBLOB, MEDIUMINT, MEDIUMTEXT, NCHAR, NUMERIC, NVARCHAR, SMALLINT, TEXT,
                    TIME, TIMESTAMP, TINYBLOB, TINYINT, TINYTEXT, VARBINARY, VARCHAR, YEAR, BOOLEAN,
                    DATE, DATETIME, FLOAT, JSON)

MySQLDialect = named_class("mysql")
dialect = dialect_class("mysql")
MySQLTypeCompiler = TypeCompiler

MSBigInteger, MSBinary, MSBit, MSBlob, MSChar = BIGINT, BINARY, BIT, BLOB, CHAR
MSDecimal, MSDouble, MSEnum, MSInteger, MSLongBlob = DECIMAL, DOUBLE, ENUM, INTEGER, LONGBLOB
MSLongText, MSMediumBlob, MSMediumInteger = LONGTEXT, MEDIUMBLOB, MEDIUMINT
MSMediumText, MSNChar, MSNVarChar, MSNumeric, MSSet = MEDIUMTEXT, NCHAR, NVARCHAR, NUMERIC, SET
MSSmallInteger, MSString, MSText, MSTime = SMALLINT, VARCHAR, TEXT, TIME
MSTimeStamp, MSTinyBlob, MSTinyInteger, MSTinyText = TIMESTAMP, TINYBLOB, TINYINT, TINYTEXT
MSVarBinary, MSYear = VARBINARY, YEAR

# What the types of a database are called: extensions add theirs.
ischema_names = {
    "bigint": BIGINT, "binary": BINARY, "bit": BIT, "blob": BLOB, "boolean": BOOLEAN,
    "char": CHAR, "date": DATE, "datetime": DATETIME, "decimal": DECIMAL, "double": DOUBLE,
    "enum": ENUM, "fixed": DECIMAL, "float": FLOAT, "int": INTEGER, "integer": INTEGER,
    "json": JSON, "longblob": LONGBLOB, "longtext": LONGTEXT, "mediumblob": MEDIUMBLOB,
    "mediumint": MEDIUMINT, "mediumtext": MEDIUMTEXT, "nchar": NCHAR, "nvarchar": NVARCHAR,
    "numeric": NUMERIC, "set": SET, "smallint": SMALLINT, "text": TEXT, "time": TIME,
    "timestamp": TIMESTAMP, "tinyblob": TINYBLOB, "tinyint": TINYINT, "tinytext": TINYTEXT,
    "varbinary": VARBINARY, "varchar": VARCHAR, "year": YEAR,
}
