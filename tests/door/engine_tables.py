# SPDX-License-Identifier: MIT
"""Statements over tables: defaults, keys, results by type. Run with a database's URL."""
import datetime
import decimal
import sys
import uuid
import warnings

import sqlalchemy as sa
from sqlalchemy import event, text

warnings.simplefilter("ignore")
engine = sa.create_engine(sys.argv[1], poolclass=sa.pool.NullPool)
PG = engine.dialect.name == "postgresql"


def show(label, function):
    try:
        answer = function()
    except Exception as error:
        print(f"{label}: {type(error).__module__}.{type(error).__name__}: {error}")
    else:
        print(f"{label}: {type(answer).__name__} {answer!r}")


metadata = sa.MetaData()
t = sa.Table(
    "t", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), default="nobody"),
    sa.Column("made", sa.DateTime, default=lambda: datetime.datetime(2020, 1, 2, 3, 4, 5)),
    sa.Column("n", sa.Integer, default=lambda context: context.get_current_parameters()["name"] and 7,
              onupdate=8),
    sa.Column("price", sa.Numeric(10, 2)),
    sa.Column("flag", sa.Boolean),
    sa.Column("doc", sa.JSON),
    sa.Column("raw", sa.LargeBinary),
    sa.Column("day", sa.Date),
    sa.Column("guid", sa.Uuid),
    sa.Column("kind", sa.Enum("a", "b", name="kind")),
    sa.Column("f", sa.Float),
)
pair = sa.Table("pair", metadata, sa.Column("a", sa.Integer, primary_key=True, autoincrement=False),
                sa.Column("b", sa.String(5), primary_key=True), sa.Column("c", sa.Integer, key="cee"))
child = sa.Table("child", metadata, sa.Column("id", sa.Integer, primary_key=True),
                 sa.Column("t_id", sa.ForeignKey("t.id")))
metadata.drop_all(engine)
metadata.create_all(engine)
metadata.create_all(engine)

with engine.begin() as conn:
    result = conn.execute(t.insert().values(name="first", price=decimal.Decimal("1.50"), flag=True,
                                            doc={"a": [1, 2]}, raw=b"\x00\xff",
                                            day=datetime.date(2020, 5, 6),
                                            guid=uuid.UUID(int=5), kind="b", f=1.5))
    show("key", lambda: result.inserted_primary_key)
    show("key tuple", lambda: tuple(result.inserted_primary_key))
    show("key name", lambda: result.inserted_primary_key.id)
    print(result.rowcount, result.is_insert)
    show("second", lambda: conn.execute(sa.insert(t), {"name": "second"}).inserted_primary_key[0])
    show("given", lambda: conn.execute(sa.insert(t), {"id": 50, "name": "given"}).inserted_primary_key[0])
    show("many", lambda: conn.execute(t.insert(), [{"id": 60, "name": "x"}, {"id": 61, "name": "y"}]).rowcount)
    show("multi", lambda: conn.execute(t.insert().values([{"id": 70, "name": "m"}, {"id": 71, "name": "n"}])).rowcount)
    show("pair", lambda: tuple(conn.execute(pair.insert(), {"a": 1, "b": "x", "cee": 3}).inserted_primary_key))
    show("no insert", lambda: conn.execute(sa.select(t.c.id)).inserted_primary_key)
    show("returning", lambda: conn.execute(
        t.insert().values(name="r", doc=None).returning(t.c.id > 0, t.c.name, t.c.n)).all())

with engine.connect() as conn:
    first = conn.execute(sa.select(t).where(t.c.name == "first")).one()
    print(tuple(first)[1:])
    print(first.name, first._mapping[t.c.name], first._mapping["price"], type(first.price))
    show("other column", lambda: first._mapping[child.c.id])
    second = conn.execute(sa.select(t).where(t.c.name == "second")).one()
    print(tuple(second)[1:])
    show("labels", lambda: conn.execute(
        sa.select(t.c.name.label("who"), (t.c.n + 1).label("more")).where(t.c.id == 50)).mappings().one())
    show("duplicates", lambda: list(conn.execute(
        sa.select(t.c.id, child.c.id).select_from(t.outerjoin(child))).keys()))
    show("keyed", lambda: conn.execute(sa.select(pair)).mappings().all())
    show("keyed attribute", lambda: conn.execute(sa.select(pair)).first().cee)
    show("func", lambda: conn.execute(sa.select(sa.func.count()).select_from(t)).scalar())
    show("func alone", lambda: conn.execute(sa.func.coalesce(None, 3)).scalar())
    show("literal", lambda: conn.scalar(sa.select(sa.literal("x"))))
    show("bind", lambda: conn.execute(
        sa.select(t.c.id).where(t.c.name == sa.bindparam("who")), {"who": "given"}).scalars().all())
    show("in", lambda: conn.execute(
        sa.select(t.c.id).where(t.c.id.in_([50, 60])).order_by(t.c.id)).scalars().all())
    show("update", lambda: conn.execute(
        sa.update(t).where(t.c.id == 50).values(name="updated")).rowcount)
    show("onupdate", lambda: conn.execute(sa.select(t.c.n).where(t.c.id == 50)).scalar())
    show("update by parameters", lambda: conn.execute(
        sa.update(t).where(t.c.id == sa.bindparam("wanted")),
        [{"wanted": 60, "name": "p"}, {"wanted": 61, "name": "q"}]).rowcount)
    show("values now", lambda: conn.execute(
        sa.select(t.c.name).where(t.c.id.in_([60, 61])).order_by(t.c.id)).scalars().all())
    show("delete", lambda: conn.execute(sa.delete(t).where(t.c.id >= 70)).rowcount)
    show("text columns", lambda: conn.execute(
        text("SELECT id, doc FROM t WHERE name = 'first'").columns(doc=sa.JSON)).first().doc)
    show("text bindparams", lambda: conn.execute(
        text("UPDATE t SET doc = :doc WHERE id = 50").bindparams(sa.bindparam("doc", type_=sa.JSON)),
        {"doc": {"z": 1}}).rowcount)
    show("doc", lambda: conn.execute(sa.select(t.c.doc).where(t.c.id == 50)).scalar())
    show("raw text", lambda: type(conn.execute(text("SELECT made FROM t WHERE id = 50")).scalar()))
    conn.rollback()
    show("conflict", lambda: conn.execute(t.insert().values(id=50, name="again")))
    conn.rollback()
    try:
        conn.execute(pair.insert(), [{"a": 8, "b": "x", "cee": 1}, {"a": 1, "b": "x", "cee": 3}])
    except sa.exc.IntegrityError as error:
        print("many conflict", type(error.orig).__name__)
    conn.rollback()
    show("from select", lambda: conn.execute(child.insert().from_select(
        ["id", "t_id"], sa.select(t.c.id, t.c.id).where(t.c.id == 50))).rowcount)
    conn.commit()
    show("lightweight", lambda: conn.execute(
        sa.table("child", sa.column("id"), sa.column("t_id")).insert().values(id=99, t_id=50)).rowcount)
    show("scalars", lambda: conn.scalars(sa.select(child.c.id).order_by(child.c.id)).all())
    conn.rollback()
    show("ddl", lambda: conn.execute(sa.DDL("CREATE TABLE from_ddl (a INTEGER)")).returns_rows)
    show("create", lambda: conn.execute(sa.schema.CreateTable(sa.Table("made", sa.MetaData(), sa.Column("x", sa.Integer)))).rowcount)
    show("index", lambda: conn.execute(sa.schema.CreateIndex(sa.Index("ix_name", t.c.name))) and 1)
    conn.rollback()

# --- events
seen = []
event.listen(engine, "before_cursor_execute",
             lambda conn, cursor, statement, parameters, context, many: seen.append(statement))
other = sa.create_engine(sys.argv[1])


@event.listens_for(other, "connect")
def on_connect(dbapi_connection, record):
    cursor = dbapi_connection.cursor()
    cursor.execute("SELECT 1")
    seen.append(("connect", cursor.fetchone()))
    cursor.close()


with engine.connect() as conn:
    conn.execute(text("SELECT 41"))
with other.connect() as conn:
    conn.execute(text("SELECT 42"))
print(seen)

# --- temporary and attached things stay with their connection
pooled = sa.create_engine(sys.argv[1], pool_size=1, max_overflow=0)
with pooled.begin() as conn:
    conn.execute(text("CREATE TEMPORARY TABLE tmp (a INTEGER)"))
    conn.execute(text("INSERT INTO tmp VALUES (1)"))
with pooled.connect() as conn:
    show("temporary", lambda: conn.execute(text("SELECT a FROM tmp")).scalar())
pooled.dispose()
with pooled.connect() as conn:
    show("after dispose", lambda: type(conn.execute(text("SELECT a FROM tmp")).scalar()))

# --- executed with more names than there are columns
from alembic.migration import MigrationContext  # noqa: E402
from alembic.operations import Operations  # noqa: E402

with engine.connect() as conn:
    conn.execute(text("CREATE TEMPORARY TABLE u (a INTEGER, b INTEGER)"))
    u = sa.table("u", sa.column("a"), sa.column("b"))
    bulk = Operations(MigrationContext.configure(conn)).bulk_insert

    def inserted(label, function):
        def rows():
            function()
            found = sorted((tuple(row) for row in conn.execute(u.select())), key=str)
            conn.execute(u.delete())
            return found

        show(label, rows)

    inserted("one", lambda: conn.execute(u.insert(), {"a": 1, "z": 2}))
    inserted("values and more", lambda: conn.execute(u.insert().values(a=1), {"z": 2}))
    inserted("many", lambda: conn.execute(u.insert(), [{"a": 1, "z": 2}, {"a": 2}]))
    inserted("none", lambda: conn.execute(u.insert(), [{"z": 2}, {"z": 3}]))
    inserted("no names", lambda: conn.execute(u.insert(), {}))
    inserted("own parameter", lambda: conn.execute(
        u.insert().values(a=sa.bindparam("q", type_=sa.Integer) + 1),
        [{"q": 3, "b": 1}, {"q": 4, "b": 2}]))
    inserted("from select", lambda: conn.execute(
        u.insert().from_select(["a"], sa.select(sa.bindparam("q", type_=sa.Integer))), {"q": 3}))
    inserted("bulk", lambda: bulk(u, [{"a": 1, "z": 2}, {"a": 2, "b": 3}]))
    inserted("bulk of none", lambda: bulk(u, [{"z": 1}, {"z": 2}]))
    inserted("bulk one by one", lambda: bulk(u, [{"a": 1}, {"a": 2, "b": 3}], multiinsert=False))
    show("bulk one by one and more", lambda: bulk(u, [{"z": 2}], multiinsert=False))
    try:
        bulk(u, [{"a": 1, "b": 2}, {"a": 2}])
    except sa.exc.StatementError as error:
        print(type(error).__name__, str(error.orig))

# --- in memory
if not PG:
    memory = sa.create_engine("sqlite://")
    with memory.begin() as conn:
        conn.execute(text("CREATE TABLE m (a INTEGER)"))
        conn.execute(text("INSERT INTO m VALUES (5)"))
    with memory.connect() as conn:
        show("memory", lambda: conn.execute(text("SELECT a FROM m")).scalar())
metadata.drop_all(engine)
with engine.connect() as conn:
    print(sa.inspect(conn).get_table_names())
