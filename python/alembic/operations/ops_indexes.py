# SPDX-License-Identifier: MIT
"""Operations on indexes."""
from .base import BatchOperations, Operations
from .ops_tables import MigrateOperation, schema_objects


@Operations.register_operation("create_index")
@BatchOperations.register_operation("create_index", "batch_create_index")
class CreateIndexOp(MigrateOperation):
    """CREATE INDEX"""

    def __init__(self, index_name, table_name, columns, *, schema=None, unique=False,
                 if_not_exists=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.unique = unique
        self.if_not_exists = if_not_exists
        self.kw = kw

    def reverse(self):
        return DropIndexOp.from_index(self.to_index())

    def to_diff_tuple(self):
        return ("add_index", self.to_index())

    @classmethod
    def from_index(cls, index):
        return cls(index.name, index.table.name, index.expressions, schema=index.table.schema,
                   unique=index.unique, **index.kwargs)

    def to_index(self, migration_context=None):
        return schema_objects(migration_context).index(
            self.index_name, self.table_name, self.columns, schema=self.schema,
            unique=self.unique, **self.kw)

    @classmethod
    def create_index(cls, operations, index_name, table_name, columns, *, schema=None,
                     unique=False, if_not_exists=None, **kw):
        """Create an index."""
        return operations.invoke(cls(index_name, table_name, columns, schema=schema,
                                     unique=unique, if_not_exists=if_not_exists, **kw))

    @classmethod
    def batch_create_index(cls, operations, index_name, columns, **kw):
        """Create an index of the table."""
        return operations.invoke(cls(index_name, operations.impl.table_name, columns,
                                     schema=operations.impl.schema, **kw))


@Operations.register_operation("drop_index")
@BatchOperations.register_operation("drop_index", "batch_drop_index")
class DropIndexOp(MigrateOperation):
    """DROP INDEX"""

    def __init__(self, index_name, table_name=None, *, schema=None, if_exists=None,
                 _reverse=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    def to_diff_tuple(self):
        return ("remove_index", self.to_index())

    def reverse(self):
        return CreateIndexOp.from_index(self.to_index())

    @classmethod
    def from_index(cls, index):
        return cls(index.name, table_name=index.table.name, schema=index.table.schema,
                   _reverse=CreateIndexOp.from_index(index), unique=index.unique, **index.kwargs)

    def to_index(self, migration_context=None):
        # What is dropped by its name alone still is an index of something.
        return schema_objects(migration_context).index(
            self.index_name, self.table_name, self._reverse.columns if self._reverse else ["x"],
            schema=self.schema, **self.kw)

    @classmethod
    def drop_index(cls, operations, index_name, table_name=None, *, schema=None, if_exists=None,
                   **kw):
        """Drop an index."""
        return operations.invoke(cls(index_name, table_name=table_name, schema=schema,
                                     if_exists=if_exists, **kw))

    @classmethod
    def batch_drop_index(cls, operations, index_name, **kw):
        """Drop an index of the table."""
        return operations.invoke(cls(index_name, table_name=operations.impl.table_name,
                                     schema=operations.impl.schema, **kw))
