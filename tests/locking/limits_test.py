#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""limits_test.py --bin FOLDER: lock_timeout, statement_timeout and retries on PostgreSQL, a lock that
is lost, and version ids that the version table is too narrow for."""

import argparse
import contextlib
import os
import pathlib
import sys
import tempfile
import threading
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import postgres_server  # noqa: E402
from projects import HOLD, Ended, Project, until  # noqa: E402

PROGRAMS = None
AGAIN = "canceling statement due to lock timeout; rolled back, and tried again in "


class Limits(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        server = self.stack.enter_context(postgres_server.server())
        self.url = self.stack.enter_context(postgres_server.fresh_database(server))
        self.project = Project(folder, PROGRAMS, self.url)
        postgres_server.psql(self.url, "CREATE TABLE busy (id INTEGER);")

    def ask(self, sql):
        return postgres_server.psql(self.url, sql).split("\n")[:-1]

    def versions(self):
        return self.ask("SELECT version_num FROM alembic_version")

    def upgrade_until_tried_again(self, session, program="retort"):
        """While somebody uses the table, which ends when the run has been refused once."""
        session("BEGIN; LOCK TABLE busy;")
        process = self.project.start("upgrade", "head", program=program)
        seen = ""
        for line in process.stderr:
            seen += line
            if AGAIN in line:
                break
        session("ROLLBACK;")
        ended = Ended(process)
        ended.errors = seen + ended.errors
        self.assertEqual(ended.status, 0, ended)
        self.assertIn(AGAIN, ended.errors)
        return ended

    def expect_applied_once(self):
        self.assertEqual(self.versions(), ["bbbb"])
        self.assertEqual(self.ask("SELECT count(*) FROM account"), ["1"])
        self.assertEqual(self.ask("SELECT count(*) FROM information_schema.columns "
                                  "WHERE table_name = 'busy' AND column_name = 'extra'"), ["1"])

    def test_a_run_in_one_transaction_is_tried_again(self):
        self.project.configure(self.url, "lock_timeout = 200ms\nretries = 50")
        self.project.sql("aaaa", "CREATE TABLE account (id INTEGER);\nINSERT INTO account VALUES (1);")
        self.project.sql("bbbb", "ALTER TABLE busy ADD COLUMN extra INTEGER;")
        with postgres_server.session(self.url) as session:
            self.upgrade_until_tried_again(session)
        self.expect_applied_once()

    def python_migrations(self):
        self.project.configure(self.url, "lock_timeout = 200ms\nretries = 50")
        self.project.python("aaaa", 'op.execute("CREATE TABLE account (id INTEGER)")\n'
                                    'op.execute("INSERT INTO account VALUES (1)")')
        self.project.python("bbbb", "bind = op.get_bind()\n"
                                    'bind.execute(sa.text("SELECT 1"))\n'
                                    'op.add_column("busy", sa.Column("extra", sa.Integer))')

    def test_so_is_one_that_env_py_drives(self):
        self.project.environment()
        self.python_migrations()
        with postgres_server.session(self.url) as session:
            self.upgrade_until_tried_again(session, "alembic")
        self.expect_applied_once()

    def test_with_a_transaction_each_only_the_migration_at_hand_is(self):
        self.project.environment('{"transaction_per_migration": True}')
        self.python_migrations()
        with postgres_server.session(self.url) as session:
            ended = self.upgrade_until_tried_again(session, "alembic")
        self.expect_applied_once()
        self.assertEqual(ended.errors.count("Running upgrade  -> aaaa"), 1)

    def test_the_last_failure_stands(self):
        self.project.configure(self.url, "lock_timeout = 50ms\nretries = 1")
        self.project.sql("aaaa", "ALTER TABLE busy ADD COLUMN extra INTEGER;")
        with postgres_server.session(self.url) as session:
            session("BEGIN; LOCK TABLE busy;")
            ended = self.project.run("upgrade", "head")
        self.assertEqual(ended.status, 1, ended)
        self.assertEqual(ended.errors.count(AGAIN), 1)
        self.assertIn("(1 of 1)", ended.errors)
        self.assertIn("find it with pg_blocking_pids(), or raise lock_timeout or retries", ended.errors)
        self.assertEqual(self.ask("SELECT to_regclass('alembic_version')"), [""])

    def test_of_two_that_wait_for_each_other_the_run_is_tried_again(self):
        postgres_server.psql(self.url, "CREATE TABLE other (id INTEGER);")
        self.project.environment()
        self.project.configure(self.url, "retries = 5")
        self.project.python("aaaa", 'op.execute("LOCK TABLE busy")\n'
                                    'op.get_bind().execute(sa.text("SELECT 1")).scalar()\n' + HOLD +
                            'op.add_column("other", sa.Column("extra", sa.Integer))')
        self.project.hold.touch()
        with postgres_server.session(self.url) as session:
            # The one that looks for the circle is the one that ends.
            session("SET deadlock_timeout = '10min'; BEGIN; LOCK TABLE other;")
            process = self.project.start("upgrade", "head", program="alembic")
            until(pathlib.Path(f"{self.project.hold}-reached").exists, process)
            waits = threading.Thread(target=session, args=("LOCK TABLE busy;",))
            waits.start()
            until(lambda: self.ask("SELECT count(*) FROM pg_locks WHERE NOT granted") == ["1"])
            self.project.hold.unlink()
            waits.join()
            session("ROLLBACK;")
            ended = Ended(process)
        self.assertEqual(ended.status, 0, ended)
        self.assertRegex(ended.errors, "(?s)deadlock detected.*; rolled back, and tried again in ")
        self.assertEqual(self.versions(), ["aaaa"])

    def test_what_env_py_did_in_the_transaction_is_not_lost(self):
        self.project.environment(before="connection.exec_driver_sql('SET LOCAL search_path = public')")
        self.python_migrations()
        with postgres_server.session(self.url) as session:
            session("BEGIN; LOCK TABLE busy;")
            ended = self.project.run("upgrade", "head", program="alembic")
        self.assertNotEqual(ended.status, 0)
        self.assertNotIn("tried again in", ended.errors)
        self.assertIn("not tried again: the transaction had begun before the migrations", ended.errors)

    def test_what_has_been_committed_half_way_is_not_repeated(self):
        self.project.environment()
        self.project.configure(self.url, "lock_timeout = 200ms\nretries = 50")
        self.project.python("aaaa", 'op.execute("CREATE TABLE account (id INTEGER)")\n'
                                    "with op.get_context().autocommit_block():\n"
                                    '    op.execute("INSERT INTO account VALUES (1)")\n'
                                    'op.add_column("busy", sa.Column("extra", sa.Integer))')
        with postgres_server.session(self.url) as session:
            session("BEGIN; LOCK TABLE busy;")
            ended = self.project.run("upgrade", "head", program="alembic")
        self.assertNotEqual(ended.status, 0)
        self.assertNotIn("tried again in", ended.errors)
        self.assertIn("not tried again: a part of the migration has been committed", ended.errors)

    def test_a_statement_that_takes_too_long_is_not_tried_again(self):
        self.project.configure(self.url, "statement_timeout = 100ms\nretries = 5")
        self.project.sql("aaaa", "SELECT pg_sleep(60);")
        ended = self.project.run("upgrade", "head")
        self.assertEqual(ended.status, 1, ended)
        self.assertIn("canceling statement due to statement timeout", ended.errors)
        self.assertNotIn("tried again", ended.errors)

    def test_limits_hold_in_every_transaction_and_in_no_autocommit_block(self):
        self.project.environment('{"transaction_per_migration": True}')
        self.project.configure(self.url, "lock_timeout = 1500ms\nstatement_timeout = 1m")
        check = ("limits = [bind.execute(sa.text(f\"SELECT current_setting('{name}')\")).scalar()\n"
                 "          for name in ('lock_timeout', 'statement_timeout')]\n"
                 "assert limits == ['1500ms', '1min'], limits\n")
        outside = ("with op.get_context().autocommit_block():\n"
                   "    limit = bind.execute(sa.text(\"SELECT current_setting('lock_timeout')\"))\n"
                   "    assert limit.scalar() == '0'\n")
        for revision in ("aaaa", "bbbb"):
            self.project.python(revision, "bind = op.get_bind()\n" + check + outside + check)
        ended = self.project.run("upgrade", "head", program="alembic")
        self.assertEqual(ended.status, 0, ended)

    def test_a_run_that_has_lost_its_lock_commits_nothing_more(self):
        self.project.environment('{"transaction_per_migration": True}')
        self.project.python("aaaa", 'op.execute("CREATE TABLE account (id INTEGER)")')
        self.project.python("bbbb", 'op.execute("DROP TABLE account")\n' + HOLD)
        self.project.hold.touch()
        process = self.project.start("upgrade", "head")
        until(pathlib.Path(f"{self.project.hold}-reached").exists, process)
        self.ask("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        until(lambda: self.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == ["0"])
        self.project.hold.unlink()
        ended = Ended(process)
        self.assertNotEqual(ended.status, 0)
        self.assertIn("The run has lost its lock", ended.errors + ended.output)
        self.assertEqual(self.versions(), ["aaaa"])
        self.assertEqual(self.ask("SELECT count(*) FROM account"), ["0"])

    def test_an_id_that_the_version_table_does_not_take_is_told_before_anything_runs(self):
        self.project.sql("aaaa", "CREATE TABLE account (id INTEGER);")
        long = "an_id_of_forty_characters_is_too_long__1"
        self.project.sql(long, "SELECT 1;")
        ended = self.project.run("upgrade", "head")
        self.assertEqual(ended.status, 255, ended)
        self.assertIn(f"FAILED: Revision id '{long}' has 40 characters, and the version table "
                      "alembic_version takes 32: nothing has been run", ended.output)
        self.assertIn("ALTER TABLE alembic_version ALTER COLUMN version_num TYPE VARCHAR(255)",
                      ended.errors)
        self.assertEqual(self.ask("SELECT to_regclass('account')"), [""])
        self.assertEqual(self.project.run("ensure_version").status, 0)
        self.ask("ALTER TABLE alembic_version ALTER COLUMN version_num TYPE VARCHAR(255)")
        self.assertEqual(self.project.run("upgrade", "head").status, 0)
        self.assertEqual(self.versions(), [long])


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    options, rest = parser.parse_known_args()
    PROGRAMS = pathlib.Path(options.bin).resolve()
    try:
        postgres_server.program("postgres")
        postgres_server.unprivileged()
    except postgres_server.Unavailable as why:
        print(why, file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
