# SPDX-License-Identifier: MIT
"""Ranges of PostgreSQL: the types, and their values."""
from ..._annotations import Generic
from ...sql import sqltypes
from ...sql.type_api import TypeEngine
from .types import _Own

_CONDITIONS = {
    "contains": "CONTAINS", "contained_by": "CONTAINED_BY", "overlaps": "OVERLAP",
    "strictly_left_of": "STRICTLY_LEFT_OF", "strictly_right_of": "STRICTLY_RIGHT_OF",
    "not_extend_right_of": "NOT_EXTEND_RIGHT_OF", "not_extend_left_of": "NOT_EXTEND_LEFT_OF",
    "adjacent_to": "ADJACENT_TO",
}


class Range(Generic):
    """The values from `lower` to `upper`."""

    def __init__(self, lower=None, upper=None, *, bounds="[)", empty=False):
        self.lower = lower
        self.upper = upper
        self.bounds = bounds
        self.empty = empty

    @property
    def isempty(self):
        return self.empty

    is_empty = isempty

    @property
    def lower_inc(self):
        return self.bounds[0] == "["

    @property
    def lower_inf(self):
        return not self.empty and self.lower is None

    @property
    def upper_inc(self):
        return self.bounds[1] == "]"

    @property
    def upper_inf(self):
        return not self.empty and self.upper is None

    def __contains__(self, value):
        if self.empty:
            return False
        low = self.lower is None or value > self.lower or self.lower_inc and value == self.lower
        high = self.upper is None or value < self.upper or self.upper_inc and value == self.upper
        return low and high

    def __bool__(self):
        return not self.empty

    def __eq__(self, other):
        if not isinstance(other, Range):
            return NotImplemented
        if self.empty or other.empty:
            return self.empty and other.empty
        return (self.lower, self.upper, self.bounds) == (other.lower, other.upper, other.bounds)

    def __hash__(self):
        return hash((self.lower, self.upper, self.bounds, self.empty))

    def __str__(self):
        if self.empty:
            return "empty"
        ends = ["" if end is None else str(end) for end in (self.lower, self.upper)]
        return f"{self.bounds[0]}{ends[0]},{ends[1]}{self.bounds[1]}"

    _stringify = __str__

    def __repr__(self):
        more = "" if self.bounds == "[)" else f", bounds={self.bounds!r}"
        more += ", empty=True" if self.empty else ""
        return f"Range({self.lower!r}, {self.upper!r}{more})"


class MultiRange(list):
    """Several ranges as one value."""


class AbstractRange(_Own, TypeEngine):
    """The base of the types of ranges."""

    def _resolve_for_literal(self, value):
        return self

    class Comparator(TypeEngine.Comparator):
        __slots__ = ()

        def _condition(self, name, other):
            from . import operators

            return self.operate(getattr(operators, _CONDITIONS[name]), other,
                                result_type=sqltypes.Boolean)

        def contains(self, other, **kw):
            return self._condition("contains", other)

        def contained_by(self, other):
            return self._condition("contained_by", other)

        def overlaps(self, other):
            return self._condition("overlaps", other)

        def strictly_left_of(self, other):
            return self._condition("strictly_left_of", other)

        def strictly_right_of(self, other):
            return self._condition("strictly_right_of", other)

        def not_extend_right_of(self, other):
            return self._condition("not_extend_right_of", other)

        def not_extend_left_of(self, other):
            return self._condition("not_extend_left_of", other)

        def adjacent_to(self, other):
            return self._condition("adjacent_to", other)

        __lshift__ = strictly_left_of
        __rshift__ = strictly_right_of

    comparator_factory = Comparator

    def bind_processor(self, dialect):
        def process(value):
            if isinstance(value, Range):
                return str(value)
            if isinstance(value, (list, tuple)):
                return "{" + ",".join(str(item) for item in value) + "}"
            return value

        return process


class AbstractSingleRange(AbstractRange):
    """One range."""

    def _end(self, text):
        return text

    def result_processor(self, dialect, coltype):
        def process(value):
            if not isinstance(value, str):
                return value
            if value == "empty":
                return Range(empty=True)
            lower, _, upper = value[1:-1].partition(",")
            ends = [self._end(end.strip('"')) if end else None for end in (lower, upper)]
            return Range(*ends, bounds=value[0] + value[-1])

        return process


class AbstractMultiRange(AbstractRange):
    """Several ranges."""


class INT4RANGE(AbstractSingleRange):
    __visit_name__ = "INT4RANGE"
    _end = int


class INT8RANGE(AbstractSingleRange):
    __visit_name__ = "INT8RANGE"
    _end = int


class NUMRANGE(AbstractSingleRange):
    __visit_name__ = "NUMRANGE"

    def _end(self, text):
        from decimal import Decimal

        return Decimal(text)


class DATERANGE(AbstractSingleRange):
    __visit_name__ = "DATERANGE"

    def _end(self, text):
        from datetime import date

        return date.fromisoformat(text)


class TSRANGE(AbstractSingleRange):
    __visit_name__ = "TSRANGE"

    def _end(self, text):
        from datetime import datetime

        return datetime.fromisoformat(text)


class TSTZRANGE(TSRANGE):
    __visit_name__ = "TSTZRANGE"


class INT4MULTIRANGE(AbstractMultiRange):
    __visit_name__ = "INT4MULTIRANGE"


class INT8MULTIRANGE(AbstractMultiRange):
    __visit_name__ = "INT8MULTIRANGE"


class NUMMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "NUMMULTIRANGE"


class DATEMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "DATEMULTIRANGE"


class TSMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "TSMULTIRANGE"


class TSTZMULTIRANGE(AbstractMultiRange):
    __visit_name__ = "TSTZMULTIRANGE"
