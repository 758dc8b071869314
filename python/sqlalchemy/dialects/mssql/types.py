# SPDX-License-Identifier: MIT
"""SQL Server's own types, and those of the SQL standard with what it adds to them."""
from ...sql import sqltypes
from ...sql.sqltypes import (BIGINT, BINARY, CHAR, DATE, DATETIME, DECIMAL, FLOAT, INTEGER, NCHAR,
                             NUMERIC, NVARCHAR, SMALLINT, TEXT, VARCHAR)
from ...sql.type_api import TypeEngine

__all__ = [
    "BIGINT", "BINARY", "BIT", "CHAR", "DATE", "DATETIME", "DATETIME2", "DATETIMEOFFSET",
    "DECIMAL", "DOUBLE_PRECISION", "FLOAT", "IMAGE", "INTEGER", "JSON", "MONEY", "NCHAR", "NTEXT",
    "NUMERIC", "NVARCHAR", "REAL", "ROWVERSION", "SMALLDATETIME", "SMALLINT", "SMALLMONEY",
    "SQL_VARIANT", "TEXT", "TIME", "TIMESTAMP", "TINYINT", "UNIQUEIDENTIFIER", "VARBINARY",
    "VARCHAR", "XML",
]


class _Own:
    """A type that the core knows as SQL Server's."""

    _native_dialect = "mssql"
    _kind = TypeEngine._kind


class REAL(_Own, sqltypes.REAL):
    __visit_name__ = "REAL"

    def __init__(self, **kw):
        kw.setdefault("precision", 24)
        super().__init__(**kw)


class DOUBLE_PRECISION(_Own, sqltypes.DOUBLE_PRECISION):
    __visit_name__ = "DOUBLE_PRECISION"

    def __init__(self, **kw):
        kw.setdefault("precision", 53)
        super().__init__(**kw)


class TINYINT(_Own, sqltypes.Integer):
    __visit_name__ = "TINYINT"


class TIME(_Own, sqltypes.TIME):
    __visit_name__ = "TIME"
    _native_arguments = ("precision",)

    def __init__(self, precision=None, **kwargs):
        self.precision = precision
        super().__init__()


class SMALLDATETIME(_Own, sqltypes.DateTime):
    __visit_name__ = "SMALLDATETIME"
    _native_arguments = ("timezone",)


class DATETIME2(_Own, sqltypes.DateTime):
    __visit_name__ = "DATETIME2"
    _native_arguments = ("timezone", "precision")

    def __init__(self, precision=None, **kw):
        super().__init__(**kw)
        self.precision = precision


class DATETIMEOFFSET(_Own, sqltypes.DateTime):
    __visit_name__ = "DATETIMEOFFSET"
    _native_arguments = ("timezone", "precision")

    def __init__(self, precision=None, **kw):
        super().__init__(**kw)
        self.precision = precision


class TIMESTAMP(_Own, sqltypes._Binary):
    __visit_name__ = "TIMESTAMP"
    length = None

    def __init__(self, convert_int=False):
        self.convert_int = convert_int

    def result_processor(self, dialect, coltype):
        if not self.convert_int:
            return super().result_processor(dialect, coltype)
        return lambda value: None if value is None else int.from_bytes(bytes(value), "big")


class ROWVERSION(TIMESTAMP):
    __visit_name__ = "ROWVERSION"


class NTEXT(_Own, sqltypes.UnicodeText):
    __visit_name__ = "NTEXT"
    _native_arguments = ("length", "collation")


class VARBINARY(_Own, sqltypes.VARBINARY, sqltypes.LargeBinary):
    __visit_name__ = "VARBINARY"
    _native_arguments = ("length", "filestream")

    def __init__(self, length=None, filestream=False):
        self.filestream = filestream
        if filestream and length not in (None, "max"):
            raise ValueError("length must be None or 'max' when setting filestream")
        super().__init__(length=length)


class IMAGE(_Own, sqltypes.LargeBinary):
    __visit_name__ = "IMAGE"
    _native_arguments = ("length",)


class XML(_Own, sqltypes.Text):
    __visit_name__ = "XML"


class BIT(_Own, sqltypes.Boolean):
    __visit_name__ = "BIT"


class MONEY(_Own, TypeEngine):
    __visit_name__ = "MONEY"


class SMALLMONEY(_Own, TypeEngine):
    __visit_name__ = "SMALLMONEY"


class UNIQUEIDENTIFIER(_Own, sqltypes.Uuid):
    __visit_name__ = "UNIQUEIDENTIFIER"

    def __init__(self, as_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = True

    def _kind(self, dialect):
        made = TypeEngine._kind(self, dialect)
        if not self.as_uuid:
            made["arguments"] = {"as_text": True}
        return made


class SQL_VARIANT(_Own, TypeEngine):
    __visit_name__ = "SQL_VARIANT"


class JSON(_Own, sqltypes.JSON):
    __visit_name__ = "JSON"
