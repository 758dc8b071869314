#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Replays recorded sessions of the command line (JSON lines) through an installed program.

    cli_door.py FILE [--program PATH] [--door python|sql|native] [--id ID...] [--failures] [--accepted]

Each record is a project and a list of commands, run in a fresh folder; of each command its output,
exit code, files and databases are compared by the rules of cli_compare.py. The unit that is counted is
a command. Through the doors sql and native go the records whose project can be said in that language
(cli_translate.py).
"""

import argparse
import collections
import contextlib
import datetime
import json
import os
import pathlib
import py_compile
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import cli_accepted  # noqa: E402
import cli_compare  # noqa: E402
import cli_translate  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LATIN1 = "{LATIN1}"


class Project:
    """A record's files in a folder of their own, and what can be seen of them from outside."""

    def __init__(self, record, folder, door):
        self.record = record
        self.home = folder
        self.root = folder / "project"
        self.root.mkdir()
        self.door = door
        self.now = f"{datetime.datetime.fromisoformat(record['now']).timestamp():.6f}"
        self.version_table = record.get("version_table", "alembic_version")
        for path, content in record["files"].items():
            self.write(path, content)

    def expand(self, text):
        return text.replace("{ROOT}", str(self.root)).replace("{HOME}", str(self.home))

    def write(self, path, content, spec=None):
        path, content = self.door.file(self.record, path, content, spec)
        if path is None:
            return
        target = self.root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        content = self.expand(content)
        encoding = "utf-8"
        if content.startswith(LATIN1):
            content, encoding = content.removeprefix(LATIN1), "latin-1"
        target.write_bytes(content.encode(encoding))
        if content.startswith("#!"):
            target.chmod(0o755)

    def files(self):
        """All paths with their contents; None for a folder. Byte code that Python caches is not seen."""
        found = {}
        for folder, names, files in os.walk(self.root):
            names[:] = [name for name in names if name != "__pycache__"]
            for name in names:
                found[self.relative(folder, name) + "/"] = None
            for name in files:
                found[self.relative(folder, name)] = pathlib.Path(folder, name).read_bytes()
        return found

    def relative(self, folder, name):
        return os.path.relpath(os.path.join(folder, name), self.root)

    def databases(self):
        """Of each database file its tables' rows, its schema, and the rows of the version table."""
        return {str(path.relative_to(self.root)): self.dump(path)
                for path in sorted(self.root.rglob("*.db"))}

    def dump(self, path):
        with contextlib.closing(sqlite3.connect(path)) as database:
            schema = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                                      "AND name NOT LIKE 'sqlite_%'").fetchall()
            tables = {name: [list(row) for row in database.execute(f'SELECT * FROM "{name}"')]
                      for kind, name, _ in schema if kind == "table"}
        rows = tables.get(self.version_table)
        return {"schema": [list(row) for row in schema], "tables": tables,
                "versions": None if rows is None else [row[0] for row in rows]}

    def restore(self, step, actual, recorded, known):
        """What the recorded program left behind: each command is judged by itself. `recorded` are
        the databases, `known` spells a recorded text with this run's ids."""
        for path, content in (step.get("created", {}) | step.get("changed", {})).items():
            if content is not None and not content.startswith("{BINARY}"):
                self.write(known(path), known(content))
        extra = set(actual["created"]) - {known(path) for path in step.get("created", {})}
        for path in extra | {known(path) for path in step.get("removed", [])}:
            if not path.endswith("/"):
                (self.root / self.door.renamed(path)).unlink(missing_ok=True)
        for name, dump in recorded.items():
            path = self.root / name
            path.unlink(missing_ok=True)
            with contextlib.closing(sqlite3.connect(path)) as database:
                for _, _, sql in dump["schema"]:
                    database.execute(sql)
                for table, rows in dump["tables"].items():
                    for row in rows:
                        values = [known(value) if isinstance(value, str) else value for value in row]
                        marks = ", ".join("?" * len(row))
                        database.execute(f'INSERT INTO "{table}" VALUES ({marks})', values)
                database.commit()

    def act(self, step):
        """A step that is no command."""
        path = self.root / self.door.renamed(step.get("path", ""))
        if step["do"] == "write":
            self.write(step["path"], step["content"], step.get("spec"))
        elif step["do"] == "rm":
            path.unlink(missing_ok=True)
        elif step["do"] == "sql":
            # The same key holds the dump of the databases, if the statement changed one.
            name = step["db"] if isinstance(step["db"], str) else next(iter(step["db"]))
            # Where an earlier step failed there may be no such table; what follows tells.
            with contextlib.closing(sqlite3.connect(self.root / name)) as database, \
                    contextlib.suppress(sqlite3.OperationalError):
                database.executescript(step["sql"])
                database.commit()
        elif step["do"] == "pycompile":
            target = None if step.get("pycache") else str(path) + "c"
            py_compile.compile(str(path), cfile=target, doraise=True)
            if step.get("remove"):
                path.unlink()
        else:
            raise ValueError(f"unknown action {step['do']}")

    def command(self, step, program):
        variables = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8", "TZ": "UTC",
                     "TMPDIR": tempfile.gettempdir(), "RETORT_NOW": self.now}
        variables |= self.door.variables
        variables |= {name: self.expand(value) for name, value in step.get("env", {}).items()}
        argv = [str(program)] + [self.expand(argument) for argument in step["argv"]]
        folder = self.root / step.get("cwd", "")
        try:
            done = subprocess.run(argv, cwd=folder, env=variables, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=self.door.timeout)
        except subprocess.TimeoutExpired:
            return "timeout", "", ""
        return done.returncode, self.text(done.stdout), self.text(done.stderr)

    def text(self, data):
        """Output and file contents as records have them."""
        text = data if isinstance(data, str) else data.decode("utf-8", "surrogateescape")
        text = text.replace(str(self.root), "{ROOT}").replace(str(self.home), "{HOME}")
        return self.door.spoken(text)


def outcome(project, before, databases_before, result):
    """What a command did, in the form of a record's step."""
    after, databases = project.files(), project.databases()

    def content(path):
        data = after[path]
        if data is None:
            return None
        return "{BINARY}" if path.endswith(".db") else project.text(data)

    return {
        "rc": result[0], "stdout": result[1], "stderr": result[2],
        "created": {project.door.spoken(path): content(path) for path in after if path not in before},
        "changed": {project.door.spoken(path): content(path) for path in after
                    if path in before and before[path] != after[path] and not path.endswith(".db")},
        "removed": [project.door.spoken(path) for path in before if path not in after],
        "databases": databases,
        "databases_changed": {name for name, dump in databases.items()
                              if databases_before.get(name) != dump},
    }, after, databases


def replay(record, program, door):
    """Of each command of a record: its number, itself, what is different, and by which rule that is
    accepted."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="retort-oracle-")).resolve()
    try:
        project = Project(record, folder, door)
        comparison = cli_compare.Comparison(record, door)
        files, databases, recorded = project.files(), project.databases(), {}
        for number, step in enumerate(record["steps"]):
            if isinstance(step.get("db"), dict):
                recorded |= {name: dump for name, dump in step["db"].items() if dump}
            if "do" in step:
                project.act(step)
                files, databases = project.files(), project.databases()
                continue
            if not door.follows(step):
                return
            result = project.command(step, program)
            actual, files, databases = outcome(project, files, databases, result)
            differences = comparison.step(step, actual)
            rule = None
            if differences:
                rule = cli_accepted.find(cli_accepted.Case(record, step, actual, differences))
                comparison.diverged = bool(rule and comparison.state(step, actual))
            goes_on = True
            if comparison.diverged:
                comparison.diverged = False
                # A migration that was recorded in Python has no spec to be translated from.
                goes_on = door.is_python or not any(path.endswith(".py") for path in
                                                    step.get("created", {}))
                if goes_on:
                    project.restore(step, actual, recorded, comparison.known)
                files, databases = project.files(), project.databases()
            yield number, step, differences, rule
            if not goes_on:
                return
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def title(record, number, step):
    return f"{record['id']} {record['kind']} step {number}: alembic {' '.join(step['argv'])}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path,
                        default=ROOT / "build" / "release" / "bin" / "alembic")
    parser.add_argument("--door", choices=cli_translate.DOORS, default="python")
    parser.add_argument("--id", nargs="+", default=[], help="records by id or the begin of their kind")
    parser.add_argument("--failures", action="store_true", help="show each difference")
    parser.add_argument("--accepted", action="store_true", help="name the commands that differ by a rule")
    arguments = parser.parse_args()
    program = arguments.program.absolute()
    door = cli_translate.DOORS[arguments.door](program)
    passed, accepted, failed = 0, collections.Counter(), 0
    for line in arguments.file.read_text().splitlines():
        record = json.loads(line)
        if arguments.id and not any(record["id"] == name or record["kind"].startswith(name)
                                    for name in arguments.id):
            continue
        if not door.speaks(record):
            continue
        for number, step, differences, rule in replay(record, program, door):
            if not differences:
                passed += 1
            elif rule:
                accepted[rule] += 1
                if arguments.accepted:
                    print(f"accepted: {rule}: {title(record, number, step)}")
            else:
                failed += 1
                print(f"{'failed: ' + title(record, number, step)}")
                if arguments.failures:
                    for difference in differences:
                        print("    " + str(difference).replace("\n", "\n    "))
                sys.stdout.flush()
    for rule, count in sorted(accepted.items()):
        print(f"accepted: {count:4} {rule}")
    print(f"{passed} passed, {sum(accepted.values())} accepted, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
