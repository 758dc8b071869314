# SPDX-License-Identifier: MIT
"""ops_door.py FILE [--failures] [--dialect NAME] [--group NAME] [--id ID]: runs the rows of a file of
recorded operations through the Python door, each as `alembic upgrade --sql` would, and compares the
SQL and the errors with what Alembic wrote. Prints `N passed, N accepted, N failed`.

Runs in the door's own interpreter (python_run)."""

import argparse
import io
import json
import re
import sys
import traceback
import warnings

# Exceptions of Python itself tell of Alembic's inside; any error of ours answers them.
INSIDE = {"TypeError", "KeyError", "AttributeError", "AssertionError", "IndexError",
          "RuntimeError"}

BACKGROUND = re.compile(r"\s*\(Background on this error at: \S+\)\s*$")
ADDRESS = re.compile(r"0x[0-9a-f]+")


def folded(sql):
    return " ".join(sql.split())


def message(text):
    return folded(ADDRESS.sub("0x...", BACKGROUND.sub("", text)))


def run(row):
    """{"sql", "error"} as the recording has them."""
    import sqlalchemy
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite

    options = dict(row["options"])
    dialect_options = options.pop("dialect_opts", {})
    convention = options.pop("naming_convention", None)
    buffer = io.StringIO()
    opts = {"as_sql": True, "literal_binds": True, "output_buffer": buffer, **options}
    if convention is not None:
        opts["target_metadata"] = sqlalchemy.MetaData(naming_convention=convention)
    names = {"sa": sqlalchemy, "postgresql": postgresql, "mysql": mysql, "mssql": mssql,
             "oracle": oracle, "sqlite": sqlite}
    error = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            context = MigrationContext.configure(dialect_name=row["dialect"],
                                                 dialect_opts=dialect_options, opts=opts)
            with Operations.context(context) as op:
                exec(compile(row["code"], f"<{row['id']}>", "exec"), {"op": op, **names})
    except Exception as caught:  # noqa: B902 - whatever a script can raise
        error = {"type": type(caught).__name__, "message": str(caught),
                 "traceback": traceback.format_exc()}
    return {"sql": buffer.getvalue(), "error": error}


def same_error(expected, got):
    if expected is None or got is None:
        return expected is None and got is None
    if expected["type"] != got["type"]:
        return False
    return expected["type"] in INSIDE or message(expected["message"]) == message(got["message"])


def same(expected, got):
    if not same_error(expected["error"], got["error"]):
        return False
    return folded(expected["sql"]) == folded(got["sql"])


def outcomes(row):
    return row.get("variants") or [row]


def any_order(sql):
    """For rows whose order is that of a Python set: the pieces, sorted."""
    return sorted(re.findall(r"[^\s,()]+", sql))


# --- accepted differences: (name, why, test)

def inside(row, got):
    expected = outcomes(row)[0]["error"]
    return expected is not None and expected["type"] in INSIDE


def more_literals(row, got):
    expected = outcomes(row)[0]["error"]
    return expected is not None and expected["message"].startswith(
        ("No literal value renderer is available for", "Could not render literal value"))


def address(row, got):
    expected = outcomes(row)[0]["error"]
    return (expected is not None and got["error"] is not None and "0x..." in expected["message"]
            and expected["type"] == got["error"]["type"])


def place(row, got):
    expected = outcomes(row)[0]["error"]
    return (expected is not None and got["error"] is not None
            and expected["type"] == got["error"]["type"]
            and message(got["error"]["message"]).endswith("): " + message(expected["message"])))


def placeholder_in_string(row, got):
    if row.get("variants") or row["error"] or got["error"]:
        return False
    return any(re.sub(r"%\(\w+\)s", placeholder, folded(got["sql"])) == folded(row["sql"])
               for placeholder in ("?", "%s"))


def left_placeholder(row, got):
    if (row.get("variants") or row["error"] or got["error"]
            or not row["options"].get("literal_binds", True)):
        return False
    pieces = re.split(r"(?:(?<=[ (])|(?<=,))(?:\?|%s|:\w+_\d+|%\(\w+\)s)(?=[ ;,)]|$)",
                      folded(row["sql"]))
    value = r"('(?:[^']|'')*'|-?\d+(?:\.\d+)?|NULL)"
    return len(pieces) > 1 and re.fullmatch(
        value.join(re.escape(piece) for piece in pieces), folded(got["sql"])) is not None


def exclude_expression(row, got):
    expected = outcomes(row)[0]["error"]
    return (row["group"] == "create_exclude_constraint" and got["error"] is None
            and expected is not None and "non-blank name" in expected["message"])


def order_of_set(row, got):
    return bool(row.get("variants")) and got["error"] is None and any(
        one["error"] is None and any_order(one["sql"]) == any_order(got["sql"])
        for one in row["variants"])


RULES = [
    ("inside", "Alembic fails inside of itself with an exception of Python; Retort says why it "
     "cannot be done, or does what was meant.", inside),
    ("literals", "SQLAlchemy cannot write such a value into a script; Retort writes it, or says "
     "which value it is.", more_literals),
    ("address", "The message shows an object inside of SQLAlchemy by its address; Retort's, of the "
     "same class, names what the database does not have.", address),
    ("place", "Retort says in front of the message which table and column it is about.", place),
    ("strings", "SQLAlchemy takes %(x)s within a string for a parameter and changes the value; "
     "Retort leaves it as it is.", placeholder_in_string),
    ("parameters", "SQLAlchemy leaves a placeholder in the script; Retort writes the value.",
     left_placeholder),
    ("exclude", "Alembic has no name for an expression in an EXCLUDE constraint and gives up; "
     "Retort writes the constraint.", exclude_expression),
    ("order", "Alembic's order is that of a Python set, different from run to run; ours is fixed.",
     order_of_set),
]


def judge(row, got):
    if any(same(expected, got) for expected in outcomes(row)):
        return "passed", ""
    for name, _, test in RULES:
        if test(row, got):
            return "accepted", name
    return "failed", ""


def show(row, got):
    expected = outcomes(row)[0]
    print(f"--- {row['id']} [{row['dialect']}] {json.dumps(row['options'])}")
    print(row["code"].rstrip())
    if folded(expected["sql"]) != folded(got["sql"]):
        print("expected SQL:\n" + expected["sql"].rstrip() + "\ngot SQL:\n" + got["sql"].rstrip())
    if not same_error(expected["error"], got["error"]):
        print(f"expected error: {expected['error']}")
        if got["error"]:
            print(f"got error: {got['error']['type']}: {got['error']['message']}")
            print(got["error"]["traceback"])
        else:
            print("got no error")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--accepted", action="store_true", help="lists what a rule accepts")
    parser.add_argument("--ids", action="store_true", help="lists the failed rows in a line each")
    parser.add_argument("--dialect")
    parser.add_argument("--group")
    parser.add_argument("--id")
    options = parser.parse_args()

    counts = {"passed": 0, "accepted": 0, "failed": 0}
    rules = {}
    with open(options.file, encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream if line.strip()]
    for row in rows:
        if (options.dialect and row["dialect"] != options.dialect
                or options.group and row["group"] != options.group
                or options.id and row["id"] != options.id):
            continue
        got = run(row)
        verdict, rule = judge(row, got)
        counts[verdict] += 1
        if rule:
            rules[rule] = rules.get(rule, 0) + 1
            if options.accepted:
                print(f"accepted ({rule}): {row['id']} [{row['dialect']}]")
        if verdict == "failed" and options.ids:
            error = got["error"]
            print(f"failed: {row['id']} [{row['dialect']}]"
                  + (f" {error['type']}: {folded(error['message'])[:150]}" if error else ""))
        if verdict == "failed" and options.failures:
            show(row, got)
    for name, why, _ in RULES:
        if rules.get(name):
            print(f"accepted as {name}: {rules[name]} ({why})")
    print("{passed} passed, {accepted} accepted, {failed} failed".format(**counts))
    sys.exit(1 if counts["failed"] else 0)


main()
