# SPDX-License-Identifier: MIT
"""statements_door.py FILE [--failures] [--accepted] [--dialect NAME] [--only ID]: compiles recorded
operations, given as values in Retort's own notation, and compares the SQL and the errors with what
Alembic wrote. Prints `N passed, N accepted, N failed`.

The notation is what the Python modules say to the engine, so that it is read where theirs is; only
values have marks in JSON ({"decimal": "1.5"}). Runs in the door's own interpreter (python_run)."""

import argparse
import collections
import datetime
import decimal
import io
import json
import sys
import uuid
import warnings

import _retort

PARAMSTYLES = {"postgresql": "pyformat", "sqlite": "qmark", "mysql": "format",
               "mariadb": "format"}
# Any other exception is Python's own and tells of Alembic's inside: any error of ours answers it.
KNOWN = {"CommandError", "ArgumentError", "CompileError", "UnsupportedCompilationError",
         "IdentifierError", "InvalidRequestError", "NotImplementedError"}


def zone(seconds):
    return None if seconds is None else datetime.timezone(datetime.timedelta(seconds=seconds))


def time_of(parts):
    return datetime.time(*parts[:4], tzinfo=zone(parts[4]))


VALUES = {
    "float": float, "decimal": decimal.Decimal, "uuid": uuid.UUID, "bytes": bytes.fromhex,
    "json": _retort.Json, "date": lambda parts: datetime.date(*parts), "time": time_of,
    "datetime": lambda parts: datetime.datetime.combine(
        datetime.date(*parts[:3]), time_of(parts[3:])),
    "interval": lambda parts: datetime.timedelta(*parts), "list": lambda items: spoken(items),
}


def spoken(item):
    """The notation with the values in place of their marks."""
    if isinstance(item, list):
        return [spoken(each) for each in item]
    if not isinstance(item, dict):
        return item
    if len(item) == 1:
        (kind, held), = item.items()
        if kind in VALUES and not (kind == "list" and isinstance(held, dict)):
            return VALUES[kind](held)
    return {name: spoken(each) for name, each in item.items()}


def run(record):
    options = dict(record["options"])
    dialect_options = dict(options.pop("dialect_opts", {}))
    dialect = "mariadb" if dialect_options.get("is_mariadb") else record["dialect"]
    given = {
        "literal_binds": options.get("literal_binds", True),
        "paramstyle": dialect_options.pop("paramstyle", PARAMSTYLES.get(record["dialect"], "named")),
        "dialect_options": {name: value for name, value in dialect_options.items()
                            if isinstance(value, bool)},
        "naming_convention": options.get("naming_convention") or None,
        "batch_separator": options.get(f"{dialect}_batch_separator"),
    }
    buffer, error = io.StringIO(), None
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        run_ = _retort.offline_run(dialect, buffer, given)
        try:
            for operation in record["operations"]:
                run_.invoke(spoken(operation))
        except Exception as caught:  # noqa: B902 - whatever the engine says
            error = caught
    return {"sql": buffer.getvalue(), "error": error, "warnings": [str(each.message) for each in noted]}


def folded(sql):
    return " ".join(sql.split())


def same_error(expected, error):
    if expected is None or error is None:
        return expected is None and error is None
    return expected["type"] not in KNOWN or expected["type"] == type(error).__name__


def same(expected, got):
    if "warnings" in expected and got["warnings"] != [
            text.partition(": ")[2] for text in expected["warnings"]]:
        return False
    return (same_error(expected["error"], got["error"])
            and folded(expected["sql"]) == folded(got["sql"]))


# --- accepted differences: (name, why, test)

def expected_error(record):
    return (record.get("variants") or [record])[0]["error"]


def inside(record, got):
    expected = expected_error(record)
    return expected is not None and expected["type"] not in KNOWN


def more_literals(record, got):
    expected = expected_error(record)
    return expected is not None and expected["message"].startswith(
        ("No literal value renderer is available for", "Could not render literal value"))


def exclude_expression(record, got):
    expected = expected_error(record)
    return got["error"] is None and expected is not None and "non-blank name" in expected["message"]


def all_or_nothing(record, got):
    """An operation is written whole or not at all; Alembic has written a part when it stops."""
    return (expected_error(record) is not None and got["error"] is not None
            and same_error(expected_error(record), got["error"])
            and folded(record.get("sql", "")).startswith(folded(got["sql"])))


RULES = [
    ("inside", "Alembic fails inside of itself with an exception of Python, which values of the "
     "right types cannot provoke.", inside),
    ("literals", "SQLAlchemy cannot write such a value into a script; Retort writes it, or says "
     "which value it is.", more_literals),
    ("exclude", "Alembic has no name for an expression in an EXCLUDE constraint and gives up; "
     "Retort writes the constraint.", exclude_expression),
    ("whole", "Retort writes an operation whole or not at all.", all_or_nothing),
]


def judge(record, got):
    if any(same(expected, got) for expected in record.get("variants") or [record]):
        return "passed"
    return next((name for name, _, test in RULES if test(record, got)), "failed")


def show(record, got):
    expected = (record.get("variants") or [record])[0]
    print(f"--- {record['id']} [{record['dialect']}] {json.dumps(record['options'])}")
    print("expected:", folded(expected["sql"]), expected["error"] or "", expected.get("warnings", ""))
    print("got:     ", folded(got["sql"]), repr(got["error"] or ""), got["warnings"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--accepted", action="store_true", help="lists what a rule accepts")
    parser.add_argument("--dialect")
    parser.add_argument("--only", default="", help="records whose id begins so")
    options = parser.parse_args()
    counts = collections.Counter()
    with open(options.file, encoding="utf-8") as file:
        for record in map(json.loads, file):
            if options.dialect and record["dialect"] != options.dialect \
                    or not record["id"].startswith(options.only):
                continue
            got = run(record)
            outcome = judge(record, got)
            counts[outcome] += 1
            if outcome == "failed" and options.failures:
                show(record, got)
            elif outcome not in ("passed", "failed") and options.accepted:
                print(f"accepted ({outcome}): {record['id']} [{record['dialect']}]")
    accepted = 0
    for name, why, _ in RULES:
        accepted += counts[name]
        if counts[name]:
            print(f"accepted as {name}: {counts[name]} ({why})")
    print(f"{counts['passed']} passed, {accepted} accepted, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
