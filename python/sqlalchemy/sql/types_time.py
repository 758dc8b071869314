# SPDX-License-Identifier: MIT
"""Types of dates, times and durations."""
import datetime as dt

from .type_api import Emulated, TypeEngine
from .type_decorator import TypeDecorator
from .types_number import _Arithmetic
from .types_text import _Named


def _from_text(convert):
    """Databases without types of their own for these give the text that was stored."""
    return lambda value: convert(value) if isinstance(value, str) else value


class HasExpressionLookup(_Arithmetic):
    """Named so in SQLAlchemy."""


class DateTime(HasExpressionLookup, TypeEngine):
    """A point in time."""

    __visit_name__ = "datetime"

    def __init__(self, timezone=False):
        self.timezone = timezone

    def _kind(self, dialect):
        return {"type": "DateTime", "timezone": self.timezone}

    def _resolve_for_literal(self, value):
        return _DATETIME_TIMEZONE if value.tzinfo is not None else self

    def result_processor(self, dialect, coltype):
        return _from_text(dt.datetime.fromisoformat)

    @property
    def python_type(self):
        return dt.datetime


class Date(HasExpressionLookup, TypeEngine):
    """A day."""

    __visit_name__ = "date"

    def _kind(self, dialect):
        return {"type": "Date"}

    def result_processor(self, dialect, coltype):
        return _from_text(dt.date.fromisoformat)

    @property
    def python_type(self):
        return dt.date


class Time(HasExpressionLookup, TypeEngine):
    """A time of the day."""

    __visit_name__ = "time"

    def __init__(self, timezone=False):
        self.timezone = timezone

    def _kind(self, dialect):
        return {"type": "Time", "timezone": self.timezone}

    def _resolve_for_literal(self, value):
        return _TIME_TIMEZONE if value.tzinfo is not None else self

    def result_processor(self, dialect, coltype):
        return _from_text(dt.time.fromisoformat)

    @property
    def python_type(self):
        return dt.time


class _AbstractInterval(HasExpressionLookup, TypeEngine):
    """A duration."""

    def coerce_compared_value(self, op, value):
        return self

    @property
    def python_type(self):
        return dt.timedelta


class Interval(Emulated, _AbstractInterval, TypeDecorator):
    """A duration; where the database has no such type, the time that passed since 1970."""

    __visit_name__ = "interval"
    impl = DateTime
    epoch = dt.datetime(1970, 1, 1)
    cache_ok = True

    def __init__(self, native=True, second_precision=None, day_precision=None):
        super().__init__()
        self.native = native
        self.second_precision = second_precision
        self.day_precision = day_precision

    @property
    def _type_affinity(self):
        return Interval

    def _kind(self, dialect):
        return {
            "type": "Interval",
            "native": 1 if self.native else 0,
            "second_precision": self.second_precision,
            "day_precision": self.day_precision,
        }

    def _is_native(self, dialect):
        return self.native and dialect.name in ("postgresql", "oracle")

    def bind_processor(self, dialect):
        if self._is_native(dialect):
            return None
        epoch = self.epoch
        return lambda value: epoch + value if isinstance(value, dt.timedelta) else value

    def result_processor(self, dialect, coltype):
        if self._is_native(dialect):
            return None
        read = DateTime().result_processor(dialect, coltype)
        epoch = self.epoch
        return lambda value: None if value is None else read(value) - epoch

    def __repr__(self):
        from .type_api import generic_repr

        return generic_repr(self, names_from=(DateTime,))


class TIMESTAMP(_Named, DateTime):
    __visit_name__ = "TIMESTAMP"
    _native_arguments = ("timezone",)

    def __init__(self, timezone=False):
        super().__init__(timezone=timezone)


class DATETIME(_Named, DateTime):
    __visit_name__ = "DATETIME"
    _native_arguments = ("timezone",)


class DATE(_Named, Date):
    __visit_name__ = "DATE"


class TIME(_Named, Time):
    __visit_name__ = "TIME"
    _native_arguments = ("timezone",)


_DATETIME_TIMEZONE = DateTime(timezone=True)
_TIME_TIMEZONE = Time(timezone=True)
