# SPDX-License-Identifier: MIT
"""Where a column's value comes from when none is given: Python, a sequence, or the database."""
from .. import exc
from .names import quoted_name
from .schema_item import (BLANK_SCHEMA, NULL_UNSPECIFIED, SchemaEventTarget, SchemaItem, schema_on,
                          table_key)
from .type_api import generic_repr, to_instance


def _schema_text(schema, dialect):
    schema = schema_on(schema, dialect)
    return None if schema is None else str(schema)


class DefaultGenerator(SchemaItem):
    """A default that the client gives."""

    __visit_name__ = "default_generator"
    _is_default_generator = True
    is_sequence = False
    is_identity = False
    is_server_default = False
    is_clause_element = False
    is_callable = False
    is_scalar = False
    has_arg = False
    is_sentinel = False
    for_update = False
    column = None

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _set_parent(self, parent, **kw):
        self.column = parent
        if self.for_update:
            parent.onupdate = self
        else:
            parent.default = self

    def _copy(self):
        raise NotImplementedError()


class ColumnDefault(DefaultGenerator):
    """A default made of a plain value, a function or an expression."""

    has_arg = True

    def __new__(cls, arg=None, for_update=False):
        if isinstance(arg, FetchedValue):
            raise exc.ArgumentError("ColumnDefault may not be a server-side default type.")
        if cls is ColumnDefault:
            if callable(arg) and not hasattr(arg, "_notation"):
                cls = CallableColumnDefault
            elif hasattr(arg, "_notation") or hasattr(arg, "__clause_element__"):
                cls = ColumnElementColumnDefault
            elif arg is not None:
                cls = ScalarElementColumnDefault
        return object.__new__(cls)

    def __init__(self, arg=None, for_update=False):
        self.for_update = for_update
        self.arg = arg

    def _copy(self):
        return type(self)(self.arg, for_update=self.for_update)

    def __repr__(self):
        return f"{type(self).__name__}({self.arg!r})"


class ScalarElementColumnDefault(ColumnDefault):
    """A plain value."""

    is_scalar = True


class ColumnElementColumnDefault(ColumnDefault):
    """An expression, written into the statement."""

    is_clause_element = True

    @property
    def _arg_is_typed(self):
        return not self.arg.type._isnull


class CallableColumnDefault(ColumnDefault):
    """A function; it may take the context of the execution."""

    is_callable = True

    def __init__(self, arg, for_update=False):
        self.for_update = for_update
        self.arg = arg if getattr(arg, "_takes_context", False) else _with_context(arg)


class _InsertSentinelColumnDefault(ColumnDefault):
    is_sentinel = True

    def __new__(cls, arg=None, for_update=False):
        return object.__new__(cls)


def _with_context(function):
    """`function` called with one argument, whether it wants it or not."""
    code = getattr(function, "__code__", None)
    target = function
    if code is None and hasattr(function, "__func__"):
        code, target = function.__func__.__code__, function.__func__
    if code is None:
        call = getattr(type(function), "__call__", None)
        code = getattr(call, "__code__", None)
        if isinstance(function, type):
            code = getattr(function.__init__, "__code__", None)
            target = function.__init__
        else:
            target = call
    if code is None:  # written in C: datetime.now, uuid4...
        return _ignoring_context(function)
    names = code.co_varnames[: code.co_argcount]
    bound = 0 if target is function else 1
    positionals = len(names) - bound - len(getattr(target, "__defaults__", None) or ())
    if positionals <= 0:
        return _ignoring_context(function)
    if positionals == 1:
        return function
    raise exc.ArgumentError(
        "ColumnDefault Python function takes zero or one positional arguments"
    )


def _ignoring_context(function):
    def call(context):
        return function()

    call.__name__ = getattr(function, "__name__", type(function).__name__)
    call.__qualname__ = getattr(function, "__qualname__", call.__name__)
    call.__module__ = getattr(function, "__module__", None)
    call.__doc__ = getattr(function, "__doc__", None)
    call.__wrapped__ = function
    call._takes_context = True
    return call


class IdentityOptions:
    """How a sequence counts."""

    _option_names = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue",
                     "cycle", "cache", "order")

    def __init__(self, start=None, increment=None, minvalue=None, maxvalue=None, nominvalue=None,
                 nomaxvalue=None, cycle=None, cache=None, order=None):
        self.start = start
        self.increment = increment
        self.minvalue = minvalue
        self.maxvalue = maxvalue
        self.nominvalue = nominvalue
        self.nomaxvalue = nomaxvalue
        self.cycle = cycle
        self.cache = cache
        self.order = order

    def _options(self):
        return {name: getattr(self, name) for name in self._option_names}


class Sequence(IdentityOptions, DefaultGenerator):
    """A sequence of the database."""

    __visit_name__ = "sequence"
    is_sequence = True
    _is_sequence = True

    def __init__(self, name, start=None, increment=None, minvalue=None, maxvalue=None,
                 nominvalue=None, nomaxvalue=None, cycle=None, schema=None, cache=None, order=None,
                 data_type=None, optional=False, quote=None, metadata=None, quote_schema=None,
                 for_update=False):
        DefaultGenerator.__init__(self, for_update=for_update)
        IdentityOptions.__init__(self, start, increment, minvalue, maxvalue, nominvalue,
                                 nomaxvalue, cycle, cache, order)
        self.name = quoted_name(name, quote)
        self.optional = optional
        if schema is BLANK_SCHEMA:
            self.schema = None
        elif metadata is not None and schema is None and metadata.schema:
            self.schema = metadata.schema
        else:
            self.schema = quoted_name.construct(schema, quote_schema)
        self.metadata = metadata
        self._key = table_key(name, self.schema)
        if metadata is not None:
            self._set_metadata(metadata)
        self.data_type = to_instance(data_type) if data_type is not None else None

    def next_value(self):
        from .functions import func

        return func.next_value(self)

    def _set_parent(self, parent, **kw):
        super()._set_parent(parent)
        parent._on_table_attach(self._set_table)

    def _copy(self):
        return Sequence(self.name, schema=self.schema, data_type=self.data_type,
                        optional=self.optional, for_update=self.for_update, **self._options())

    def _set_table(self, column, table):
        self._set_metadata(table.metadata)

    def _set_metadata(self, metadata):
        self.metadata = metadata
        metadata._sequences[self._key] = self

    def _notation(self, dialect):
        return {
            "name": str(self.name),
            "schema": _schema_text(self.schema, dialect),
            "options": self._options(),
            "data_type": None if self.data_type is None else self.data_type._notation(dialect),
            "optional": self.optional,
        }

    def create(self, bind=None, checkfirst=True):
        from .ddl_run import create_item

        create_item(self, bind, checkfirst)

    def drop(self, bind=None, checkfirst=True):
        from .ddl_run import drop_item

        drop_item(self, bind, checkfirst)

    def __repr__(self):
        return generic_repr(self)


class FetchedValue(SchemaEventTarget):
    """A default that the database gives; what it is, nobody said."""

    is_server_default = True
    reflected = False
    has_argument = False
    is_clause_element = False
    is_identity = False
    column = None

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _as_for_update(self, for_update):
        return self if for_update == self.for_update else self._clone(for_update)

    def _copy(self):
        return self._clone(self.for_update)

    def _clone(self, for_update):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.pop("column", None)
        made.for_update = for_update
        return made

    def _set_parent(self, parent, **kw):
        self.column = parent
        if self.for_update:
            parent.server_onupdate = self
        else:
            parent.server_default = self

    def _notation(self, dialect):
        return {"fetched": True}

    def __repr__(self):
        return generic_repr(self)


class DefaultClause(FetchedValue):
    """The DEFAULT of a column: a text that is quoted, or an expression."""

    has_argument = True

    def __init__(self, arg, for_update=False, _reflected=False):
        if hasattr(arg, "__clause_element__"):
            arg = arg.__clause_element__()
        if not isinstance(arg, str) and not hasattr(arg, "_notation"):
            raise exc.ArgumentError(
                "Argument 'arg' is expected to be one of type '<class 'str'>' or "
                "'<class 'sqlalchemy.sql.elements.ClauseElement'>' or "
                f"'<class 'sqlalchemy.sql.elements.TextClause'>', got '{type(arg)}'"
            )
        super().__init__(for_update)
        self.arg = arg
        self.reflected = _reflected

    def _notation(self, dialect):
        return default_notation(self.arg, dialect)

    def __repr__(self):
        return f"DefaultClause({self.arg!r}, for_update={self.for_update!r})"


def default_notation(value, dialect):
    """A server default as scripts give it: text, expression, or one of the classes here."""
    if isinstance(value, FetchedValue):
        return value._notation(dialect)
    if hasattr(value, "__clause_element__"):
        value = value.__clause_element__()
    if isinstance(value, str):
        # The text itself: str() of a member of a string enumeration is the member's name.
        return {"text": str.__str__(value)}
    if hasattr(value, "_notation"):
        return {"expr": value._notation(dialect)}
    return DefaultClause(value)._notation(dialect)


class Computed(FetchedValue, SchemaItem):
    """GENERATED ALWAYS AS (...)"""

    __visit_name__ = "computed_column"

    def __init__(self, sqltext, persisted=None):
        self.sqltext = ddl_expression(sqltext)
        self.persisted = persisted
        self.column = None

    def _set_parent(self, parent, **kw):
        if not isinstance(parent.server_default, (type(None), Computed)) or not isinstance(
            parent.server_onupdate, (type(None), Computed)
        ):
            raise exc.ArgumentError(
                "A generated column cannot specify a server_default or a server_onupdate argument"
            )
        self.column = parent
        parent.computed = self
        parent.server_onupdate = self
        parent.server_default = self

    def _as_for_update(self, for_update):
        return self

    def copy(self, **kw):
        return self._copy(**kw)

    def _copy(self, target_table=None, **kw):
        return self._schema_item_copy(Computed(self.sqltext, persisted=self.persisted))

    def _notation(self, dialect):
        return {"computed": {"expression": self.sqltext._notation(dialect),
                             "persisted": self.persisted}}

    __repr__ = SchemaItem.__repr__


class Identity(IdentityOptions, FetchedValue, SchemaItem):
    """GENERATED ... AS IDENTITY"""

    __visit_name__ = "identity_column"
    is_identity = True

    def __init__(self, always=False, on_null=None, start=None, increment=None, minvalue=None,
                 maxvalue=None, nominvalue=None, nomaxvalue=None, cycle=None, cache=None,
                 order=None):
        IdentityOptions.__init__(self, start, increment, minvalue, maxvalue, nominvalue,
                                 nomaxvalue, cycle, cache, order)
        self.always = always
        self.on_null = on_null
        self.column = None

    def _set_parent(self, parent, **kw):
        if not isinstance(parent.server_default, (type(None), Identity)) or (
            parent.server_onupdate is not None
        ):
            raise exc.ArgumentError(
                "A column with an Identity object cannot specify a server_default or a "
                "server_onupdate argument"
            )
        if parent.autoincrement is False:
            raise exc.ArgumentError(
                "A column with an Identity object cannot specify autoincrement=False"
            )
        self.column = parent
        parent.identity = self
        if parent._user_defined_nullable is NULL_UNSPECIFIED:
            parent.nullable = False
        parent.server_default = self

    def _as_for_update(self, for_update):
        return self

    def copy(self, **kw):
        return self._copy(**kw)

    def _copy(self, **kw):
        return self._schema_item_copy(
            Identity(always=self.always, on_null=self.on_null, **self._options())
        )

    def _notation(self, dialect):
        return {"identity": {"always": bool(self.always), "on_null": self.on_null,
                             "options": self._options()}}

    __repr__ = SchemaItem.__repr__


def ddl_expression(value):
    """An expression of DDL, which may be given as text."""
    if hasattr(value, "__clause_element__"):
        return value.__clause_element__()
    if hasattr(value, "_notation"):
        return value
    if isinstance(value, str):
        from .elements import TextClause

        return TextClause(value)
    raise exc.ArgumentError(
        f"SQL expression element for DDL constraint expected, got {value!r}."
    )
