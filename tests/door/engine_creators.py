# SPDX-License-Identifier: MIT
"""Connections that a creator opens, and listeners that carry statements out themselves."""
import os
import sqlite3
import tempfile

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

folder = tempfile.mkdtemp()
path = os.path.join(folder, "a b.db")


def make():
    return sqlite3.connect(path)


for keywords in ({}, {"poolclass": NullPool}):
    engine = sa.create_engine("sqlite://", creator=make, **keywords)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE IF NOT EXISTS t (a INTEGER)"))
        connection.execute(sa.text("INSERT INTO t VALUES (:a)"), {"a": 1})
    print(make().execute("SELECT count(*) FROM t").fetchall())

engine = sa.create_engine(f"sqlite:///{path}")
seen = []


@event.listens_for(engine, "do_execute")
def do_execute(cursor, statement, parameters, context):
    seen.append((statement, tuple(parameters)))
    if "count" in statement:
        cursor.execute("SELECT 42, 'x'")
        return True


@event.listens_for(engine, "do_executemany")
def do_executemany(cursor, statement, parameters, context):
    seen.append((statement, [tuple(each) for each in parameters]))


with engine.begin() as connection:
    print(connection.execute(sa.text("SELECT count(*), 1 AS x FROM t")).all())
    print(connection.execute(sa.text("SELECT a FROM t WHERE a = :a"), {"a": 1}).scalar())
    t = sa.table("t", sa.column("a"))
    print(connection.execute(sa.select(t.c.a).where(t.c.a == 1)).all())
    connection.execute(t.insert(), [{"a": 5}, {"a": 6}])
    print(connection.exec_driver_sql("SELECT max(a) FROM t").scalar())
for each in seen:
    print(each)
os.remove(path)
os.rmdir(folder)
