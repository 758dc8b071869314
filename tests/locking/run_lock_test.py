#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_lock_test.py --bin FOLDER: many processes migrate one database at once, on SQLite, on
PostgreSQL, and through a pooler that hands out servers by the transaction."""

import argparse
import contextlib
import fcntl
import hashlib
import os
import pathlib
import signal
import sqlite3
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import pgbouncer  # noqa: E402
import postgres_server  # noqa: E402
from projects import HOLD, Ended, Project, until  # noqa: E402

PROCESSES = 8
PROGRAMS = None

# Long enough that all processes have looked at the version table before the first one ends.
SLOW = {
    "postgresql": "SELECT pg_sleep(0.5);",
    "sqlite": "CREATE TABLE slow AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
              "WHERE i < 300000) SELECT count(*) AS c FROM n;",
}


class OnSqlite(unittest.TestCase):
    database = "sqlite"

    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.place = self.new_database(folder)
        self.project = Project(folder, PROGRAMS, self.place)

    def new_database(self, folder):
        self.file = pathlib.Path(folder) / "app.db"
        return f"sqlite:///{self.file}"

    def ask(self, sql):
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            return [str(row[0]) for row in connection.execute(sql)]

    @contextlib.contextmanager
    def lock_taken(self):
        """Somebody who is not a run of Retort has the lock."""
        with open(f"{self.file}-retort-lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        os.unlink(f"{self.file}-retort-lock")

    def sql_migrations(self):
        self.project.sql("aaaa", "CREATE TABLE account (id INTEGER NOT NULL);")
        self.project.sql("bbbb", SLOW[self.database])
        self.project.sql("cccc", "CREATE TABLE entry (id INTEGER NOT NULL);")

    def all_at_once(self, program="retort"):
        processes = [self.project.start("upgrade", "head", program=program)
                     for _ in range(PROCESSES)]
        return [Ended(process) for process in processes]

    def expect_one_has_run(self, ended, steps):
        self.assertEqual([each.status for each in ended], [0] * PROCESSES, ended)
        done = sorted(each.steps for each in ended)
        self.assertEqual(done, [[]] * (PROCESSES - 1) + [steps], ended)
        self.assertEqual(self.ask("SELECT version_num FROM alembic_version"), steps[-1:])

    def test_one_of_many_applies_and_the_others_find_nothing_to_do(self):
        self.sql_migrations()
        self.expect_one_has_run(self.all_at_once(), ["aaaa", "bbbb", "cccc"])
        self.assertEqual(self.ask("SELECT count(*) FROM entry"), ["0"])

    def test_a_later_upgrade_of_many(self):
        self.sql_migrations()
        self.assertEqual(self.project.run("upgrade", "aaaa").status, 0)
        self.expect_one_has_run(self.all_at_once(), ["bbbb", "cccc"])

    def test_many_by_env_py(self):
        self.project.environment()
        self.project.python("aaaa", 'op.create_table("account", sa.Column("id", sa.Integer))')
        self.project.python("bbbb", "import time\ntime.sleep(0.5)")
        self.project.python("cccc", 'op.create_table("entry", sa.Column("id", sa.Integer))')
        self.expect_one_has_run(self.all_at_once("alembic"), ["aaaa", "bbbb", "cccc"])

    def test_many_with_a_transaction_for_each_migration(self):
        self.project.environment('{"transaction_per_migration": True}')
        self.project.python("aaaa", 'op.create_table("account", sa.Column("id", sa.Integer))')
        self.project.python("bbbb", "import time\ntime.sleep(0.5)")
        self.project.python("cccc", 'op.create_table("entry", sa.Column("id", sa.Integer))')
        self.expect_one_has_run(self.all_at_once("alembic"), ["aaaa", "bbbb", "cccc"])

    def held_migration(self):
        """A run that stays in its second migration, and which the others wait for."""
        self.project.environment('{"transaction_per_migration": True}')
        self.project.python("aaaa", 'op.create_table("account", sa.Column("id", sa.Integer))')
        self.project.python("bbbb", 'op.create_table("entry", sa.Column("id", sa.Integer))\n' + HOLD)
        self.project.hold.touch()
        holder = self.project.start("upgrade", "head")
        reached = pathlib.Path(f"{self.project.hold}-reached")
        until(reached.exists, holder)
        reached.unlink()
        return holder

    def test_waiters_are_told_who_holds_the_lock(self):
        holder = self.held_migration()
        try:
            waiter = self.project.start("upgrade", "head")
            line = waiter.stderr.readline()
            while line and "Waiting" not in line:
                line = waiter.stderr.readline()
            self.assertRegex(
                line, rf"^Waiting for another run to end: retort \(pid {holder.pid} on \S+\), "
                      r"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, runs: upgrade head$")
        finally:
            self.project.hold.unlink()
        self.assertEqual(Ended(holder).status, 0)
        ended = Ended(waiter)
        self.assertEqual((ended.status, ended.steps), (0, []), ended)

    def test_status_and_doctor_say_who_migrates(self):
        holder = self.held_migration()
        try:
            status = self.project.run("status")
            doctor = self.project.run("doctor")
        finally:
            self.project.hold.unlink()
        self.assertEqual(Ended(holder).status, 0)
        who = rf"retort \(pid {holder.pid} on \S+\), since \S+, runs: upgrade head\n"
        self.assertRegex(status.output, "\nmigrating    " + who)
        self.assertRegex(doctor.output, "This database is being migrated: " + who)
        self.assertNotIn("migrating", self.project.run("status").output)

    def test_the_dead_free_the_lock_and_another_goes_on(self):
        holder = self.held_migration()
        waiters = [self.project.start("upgrade", "head") for _ in range(3)]
        for waiter in waiters:
            line = waiter.stderr.readline()
            while line and "Waiting" not in line:
                line = waiter.stderr.readline()
        holder.send_signal(signal.SIGKILL)
        self.project.hold.unlink()
        Ended(holder)
        ended = [Ended(waiter) for waiter in waiters]
        self.assertEqual([each.status for each in ended], [0] * 3, ended)
        # The first migration had been committed; what the dead one had begun was undone.
        self.assertEqual(sorted(each.steps for each in ended), [[], [], ["bbbb"]], ended)
        self.assertEqual(self.ask("SELECT version_num FROM alembic_version"), ["bbbb"])

    def test_waiting_ends_with_the_lock_timeout(self):
        holder = self.held_migration()
        try:
            ended = self.project.run("upgrade", "head", "--lock-timeout", "300ms")
        finally:
            self.project.hold.unlink()
        self.assertEqual(Ended(holder).status, 0)
        self.assertEqual((ended.status, ended.steps), (255, []), ended)
        self.assertRegex(
            ended.output,
            rf"FAILED: Another run has the lock of this database: retort \(pid {holder.pid} on "
            r"\S+\), since \S+, runs: upgrade head; it was not released within 0.3 s\n")
        self.assertIn("Nothing has been done.", ended.errors)

    def test_nothing_pending_takes_no_lock(self):
        self.sql_migrations()
        self.assertEqual(self.project.run("upgrade", "head").status, 0)
        with self.lock_taken():
            for command in (["upgrade", "head"], ["stamp", "cccc"], ["ensure_version"], ["current"],
                            ["upgrade", "cccc:head", "--sql"], ["downgrade", "cccc:aaaa", "--sql"]):
                ended = self.project.run(*command)
                self.assertEqual((ended.status, ended.waited), (0, False), (command, ended))

    def test_commands_that_write_wait_unless_told_not_to(self):
        self.sql_migrations()
        self.assertEqual(self.project.run("upgrade", "bbbb").status, 0)
        with self.lock_taken():
            for command in (["upgrade", "head"], ["downgrade", "aaaa"], ["stamp", "aaaa"],
                            ["stamp", "--purge", "bbbb"]):
                ended = self.project.run(*command, "--lock-timeout", "50ms")
                self.assertEqual(ended.status, 255, (command, ended))
                self.assertIn("Another run has the lock of this database: ", ended.output)
            ended = self.project.run("upgrade", "head", "--no-lock")
            self.assertEqual((ended.status, ended.steps), (0, ["cccc"]), ended)

    def test_the_configuration_may_say_how_to_lock(self):
        self.sql_migrations()
        self.assertEqual(self.project.run("upgrade", "bbbb").status, 0)
        with self.lock_taken():
            self.project.configure(self.place, "run_lock_timeout = 50ms")
            ended = self.project.run("upgrade", "head")
            self.assertIn("it was not released within 0.05 s", ended.output)
            self.project.configure(self.place, "run_lock_timeout = soon")
            ended = self.project.run("upgrade", "head")
            self.assertIn("in [retort]: 'soon' is no duration", ended.errors)
            self.project.configure(self.place, "lock = false")
            self.assertEqual(self.project.run("upgrade", "head").status, 0)


class SqliteAlone(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_the_lock_file_goes_with_the_run(self):
        project = Project(self.folder, PROGRAMS, f"sqlite:///{self.folder}/app.db")
        project.sql("aaaa", "CREATE TABLE account (id INTEGER);")
        self.assertEqual(project.run("upgrade", "head").status, 0)
        self.assertFalse((self.folder / "app.db-retort-lock").exists())

    def test_a_lock_file_that_was_left_behind_is_no_lock(self):
        project = Project(self.folder, PROGRAMS, f"sqlite:///{self.folder}/app.db")
        project.sql("aaaa", "CREATE TABLE account (id INTEGER);")
        (self.folder / "app.db-retort-lock").write_text('{"pid": 1, "host": "gone"')
        ended = project.run("upgrade", "head")
        self.assertEqual((ended.status, ended.waited), (0, False), ended)

    def test_memory_and_uris_of_memory_have_no_lock_file(self):
        for url in ("sqlite://", "sqlite:///:memory:",
                    "sqlite:///file:shared?mode=memory&cache=shared&uri=true"):
            with tempfile.TemporaryDirectory() as folder:
                project = Project(folder, PROGRAMS, url)
                project.sql("aaaa", "CREATE TABLE account (id INTEGER);")
                self.assertEqual(project.run("upgrade", "head").status, 0)
                self.assertEqual(sorted(os.listdir(folder)), ["alembic.ini", "migrations"])


class OnPostgresql(OnSqlite):
    database = "postgresql"

    def new_database(self, folder):
        server = self.stack.enter_context(postgres_server.server())
        self.direct = self.stack.enter_context(postgres_server.fresh_database(server))
        return self.direct

    def ask(self, sql):
        return postgres_server.psql(self.direct, sql).split("\n")[:-1]

    @contextlib.contextmanager
    def lock_taken(self):
        # The key that a run takes, as others find it.
        digest = hashlib.md5(b"retort:alembic_version").digest()[:8]
        key = int.from_bytes(digest, "big", signed=True)
        with postgres_server.session(self.direct) as session:
            session(f"BEGIN; SELECT pg_advisory_xact_lock({key});")
            yield

    def test_many_with_an_index_made_concurrently(self):
        # It waits for every transaction that has a snapshot: not for those who wait for it.
        self.project.sql("aaaa", "CREATE TABLE account (id INTEGER NOT NULL);\n"
                                 "INSERT INTO account SELECT generate_series(1, 1000);")
        self.project.sql("bbbb", "CREATE INDEX CONCURRENTLY ix_account ON account (id);",
                         transaction=False)
        self.project.sql("cccc", SLOW["postgresql"])
        self.project.sql("dddd", "CREATE INDEX CONCURRENTLY ix_two ON account ((id + 1));",
                         transaction=False)
        self.expect_one_has_run(self.all_at_once(), ["aaaa", "bbbb", "cccc", "dddd"])
        self.assertEqual(self.ask("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), ["0"])

    def test_many_with_an_autocommit_block_by_env_py(self):
        self.project.environment()
        self.project.python("aaaa", 'op.create_table("account", sa.Column("id", sa.Integer))')
        self.project.python("bbbb", "import time\ntime.sleep(0.5)\n"
                                    "with op.get_context().autocommit_block():\n"
                                    '    op.create_index("ix_account", "account", ["id"], '
                                    "postgresql_concurrently=True)")
        self.expect_one_has_run(self.all_at_once("alembic"), ["aaaa", "bbbb"])

    def test_a_callers_transaction_has_the_lock_until_its_end(self):
        self.project.environment()
        env = self.project.folder / "migrations" / "env.py"
        env.write_text(env.read_text().replace("engine.connect()", "engine.begin()"))
        self.project.python("aaaa", 'op.create_table("account", sa.Column("id", sa.Integer))')
        self.project.python("bbbb", "import time\ntime.sleep(0.5)")
        self.expect_one_has_run(self.all_at_once("alembic"), ["aaaa", "bbbb"])


class ThroughPooler(OnPostgresql):
    def new_database(self, folder):
        super().new_database(folder)
        port = self.stack.enter_context(pgbouncer.pooler(self.direct))
        return pgbouncer.through(self.direct, port)

    def test_all_kinds_of_commands(self):
        self.project.environment('{"transaction_per_migration": True}')
        self.project.python(
            "aaaa", 'op.create_table("account", sa.Column("id", sa.Integer), '
                    'sa.Column("at", sa.DateTime))\n'
                    'op.execute("SET LOCAL statement_timeout = 60000")\n'
                    "bind = op.get_bind()\n"
                    "for i in range(5):\n"
                    '    bind.execute(sa.text("INSERT INTO account VALUES (:i, now())"), {"i": i})\n'
                    'assert bind.execute(sa.text("SELECT count(*) FROM account")).scalar() == 5\n'
                    'assert [c["name"] for c in sa.inspect(bind).get_columns("account")] == '
                    '["id", "at"]')
        for command in (["upgrade", "head"], ["current"], ["current", "--check-heads"],
                        ["stamp", "--purge", "head"], ["downgrade", "base"],
                        ["history", "-i"], ["status"]):
            ended = self.project.run(*command, program="alembic")
            self.assertEqual(ended.status, 0, (command, ended))


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    options, rest = parser.parse_known_args()
    PROGRAMS = pathlib.Path(options.bin).resolve()
    try:
        if not any("Sqlite" in name for name in rest):
            postgres_server.program("postgres")
            postgres_server.unprivileged()
            pgbouncer.program()
    except postgres_server.Unavailable as why:
        print(why, file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
