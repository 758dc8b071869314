# SPDX-License-Identifier: MIT
"""What items of a schema have in common: parents, events, names, and options of dialects."""
from itertools import count

from .. import exc
from ..event import _fire, _of_classes


class SchemaConst:
    """Values that say something about a schema argument beyond a name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<SchemaConst.{self.name}>"


SchemaConst.RETAIN_SCHEMA = RETAIN_SCHEMA = SchemaConst("RETAIN_SCHEMA")
SchemaConst.BLANK_SCHEMA = BLANK_SCHEMA = SchemaConst("BLANK_SCHEMA")
SchemaConst.NULL_UNSPECIFIED = NULL_UNSPECIFIED = SchemaConst("NULL_UNSPECIFIED")

next_creation = count(1).__next__


def set_creation_order(item):
    """Constraints come in the order in which they were made."""
    item._creation_order = next_creation()


def table_key(name, schema):
    """The key of a table in MetaData.tables."""
    return name if schema is None else f"{schema}.{name}"


def table_name_notation(name, schema):
    """A table's name for the core."""
    made = {"name": str(name), "schema": None if schema is None else str(schema)}
    quote, quote_schema = getattr(name, "quote", None), getattr(schema, "quote", None)
    if quote is not None:
        made["quote"] = quote
    if quote_schema is not None:
        made["quote_schema"] = quote_schema
    return made


def schema_on(schema, dialect):
    """The schema that is meant on a connection, whose options may map it to another."""
    mapped = getattr(dialect, "_schema_translate_map", None)
    return mapped.get(schema, schema) if mapped else schema


def fire(target, name, *args, **kw):
    """Call the listeners to `name`."""
    if _of_classes:
        _fire(target, name, *args, **kw)
        return
    # Most have no listeners: this is called for every column, whose __dict__ is not made for it.
    held = getattr(target, "_retort_listeners", None)
    if held:
        for listener in held.get(name, ()):
            listener(*args, **kw)


class SchemaEventTarget:
    """Something that is attached to a parent, and says so to listeners."""

    _retort_listeners = None

    def _set_parent(self, parent, **kw):
        """Say what being attached to `parent` means."""

    def _set_parent_with_dispatch(self, parent, **kw):
        if _of_classes or self._retort_listeners:
            fire(self, "before_parent_attach", self, parent)
        self._set_parent(parent, **kw)
        if _of_classes or self._retort_listeners:
            fire(self, "after_parent_attach", self, parent)


class SchemaVisitable:
    """An item that a visitor can be sent to."""

    __visit_name__ = "schema_visitable"

    def _compiler_dispatch(self, visitor, **kw):
        return getattr(visitor, "visit_" + self.__visit_name__)(self, **kw)


class SchemaItem(SchemaEventTarget, SchemaVisitable):
    """The base of tables, columns, constraints, indexes, defaults."""

    __visit_name__ = "schema_item"
    create_drop_stringify_dialect = "default"
    _use_schema_map = True

    def _init_items(self, *args, **kw):
        for item in args:
            if item is None:
                continue
            attach = getattr(item, "_set_parent_with_dispatch", None)
            if attach is None:
                raise exc.ArgumentError(
                    "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, "
                    f"got {item!r}"
                )
            attach(self, **kw)

    @property
    def info(self):
        found = self.__dict__.get("_info")
        if found is None:
            found = self.__dict__["_info"] = {}
        return found

    @info.setter
    def info(self, value):
        self.__dict__["_info"] = value

    def _schema_item_copy(self, schema_item):
        if "_info" in self.__dict__:
            schema_item.info = self.info.copy()
        return schema_item

    def __repr__(self):
        from .type_api import generic_repr

        return generic_repr(self, omit=("info",))


class HasConditionalDDL:
    """An item whose DDL may depend upon the dialect."""

    _ddl_if = None

    def ddl_if(self, dialect=None, callable_=None, state=None):
        from .ddl import DDLIf

        self._ddl_if = DDLIf(dialect, callable_, state)
        return self


class _DialectOptions(dict):
    """The options of one dialect; what has not been given is None."""

    def __missing__(self, key):
        return None


class _OptionsByDialect(dict):
    def __missing__(self, dialect_name):
        made = self[dialect_name] = _DialectOptions()
        return made


class DialectKWArgs:
    """Keyword arguments of the form ``dialect_option``."""

    _dialect_options = None

    @property
    def dialect_options(self):
        found = self._dialect_options
        if found is None:
            found = self._dialect_options = _OptionsByDialect()
        return found

    @property
    def dialect_kwargs(self):
        return {
            f"{dialect}_{name}": value
            for dialect, options in (self._dialect_options or {}).items()
            for name, value in options.items()
        }

    kwargs = dialect_kwargs

    def _validate_dialect_kwargs(self, kwargs):
        for key, value in kwargs.items():
            dialect, separator, name = key.partition("_")
            if not separator or not name:
                raise TypeError(
                    f"Additional arguments should be named <dialectname>_<argument>, got '{key}'"
                )
            accepted = accepted_options(self, dialect)
            if accepted is None:
                from .. import util

                util.warn(f"Can't validate argument {key!r}; can't locate any SQLAlchemy dialect "
                          f"named {dialect!r}")
            elif name not in accepted and "*" not in accepted:
                raise exc.ArgumentError(
                    f"Argument {key!r} is not accepted by dialect {dialect!r} on behalf of "
                    f"{type(self)!r}"
                )
            self.dialect_options[dialect][name] = value

    @classmethod
    def argument_for(cls, dialect_name, argument_name, default):
        _added_options.setdefault((dialect_name, cls.__name__), set()).add(argument_name)


# What each dialect understands of the classes of schema items, and of what inherits them.
_accepted = {
    "postgresql": {
        "Index": ("using", "include", "where", "ops", "concurrently", "with", "tablespace",
                  "nulls_not_distinct"),
        "Table": ("ignore_search_path", "tablespace", "partition_by", "with_oids", "on_commit",
                  "inherits", "using"),
        "CheckConstraint": ("not_valid",),
        "ForeignKeyConstraint": ("not_valid",),
        "PrimaryKeyConstraint": ("include",),
        "UniqueConstraint": ("include", "nulls_not_distinct"),
    },
    "sqlite": {
        "Table": ("autoincrement", "with_rowid", "strict"),
        "Index": ("where",),
        "Column": ("on_conflict_primary_key", "on_conflict_not_null", "on_conflict_unique"),
        "Constraint": ("on_conflict",),
    },
    "mysql": {
        "Table": ("*",),
        "Update": ("limit",),
        "Delete": ("limit",),
        "PrimaryKeyConstraint": ("using",),
        "Index": ("using", "length", "prefix", "with_parser"),
    },
    "mssql": {
        "PrimaryKeyConstraint": ("clustered",),
        "UniqueConstraint": ("clustered",),
        "Index": ("clustered", "include", "where", "columnstore"),
        "Column": ("identity_start", "identity_increment"),
    },
    "oracle": {
        "Table": ("resolve_synonyms", "on_commit", "compress", "tablespace"),
        "Index": ("bitmap", "compress", "vector"),
        "Select": ("fetch_approximate",),
        "CompoundSelect": ("fetch_approximate",),
    },
}
_accepted["mariadb"] = _accepted["mysql"]
_added_options = {}


def accepted_options(item, dialect):
    """The names of the options that `dialect` knows of such an item; None: no such dialect."""
    by_class = _accepted.get(dialect, {})
    found = set()
    for cls in type(item).__mro__:
        found.update(by_class.get(cls.__name__, ()))
        found.update(_added_options.get((dialect, cls.__name__), ()))
    return found if dialect in _accepted or found else None


def options_notation(item, dialect):
    """The options of all dialects for the core, which reads those of its own."""
    if not getattr(item, "_dialect_options", None):
        return {}
    found = {}
    for key, value in item.dialect_kwargs.items():
        if value is not None:
            found[key] = option_notation(value, dialect)
    return found


def option_notation(value, dialect):
    """One option's value."""
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {"map": {str(key): item if isinstance(item, int) else str(item)
                        for key, item in value.items()}}
    clause = getattr(value, "__clause_element__", None)
    if clause is not None:
        value = clause()
    if hasattr(value, "_option"):
        return {"map": value._option()}
    if hasattr(value, "_notation"):
        return {"expr": value._notation(dialect)}
    if hasattr(value, "__iter__"):
        items = [getattr(item, "__clause_element__", lambda item=item: item)() for item in value]
        if any(hasattr(item, "_notation") for item in items):
            from .elements import ColumnClause

            return {"exprs": [
                (item if hasattr(item, "_notation") else ColumnClause(item))._notation(dialect)
                for item in items
            ]}
        return {"list": [str(item) for item in items]}
    raise exc.ArgumentError(f"An option cannot be a {type(value).__name__}: {value!r}")
