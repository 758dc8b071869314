# SPDX-License-Identifier: MIT
"""Runs that a program drives: contexts of its own, plans of its own, operations by themselves."""
import argparse
import io

import sqlalchemy as sa
from project import make, show
from sqlalchemy import create_engine, inspect, text

from alembic import command, op
from alembic import context as running
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

make()
config = Config("alembic.ini")
scripts = ScriptDirectory.from_config(config)
engine = create_engine("sqlite:///app.db")


def heads():
    with engine.connect() as connection:
        return sorted(MigrationContext.configure(connection).get_current_heads())


print("--- is the database up to date?")
with engine.connect() as connection:
    migrations = MigrationContext.configure(connection)
    show("heads", migrations.get_current_heads)
    show("revision", migrations.get_current_revision)
    show("table", lambda: inspect(connection).has_table("alembic_version"))

print("--- an environment without env.py")


def run(target, plan):
    def make_plan(rows, context):
        print("asked at", rows, type(context).__name__)
        return plan(target, rows)

    with engine.connect() as connection:
        with EnvironmentContext(config, scripts, fn=make_plan, destination_rev=target) as env:
            env.configure(connection=connection, target_metadata=None)
            with env.begin_transaction():
                env.run_migrations()
    print(heads(), sorted(inspect(engine).get_table_names()))


show("up", lambda: run("bbb2", scripts._upgrade_revs))
show("up", lambda: run("heads", scripts._upgrade_revs))
show("down", lambda: run("-1", scripts._downgrade_revs))
show("down", lambda: run("base", scripts._downgrade_revs))
show("nowhere", lambda: run("nope", scripts._upgrade_revs))

print("--- env.py with a plan of the program's")


def run_env(plan, **options):
    with EnvironmentContext(config, scripts, fn=lambda rows, _context: plan(rows), **options):
        scripts.run_env()


seen = []
show("look", lambda: run_env(lambda rows: seen.append(rows) or []))
show("up", lambda: run_env(lambda rows: scripts._upgrade_revs("ddd4", rows)))
show("look", lambda: run_env(lambda rows: seen.append(rows) or []))
print(seen)
show("one step", lambda: run_env(lambda rows: scripts._upgrade_revs("heads", rows)[:1]))
show("down", lambda: run_env(lambda rows: scripts._downgrade_revs("aaa1", rows)))
show("stamp", lambda: run_env(lambda rows: scripts._stamp_revs("bbb2", rows)))
show("fails", lambda: run_env(lambda rows: 1 / 0))
print(heads())
show("sql", lambda: run_env(lambda rows: scripts._upgrade_revs("bbb2", rows), as_sql=True,
                            starting_rev="aaa1"))

print("--- a connection that is shared")
command.stamp(config, "base")
with engine.begin() as connection:
    for name in ("t_aaa1", "t_bbb2", "t_ddd4", "t_ccc3"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    config.attributes["connection"] = connection
    show("upgrade", lambda: command.upgrade(config, "aaa1"))
    print(connection.in_transaction(), sorted(inspect(connection).get_table_names()))
    connection.execute(text("INSERT INTO t_aaa1 VALUES (7)"))
del config.attributes["connection"]
with engine.connect() as connection:
    print(connection.execute(text("SELECT * FROM t_aaa1")).fetchall(), heads())

print("--- a context by itself")
with engine.connect() as connection:
    migrations = MigrationContext.configure(connection)
    migrations.stamp(scripts, "ddd4")
    print(migrations.get_current_heads())
    migrations.stamp(scripts, "ccc3")
    print(sorted(migrations.get_current_heads()))
    connection.commit()
    show("one", migrations.get_current_revision)
    other = MigrationContext.configure(connection, opts={"version_table": "other_version"})
    show("other", other.get_current_heads)
    other.stamp(scripts, "aaa1")
    print(other.get_current_heads())
    connection.commit()
    print(sorted(inspect(connection).get_table_names()))
    print(migrations.bind is connection, migrations.as_sql, migrations.dialect.name,
          migrations.opts, migrations.config, type(migrations.impl).__name__,
          migrations.version_table)
with engine.connect() as connection:
    migrations = MigrationContext.configure(
        connection, opts={"fn": lambda rows, context: print("rows", sorted(rows)) or []})
    with migrations.begin_transaction():
        migrations.run_migrations()

print("--- operations by themselves")
with engine.connect() as connection:
    migrations = MigrationContext.configure(connection)
    operations = Operations(migrations)
    with migrations.begin_transaction():
        operations.create_table("alone", sa.Column("id", sa.Integer, primary_key=True),
                                sa.Column("n", sa.String(5)))
        operations.add_column("alone", sa.Column("m", sa.Integer))
        with operations.batch_alter_table("alone") as batch:
            batch.drop_column("n")
        operations.bulk_insert(sa.table("alone", sa.column("id"), sa.column("m")),
                               [{"id": 1, "m": 2}])
        print(operations.get_bind() is connection, operations.migration_context is migrations,
              operations.get_context() is migrations)
    with Operations.context(migrations):
        op.execute("INSERT INTO alone VALUES (2, 3)")
    connection.commit()
with engine.connect() as connection:
    print(connection.execute(text("SELECT * FROM alone")).fetchall())
written = io.StringIO()
for source in ({"dialect_name": "postgresql"}, {"url": "mysql://"}, {"dialect": engine.dialect}):
    migrations = MigrationContext.configure(
        opts={"as_sql": True, "output_buffer": written, "literal_binds": True}, **source)
    operations = Operations(migrations)
    operations.create_table("t", sa.Column("id", sa.Integer, primary_key=True))
    print(migrations.dialect.name, migrations.as_sql, migrations.impl.transactional_ddl,
          migrations.get_current_heads())
    with migrations.begin_transaction():
        operations.execute("select 1")
        with migrations.autocommit_block():
            operations.execute("select 2")
print(written.getvalue())
show("of nothing", MigrationContext.configure)
show("literals", lambda: MigrationContext.configure(dialect_name="sqlite",
                                                    opts={"literal_binds": True}))

print("--- what an environment answers")
with EnvironmentContext(config, scripts, as_sql=True, starting_rev="aaa1", destination_rev="heads",
                        tag="T") as env:
    print(env.is_offline_mode(), env.requires_connection(), env.get_tag_argument(),
          env.get_starting_revision_argument(), env.get_revision_argument(),
          env.get_head_revisions(), env.get_x_argument())
    show("head", env.get_head_revision)
    show("context", env.get_context)
    print(running.get_tag_argument(), running.config is config, running.script is scripts)
with EnvironmentContext(config, scripts) as env:
    show("start", env.get_starting_revision_argument)
config.cmd_opts = argparse.Namespace(x=["a=1", "b", "a=2=3"])
with EnvironmentContext(config, scripts) as env:
    print(env.get_x_argument(), env.get_x_argument(as_dictionary=True))

print("--- who is told of versions")


def listen(ctx, step, heads, run_args):
    print(step.up_revision_id, step.is_upgrade, step.is_stamp, sorted(heads), run_args,
          step.up_revision.doc, sorted(step.source_revision_ids))


command.stamp(config, ["ccc3", "ddd4"], purge=True)
with engine.connect() as connection:
    with EnvironmentContext(config, scripts,
                            fn=lambda rows, ctx: scripts._upgrade_revs("heads", rows)) as env:
        env.configure(connection=connection, on_version_apply=listen)
        with env.begin_transaction():
            env.run_migrations()
