# SPDX-License-Identifier: MIT
"""Statements that a comparison has come to: values of PostgreSQL's enumeration types."""
from ..operations import Operations, ops
from . import renderers
from .render_values import _alembic_autogenerate_prefix


class ComparedSQLOp(ops.ExecuteSQLOp):
    """A statement, which knows what undoes it."""

    def __init__(self, sql, *, committed=False, undo=None):
        import re

        super().__init__(re.sub(r"(?<![:\w\\]):(\w+)(?!:)", r"\\:\1", sql.strip()))
        self.sql = sql
        self.committed = committed  # before what follows it
        self.undo = undo

    def reverse(self):
        """Nothing where the statement stays when the rest is undone."""
        return None if self.undo is None else ComparedSQLOp(self.undo, undo=self.sql)


@renderers.dispatch_for(ComparedSQLOp)
def _render_compared(autogen_context, op):
    prefix = _alembic_autogenerate_prefix(autogen_context)
    execute = f"{prefix}execute({op.sqltext!r})"
    if not op.committed:
        return [execute]
    return [f"with {prefix}get_context().autocommit_block():", execute, ""]


@Operations.implementation_for(ComparedSQLOp)
def _carry_out(operations, operation):
    context = operations.migration_context
    if not operation.committed:
        context.impl.execute(operation.sqltext)
        return
    with context.autocommit_block():
        context.impl.execute(operation.sqltext)
