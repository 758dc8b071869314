# SPDX-License-Identifier: MIT
"""Habits of SQLAlchemy 1.x, which work with a warning; only for the Python door."""
import sys
import warnings

import sqlalchemy as sa

engine = sa.create_engine(sys.argv[1], poolclass=sa.pool.NullPool)


def warned(label, function):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = function()
    print(label, answer, [type(w.message).__name__ for w in caught])


warned("engine.execute", lambda: engine.execute("CREATE TABLE old (id INTEGER, name VARCHAR(9))").rowcount)
with engine.connect() as conn:
    warned("string", lambda: conn.execute("INSERT INTO old VALUES (1, 'one')").rowcount)
    warned("string again", lambda: conn.execute("INSERT INTO old VALUES (2, 'two')").rowcount)
    conn.commit()
    row = conn.execute(sa.text("SELECT id, name FROM old ORDER BY id")).fetchone()
    warned("row key", lambda: (row["id"], row["name"]))
    warned("row items", lambda: (row.keys(), row.items(), row.has_key("id")))
    warned("keywords", lambda: conn.execute(sa.text("SELECT :a + 1"), a=2).scalar())
    warned("several", lambda: conn.execute(
        sa.text("INSERT INTO old VALUES (:i, 'n')"), {"i": 5}, {"i": 6}).rowcount)
    warned("run_callable", lambda: conn.run_callable(lambda c: c is conn))
    conn.rollback()
warned("table names", lambda: engine.table_names())
warned("has table", lambda: engine.has_table("old"))
warned("scalar", lambda: engine.scalar("SELECT count(*) FROM old"))
engine.execute("DROP TABLE old")
