# SPDX-License-Identifier: MIT
"""SQLite's dialect and its types."""
from ...engine.default import TypeCompiler, dialect_class, named_class
from ...sql.sqltypes import BIGINT, DOUBLE, DOUBLE_PRECISION, NVARCHAR
from .types import (BLOB, BOOLEAN, CHAR, DATE, DATETIME, DECIMAL, FLOAT, INTEGER, JSON, NUMERIC,
                    REAL, SMALLINT, TEXT, TIME, TIMESTAMP, VARCHAR)

SQLiteDialect = named_class("sqlite")
dialect = dialect_class("sqlite")
SQLiteTypeCompiler = TypeCompiler

# What the types of a database are called: extensions add theirs.
ischema_names = {
    "BIGINT": BIGINT, "BLOB": BLOB, "BOOL": BOOLEAN, "BOOLEAN": BOOLEAN, "CHAR": CHAR,
    "DATE": DATE, "DATE_CHAR": DATE, "DATETIME": DATETIME, "DATETIME_CHAR": DATETIME,
    "DOUBLE": DOUBLE, "DOUBLE_PRECISION": DOUBLE_PRECISION, "DECIMAL": DECIMAL, "FLOAT": FLOAT,
    "INT": INTEGER, "INTEGER": INTEGER, "JSON": JSON, "NUMERIC": NUMERIC, "REAL": REAL,
    "SMALLINT": SMALLINT, "TEXT": TEXT, "TIME": TIME, "TIME_CHAR": TIME, "TIMESTAMP": TIMESTAMP,
    "VARCHAR": VARCHAR, "NVARCHAR": NVARCHAR,
}
