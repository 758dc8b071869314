# SPDX-License-Identifier: MIT
"""Autogenerate as programs use it: tuples of differences, filters, comparators and plugins of others,
operations and renderers of a project's own, rewriters. What this prints was recorded from Alembic."""
import os
import tempfile

import sqlalchemy as sa
from alembic.autogenerate import (api, comparators, compare_metadata, produce_migrations,
                                  render_python_code, renderers, rewriter)
from alembic.migration import MigrationContext
from alembic.operations import ops
from alembic.runtime.plugins import Plugin
from alembic.util import CommandError

BEFORE = (
    "CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(10) DEFAULT 'x', old TEXT, "
    "CONSTRAINT uq_name UNIQUE (name))",
    "CREATE TABLE gone (id INTEGER NOT NULL PRIMARY KEY, a INTEGER REFERENCES account (id))",
    "CREATE INDEX ix_gone_a ON gone (a)",
    "CREATE INDEX ix_account_old ON account (old)",
)


def models():
    metadata = sa.MetaData()
    sa.Table("account", metadata, sa.Column("id", sa.Integer, primary_key=True),
             sa.Column("name", sa.String(20), server_default="y", nullable=False),
             sa.Column("made", sa.DateTime, index=True))
    sa.Table("town", metadata, sa.Column("id", sa.Integer, primary_key=True),
             sa.Column("account_id", sa.ForeignKey("account.id", name="fk_account")),
             sa.UniqueConstraint("account_id", name="uq_account"), info={"kept": True})
    return metadata


def shown(diff):
    if isinstance(diff, list):
        return [shown(each) for each in diff]
    name, *rest = diff
    return (name, *[{key: plain(value) for key, value in sorted(each.items())}
                    if isinstance(each, dict) else plain(each) for each in rest])


def plain(value):
    value = getattr(value, "arg", value)
    return str(getattr(value, "name", value))


def section(title):
    print(f"--- {title}")


def context_for(connection, **opts):
    return MigrationContext.configure(connection, opts=opts)


class CreateViewOp(ops.MigrateOperation):
    def __init__(self, view):
        self.view = view

    def reverse(self):
        return ops.ExecuteSQLOp(f"DROP VIEW {self.view}")

    def to_diff_tuple(self):
        return ("add_view", self.view)


@renderers.dispatch_for(CreateViewOp)
def render_view(autogen_context, op):
    autogen_context.imports.add("import views")
    return ["for one in views:", f"op.create_view({op.view!r})", ""]


def differences(connection):
    section("differences")
    context = context_for(connection, compare_server_default=True)
    for diff in compare_metadata(context, models()):
        print(shown(diff))
    section("nothing to compare with")
    try:
        compare_metadata(MigrationContext.configure(dialect_name="sqlite", opts={"as_sql": True}),
                         models())
    except CommandError as error:
        print(error)


def filters(connection):
    section("filters")
    asked = []

    def include_object(item, name, kind, reflected, other):
        asked.append((kind, name, reflected, type(item).__name__,
                      None if other is None else type(other).__name__))
        return name != "old"

    def include_name(name, kind, parents):
        asked.append((kind, name, *sorted(parents.items(), key=str)))
        return name != "gone"

    context = context_for(connection, include_object=include_object, include_name=include_name)
    for diff in compare_metadata(context, models()):
        print(shown(diff))
    for each in sorted(asked, key=str):
        print(each)


def comparators_of_others(connection):
    section("comparators")
    before = dict(comparators._registry)

    @comparators.dispatch_for("schema")
    def on_schema(autogen_context, upgrade_ops, schemas):
        print("schema", sorted(schemas, key=str), len(upgrade_ops.ops))
        upgrade_ops.ops.append(CreateViewOp("v"))

    @comparators.dispatch_for("table")
    def on_table(autogen_context, modify_ops, schema, name, database, model):
        print("table", schema, name, database is not None, model is not None,
              [type(op).__name__ for op in modify_ops.ops])
        if name == "account":
            modify_ops.ops.append(ops.CreateTableCommentOp("account", "seen"))

    @comparators.dispatch_for("column")
    def on_column(autogen_context, alter, schema, table, name, database, model):
        print("column", table, name, repr(database.type), repr(model.type))
        if name == "id":
            alter.modify_comment = "the key"

    produced = produce_migrations(context_for(connection), models())
    print(render_python_code(produced.upgrade_ops))
    comparators._registry.clear()
    comparators._registry.update(before)

    plugin = Plugin("own.plugin")
    plugin.add_autogenerate_comparator(
        lambda context, upgrade_ops, schemas: print("plugin", len(upgrade_ops.ops)), "schema")
    for names in (["alembic.autogenerate.*", "own.*"], ["own.plugin"], ["nobody.*"], ["a-b"]):
        try:
            print(names, len(compare_metadata(
                context_for(connection, autogenerate_plugins=names), models())))
        except (CommandError, ValueError) as error:
            print(names, type(error).__name__, error)
    plugin.remove()


def rewriters(connection):
    section("rewriters")
    first, second = rewriter.Rewriter(), rewriter.Rewriter()

    @first.rewrites(ops.CreateTableOp)
    def create(context, revision, op):
        return [op, ops.ExecuteSQLOp(f"GRANT SELECT ON {op.table_name} TO readers")]

    @second.rewrites(ops.ExecuteSQLOp)
    def execute(context, revision, op):
        return ops.ExecuteSQLOp(op.sqltext.lower())

    @second.rewrites(ops.DropTableOp)
    def drop(context, revision, op):
        return []

    context = context_for(connection, compare_server_default=True)
    script = produce_migrations(context, models())
    first.chain(second)(context, "head", [script])
    print(render_python_code(script.upgrade_ops, render_as_batch=True))
    print(render_python_code(script.downgrade_ops))


def templates(connection):
    section("templates")
    arguments = {}
    context = context_for(connection, target_metadata=models(), upgrade_token="ups",
                          downgrade_token="downs", sqlalchemy_module_prefix="sa.",
                          alembic_module_prefix="op.", user_module_prefix=None)
    api._render_migration_diffs(context, arguments)
    for name, value in sorted(arguments.items()):
        print(f"{name}: {value}")


def asked_to_render(connection):
    """A default is rendered before its type; a foreign key's column that goes shows the key twice."""
    section("asked to render")

    def render_item(kind, item, autogen_context):
        if kind in ("type", "server_default"):
            print(kind, type(item).__name__)
        return False

    metadata = sa.MetaData()
    sa.Table("gone", metadata, sa.Column("id", sa.Integer, primary_key=True),
             sa.Column("made", sa.DateTime, server_default="x"))
    context = context_for(connection, target_metadata=metadata, render_item=render_item,
                          include_object=lambda item, name, kind, *rest: name != "account")
    script = produce_migrations(context, metadata)
    print(render_python_code(script.upgrade_ops, render_item=render_item,
                             migration_context=context))
    for diff in script.upgrade_ops.as_diffs():
        if diff[0] == "remove_column":
            print(repr(diff[3]))


def main():
    folder = tempfile.mkdtemp()
    engine = sa.create_engine(f"sqlite:///{folder}/file.db")
    with engine.connect() as connection:
        for statement in BEFORE:
            connection.execute(sa.text(statement))
        connection.commit()
        for part in (differences, filters, comparators_of_others, rewriters, templates,
                     asked_to_render):
            part(connection)
    engine.dispose()
    os.remove(f"{folder}/file.db")
    os.rmdir(folder)


main()
