# SPDX-License-Identifier: MIT
"""MySQL's own types, and those of the SQL standard with what it adds to them."""
import datetime as dt

from ... import exc
from ...sql import sqltypes
from ...sql.sqltypes import BINARY, BLOB, BOOLEAN, DATE, VARBINARY
from ...sql.type_api import TypeEngine, generic_repr

__all__ = [
    "BIGINT", "BINARY", "BIT", "BLOB", "BOOLEAN", "CHAR", "DATE", "DATETIME", "DECIMAL", "DOUBLE",
    "FLOAT", "INET4", "INET6", "INTEGER", "JSON", "LONGBLOB", "LONGTEXT", "MEDIUMBLOB",
    "MEDIUMINT", "MEDIUMTEXT", "NCHAR", "NUMERIC", "NVARCHAR", "REAL", "SMALLINT", "TEXT", "TIME",
    "TIMESTAMP", "TINYBLOB", "TINYINT", "TINYTEXT", "VARBINARY", "VARCHAR", "YEAR",
]


class _Own:
    """A type that the core knows as MySQL's."""

    _native_dialect = "mysql"
    _kind = TypeEngine._kind


class _NumericType(_Own):
    _native_arguments = ("precision", "scale", "display_width", "unsigned", "zerofill")

    def __init__(self, unsigned=False, zerofill=False, **kw):
        self.unsigned = unsigned
        self.zerofill = zerofill
        super().__init__(**kw)

    def __repr__(self):
        return generic_repr(self, names_from=(_NumericType, sqltypes.Numeric))


class _FloatType(_NumericType, sqltypes.Float):
    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        if isinstance(self, (REAL, DOUBLE)) and (precision is None) != (scale is None):
            raise exc.ArgumentError(
                "You must specify both precision and scale or omit both altogether."
            )
        super().__init__(precision=precision, asdecimal=asdecimal, **kw)
        self.scale = scale

    def __repr__(self):
        return generic_repr(self, names_from=(_FloatType, _NumericType, sqltypes.Float))


class _IntegerType(_NumericType, sqltypes.Integer):
    def __init__(self, display_width=None, **kw):
        self.display_width = display_width
        super().__init__(**kw)

    def __repr__(self):
        return generic_repr(self, names_from=(_IntegerType, _NumericType, sqltypes.Integer))


class _StringType(_Own, sqltypes.String):
    _native_arguments = ("length", "collation", "charset", "ascii", "unicode", "binary",
                         "national")

    def __init__(self, charset=None, collation=None, ascii=False, binary=False, unicode=False,
                 national=False, **kw):
        self.charset = charset
        kw.setdefault("collation", kw.pop("collate", collation))
        self.ascii = ascii
        self.unicode = unicode
        self.binary = binary
        self.national = national
        super().__init__(**kw)

    def __repr__(self):
        return generic_repr(self, names_from=(_StringType, sqltypes.String))


class NUMERIC(_NumericType, sqltypes.NUMERIC):
    __visit_name__ = "NUMERIC"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class DECIMAL(_NumericType, sqltypes.DECIMAL):
    __visit_name__ = "DECIMAL"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class DOUBLE(_FloatType, sqltypes.DOUBLE):
    __visit_name__ = "DOUBLE"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class REAL(_FloatType, sqltypes.REAL):
    __visit_name__ = "REAL"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class FLOAT(_FloatType, sqltypes.FLOAT):
    __visit_name__ = "FLOAT"

    def __init__(self, precision=None, scale=None, asdecimal=False, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class INTEGER(_IntegerType, sqltypes.INTEGER):
    __visit_name__ = "INTEGER"

    def __init__(self, display_width=None, **kw):
        super().__init__(display_width=display_width, **kw)


class BIGINT(_IntegerType, sqltypes.BIGINT):
    __visit_name__ = "BIGINT"

    def __init__(self, display_width=None, **kw):
        super().__init__(display_width=display_width, **kw)


class MEDIUMINT(_IntegerType):
    __visit_name__ = "MEDIUMINT"

    def __init__(self, display_width=None, **kw):
        super().__init__(display_width=display_width, **kw)


class TINYINT(_IntegerType):
    __visit_name__ = "TINYINT"

    def __init__(self, display_width=None, **kw):
        super().__init__(display_width=display_width, **kw)

    def _compare_type_affinity(self, other):
        return other._type_affinity in (self._type_affinity, sqltypes.Boolean)


class SMALLINT(_IntegerType, sqltypes.SMALLINT):
    __visit_name__ = "SMALLINT"

    def __init__(self, display_width=None, **kw):
        super().__init__(display_width=display_width, **kw)


class BIT(_Own, TypeEngine):
    __visit_name__ = "BIT"
    _native_arguments = ("length",)

    def __init__(self, length=None):
        self.length = length

    def result_processor(self, dialect, coltype):
        return lambda value: int.from_bytes(value, "big") if isinstance(value, bytes) else value


class _Moment(_Own):
    _native_arguments = ("timezone", "fsp")

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone=timezone)
        self.fsp = fsp


class TIME(_Moment, sqltypes.TIME):
    __visit_name__ = "TIME"

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone, fsp)

    def result_processor(self, dialect, coltype):
        def process(value):
            if not isinstance(value, dt.timedelta):
                return value
            return (dt.datetime.min + value).time()

        return process


class TIMESTAMP(_Moment, sqltypes.TIMESTAMP):
    __visit_name__ = "TIMESTAMP"

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone, fsp)


class DATETIME(_Moment, sqltypes.DATETIME):
    __visit_name__ = "DATETIME"

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone, fsp)


class YEAR(_Own, TypeEngine):
    __visit_name__ = "YEAR"
    _native_arguments = ("display_width",)

    def __init__(self, display_width=None):
        self.display_width = display_width


class INET4(_Own, TypeEngine):
    __visit_name__ = "INET4"


class INET6(_Own, TypeEngine):
    __visit_name__ = "INET6"


class TEXT(_StringType, sqltypes.TEXT):
    __visit_name__ = "TEXT"

    def __init__(self, length=None, **kw):
        super().__init__(length=length, **kw)


class TINYTEXT(_StringType):
    __visit_name__ = "TINYTEXT"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)


class MEDIUMTEXT(_StringType):
    __visit_name__ = "MEDIUMTEXT"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)


class LONGTEXT(_StringType):
    __visit_name__ = "LONGTEXT"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)


class VARCHAR(_StringType, sqltypes.VARCHAR):
    __visit_name__ = "VARCHAR"

    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **kwargs)


class CHAR(_StringType, sqltypes.CHAR):
    __visit_name__ = "CHAR"

    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **kwargs)


class NVARCHAR(_StringType, sqltypes.NVARCHAR):
    __visit_name__ = "NVARCHAR"

    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **{**kwargs, "national": True})


class NCHAR(_StringType, sqltypes.NCHAR):
    __visit_name__ = "NCHAR"

    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **{**kwargs, "national": True})


class TINYBLOB(_Own, sqltypes._Binary):
    __visit_name__ = "TINYBLOB"


class MEDIUMBLOB(_Own, sqltypes._Binary):
    __visit_name__ = "MEDIUMBLOB"


class LONGBLOB(_Own, sqltypes._Binary):
    __visit_name__ = "LONGBLOB"


class JSON(_Own, sqltypes.JSON):
    __visit_name__ = "JSON"
