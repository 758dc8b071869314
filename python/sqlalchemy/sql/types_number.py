# SPDX-License-Identifier: MIT
"""Types of numbers."""
from .type_api import TypeEngine
from .types_text import _Named


class _Arithmetic:
    """A type whose operators give a type that depends upon the other side."""

    class Comparator(TypeEngine.Comparator):
        __slots__ = ()

        def _adapt_expression(self, op, other_comparator):
            from .sqltypes import NULLTYPE, expression_adaptations

            mine = self.type._type_affinity
            other = other_comparator.type
            found = expression_adaptations(mine).get(op, {}).get(other._type_affinity)
            if found is None:
                return op, NULLTYPE
            if found is Numeric and isinstance(self.type, Float):
                return op, self.type
            if found is other._type_affinity:
                return op, other
            return op, self.type if found is mine else found()

    comparator_factory = Comparator


class Integer(_Arithmetic, TypeEngine):
    """A whole number."""

    __visit_name__ = "integer"
    _generic = "Integer"

    def _kind(self, dialect):
        return {"type": self._generic}

    @property
    def python_type(self):
        return int

    def _resolve_for_literal(self, value):
        return _BIGINTEGER if value.bit_length() >= 32 else self


class SmallInteger(Integer):
    """A small whole number."""

    __visit_name__ = "small_integer"
    _generic = "SmallInteger"


class BigInteger(Integer):
    """A large whole number."""

    __visit_name__ = "big_integer"
    _generic = "BigInteger"


class Numeric(_Arithmetic, TypeEngine):
    """An exact number."""

    __visit_name__ = "numeric"
    _default_decimal_return_scale = 10

    def __init__(self, precision=None, scale=None, decimal_return_scale=None, asdecimal=True):
        self.precision = precision
        self.scale = scale
        self.decimal_return_scale = decimal_return_scale
        self.asdecimal = asdecimal

    def _kind(self, dialect):
        return {
            "type": "Numeric",
            "precision": self.precision,
            "scale": self.scale,
            "float_result": not self.asdecimal,
        }

    @property
    def _effective_decimal_return_scale(self):
        if self.decimal_return_scale is not None:
            return self.decimal_return_scale
        if getattr(self, "scale", None) is not None:
            return self.scale
        return self._default_decimal_return_scale

    @property
    def python_type(self):
        if not self.asdecimal:
            return float
        from decimal import Decimal

        return Decimal

    def result_processor(self, dialect, coltype):
        if not self.asdecimal:
            return lambda value: None if value is None else float(value)
        from decimal import Decimal

        digits = self._effective_decimal_return_scale

        def process(value):
            if value is None or isinstance(value, Decimal):
                return value
            return Decimal(f"{value:.{digits}f}" if not isinstance(value, str) else value)

        return process


class Float(Numeric):
    """An approximate number."""

    __visit_name__ = "float"
    scale = None

    def __init__(self, precision=None, asdecimal=False, decimal_return_scale=None):
        self.precision = precision
        self.asdecimal = asdecimal
        self.decimal_return_scale = decimal_return_scale

    def _kind(self, dialect):
        return {"type": "Float", "precision": self.precision, "asdecimal": self.asdecimal}

    def result_processor(self, dialect, coltype):
        return super().result_processor(dialect, coltype) if self.asdecimal else None


class Double(Float):
    """An approximate number of double size."""

    __visit_name__ = "double"

    def _kind(self, dialect):
        return {"type": "Double", "precision": self.precision, "asdecimal": self.asdecimal}


class REAL(_Named, Float):
    __visit_name__ = "REAL"


class FLOAT(_Named, Float):
    __visit_name__ = "FLOAT"
    _native_arguments = ("precision",)


class DOUBLE(_Named, Double):
    __visit_name__ = "DOUBLE"


class DOUBLE_PRECISION(_Named, Double):
    __visit_name__ = "DOUBLE_PRECISION"


class NUMERIC(_Named, Numeric):
    __visit_name__ = "NUMERIC"
    _native_arguments = ("precision", "scale")


class DECIMAL(_Named, Numeric):
    __visit_name__ = "DECIMAL"
    _native_arguments = ("precision", "scale")


class INTEGER(_Named, Integer):
    __visit_name__ = "INTEGER"


INT = INTEGER


class SMALLINT(_Named, SmallInteger):
    __visit_name__ = "SMALLINT"


class BIGINT(_Named, BigInteger):
    __visit_name__ = "BIGINT"


_BIGINTEGER = BigInteger()


