# SPDX-License-Identifier: MIT
"""MetaData: the tables that belong together."""
from .. import exc
from .names import quoted_name
from .schema_item import SchemaItem, table_key

DEFAULT_NAMING_CONVENTION = {"ix": "ix_%(column_0_label)s"}


class FacadeDict(dict):
    """A dict that its owner alone changes."""

    def _immutable(self, *arg, **kw):
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly.")

    __delitem__ = __setitem__ = __setattr__ = clear = pop = popitem = _immutable
    setdefault = update = _immutable

    def _insert_item(self, key, value):
        dict.__setitem__(self, key, value)

    def __repr__(self):
        return f"FacadeDict({dict.__repr__(self)})"


class MetaData(SchemaItem):
    """Tables by their keys, and what they share: a schema, a naming convention."""

    __visit_name__ = "metadata"

    def __init__(self, bind=None, schema=None, quote_schema=None, naming_convention=None,
                 info=None, **kw):
        if isinstance(bind, str):
            # SQLAlchemy 2 has the schema in the first place.
            bind, schema = None, bind
        if kw:
            # reflect= and others of SQLAlchemy 0.x
            raise TypeError(
                f"MetaData.__init__() got an unexpected keyword argument {next(iter(kw))!r}"
            )
        if schema is not None and not isinstance(schema, str):
            raise exc.ArgumentError(
                f"expected schema argument to be a string, got {type(schema)}."
            )
        if bind is not None:
            _warn_bind()
        self._bind = bind
        self.tables = FacadeDict()
        self.schema = quoted_name.construct(schema, quote_schema)
        self.naming_convention = naming_convention or DEFAULT_NAMING_CONVENTION
        if info:
            self.info = info
        self._schemas = set()
        self._sequences = {}
        self._fk_memos = {}

    @property
    def bind(self):
        return self._bind

    @bind.setter
    def bind(self, bind):
        _warn_bind()
        self._bind = bind

    def is_bound(self):
        return self._bind is not None

    def __repr__(self):
        return "MetaData()"

    def __contains__(self, table_or_key):
        return getattr(table_or_key, "key", table_or_key) in self.tables

    def _add_table(self, name, schema, table):
        self.tables._insert_item(table_key(name, schema), table)
        if schema:
            self._schemas.add(schema)

    def _remove_table(self, name, schema):
        removed = dict.pop(self.tables, table_key(name, schema), None)
        if removed is not None:
            for key in removed.__dict__.get("foreign_keys", ()):
                key._remove_from_metadata(self)
        if self._schemas:
            self._schemas = {t.schema for t in self.tables.values() if t.schema is not None}

    def clear(self):
        dict.clear(self.tables)
        self._schemas.clear()
        self._fk_memos.clear()

    def remove(self, table):
        self._remove_table(table.name, table.schema)

    @property
    def sorted_tables(self):
        from .table_order import sort_tables

        return sort_tables(sorted(self.tables.values(), key=lambda table: table.key))

    def reflect(self, bind=None, schema=None, views=False, only=None, extend_existing=False,
                autoload_replace=True, resolve_fks=True, **dialect_kwargs):
        from ..inspection import inspect
        from .ddl_run import bind_of
        from .table import Table

        inspector = inspect(bind_of(self, bind))
        options = {"autoload_with": inspector, "extend_existing": extend_existing,
                   "autoload_replace": autoload_replace, "resolve_fks": resolve_fks,
                   "_extend_on": set(), **dialect_kwargs}
        schema = self.schema if schema is None else schema
        if schema is not None:
            options["schema"] = schema
        available = list(inspector.get_table_names(schema))
        if views:
            available += inspector.get_view_names(schema)
            try:
                available += inspector.get_materialized_view_names(schema)
            except (NotImplementedError, AttributeError):
                pass
        current = set(self.tables)
        if only is None or callable(only):
            names = [name for name in available
                     if (extend_existing or table_key(name, schema) not in current)
                     and (only is None or only(name, self))]
        else:
            missing = [name for name in only if name not in available]
            if missing:
                where = f" schema '{schema}'" if schema else ""
                raise exc.InvalidRequestError(
                    "Could not reflect: requested table(s) not available in "
                    f"{inspector.engine!r}{where}: ({', '.join(missing)})"
                )
            names = [name for name in only if extend_existing or name not in current]
        # All of them with the queries of one.
        inspector._prefetch(schema, names)
        for name in names:
            try:
                Table(name, self, **options)
            except exc.UnreflectableTableError as error:
                from .. import util

                util.warn(f"Skipping table {name}: {error}")

    def create_all(self, bind=None, tables=None, checkfirst=True):
        from .ddl_run import create_all

        create_all(self, bind, tables, checkfirst)

    def drop_all(self, bind=None, tables=None, checkfirst=True):
        from .ddl_run import drop_all

        drop_all(self, bind, tables, checkfirst)


def _warn_bind():
    from ..util import warn_deprecated_20

    warn_deprecated_20("A bind of MetaData is of SQLAlchemy 1.x: create_all(), reflect() and the "
                       "others take the engine or connection as an argument.")
