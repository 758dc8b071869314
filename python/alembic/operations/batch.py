# SPDX-License-Identifier: MIT
"""What a batch on one table collects, and gives to the engine as one operation."""
from sqlalchemy.exc import ArgumentError
from sqlalchemy.sql.schema_item import table_name_notation

from ..ddl.notation import OperationTaker, options_notation

_RECREATE = {"auto": "automatic", "always": "always", "never": "never"}


class BatchOperationsImpl(OperationTaker):
    """Stands where a database's implementation does, until the end of the batch."""

    def __init__(self, operations, table_name, schema, recreate, copy_from, table_args,
                 table_kwargs, reflect_args, reflect_kwargs, naming_convention,
                 partial_reordering):
        if recreate not in _RECREATE:
            raise ValueError("recreate may be one of 'auto', 'always', or 'never'.")
        self.operations = operations
        self.table_name = table_name
        self.schema = schema
        self.recreate = recreate
        self.copy_from = copy_from
        self.table_args = table_args
        self.table_kwargs = dict(table_kwargs)
        self.reflect_args = reflect_args
        self.reflect_kwargs = dict(reflect_kwargs)
        self.naming_convention = naming_convention
        self.partial_reordering = partial_reordering
        self.batch = []

    @property
    def dialect(self):
        return self.operations.impl.dialect

    @property
    def impl(self):
        return self.operations.impl

    @property
    def connection(self):
        return self.operations.impl.connection

    def __getattr__(self, name):
        # What plugins ask an implementation for, other than operations on the table.
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.operations.impl, name)

    def _take(self, operation):
        if (operation.get("insert_before") or operation.get("insert_after")) and (
            operation["op"] == "AddColumn" and not self._should_recreate()
        ):
            from ..util import CommandError

            raise CommandError(
                "Can't specify insert_before or insert_after when using ALTER; please specify "
                "recreate='always'"
            )
        self.batch.append(operation)

    def create_table(self, table, **kw):
        raise NotImplementedError("Can't create table in batch mode")

    def drop_table(self, table, **kw):
        raise NotImplementedError("Can't drop table in batch mode")

    def _should_recreate(self):
        if self.recreate != "auto":
            return self.recreate == "always"
        return self.dialect._core.info["rebuilds_tables"] and any(
            _needs_recreate(operation) for operation in self.batch)

    def flush(self):
        dialect = self.dialect
        operation = {
            "op": "AlterTableBatch",
            "table": table_name_notation(self.table_name, self.schema),
            "operations": self.batch,
            "recreate": _RECREATE[self.recreate],
            "partial_reordering": [[str(name) for name in names]
                                   for names in self.partial_reordering or ()],
            "table_options": options_notation(self.table_kwargs, dialect),
        }
        self._require_referred_tables()
        known = self.copy_from
        if known is None and self._reflects_otherwise():
            known = self._reflected()
        if known is not None:
            operation["copy_from"] = _without_flagged_indexes(known, dialect)
        else:
            operation["reflected_columns"] = [
                item._schema_notation(dialect) for item in self.reflect_args]
        constraints, columns = [], []
        for item in self.table_args:
            (columns if getattr(item, "_is_schema_column", False) else constraints).append(
                item._schema_notation(dialect))
        operation["table_constraints"] = constraints
        operation["operations"] = self.batch + [
            {"op": "AddColumn", "table": operation["table"], "column": column}
            for column in columns
        ]
        if self.naming_convention:
            from ..runtime.naming import plain_convention

            operation["naming_convention"] = plain_convention(self.naming_convention)
        try:
            self.operations.impl._take(operation)
        except ArgumentError as error:
            if type(error) is ArgumentError:
                raise ValueError(str(error)) from None
            raise

    def _require_referred_tables(self):
        """What a table of a schema refers to must be named with its schema, as in Alembic."""
        if self.schema is None or self.copy_from is None or not self._should_recreate():
            return
        gone = {operation["column"] for operation in self.batch if operation["op"] == "DropColumn"}
        dropped = {(operation.get("name") or {}).get("text") for operation in self.batch
                   if operation["op"] == "DropConstraint"}
        keys = [(key.get("name"), key) for key in (
            constraint._notation(self.dialect)
            for constraint in self.copy_from.foreign_key_constraints)]
        keys += [(None, operation["constraint"]) for operation in self.batch
                 if operation["op"] == "AddConstraint"
                 and operation["constraint"]["kind"] == "foreign_key"]
        there = {key["referred_table"]["name"] for _, key in keys
                 if key["referred_table"].get("schema") == self.schema}
        for name, key in keys:
            referred = key["referred_table"]
            stays = not gone.intersection(key["columns"]) and not (
                name and name["text"] in dropped)
            if stays and referred.get("schema") is None and referred["name"] not in there:
                raise _unknown_table(self, key["columns"][0], f"{self.schema}.{referred['name']}",
                                     key["referred_columns"][0])

    def _reflects_otherwise(self):
        """Whether the table has to be reflected with what only Python understands."""
        return (
            not self.operations.migration_context.as_sql
            and self._should_recreate()
            and bool(self.reflect_kwargs or any(
                not getattr(item, "_is_schema_column", False) for item in self.reflect_args))
        )

    def _reflected(self):
        from sqlalchemy import MetaData, Table

        metadata = MetaData(naming_convention=self.naming_convention or None)
        return Table(self.table_name, metadata, *self.reflect_args, schema=self.schema,
                     autoload_with=self.operations.get_bind(), **self.reflect_kwargs)


def _unknown_table(batch, column, referred, referred_column):
    from sqlalchemy.exc import NoReferencedTableError

    for operation in batch.batch:
        if operation["op"] == "AlterColumn" and operation["column"] == column:
            column = operation.get("new_column_name") or column
    temporary = f"_alembic_tmp_{batch.table_name}"[:50]
    return NoReferencedTableError(
        f"Foreign key associated with column '{temporary}.{column}' could not find table "
        f"'{referred}' with which to generate a foreign key to target column '{referred_column}'",
        referred)


def _without_flagged_indexes(table, dialect):
    """A table to copy from; those who need the index of index=True create it themselves."""
    made = table._schema_notation(dialect, with_indexes=False)
    made["indexes"] = [index._notation(dialect) for index in table._sorted_indexes()
                       if not index._column_flag]
    return made


def _needs_recreate(operation):
    """Whether SQLite has no ALTER TABLE for it."""
    if operation["op"] != "AddColumn":
        return operation["op"] not in ("CreateIndex", "DropIndex")
    default = operation["column"].get("server_default") or {}
    return "expr" in default or bool((default.get("computed") or {}).get("persisted"))
