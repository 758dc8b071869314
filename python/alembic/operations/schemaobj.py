# SPDX-License-Identifier: MIT
"""Schema items made from what directives are given."""
from sqlalchemy.exc import ArgumentError
from sqlalchemy.sql.column import Column
from sqlalchemy.sql.constraints import (CheckConstraint, Constraint, PrimaryKeyConstraint,
                                        UniqueConstraint)
from sqlalchemy.sql.foreign_key import ForeignKeyConstraint
from sqlalchemy.sql.index import Index
from sqlalchemy.sql.metadata import MetaData
from sqlalchemy.sql.sqltypes import INTEGERTYPE, NULLTYPE
from sqlalchemy.sql.table import Table

from ..util.langhelpers import unique_list


def _require_name(name):
    if not isinstance(name, str):
        raise ArgumentError(f"The name of a table is a string, not {name!r}")


def _constraint_types():
    return {
        "foreignkey": lambda name: ForeignKeyConstraint([], [], name=name),
        "primary": lambda name: PrimaryKeyConstraint(name=name),
        "unique": lambda name: UniqueConstraint(name=name),
        "check": lambda name: CheckConstraint("", name=name),
        None: lambda name: Constraint(name=name),
    }


class SchemaObjects:
    """Makes tables that hold as much as an operation knows, named as the target metadata says."""

    def __init__(self, migration_context=None):
        self.migration_context = migration_context

    def metadata(self):
        if self.migration_context is not None:
            target = self.migration_context.opts.get("target_metadata")
            if hasattr(target, "naming_convention"):
                return MetaData(naming_convention=target.naming_convention)
        return MetaData()

    def _table_of(self, name, columns, schema, metadata=None):
        _require_name(name)
        return Table(name, metadata or self.metadata(), *[Column(n, NULLTYPE) for n in columns],
                     schema=schema)

    def primary_key_constraint(self, name, table_name, cols, schema=None, **dialect_kw):
        table = self._table_of(table_name, cols, schema)
        return PrimaryKeyConstraint(*[table.c[n] for n in cols], name=name, **dialect_kw)

    def foreign_key_constraint(self, name, source, referent, local_cols, remote_cols,
                               onupdate=None, ondelete=None, deferrable=None, source_schema=None,
                               referent_schema=None, initially=None, match=None, **dialect_kw):
        metadata = self.metadata()
        if source == referent and source_schema == referent_schema:
            columns = local_cols + remote_cols
        else:
            columns = local_cols
            self._table_of(referent, remote_cols, referent_schema, metadata)
        table = self._table_of(source, unique_list(columns), source_schema, metadata)
        target = f"{referent_schema}.{referent}" if referent_schema else referent
        constraint = ForeignKeyConstraint(
            local_cols, [f"{target}.{n}" for n in remote_cols], name=name, onupdate=onupdate,
            ondelete=ondelete, deferrable=deferrable, initially=initially, match=match,
            **dialect_kw)
        table.append_constraint(constraint)
        return constraint

    def unique_constraint(self, name, source, local_cols, schema=None, **kw):
        table = self._table_of(source, local_cols, schema)
        constraint = UniqueConstraint(*[table.c[n] for n in local_cols], name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def check_constraint(self, name, source, condition, schema=None, **kw):
        _require_name(source)
        table = Table(source, self.metadata(), Column("x", INTEGERTYPE), schema=schema)
        constraint = CheckConstraint(condition, name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def exclude_constraint(self, name, source, elements, schema=None, **kw):
        from sqlalchemy.dialects.postgresql.exclude import ExcludeConstraint

        table = self._table_of(source, (), schema)
        constraint = ExcludeConstraint(*elements, name=name, **kw)
        for expression, column, _ in constraint._render_exprs:
            if column is not None and column not in table.c:
                table.append_column(Column(column, getattr(expression, "type", NULLTYPE)))
        table.append_constraint(constraint)
        return constraint

    def generic_constraint(self, name, table_name, type_, schema=None, **kw):
        types = _constraint_types()
        if type_ not in types:
            raise TypeError(
                "'type' can be one of " + ", ".join(sorted(repr(known) for known in types)))
        constraint = types[type_](name)
        self.table(table_name, schema=schema).append_constraint(constraint)
        return constraint

    def table(self, name, *columns, _constraints_included=False, **kw):
        _require_name(name)
        metadata = self.metadata()
        own = [c._copy() if c.table is not None else c for c in columns if isinstance(c, Column)]
        if _constraints_included:
            for column in own:
                column.unique = column.index = False
        table = Table(name, metadata, *own, **kw)
        for item in columns:
            if isinstance(item, (Constraint, Index)):
                parent = item.__dict__.get("parent", item.__dict__.get("table"))
                if parent is not None and parent is not table:
                    item = item._copy(target_table=table)
                    if item.__dict__.get("parent") is table:
                        continue
                table.append_constraint(item)
        for key in list(table.foreign_keys):
            self._ensure_table_for_fk(metadata, key)
        return table

    def column(self, name, type_, **kw):
        return Column(name, type_, **kw)

    def index(self, name, tablename, columns, schema=None, **kw):
        from ..util.sqla_compat import _textual_index_column

        if name is None and any(hasattr(n, "text") for n in columns):
            # An index of text is named as if the text were a column.
            named = [getattr(n, "text", n) for n in columns]
            name = self.index(None, tablename, named, schema=schema).name
        table = Table(tablename or "no_table", self.metadata(), schema=schema)
        return Index(name, *[_textual_index_column(table, n) for n in columns], _table=table, **kw)

    def _parse_table_key(self, table_key):
        schema, _, name = table_key.rpartition(".")
        return schema or None, name

    def _ensure_table_for_fk(self, metadata, fk):
        """What is referred to need not be described, yet it has to be there to be referred to."""
        if not isinstance(fk._colspec, str):
            return
        table_key, column = fk._colspec.rsplit(".", 1)
        schema, name = self._parse_table_key(table_key)
        referred = metadata.tables.get(table_key)
        if referred is None:
            referred = Table(name, metadata, schema=schema)
        if column not in referred.c:
            referred.append_column(Column(column, NULLTYPE))
