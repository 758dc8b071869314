# SPDX-License-Identifier: MIT
"""expressions.py [FILE] [--failures]: compares expressions and statements in SQL with what SQLAlchemy
makes of them. Runs in the door's own interpreter (python_run). Each row of the file has the code of
an expression, its SQL with placeholders on PostgreSQL and, under `literal`, by dialect, with all
values written down."""
import datetime  # noqa: F401 - the rows use it
import decimal  # noqa: F401
import json
import os
import sys
import uuid  # noqa: F401
import warnings

import sqlalchemy as sa
from sqlalchemy import *  # noqa: F401,F403
from sqlalchemy import Boolean, Column, Date, DateTime, Enum, ForeignKey, Integer, MetaData
from sqlalchemy import Numeric, String, Table, Uuid, func, select
from sqlalchemy.dialects import mysql, postgresql as pg, sqlite
from sqlalchemy.dialects.mysql import insert as myi
from sqlalchemy.dialects.postgresql import insert as pgi
from sqlalchemy.dialects.sqlite import insert as sli  # noqa: F401
from sqlalchemy.sql import operators  # noqa: F401

metadata = MetaData()
t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("name", String(50)),
          Column("flag", Boolean), Column("price", Numeric(10, 2)), Column("created", DateTime),
          Column("day", Date), Column("js", pg.JSON), Column("jsb", pg.JSONB),
          Column("arr", pg.ARRAY(Integer)), Column("en", Enum("a", "b", name="en")),
          Column("uid", Uuid))
u = Table("u", metadata, Column("id", Integer, primary_key=True),
          Column("tid", Integer, ForeignKey("t.id")), Column("val", String))
v = Table("v", metadata, Column("id", Integer, primary_key=True),
          Column("uid", Integer, ForeignKey("u.id")))
ta = t.alias("ta")
l1 = (t.c.id + 1).label("lx")
sq = select(t.c.id, func.count(u.c.id).label("n")).join(u).group_by(t.c.id).subquery("sq")
ct = select(t.c.id, t.c.name).where(t.c.id > 1).cte("ct")
rec = select(t.c.id, t.c.name).where(t.c.id == 1).cte("rec", recursive=True)
rec = rec.union_all(select(u.c.id, u.c.val).where(u.c.tid == rec.c.id))
lat = select(u.c.val).where(u.c.tid == t.c.id).lateral("lat")
pgx = pgi(t).values(id=1, name="x")
myx = myi(t).values(id=1, name="x")

DIALECTS = {"postgresql": pg.dialect(), "sqlite": sqlite.dialect(), "mysql": mysql.dialect()}


def answer(code, dialect, literal_binds):
    """The SQL of an expression, or the error that it ends in."""
    try:
        made = eval(code)
        if not hasattr(made, "compile"):
            return repr(made)
        keywords = {"literal_binds": True} if literal_binds else {"render_postcompile": True}
        text = str(made.compile(dialect=DIALECTS[dialect], compile_kwargs=keywords))
        return " ".join(text.split())
    except Exception as error:  # noqa: B902 - the rows name their errors
        return f"{type(error).__name__}: {' '.join(str(error).split())}"


def main(path, shows_failures):
    warnings.simplefilter("ignore")
    passed = failed = 0
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            wanted = [("postgresql", False, row["sql"])] if "sql" in row else []
            for dialect, text in row.get("literal", {}).items():
                wanted.append((dialect, True, text))
            for dialect, literal_binds, text in wanted:
                got = answer(row["code"], dialect, literal_binds)
                if got == text:
                    passed += 1
                    continue
                failed += 1
                if shows_failures:
                    print(f"--- {row['code']} [{dialect}]\nexpected {text}\ngot      {got}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    assert sa.__version__.startswith("2.0")
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    default = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expressions.jsonl")
    sys.exit(main(paths[0] if paths else default, "--failures" in sys.argv))
