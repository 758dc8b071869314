# SPDX-License-Identifier: MIT
"""autogen_door.py FILE [ID...] [--url URL] [--failures] [--accepted] [--ids] [--dialect D] [--group G]
                   [--no-roundtrip]

Runs recorded projects through `revision --autogenerate` of the Python door, compares log, upgrade,
downgrade, imports, warnings and error with what Alembic wrote, and then applies the migration, compares
again, and takes it back. Prints `N passed, N accepted, N failed`: a record is passed where the answer
is the recorded one; that its migration does better than Alembic's is counted on a line of its own.

Runs in the door's own interpreter (python_run). --url: a PostgreSQL database whose content may be
destroyed; default: the one that $RETORT_TEST_POSTGRESQL_URL names, made anew.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import autogen_accepted  # noqa: E402
from autogen_project import Project, cleaned, folded  # noqa: E402

OPERATION = re.compile(r"(?m)^(?=    op\.|    with |        batch_op\.)")
DATABASE = "retort_autogen"


def pieces(body):
    """The operations of a body, for records whose order is that of a Python set."""
    return sorted(OPERATION.split(body or ""))


class Judgement:
    """The differences of one record: what is different, as recorded, as here."""

    def __init__(self, record):
        self.record = record
        self.found = []
        self.stable = record.get("stable_order", True)

    def expect(self, key, expected, got, unordered=sorted):
        if expected == got or not self.stable and unordered(expected or "") == unordered(got or ""):
            return True
        self.found.append((key, expected, got))
        return False

    def bodies(self, key, expected, got):
        return self.expect(key, expected, got, pieces)

    def error(self, key, expected, got, traceback, without_sql=False):
        if expected is None and got is None:
            return True
        if got and expected and expected["type"] == "AssertionError" and not expected["message"]:
            # It says nothing: any error answers it.
            return False
        mine = got and said(got, without_sql)
        if expected is not None:
            expected = said(expected, without_sql)
        if expected != mine:
            self.found.append((key, expected, f"{mine}\n{traceback}" if mine else None))
        return False


def said(error, without_sql):
    # What is shown of a constraint without a name is where it is in memory.
    text = re.sub(r"(for constraint \w+)\(.*\); it has no name", r"\1(...); it has no name",
                  cleaned(error["message"]))
    return f"{error['type']}: {folded(text.partition('[SQL:')[0] if without_sql else text)}"


def sql(statements, dialect):
    made = [folded(statement) for statement in statements]
    if dialect == "sqlite":
        # Alembic's order there is that of a set.
        made = [" ".join(sorted(re.findall(r"[^\s,()]+", one))) if "_alembic_tmp_" in one else one
                for one in made]
        made = [one for run in runs(made) for one in run]
    return made


def runs(statements):
    run = []
    for statement in statements:
        if re.match(r"CREATE (UNIQUE )?INDEX", statement):
            run.append(statement)
            continue
        yield sorted(run)
        run = []
        yield [statement]
    yield sorted(run)


def statement_list(recorded, dialect):
    # What was recorded is what the driver was given, in which a percent sign is doubled.
    doubled = "%%" if dialect == "postgresql" else "%"
    return sql([statement.replace(doubled, "%") for statement in recorded or []], dialect)


def roundtrip(record, project):
    """The migration is applied, compared with the models again, and taken back."""
    judgement = Judgement(record)
    follow(record, project, judgement)
    return judgement


def follow(record, project, judgement):
    expected, dialect = record["roundtrip"], record["dialect"]
    before = project.state()
    up = project.upgrade()
    if not judgement.error("upgrade_error", expected.get("upgrade_error"), up.error, up.traceback,
                           True):
        return
    judgement.expect("upgrade_sql", statement_list(expected["upgrade_sql"], dialect),
                     sql(up.statements, dialect))
    again = project.revise("0002")
    if judgement.error("rediff_error", expected.get("rediff_error"), again.error, again.traceback,
                       True):
        judgement.bodies("rediff", expected["rediff"], again.file["upgrade"])
        judgement.expect("rediff_log", expected["rediff_log"],
                         [line for line in again.log if "as owned by integer column" not in line])
    if again.file["upgrade"] is not None:
        project.forget(again.path)
    down = project.downgrade()
    if not judgement.error("downgrade_error", expected.get("downgrade_error"), down.error,
                           down.traceback, True):
        return
    judgement.expect("downgrade_sql", statement_list(expected["downgrade_sql"], dialect),
                     sql(down.statements, dialect))
    after = project.state()
    if expected.get("restored") and before != after:
        judgement.found.append(("restored", sorted(set(before) - set(after)),
                                sorted(set(after) - set(before))))


def judge(record, project, options):
    judgement = Judgement(record)
    project.prepare_database()
    made = project.revise("0001", load=True)
    if made.error is not None:
        made.error["message"] = project.spoken(made.error["message"])
    judgement.error("error", record["error"], made.error, made.traceback)
    judgement.expect("log", record["log"], made.log)
    judgement.expect("warnings", list(dict.fromkeys(record["warnings"])),
                     list(dict.fromkeys(made.warnings)))
    if not record["error"]:
        judgement.bodies("upgrade", record["upgrade"], made.file["upgrade"])
        judgement.bodies("downgrade", record["downgrade"], made.file["downgrade"])
        judgement.expect("imports", record["imports"], made.file["imports"])
    same = not any(key in ("error", "upgrade", "downgrade", "imports")
                   for key, _, _ in judgement.found)
    trip = same and record.get("roundtrip") and options.roundtrip
    return judgement, roundtrip(record, project) if trip else Judgement(record)


class Tally:
    """What became of the records, and what accepts their differences."""

    def __init__(self, options):
        self.options = options
        self.counts = collections.Counter(passed=0, accepted=0, failed=0)
        self.rules, self.trips = collections.Counter(), collections.Counter()

    def add(self, record, answer, trip):
        """Of a record: the answer to it, and its migration there and back."""
        found = answer.found + trip.found
        rule = autogen_accepted.find(record, found) if found else None
        if found and not rule:
            self.counts["failed"] += 1
            if self.options.ids or self.options.failures:
                print(f"failed: {record['id']}: {', '.join(key for key, _, _ in found)}",
                      flush=True)
            if self.options.failures:
                show(record, found)
            return
        self.counts["accepted" if answer.found else "passed"] += 1
        if rule:
            (self.rules if answer.found else self.trips)[rule] += 1
            if self.options.accepted:
                print(f"accepted ({rule}): {record['id']}: "
                      f"{', '.join(key for key, _, _ in found)}")

    def tell(self):
        for title, rules in (("migrations that do better, as", self.trips),
                             ("accepted as", self.rules)):
            for rule, number in sorted(rules.items()):
                print(f"{title} {rule}: {number} ({autogen_accepted.reason(rule)})")
        print("{passed} passed, {accepted} accepted, {failed} failed".format(**self.counts))


def show(record, differences):
    for key, expected, got in differences:
        if isinstance(expected, list) and isinstance(got, list):
            print(f"  {key}:")
            for line in (one for one in expected if one not in got):
                print(f"    - {line}")
            for line in (one for one in got if one not in expected):
                print(f"    + {line}")
            if sorted(expected) == sorted(got):
                print("    (in another order)")
            continue
        print(f"  {key} expected:\n{indented(expected)}\n  {key} got:\n{indented(got)}")


def indented(text):
    return "\n".join("    | " + line for line in str(text).splitlines())


def fresh_database(server):
    """A database of its own on the server, and its URL."""
    import _retort

    connection = _retort.connect(server)
    connection.run(f"DROP DATABASE IF EXISTS {DATABASE}")
    connection.run(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
    connection.close()
    return re.sub(r"^(\w+://[^/?]*)(/[^?]*)?", rf"\1/{DATABASE}", server)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("id", nargs="*", help="ids, or the beginnings of some")
    parser.add_argument("--url")
    parser.add_argument("--failures", action="store_true", help="show each difference")
    parser.add_argument("--accepted", action="store_true", help="name what a rule accepts")
    parser.add_argument("--ids", action="store_true", help="name what fails, in a line each")
    parser.add_argument("--dialect")
    parser.add_argument("--group")
    parser.add_argument("--no-roundtrip", dest="roundtrip", action="store_false")
    return parser.parse_args()


def chosen(record, options):
    return ((not options.dialect or record["dialect"] == options.dialect)
            and (not options.group or record["group"] == options.group)
            and (not options.id or any(record["id"].startswith(name) for name in options.id)))


def main():
    options = read_arguments()
    with open(options.file, encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream if line.strip()]
    records = [record for record in records if chosen(record, options)]
    url = options.url
    server = os.environ.get("RETORT_TEST_POSTGRESQL_URL")
    if url is None and server and any(one["dialect"] == "postgresql" for one in records):
        url = fresh_database(server)
    folder = tempfile.mkdtemp(prefix="retort-autogen-")
    sys.path.insert(0, folder)
    tally, left = Tally(options), collections.Counter()
    try:
        for record in records:
            if record["dialect"] == "mysql" or record["dialect"] == "postgresql" and not url:
                left[record["dialect"]] += 1
            else:
                tally.add(record, *judge(record, Project(record, folder, url), options))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for dialect, number in left.items():
        print(f"not run, no server or driver: {number} of {dialect}")
    tally.tell()
    sys.exit(1 if tally.counts["failed"] else 0)


main()
