# SPDX-License-Identifier: MIT
"""Mapped classes in statements that a connection executes, without a session."""
import sys

from sqlalchemy import (
    Column, ForeignKey, Integer, String, column, create_engine, delete, exists, func, insert,
    or_, select, table, text, update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, aliased, declarative_base, relationship

Base = declarative_base()


class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    name = Column(String(20))
    size = Column(Integer, default=7)
    bs = relationship("B", backref="a")


class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
    a_id = Column(Integer, ForeignKey(A.id))


engine = create_engine(f"sqlite:///{sys.argv[1]}")
Base.metadata.create_all(engine)
with engine.begin() as c:
    print(c.execute(insert(A).values(name="x")).inserted_primary_key)
    c.execute(insert(A), [{"name": "y", "size": 3}, {"name": "z", "size": 1}])
    c.execute(insert(B).values({B.a_id: 1}))
    c.execute(A.__table__.insert().values(name="w"))
    print(c.execute(select(A).order_by(A.id)).all())
    print(c.execute(select(A.name, A.size).where(A.size > 2).order_by(A.name.desc())).fetchall())
    row = c.execute(select(A.id.label("i"), A.name)).first()
    print(row.i, row.name, row._mapping["name"])
    print(c.execute(update(A).where(A.name == "y").values({A.size: A.size + 1})).rowcount)
    print(c.execute(update(A).where(A.name.in_(["z"])).values(size=0)).rowcount)
    print(c.execute(select(func.sum(A.size))).scalar())
    print(c.execute(select(A.name).join(B, B.a_id == A.id)).all(), c.execute(select(A.name).join(A.bs)).all())
    print(c.execute(select(A.name).where(A.bs.any())).all(), c.execute(select(B.id).where(B.a.has(A.name == "x"))).all())
    al = aliased(A)
    print(c.execute(select(al.name).where(al.id == 2)).all(), c.execute(select(A.name, al.name).join(al, al.id == A.id + 1).order_by(A.id)).all())
    print(c.execute(select(A.name).where(exists().where(B.a_id == A.id))).all())
    print(c.execute(select(A.name).where(~exists(select(B.id).where(B.a_id == A.id).correlate(A))).order_by(A.id)).all())
    s = select(A.id, func.count(B.id).label("n")).outerjoin(B).group_by(A.id).subquery()
    print(c.execute(select(A.name, s.c.n).join(s, s.c.id == A.id).order_by(A.id)).all())
    c.execute(sqlite_insert(A).values(id=1, name="dup").on_conflict_do_update(index_elements=[A.id], set_={"name": "up"}))
    print(c.execute(select(A.name).where(A.id == 1)).scalar_one())
    print(c.execute(delete(B).where(B.a_id == 1)).rowcount, c.execute(delete(A).where(or_(A.id == 1, A.name == "z"))).rowcount)
    print(c.execute(select(func.count()).select_from(A)).scalar(), c.execute(text("select name from a order by id")).scalars().all())
print([x.name for x in A.__table__.columns])
print(A.name == "x", A.name.desc(), A.size + 1, A.name.like("a%"), A.bs, A.__table__.c.name is A.__mapper__.c.name)
print(A.name.type, A.name.key, A.name.name, A.size.default.arg, A.__tablename__, A.metadata is Base.metadata, repr(A.id.primary_key))
lw = table("a", column("id"), column("name"))
with Session(engine) as s:
    print(s.execute(select(lw.c.name).order_by(lw.c.id)).scalars().all(), s.execute(lw.insert().values(name="lw")).rowcount)
    s.execute(text("insert into a (name) values (:n)"), {"n": "t"})
    s.execute(text("insert into a (name) values (:n)"), [{"n": "t1"}, {"n": "t2"}])
    s.commit()
    print(s.query(A.name).order_by(A.id).all(), s.connection().execute(text("select count(*) from a")).scalar())
    for a in s.query(A).filter(A.name.startswith("t")):
        a.name = a.name.upper()
    s.commit()
    print([r[0] for r in s.execute(text("select name from a where name like 'T%' order by id"))])
    for a, n in s.query(A, A.name).yield_per(2):
        s.delete(a)
    s.commit()
    print(s.query(A).count(), s.query(func.count(A.id)).scalar(), s.query(A).first(), s.query(A.name).scalar())
