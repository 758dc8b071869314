# SPDX-License-Identifier: MIT
"""PostgreSQL's own types, and those of the SQL standard with what it adds to them."""
import datetime as dt

from ...sql import sqltypes
from ...sql.sqltypes import (BIGINT, BOOLEAN, CHAR, DATE, DOUBLE_PRECISION, FLOAT, INTEGER,
                             NUMERIC, REAL, SMALLINT, TEXT, UUID, VARCHAR)
from ...sql.type_api import NativeForEmulated, TypeEngine

__all__ = [
    "ARRAY", "BIGINT", "BIT", "BOOLEAN", "BYTEA", "CHAR", "CIDR", "CITEXT", "DATE",
    "DOUBLE_PRECISION", "FLOAT", "INET", "INTEGER", "INTERVAL", "MACADDR", "MACADDR8", "MONEY",
    "NUMERIC", "OID", "REAL", "REGCLASS", "REGCONFIG", "SMALLINT", "TEXT", "TIME", "TIMESTAMP",
    "TSQUERY", "TSVECTOR", "UUID", "VARCHAR",
]


class _Own:
    """A type that the core knows as PostgreSQL's."""

    _native_dialect = "postgresql"
    _kind = TypeEngine._kind


class PGUuid(UUID):
    """The name of postgresql.UUID in SQLAlchemy 1.x."""


class BYTEA(_Own, sqltypes.LargeBinary):
    __visit_name__ = "BYTEA"


class _NetworkAddress(_Own):
    def coerce_compared_value(self, op, value):
        return self


class INET(_NetworkAddress, TypeEngine):
    __visit_name__ = "INET"


class CIDR(_NetworkAddress, TypeEngine):
    __visit_name__ = "CIDR"


class MACADDR(_NetworkAddress, TypeEngine):
    __visit_name__ = "MACADDR"


class MACADDR8(_NetworkAddress, TypeEngine):
    __visit_name__ = "MACADDR8"


class MONEY(_Own, TypeEngine):
    __visit_name__ = "MONEY"


class OID(_Own, TypeEngine):
    __visit_name__ = "OID"


class REGCONFIG(_Own, TypeEngine):
    __visit_name__ = "REGCONFIG"


class REGCLASS(_Own, TypeEngine):
    __visit_name__ = "REGCLASS"


class TSQUERY(_Own, TypeEngine):
    __visit_name__ = "TSQUERY"


class TSVECTOR(_Own, TypeEngine):
    __visit_name__ = "TSVECTOR"


class TIMESTAMP(_Own, sqltypes.TIMESTAMP):
    __visit_name__ = "TIMESTAMP"
    _native_arguments = ("timezone", "precision")

    def __init__(self, timezone=False, precision=None):
        super().__init__(timezone=timezone)
        self.precision = precision


class TIME(_Own, sqltypes.TIME):
    __visit_name__ = "TIME"
    _native_arguments = ("timezone", "precision")

    def __init__(self, timezone=False, precision=None):
        super().__init__(timezone=timezone)
        self.precision = precision


class INTERVAL(_Own, NativeForEmulated, sqltypes._AbstractInterval):
    __visit_name__ = "INTERVAL"
    _native_arguments = ("precision", "fields")
    native = True

    def __init__(self, precision=None, fields=None):
        self.precision = precision
        self.fields = fields

    @property
    def _type_affinity(self):
        return sqltypes.Interval

    def as_generic(self, allow_nulltype=False):
        return sqltypes.Interval(native=True, second_precision=self.precision)

    @property
    def python_type(self):
        return dt.timedelta


class BIT(_Own, TypeEngine):
    __visit_name__ = "BIT"
    _native_arguments = ("length", "varying")

    def __init__(self, length=None, varying=False):
        self.length = length if varying else length or 1
        self.varying = varying


class CITEXT(_Own, sqltypes.TEXT):
    __visit_name__ = "CITEXT"
    _native_arguments = ("length", "collation")

    def coerce_compared_value(self, op, value):
        return self


class ARRAY(sqltypes.ARRAY):
    """An array, with the operators of PostgreSQL."""

    _postgresql = True

    class Comparator(sqltypes.ARRAY.Comparator):
        __slots__ = ()

        def contains(self, other, **kwargs):
            from .operators import CONTAINS

            return self.operate(CONTAINS, other, result_type=sqltypes.Boolean)

        def contained_by(self, other):
            from .operators import CONTAINED_BY

            return self.operate(CONTAINED_BY, other, result_type=sqltypes.Boolean)

        def overlap(self, other):
            from .operators import OVERLAP

            return self.operate(OVERLAP, other, result_type=sqltypes.Boolean)

    comparator_factory = Comparator


PGArray, PGBit, PGCidr, PGInet = ARRAY, BIT, CIDR, INET
PGInterval, PGMacAddr, PGMacAddr8 = INTERVAL, MACADDR, MACADDR8
