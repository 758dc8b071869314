# SPDX-License-Identifier: MIT
"""HSTORE: maps of strings to strings in PostgreSQL."""
from ...sql import sqltypes
from ...sql.type_api import TypeEngine, to_instance
from .types import _Own

__all__ = ["HSTORE", "hstore"]


class HSTORE(_Own, sqltypes.Indexable, sqltypes.Concatenable, TypeEngine):
    __visit_name__ = "HSTORE"
    hashable = False
    text_type = sqltypes.Text()

    def __init__(self, text_type=None):
        if text_type is not None:
            self.text_type = to_instance(text_type)

    class Comparator(sqltypes.Indexable.Comparator, sqltypes.Concatenable.Comparator):
        __slots__ = ()

        def _condition(self, name, other):
            from . import operators

            return self.operate(getattr(operators, name), other, result_type=sqltypes.Boolean)

        def has_key(self, other):
            return self._condition("HAS_KEY", other)

        def has_all(self, other):
            return self._condition("HAS_ALL", other)

        def has_any(self, other):
            return self._condition("HAS_ANY", other)

        def contains(self, other, **kwargs):
            return self._condition("CONTAINS", other)

        def contained_by(self, other):
            return self._condition("CONTAINED_BY", other)

        def _setup_getitem(self, index):
            from .operators import GETITEM

            return GETITEM, index, self.type.text_type

        def _call(self, name, type_, *arguments):
            from ...sql.functions import func

            return getattr(func, name)(self.expr, *arguments, type_=type_)

        def defined(self, key):
            return self._call("defined", sqltypes.Boolean, key)

        def delete(self, key):
            return self._call("delete", HSTORE, _write(key) if isinstance(key, dict) else key)

        def slice(self, array):
            return self._call("slice", HSTORE, array)

        def keys(self):
            return self._call("akeys", sqltypes.ARRAY(sqltypes.Text))

        def vals(self):
            return self._call("avals", sqltypes.ARRAY(sqltypes.Text))

        def array(self):
            return self._call("hstore_to_array", sqltypes.ARRAY(sqltypes.Text))

        def matrix(self):
            return self._call("hstore_to_matrix", sqltypes.ARRAY(sqltypes.Text))

    comparator_factory = Comparator

    def coerce_compared_value(self, op, value):
        from . import operators

        if op in (operators.CONTAINS, operators.CONTAINED_BY):
            return self
        return super().coerce_compared_value(op, value)

    def bind_processor(self, dialect):
        return lambda value: _write(value) if isinstance(value, dict) else value

    def result_processor(self, dialect, coltype):
        return lambda value: _read(value) if isinstance(value, str) else value


def _quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write(value):
    """A map in the text form of the type."""
    parts = []
    for key, item in value.items():
        for text, position in ((key, "key"), (item, "value")):
            if not isinstance(text, str) and (text is not None or position == "key"):
                raise ValueError(f"{text!r} in {position} position is not a string.")
        parts.append(f"{_quoted(key)}=>{'NULL' if item is None else _quoted(item)}")
    return ", ".join(parts)


def _read(text):
    """The map that `text`, as the database gives it, stands for."""
    import re

    pair = re.compile(r'\s*"((?:\\.|[^"\\])*)"\s*=>\s*(?:"((?:\\.|[^"\\])*)"|NULL)\s*(?:,|$)')
    found, position = {}, 0
    while position < len(text):
        match = pair.match(text, position)
        if match is None:
            raise ValueError(f"could not parse an hstore at position {position}: {text!r}")
        key, value = match.groups()
        plain = re.compile(r"\\(.)")
        found[plain.sub(r"\1", key)] = None if value is None else plain.sub(r"\1", value)
        position = match.end()
    return found


def hstore(*arguments, **kw):
    """The function hstore(), whose value is an HSTORE."""
    from ...sql.functions import func

    return func.hstore(*arguments, type_=HSTORE, **kw)
