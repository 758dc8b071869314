#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""models.py RECORDS [ID...]: models written for SQLAlchemy say the same tables here.

For each record of an autogenerate recording, its `models` are run as a module and what create_all()
would send is compared with `target_sql`, which a database was sent by SQLAlchemy. White space does
not count. Nor does what such a recording leaves open: the order of a table's indexes, of the
foreign keys that close a cycle and of MySQL's table options, which come out of sets; percent signs,
which a driver has doubled; and what only the version of a MySQL server decides."""
import json
import re
import sys
import types
import warnings

import sqlalchemy as sa

_NAME = r'(?:"[^"]*"|[^\s".]+)'
_CREATED = re.compile(rf"CREATE (TABLE|TYPE|DOMAIN) ({_NAME}(?:\.{_NAME})*)")
# Which names are reserved and that expressions as defaults stand in brackets is known once
# connected.
_BRACKETED_DEFAULT = re.compile(r"DEFAULT \((\w+\(\)|[\d.]+)\)")


def folded(statement, dialect):
    text = " ".join(statement.split()).replace("%%", "%").replace("\\\\", "\\")
    if dialect == "mysql":
        text = _BRACKETED_DEFAULT.sub(r"DEFAULT \1", text.replace("`", ""))
        head, closed, options = text.rpartition(" )")
        if closed and "=" in options:
            text = head + closed + " ".join(sorted(options.split()))
    return text


def unordered_runs_sorted(statements):
    """Runs of CREATE INDEX and of ALTER TABLE ... ADD come in any order."""
    made, run = [], []
    for statement in [*statements, None]:
        kind = statement and re.match(r"CREATE (UNIQUE |FULLTEXT )?INDEX|ALTER TABLE", statement)
        if kind and (not run or run[0][:5] == statement[:5]):
            run.append(statement)
            continue
        made += sorted(run)
        run = [statement] if kind else []
        if not kind and statement is not None:
            made.append(statement)
    return made


def statements_of(record):
    """(what create_all() sends, the warnings of running the models and of that)."""
    url = f"{'mariadb' if record['driver'] == 'mariadb' else record['dialect']}://"
    sent = []

    def take(statement, *_):
        sent.append(str(statement.compile(dialect=engine.dialect)))

    engine = sa.create_mock_engine(url, take)
    module = sys.modules["models"] = types.ModuleType("models")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(compile(record["models"], "models.py", "exec"), module.__dict__)
        metadata = module.target_metadata
        for one in metadata if isinstance(metadata, (list, tuple)) else [metadata]:
            if one is not None:
                one.create_all(engine, checkfirst=False)
    return sent, [f"{warning.category.__name__}: {warning.message}" for warning in caught]


def without_what_is_there(statements):
    """As create_all() sends them, which has looked what the database has."""
    known = {"alembic_version"}
    for statement in statements:
        created = _CREATED.match(statement)
        if created and created[2] in known:
            continue
        if created:
            known.add(created[2])
        yield statement


def failure_of(record):
    """What is wrong with a record; None: nothing."""
    wanted, error = record["target_sql"], record["error"]
    try:
        sent, warned = statements_of(record)
    except Exception as raised:  # that of the recording, or one to be told of
        same = error is not None and error["type"] == type(raised).__name__ and (
            error["message"] == str(raised))
        refused = wanted is None and isinstance(raised, sa.exc.CompileError)
        return None if same or refused else f"{type(raised).__name__}: {raised}"
    of_models = [text for text in warned if text not in record["warnings"]]
    if of_models:
        return f"warns: {of_models}"
    if wanted is None:
        return None
    dialect = record["dialect"]
    sent = unordered_runs_sorted(
        list(without_what_is_there([folded(text, dialect) for text in sent])))
    wanted = unordered_runs_sorted([folded(text, dialect) for text in wanted])
    if sent == wanted:
        return None
    return "\n".join([f"- {text}" for text in wanted if text not in sent]
                     + [f"+ {text}" for text in sent if text not in wanted]) or "another order"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    chosen = [record for record in records if len(sys.argv) == 2 or record["id"] in sys.argv[2:]]
    failed = 0
    for record in chosen:
        failure = failure_of(record)
        if failure is not None:
            failed += 1
            print(f"{record['id']}\n{failure}\n")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not chosen else 0)


main()
