# SPDX-License-Identifier: MIT
"""The table and the mapper of a declarative class, from what its scan has found."""
from .. import exc as sa_exc
from ..sql.schema import Table
from .base import mapper_of
from .mapper import Mapper
from .properties import MappedColumn


def is_declared(value):
    return getattr(type(value), "_is_declared_attr", False)


def is_column(value):
    return getattr(type(value), "_is_schema_column", False)


class TableMaking:
    """The last steps of a scan."""

    def _make_table(self):
        cls = self.cls
        if self.has_table:
            table = cls.__table__
            for column in self.columns:
                if not any(column is c for c in table.c):
                    raise sa_exc.ArgumentError(
                        f"Can't add additional column {column.key!r} when specifying __table__"
                    )
            self.table = table
            return
        if self.tablename is None:
            return
        args, options = (), {}
        if isinstance(self.table_args, dict):
            options = dict(self.table_args)
        elif self.table_args:
            args = self.table_args
            if isinstance(args[-1], dict):
                args, options = args[:-1], dict(args[-1])
        if cls.__dict__.get("__autoload_with__") is not None:
            options["autoload_with"] = cls.__dict__["__autoload_with__"]
        if cls.__dict__.get("__autoload__"):
            options["autoload"] = True
        make = getattr(cls, "__table_cls__", None)
        if make is None:
            make = Table
        columns = self.columns
        if self.order:
            columns = sorted(columns, key=lambda c: self.order.get(c, 0))
        metadata = getattr(cls, "metadata", None)
        if metadata is None:
            metadata = self.registry.metadata
        self.table = make(self.tablename, metadata, *columns, *args, **options)
        type.__setattr__(cls, "__table__", self.table)

    def _place_columns_in_inherited_table(self):
        cls = self.cls
        if self.table is not None:
            return
        if self.inherits is None:
            if cls.__dict__.get("__no_table__"):
                return
            raise sa_exc.InvalidRequestError(
                f"Class {cls!r} does not have a __table__ or __tablename__ specified and does not "
                "inherit from an existing table-mapped class."
            )
        if self.table_args:
            raise sa_exc.ArgumentError(
                "Can't place __table_args__ on an inherited class with no table."
            )
        table = mapper_of(self.inherits).local_table
        for column in self.columns:
            if column.name in table.c:
                if table.c[column.name] is column:
                    continue
                raise sa_exc.ArgumentError(
                    f"Column '{column}' on class {cls.__name__} conflicts with existing column "
                    f"'{table.c[column.name]}'.  If using Declarative, consider using the "
                    "use_existing_column parameter of mapped_column() to resolve conflicts."
                )
            if column.primary_key:
                raise sa_exc.ArgumentError(
                    "Can't place primary key columns on an inherited class with no table."
                )
            table.append_column(column)

    def _make_mapper(self):
        options = self.mapper_args() if self.mapper_args is not None else {}
        properties = dict(self.properties)
        properties.update(options.pop("properties", {}))
        for name in ("version_id_col", "polymorphic_on"):
            value = options.get(name)
            if value is not None and not isinstance(value, str):
                value = self.copies.get(value, value)
                if isinstance(value, MappedColumn):
                    value = value.column
                options[name] = value
        if "primary_key" in options:
            given = options["primary_key"]
            given = given if isinstance(given, (list, tuple)) else [given]
            options["primary_key"] = [
                c if isinstance(c, str) else self.copies.get(c, c) for c in given
            ]
        inherits = options.pop("inherits", None)
        inherits = getattr(inherits, "class_", inherits)
        if self.inherits is None:
            self.inherits = inherits
        if self.inherits is not None:
            options["inherits"] = self.inherits
            if not options.get("concrete", False):
                parent = mapper_of(self.inherits)
                if "exclude_properties" not in options and parent.local_table is not None:
                    excluded = {
                        c.key for c in parent.local_table.c if c not in parent._columntoproperty
                    } | parent.exclude_properties
                    options["exclude_properties"] = excluded - {c.key for c in self.columns}
        if self.single and self.inherits is not None:
            # the columns that this class adds to the table of its base
            for column in self.columns:
                if not any(
                    value is column or getattr(value, "columns", [None])[0] is column
                    for value in properties.values()
                ):
                    properties.setdefault(column.key, column)
        ordered = {}
        if self.table is not None:
            # Attributes stand in the order of the class's body: columns under their own names too.
            for name in self.collected:
                if name in properties:
                    ordered[name] = properties.pop(name)
                    continue
                value = self.collected[name]
                if type(value) is MappedColumn:
                    column = value.column
                else:
                    column = value if is_column(value) else getattr(value, "column", value)
                if is_column(column) and id(column) in self.declared:
                    if name == column.key:
                        ordered[name] = column
        ordered.update(properties)
        make = getattr(self.cls, "__mapper_cls__", None) or Mapper
        return make(self.cls, self.table, properties=ordered, registry=self.registry, **options)
