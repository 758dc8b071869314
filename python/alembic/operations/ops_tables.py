# SPDX-License-Identifier: MIT
"""Operations on whole tables."""
from ..util.langhelpers import memoized_property
from .base import BatchOperations, Operations


def schema_objects(migration_context):
    from .schemaobj import SchemaObjects

    return SchemaObjects(migration_context)


class MigrateOperation:
    """The base of all operations, also of those that plugins add."""

    _mutations = frozenset()

    @memoized_property
    def info(self):
        return {}

    def reverse(self):
        raise NotImplementedError

    def to_diff_tuple(self):
        raise NotImplementedError


@Operations.register_operation("create_table")
class CreateTableOp(MigrateOperation):
    """CREATE TABLE, with the table's indexes."""

    def __init__(self, table_name, columns, *, schema=None, if_not_exists=None,
                 _namespace_metadata=None, _constraints_included=False, **kw):
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.if_not_exists = if_not_exists
        self.info = kw.pop("info", {})
        self.comment = kw.pop("comment", None)
        self.prefixes = kw.pop("prefixes", None)
        self.kw = kw
        self._namespace_metadata = _namespace_metadata
        self._constraints_included = _constraints_included

    def reverse(self):
        return DropTableOp.from_table(self.to_table(),
                                      _namespace_metadata=self._namespace_metadata)

    def to_diff_tuple(self):
        return ("add_table", self.to_table())

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        return cls(table.name, [*table.c, *table._sorted_constraints], schema=table.schema,
                   _namespace_metadata=_namespace_metadata or table.metadata,
                   _constraints_included=True, comment=table.comment, info=dict(table.info),
                   prefixes=list(table._prefixes), **table.kwargs)

    def to_table(self, migration_context=None):
        return schema_objects(migration_context).table(
            self.table_name, *self.columns, schema=self.schema,
            prefixes=list(self.prefixes or ()), comment=self.comment,
            info=dict(self.info) if self.info else {},
            _constraints_included=self._constraints_included, **self.kw)

    @classmethod
    def create_table(cls, operations, table_name, *columns, if_not_exists=None, **kw):
        """Create a table; the table is returned."""
        return operations.invoke(cls(table_name, columns, if_not_exists=if_not_exists, **kw))


@Operations.register_operation("drop_table")
class DropTableOp(MigrateOperation):
    """DROP TABLE"""

    def __init__(self, table_name, *, schema=None, if_exists=None, table_kw=None, _reverse=None):
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self.table_kw = table_kw or {}
        self.comment = self.table_kw.pop("comment", None)
        self.info = self.table_kw.pop("info", None)
        self.prefixes = self.table_kw.pop("prefixes", None)
        self._reverse = _reverse

    def to_diff_tuple(self):
        return ("remove_table", self.to_table())

    def reverse(self):
        return CreateTableOp.from_table(self.to_table())

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        return cls(table.name, schema=table.schema,
                   table_kw={"comment": table.comment, "info": dict(table.info),
                             "prefixes": list(table._prefixes), **table.kwargs},
                   _reverse=CreateTableOp.from_table(table,
                                                     _namespace_metadata=_namespace_metadata))

    def to_table(self, migration_context=None):
        known = self._reverse
        return schema_objects(migration_context).table(
            self.table_name, *(known.columns if known else ()), comment=self.comment,
            info=dict(self.info) if self.info else {}, prefixes=list(self.prefixes or ()),
            schema=self.schema, _constraints_included=bool(known and known._constraints_included),
            **self.table_kw)

    @classmethod
    def drop_table(cls, operations, table_name, *, schema=None, if_exists=None, **kw):
        """Drop a table."""
        operations.invoke(cls(table_name, schema=schema, if_exists=if_exists, table_kw=kw))


class AlterTableOp(MigrateOperation):
    """The base of what is done to a table that is there."""

    def __init__(self, table_name, *, schema=None):
        self.table_name = table_name
        self.schema = schema


@Operations.register_operation("rename_table")
class RenameTableOp(AlterTableOp):
    """ALTER TABLE ... RENAME TO"""

    def __init__(self, old_table_name, new_table_name, *, schema=None):
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    @classmethod
    def rename_table(cls, operations, old_table_name, new_table_name, *, schema=None):
        """Rename a table."""
        return operations.invoke(cls(old_table_name, new_table_name, schema=schema))


@Operations.register_operation("create_table_comment")
@BatchOperations.register_operation("create_table_comment", "batch_create_table_comment")
class CreateTableCommentOp(AlterTableOp):
    """COMMENT ON TABLE"""

    def __init__(self, table_name, comment, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.comment = comment
        self.existing_comment = existing_comment

    @classmethod
    def create_table_comment(cls, operations, table_name, comment, *, existing_comment=None,
                             schema=None):
        """Give a table a comment."""
        return operations.invoke(
            cls(table_name, comment, existing_comment=existing_comment, schema=schema))

    @classmethod
    def batch_create_table_comment(cls, operations, comment, *, existing_comment=None):
        """Give the table a comment."""
        return operations.invoke(cls(operations.impl.table_name, comment,
                                     existing_comment=existing_comment,
                                     schema=operations.impl.schema))

    def reverse(self):
        if self.existing_comment is None:
            return DropTableCommentOp(self.table_name, existing_comment=self.comment,
                                      schema=self.schema)
        return CreateTableCommentOp(self.table_name, self.existing_comment,
                                    existing_comment=self.comment, schema=self.schema)

    def to_table(self, migration_context=None):
        return schema_objects(migration_context).table(
            self.table_name, schema=self.schema, comment=self.comment)

    def to_diff_tuple(self):
        return ("add_table_comment", self.to_table(), self.existing_comment)


@Operations.register_operation("drop_table_comment")
@BatchOperations.register_operation("drop_table_comment", "batch_drop_table_comment")
class DropTableCommentOp(AlterTableOp):
    """COMMENT ON TABLE ... IS NULL"""

    def __init__(self, table_name, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.existing_comment = existing_comment

    @classmethod
    def drop_table_comment(cls, operations, table_name, *, existing_comment=None, schema=None):
        """Take the comment of a table away."""
        return operations.invoke(cls(table_name, existing_comment=existing_comment, schema=schema))

    @classmethod
    def batch_drop_table_comment(cls, operations, *, existing_comment=None):
        """Take the comment of the table away."""
        return operations.invoke(cls(operations.impl.table_name,
                                     existing_comment=existing_comment,
                                     schema=operations.impl.schema))

    def reverse(self):
        return CreateTableCommentOp(self.table_name, self.existing_comment, schema=self.schema)

    def to_table(self, migration_context=None):
        return schema_objects(migration_context).table(self.table_name, schema=self.schema)

    def to_diff_tuple(self):
        return ("remove_table_comment", self.to_table())
