# SPDX-License-Identifier: MIT
"""Operators with their operands, lists of expressions, AND and OR."""
from .. import exc
from . import coercions, operators
from .clause import ClauseElement, ColumnElement, type_notation
from .literals import False_, True_, _Constant
from .sqltypes import BOOLEANTYPE, NULLTYPE, Boolean
from .type_api import to_instance
from .names import placed_in


def operator_notation(op):
    """The keys that name an operator to the core."""
    if isinstance(op, operators.custom_op):
        return {"op": "custom", "custom": op._notation()}
    name = operators.core_name(op)
    if name is None:
        raise exc.UnsupportedCompilationError(None, op)
    return {"op": name}


def _is_boolean(type_):
    return type_._type_affinity is Boolean


def construct(left, right, op, type_, negate=None, modifiers=None):
    """`left op right`; what can be written in one row without parentheses becomes one list."""
    if operators.is_associative(op):
        parts, several = [], False
        for side in (left, right):
            if getattr(side, "operator", None) is op and type_._compare_type_affinity(side.type):
                several = True
                parts.extend(side._flattened)
            else:
                parts.append(side)
        if several:
            return ExpressionClauseList._of(op, type_, parts)
    if right._is_collection_aggregate:
        negate = None
    return BinaryExpression(left, right, op, type_=type_, negate=negate, modifiers=modifiers)


class OperatorExpression(ColumnElement):
    """An operator applied to something."""

    operator = None

    @property
    def is_comparison(self):
        return operators.is_comparison(self.operator)


class BinaryExpression(OperatorExpression):
    """Two operands and an operator between them."""

    __visit_name__ = "binary"
    _internals = ("left", "right")
    _is_implicitly_boolean = True

    def __init__(self, left, right, operator, type_=None, negate=None, modifiers=None):
        self.left = left
        self.right = right
        self.operator = operator
        self.type = BOOLEANTYPE if type_ is None and operators.is_comparison(operator) else (
            to_instance(type_))
        self.negate = negate
        self.modifiers = modifiers or {}

    @property
    def _flattened(self):
        return [self.left, self.right]

    def __bool__(self):
        # So that expressions can be searched for in lists: two of them are equal when they are
        # the same object.
        if self.operator in (operators.eq, operators.ne):
            same = hash(self.left) == hash(self.right)
            return same if self.operator is operators.eq else not same
        raise TypeError("Boolean value of this clause is not defined")

    def self_group(self, against=None):
        return _explicit_group(self, against)

    def _negate(self):
        if self.negate is not None:
            return BinaryExpression(self.left, self.right, self.negate, type_=self.type,
                                    negate=self.operator, modifiers=self.modifiers)
        return Grouping(self)._negate()

    def _notation(self, dialect):
        operator = self.operator
        if (
            operator is operators.json_getitem_op and _has_subscripts(self.left.type, dialect)
            # What is read as something else is taken out as text and cast.
            and self.type._type_affinity.__visit_name__ == "JSON"
        ):
            operator = operators.getitem
        made = {"node": "Binary", **operator_notation(operator),
                "left": self.left._notation(dialect), "right": self.right._notation(dialect)}
        type_ = type_notation(self.type, dialect)
        if type_ is not None:
            made["type"] = type_
        for key in ("escape", "flags"):
            value = self.modifiers.get(key)
            if value is not None:
                made[key] = str(getattr(value, "value", value))
        if self.modifiers.get("symmetric"):
            made["symmetric"] = True
        return made


def _has_subscripts(type_, dialect):
    """Whether a key into a document of this type is written [key]: JSONB since PostgreSQL 14."""
    return (type_.__visit_name__ == "JSONB" and dialect is not None
            and dialect.name == "postgresql"
            and (dialect.server_version_info or (14,)) >= (14,))


class UnaryExpression(OperatorExpression):
    """An operator before or behind its operand."""

    __visit_name__ = "unary"
    _internals = ("element",)

    def __init__(self, element, operator=None, modifier=None, type_=None,
                 wraps_column_expression=False):
        self.operator = operator
        self.modifier = modifier
        self.element = element
        self.type = to_instance(type_)

    @classmethod
    def _ordering(cls, element, modifier):
        return cls(coercions.order_expression(element, role="GROUP BY / OF / etc. expression"),
                   modifier=modifier)

    @classmethod
    def _create_nulls_first(cls, column):
        return cls._ordering(column, operators.nulls_first_op)

    @classmethod
    def _create_nulls_last(cls, column):
        return cls._ordering(column, operators.nulls_last_op)

    @classmethod
    def _create_desc(cls, column):
        return cls._ordering(column, operators.desc_op)

    @classmethod
    def _create_asc(cls, column):
        return cls._ordering(column, operators.asc_op)

    @classmethod
    def _create_distinct(cls, expr):
        element = coercions.expression(expr)
        return cls(element, operator=operators.distinct_op, type_=element.type)

    @property
    def _order_by_label_element(self):
        if operators.is_order_by_modifier(self.modifier):
            return self.element._order_by_label_element
        return None

    def self_group(self, against=None):
        return _explicit_group(self, against) if self.operator is not None else self

    def _negate(self):
        if _is_boolean(self.type):
            return UnaryExpression(self, operator=operators.inv, type_=BOOLEANTYPE)
        return super()._negate()

    def _notation(self, dialect):
        op = self.operator or self.modifier
        if op is None:
            return self.element._notation(dialect)
        made = {"node": "Unary", **operator_notation(op),
                "operand": self.element._notation(dialect)}
        if self.operator is None:
            made["modifier"] = True
        type_ = type_notation(self.type, dialect)
        if type_ is not None:
            made["type"] = type_
        return made


class AsBoolean(UnaryExpression):
    """A boolean column as a condition, or the opposite of one."""

    _is_implicitly_boolean = True

    def __init__(self, element, operator, negate):
        self.element = element
        self.type = BOOLEANTYPE
        self.operator = operator
        self.negate = negate
        self.modifier = None

    def self_group(self, against=None):
        return self

    def _negate(self):
        if isinstance(self.element, (True_, False_)):
            return self.element._negate()
        return AsBoolean(self.element, self.negate, self.operator)


class CollectionAggregate(UnaryExpression):
    """ANY or ALL of an array or a select."""

    _is_collection_aggregate = True

    @classmethod
    def _create(cls, expr, op):
        element = coercions.resolved(expr)
        if getattr(element, "_is_select_base", False):
            element = element.scalar_subquery()
        else:
            element = coercions.expression(element)
        type_ = element.type
        if getattr(type_, "_is_array", False):
            type_ = type_.item_type
        return cls(element, operator=op, type_=type_)

    @classmethod
    def _create_any(cls, expr):
        return cls._create(expr, operators.any_op)

    @classmethod
    def _create_all(cls, expr):
        return cls._create(expr, operators.all_op)

    def operate(self, op, *other, **kwargs):
        if not operators.is_comparison(op):
            raise exc.ArgumentError("Only comparison operators may be used with ANY/ALL")
        return self.reverse_operate(operators.mirror(op), *other, **kwargs)

    def reverse_operate(self, op, other, **kwargs):
        if not operators.is_comparison(op):
            raise exc.ArgumentError("Only comparison operators may be used with ANY/ALL")
        return super().reverse_operate(op, other, **kwargs)


class Grouping(ColumnElement):
    """Parentheses that the author asked for."""

    __visit_name__ = "grouping"
    _internals = ("element",)

    def __init__(self, element):
        self.element = element
        self.type = getattr(element, "type", NULLTYPE)

    @property
    def key(self):
        return getattr(self.element, "key", None)

    @property
    def _label(self):
        return getattr(self.element, "_label", None) or self.anon_label

    @property
    def _proxies(self):
        return (self.element,) if isinstance(self.element, ColumnElement) else ()

    def self_group(self, against=None):
        return self

    def __getattr__(self, attr):
        if attr.startswith("__") or "element" not in self.__dict__:
            raise AttributeError(attr)
        return getattr(self.element, attr)

    def _notation(self, dialect):
        return {"node": "Grouping", "element": self.element._notation(dialect)}


def _explicit_group(element, against):
    # Beside operators the core knows where parentheses are needed; asked for by themselves, they
    # are the author's.
    return Grouping(element) if against is None else element


class ClauseList(ClauseElement):
    """Expressions with something between them, a comma for most."""

    __visit_name__ = "clauselist"
    _internals = ("clauses",)
    _is_clause_list = True

    def __init__(self, *clauses, operator=operators.comma_op, group=True, group_contents=True,
                 _literal_as_text_role=None):
        self.operator = operator
        self.group = group
        self.clauses = [coercions.order_expression(clause) for clause in clauses]

    @property
    def type(self):
        return NULLTYPE

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    @property
    def _select_iterable(self):
        return [column for clause in self.clauses for column in clause._select_iterable]

    def append(self, clause):
        self.clauses.append(coercions.order_expression(clause))

    def self_group(self, against=None):
        return Grouping(self) if self.group else self

    def _notation(self, dialect):
        return {"node": "ClauseList", **operator_notation(self.operator),
                "clauses": [clause._notation(dialect) for clause in self.clauses]}


class ExpressionClauseList(OperatorExpression):
    """Expressions with one operator between them."""

    __visit_name__ = "expression_clauselist"
    _internals = ("clauses",)

    def __init__(self, operator, *clauses, type_=None):
        self.operator = operator
        self.clauses = tuple(coercions.expression(clause) for clause in clauses)
        self.type = to_instance(type_)

    @classmethod
    def _of(cls, operator, type_, clauses):
        made = cls.__new__(cls)
        made.operator, made.type, made.clauses = operator, to_instance(type_), tuple(clauses)
        return made

    @property
    def _flattened(self):
        return list(self.clauses)

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    @property
    def _select_iterable(self):
        return (self,)

    def self_group(self, against=None):
        return _explicit_group(self, against) if self.clauses else self

    def _negate(self):
        return UnaryExpression(self, operator=operators.inv, type_=BOOLEANTYPE)

    def _notation(self, dialect):
        return {"node": "ClauseList", **operator_notation(self.operator),
                "clauses": [clause._notation(dialect) for clause in self.clauses]}


def _as_condition(clause):
    """A value as a condition: databases without booleans compare it with 1."""
    if isinstance(clause, (OperatorExpression, Grouping)) or not isinstance(
        clause, ColumnElement
    ) or clause.__visit_name__ in ("label", "scalar_select") or not _is_boolean(clause.type):
        return clause
    return AsBoolean(clause, operators.is_true, operators.is_false)


class BooleanClauseList(ExpressionClauseList):
    """Conditions that all, or of which one, must hold."""

    def __init__(self, *_args, **_more):
        raise NotImplementedError("BooleanClauseList has a private constructor")

    @classmethod
    def _construct(cls, op, continue_on, skip_on, clauses):
        name = "and_" if op is operators.and_ else "or_"
        if not clauses:
            from .. import util

            util.warn_deprecated(
                f"Invoking {name}() without arguments is deprecated, and will be disallowed in a "
                f"future release.   For an empty {name}() construct, use "
                f"'{name}({'true' if op is operators.and_ else 'false'}(), *args)' or "
                f"'{name}({op is operators.and_}, *args)'.", version="1.4")
            return cls._of(op, BOOLEANTYPE, ())
        kept, neutral = [], None
        for clause in clauses:
            clause = coercions.condition(clause)
            if clause is continue_on:
                neutral = clause
            elif clause is skip_on:
                return _as_condition(clause)
            elif getattr(clause, "operator", None) is op and hasattr(clause, "clauses"):
                kept.extend(clause.clauses)
            elif coercions.says_something(clause):
                kept.append(clause)
        if not kept and neutral is not None:
            return _as_condition(neutral)
        if len(kept) == 1:
            return _as_condition(kept[0])
        return cls._of(op, BOOLEANTYPE, kept)

    @classmethod
    def and_(cls, *clauses):
        return cls._construct(operators.and_, True_._instance(), False_._instance(), clauses)

    @classmethod
    def or_(cls, *clauses):
        return cls._construct(operators.or_, False_._instance(), True_._instance(), clauses)

    @classmethod
    def _construct_for_whereclause(cls, clauses):
        """All of several conditions that have been coerced; None for none."""
        kept = []
        for clause in clauses:
            if clause is False_._instance():
                return clause
            if clause is not True_._instance() or len(clauses) == 1:
                kept.append(clause)
        if len(kept) < 2:
            return kept[0] if kept else None
        return cls._of(operators.and_, BOOLEANTYPE, kept)


def and_(*clauses):
    return BooleanClauseList.and_(*clauses)


def or_(*clauses):
    return BooleanClauseList.or_(*clauses)


def not_(clause):
    return ~coercions.expression(clause)


placed_in("sqlalchemy.sql.elements", globals())

__all__ = ["AsBoolean", "BinaryExpression", "BooleanClauseList", "ClauseList",
           "CollectionAggregate", "ExpressionClauseList", "Grouping", "OperatorExpression",
           "UnaryExpression", "_Constant", "and_", "not_", "or_"]
