# SPDX-License-Identifier: MIT
"""CAST, CASE, EXTRACT, windows: expressions with words of their own."""
from .. import exc
from . import coercions, operators
from .clause import ColumnElement, many
from .operations import CollectionAggregate, UnaryExpression, and_
from .sqltypes import INTEGERTYPE, NULLTYPE
from .tuples import Tuple
from .type_api import to_instance
from .names import placed_in


class WrapsColumnExpression(ColumnElement):
    """Something around an expression, which is named like that."""

    @property
    def wrapped_column_expression(self):
        raise NotImplementedError()

    @property
    def _proxy_key(self):
        inner = self.wrapped_column_expression
        return inner._proxy_key if isinstance(inner, ColumnElement) else None

    @property
    def name(self):
        return self._proxy_key

    def _made_up_name(self):
        inner = self.wrapped_column_expression
        name = getattr(inner, "name", None)
        return name if name is not None else super()._made_up_name()


class Cast(WrapsColumnExpression):
    """CAST(... AS ...)."""

    __visit_name__ = "cast"
    _internals = ("clause",)
    _try = False

    def __init__(self, expression, type_):
        self.type = to_instance(type_)
        self.typeclause = _TypeHolder(self.type)
        self.clause = coercions.expression(expression, type_=self.type)

    @property
    def wrapped_column_expression(self):
        return self.clause

    def _notation(self, dialect):
        made = {"node": "Cast", "operand": self.clause._notation(dialect),
                "type": self.type._notation(dialect)}
        if self._try:
            made["try_cast"] = True
        return made


class _TypeHolder:
    def __init__(self, type_):
        self.type = type_


class TryCast(Cast):
    """A cast that gives NULL where it fails."""

    __visit_name__ = "try_cast"
    _try = True

    def _notation(self, dialect):
        if dialect is not None and dialect.name in ("postgresql", "sqlite", "mysql", "mariadb"):
            from .. import exc

            raise exc.UnsupportedCompilationError(dialect, type(self))
        return super()._notation(dialect)


class TypeCoerce(WrapsColumnExpression):
    """An expression taken for one of another type."""

    __visit_name__ = "type_coerce"
    _internals = ("clause",)

    def __init__(self, expression, type_):
        self.type = to_instance(type_)
        self.clause = coercions.expression(expression, type_=self.type)

    @property
    def wrapped_column_expression(self):
        return self.clause

    @property
    def typed_expression(self):
        if self.clause._is_bind_parameter:
            made = self.clause._clone()
            made.type = self.type
            return made
        return self.clause

    def _with_binary_element_type(self, type_):
        return self

    def self_group(self, against=None):
        return self

    def _notation(self, dialect):
        if self.clause._is_bind_parameter:
            return self.typed_expression._notation(dialect)
        return {"node": "TypeCoerce", "operand": self.clause._notation(dialect),
                "type": self.type._notation(dialect)}


class Case(ColumnElement):
    """CASE WHEN ... THEN ... END."""

    __visit_name__ = "case"
    _internals = ("value", "whens", "else_")

    def __init__(self, *whens, value=None, else_=None):
        if len(whens) == 1 and isinstance(whens[0], (list, dict)):
            if isinstance(whens[0], list):
                from .. import util

                util.warn_deprecated_20(
                    'The "whens" argument to "case()", when referring to a sequence of items, is '
                    "passed as a series of positional elements, rather than as a list.")
            whens = whens[0]
        if isinstance(whens, dict):
            whens = list(whens.items())
        try:
            self.whens = [
                (self._condition(when, value), coercions.expression(then)) for when, then in whens
            ]
        except (TypeError, ValueError) as error:
            if isinstance(error, exc.SQLAlchemyError):
                raise
            raise exc.ArgumentError("case() expects pairs of a condition and a result") from error
        if not self.whens:
            raise exc.ArgumentError("case() requires at least one condition")
        self.value = None if value is None else coercions.expression(value)
        self.else_ = None if else_ is None else coercions.expression(else_)
        self.type = next((then.type for _, then in reversed(self.whens) if not then.type._isnull),
                         NULLTYPE if self.else_ is None else self.else_.type)

    @staticmethod
    def _condition(when, value):
        if value is not None:
            return coercions.expression(when)
        found = coercions.resolved(when)
        if isinstance(found, str):
            coercions.refuse_text(found)
        return coercions.expression(found)

    def _notation(self, dialect):
        made = {"node": "Case", "whens": [
            {"condition": when._notation(dialect), "result": then._notation(dialect)}
            for when, then in self.whens
        ]}
        if self.value is not None:
            made["value"] = self.value._notation(dialect)
        if self.else_ is not None:
            made["otherwise"] = self.else_._notation(dialect)
        return made


class Extract(ColumnElement):
    """EXTRACT(field FROM ...)."""

    __visit_name__ = "extract"
    _internals = ("expr",)

    def __init__(self, field, expr):
        self.type = INTEGERTYPE
        self.field = field
        self.expr = coercions.expression(expr)

    def _notation(self, dialect):
        return {"node": "Extract", "field": self.field, "operand": self.expr._notation(dialect)}


def _expressions(given):
    """A list of expressions for ORDER BY and the like: one alone may stand without a list."""
    if given is None:
        return ()
    if isinstance(given, str) or not hasattr(given, "__iter__") or given.__iter__ is None:
        given = (given,)
    return tuple(coercions.order_expression(item) for item in given)


class Over(ColumnElement):
    """A function over a window."""

    __visit_name__ = "over"
    _internals = ("element", "partition_by", "order_by")

    def __init__(self, element, partition_by=None, order_by=None, range_=None, rows=None,
                 groups=None, exclude=None):
        self.element = element
        self.partition_by = _expressions(partition_by)
        self.order_by = _expressions(order_by)
        given = [item for item in (range_, rows, groups) if item]
        if len(given) > 1:
            raise exc.ArgumentError("only one of 'rows', 'range_', or 'groups' may be provided")
        self.range_, self.rows, self.groups = range_, rows, groups
        self.type = element.type

    @property
    def _frame(self):
        for unit, bounds in (("RANGE", self.range_), ("ROWS", self.rows),
                             ("GROUPS", self.groups)):
            if not bounds:
                continue
            if not isinstance(bounds, tuple) or len(bounds) != 2:
                raise exc.ArgumentError("2-tuple expected for range/rows")
            return {"unit": unit, "from": _frame_bound(bounds[0]), "to": _frame_bound(bounds[1])}
        return None

    def _notation(self, dialect):
        return {"node": "Over", "element": self.element._notation(dialect),
                "partition_by": many(self.partition_by, dialect),
                "order_by": many(self.order_by, dialect), "frame": self._frame}


def _frame_bound(value):
    if value is None:
        return {}
    try:
        return {"offset": int(value)}
    except (TypeError, ValueError) as error:
        raise exc.ArgumentError(
            "Integer or None expected for range value") from error


class WithinGroup(ColumnElement):
    """An aggregate over a sorted group."""

    __visit_name__ = "withingroup"
    _internals = ("element", "order_by")

    def __init__(self, element, *order_by):
        self.element = element
        self.order_by = _expressions(order_by)

    def over(self, partition_by=None, order_by=None, rows=None, range_=None, groups=None):
        return Over(self, partition_by, order_by, range_, rows, groups)

    def filter(self, *criterion):
        return FunctionFilter(self, *criterion) if criterion else self

    @property
    def type(self):
        within = getattr(self.element, "within_group_type", None)
        found = within(self) if within is not None else None
        return self.element.type if found is None else found

    def _notation(self, dialect):
        return {"node": "WithinGroup", "function": self.element._notation(dialect),
                "order_by": many(self.order_by, dialect)}


class FunctionFilter(ColumnElement):
    """An aggregate of those rows that fulfil a condition."""

    __visit_name__ = "funcfilter"
    _internals = ("func", "criterion")
    criterion = None

    def __init__(self, func, *criterion):
        self.func = func
        self._add(criterion)

    def _add(self, criterion):
        for condition in map(coercions.condition, criterion):
            self.criterion = (condition if self.criterion is None
                              else and_(self.criterion, condition))

    def filter(self, *criterion):
        made = self._clone()
        made._add(criterion)
        return made

    def over(self, partition_by=None, order_by=None, range_=None, rows=None, groups=None):
        return Over(self, partition_by, order_by, range_, rows, groups)

    def within_group(self, *order_by):
        return WithinGroup(self, *order_by)

    @property
    def type(self):
        return self.func.type

    def _notation(self, dialect):
        return {"node": "Filter", "function": self.func._notation(dialect),
                "condition": self.criterion._notation(dialect)}


# ---- the functions that make them


def cast(expression, type_):
    return Cast(expression, type_)


def try_cast(expression, type_):
    return TryCast(expression, type_)


def type_coerce(expression, type_):
    return TypeCoerce(expression, type_)


def case(*whens, value=None, else_=None, **more):
    if "whens" in more:  # the name of the argument in 1.x
        whens = (more.pop("whens"),)
    if more:
        raise TypeError(f"case() got an unexpected keyword argument {next(iter(more))!r}")
    return Case(*whens, value=value, else_=else_)


def extract(field, expr):
    return Extract(field, expr)


def over(element, partition_by=None, order_by=None, range_=None, rows=None, groups=None):
    return Over(element, partition_by, order_by, range_, rows, groups)


def within_group(element, *order_by):
    return WithinGroup(element, *order_by)


def funcfilter(func, *criterion):
    return FunctionFilter(func, *criterion)


def tuple_(*clauses, types=None):
    if len(clauses) == 1 and isinstance(clauses[0], (list, tuple)):
        clauses = clauses[0]
    return Tuple(*clauses, types=types)


def label(name, element, type_=None):
    from .columns import Label

    return Label(name, element, type_)


def between(expr, lower_bound, upper_bound, symmetric=False):
    return coercions.expression(expr).between(lower_bound, upper_bound, symmetric=symmetric)


def collate(expression, collation):
    from .columns import CollationClause

    return CollationClause._create_collation_expression(coercions.expression(expression),
                                                        collation)


def bitwise_not(expr):
    return coercions.expression(expr).bitwise_not()


def any_(expr):
    return CollectionAggregate._create_any(expr)


def all_(expr):
    return CollectionAggregate._create_all(expr)


def asc(column):
    return UnaryExpression._create_asc(column)


def desc(column):
    return UnaryExpression._create_desc(column)


def nulls_first(column):
    return UnaryExpression._create_nulls_first(column)


def nulls_last(column):
    return UnaryExpression._create_nulls_last(column)


nullsfirst, nullslast = nulls_first, nulls_last


def distinct(expr):
    return UnaryExpression._create_distinct(expr)


def custom_op(*args, **kw):
    return operators.custom_op(*args, **kw)


placed_in("sqlalchemy.sql.elements", globals())
