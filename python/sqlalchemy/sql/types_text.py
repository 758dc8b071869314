# SPDX-License-Identifier: MIT
"""Types of characters and of octets."""
from . import operators
from .type_api import LONGEST, TypeEngine, TypeEngineMixin, to_instance, written_out


class Concatenable(TypeEngineMixin):
    """A type whose + puts two values behind one another."""

    class Comparator(TypeEngine.Comparator):
        __slots__ = ()

        def _adapt_expression(self, op, other_comparator):
            other = other_comparator.type
            if op is operators.add and (
                isinstance(other, (Concatenable, String)) or getattr(other, "_isnull", False)
            ):
                return operators.concat_op, self.expr.type
            return op, self.expr.type

    comparator_factory = Comparator


class String(Concatenable, TypeEngine):
    """Characters: VARCHAR."""

    __visit_name__ = "string"
    _generic = "String"

    def __init__(self, length=None, collation=None):
        self.length = length
        self.collation = collation

    def _kind(self, dialect):
        made = {"type": self._generic}
        if self.length is not None:
            made["length"] = self.length
            if type(self.length) is int and self.length > LONGEST:
                return written_out(self, dialect)
        if self.collation is not None:
            made["collation"] = self.collation
        return made

    def _with_collation(self, collation):
        made = self.copy()
        made.collation = collation
        return made

    def _resolve_for_literal(self, value):
        return _STRING if str(value).isascii() else _UNICODE

    @property
    def python_type(self):
        return str


class Text(String):
    """Characters without a limit: TEXT."""

    __visit_name__ = "text"
    _generic = "Text"


class Unicode(String):
    """Characters of any script."""

    __visit_name__ = "unicode"
    _generic = "Unicode"


class UnicodeText(Text):
    """Characters of any script, without a limit."""

    __visit_name__ = "unicode_text"
    _generic = "UnicodeText"


class _Named:
    """A type that says its own SQL name."""

    _kind = TypeEngine._kind


class CHAR(_Named, String):
    __visit_name__ = "CHAR"
    _native_arguments = ("length", "collation")


class NCHAR(_Named, Unicode):
    __visit_name__ = "NCHAR"
    _native_arguments = ("length", "collation")


class VARCHAR(_Named, String):
    __visit_name__ = "VARCHAR"
    _native_arguments = ("length", "collation")


class NVARCHAR(_Named, Unicode):
    __visit_name__ = "NVARCHAR"
    _native_arguments = ("length", "collation")


class TEXT(_Named, Text):
    __visit_name__ = "TEXT"
    _native_arguments = ("length", "collation")


class CLOB(_Named, Text):
    __visit_name__ = "CLOB"
    _native_arguments = ("length", "collation")


class _Binary(TypeEngine):
    """Octets of any kind."""

    def __init__(self, length=None):
        self.length = length

    @property
    def python_type(self):
        return bytes

    def result_processor(self, dialect, coltype):
        return lambda value: None if value is None else bytes(value)

    def coerce_compared_value(self, op, value):
        if isinstance(value, str):
            return self
        return super().coerce_compared_value(op, value)

    @property
    def _type_affinity(self):
        return _Binary


class LargeBinary(_Binary):
    """Octets: BYTEA, BLOB..."""

    __visit_name__ = "large_binary"

    def __init__(self, length=None):
        _Binary.__init__(self, length=length)

    def _kind(self, dialect):
        if type(self.length) is int and self.length > LONGEST:
            return written_out(self, dialect)
        return {"type": "LargeBinary", "length": self.length}


class BLOB(_Named, LargeBinary):
    __visit_name__ = "BLOB"
    _native_arguments = ("length",)


class BINARY(_Binary):
    __visit_name__ = "BINARY"
    _native_arguments = ("length",)


class VARBINARY(_Binary):
    __visit_name__ = "VARBINARY"
    _native_arguments = ("length",)


_STRING = to_instance(String)
_UNICODE = to_instance(Unicode)
