# SPDX-License-Identifier: MIT
"""Expressions and functions that PostgreSQL has of its own."""
from ...sql import coercions, functions
from ...sql.clause import ColumnElement, many
from ...sql.literals import BindParameter
from .array import require_postgresql
from .exclude import ExcludeConstraint
from .types import ARRAY

__all__ = ["ExcludeConstraint", "aggregate_order_by", "array_agg", "phraseto_tsquery",
           "plainto_tsquery", "to_tsquery", "to_tsvector", "ts_headline", "websearch_to_tsquery"]


class aggregate_order_by(ColumnElement):
    """The argument of an aggregate, and the order in which it takes the rows."""

    __visit_name__ = "aggregate_order_by"
    _internals = ("target", "order_by")
    stringify_dialect = "postgresql"

    def __init__(self, target, *order_by):
        if not order_by:
            raise TypeError("at least one ORDER BY element is required")
        self.target = coercions.expression(target)
        self.type = self.target.type
        self.order_by = tuple(coercions.order_expression(item) for item in order_by)

    def self_group(self, against=None):
        return self

    def _notation(self, dialect):
        require_postgresql(self, dialect)
        return {"node": "Ordered", "element": self.target._notation(dialect),
                "order_by": many(self.order_by, dialect)}


def array_agg(*arg, **kw):
    """array_agg() with PostgreSQL's type of arrays."""
    parsed = [coercions.expression(item, name="array_agg") for item in arg]
    inner = parsed[0].type
    kw.setdefault("type_", inner if getattr(inner, "_is_array", False) else ARRAY(inner))
    return functions.func.array_agg(*parsed, **kw)


def _text_search(name, type_name):
    """A function that takes the name of a configuration before its text."""

    def __init__(self, *args, **kwargs):
        from . import types

        args = list(args)
        if len(args) > 1 and isinstance(args[0], str):
            args[0] = BindParameter(name, args[0], type_=types.REGCONFIG(), unique=True)
        kwargs.setdefault("type_", getattr(types, type_name)())
        functions.GenericFunction.__init__(self, *args, **kwargs)

    return type(name, (functions.GenericFunction,), {
        "name": name, "identifier": name, "__init__": __init__, "__module__": __name__})


to_tsvector = _text_search("to_tsvector", "TSVECTOR")
to_tsquery = _text_search("to_tsquery", "TSQUERY")
plainto_tsquery = _text_search("plainto_tsquery", "TSQUERY")
phraseto_tsquery = _text_search("phraseto_tsquery", "TSQUERY")
websearch_to_tsquery = _text_search("websearch_to_tsquery", "TSQUERY")
ts_headline = _text_search("ts_headline", "TEXT")

