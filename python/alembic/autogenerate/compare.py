# SPDX-License-Identifier: MIT
"""Comparing: the engine does it; comparators of others are called in their turn."""
import _retort

from ..util.langhelpers import to_list
from ..util.priority import PriorityDispatcher

# Where plugins of Alembic's early days register; Retort's own comparators are not in it.
comparators = PriorityDispatcher()


def active_comparators(patterns):
    """The comparators of others, of those plugins that the patterns choose, and the names of all
    chosen plugins."""
    from sqlalchemy.exc import ArgumentError

    from ..runtime import plugins

    plugins.load_entry_points()
    try:
        chosen = _retort.select_plugins(list(patterns or ["alembic.autogenerate.*"]),
                                        plugins.registered_names())
    except ArgumentError as error:
        raise ValueError(str(error)) from None
    made = comparators.branch()
    for name in chosen:
        plugins.log_active(name)
        plugin = plugins._all_plugins.get(name)
        if plugin is not None:
            made.populate_with(plugin.autogenerate_comparators)
    return made, chosen


def _populate_migration_script(autogen_context, migration_script):
    upgrade_ops = migration_script.upgrade_ops_list[-1]
    _produce_net_changes(autogen_context, upgrade_ops)
    upgrade_ops.reverse_into(migration_script.downgrade_ops_list[-1])


def _produce_net_changes(autogen_context, upgrade_ops):
    """Add the operations that make the database like the models."""
    _Comparison(autogen_context, upgrade_ops).run()
    autogen_context.comparators.dispatch(
        "autogenerate", qualifier=autogen_context.dialect.name)(autogen_context, upgrade_ops)


def _has_comparators(autogen_context, target):
    return any(key[0] == target for key in autogen_context.comparators._registry)


class _Comparison:
    """One comparison: what the engine is told and asks, and what becomes of its answer."""

    def __init__(self, autogen_context, upgrade_ops):
        from .differences import Differences
        from .models import ModelTables
        from .reflected import ReflectedTables

        self.context = autogen_context
        self.migration_context = autogen_context.migration_context
        self.upgrade_ops = upgrade_ops
        # Which of two errors of a model is told does not depend upon the order of its tables.
        autogen_context.table_key_to_table
        self.models = ModelTables(to_list(autogen_context.metadata), autogen_context.dialect)
        self.comparison = _retort.Comparison(
            self.migration_context._run_connection(), self._options())
        autogen_context._comparison = self.comparison
        self._describe_models()
        self.database = ReflectedTables(self.comparison, autogen_context)
        self.differences = Differences(self.models, self.database)
        self._tables = {}
        self._columns = {}
        self._schemas = None

    def _describe_models(self):
        """The database is read meanwhile."""
        try:
            self.comparison.begin_reading()
            self.comparison.describe(self.models.notation())
        finally:
            self.comparison.finish_reading()

    def run(self):
        found = self.comparison.run(self._hooks())
        self.upgrade_ops.ops.extend(
            self.differences.operations(found, self._tables, self._columns))
        if self._schemas is not None:
            self._dispatch(self._of_plugins(), "schema", self.upgrade_ops, self._schemas)

    def _of_plugins(self):
        """The comparators that come after the engine's; those in `comparators` come before."""
        made = PriorityDispatcher()
        for key, known in self.context.comparators._registry.items():
            early = comparators._registry.get(key, ())
            made._registry[key] = [each for each in known if each not in early]
        return made

    def _options(self):
        opts = self.context.opts
        context = self.migration_context
        return {
            "include_schemas": bool(opts.get("include_schemas")),
            "compare_type": bool(opts.get("compare_type", True)),
            "compare_server_default": bool(opts.get("compare_server_default")),
            # Beyond Alembic
            "compare_enums": bool(opts.get("compare_enums")),
            "rebuild_enums": bool(opts.get("rebuild_enums")),
            "compare_check_text": bool(opts.get("compare_check_text")),
            "compare_default_text": bool(opts.get("compare_default_text")),
            "version_table": context.version_table,
            "version_table_schema": context.version_table_schema,
            "active_plugins": self.context._active_plugins,
            # Nobody chooses tables of the database by their names.
            "takes_all": not (opts.get("include_schemas") or self.context._name_filters),
        }

    # ---- what the engine asks

    def _hooks(self):
        context, opts = self.context, self.context.opts
        hooks = {"type_texts": self._type_texts}
        if context._name_filters:
            hooks["include_name"] = self._include_name
        if context._object_filters:
            hooks["include_object"] = self._include_object
        impl = self.migration_context.impl
        if callable(opts.get("compare_type")) or _overrides(impl, "compare_type"):
            hooks["types_differ"] = self._types_differ
        own_default = opts.get("compare_server_default")
        if callable(own_default):
            hooks["server_defaults_differ"] = self._server_defaults_differ
            hooks["server_defaults_differ_text"] = str(own_default)
        elif own_default and _overrides(impl, "compare_server_default"):
            hooks["server_defaults_differ"] = self._server_defaults_differ
            hooks["server_defaults_differ_text"] = str(impl)
        for level in ("schema", "table", "column"):
            if _has_comparators(context, level):
                hooks[f"on_{level}"] = getattr(self, f"_on_{level}")
        return hooks

    def _include_name(self, name, kind, parents):
        return bool(self.context.run_name_filters(name, kind, parents))

    def _include_object(self, kind, name, reflected, model, database):
        ours = None if model is None else self.models.find(kind, model)
        theirs = None if database is None else self.database.find(kind, database)
        if reflected:
            return bool(self.context.run_object_filters(theirs, name, kind, True, ours))
        return bool(self.context.run_object_filters(ours, name, kind, False, theirs))

    def _pair(self, model, database):
        return self.models.column(model), self.database.column(database)

    def _type_texts(self, model, database):
        ours, theirs = self._pair(model, database)
        return repr(theirs.type), repr(ours.type)

    def _types_differ(self, model, database):
        ours, theirs = self._pair(model, database)
        context = self.migration_context
        own = self.context.opts.get("compare_type")
        if callable(own):
            says = own(context, theirs, ours, theirs.type, ours.type)
            if says is not None:
                return bool(says)
        if _overrides(context.impl, "compare_type"):
            return bool(context.impl.compare_type(theirs, ours))
        return None

    def _server_defaults_differ(self, model, database, rendered_model, rendered_database):
        ours, theirs = self._pair(model, database)
        context = self.migration_context
        own = self.context.opts["compare_server_default"]
        if not callable(own):
            return bool(context.impl.compare_server_default(theirs, ours, rendered_model,
                                                            rendered_database))
        says = own(context, theirs, ours, rendered_database, ours.server_default, rendered_model)
        return None if says is None else bool(says)

    # ---- comparators of others

    def _dispatch(self, dispatcher, level, *arguments):
        dispatcher.dispatch(level, qualifier=self.context.dialect.name)(self.context, *arguments)

    def _on_schema(self, schemas):
        self._schemas = set(schemas)
        self._dispatch(comparators, "schema", self.upgrade_ops, set(schemas))

    def _on_table(self, table, found):
        """The operations on a table as they are now, before columns are dropped."""
        from ..operations.ops import ModifyTableOps

        name, schema, model, database = table
        columns = [each for each in found if each[0] in ("AddColumn", "AlterColumn")]
        made = ModifyTableOps(name, self.differences.of_table(name, schema, columns, {},
                                                              self._columns), schema=schema)
        objects = (schema, name, None if database is None else self.database.table(database),
                   None if model is None else self.models.tables[model])
        self._dispatch(comparators, "table", made, *objects)
        made.ops += self.differences.of_table(
            name, schema, [each for each in found if each not in columns], {}, {})
        self._dispatch(self._of_plugins(), "table", made, *objects)
        self._tables[len(self._tables)] = made.ops
        return len(self._tables) - 1 if made.ops else None

    def _on_column(self, name, schema, model, database, alter):
        ours, theirs = self._pair(model, database)
        made = self.differences.alter_column(name, schema, alter, model, database)
        self._dispatch(self.context.comparators, "column", made, schema, name, ours.name, theirs,
                       ours)
        self._columns[model] = made
        return made.has_changes()


def _overrides(impl, name):
    """Whether a project has an implementation of its own with such a method."""
    defined = next(cls for cls in type(impl).__mro__ if name in cls.__dict__)
    return not defined.__module__.startswith("alembic.ddl")
