# SPDX-License-Identifier: MIT
"""Columns of tables."""
from .. import exc
from .constraints import CheckConstraint, UniqueConstraint
from .defaults import (ColumnDefault, Computed, DefaultClause, DefaultGenerator, FetchedValue,
                       Identity)
from .columns import ColumnClause
from .names import quoted_name
from .schema_item import (NULL_UNSPECIFIED, DialectKWArgs, SchemaEventTarget, SchemaItem,
                          _of_classes, fire, next_creation, options_notation)
from .sqltypes import NULLTYPE
from .type_api import TypeEngine, to_instance

_NO_ARG = object()
_AUTOINCREMENT = {True: "always", False: "never", "ignore_fk": "ignore_foreign_key"}


class Column(DialectKWArgs, SchemaItem, ColumnClause):
    """A column of a table: what is said of it, and its place in expressions."""

    __visit_name__ = "column"
    inherit_cache = True
    _is_schema_column = True
    # Most columns have none of these, and there are many columns.
    computed = identity = _constraints = None
    index = unique = doc = comment = None
    primary_key = system = _insert_sentinel = _omit_from_statements = False
    autoincrement = "auto"
    nullable = True
    _user_defined_nullable = NULL_UNSPECIFIED
    _attach_listeners = ()

    def __init__(self, _name=None, _type=None, *args, name=None, type_=None, autoincrement="auto",
                 default=_NO_ARG, insert_default=_NO_ARG, doc=None, key=None, index=None,
                 unique=None, info=None, nullable=NULL_UNSPECIFIED, onupdate=None,
                 primary_key=False, server_default=None, server_onupdate=None, quote=None,
                 system=False, comment=None, insert_sentinel=False, _omit_from_statements=False,
                 _proxies=None, **dialect_kwargs):
        # Models consist of columns: what most of them do not say costs no call.
        if isinstance(_name, str):
            if name is not None:
                raise exc.ArgumentError("May not pass name positionally and as a keyword.")
            name, first = _name, _type
        elif _name is None:
            first = _type
        else:
            first = _name
            if _type is not None:
                args = (_type, *args)
        if first is not None:
            if hasattr(first, "_sqla_type"):
                if type_ is not None:
                    raise exc.ArgumentError("May not pass type_ positionally and as a keyword.")
                type_ = first
            else:
                args = (first, *args)
        if name is not None:
            name = quoted_name(name, quote)
        elif quote is not None:
            raise exc.ArgumentError(
                "Explicit 'name' is required when sending 'quote' argument"
            )
        self.name = name
        self.key = key if key is not None else name
        if type_ is None:
            self.type = NULLTYPE
        elif isinstance(type_, TypeEngine):
            self.type = type_
        else:
            self.type = to_instance(type_)
        if primary_key:
            self.primary_key = primary_key
        if insert_sentinel:
            self._insert_sentinel = insert_sentinel
        if _omit_from_statements:
            self._omit_from_statements = _omit_from_statements
        if nullable is NULL_UNSPECIFIED:
            if primary_key:
                self.nullable = False
        else:
            self._user_defined_nullable = self.nullable = nullable
        if index is not None:
            self.index = index
        if unique is not None:
            self.unique = unique
        if system:
            self.system = system
        if doc is not None:
            self.doc = doc
        if autoincrement != "auto":
            self.autoincrement = autoincrement
        if comment is not None:
            self.comment = comment
        if _proxies is not None:
            self._proxied = tuple(_proxies)
            self._foreign_keys = set()
        elif type_ is not None:
            self._set_type(self.type)
        if insert_default is not _NO_ARG:
            default = insert_default
        elif default is _NO_ARG:
            default = None
        if not (default is onupdate is server_default is server_onupdate is None):
            args = (*args, *self._set_defaults(default, onupdate, server_default,
                                               server_onupdate))
        if args:
            self._init_items(*args)
        self._creation_order = next_creation()
        if info is not None:
            self.info = info
        if dialect_kwargs:
            self._validate_dialect_kwargs(dialect_kwargs)

    def _set_defaults(self, default, onupdate, server_default, server_onupdate):
        """The four kinds of defaults as items of the schema."""
        if default is not None and not isinstance(default, DefaultGenerator):
            default = ColumnDefault(default)
        if onupdate is not None and not isinstance(onupdate, DefaultGenerator):
            onupdate = ColumnDefault(onupdate, for_update=True)
        if server_default is not None:
            if isinstance(server_default, FetchedValue):
                server_default = server_default._as_for_update(False)
            else:
                server_default = DefaultClause(server_default)
        if server_onupdate is not None:
            if isinstance(server_onupdate, FetchedValue):
                server_onupdate = server_onupdate._as_for_update(True)
            else:
                server_onupdate = DefaultClause(server_onupdate, for_update=True)
        if default is not None:
            self.default = default
        if onupdate is not None:
            self.onupdate = onupdate
        # Computed and Identity refuse a column that has a server default.
        if server_default is not None and not isinstance(server_default, (Computed, Identity)):
            self.server_default = server_default
        if server_onupdate is not None:
            self.server_onupdate = server_onupdate
        return [item for item in (default, onupdate, server_default, server_onupdate)
                if item is not None]

    @property
    def _constructor(self):
        return type(self)

    @property
    def _nullable_given(self):
        return self._user_defined_nullable is not NULL_UNSPECIFIED

    def _set_type(self, type_):
        self.type = type_
        if isinstance(type_, SchemaEventTarget):
            type_._set_parent_with_dispatch(self)
        if type_._variant_mapping:
            for variant in type_._variant_mapping.values():
                if isinstance(variant, SchemaEventTarget):
                    variant._set_parent_with_dispatch(self)

    def __str__(self):
        if self.name is None:
            return "(no name)"
        table = self.table
        if table is not None and getattr(table, "named_with_column", True):
            return f"{table.description}.{self.description}"
        return self.description

    @property
    def description(self):
        return str(self.name)

    def references(self, column):
        return any(key.column is column or key.column.shares_lineage(column)
                   for key in self.foreign_keys)

    @property
    def constraints(self):
        own = self._constraints
        if own is None:
            own = self._constraints = set()
        return own

    @property
    def foreign_keys(self):
        own = self._foreign_keys
        if own is None:
            if self._proxied:
                return super().foreign_keys
            own = self._foreign_keys = set()
        return own

    @foreign_keys.setter
    def foreign_keys(self, keys):
        self._foreign_keys = keys

    def append_foreign_key(self, fk):
        fk._set_parent_with_dispatch(self)

    def __repr__(self):
        shown = [name for name in ("key",) if self.key != self.name]
        shown += [name for name in ("primary_key",) if self.primary_key]
        shown += [name for name in ("nullable",) if not self.nullable]
        shown += [name for name in ("onupdate", "default", "server_default", "comment")
                  if getattr(self, name)]
        table = self.table
        return "Column({})".format(", ".join(
            [repr(self.name), repr(self.type)]
            + [repr(key) for key in self.foreign_keys]
            + [repr(constraint) for constraint in self.constraints]
            + [f"table=<{table.description}>" if table is not None else "table=None"]
            + [f"{name}={getattr(self, name)!r}" for name in shown]
        ))

    # ---- becoming part of a table

    def _set_parent(self, table, *, all_names=None, allow_replacements=False, **kw):
        if all_names is None:
            all_names = {c.name: c for c in table.c}
        name, key = self.name, self.key
        if not name:
            raise exc.ArgumentError(
                "Column must be constructed with a non-blank name or assign a non-blank .name "
                "before adding to a Table."
            )
        if key is None:
            key = self.key = name
        held = self.table
        if held is not None and held is not table:
            raise exc.ArgumentError(
                f"Column object '{self.key}' already assigned to Table "
                f"'{self.table.description}'"
            )
        if key in table._columns._index or name in all_names:
            self._replace_in(table, all_names, allow_replacements)
        else:
            table._columns._index[key] = self
        all_names[name] = self
        self.table = table
        if self.primary_key:
            table.primary_key._replace(self)
        elif key in table._primary_key._columns._index:
            raise exc.ArgumentError(
                f"Trying to redefine primary-key column '{self.key}' as a non-primary-key column "
                f"on table '{table.fullname}'"
            )
        if self.index or self.unique:
            self._add_flagged(table)
        if table.key in table.metadata._fk_memos:
            self._setup_on_memoized_fks(lambda key: key._set_remote_table(table))
        if self.identity and (
            getattr(self.default, "is_sequence", False)
            or getattr(self.onupdate, "is_sequence", False)
        ):
            raise exc.ArgumentError("An column cannot specify both Identity and Sequence.")

    def _replace_in(self, table, all_names, allow_replacements):
        """Take the place of a column of the same name or key, where that is allowed."""
        other = None
        conflict = "name"
        if self.key in table._columns:
            existing = table._columns[self.key]
            conflict = "name" if self.key == self.name else "key"
        else:
            existing = other = all_names[self.name]
        if existing is not self:
            if not allow_replacements:
                called = self.key if conflict == "key" else self.name
                raise exc.DuplicateColumnError(
                    f"A column with {conflict} '{called}' is already present in table "
                    f"'{table.name}'."
                )
            for key in existing.foreign_keys:
                table.foreign_keys.discard(key)
                table.constraints.discard(key.constraint)
        if other is not None and other is not self and self.key == self.name:
            from .. import util

            util.warn(
                f'Column with user-specified key "{other.key}" is being replaced with plain named '
                f'column "{self.name}", key "{other.key}" is being removed.  If this is a '
                "reflection operation, specify autoload_replace=False to prevent this replacement."
            )
        table._columns.replace(self, extra_remove=() if other is None else (other,))

    def _add_flagged(self, table):
        """The index or constraint that unique=True and index=True ask for."""
        if self.index:
            from .index import Index

            if isinstance(self.index, str):
                raise exc.ArgumentError(
                    "The 'index' keyword argument on Column is boolean only. To create indexes "
                    "with a specific name, create an explicit Index object external to the Table."
                )
            table.append_constraint(
                Index(None, self.key, unique=bool(self.unique), _column_flag=True)
            )
        elif self.unique:
            if isinstance(self.unique, str):
                raise exc.ArgumentError(
                    "The 'unique' keyword argument on Column is boolean only. To create unique "
                    "constraints or indexes with a specific name, append an explicit "
                    "UniqueConstraint to the Table's list of elements, or create an explicit Index "
                    "object external to the Table."
                )
            table.append_constraint(UniqueConstraint(self.key, _column_flag=True))

    def _set_parent_with_dispatch(self, parent, **kw):
        if _of_classes or self._retort_listeners:
            fire(self, "before_parent_attach", self, parent)
        self._set_parent(parent, **kw)
        if self._attach_listeners:
            listeners, self._attach_listeners = self._attach_listeners, ()
            for listener in listeners:
                listener(self, parent)
        if _of_classes or self._retort_listeners:
            fire(self, "after_parent_attach", self, parent)

    def _setup_on_memoized_fks(self, function):
        if self.table is None or not getattr(self.table, "_is_schema_table", False):
            return
        # Those that wait for columns of this table, by the columns' names.
        waiting = self.table.metadata._fk_memos.get(self.table.key)
        if not waiting:
            return
        for name, link_to_name in ((self.key, False), (self.name, True)):
            for key in list(waiting.get(name, ())):
                if key.link_to_name is link_to_name:
                    function(key)

    def _on_table_attach(self, function):
        if self.table is not None:
            function(self, self.table)
        else:
            self._attach_listeners = (*self._attach_listeners, function)

    # ---- copies

    def copy(self, **kw):
        return self._copy(**kw)

    def _copy(self, **kw):
        items = [c._copy(**kw) for c in self.constraints if not c._type_bound]
        items += [key._copy(**kw) for key in self.foreign_keys
                  if key.constraint is None or self.table is None]
        server_default, server_onupdate = self.server_default, self.server_onupdate
        if isinstance(server_default, (Computed, Identity)):
            items.append(server_default._copy(**kw))
            server_default = server_onupdate = None
        type_ = self.type
        if isinstance(type_, SchemaEventTarget):
            type_ = type_.copy(**kw)
        made = type(self)(
            self.name, type_, *items, key=self.key, primary_key=self.primary_key,
            unique=self.unique, system=self.system, index=self.index,
            autoincrement=self.autoincrement, default=_copied(self.default),
            server_default=_copied(server_default), onupdate=_copied(self.onupdate),
            server_onupdate=_copied(server_onupdate), doc=self.doc, comment=self.comment,
            _omit_from_statements=self._omit_from_statements,
            insert_sentinel=self._insert_sentinel, **self.dialect_kwargs)
        made.nullable = self.nullable
        made._user_defined_nullable = self._user_defined_nullable
        return self._schema_item_copy(made)

    def _constructor_of_proxy(self):
        return _proxy

    # ---- for the core

    def _schema_notation(self, dialect):
        """What CREATE TABLE and ADD COLUMN need to know of this column."""
        table, name = self.table, self.name
        attached = table is not None and getattr(table, "_is_schema_table", False)
        made = {"name": name if type(name) is str else str(name),
                "type": self.type._notation(dialect)}
        if self.primary_key:
            made["primary_key"] = True
        if self.autoincrement != "auto" or self.default is not None:
            made["autoincrement"] = self._autoincrement_notation()
        if self.comment is not None:
            made["comment"] = self.comment
        if self.system:
            made["system"] = True
        if type(name) is not str and getattr(name, "quote", None) is not None:
            made["quote"] = name.quote
        if self._dialect_options:
            made["options"] = options_notation(self, dialect)
        if self._nullable_given or self.nullable != (not self.primary_key):
            made["nullable"] = bool(self.nullable)
        if self.server_default is not None:
            made["server_default"] = self.server_default._notation(dialect)
        if getattr(self.default, "is_sequence", False):
            made["sequence"] = self.default._notation(dialect)
        if not attached:
            made["unique"] = bool(self.unique)
            made["index"] = bool(self.index)
            made["references"] = [key._notation(dialect) for key in self._foreign_keys or ()]
        if self._constraints:
            made["checks"] = [
                constraint._notation(dialect)
                for constraint in sorted(self._constraints, key=lambda c: c._creation_order)
                if not constraint._type_bound and isinstance(constraint, CheckConstraint)
            ]
        return made

    def _autoincrement_notation(self):
        # A value that the client makes leaves the database nothing to count.
        if self.autoincrement == "auto" and self.default is not None and not getattr(
            self.default, "is_sequence", False
        ):
            return "never"
        return _AUTOINCREMENT.get(self.autoincrement)


def _copied(item):
    return None if item is None else item._copy()


def insert_sentinel(name=None, type_=None, *, default=None, omit_from_statements=True):
    """A column by which rows of an INSERT are told apart."""
    from .defaults import _InsertSentinelColumnDefault
    from .sqltypes import INTEGERTYPE

    return Column(name, type_ or INTEGERTYPE,
                  default=_InsertSentinelColumnDefault() if default is None else default,
                  _omit_from_statements=omit_from_statements, insert_sentinel=True)


def _proxy(name, type_, _selectable):
    """A column of an alias or a subquery, which stands for one of a table."""
    made = Column(name, type_)
    made.table = _selectable
    return made
