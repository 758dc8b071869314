# SPDX-License-Identifier: MIT
"""Tables, each once in its MetaData."""
from .. import exc
from .base import DedupeColumnCollection
from .constraints import PrimaryKeyConstraint
from .foreign_key import ForeignKeyConstraint
from .names import quoted_name
from .naming import name_after_attach
from .schema_item import (BLANK_SCHEMA, RETAIN_SCHEMA, DialectKWArgs, HasConditionalDDL,
                          SchemaItem, _of_classes, fire, options_notation, schema_on, table_key,
                          table_name_notation)
from .fromclause import TableClause


def _warn_moved(name, instead):
    from ..util import warn_deprecated_20

    warn_deprecated_20(f"The {name} argument of Table is of SQLAlchemy 1.x: {instead}")


class Table(DialectKWArgs, HasConditionalDDL, SchemaItem, TableClause):
    """A table: its columns, constraints and indexes, and its place in expressions."""

    __visit_name__ = "table"
    _is_schema_table = True
    inherit_cache = False
    foreign_keys = frozenset()
    comment = None
    implicit_returning = True
    _extra_dependencies = frozenset()
    _prefixes = ()
    # Types of columns that are items of the schema themselves.
    _types_along = ()

    def __new__(cls, *args, **kw):
        if not args and not kw:
            return object.__new__(cls)
        try:
            name, metadata, items = args[0], args[1], args[2:]
        except IndexError:
            raise TypeError(
                "Table() takes at least two positional-only arguments 'name' and 'metadata'"
            ) from None
        schema = kw.get("schema")
        if schema is None:
            schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        keep, extend = kw.get("keep_existing", False), kw.get("extend_existing", False)
        if keep and extend:
            raise exc.ArgumentError("keep_existing and extend_existing are mutually exclusive.")
        must_exist = kw.pop("must_exist", kw.pop("mustexist", False))
        key = table_key(name, schema)
        if key in metadata.tables:
            if not keep and not extend and items:
                raise exc.InvalidRequestError(
                    f"Table '{key}' is already defined for this MetaData instance.  Specify "
                    "'extend_existing=True' to redefine options and columns on an existing Table "
                    "object."
                )
            table = metadata.tables[key]
            if extend:
                table._init_existing(*items, **kw)
            return table
        if must_exist:
            raise exc.InvalidRequestError(f"Table '{key}' not defined")
        table = object.__new__(cls)
        if _of_classes:
            fire(table, "before_parent_attach", table, metadata)
        metadata._add_table(name, schema, table)
        try:
            table._init(name, metadata, *items, **kw)
        except BaseException:
            metadata._remove_table(name, schema)
            raise
        if _of_classes or table._retort_listeners:
            fire(table, "after_parent_attach", table, metadata)
        return table

    def __init__(self, *args, **kw):
        # Done in __new__, which may give a table that exists already.
        pass

    def _init(self, name, metadata, *args, schema=None, quote=None, quote_schema=None,
              autoload_with=None, autoload=None, autoload_replace=True, keep_existing=False,
              extend_existing=False, resolve_fks=True, include_columns=None,
              implicit_returning=True, comment=None, info=None, listeners=None, prefixes=None,
              _extend_on=None, **kw):
        self.name = quoted_name(name, quote)
        self.metadata = metadata
        if schema is None:
            self.schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            self.schema = None
        else:
            self.schema = quoted_name(schema, quote_schema)
        self._columns = DedupeColumnCollection()
        self._shown_columns = self._columns.as_readonly()
        self.indexes = set()
        key = PrimaryKeyConstraint(_implicit_generated=True)
        if _of_classes:
            self.constraints = set()
            self._set_primary_key(None)
            key._set_parent_with_dispatch(self)
        else:
            # The same, in a table that has no columns and no other constraints.
            key.parent = self
            self.constraints = {key}
            self._set_primary_key(key)
            name_after_attach(key, self)
        self.foreign_keys = set()
        if not implicit_returning:
            self.implicit_returning = implicit_returning
        if comment is not None:
            self.comment = comment
        if info is not None:
            self.info = info
        if listeners is not None:
            from .. import event

            for name, function in listeners:
                event.listen(self, name, function)
        if prefixes:
            self._prefixes = list(prefixes)
        if kw:
            kw.pop("_reflect_info", None)
            self._validate_dialect_kwargs(kw)
        if autoload is not None:
            autoload_with = _autoload_source(autoload, autoload_with, metadata)
        if autoload_with is not None:
            self._autoload(metadata, autoload_with, include_columns, resolve_fks=resolve_fks,
                           _extend_on=_extend_on)
        replace = extend_existing or keep_existing or autoload_with is not None
        self._init_items(*args, allow_replacements=replace,
                         all_names={c.name: c for c in self.c})

    def _autoload(self, metadata, autoload_with, include_columns, exclude_columns=(),
                  resolve_fks=True, _extend_on=None):
        inspector = autoload_with
        if not hasattr(inspector, "reflect_table"):
            from ..inspection import inspect

            inspector = inspect(autoload_with)
        inspector.reflect_table(self, include_columns, exclude_columns, resolve_fks,
                                _extend_on=_extend_on)

    def _init_existing(self, *args, autoload_with=None, autoload=None, autoload_replace=True,
                       schema=None, extend_existing=False, keep_existing=False,
                       include_columns=None, resolve_fks=True, _extend_on=None, **kw):
        if schema and schema != self.schema:
            raise exc.ArgumentError(
                f"Can't change schema of existing table from '{self.schema}' to '{schema}'"
            )
        if include_columns is not None:
            for column in list(self.c):
                if column.name not in include_columns:
                    self._columns.remove(column)
        for name in ("quote", "quote_schema"):
            if name in kw:
                raise exc.ArgumentError("Can't redefine 'quote' or 'quote_schema' arguments")
        self.comment = kw.pop("comment", self.comment)
        self.implicit_returning = kw.pop("implicit_returning", self.implicit_returning)
        if "info" in kw:
            self.info = kw.pop("info")
        for name in ("listeners", "prefixes", "_reflect_info"):
            kw.pop(name, None)
        autoload_with = _autoload_source(autoload, autoload_with, self.metadata)
        if autoload_with is not None:
            excluded = () if autoload_replace else [c.name for c in self.c]
            self._autoload(self.metadata, autoload_with, include_columns, excluded, resolve_fks,
                           _extend_on=_extend_on)
        self._validate_dialect_kwargs(kw)
        self._init_items(*args, allow_replacements=True, all_names={c.name: c for c in self.c})

    # ---- what it consists of

    @property
    def columns(self):
        return self._shown_columns

    @columns.setter
    def columns(self, columns):
        # Extensions hide columns while the table is made.
        self._shown_columns = columns

    c = columns
    exported_columns = columns

    @property
    def primary_key(self):
        return self._primary_key

    def _set_primary_key(self, constraint):
        self._primary_key = constraint

    @property
    def _sorted_constraints(self):
        return sorted(self.constraints, key=lambda c: c._creation_order)

    @property
    def foreign_key_constraints(self):
        return {key.constraint for key in self.foreign_keys if key.constraint is not None}

    @property
    def _autoincrement_column(self):
        return self.primary_key._autoincrement_column

    autoincrement_column = _autoincrement_column

    @property
    def key(self):
        return self.name if self.schema is None else table_key(self.name, self.schema)

    fullname = key

    @property
    def description(self):
        return str(self.name)

    def __repr__(self):
        return "Table({})".format(", ".join(
            [repr(self.name), repr(self.metadata)] + [repr(c) for c in self.columns]
            + [f"schema={self.schema!r}"]
        ))

    def __str__(self):
        return table_key(self.description, self.schema)

    @property
    def bind(self):
        return self.metadata.bind

    # ---- changes

    def add_is_dependent_on(self, table):
        self._extra_dependencies = {*self._extra_dependencies, table}

    def append_column(self, column, replace_existing=False):
        try:
            column._set_parent_with_dispatch(self, allow_replacements=replace_existing,
                                             all_names={c.name: c for c in self.c})
        except exc.DuplicateColumnError as error:
            raise exc.DuplicateColumnError(
                f"{error.args[0]} Specify replace_existing=True to Table.append_column() to "
                "replace an existing column."
            ) from error

    def append_constraint(self, constraint):
        constraint._set_parent_with_dispatch(self)

    def _set_parent(self, metadata, **kw):
        metadata._add_table(self.name, self.schema, self)
        self.metadata = metadata

    def create(self, bind=None, checkfirst=False):
        from .ddl_run import create_item

        create_item(self, bind, checkfirst)

    def drop(self, bind=None, checkfirst=False):
        from .ddl_run import drop_item

        drop_item(self, bind, checkfirst)

    def exists(self, bind=None):
        """Whether the database has this table, as SQLAlchemy 1.x told."""
        from ..inspection import inspect
        from .ddl_run import bind_of

        return inspect(bind_of(self, bind)).has_table(self.name, schema=self.schema)

    # ---- copies

    def tometadata(self, metadata, schema=RETAIN_SCHEMA, referred_schema_fn=None, name=None):
        return self.to_metadata(metadata, schema, referred_schema_fn, name)

    def to_metadata(self, metadata, schema=RETAIN_SCHEMA, referred_schema_fn=None, name=None):
        name = self.name if name is None else name
        if schema is RETAIN_SCHEMA:
            schema = self.schema
        elif schema is None:
            schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        key = table_key(name, schema)
        if key in metadata.tables:
            from .. import util

            util.warn(
                f"Table '{self.description}' already exists within the given MetaData - not "
                "copying."
            )
            return metadata.tables[key]
        columns = [c._copy(schema=schema, _to_metadata=metadata) for c in self.columns]
        table = Table(name, metadata, *columns, schema=BLANK_SCHEMA if schema is None else schema,
                      comment=self.comment, prefixes=self._prefixes, **self.dialect_kwargs)
        for constraint in self._sorted_constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                referred = constraint._referred_schema
                if referred_schema_fn:
                    target = referred_schema_fn(self, schema, constraint, referred)
                else:
                    target = schema if referred == self.schema else None
                table.append_constraint(constraint._copy(schema=target, target_table=table))
            elif not constraint._type_bound and not constraint._column_flag:
                copied = constraint._copy(target_table=table)
                if "parent" not in copied.__dict__:
                    table.append_constraint(copied)
        for index in self.indexes:
            if not index._column_flag:
                index._copy_to(table)
        return self._schema_item_copy(table)

    # ---- for the core

    def _schema_notation(self, dialect, with_indexes=True, with_type_checks=False):
        """What CREATE TABLE needs to know; the CHECKs of types in their place where asked for."""
        constraints = []
        for constraint in self._sorted_constraints:
            if constraint._type_bound:
                if not with_type_checks or not constraint._create_rule(_Asking(dialect)):
                    continue
            elif constraint._create_rule is not None:
                if constraint._create_rule is False or not constraint._create_rule(
                    _Asking(dialect)
                ):
                    continue
            if constraint._ddl_if is not None and not constraint._ddl_if.applies(
                constraint, constraint, None, dialect=dialect
            ):
                continue
            if isinstance(constraint, PrimaryKeyConstraint):
                if len(constraint.columns) and (
                    constraint.name or not constraint._implicit_generated
                ):
                    constraints.insert(0, constraint._notation(dialect))
            else:
                constraints.append(constraint._notation(dialect))
        columns = [c._schema_notation(dialect) for c in self.columns]
        if with_type_checks:
            for column in columns:
                # It stands among the constraints; that of an array's items the core refuses.
                if column["type"].get("create_constraint"):
                    column["type"]["create_constraint"] = False
        return {
            "name": table_name_notation(self.name, schema_on(self.schema, dialect)),
            "columns": columns,
            "constraints": constraints,
            "indexes": [index._notation(dialect) for index in self._sorted_indexes()]
            if with_indexes else [],
            "comment": self.comment,
            "prefixes": [str(getattr(prefix, "text", prefix)) for prefix in self._prefixes],
            "options": options_notation(self, dialect),
        }

    def _sorted_indexes(self):
        return sorted(self.indexes, key=lambda index: str(index.name))


class _Asking:
    """What a rule about a constraint is asked with, as SQLAlchemy does with its compiler."""

    def __init__(self, dialect):
        self.dialect = dialect


def _autoload_source(autoload, autoload_with, metadata):
    """The connection to reflect from: given so, or as in SQLAlchemy 1.x."""
    if autoload is None or autoload_with is not None:
        return autoload_with
    _warn_moved("autoload", "autoload_with=connection says it all.")
    if not autoload:
        return None
    if metadata.bind is None:
        raise exc.ArgumentError(
            "Table autoload=True needs a connection: give autoload_with=connection."
        )
    return metadata.bind
