# SPDX-License-Identifier: MIT
"""The base of all that can stand in a statement, and of what has a value."""
from .. import exc
from . import operators
from .names import _anonymous_label, placed_in
from .sqltypes import NULLTYPE

# While a statement is told to the core: what has been told of its FROM elements by now.
_told = None


class telling:
    """Within, each FROM element is told once, however many columns name it."""

    __slots__ = ("outer",)

    def __enter__(self):
        global _told
        self.outer = _told
        if _told is None:
            _told = {}
        return _told

    def __exit__(self, *_error):
        global _told
        _told = self.outer


def told(element, dialect):
    """The notation of a FROM element, the same object for all columns that name it."""
    with telling() as known:
        found = known.get(id(element))
        if found is None:
            # The element is kept with it, lest another one get its id.
            found = known[id(element)] = (element._notation(dialect), element)
        return found[0]


def note_froms(element):
    """Text of the user's own hides from which tables its columns are: the select is told."""
    if _told is not None:
        _told.setdefault("froms", []).extend(element._from_objects)


def many(elements, dialect):
    """The notations of several; None for none at all, which the core takes as absent."""
    return [element._notation(dialect) for element in elements] if elements else None


def type_notation(type_, dialect):
    """The notation of a type; None when it is not known."""
    if type_ is None or type_._isnull or getattr(type_, "_is_tuple_type", False):
        return None
    return type_._notation(dialect)


class ClauseElement:
    """A part of a statement, or a whole one."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    __visit_name__ = "clause"
    # The attributes that hold other elements, or sequences of them.
    _internals = ()
    is_clause_element = True
    supports_execution = False
    is_selectable = False
    is_dml = False
    is_select = False
    bind = None
    description = None
    _is_from_clause = False
    _is_select_base = False
    _is_column_element = False
    _is_bind_parameter = False
    _is_text_clause = False
    _is_textual = False
    _is_clause_list = False
    _is_collection_aggregate = False
    _is_star = False
    _is_table = False
    _is_subquery = False
    _annotations = {}
    _propagate_attrs = {}
    _order_by_label_element = None
    stringify_dialect = "default"
    inherit_cache = None

    def _notation(self, dialect):
        """This element as the core reads it."""
        raise exc.UnsupportedCompilationError(dialect, type(self))

    # ---- walks

    def get_children(self, omit_attrs=(), **_more):
        for name in self._internals:
            if name in omit_attrs:
                continue
            yield from _elements_of(getattr(self, name, None))

    def _copy_internals(self, clone=None, omit_attrs=(), **kw):
        clone = clone or (lambda element, **_kw: element._clone())
        for name in self._internals:
            if name in omit_attrs:
                continue
            value = getattr(self, name, None)
            if value is not None:
                setattr(self, name, _copied(value, clone, kw))
        self.__dict__.pop("_memo", None)

    @property
    def _from_objects(self):
        found = []
        for child in self.get_children():
            found.extend(child._from_objects)
        return found

    def _clone(self, **_more):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.pop("_memo", None)
        return made

    def _annotate(self, values):
        made = self._clone()
        made._annotations = {**self._annotations, **values}
        return made

    _with_annotations = _annotate

    def _deannotate(self, values=None, clone=False):
        return self

    def _set_propagate_attrs(self, values):
        self._propagate_attrs = values
        return self

    def unique_params(self, *optionaldict, **kwargs):
        return self._replace_params(True, optionaldict, kwargs)

    def params(self, *optionaldict, **kwargs):
        return self._replace_params(False, optionaldict, kwargs)

    def _replace_params(self, unique, optionaldict, kwargs):
        if len(optionaldict) == 1:
            kwargs = {**kwargs, **optionaldict[0]}
        elif len(optionaldict) > 1:
            raise exc.ArgumentError("params() takes zero or one positional dictionary argument")
        from .visitors import cloned_traverse

        def give(bind):
            if bind.key in kwargs:
                bind.value = kwargs[bind.key]
                bind.required = False
            if unique:
                bind._convert_to_unique()

        return cloned_traverse(self, {"maintain_key": True}, {"bindparam": give})

    def compare(self, other, **kw):
        """Whether the two would be the same SQL with the same values."""
        if self is other:
            return True
        if type(self) is not type(other):
            return False
        from .compiler import CoreDialect

        dialect = CoreDialect()
        return _unnamed(self._notation(dialect)) == _unnamed(other._notation(dialect))

    # ---- text

    def self_group(self, against=None):
        return self

    def compile(self, bind=None, dialect=None, **kw):
        from .compiler import compiled_for

        return compiled_for(self, bind, dialect, kw)

    def __str__(self):
        return str(self.compile())

    def __bool__(self):
        raise TypeError("Boolean value of this clause is not defined")

    def __invert__(self):
        return self._negate()

    def _negate(self):
        from .operations import UnaryExpression

        return UnaryExpression(self, operator=operators.inv)

    def __and__(self, other):
        from .operations import and_

        return and_(self, other)

    def __or__(self, other):
        from .operations import or_

        return or_(self, other)

    def __repr__(self):
        name = getattr(self, "description", None)
        cls = type(self)
        if name is None:
            return object.__repr__(self)
        return f"<{cls.__module__}.{cls.__name__} at 0x{id(self):x}; {name}>"


def _elements_of(value):
    if value is None:
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _elements_of(item)
    elif isinstance(value, ClauseElement):
        yield value


def _copied(value, clone, kw):
    if isinstance(value, (list, tuple)):
        return type(value)([_copied(item, clone, kw) for item in value])
    return clone(value, **kw) if isinstance(value, ClauseElement) else value


def _unnamed(notation):
    """A notation without the numbers of made-up names, which differ from object to object."""
    if isinstance(notation, dict):
        return {key: _unnamed(value) for key, value in notation.items() if key != "anonymous"}
    if isinstance(notation, (list, tuple)):
        return [_unnamed(item) for item in notation]
    return notation


class ColumnElement(ClauseElement, operators.ColumnOperators):
    """Something with a value and a type: a column, a function, a comparison..."""

    __visit_name__ = "column_element"
    _is_column_element = True
    primary_key = False
    foreign_keys = ()
    key = None
    _label = None
    _is_implicitly_boolean = False
    _render_label_in_columns_clause = True
    is_literal = False
    table = None

    type = NULLTYPE

    __eq__ = operators.ColumnOperators.__eq__
    __ne__ = operators.ColumnOperators.__ne__
    __invert__ = operators.ColumnOperators.__invert__
    __and__ = operators.ColumnOperators.__and__
    __or__ = operators.ColumnOperators.__or__

    __hash__ = object.__hash__

    @property
    def comparator(self):
        return self.type.comparator_factory(self)

    def __getattr__(self, key):
        if key.startswith("__") or key in ("type", "_memo"):
            raise AttributeError(key)
        comparator = self.comparator
        try:
            return getattr(comparator, key)
        except AttributeError as error:
            raise AttributeError(
                f"Neither {type(self).__name__!r} object nor {type(comparator).__name__!r} object "
                f"has an attribute {key!r}"
            ) from error

    def operate(self, op, *other, **kwargs):
        return op(self.comparator, *other, **kwargs)

    def reverse_operate(self, op, other, **kwargs):
        return self.comparator.reverse_operate(op, other, **kwargs)

    def __getitem__(self, index):
        return self.operate(operators.getitem, index)

    # Without it, Python would take an expression with [] for a sequence.
    __iter__ = None

    def _bind_param(self, operator, obj, type_=None, expanding=False):
        from .literals import BindParameter

        return BindParameter(None, obj, type_=type_, unique=True, expanding=expanding,
                             _compared_to_operator=operator, _compared_to_type=self.type)

    def _with_binary_element_type(self, type_):
        made = self._clone()
        made.type = type_
        return made

    def _negate(self):
        from .operations import AsBoolean, UnaryExpression
        from .sqltypes import BOOLEANTYPE, Boolean

        if self.type._type_affinity is Boolean:
            return AsBoolean(self, operators.is_false, operators.is_true)
        return UnaryExpression(self, operator=operators.inv, type_=BOOLEANTYPE)

    # ---- a column among others

    @property
    def expression(self):
        return self

    @property
    def _select_iterable(self):
        return (self,)

    _proxied = ()

    @property
    def _proxies(self):
        return self._proxied

    @property
    def base_columns(self):
        return frozenset(item for item in self.proxy_set if not item._proxies)

    @property
    def proxy_set(self):
        """This one and all that it stands for, the nearest first."""
        found = [self]
        for proxied in self._proxies:
            found.extend(item for item in proxied.proxy_set
                         if not any(item is known for known in found))
        return found

    def shares_lineage(self, othercolumn):
        mine = self.proxy_set
        return any(item is other for item in mine for other in othercolumn.proxy_set)

    @property
    def _non_anon_label(self):
        name = self.__dict__.get("name")
        return None if isinstance(name, _anonymous_label) else name

    @property
    def _proxy_key(self):
        """What the column is called among those of a select; None: a name must be made up."""
        name = self.key or self._non_anon_label
        return None if isinstance(name, _anonymous_label) else name

    def _made_up_name(self):
        """The name, always the same, of a column that nobody has named."""
        found = self.__dict__.get("_memo_label")
        if found is None:
            found = self.__dict__["_memo_label"] = _anonymous_label(
                getattr(self, "name", None) or "anon")
        return found

    anon_label = property(_made_up_name)
    anon_name_label = _anon_name_label = anon_label

    def _make_proxy(self, selectable, name=None, key=None, name_is_truncatable=False, **_more):
        """The column of `selectable` that stands for this one."""
        from .columns import ColumnClause

        if name is None:
            name = self._made_up_name()
            key = key or self._proxy_key or str(name)
        made = ColumnClause(name, type_=self.type, _selectable=selectable)
        made.key = key or str(name)
        made._proxied = (self,)
        return key or name, made

    def label(self, name):
        from .columns import Label

        return Label(name, self, self.type)

    def cast(self, type_):
        from .constructs import Cast

        return Cast(self, type_)

    def _column_notation(self, dialect):
        """As a column that a select lists: see TypeEngine.column_expression."""
        if self.type._has_column_expression:
            outer = self.type.column_expression(self)
            if outer is not None and outer is not self:
                name = self._proxy_key
                outer = outer.label(name) if name else outer
                return outer._notation(dialect)
        return self._notation(dialect)


SQLColumnExpression = SQLCoreOperations = ColumnElement


placed_in("sqlalchemy.sql.elements", globals())
