# SPDX-License-Identifier: MIT
"""The engine's operations as Python code, where no env.py compares: `retort squash`."""
from ..operations import ops
from .api import AutogenContext
from .differences import Differences
from .reflected import ReflectedTables
from .statements import ComparedSQLOp


def render(dialect_name, upgrade, downgrade):
    """The bodies of upgrade() and downgrade(), and the imports of both. The operations are
    described one by one, each with a table that has what the operation is about."""
    from ..runtime.migration import MigrationContext
    from .render import _indent, _render_cmd_body

    migration_context = MigrationContext.configure(
        dialect_name=dialect_name, opts={"as_sql": True, "output_buffer": _Nowhere()})
    context = AutogenContext(migration_context, autogenerate=False, opts={
        "sqlalchemy_module_prefix": "sa.", "alembic_module_prefix": "op.",
        "render_item": None, "render_as_batch": True, "user_module_prefix": None})
    bodies = [_indent(_render_cmd_body(ops.UpgradeOps(_operations(each, context)), context))
              for each in (upgrade, downgrade)]
    return bodies[0], bodies[1], "\n".join(sorted(context.imports))


class _Nowhere:
    """An output that nothing comes to."""

    def write(self, text):
        pass

    def flush(self):
        pass


_NUMBERED = {"always": True, True: True, "never": False, False: False}


class _OneTable:
    """Stands for a comparison that has found one table."""

    def __init__(self, notation):
        self._notation = notation

    def database_table(self, number):
        return self._notation

    def database_names(self):
        name = self._notation["name"]
        return [(name["name"], name.get("schema"))]


class _Described(ReflectedTables):
    """The table of an operation, as both sides of a comparison."""

    def __init__(self, notation, context, existing_types=()):
        super().__init__(_OneTable(notation), context)
        written = {each["name"]: each.get("autoincrement") for each in notation["columns"]}
        for column in self.table(0).columns:
            # What is not said is left to the database, as a model leaves it.
            column.autoincrement = _NUMBERED.get(written[column.name], "auto")
            if column.name in existing_types and hasattr(column.type, "create_type"):
                column.type.create_type = False

    def table(self, number):
        """The one that there is; models are asked with a whole position."""
        return super().table(0)

    def _repeat_foreign_keys(self, table):
        """There are no models that its keys are compared with."""


def _operations(described, context):
    return [_operation(each, context) for each in described]


def _operation(each, context):
    kind = each["kind"]
    if kind == "Execute":
        return ComparedSQLOp(each["sql"], committed=each["autocommit"])
    name, schema = each["name"], each["schema"]
    if kind == "Batch":
        return ops.ModifyTableOps(name, _operations(each["operations"], context), schema=schema)
    if kind == "CreateTableComment":
        return ops.CreateTableCommentOp(name, each["comment"], schema=schema,
                                        existing_comment=each["existing_comment"])
    if kind == "DropTableComment":
        return ops.DropTableCommentOp(name, existing_comment=each["existing_comment"],
                                      schema=schema)
    after = _Described(each["table"], context, each.get("existing_types", ()))
    before = _Described(each["before"], context) if "before" in each else after
    return Differences(after, before)._operation((kind, (0, 0, None), (0, 0, None),
                                                  each.get("changes")), name, schema)
