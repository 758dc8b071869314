#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare_chain_test.py BIN: tools/compare_chain finds what two programs did differently."""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
INI = "[alembic]\nscript_location = migrations\nsqlalchemy.url = sqlite:///app.db\n"
FIRST = """-- first
--
-- revision: aaaa
-- down_revision:

-- upgrade
CREATE TABLE account (id INTEGER PRIMARY KEY, born TEXT, CONSTRAINT old CHECK (id > 0), UNIQUE (born));
INSERT INTO account VALUES (1, '2024-01-02 03:04:05');
-- downgrade
DROP TABLE account;
"""
SECOND = """-- second
--
-- revision: bbbb
-- down_revision: aaaa

-- upgrade
CREATE INDEX by_born ON account (born);
-- downgrade
DROP INDEX by_born;
"""
# What stands in for the other program: it does as the first one, then this to its database.
CHANGES = {
    "the same": ("", 0, "equal"),
    "constraints in another order": (
        "DROP TABLE account; CREATE TABLE \"account\" (id INTEGER  PRIMARY KEY, born TEXT, UNIQUE (born),"
        " CONSTRAINT old CHECK (id > 0)); INSERT INTO account VALUES (1, '2024-01-02 03:04:05');"
        " CREATE INDEX by_born ON account (born);", 0, "equal"),
    "columns in another order": (
        "DROP TABLE account; CREATE TABLE account (born TEXT, id INTEGER PRIMARY KEY, UNIQUE (born),"
        " CONSTRAINT old CHECK (id > 0)); INSERT INTO account VALUES ('2024-01-02 03:04:05', 1);"
        " CREATE INDEX by_born ON account (born);", 1, "table account"),
    "an index less": ("DROP INDEX by_born;", 1, "missing: index by_born"),
    "another row": ("INSERT INTO account (id) VALUES (2);", 1, "rows of account"),
    "another time, which is masked": ("UPDATE account SET born = '2025-01-01 00:00';", 0, "equal"),
}


def main():
    program = pathlib.Path(sys.argv[1]).resolve() / "alembic"
    failures = []
    with tempfile.TemporaryDirectory(prefix="retort-test-") as name:
        folder = pathlib.Path(name)
        versions = folder / "project" / "migrations" / "versions"
        versions.mkdir(parents=True)
        (folder / "project" / "alembic.ini").write_text(INI)
        (versions / "1_first.sql").write_text(FIRST)
        (versions / "2_second.sql").write_text(SECOND)
        other = folder / "other"
        for title, (sql, status, text) in CHANGES.items():
            other.write_text(f'#!/bin/sh\n{program} "$@" && sqlite3 "${{DATABASE_URL#sqlite:///}}" '
                             f"<<'END'\n{sql}\nEND\n")
            other.chmod(0o755)
            done = subprocess.run(
                [str(ROOT / "tools" / "compare_chain"), str(folder / "project"), "--mask", "time",
                 "--reference", str(program), "--command", str(other), "--step", "upgrade heads"],
                capture_output=True, text=True)
            if done.returncode != status or text not in done.stdout:
                failures.append(f"{title}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        whole = subprocess.run(
            [str(ROOT / "tools" / "compare_chain"), str(folder / "project"), "--each",
             "--reference", str(program), "--command", str(program)], capture_output=True, text=True)
        if whole.returncode or "downgrade below aaaa" not in whole.stdout:
            failures.append(f"a revision at a time:\n{whole.stdout}{whole.stderr}")
    print("\n".join(failures))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
