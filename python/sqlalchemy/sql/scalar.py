# SPDX-License-Identifier: MIT
"""A select as one value, or as the question whether it has rows."""
from . import coercions, operators
from .clause import ColumnElement
from .operations import UnaryExpression
from .sqltypes import BOOLEANTYPE, NULLTYPE
from .names import placed_in


class ScalarSelect(ColumnElement):
    """A select as one value."""

    __visit_name__ = "scalar_select"
    _internals = ("element",)
    _is_implicitly_boolean = True

    def __init__(self, element):
        self.element = element
        columns = getattr(element, "_all_selected_columns", ())
        self.type = getattr(columns[0], "type", NULLTYPE) if columns else NULLTYPE

    @property
    def _from_objects(self):
        return []

    @property
    def columns(self):
        from ..exc import InvalidRequestError

        raise InvalidRequestError(
            "Scalar Select expression has no columns; use this object directly within a "
            "column-level expression."
        )

    c = columns

    def where(self, crit):
        return self._changed(self.element.where(crit))

    def correlate(self, *fromclauses):
        return self._changed(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        return self._changed(self.element.correlate_except(*fromclauses))

    def _changed(self, element):
        made = self._clone()
        made.element = element
        return made

    def self_group(self, against=None):
        return self

    def _negate(self):
        if getattr(self.type, "_isnull", True) or self.type is not BOOLEANTYPE:
            return UnaryExpression(self, operator=operators.inv, type_=BOOLEANTYPE)
        return super()._negate()

    def _notation(self, dialect):
        return {"node": "ScalarSubquery", "select": self.element._notation(dialect)}


class Exists(UnaryExpression):
    """EXISTS (SELECT ...)."""

    __visit_name__ = "unary"

    def __init__(self, *args, **kwargs):
        from .columns import ColumnClause
        from .select import Select

        if args and isinstance(coercions.resolved(args[0]), ScalarSelect):
            inner = coercions.resolved(args[0])
        elif args and getattr(coercions.resolved(args[0]), "_is_select_base", False):
            inner = coercions.resolved(args[0]).scalar_subquery()
        elif args or kwargs:
            inner = Select._legacy(*args, **kwargs).scalar_subquery()
        else:
            inner = Select(ColumnClause("*", is_literal=True)).scalar_subquery()
        super().__init__(inner, operator=operators.exists, type_=BOOLEANTYPE)

    @property
    def _from_objects(self):
        return []

    def _changed(self, element):
        made = self._clone()
        made.element = element.scalar_subquery()
        return made

    @property
    def _select(self):
        return self.element.element

    def where(self, *clauses):
        return self._changed(self._select.where(*clauses))

    def select_from(self, *froms):
        return self._changed(self._select.select_from(*froms))

    def correlate(self, *fromclauses):
        return self._changed(self._select.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        return self._changed(self._select.correlate_except(*fromclauses))

    def select(self, *_more):
        from .select import Select

        return Select(self)


def exists(*args, **kwargs):
    return Exists(*args, **kwargs)


placed_in("sqlalchemy.sql.selectable", globals())
