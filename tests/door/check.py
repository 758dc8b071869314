#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py PYTHON_RUN SCRIPT EXPECTED KIND [--update]: runs a script in the Python door's interpreter
on a fresh database and compares what it prints with a file that SQLAlchemy's output was recorded in.

KIND is what the script's one argument is: `path` (of a new SQLite file), `sqlite` or `postgresql` (a
URL), or `none`. Exit code 77: there is no PostgreSQL here."""

import contextlib
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import postgres_server  # noqa: E402

SKIPPED = 77


@contextlib.contextmanager
def argument(kind):
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="retort-door-"))
        if kind == "none":
            yield []
        elif kind == "path":
            yield [f"{folder}/test.db"]
        elif kind == "sqlite":
            yield [f"sqlite:///{folder}/test.db"]
        else:
            server = stack.enter_context(postgres_server.server())
            yield [stack.enter_context(postgres_server.fresh_database(server))]


def main():
    program, script, expected, kind = sys.argv[1:5]
    try:
        with argument(kind) as arguments:
            # Python keeps memory until it ends; that is no leak of ours.
            options = ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), "detect_leaks=0"]))
            done = subprocess.run([program, script, *arguments], capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL,
                                  env=os.environ | {"ASAN_OPTIONS": options, "TZ": "UTC"})
    except postgres_server.Unavailable as why:
        print(f"skipped: {why}")
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    path = pathlib.Path(expected)
    if "--update" in sys.argv:
        path.write_text(done.stdout, encoding="utf-8")
    wanted = path.read_text(encoding="utf-8").splitlines()
    difference = list(difflib.unified_diff(wanted, done.stdout.splitlines(), expected, "printed",
                                           lineterm=""))
    print("\n".join(difference))
    if difference or done.returncode:
        print(done.stderr, f"exit code {done.returncode}", sep="")
        sys.exit(1)


main()
