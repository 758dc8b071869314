# SPDX-License-Identifier: MIT
"""Several expressions as one value; the bounds of a part of an array."""
from .. import exc
from . import coercions, operators
from .clause import ColumnElement, many
from .names import placed_in
from .operations import ClauseList
from .sqltypes import NULLTYPE
from .type_api import to_instance


class Tuple(ClauseList, ColumnElement):
    """Several expressions as one value."""

    __visit_name__ = "tuple"
    operator = operators.comma_op
    group = True

    def __init__(self, *clauses, types=None):
        from .sqltypes import TupleType

        if types is not None and len(types) != len(clauses):
            raise exc.ArgumentError(
                f"Wrong number of elements for {len(types)}-tuple: {tuple(clauses)!r} "
            )
        self.clauses = tuple(
            coercions.expression(clause, type_=to_instance(types[number]) if types else None)
            for number, clause in enumerate(clauses)
        )
        self.type = TupleType(*(clause.type for clause in self.clauses))

    type = NULLTYPE

    @property
    def element(self):
        return self

    @property
    def _select_iterable(self):
        return (self,)

    def self_group(self, against=None):
        return self

    def _bind_param(self, operator, obj, type_=None, expanding=False):
        from .literals import BindParameter

        if expanding:
            return BindParameter(None, value=obj, unique=True, expanding=True, type_=type_,
                                 _compared_to_operator=operator, _compared_to_type=self.type)
        return Tuple(*(
            BindParameter(None, item, unique=True, _compared_to_operator=operator,
                          _compared_to_type=compared)
            for item, compared in zip(obj, self.type.types)
        ))

    def _notation(self, dialect):
        return {"node": "Tuple", "elements": many(self.clauses, dialect)}


class Slice(ColumnElement):
    """The bounds of a part of an array."""

    __visit_name__ = "slice"
    _internals = ("start", "stop")

    def __init__(self, start, stop, step, shift=0, _name=None):
        self.start = self._bound(start, shift, _name)
        self.stop = self._bound(stop, shift, _name)
        self.step = step

    @staticmethod
    def _bound(value, shift, name):
        from .sqltypes import INTEGERTYPE

        if value is None:
            return None
        if isinstance(value, int):
            value += shift
        return coercions.expression(value, type_=INTEGERTYPE, name=name)

    def self_group(self, against=None):
        return self

    def _notation(self, dialect):
        made = {"node": "Slice"}
        for key in ("start", "stop"):
            bound = getattr(self, key)
            if bound is not None:
                made[key] = bound._notation(dialect)
        return made


placed_in("sqlalchemy.sql.elements", globals())
