# SPDX-License-Identifier: MIT
"""`revision --autogenerate --sql`: what the new migration would run, as SQL."""
from ..operations import ops

# What a context is told of the run at hand; the SQL is no run.
_OF_THE_RUN = ("fn", "revision_context", "template_args", "starting_rev", "destination_rev", "tag",
               "on_version_apply", "transactional_ddl", "purge", "output_encoding",
               "transaction_per_migration")


def upgrade_sql(autogen_context, migration_scripts):
    """The statements of the upgrades for the database that has just been compared."""
    from io import StringIO

    from ..operations import Operations

    found = [operation for script in migration_scripts
             for operation in script.upgrade_ops_list[-1].ops]
    if not found:
        return ""
    output = StringIO()
    context = _offline(autogen_context, output)
    with context.begin_transaction():
        for operation in found:
            _carry_out(Operations(context), operation, autogen_context.opts["render_as_batch"])
    return output.getvalue()


def _offline(autogen_context, output):
    """A context that writes for the same database; the tables are known as they were found."""
    import copy

    from ..runtime.migration import MigrationContext

    dialect = copy.copy(autogen_context.dialect)
    dialect.paramstyle = "named"
    opts = {name: value for name, value in autogen_context.opts.items()
            if name not in _OF_THE_RUN}
    opts.update(silent=True, as_sql=True, literal_binds=True, output_buffer=output)
    context = MigrationContext.configure(dialect=dialect, opts=opts)
    if dialect._core.info["rebuilds_tables"] and autogen_context._comparison is not None:
        autogen_context._comparison.tell_tables(context._run)
    return context


def _carry_out(operations, operation, as_batch):
    if not isinstance(operation, ops.OpContainer):
        operations.invoke(operation)
    elif as_batch and isinstance(operation, ops.ModifyTableOps) and operation.ops:
        with operations.batch_alter_table(operation.table_name, schema=operation.schema) as batch:
            for each in operation.ops:
                _carry_out(batch, each, False)
    else:
        for each in operation.ops:
            _carry_out(operations, each, as_batch)
