# SPDX-License-Identifier: MIT
"""SQLite's dates and times, which are text of some form, and the types that it shares."""
import datetime as dt

from ...sql import sqltypes
from ...sql.sqltypes import (BLOB, BOOLEAN, CHAR, DECIMAL, FLOAT, INTEGER, NUMERIC, REAL, SMALLINT,
                             TEXT, TIMESTAMP, VARCHAR)
from ...sql.type_api import TypeEngine

__all__ = [
    "BLOB", "BOOLEAN", "CHAR", "DATE", "DATETIME", "DECIMAL", "FLOAT", "INTEGER", "JSON",
    "NUMERIC", "REAL", "SMALLINT", "TEXT", "TIME", "TIMESTAMP", "VARCHAR",
]

_DAY = "%(year)04d-%(month)02d-%(day)02d"
_TIME = "%(hour)02d:%(minute)02d:%(second)02d"


class _DateTimeMixin:
    """Moments stored as text of a given form."""

    _native_dialect = "sqlite"
    _regexp = None
    _storage_format = None
    _truncated_format = None

    def __init__(self, storage_format=None, regexp=None, **kw):
        super().__init__(**kw)
        if regexp is not None:
            self._regexp = regexp
        if storage_format is not None:
            self._storage_format = storage_format

    def _truncate(self, kwargs):
        if kwargs.pop("truncate_microseconds", False):
            for other in ("storage_format", "regexp"):
                assert other not in kwargs, (
                    f"You can specify only one of truncate_microseconds or {other}."
                )
            self._storage_format = self._truncated_format

    def _kind(self, dialect):
        if dialect is not None and dialect.name != "sqlite":
            return super()._kind(dialect)
        made = TypeEngine._kind(self, dialect)
        made["arguments"]["storage_format"] = self._storage_format
        return made

    @property
    def format_is_text_affinity(self):
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return not (self._storage_format % dict.fromkeys(parts, 0)).isdigit()

    def _parsed(self, make):
        import re

        pattern = re.compile(self._regexp)

        def process(value):
            if value is None:
                return None
            match = pattern.match(value)
            if match is None:
                raise ValueError(f"Couldn't parse {make.__name__} string '{value}' - value is not "
                                 "a string.")
            named = match.groupdict()
            if named:
                return make(**{name: int(part or 0) for name, part in named.items()})
            return make(*(int(part or 0) for part in match.groups()))

        return process


class DATETIME(_DateTimeMixin, sqltypes.DateTime):
    __visit_name__ = "DATETIME"
    _storage_format = f"{_DAY} {_TIME}.%(microsecond)06d"
    _truncated_format = f"{_DAY} {_TIME}"

    def __init__(self, *args, **kwargs):
        self._truncate(kwargs)
        super().__init__(*args, **kwargs)

    def result_processor(self, dialect, coltype):
        if self._regexp:
            return self._parsed(dt.datetime)
        return super().result_processor(dialect, coltype)


class DATE(_DateTimeMixin, sqltypes.Date):
    __visit_name__ = "DATE"
    _storage_format = _DAY

    def result_processor(self, dialect, coltype):
        if self._regexp:
            return self._parsed(dt.date)
        return super().result_processor(dialect, coltype)


class TIME(_DateTimeMixin, sqltypes.Time):
    __visit_name__ = "TIME"
    _storage_format = f"{_TIME}.%(microsecond)06d"
    _truncated_format = _TIME

    def __init__(self, *args, **kwargs):
        self._truncate(kwargs)
        super().__init__(*args, **kwargs)

    def result_processor(self, dialect, coltype):
        if self._regexp:
            return self._parsed(dt.time)
        return super().result_processor(dialect, coltype)


class JSON(sqltypes.JSON):
    _native_dialect = "sqlite"
    _kind = TypeEngine._kind
