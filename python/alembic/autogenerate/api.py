# SPDX-License-Identifier: MIT
"""The functions of autogenerate, and the state of one comparison."""
from _retort_functions import contextmanager

from ..util.exc import CommandError
from ..util.langhelpers import memoized_property, to_list


def compare_metadata(context, metadata):
    """What has to be done to a database to make it like `metadata`, as tuples."""
    return produce_migrations(context, metadata).upgrade_ops.as_diffs()


def produce_migrations(context, metadata):
    """A script, of operations, that makes a database like `metadata`, and back."""
    from ..operations import ops
    from .compare import _populate_migration_script

    autogen_context = AutogenContext(context, metadata=metadata)
    script = ops.MigrationScript(rev_id=None, upgrade_ops=ops.UpgradeOps([]),
                                 downgrade_ops=ops.DowngradeOps([]))
    _populate_migration_script(autogen_context, script)
    return script


def render_python_code(up_or_down_op, sqlalchemy_module_prefix="sa.", alembic_module_prefix="op.",
                       render_as_batch=False, imports=(), render_item=None,
                       migration_context=None, user_module_prefix=None):
    """Operations as the body of a function."""
    from .render import _indent, _render_cmd_body

    if migration_context is None:
        from sqlalchemy.engine.default import DefaultDialect

        from ..runtime.migration import MigrationContext

        migration_context = MigrationContext.configure(dialect=DefaultDialect())
    autogen_context = AutogenContext(migration_context, autogenerate=False, opts={
        "sqlalchemy_module_prefix": sqlalchemy_module_prefix,
        "alembic_module_prefix": alembic_module_prefix, "render_item": render_item,
        "render_as_batch": render_as_batch, "user_module_prefix": user_module_prefix})
    autogen_context.imports = set(imports)
    return _indent(_render_cmd_body(up_or_down_op, autogen_context))


def _render_migration_diffs(context, template_args):
    """The differences of a configured context as variables of a template."""
    from ..operations import ops
    from .compare import _produce_net_changes
    from .render import _render_python_into_templatevars

    autogen_context = AutogenContext(context)
    upgrade_ops = ops.UpgradeOps([])
    _produce_net_changes(autogen_context, upgrade_ops)
    script = ops.MigrationScript(rev_id=None, upgrade_ops=upgrade_ops,
                                 downgrade_ops=upgrade_ops.reverse())
    _render_python_into_templatevars(autogen_context, script, template_args)


class AutogenContext:
    """What one comparison, and the rendering of its outcome, are about."""

    metadata = None
    connection = None
    dialect = None
    imports = None
    migration_context = None
    comparators = None
    _comparison = None  # the engine's, once it has begun

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        if autogenerate and migration_context is not None and migration_context.as_sql:
            raise CommandError("autogenerate can't use as_sql=True as it prevents querying the "
                               "database for schema information")
        if autogenerate:
            from .compare import active_comparators

            self.comparators, self._active_plugins = active_comparators(
                migration_context.opts.get("autogenerate_plugins"))
        if opts is None:
            opts = migration_context.opts
        self.metadata = opts.get("target_metadata") if metadata is None else metadata
        if (autogenerate and self.metadata is None and migration_context is not None
                and migration_context.script is not None):
            raise CommandError(
                "Can't proceed with --autogenerate option; environment script "
                f"{migration_context.script.env_py_location} does not provide a MetaData object or "
                "sequence of objects to the context.")
        self._object_filters = [each for each in (opts.get("include_object"),) if each]
        self._name_filters = [each for each in (opts.get("include_name"),) if each]
        self.migration_context = migration_context
        self.connection = migration_context.bind
        self.dialect = migration_context.dialect
        self.imports = set()
        self.opts = opts
        self._has_batch = False

    @memoized_property
    def inspector(self):
        if self.connection is None:
            raise TypeError(
                "can't return inspector as this AutogenContext has no database connection")
        from sqlalchemy import inspect

        return inspect(self.connection)

    @contextmanager
    def _within_batch(self):
        self._has_batch = True
        yield
        self._has_batch = False

    def run_name_filters(self, name, type_, parent_names):
        """Whether a name of the database takes part in the comparison."""
        if "schema_name" in parent_names:
            table = name if type_ == "table" else parent_names.get("table_name")
            if table:
                schema = parent_names["schema_name"]
                parent_names["schema_qualified_table_name"] = (
                    f"{schema}.{table}" if schema else table)
        return all(function(name, type_, parent_names) for function in self._name_filters)

    def run_object_filters(self, object_, name, type_, reflected, compare_to):
        """Whether an object takes part in the comparison."""
        return all(function(object_, name, type_, reflected, compare_to)
                   for function in self._object_filters)

    run_filters = run_object_filters

    @memoized_property
    def sorted_tables(self):
        """The tables of all MetaData, each one's in the order in which they can be created."""
        return [table for metadata in to_list(self.metadata) for table in metadata.sorted_tables]

    @memoized_property
    def table_key_to_table(self):
        found = {}
        for metadata in to_list(self.metadata):
            twice = set(found).intersection(metadata.tables)
            if twice:
                keys = ", ".join(f'"{key}"' for key in sorted(twice))
                raise ValueError(
                    f"Duplicate table keys across multiple MetaData objects: {keys}")
            found.update(metadata.tables)
        return found


def __getattr__(name):
    if name == "RevisionContext":
        from .revision_context import RevisionContext

        return RevisionContext
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
