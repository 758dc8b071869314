#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""model.py BINDIR: a model of fifty tables in C++, which the installed program compiles: its
migration makes all of them, and there is nothing left to do."""

import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import cpp_model  # noqa: E402

TABLES = 50


def main():
    program = pathlib.Path(sys.argv[1]) / "retort"
    with tempfile.TemporaryDirectory(prefix="retort-model-") as name:
        folder = pathlib.Path(name)

        def retort(*arguments):
            done = subprocess.run([program, *arguments], cwd=folder, text=True,
                                  env=os.environ | {"HOME": name}, capture_output=True)
            if done.returncode:
                sys.exit(f"retort {' '.join(arguments)}\n{done.stdout}{done.stderr}")
            return done.stdout

        retort("init", "-t", "cpp", "migrations")
        settings = folder / "alembic.ini"
        settings.write_text(re.sub(r"(?m)^sqlalchemy\.url = .*$",
                                   "sqlalchemy.url = sqlite:///app.db", settings.read_text()))
        (folder / "migrations" / "env.cc").write_text(cpp_model.text(TABLES))
        retort("revision", "--autogenerate", "-m", "all tables")
        retort("upgrade", "head")
        with sqlite3.connect(folder / "app.db") as database:
            made = [row[0] for row in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'table%'")]
            columns = len(database.execute("PRAGMA table_info(table_49)").fetchall())
        if len(made) != TABLES or columns != len(cpp_model.COLUMNS) + 2:
            sys.exit(f"{len(made)} tables, the last with {columns} columns: {made}")
        answer = retort("check")
        if "No new upgrade operations detected" not in answer:
            sys.exit(f"check says: {answer}")


if __name__ == "__main__":
    main()
