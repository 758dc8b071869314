# SPDX-License-Identifier: MIT
"""Oracle's own types, and those of the SQL standard with what it adds to them."""
import datetime as dt

from ... import exc
from ...sql import sqltypes
from ...sql.sqltypes import BLOB, CHAR, CLOB, DOUBLE_PRECISION, NCHAR, NVARCHAR, REAL, VARCHAR
from ...sql.type_api import NativeForEmulated, TypeEngine

__all__ = [
    "BFILE", "BINARY_DOUBLE", "BINARY_FLOAT", "BLOB", "CHAR", "CLOB", "DATE", "DOUBLE_PRECISION",
    "FLOAT", "INTERVAL", "LONG", "NCHAR", "NCLOB", "NUMBER", "NVARCHAR", "NVARCHAR2", "RAW",
    "REAL", "ROWID", "TIMESTAMP", "VARCHAR", "VARCHAR2",
]


class _Own:
    """A type that the core knows as Oracle's."""

    _native_dialect = "oracle"
    _kind = TypeEngine._kind


class RAW(_Own, sqltypes._Binary):
    __visit_name__ = "RAW"
    _native_arguments = ("length",)


class NCLOB(_Own, sqltypes.Text):
    __visit_name__ = "NCLOB"


class VARCHAR2(_Own, sqltypes.VARCHAR):
    __visit_name__ = "VARCHAR2"


NVARCHAR2 = NVARCHAR
OracleRaw = RAW


class NUMBER(_Own, sqltypes.Numeric, sqltypes.Integer):
    __visit_name__ = "NUMBER"
    _native_arguments = ("precision", "scale")

    def __init__(self, precision=None, scale=None, asdecimal=None):
        if asdecimal is None:
            asdecimal = bool(scale and scale > 0)
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal)

    @property
    def _type_affinity(self):
        return sqltypes.Numeric if self.scale and self.scale > 0 else sqltypes.Integer


class FLOAT(_Own, sqltypes.FLOAT):
    __visit_name__ = "FLOAT"
    _native_arguments = ("binary_precision",)

    def __init__(self, binary_precision=None, asdecimal=False, decimal_return_scale=None):
        super().__init__(asdecimal=asdecimal, decimal_return_scale=decimal_return_scale)
        self.binary_precision = binary_precision


class BINARY_DOUBLE(_Own, sqltypes.Double):
    __visit_name__ = "BINARY_DOUBLE"


class BINARY_FLOAT(_Own, sqltypes.Float):
    __visit_name__ = "BINARY_FLOAT"


class BFILE(_Own, sqltypes.LargeBinary):
    __visit_name__ = "BFILE"


class LONG(_Own, sqltypes.Text):
    __visit_name__ = "LONG"


class DATE(_Own, sqltypes.DateTime):
    __visit_name__ = "DATE"

    def _compare_type_affinity(self, other):
        return other._type_affinity in (sqltypes.DateTime, sqltypes.Date)


class INTERVAL(_Own, NativeForEmulated, sqltypes._AbstractInterval):
    __visit_name__ = "INTERVAL"
    _native_arguments = ("day_precision", "second_precision")

    def __init__(self, day_precision=None, second_precision=None):
        self.day_precision = day_precision
        self.second_precision = second_precision

    @property
    def _type_affinity(self):
        return sqltypes.Interval

    def as_generic(self, allow_nulltype=False):
        return sqltypes.Interval(native=True, second_precision=self.second_precision,
                                 day_precision=self.day_precision)

    @property
    def python_type(self):
        return dt.timedelta


class TIMESTAMP(_Own, sqltypes.TIMESTAMP):
    __visit_name__ = "TIMESTAMP"
    _native_arguments = ("timezone", "local_timezone")

    def __init__(self, timezone=False, local_timezone=False):
        if timezone and local_timezone:
            raise exc.ArgumentError("timezone and local_timezone are mutually exclusive")
        super().__init__(timezone=timezone)
        self.local_timezone = local_timezone


class ROWID(_Own, TypeEngine):
    __visit_name__ = "ROWID"
