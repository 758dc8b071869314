# SPDX-License-Identifier: MIT
"""The operators that expressions have, and the methods that apply them."""
from _operator import add, and_, contains, eq, floordiv, ge, getitem, gt, inv, le, lshift, lt, mod
from _operator import mul, ne, neg, or_, rshift, sub, truediv

from .._annotations import Generic

# The operators of which Python has functions, by the names that the core gives them.
_names = {
    add: "add", sub: "subtract", mul: "multiply", truediv: "divide", floordiv: "floor_divide",
    mod: "modulo", neg: "negate", eq: "equal", ne: "not_equal", lt: "less", le: "less_equal",
    gt: "greater", ge: "greater_equal", getitem: "get_item", and_: "and_", or_: "or_", inv: "not_",
}


def core_name(op):
    """The core's name of an operator; None when it has none."""
    return _names.get(op)


def _operator(core, function):
    _names[function] = core
    return function


def _named(core):
    """The decorated function applies the operator that the core calls so."""
    return lambda function: _operator(core, function)


def _unary(name, method, core):
    def function(a):
        return getattr(a, method)()

    function.__name__ = function.__qualname__ = name
    return _operator(core, function)


def _binary(name, method, core):
    def function(a, b, **kw):
        return getattr(a, method)(b, **kw)

    function.__name__ = function.__qualname__ = name
    return _operator(core, function)


def _pattern(name, method, core, negated=False):
    """LIKE and its relatives: an escape character may be given, or chosen by `autoescape`."""

    def function(a, b, escape=None, autoescape=False):
        made = getattr(a, method)(b, **_escaping(escape, autoescape))
        return ~made if negated else made

    def _escaping(escape, autoescape):
        return {"escape": escape, "autoescape": autoescape} if autoescape else {"escape": escape}

    function.__name__ = function.__qualname__ = name
    return _operator(core, function)


is_ = _binary("is_", "is_", "is")
is_not = _binary("is_not", "is_not", "is_not")
is_distinct_from = _binary("is_distinct_from", "is_distinct_from", "is_distinct_from")
is_not_distinct_from = _binary(
    "is_not_distinct_from", "is_not_distinct_from", "is_not_distinct_from"
)
like_op = _pattern("like_op", "like", "like")
not_like_op = _pattern("not_like_op", "not_like", "not_like")
ilike_op = _pattern("ilike_op", "ilike", "ilike")
not_ilike_op = _pattern("not_ilike_op", "not_ilike", "not_ilike")
startswith_op = _pattern("startswith_op", "startswith", "starts_with")
not_startswith_op = _pattern("not_startswith_op", "startswith", "not_starts_with", True)
istartswith_op = _pattern("istartswith_op", "istartswith", "istarts_with")
not_istartswith_op = _pattern("not_istartswith_op", "istartswith", "not_istarts_with", True)
endswith_op = _pattern("endswith_op", "endswith", "ends_with")
not_endswith_op = _pattern("not_endswith_op", "endswith", "not_ends_with", True)
iendswith_op = _pattern("iendswith_op", "iendswith", "iends_with")
not_iendswith_op = _pattern("not_iendswith_op", "iendswith", "not_iends_with", True)
contains_op = _pattern("contains_op", "contains", "contains")
not_contains_op = _pattern("not_contains_op", "contains", "not_contains", True)
icontains_op = _pattern("icontains_op", "icontains", "icontains")
not_icontains_op = _pattern("not_icontains_op", "icontains", "not_icontains", True)
in_op = _binary("in_op", "in_", "in")
not_in_op = _binary("not_in_op", "not_in", "not_in")
concat_op = _binary("concat_op", "concat", "concat")
match_op = _binary("match_op", "match", "match")
regexp_match_op = _binary("regexp_match_op", "regexp_match", "regexp_match")
bitwise_and_op = _binary("bitwise_and_op", "bitwise_and", "bitwise_and")
bitwise_or_op = _binary("bitwise_or_op", "bitwise_or", "bitwise_or")
bitwise_xor_op = _binary("bitwise_xor_op", "bitwise_xor", "bitwise_xor")
bitwise_lshift_op = _binary("bitwise_lshift_op", "bitwise_lshift", "shift_left")
bitwise_rshift_op = _binary("bitwise_rshift_op", "bitwise_rshift", "shift_right")
bitwise_not_op = _unary("bitwise_not_op", "bitwise_not", "bitwise_not")
collate = _binary("collate", "collate", "collate")
distinct_op = _unary("distinct_op", "distinct", "distinct")
any_op = _unary("any_op", "any_", "any")
all_op = _unary("all_op", "all_", "all")
asc_op = _unary("asc_op", "asc", "ascending")
desc_op = _unary("desc_op", "desc", "descending")
nulls_first_op = _unary("nulls_first_op", "nulls_first", "nulls_first")
nulls_last_op = _unary("nulls_last_op", "nulls_last", "nulls_last")


@_named("not_match")
def not_match_op(a, b, **kw):
    return ~a.match(b, **kw)


@_named("not_regexp_match")
def not_regexp_match_op(a, b, flags=None):
    return ~a.regexp_match(b, flags=flags)


@_named("regexp_replace")
def regexp_replace_op(a, b, replacement, flags=None):
    return a.regexp_replace(b, replacement=replacement, flags=flags)


@_named("between")
def between_op(a, b, c, symmetric=False):
    return a.between(b, c, symmetric=symmetric)


@_named("not_between")
def not_between_op(a, b, c, symmetric=False):
    return ~a.between(b, c, symmetric=symmetric)


def _not_applied(name, core):
    """An operator that only the core applies."""

    def function(a, b=None):
        raise NotImplementedError()

    function.__name__ = function.__qualname__ = name
    return _operator(core, function)


exists = _not_applied("exists", "exists")
comma_op = _not_applied("comma_op", "comma")
filter_op = _not_applied("filter_op", "filter")
is_true = _not_applied("is_true", "is_true")
is_false = _not_applied("is_false", "is_false")
istrue, isfalse = is_true, is_false
json_getitem_op = _not_applied("json_getitem_op", "json_get")
json_path_getitem_op = _not_applied("json_path_getitem_op", "json_path_get")
as_ = _not_applied("as_", None)
from_ = _not_applied("from_", None)
_asbool = _not_applied("_asbool", None)
function_as_comparison_op = _not_applied("function_as_comparison_op", None)

isnot = is_not
isnot_distinct_from = is_not_distinct_from
notlike_op = not_like_op
notilike_op = not_ilike_op
notstartswith_op = not_startswith_op
notendswith_op = not_endswith_op
notcontains_op = not_contains_op
notin_op = not_in_op
notmatch_op = not_match_op
notbetween_op = not_between_op
nullsfirst_op = nulls_first_op
nullslast_op = nulls_last_op


class OperatorType:
    """What annotations call the functions of this module."""


class Operators:
    """What can be combined with AND, OR, NOT and operators of the database's own."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    __slots__ = ()

    def __and__(self, other):
        return self.operate(and_, other)

    def __or__(self, other):
        return self.operate(or_, other)

    def __invert__(self):
        return self.operate(inv)

    def op(self, opstring, precedence=0, is_comparison=False, return_type=None,
           python_impl=None):
        operator = custom_op(opstring, precedence, is_comparison, return_type,
                             python_impl=python_impl)

        def against(other):
            return operator(self, other)

        return against

    def bool_op(self, opstring, precedence=0, python_impl=None):
        return self.op(opstring, precedence=precedence, is_comparison=True,
                       python_impl=python_impl)

    def operate(self, op, *other, **kwargs):
        raise NotImplementedError(str(op))

    __sa_operate__ = operate

    def reverse_operate(self, op, other, **kwargs):
        raise NotImplementedError(str(op))


class custom_op(Generic):
    """An operator by its spelling, applied to two operands."""

    __name__ = "custom_op"

    def __init__(self, opstring, precedence=0, is_comparison=False, return_type=None,
                 natural_self_precedent=False, eager_grouping=False, python_impl=None):
        self.opstring = opstring
        self.precedence = precedence
        self.is_comparison = is_comparison
        self.natural_self_precedent = natural_self_precedent
        self.eager_grouping = eager_grouping
        self.return_type = None
        if return_type is not None:
            from .type_api import to_instance

            self.return_type = to_instance(return_type)
        self.python_impl = python_impl

    def _key(self):
        return (self.opstring, self.precedence, self.is_comparison, self.natural_self_precedent,
                self.eager_grouping)

    def __eq__(self, other):
        return isinstance(other, custom_op) and other._key() == self._key()

    def __hash__(self):
        return hash(self.opstring)

    def __call__(self, left, right=None, *other, **kwargs):
        if hasattr(left, "operate"):
            return left.operate(self, right, *other, **kwargs)
        if self.python_impl is not None:
            return self.python_impl(left, right, *other, **kwargs)
        raise exc_invalid(f"Custom operator {self.opstring!r} can't be used with plain Python "
                          "objects unless it includes the 'python_impl' parameter.")

    def _notation(self):
        return {
            "text": self.opstring,
            "precedence": self.precedence,
            "is_comparison": self.is_comparison,
            "natural_self_precedent": self.natural_self_precedent,
            "eager_grouping": self.eager_grouping,
        }


def exc_invalid(message):
    from ..exc import InvalidRequestError

    return InvalidRequestError(message)


class _Method:
    """Makes a method that hands an operator to operate()."""

    @staticmethod
    def plain(op):
        def method(self):
            return self.operate(op)

        return method

    @staticmethod
    def one(op):
        def method(self, other):
            return self.operate(op, other)

        return method

    @staticmethod
    def reversed(op):
        def method(self, other):
            return self.reverse_operate(op, other)

        return method

    @staticmethod
    def pattern(op):
        def method(self, other, escape=None):
            return self.operate(op, other, escape=escape)

        return method


class ColumnOperators(Operators):
    """Everything that a column can be compared and combined with."""

    __slots__ = ()
    timetuple = None

    __lt__ = _Method.one(lt)
    __le__ = _Method.one(le)
    __eq__ = _Method.one(eq)
    __ne__ = _Method.one(ne)
    __gt__ = _Method.one(gt)
    __ge__ = _Method.one(ge)
    __hash__ = Operators.__hash__
    __neg__ = _Method.plain(neg)
    __contains__ = _Method.one(contains)
    __getitem__ = _Method.one(getitem)
    __lshift__ = _Method.one(lshift)
    __rshift__ = _Method.one(rshift)
    __add__ = _Method.one(add)
    __sub__ = _Method.one(sub)
    __mul__ = _Method.one(mul)
    __mod__ = _Method.one(mod)
    __truediv__ = _Method.one(truediv)
    __floordiv__ = _Method.one(floordiv)
    __radd__ = _Method.reversed(add)
    __rsub__ = _Method.reversed(sub)
    __rmul__ = _Method.reversed(mul)
    __rmod__ = _Method.reversed(mod)
    __rtruediv__ = _Method.reversed(truediv)
    __rfloordiv__ = _Method.reversed(floordiv)

    is_distinct_from = _Method.one(is_distinct_from)
    is_not_distinct_from = isnot_distinct_from = _Method.one(is_not_distinct_from)
    is_ = _Method.one(is_)
    is_not = isnot = _Method.one(is_not)
    in_ = _Method.one(in_op)
    not_in = notin_ = _Method.one(not_in_op)
    concat = _Method.one(concat_op)
    _rconcat = _Method.reversed(concat_op)
    bitwise_xor = _Method.one(bitwise_xor_op)
    bitwise_or = _Method.one(bitwise_or_op)
    bitwise_and = _Method.one(bitwise_and_op)
    bitwise_lshift = _Method.one(bitwise_lshift_op)
    bitwise_rshift = _Method.one(bitwise_rshift_op)
    bitwise_not = _Method.plain(bitwise_not_op)
    like = _Method.pattern(like_op)
    not_like = notlike = _Method.pattern(not_like_op)
    ilike = _Method.pattern(ilike_op)
    not_ilike = notilike = _Method.pattern(not_ilike_op)
    desc = _Method.plain(desc_op)
    asc = _Method.plain(asc_op)
    nulls_first = nullsfirst = _Method.plain(nulls_first_op)
    nulls_last = nullslast = _Method.plain(nulls_last_op)
    collate = _Method.one(collate)
    distinct = _Method.plain(distinct_op)
    any_ = _Method.plain(any_op)
    all_ = _Method.plain(all_op)

    def _part(op):
        def method(self, other, escape=None, autoescape=False):
            if autoescape:
                escape = escape or "/"
                if not isinstance(other, str):
                    raise TypeError("String value expected when autoescape=True")
                if escape not in ("%", "_"):
                    other = other.replace(escape, escape + escape)
                other = other.replace("%", escape + "%").replace("_", escape + "_")
            return self.operate(op, other, escape=escape)

        return method

    startswith = _part(startswith_op)
    istartswith = _part(istartswith_op)
    endswith = _part(endswith_op)
    iendswith = _part(iendswith_op)
    contains = _part(contains_op)
    icontains = _part(icontains_op)
    del _part

    def match(self, other, **kwargs):
        return self.operate(match_op, other, **kwargs)

    def regexp_match(self, pattern, flags=None):
        return self.operate(regexp_match_op, pattern, flags=flags)

    def regexp_replace(self, pattern, replacement, flags=None):
        return self.operate(regexp_replace_op, pattern, replacement=replacement, flags=flags)

    def between(self, cleft, cright, symmetric=False):
        return self.operate(between_op, cleft, cright, symmetric=symmetric)


_commutative = frozenset((eq, ne, add, mul))
_comparison = frozenset((
    eq, ne, lt, le, gt, ge, is_, is_not, is_distinct_from, is_not_distinct_from, like_op,
    not_like_op, ilike_op, not_ilike_op, startswith_op, not_startswith_op, istartswith_op,
    not_istartswith_op, endswith_op, not_endswith_op, iendswith_op, not_iendswith_op, contains_op,
    not_contains_op, icontains_op, not_icontains_op, in_op, not_in_op, between_op, not_between_op,
    match_op, not_match_op, regexp_match_op, not_regexp_match_op, function_as_comparison_op,
))
_associative = frozenset((concat_op, add, mul, and_, or_))
_order_by_modifiers = frozenset((asc_op, desc_op, nulls_first_op, nulls_last_op))
_mirrored = {gt: lt, ge: le, lt: gt, le: ge}


def is_commutative(op):
    return op in _commutative


def is_comparison(op):
    return op in _comparison or (isinstance(op, custom_op) and op.is_comparison)


def is_boolean(op):
    return is_comparison(op) or op in (and_, or_, inv)


def is_associative(op):
    return op in _associative


def is_ordering_modifier(op):
    return op in _order_by_modifiers


is_order_by_modifier = is_ordering_modifier


def mirror(op):
    return _mirrored.get(op, op)
