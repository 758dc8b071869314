# SPDX-License-Identifier: MIT
"""What operators make of their operands, where the type has no say of its own."""
from .. import exc
from . import coercions, operators
from .literals import False_, Null, True_
from .operators import custom_op


def _compare(expr, op, other, negate_op=None, reverse=False,
             _python_is_types=(type(None), bool), result_type=None, **modifiers):
    from .operations import construct
    from .sqltypes import BOOLEANTYPE

    result_type = BOOLEANTYPE if result_type is None else result_type
    other = coercions.resolved(other)
    if isinstance(other, tuple(_python_is_types) + (Null, True_, False_)):
        if (op in (operators.eq, operators.ne) and isinstance(other, (bool, True_, False_))) or (
            op in (operators.is_distinct_from, operators.is_not_distinct_from)
        ):
            return construct(expr, coercions.constant(other), op, result_type, negate_op,
                             modifiers)
        if not expr._is_collection_aggregate:
            if op in (operators.eq, operators.is_):
                return construct(expr, coercions.constant(other), operators.is_, result_type,
                                 operators.is_not)
            if op in (operators.ne, operators.is_not):
                return construct(expr, coercions.constant(other), operators.is_not, result_type,
                                 operators.is_)
            raise exc.ArgumentError(
                "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', "
                "'is_not_distinct_from()' operators can be used with None/True/False"
            )
        other = coercions.constant(other)
    else:
        other = coercions.operand(other, expr, op)
    left, right = (other, expr) if reverse else (expr, other)
    return construct(left, right, op, result_type, negate_op, modifiers)


def _combine(expr, op, other, reverse=False, result_type=None, _python_is_types=None,
             **modifiers):
    from .operations import construct

    if isinstance(op, custom_op) and result_type is None:
        from .sqltypes import BOOLEANTYPE

        result_type = op.return_type or (BOOLEANTYPE if op.is_comparison else None)
    other = coercions.operand(other, expr, op)
    left, right = (other, expr) if reverse else (expr, other)
    if result_type is None:
        op, result_type = left.comparator._adapt_expression(op, right.comparator)
    return construct(left, right, op, result_type, modifiers=modifiers)


def _conjunction(expr, op, other, **_more):
    from .operations import and_, or_

    return and_(expr, other) if op is operators.and_ else or_(expr, other)


def _in(expr, op, other, negate_op=None, **modifiers):
    from .operations import construct
    from .sqltypes import BOOLEANTYPE

    modifiers.pop("_python_is_types", None)
    return construct(expr, coercions.in_operand(other, expr, op), op, BOOLEANTYPE, negate_op,
                     modifiers)


def _item(expr, op, index, result_type=None, **modifiers):
    from .operations import BinaryExpression
    from .sqltypes import INTEGERTYPE
    from .tuples import Slice

    if not hasattr(expr.comparator, "_setup_getitem"):
        _unsupported(expr, op)
    if isinstance(index, slice):
        shift = 1 if getattr(expr.type, "zero_indexes", False) else 0
        right = Slice(index.start, index.stop, index.step, shift, expr.key)
    else:
        if isinstance(index, int) and getattr(expr.type, "zero_indexes", False):
            index += 1
        right = coercions.operand(index, expr, op, type_=INTEGERTYPE)
    return BinaryExpression(expr, right, op, type_=result_type)


def _json_item(expr, op, index, result_type=None, **modifiers):
    from .operations import BinaryExpression
    from .sqltypes import JSON, NULLTYPE

    index = coercions.resolved(index)
    if not hasattr(index, "_notation"):
        if op is operators.json_path_getitem_op:
            type_ = JSON.JSONPathType()
            index = tuple(index)
        else:
            type_ = JSON.JSONIntIndexType() if isinstance(index, int) else JSON.JSONStrIndexType()
        index = expr._bind_param(op, index, type_=type_)
    else:
        index = coercions.expression(index)
    return BinaryExpression(expr, index, op, type_=NULLTYPE if result_type is None else result_type)


def _unsupported(expr, op, *_other, **_more):
    raise NotImplementedError(
        f"Operator {op.__name__!r} is not supported on this expression"
    )


def _unary(expr, op, **_more):
    from .operations import UnaryExpression

    return UnaryExpression(expr, operator=op, type_=expr.type)


def _modifier(expr, op, **_more):
    from .operations import UnaryExpression

    return UnaryExpression(coercions.order_expression(expr), modifier=op, type_=expr.type)


def _collection(expr, op, **_more):
    from .operations import CollectionAggregate

    return CollectionAggregate._create(expr, op)


def _inverse(expr, op, **_more):
    return expr._negate()


def _between(expr, op, low, high, negate_op=None, **modifiers):
    from .operations import BinaryExpression, ExpressionClauseList
    from .sqltypes import BOOLEANTYPE, NULLTYPE

    modifiers.pop("_python_is_types", None)
    bounds = ExpressionClauseList._of(operators.and_, NULLTYPE, [
        coercions.operand(bound, expr, operators.and_) for bound in (low, high)
    ])
    return BinaryExpression(expr, bounds, op, type_=BOOLEANTYPE, negate=negate_op,
                            modifiers=modifiers)


def _match(expr, op, other, negate_op=None, **modifiers):
    from .sqltypes import MATCHTYPE

    return _compare(expr, op, coercions.operand(other, expr, op), negate_op=negate_op,
                    result_type=MATCHTYPE, **modifiers)


def _regexp_match(expr, op, pattern, negate_op=None, flags=None, **_more):
    from .operations import BinaryExpression
    from .sqltypes import BOOLEANTYPE

    return BinaryExpression(expr, coercions.operand(pattern, expr, op), op, type_=BOOLEANTYPE,
                            negate=negate_op, modifiers={"flags": flags})


def _regexp_replace(expr, op, pattern, replacement=None, flags=None, **_more):
    from .operations import BinaryExpression, ExpressionClauseList
    from .sqltypes import NULLTYPE

    parts = ExpressionClauseList._of(operators.comma_op, NULLTYPE, [
        coercions.operand(part, expr, op) for part in (pattern, replacement)
    ])
    return BinaryExpression(expr, parts, op, type_=expr.type, modifiers={"flags": flags})


def _collate(expr, op, collation, **_more):
    from .columns import CollationClause

    return CollationClause._create_collation_expression(expr, collation)


_table = {
    operators.and_: (_conjunction, {}),
    operators.or_: (_conjunction, {}),
    operators.inv: (_inverse, {}),
    operators.in_op: (_in, {"negate_op": operators.not_in_op}),
    operators.not_in_op: (_in, {"negate_op": operators.in_op}),
    operators.is_: (_compare, {"negate_op": operators.is_not}),
    operators.is_not: (_compare, {"negate_op": operators.is_}),
    operators.any_op: (_collection, {}),
    operators.all_op: (_collection, {}),
    operators.getitem: (_item, {}),
    operators.json_getitem_op: (_json_item, {}),
    operators.json_path_getitem_op: (_json_item, {}),
    operators.lshift: (_unsupported, {}),
    operators.rshift: (_unsupported, {}),
    operators.contains: (_unsupported, {}),
    operators.neg: (_unary, {}),
    operators.bitwise_not_op: (_unary, {}),
    operators.distinct_op: (_unary, {}),
    operators.between_op: (_between, {"negate_op": operators.not_between_op}),
    operators.not_between_op: (_between, {"negate_op": operators.between_op}),
    operators.collate: (_collate, {}),
    operators.match_op: (_match, {"negate_op": operators.not_match_op}),
    operators.not_match_op: (_match, {"negate_op": operators.match_op}),
    operators.regexp_match_op: (_regexp_match, {"negate_op": operators.not_regexp_match_op}),
    operators.not_regexp_match_op: (_regexp_match, {"negate_op": operators.regexp_match_op}),
    operators.regexp_replace_op: (_regexp_replace, {}),
}
for _op in (operators.asc_op, operators.desc_op, operators.nulls_first_op,
            operators.nulls_last_op):
    _table[_op] = (_modifier, {})
for _name in ("startswith", "istartswith", "endswith", "iendswith", "contains", "icontains",
              "like", "ilike"):
    _positive = getattr(operators, f"{_name}_op")
    _negative = getattr(operators, f"not_{_name}_op")
    _table[_positive] = (_compare, {"negate_op": _negative})
    _table[_negative] = (_compare, {"negate_op": _positive})
for _positive, _negative in (
    (operators.lt, operators.ge), (operators.le, operators.gt), (operators.eq, operators.ne),
    (operators.is_distinct_from, operators.is_not_distinct_from),
):
    _table[_positive] = (_compare, {"negate_op": _negative})
    _table[_negative] = (_compare, {"negate_op": _positive})


def operate(expr, op, *other, **kwargs):
    """`expr op other`, by the rules that hold for all types."""
    function, more = _table.get(op, (_combine, {}))
    return function(expr, op, *other, **more, **kwargs)


def reverse_operate(expr, op, other, **kwargs):
    """`other op expr`."""
    return operate(expr, op, other, reverse=True, **kwargs)
