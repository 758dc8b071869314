# SPDX-License-Identifier: MIT
"""Differences from Alembic's autogenerate that stay, by rule, each with its reason.

docs/compatibility.md tells users of them. A rule looks at a record and at what is different:
(key, as recorded, as here).
"""

import re

# Exceptions of Python itself tell of Alembic's inside.
INSIDE = ("AssertionError", "AttributeError", "IndexError", "KeyError", "NameError", "RuntimeError",
          "TypeError")


def completes(record, differences):
    """Alembic fails inside of itself, or with a statement of its own; here the work is done."""
    failures = [one for one in differences if one[0].endswith("error")]
    return bool(failures) and all(
        got is None and (expected.startswith(INSIDE) or "AS anon_1" in expected
                         or "No literal value renderer" in expected or "NullType()" in expected)
        for _, expected, got in failures) and all(
        key.endswith("error") or key in ("log", "warnings") for key, _, _ in differences)


def percent(record, differences):
    def plain(text):
        return re.sub(r"(?<!:):[A-Za-z_]\w*", "NULL", text or "")

    return all(key in ("upgrade", "downgrade") and expected and "%%" in expected
               and plain(expected.replace("%%", "%")) == plain(got)
               for key, expected, got in differences)


def rebuild(record, differences):
    if record["dialect"] != "sqlite":
        return False
    for key, expected, got in differences:
        if key == "downgrade_error" and got is None:
            continue
        if key not in ("upgrade_sql", "downgrade_sql"):
            return False
        if not all("_alembic_tmp_" in one for one in set(expected) ^ set(got)):
            return False
    return True


def left_out(differences, told):
    """Whether here the log has some lines less, all of them with `told`, and the rest follows."""
    lines = [(set(expected or ()), set(got or ())) for key, expected, got in differences
             if key == "log"]
    return bool(lines) and all(
        got < expected and all(told in line for line in expected - got)
        for expected, got in lines) and all(
        key in ("log", "upgrade", "downgrade", "imports", "upgrade_sql", "downgrade_sql",
                "downgrade_error", "restored") for key, _, _ in differences)


def virtual_tables(record, differences):
    return any("CREATE VIRTUAL TABLE" in one for one in record["before_sql"]) and left_out(
        differences, "Detected removed table")


def partitions(record, differences):
    return any("PARTITION OF" in one for one in record["before_sql"]) and left_out(
        differences, "Detected removed table")


def drop_order(record, differences):
    # Where a table that stays refers to one that goes both fail, and tell of what is in the way.
    told = "DependentObjectsStillExist"
    return all(key == "upgrade_error" and told in (expected or "") and (got is None or told in got)
               for key, expected, got in differences)


RULES = [
    ("completes", "Alembic ends with an exception of its inside, or a statement of its own fails; "
     "Retort does what was asked.", completes),
    ("percent", "Alembic doubles percent signs in rendered SQL and takes :name for a parameter, "
     "which changes the migration's meaning; Retort writes the SQL as it is.", percent),
    ("rebuild", "A SQLite table that is built anew keeps what SQLAlchemy does not reflect: the words "
     "of its types and CHECKs without a name; a CHECK is not written twice.", rebuild),
    ("virtual-tables", "SQLite's virtual tables, and the tables that they keep their data in, are "
     "none of the models' and are not dropped.", virtual_tables),
    ("partitions", "PostgreSQL's partitions go with their table and are not dropped by themselves.",
     partitions),
    ("drop-order", "Alembic drops tables in the order of a set; Retort drops those first that refer "
     "to others.", drop_order),
]


def find(record, differences):
    """The name of the rule by which all differences are accepted; None when there is none."""
    return next((name for name, _, test in RULES if test(record, differences)), None)


def reason(rule):
    return next(why for name, why, _ in RULES if name == rule)
