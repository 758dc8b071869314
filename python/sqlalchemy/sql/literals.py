# SPDX-License-Identifier: MIT
"""Values, constants and text in expressions."""
from .. import exc
from ..util import immutabledict
from .base import NO_ARG, Executable, Generative
from .clause import ClauseElement, ColumnElement, type_notation
from .names import _anonymous_label, label_notation, placed_in
from .type_api import to_instance


class BindParameter(ColumnElement):
    """A value that is given beside the statement, or written into it as a literal."""

    __visit_name__ = "bindparam"
    _is_bind_parameter = True
    # Written into the statement even where others are not.
    _always_inline = False
    _never_inline = False
    _expressed = False
    expand_op = None

    def __init__(self, key, value=NO_ARG, type_=None, unique=False, required=NO_ARG, quote=None,
                 callable_=None, expanding=False, isoutparam=False, literal_execute=False,
                 _compared_to_operator=None, _compared_to_type=None, _is_crud=False):
        if required is NO_ARG:
            required = value is NO_ARG and callable_ is None
        if value is NO_ARG:
            value = None
        if isinstance(key, ColumnElement):
            type_ = key.type if type_ is None else type_
            key = key.key
        self._orig_key = key or "param"
        self.unique = unique
        self.key = _anonymous_label(self._orig_key) if unique or key is None else key
        self.value = value
        self.callable = callable_
        self.required = required
        self.expanding = expanding
        self.isoutparam = isoutparam
        self.literal_execute = literal_execute
        self.type = self._type_for(type_, value, _compared_to_operator, _compared_to_type)

    def _type_for(self, type_, value, operator, compared):
        from .sqltypes import NULLTYPE, _resolve_value_to_type

        if type_ is not None:
            return to_instance(type_)
        if self.expanding and isinstance(value, (list, tuple, set, frozenset)):
            value = next(iter(value), None)
            if isinstance(value, (list, tuple)) and getattr(compared, "_is_tuple_type", False):
                return compared
            if value is None:
                return NULLTYPE if compared is None else compared
        if compared is not None:
            return compared.coerce_compared_value(operator, value)
        return NULLTYPE if value is None else _resolve_value_to_type(value)

    @property
    def effective_value(self):
        return self.callable() if self.callable else self.value

    def render_literal_execute(self):
        made = self._clone()
        made.literal_execute = True
        return made

    def _with_value(self, value, maintain_key=True, required=NO_ARG):
        made = self._clone(maintain_key=True)
        made.value, made.callable = value, None
        made.required = False if required is NO_ARG else required
        if made.type._isnull:
            from .sqltypes import _resolve_value_to_type

            made.type = _resolve_value_to_type(value)
        return made

    def _clone(self, maintain_key=False, **_more):
        made = super()._clone()
        if not maintain_key and made.unique:
            made.key = _anonymous_label(made._orig_key)
        return made

    def _convert_to_unique(self):
        if not self.unique:
            self.unique = True
            self.key = _anonymous_label(self._orig_key)

    def _notation(self, dialect):
        type_ = self.type
        if type_._has_bind_expression and not self._expressed:
            inner = self._clone(maintain_key=True)
            inner._expressed = True
            outer = type_.bind_expression(inner)
            if outer is not None:
                return outer._notation(dialect)
        value = self.effective_value
        if self.expanding and isinstance(value, (list, tuple, set, frozenset)):
            value = [self._one(item, dialect) for item in value]
        elif not self.required:
            value = self._one(value, dialect)
        made = {"node": "Literal", "value": value, "name": label_notation(self.key)}
        noted = type_notation(type_, dialect)
        if noted is not None:
            made["type"] = noted
        if self._always_inline:
            made["always_inline"] = True
        if self.expanding:
            made["expanding"] = True
        if self.required:
            made["required"] = True
        if self._never_inline:
            made["never_inline"] = True
        return made

    def _one(self, value, dialect):
        type_ = self.type
        if value is None and getattr(dialect, "_literal_binds", False):
            return None  # written down it is NULL, whatever the type would make of it
        if getattr(type_, "_is_tuple_type", False) and isinstance(value, (list, tuple)):
            return [item_type._literal_value(item, dialect)
                    for item, item_type in zip(value, type_.types)]
        return type_._literal_value(value, dialect)

    def __repr__(self):
        return f"{type(self).__name__}({self.key!r}, {self.value!r}, type_={self.type!r})"


class TypeClause(ClauseElement):
    """A type in the place of an expression, as in CAST."""

    __visit_name__ = "typeclause"

    def __init__(self, type_):
        self.type = type_


class _Constant(ColumnElement):
    """NULL, true or false: one object each is enough."""

    _is_constant = True

    @classmethod
    def _instance(cls):
        found = cls.__dict__.get("_only")
        if found is None:
            found = cls._only = cls()
        return found


class Null(_Constant):
    __visit_name__ = "null"

    def _notation(self, dialect):
        return {"node": "Null"}


class _Boolean(_Constant):
    def __init__(self):
        from .sqltypes import BOOLEANTYPE

        self.type = BOOLEANTYPE

    def _notation(self, dialect):
        return {"node": "Boolean", "value": self._truth}


class False_(_Boolean):
    __visit_name__ = "false"
    _truth = False

    def _negate(self):
        return True_._instance()


class True_(_Boolean):
    __visit_name__ = "true"
    _truth = True

    def _negate(self):
        return False_._instance()


def null():
    return Null._instance()


def true():
    return True_._instance()


def false():
    return False_._instance()



def parameter_names(text):
    """The names after colons that are parameters, in their order."""
    if ":" not in text:
        return []
    import re

    return [match.group(1) for match in re.finditer(r"(?<![:\w\x5c]):(\w+)(?![:\w])", text)]


class TextClause(Executable, Generative, ClauseElement):
    """SQL as the author has written it; ``:name`` marks a parameter."""

    __visit_name__ = "textclause"
    _is_text_clause = True
    _is_textual = True
    is_text = True
    key = None
    _execution_options = immutabledict()

    def __init__(self, text):
        if not isinstance(text, str):
            raise TypeError(f"expected string or bytes-like object, got {type(text).__name__!r}")
        self._bindparams = {}
        for name in parameter_names(text):
            self._bindparams[name] = BindParameter(name)
        self.text = text

    @property
    def type(self):
        from .sqltypes import NULLTYPE

        return NULLTYPE

    @property
    def comparator(self):
        return self.type.comparator_factory(self)

    @property
    def _select_iterable(self):
        return (self,)

    @property
    def _hide_froms(self):
        return []

    @property
    def _from_objects(self):
        return []

    def get_children(self, **_more):
        return iter(self._bindparams.values())

    def _copy_internals(self, clone=None, **kw):
        clone = clone or (lambda element, **_kw: element._clone())
        self._bindparams = {name: clone(bind, **kw) for name, bind in self._bindparams.items()}

    def bindparams(self, *binds, **names_to_values):
        made = self._generate()
        made._bindparams = dict(self._bindparams)
        for bind in binds:
            key = bind._orig_key
            if key not in made._bindparams:
                raise exc.ArgumentError(
                    f"This text() construct doesn't define a bound parameter named {key!r}"
                )
            made._bindparams[key] = bind
        for key, value in names_to_values.items():
            known = made._bindparams.get(key)
            if known is None:
                raise exc.ArgumentError(
                    f"This text() construct doesn't define a bound parameter named {key!r}"
                )
            made._bindparams[key] = known._with_value(value, required=False)
        return made

    def columns(self, *cols, **types):
        from .textual import TextualSelect

        return TextualSelect._of(self, cols, types)

    def label(self, name):
        raise exc.ArgumentError("text() cannot be labeled; use literal_column() instead")

    def self_group(self, against=None):
        from . import operators
        from .operations import Grouping

        return Grouping(self) if against is operators.in_op else self

    def _negate(self):
        from . import operators
        from .operations import UnaryExpression

        return UnaryExpression(self, operator=operators.inv)

    def _notation(self, dialect):
        made = {"node": "Text", "sql": self.text}
        if self._bindparams:
            made["parameters"] = [
                {"name": name, "literal": bind._notation(dialect)}
                for name, bind in self._bindparams.items()
            ]
        return made

    _column_notation = _notation

    def __and__(self, other):
        from .operations import and_

        return and_(self, other)

    def __or__(self, other):
        from .operations import or_

        return or_(self, other)


def text(text, bind=None, bindparams=None, typemap=None, autocommit=None):
    """SQL as the author has written it."""
    made = TextClause(text)
    if bindparams:
        made = made.bindparams(*bindparams)
    if bind is not None:
        made._bind = bind
    return made.columns(**typemap) if typemap else made


def bindparam(key, value=NO_ARG, type_=None, unique=False, required=NO_ARG, quote=None,
              callable_=None, expanding=False, isoutparam=False, literal_execute=False):
    """A parameter by its name."""
    return BindParameter(key, value, type_, unique, required, quote, callable_, expanding,
                         isoutparam, literal_execute)


def outparam(key, type_=None):
    return BindParameter(key, None, type_=type_, unique=False, isoutparam=True)


def literal(value, type_=None, literal_execute=False):
    """A value as an expression."""
    if isinstance(value, ClauseElement):
        return value
    return BindParameter(None, value, type_=type_, unique=True, literal_execute=literal_execute)


placed_in("sqlalchemy.sql.elements", globals())

__all__ = ["BindParameter", "False_", "Null", "TextClause", "True_", "TypeClause", "bindparam",
           "false", "literal", "null", "outparam", "text", "true"]
