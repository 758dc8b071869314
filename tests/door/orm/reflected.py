# SPDX-License-Identifier: MIT
"""Classes whose tables are read from the database."""
import sys

from sqlalchemy import Column, MetaData, String, Table, create_engine, text
from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.orm import Session, declarative_base, relationship

engine = create_engine(f"sqlite:///{sys.argv[1]}")
with engine.begin() as c:
    c.execute(text("create table owner (id integer primary key, name varchar(20) not null)"))
    c.execute(text("create table pet (id integer primary key, name text, owner_id integer references owner (id))"))
    c.execute(text("insert into owner values (1, 'ann')"))
    c.execute(text("insert into pet values (1, 'rex', 1), (2, 'tom', null)"))

Base = declarative_base(cls=DeferredReflection)


class Owner(Base):
    __tablename__ = "owner"
    pets = relationship("Pet", back_populates="owner")


class Pet(Base):
    __tablename__ = "pet"
    name = Column(String(7))
    owner = relationship(Owner, back_populates="pets")


try:
    Session(engine).query(Owner)
except Exception as e:
    print(type(e).__name__)
Base.prepare(engine)
s = Session(engine)
print([(c.name, str(c.type), c.nullable) for c in Pet.__table__.c])
print([p.name for p in s.query(Owner).one().pets], s.query(Pet).order_by(Pet.id).first().owner.name)

Plain = declarative_base()


class Again(Plain):
    __table__ = Table("pet", Plain.metadata, autoload_with=engine)
    title = __table__.c.name


print(s.query(Again.title).order_by(Again.id).all(), sorted(Again.__mapper__.column_attrs.keys()))
m = MetaData()
m.reflect(bind=engine)


class Third(declarative_base(metadata=m)):
    __table__ = m.tables["owner"]


print(s.query(Third).one().name)
