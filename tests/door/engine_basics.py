# SPDX-License-Identifier: MIT
"""Connections, transactions, rows and results. Run with a database's URL; prints what it sees."""
import datetime
import decimal
import sys
import warnings

import sqlalchemy as sa
from sqlalchemy import text

warnings.simplefilter("ignore")
URL = sys.argv[1]
engine = sa.create_engine(URL, poolclass=sa.pool.NullPool)
PG = engine.dialect.name == "postgresql"


def show(label, function):
    try:
        answer = function()
    except Exception as error:
        print(f"{label}: {type(error).__module__}.{type(error).__name__}: {error}")
        orig = getattr(error, "orig", None)
        if orig is not None:
            print("   orig", type(orig).__module__, type(orig).__name__, getattr(orig, "pgcode", ""))
            print("   ", repr(error.statement), repr(error.params))
    else:
        print(f"{label}: {type(answer).__name__} {answer!r}")


with engine.begin() as conn:
    for name in ("t", "u", "w"):
        conn.execute(text(f"DROP TABLE IF EXISTS {name}"))
    conn.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) UNIQUE, n INTEGER)"))

print(engine.name, engine.driver, engine.dialect.name, engine.url.database is not None)
conn = engine.connect()
print("version", type(conn.dialect.server_version_info), conn.dialect.server_version_info[0] > 2)
print("schema", conn.dialect.default_schema_name)
show("insert", lambda: conn.execute(
    text("INSERT INTO t VALUES (:id, :name, :n)"), {"id": 1, "name": "one", "n": 10}).rowcount)
show("many", lambda: conn.execute(
    text("INSERT INTO t VALUES (:id, :name, :n)"),
    [{"id": 2, "name": "two", "n": None}, {"id": 3, "name": "three", "n": 30}]).rowcount)
conn.commit()
Q = "SELECT id, name, n FROM t ORDER BY id"
show("all", lambda: conn.execute(text(Q)).all())
show("fetchone", lambda: conn.execute(text(Q)).fetchone())
show("fetchmany", lambda: conn.execute(text(Q)).fetchmany(2))
show("first", lambda: conn.execute(text(Q)).first())
show("scalar", lambda: conn.execute(text(Q)).scalar())
show("conn.scalar", lambda: conn.scalar(text("SELECT count(*) FROM t")))
show("scalars", lambda: conn.execute(text(Q)).scalars().all())
show("scalars 1", lambda: conn.execute(text(Q)).scalars(1).all())
show("conn.scalars", lambda: conn.scalars(text(Q)).first())
show("mappings", lambda: conn.execute(text(Q)).mappings().all())
show("mapping one", lambda: dict(conn.execute(text(Q)).mappings().first()))
show("columns", lambda: conn.execute(text(Q)).columns("name", "id").all())
show("keys", lambda: list(conn.execute(text(Q)).keys()))
show("one", lambda: conn.execute(text(Q)).one())
show("one none", lambda: conn.execute(text(Q.replace("ORDER", "WHERE id = 9 ORDER"))).one())
show("one or none", lambda: conn.execute(text(Q)).one_or_none())
show("one or none none", lambda: conn.execute(text("SELECT 1 WHERE 1 = 0")).one_or_none())
show("scalar_one", lambda: conn.execute(text("SELECT 5")).scalar_one())
show("scalar_one many", lambda: conn.execute(text(Q)).scalar_one())
show("scalar_one_or_none", lambda: conn.execute(text("SELECT 1 WHERE 1 = 0")).scalar_one_or_none())
show("partitions", lambda: [list(p) for p in conn.execute(text(Q)).partitions(2)])
show("unique", lambda: conn.execute(text("SELECT n IS NULL FROM t")).unique().all())
show("freeze", lambda: conn.execute(text(Q)).freeze()().all())
row = conn.execute(text(Q)).first()
print(row.id, row[1], row[-1], row[0:2], tuple(row), len(row), row == (1, "one", 10), row < (2,))
print(row._fields, row._asdict(), row._mapping["name"], dict(row._mapping), "id" in row._mapping)
print(list(row._mapping.keys()), list(row._mapping.items()), hash(row) == hash(tuple(row)))
a, b, c = row
print(a, b, c, "one" in row, row.count(10), row.index("one"), isinstance(row, tuple))
show("no attribute", lambda: row.missing)
show("no key", lambda: row._mapping["missing"])
show("index", lambda: row[7])
show("ambiguous", lambda: conn.execute(text("SELECT 1 AS a, 2 AS a")).first()._mapping["a"])
show("empty", lambda: conn.execute(text("SELECT 1 WHERE 1 = 0")).fetchall())
result = conn.execute(text(Q))
result.close()
show("closed result", result.fetchone)
result = conn.execute(text("UPDATE t SET n = 5 WHERE id > 1"))
print(result.rowcount, result.returns_rows, result.closed)
show("no rows", result.fetchall)
show("no rows scalar", result.scalar)
show("iterate", lambda: [r.id for r in conn.execute(text(Q))])
conn.rollback()
show("rolled back", lambda: conn.execute(text("SELECT n FROM t WHERE id = 3")).scalar())
conn.rollback()

# --- errors
show("no table", lambda: conn.execute(text("SELECT * FROM nowhere")))
conn.rollback()
show("duplicate", lambda: conn.execute(
    text("INSERT INTO t VALUES (:id, :name, :n)"), {"id": 1, "name": "x", "n": 1}))
conn.rollback()
show("syntax", lambda: conn.execute(text("SELEC 1")))
conn.rollback()
show("missing parameter", lambda: conn.execute(text("SELECT :a"), {"b": 1}))
conn.rollback()
show("not executable", lambda: conn.execute(5))
for error in (sa.exc.IntegrityError, sa.exc.DatabaseError, sa.exc.DBAPIError, sa.exc.SQLAlchemyError):
    try:
        conn.execute(text("INSERT INTO t VALUES (1, 'x', 1)"))
    except error:
        print("caught", error.__name__)
    conn.rollback()

# --- transactions
show("begin twice", lambda: (conn.begin(), conn.begin()))
print(conn.in_transaction(), conn.get_transaction().is_active)
conn.rollback()
print(conn.in_transaction(), conn.get_transaction())
conn.execute(text("SELECT 1"))
show("begin after autobegin", conn.begin)
conn.commit()
with conn.begin():
    conn.execute(text("INSERT INTO t VALUES (10, 'ten', 1)"))
try:
    with conn.begin():
        conn.execute(text("INSERT INTO t VALUES (11, 'eleven', 1)"))
        raise ValueError("out")
except ValueError as error:
    print("raised", error)
print(conn.execute(text("SELECT count(*) FROM t")).scalar())
conn.rollback()
with conn.begin() as outer:
    conn.execute(text("INSERT INTO t VALUES (12, 'twelve', 1)"))
    nested = conn.begin_nested()
    conn.execute(text("INSERT INTO t VALUES (13, 'thirteen', 1)"))
    nested.rollback()
    try:
        with conn.begin_nested():
            conn.execute(text("INSERT INTO t VALUES (12, 'again', 1)"))
    except sa.exc.IntegrityError as error:
        print("inner failed", type(error).__name__)
    with conn.begin_nested():
        conn.execute(text("INSERT INTO t VALUES (14, 'fourteen', 1)"))
        print(conn.in_nested_transaction(), conn.in_transaction())
print(conn.execute(text("SELECT id FROM t WHERE id > 9 ORDER BY id")).scalars().all())
conn.rollback()
def closed_inside():
    with conn.begin() as trans:
        trans.commit()
        conn.execute(text("SELECT 1"))
show("closed inside", closed_inside)
trans = conn.begin()
trans.commit()
show("commit again", trans.commit)
show("isolation", conn.get_isolation_level)
auto = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
auto.execute(text("INSERT INTO t VALUES (20, 'twenty', 1)"))
print("auto", auto.get_isolation_level())
auto.close()
conn.rollback()
print(conn.execute(text("SELECT count(*) FROM t WHERE id = 20")).scalar())
show("level in transaction", lambda: conn.execution_options(isolation_level="AUTOCOMMIT"))
conn.rollback()
show("bad level", lambda: conn.execution_options(isolation_level="SOMETHING"))
conn.close()
print(conn.closed)
show("closed", lambda: conn.execute(text("SELECT 1")))
other = engine.connect()
other.execute(text("INSERT INTO t VALUES (30, 'lost', 1)"))
other.close()
with engine.connect() as conn:
    print(conn.execute(text("SELECT count(*) FROM t WHERE id = 30")).scalar())

# --- the driver's own SQL
with engine.connect() as conn:
    if PG:
        show("driver", lambda: conn.exec_driver_sql("SELECT %s, %s", (1, "x")).all())
        show("driver named", lambda: conn.exec_driver_sql("SELECT %(a)s, %(b)s", {"a": 1, "b": "x"}).all())
        show("driver percent", lambda: conn.exec_driver_sql("SELECT 'a%%' || %s", ("x",)).all())
    else:
        show("driver", lambda: conn.exec_driver_sql("SELECT ?, ?", (1, "x")).all())
        show("driver named", lambda: conn.exec_driver_sql("SELECT :a, :b", {"a": 1, "b": "x"}).all())
    cursor = conn.connection.cursor()
    cursor.execute("SELECT id, name FROM t WHERE id < 3 ORDER BY id")
    print([d[0] for d in cursor.description], cursor.fetchone(), cursor.fetchall(), cursor.fetchone())
    show("tuple in", lambda: conn.execute(
        text("SELECT id FROM t WHERE id IN :ids ORDER BY id").bindparams(
            sa.bindparam("ids", expanding=True)), {"ids": [1, 3]}).scalars().all())

# --- values
with engine.connect() as conn:
    values = {
        "i": 5, "s": "text", "none": None,
    }
    for name, value in values.items():
        if PG and value is None:
            continue
        show(name, lambda: conn.execute(text("SELECT :v"), {"v": value}).scalar() if not PG or
             not isinstance(value, str) else conn.execute(text("SELECT CAST(:v AS text)"),
                                                          {"v": value}).scalar())
    if PG:
        for sql in ("true", "1.50::numeric", "DATE '2020-02-03'", "TIMESTAMP '2020-02-03 04:05:06.7'",
                    "TIME '04:05:06'", "INTERVAL '1 day 2 hours'", "ARRAY[1,2,3]", "ARRAY['a','b']",
                    "'{\"a\": [1, null]}'::jsonb", "'{\"a\": 1}'::json", "'abc'::bpchar(5)", "2.5::real",
                    "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "'10.0.0.1'::inet", "NULL",
                    "9223372036854775807", "ROW(1,2)", "'x'::name", "now() IS NULL"):
            show(sql, lambda: conn.execute(text("SELECT " + sql.replace(":", "\\:"))).scalar())
        show("tuple", lambda: conn.execute(text("SELECT 2 WHERE 1 IN :ids"), {"ids": (1, 2)}).all())
        show("list", lambda: conn.execute(text("SELECT 2 WHERE 1 = ANY(:ids)"), {"ids": [1, 2]}).all())
        show("date", lambda: conn.execute(text("SELECT :d"), {"d": datetime.date(2020, 1, 2)}).scalar())
        show("decimal", lambda: conn.execute(text("SELECT :d"), {"d": decimal.Decimal("1.50")}).scalar())
        show("bool", lambda: conn.execute(text("SELECT :d"), {"d": True}).scalar())
        show("dict", lambda: conn.execute(text("SELECT :d"), {"d": {"a": 1}}).scalar())
    else:
        for sql in ("1.5", "'a'", "NULL", "x'00ff'", "date('2020-01-01')", "1 = 1", "9223372036854775807"):
            show(sql, lambda: conn.execute(text("SELECT " + sql)).scalar())
        show("dict", lambda: conn.execute(text("SELECT :d"), {"d": {"a": 1}}).scalar())
show("attributes", lambda: (sa.create_engine(URL).url.get_backend_name(), str(engine.url) == repr(engine.url)))
show("missing dialect", lambda: sa.create_engine("nonsense://x"))
show("bad url", lambda: sa.create_engine("nonsense"))
show("bad keyword", lambda: sa.create_engine(URL, nonsense=1) and None)
