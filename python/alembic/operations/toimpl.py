# SPDX-License-Identifier: MIT
"""How the operations of Alembic are carried out."""
from sqlalchemy.exc import ArgumentError

from ..runtime.naming import has_own_tokens
from . import ops
from .base import Operations


@Operations.implementation_for(ops.AlterColumnOp)
def alter_column(operations, operation):
    if operation.modify_comment is True:
        raise ArgumentError("A comment is text, or None to take it away, not True")
    if operation.existing_server_default is True:
        raise ArgumentError(
            "existing_server_default is the default itself, None or False, not True")
    operations.impl.alter_column(
        operation.table_name, operation.column_name, nullable=operation.modify_nullable,
        server_default=operation.modify_server_default, name=operation.modify_name,
        type_=operation.modify_type, schema=operation.schema,
        existing_type=operation.existing_type,
        existing_server_default=operation.existing_server_default,
        existing_nullable=operation.existing_nullable, comment=operation.modify_comment,
        existing_comment=operation.existing_comment, **operation.kw)


def _guard(name, value):
    return {} if value is None else {name: value}


@Operations.implementation_for(ops.DropTableOp)
def drop_table(operations, operation):
    operations.impl.drop_table(operation.to_table(operations.migration_context),
                               **_guard("if_exists", operation.if_exists))


@Operations.implementation_for(ops.DropColumnOp)
def drop_column(operations, operation):
    operations.impl.drop_column(
        operation.table_name, operation.to_column(operations.migration_context),
        schema=operation.schema, if_exists=operation.if_exists, **operation.kw)


@Operations.implementation_for(ops.CreateIndexOp)
def create_index(operations, operation):
    operations.impl.create_index(operation.to_index(operations.migration_context),
                                 **_guard("if_not_exists", operation.if_not_exists))


@Operations.implementation_for(ops.DropIndexOp)
def drop_index(operations, operation):
    operations.impl.drop_index(operation.to_index(operations.migration_context),
                               **_guard("if_exists", operation.if_exists))


@Operations.implementation_for(ops.CreateTableOp)
def create_table(operations, operation):
    table = operation.to_table(operations.migration_context)
    operations.impl.create_table(table, **_guard("if_not_exists", operation.if_not_exists))
    return table


@Operations.implementation_for(ops.RenameTableOp)
def rename_table(operations, operation):
    operations.impl.rename_table(operation.table_name, operation.new_table_name,
                                 schema=operation.schema)


@Operations.implementation_for(ops.CreateTableCommentOp)
def create_table_comment(operations, operation):
    operations.impl.create_table_comment(operation.to_table(operations.migration_context),
                                         existing_comment=operation.existing_comment)


@Operations.implementation_for(ops.DropTableCommentOp)
def drop_table_comment(operations, operation):
    operations.impl.drop_table_comment(operation.to_table(operations.migration_context),
                                       existing_comment=operation.existing_comment)


@Operations.implementation_for(ops.AddColumnOp)
def add_column(operations, operation):
    column = operation.column
    if column.table is not None:
        column = column._copy()
    # What belongs to the column and is no part of ADD COLUMN the engine adds itself; it has to see
    # the column before it becomes part of a table for that.
    notation = column._schema_notation(operations.impl.dialect)
    table = operations.schema_obj.table(operation.table_name, column, schema=operation.schema)
    apart = has_own_tokens(table.metadata.naming_convention)
    if apart:
        # The names come from functions of the author's, of which the engine knows nothing.
        notation.update(references=[], unique=False, index=False)
    operations.impl.add_column(
        operation.table_name, notation, schema=operation.schema,
        if_not_exists=operation.if_not_exists, inline_references=operation.inline_references,
        inline_primary_key=operation.inline_primary_key, **operation.kw)
    if apart:
        for constraint in table._sorted_constraints:
            if constraint is not table.primary_key and not constraint._type_bound:
                operations.impl.add_constraint(constraint)
        for index in table._sorted_indexes():
            operations.impl.create_index(index)


@Operations.implementation_for(ops.AddConstraintOp)
def create_constraint(operations, operation):
    operations.impl.add_constraint(operation.to_constraint(operations.migration_context))


@Operations.implementation_for(ops.DropConstraintOp)
def drop_constraint(operations, operation):
    constraint = operations.schema_obj.generic_constraint(
        operation.constraint_name, operation.table_name, operation.constraint_type,
        schema=operation.schema)
    operations.impl.drop_constraint(constraint, **_guard("if_exists", operation.if_exists))


@Operations.implementation_for(ops.BulkInsertOp)
def bulk_insert(operations, operation):
    operations.impl.bulk_insert(operation.table, operation.rows,
                                multiinsert=operation.multiinsert)


@Operations.implementation_for(ops.ExecuteSQLOp)
def execute_sql(operations, operation):
    # In a batch, too, statements are executed at once.
    operations.migration_context.impl.execute(operation.sqltext,
                                              execution_options=operation.execution_options)
