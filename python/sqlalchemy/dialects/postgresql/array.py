# SPDX-License-Identifier: MIT
"""ARRAY[...], ANY and ALL of PostgreSQL."""
from ...sql import coercions, operators
from ...sql.clause import type_notation
from ...sql.operations import ExpressionClauseList
from ...sql.sqltypes import NULLTYPE
from ...sql.type_api import to_instance
from .types import ARRAY

__all__ = ["ARRAY", "All", "Any", "array"]


def Any(other, arrexpr, operator=operators.eq):
    """``other operator ANY (array)``."""
    return arrexpr.any(other, operator)


def All(other, arrexpr, operator=operators.eq):
    """``other operator ALL (array)``."""
    return arrexpr.all(other, operator)


def require_postgresql(element, dialect):
    """Other databases have no words for it."""
    if dialect is not None and dialect.name != "postgresql":
        from ... import exc

        raise exc.UnsupportedCompilationError(dialect, type(element))


class array(ExpressionClauseList):
    """An array of expressions."""

    __visit_name__ = "array"
    stringify_dialect = "postgresql"

    def __init__(self, clauses, *, type_=None, **kw):
        self.operator = operators.comma_op
        self.clauses = tuple(coercions.expression(clause) for clause in clauses)
        given = to_instance(type_) if type_ is not None else None
        if given is not None and getattr(given, "_is_array", False):
            self.type = given
            return
        inner = given or (self.clauses[0].type if self.clauses else NULLTYPE)
        if getattr(inner, "_is_array", False):
            self.type = ARRAY(inner.item_type, dimensions=(inner.dimensions or 1) + 1)
        else:
            self.type = ARRAY(inner)

    @property
    def _select_iterable(self):
        return (self,)

    def _bind_param(self, operator, obj, type_=None, expanding=False):
        from ...sql.literals import BindParameter

        if type_ is None and isinstance(obj, (list, tuple)):
            return array([self._bind_param(operator, item, type_=self.type.item_type)
                          for item in obj])
        return BindParameter(None, obj, _compared_to_operator=operator, type_=type_,
                             _compared_to_type=self.type, unique=True)

    def self_group(self, against=None):
        return self

    def _notation(self, dialect):
        require_postgresql(self, dialect)
        made = {"node": "Array", "elements": [item._notation(dialect) for item in self.clauses]}
        if not self.type.item_type._isnull:
            made["type"] = type_notation(self.type, dialect)
        return made
