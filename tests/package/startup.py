#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""startup.py SERVICE: what guide 004 (0836fc83d6275b7c) wants of an application that migrates when it starts.

Sections "Automatic (Production)", "Development vs Production", "Migration Fails on Startup" and "Environment
Variables", with the built examples/startup/cpp, on SQLite and where there is one on PostgreSQL.
"""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import postgres_server  # noqa: E402

REPLICAS = 5
PATIENCE = 120


class Service:
    """One process of the service."""

    def __init__(self, program, folder, **variables):
        kept = {name: os.environ[name] for name in ("PATH", "ASAN_OPTIONS") if name in os.environ}
        self.process = subprocess.Popen(
            [program], cwd=folder, env=kept | {"PORT": "0"} | variables, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.outcome = ""
        self.port = 0

    def wait_until_ready(self):
        """Reads what it prints until it listens; without that it has failed."""
        self.outcome = self.process.stdout.readline().strip()
        listening = re.match(r"listening on (\d+)", self.process.stdout.readline())
        if listening is None:
            raise AssertionError(f"it has not started: {self.outcome} {self.process.stderr.read()}")
        self.port = int(listening[1])
        return self

    def get(self, route):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{route}", timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def fail(self):
        """Waits for the end that it is to come to; its exit status and what it has said."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def stop(self):
        self.process.terminate()
        _, said = self.process.communicate(timeout=PATIENCE)
        return said


def check(what, condition, seen):
    if not condition:
        sys.exit(f"FAILED: {what}\nseen: {seen}")
    print(f"ok: {what}")


def several_replicas(program, folder, **variables):
    """Automatic (Production), with many replicas: one migrates."""
    services = [Service(program, folder, **variables) for _ in range(REPLICAS)]
    outcomes = sorted(service.wait_until_ready().outcome for service in services)
    expected = ["migrated, steps: 2"] + ["nothing to migrate"] * (REPLICAS - 1)
    check(f"of {REPLICAS} replicas one migrates", outcomes == expected, outcomes)
    for service in services:
        health = service.get("/health")
        check("/health", health == (200, {"ready": True, "verdict": "up_to_date", "current": ["0002"],
                                          "heads": ["0002"], "pending": []}), health)
    notes = services[0].get("/notes")
    check("/notes", notes == (200, [{"id": 1, "text": "water the plants"}]), notes)
    return services


def health_follows(service, set_revision):
    """What /health says when the database goes back, or on to what the program does not know."""
    set_revision("0001")
    health = service.get("/health")
    check("not ready while something is pending",
          health[0] == 503 and health[1]["pending"] == ["0002"] and not health[1]["ready"], health)
    set_revision("0003")
    health = service.get("/health")
    check("ready when a newer version has migrated",
          health[0] == 200 and health[1]["verdict"] == "unknown_rows", health)
    set_revision("0002")


def on_sqlite(program):
    with tempfile.TemporaryDirectory() as folder:
        variables = {"DATABASE_URL": "sqlite:///notes.db"}
        services = several_replicas(program, folder, **variables)

        def set_revision(revision):
            with sqlite3.connect(pathlib.Path(folder, "notes.db")) as connection:
                connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))

        health_follows(services[0], set_revision)
        for service in services:
            service.stop()
        again = Service(program, folder, **variables).wait_until_ready()
        check("a later start finds nothing to do", again.outcome == "nothing to migrate", again.outcome)
        again.stop()
    migrations_that_fail(program)


def migrations_that_fail(program):
    """Migration Fails on Startup: a table that no migration has made is in the way."""
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder, "notes.db")
        with sqlite3.connect(database) as connection:
            connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text VARCHAR(200) NOT NULL,"
                               " done BOOLEAN DEFAULT '0' NOT NULL)")
        variables = {"DATABASE_URL": "sqlite:///notes.db"}
        status, said = Service(program, folder, **variables).fail()
        check("the application ends with an error", status == 1, status)
        check("and says why", "notes cannot start" in said and "already exists" in said, said)

        # Development: the variable stands in .env.
        pathlib.Path(folder, ".env").write_text("DEV_CREATE_TABLES=true\n")
        service = Service(program, folder, **variables).wait_until_ready()
        check("DEV_CREATE_TABLES lets it start",
              service.outcome == "tables created without migrations", service.outcome)
        health = service.get("/health")
        check("which /health does not hide", health[0] == 503, health)
        said = service.stop()
        check("with a warning", "WARNING: " in said and "DEV_CREATE_TABLES" in said, said)

        # Production: the fallback is disabled, whatever .env says.
        status, said = Service(program, folder, ENV="production", **variables).fail()
        check("but not in production", status == 1 and "already exists" in said, (status, said))
    with tempfile.TemporaryDirectory() as folder:
        service = Service(program, folder, ENV="production",
                          DATABASE_URL="sqlite:///notes.db").wait_until_ready()
        check("production migrates by itself", service.outcome == "migrated, steps: 2", service.outcome)
        service.stop()
        status, said = Service(program, folder, DATABASE_URL="sqlite:////nonexistent/notes.db",
                               DEV_CREATE_TABLES="true").fail()
        check("no fallback helps where there is no database", status == 1, (status, said))


def on_postgresql(program, url):
    """Environment Variables: PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD; then DATABASE_URL."""
    with postgres_server.fresh_database(url) as own, tempfile.TemporaryDirectory() as folder:
        parts = urllib.parse.urlsplit(own)
        services = several_replicas(
            program, folder, PGHOST=parts.hostname, PGPORT=str(parts.port or 5432),
            PGDATABASE=parts.path.strip("/"), PGUSER=parts.username or "postgres",
            PGPASSWORD=parts.password or "")
        health_follows(services[0], lambda revision: postgres_server.psql(
            own, f"UPDATE alembic_version SET version_num = '{revision}'"))
        for service in services:
            service.stop()
        service = Service(program, folder, DATABASE_URL=own).wait_until_ready()
        check("DATABASE_URL is the same", service.outcome == "nothing to migrate", service.outcome)
        service.stop()


def main():
    program = sys.argv[1]
    on_sqlite(program)
    url = os.environ.get(postgres_server.URL_VARIABLE)
    if url:
        on_postgresql(program, url)
    elif os.environ.get("CI") == "true":
        sys.exit("FAILED: there is no PostgreSQL")


if __name__ == "__main__":
    main()
