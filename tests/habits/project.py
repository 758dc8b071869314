# SPDX-License-Identifier: MIT
"""A small project in SQL, and what the tests of habits need to run the program on it."""

import os
import pathlib
import subprocess
import tempfile


def environment(bin_folder):
    """Variables for the program: nothing of the caller's that changes what it does."""
    return {"PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
            "TERM": "xterm"}


class Project:
    """A folder with a chain of revisions a1, a2, ... on a file of SQLite, deleted at the end."""

    def __init__(self, bin_folder, revisions=3, body="CREATE TABLE t{0} (id INTEGER PRIMARY KEY);"):
        self.bin = pathlib.Path(bin_folder).resolve()
        self.scratch = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.scratch.name)
        self.variables = environment(self.bin)
        (self.root / "migrations" / "versions").mkdir(parents=True)
        (self.root / "alembic.ini").write_text(
            "[alembic]\nscript_location = migrations\nsqlalchemy.url = sqlite:///app.db\n")
        for number in range(1, revisions + 1):
            self.revision(f"a{number}", f"a{number - 1}" if number > 1 else "", f"step {number}",
                          body.format(number), f"DROP TABLE t{number};")

    def revision(self, name, parent, message, up, down="", label=""):
        lines = [f"-- {message}", "--", f"-- revision: {name}", f"-- down_revision: {parent}"]
        if label:
            lines.append(f"-- branch_labels: {label}")
        lines += ["-- create_date: 2026-01-02 03:04:05", "", "-- upgrade", up, "", "-- downgrade", down, ""]
        (self.root / "migrations" / "versions" / f"{name}.sql").write_text("\n".join(lines))

    def run(self, *words, program="retort", variables=None):
        return subprocess.run([str(self.bin / program), *words], cwd=self.root,
                              env={**self.variables, **(variables or {})}, text=True,
                              capture_output=True, check=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.scratch.cleanup()


def present(program):
    """Where a program is; the test does without it elsewhere, but not where CI=true."""
    for folder in os.environ.get("PATH", "/usr/bin:/bin").split(":"):
        path = pathlib.Path(folder) / program
        if path.exists():
            return str(path)
    if os.environ.get("CI") == "true":
        raise SystemExit(f"{program} is not installed")
    return None
