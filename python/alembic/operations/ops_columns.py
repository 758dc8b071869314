# SPDX-License-Identifier: MIT
"""Operations on columns."""
from .base import BatchOperations, Operations
from .ops_tables import AlterTableOp, schema_objects

_ASPECTS = (
    # diff tuple, what changes, its value before, "no change"
    ("modify_type", "modify_type", "existing_type", None),
    ("modify_nullable", "modify_nullable", "existing_nullable", None),
    ("modify_default", "modify_server_default", "existing_server_default", False),
    ("modify_comment", "modify_comment", "existing_comment", False),
)


@Operations.register_operation("alter_column")
@BatchOperations.register_operation("alter_column", "batch_alter_column")
class AlterColumnOp(AlterTableOp):
    """ALTER TABLE ... ALTER COLUMN"""

    def __init__(self, table_name, column_name, *, schema=None, existing_type=None,
                 existing_server_default=False, existing_nullable=None, existing_comment=None,
                 modify_nullable=None, modify_comment=False, modify_server_default=False,
                 modify_name=None, modify_type=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.existing_type = existing_type
        self.existing_server_default = existing_server_default
        self.existing_nullable = existing_nullable
        self.existing_comment = existing_comment
        self.modify_nullable = modify_nullable
        self.modify_comment = modify_comment
        self.modify_server_default = modify_server_default
        self.modify_name = modify_name
        self.modify_type = modify_type
        self.kw = kw

    def to_diff_tuple(self):
        found = []
        for name, new, old, unchanged in _ASPECTS:
            if getattr(self, new) is unchanged:
                continue
            others = {each: getattr(self, each)
                      for each in ("existing_nullable", "existing_type",
                                   "existing_server_default", "existing_comment")
                      if each != old}
            found.append((name, self.schema, self.table_name, self.column_name, others,
                          getattr(self, old), getattr(self, new)))
        return found

    def has_changes(self):
        return any(getattr(self, new) is not unchanged for _, new, _, unchanged in _ASPECTS) or any(
            key.startswith("modify_") for key in self.kw)

    def reverse(self):
        kw = dict(self.kw)
        for _, new, old, unchanged in _ASPECTS:
            kw[old] = getattr(self, old)
            if getattr(self, new) is not unchanged:
                kw[new] = getattr(self, new)
        for key in [key[len("modify_"):] for key in kw if key.startswith("modify_")]:
            old, new = f"existing_{key}", f"modify_{key}"
            kw[old], kw[new] = kw[new], kw[old]
        return type(self)(self.table_name, self.column_name, schema=self.schema, **kw)

    @classmethod
    def alter_column(cls, operations, table_name, column_name, *, nullable=None, comment=False,
                     server_default=False, new_column_name=None, type_=None, existing_type=None,
                     existing_server_default=False, existing_nullable=None,
                     existing_comment=None, schema=None, **kw):
        """Change what a column is."""
        return operations.invoke(cls(
            table_name, column_name, schema=schema, existing_type=existing_type,
            existing_server_default=existing_server_default, existing_nullable=existing_nullable,
            existing_comment=existing_comment, modify_name=new_column_name, modify_type=type_,
            modify_server_default=server_default, modify_nullable=nullable,
            modify_comment=comment, **kw))

    @classmethod
    def batch_alter_column(cls, operations, column_name, *, nullable=None, comment=False,
                           server_default=False, new_column_name=None, type_=None,
                           existing_type=None, existing_server_default=False,
                           existing_nullable=None, existing_comment=None, insert_before=None,
                           insert_after=None, **kw):
        """Change what a column of the table is."""
        return operations.invoke(cls(
            operations.impl.table_name, column_name, schema=operations.impl.schema,
            existing_type=existing_type, existing_server_default=existing_server_default,
            existing_nullable=existing_nullable, existing_comment=existing_comment,
            modify_name=new_column_name, modify_type=type_, modify_server_default=server_default,
            modify_nullable=nullable, modify_comment=comment, insert_before=insert_before,
            insert_after=insert_after, **kw))


@Operations.register_operation("add_column")
@BatchOperations.register_operation("add_column", "batch_add_column")
class AddColumnOp(AlterTableOp):
    """ALTER TABLE ... ADD COLUMN"""

    def __init__(self, table_name, column, *, schema=None, if_not_exists=None,
                 inline_references=None, inline_primary_key=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key
        self.kw = kw

    def reverse(self):
        made = DropColumnOp.from_column_and_tablename(self.schema, self.table_name, self.column)
        made.if_exists = self.if_not_exists
        return made

    def to_diff_tuple(self):
        return ("add_column", self.schema, self.table_name, self.column)

    def to_column(self):
        return self.column

    @classmethod
    def from_column(cls, col):
        return cls(col.table.name, col, schema=col.table.schema)

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col, schema=schema)

    @classmethod
    def add_column(cls, operations, table_name, column, *, schema=None, if_not_exists=None,
                   inline_references=None, inline_primary_key=None):
        """Add a column, with its constraints and index."""
        return operations.invoke(cls(
            table_name, column, schema=schema, if_not_exists=if_not_exists,
            inline_references=inline_references, inline_primary_key=inline_primary_key))

    @classmethod
    def batch_add_column(cls, operations, column, *, insert_before=None, insert_after=None,
                         if_not_exists=None, inline_references=None, inline_primary_key=None):
        """Add a column to the table, at a place of its own where the table is made anew."""
        places = {"insert_before": insert_before, "insert_after": insert_after}
        return operations.invoke(cls(
            operations.impl.table_name, column, schema=operations.impl.schema,
            if_not_exists=if_not_exists, inline_references=inline_references,
            inline_primary_key=inline_primary_key,
            **{key: value for key, value in places.items() if value}))


@Operations.register_operation("drop_column")
@BatchOperations.register_operation("drop_column", "batch_drop_column")
class DropColumnOp(AlterTableOp):
    """ALTER TABLE ... DROP COLUMN"""

    def __init__(self, table_name, column_name, *, schema=None, if_exists=None, _reverse=None,
                 **kw):
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.kw = kw
        self.if_exists = if_exists
        self._reverse = _reverse

    def to_diff_tuple(self):
        return ("remove_column", self.schema, self.table_name, self.to_column())

    def reverse(self):
        if self._reverse is None:
            raise ValueError("operation is not reversible; original column is not present")
        made = AddColumnOp.from_column_and_tablename(self.schema, self.table_name,
                                                     self._reverse.column)
        made.if_not_exists = self.if_exists
        return made

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col.name, schema=schema,
                   _reverse=AddColumnOp.from_column_and_tablename(schema, tname, col))

    def to_column(self, migration_context=None):
        if self._reverse is not None:
            return self._reverse.column
        from sqlalchemy.sql.sqltypes import NULLTYPE

        return schema_objects(migration_context).column(self.column_name, NULLTYPE)

    @classmethod
    def drop_column(cls, operations, table_name, column_name, *, schema=None, **kw):
        """Drop a column."""
        return operations.invoke(cls(table_name, column_name, schema=schema, **kw))

    @classmethod
    def batch_drop_column(cls, operations, column_name, **kw):
        """Drop a column of the table."""
        return operations.invoke(cls(operations.impl.table_name, column_name,
                                     schema=operations.impl.schema, **kw))
