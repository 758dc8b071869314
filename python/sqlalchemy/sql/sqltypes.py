# SPDX-License-Identifier: MIT
"""All types that belong to no dialect, and which of them a Python value is."""
import datetime as dt

from . import operators
from .type_api import (Emulated, ExternalType, NativeForEmulated, TypeEngine, TypeEngineMixin,
                       UserDefinedType)
from .type_decorator import TypeDecorator, Variant
from .types_number import (BIGINT, DECIMAL, DOUBLE, DOUBLE_PRECISION, FLOAT, INT, INTEGER, NUMERIC,
                           REAL, SMALLINT, BigInteger, Double, Float, Integer, Numeric,
                           SmallInteger)
from .types_other import (ARRAY, JSON, UUID, Indexable, MatchType, NullType, PickleType,
                          TableValueType, TupleType, Uuid)
from .types_schema import BOOLEAN, Boolean, Enum, SchemaType
from .types_text import (BINARY, BLOB, CHAR, CLOB, NCHAR, NVARCHAR, TEXT, VARBINARY, VARCHAR,
                         Concatenable, LargeBinary, String, Text, Unicode, UnicodeText, _Binary)
from .types_time import (DATE, DATETIME, TIME, TIMESTAMP, Date, DateTime, HasExpressionLookup,
                         Interval, Time, _AbstractInterval)

__all__ = [
    "ARRAY", "BIGINT", "BINARY", "BLOB", "BOOLEAN", "BOOLEANTYPE", "BigInteger", "Boolean", "CHAR",
    "CLOB", "Concatenable", "DATE", "DATETIME", "DECIMAL", "DOUBLE", "DOUBLE_PRECISION", "Date",
    "DateTime", "Double", "Emulated", "Enum", "ExternalType", "FLOAT", "Float",
    "HasExpressionLookup", "INT", "INTEGER", "INTEGERTYPE", "Indexable", "Integer", "Interval",
    "JSON", "LargeBinary", "MATCHTYPE", "MatchType", "NCHAR", "NULLTYPE", "NUMERIC", "NUMERICTYPE",
    "NVARCHAR", "NativeForEmulated", "NullType", "Numeric", "PickleType", "REAL", "SMALLINT",
    "STRINGTYPE", "SchemaType", "SmallInteger", "String", "TABLEVALUE", "TEXT", "TIME",
    "TIMESTAMP", "TableValueType", "Text", "Time", "TupleType", "TypeDecorator", "TypeEngine",
    "TypeEngineMixin", "UUID", "Unicode", "UnicodeText", "UserDefinedType", "Uuid", "VARBINARY",
    "VARCHAR", "Variant", "_AbstractInterval", "_Binary",
]

# The classes tell where SQLAlchemy has them: what renders a type goes by its module.
for _name in __all__:
    _class = globals().get(_name)
    if isinstance(_class, type) and _class.__module__.startswith("sqlalchemy.sql.types_"):
        _class.__module__ = __name__

NULLTYPE = NullType()
BOOLEANTYPE = Boolean()
STRINGTYPE = String()
INTEGERTYPE = Integer()
NUMERICTYPE = Numeric()
MATCHTYPE = MatchType()
TABLEVALUE = TableValueType()
DATETIME_TIMEZONE = DateTime(timezone=True)
TIME_TIMEZONE = Time(timezone=True)
_BIGINTEGER = BigInteger()
_STRING = STRINGTYPE
_UNICODE = Unicode()

_by_python_type = {
    int: Integer(),
    float: Float(),
    bool: BOOLEANTYPE,
    dt.date: Date(),
    dt.datetime: DateTime(),
    dt.time: Time(),
    dt.timedelta: Interval(),
    type(None): NULLTYPE,
    bytes: LargeBinary(),
    bytearray: LargeBinary(),
    str: STRINGTYPE,
}


def _type_of_class(python_type):
    found = _by_python_type.get(python_type)
    if found is None:
        # These two have modules of their own, which most scripts do not need.
        if python_type.__module__ in ("decimal", "_decimal") and python_type.__name__ == "Decimal":
            return NUMERICTYPE
        if python_type.__module__ == "uuid" and python_type.__name__ == "UUID":
            found = _by_python_type[python_type] = Uuid()
    return found


def _resolve_value_to_type(value):
    """The type of a plain Python value; NULLTYPE when it has none."""
    found = _type_of_class(type(value))
    if found is None:
        if hasattr(type(value), "__members__"):
            return Enum(type(value))
        # Asked of the class: an object may answer to any name.
        if hasattr(type(value), "__clause_element__") or hasattr(type(value), "_notation"):
            from .. import exc

            raise exc.ArgumentError(f"Object {value!r} is not legal as a SQL literal value")
        return NULLTYPE
    return found._resolve_for_literal(value)


_adaptations = {}


def expression_adaptations(affinity):
    """{operator: {type of the other side: type of the result}} for a family of types."""
    if not _adaptations:
        add, sub, mul = operators.add, operators.sub, operators.mul
        div, floor = operators.truediv, operators.floordiv
        date, interval = Date, Interval
        _adaptations.update({
            Integer: {
                add: {date: date, Integer: Integer, Numeric: Numeric},
                mul: {interval: interval, Integer: Integer, Numeric: Numeric},
                div: {Integer: Numeric, Numeric: Numeric},
                floor: {Integer: Integer, Numeric: Numeric},
                sub: {Integer: Integer, Numeric: Numeric},
                operators.mod: {Integer: Integer, Numeric: Numeric},
            },
            Numeric: {
                mul: {interval: interval, Numeric: Numeric, Integer: Numeric},
                div: {Numeric: Numeric, Integer: Numeric},
                add: {Numeric: Numeric, Integer: Numeric},
                sub: {Numeric: Numeric, Integer: Numeric},
            },
            DateTime: {
                add: {interval: DateTime},
                sub: {interval: DateTime, DateTime: interval},
            },
            date: {
                add: {Integer: date, interval: DateTime, Time: DateTime},
                sub: {Integer: date, date: Integer, interval: DateTime, DateTime: interval},
            },
            Time: {
                add: {date: DateTime, interval: Time},
                sub: {Time: interval, interval: Time},
            },
            interval: {
                add: {date: DateTime, interval: interval, DateTime: DateTime, Time: Time},
                sub: {interval: interval},
                mul: {Numeric: interval},
                div: {Numeric: interval},
            },
        })
    return _adaptations.get(affinity, {})
