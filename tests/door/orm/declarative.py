# SPDX-License-Identifier: MIT
"""Declarative classes as people write them, and the tables that come of them."""
from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, ClassVar, Dict, List, Literal, Optional, Set

from sqlalchemy import (
    JSON, BigInteger, Boolean, CheckConstraint, Column, DateTime, Enum, ForeignKey,
    ForeignKeyConstraint, Index, Integer, MetaData, Numeric, String, Table, Text, UniqueConstraint,
    event, func, inspect, text,
)
from sqlalchemy.ext.declarative import declarative_base as old_base
from sqlalchemy.orm import (
    DeclarativeBase, Mapped, MappedAsDataclass, as_declarative, column_property, composite,
    configure_mappers, declared_attr, deferred, mapped_column, registry, relationship, synonym,
)



def show(table):
    print("table", table.fullname, table.comment or "")
    for c in table.c:
        parts = [c.name, repr(c.type), "null" if c.nullable else "not null"]
        if c.primary_key:
            parts.append("pk")
        if c.index:
            parts.append("index")
        if c.unique:
            parts.append("unique")
        if c.default is not None:
            parts.append(f"default={c.default.arg!r}" if not callable(c.default.arg) else "default=fn")
        if c.server_default is not None:
            parts.append(f"server={getattr(c.server_default.arg, 'text', c.server_default.arg)}")
        for fk in sorted(c.foreign_keys, key=lambda f: f.target_fullname):
            parts.append(f"-> {fk.target_fullname} {fk.ondelete or ''}")
        if c.comment:
            parts.append(f"# {c.comment}")
        print("  ", " ".join(parts))
    for i in sorted(table.indexes, key=lambda i: i.name or ""):
        print("   index", i.name, [getattr(c, "name", str(c)) for c in i.columns], i.unique)
    for c in sorted(table.constraints, key=lambda c: (type(c).__name__, str(c.name))):
        print("   constraint", type(c).__name__, c.name, [x.name for x in getattr(c, "columns", [])])


convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

str50 = Annotated[str, 50]
intpk = Annotated[int, mapped_column(primary_key=True)]
timestamp = Annotated[
    datetime.datetime, mapped_column(nullable=False, server_default=func.current_timestamp())
]
user_fk = Annotated[int, mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)]


class Color(enum.Enum):
    red = 1
    green = 2


class Level(str, enum.Enum):
    low = "l"
    high = "h"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=convention)
    type_annotation_map = {
        str50: String(50),
        decimal.Decimal: Numeric(12, 2),
        Dict[str, Any]: JSON,
        datetime.datetime: DateTime(timezone=True),
    }


class Stamped:
    created: Mapped[timestamp]
    updated: Mapped[Optional[datetime.datetime]] = mapped_column(onupdate=func.now())

    @declared_attr
    def owner_id(cls) -> Mapped[Optional[int]]:
        return mapped_column(ForeignKey("user_account.id"))

    @declared_attr.directive
    def __table_args__(cls):
        return (Index(f"ix_created_{cls.__tablename__}", "created"), {"comment": "stamped"})


class User(Base):
    __tablename__ = "user_account"
    id: Mapped[intpk]
    name: Mapped[str50]
    nick: Mapped[Optional[str50]] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(String(120), index=True)
    balance: Mapped[decimal.Decimal] = mapped_column(default=0)
    color: Mapped[Color]
    level: Mapped[Optional[Level]]
    status: Mapped[Literal["new", "old"]]
    data: Mapped[Dict[str, Any]]
    key: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    active: Mapped[bool] = mapped_column(server_default=text("1"))
    born: Mapped[Optional[datetime.date]]
    wait: Mapped[datetime.timedelta]
    raw: Mapped[bytes]
    when: Mapped[datetime.time]
    rate: Mapped[float]
    kind: ClassVar[str] = "user"
    posts: Mapped[List["Post"]] = relationship(back_populates="author", foreign_keys="Post.author_id")
    tags: Mapped[Set["Tag"]] = relationship(secondary="user_tag", back_populates="users")
    boss_id: Mapped[Optional[int]] = mapped_column(ForeignKey("user_account.id"))
    boss: Mapped[Optional["User"]] = relationship(remote_side="User.id", back_populates="staff")
    staff: Mapped[List[User]] = relationship(back_populates="boss")


class Post(Stamped, Base):
    __tablename__ = "post"
    id: Mapped[intpk]
    author_id: Mapped[user_fk]
    title: Mapped[str] = mapped_column("post_title", Text, comment="the title")
    author: Mapped["User"] = relationship(back_populates="posts", foreign_keys="Post.author_id")


class Tag(Base):
    __tablename__ = "tag"
    __table_args__ = (
        UniqueConstraint("scope", "name"),
        CheckConstraint("length(name) > 1", name="long"),
        {"comment": "labels"},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]
    name: Mapped[str] = mapped_column(String(30))
    users: Mapped[Set["User"]] = relationship(secondary="user_tag", back_populates="tags")


user_tag = Table(
    "user_tag",
    Base.metadata,
    Column("user_id", ForeignKey("user_account.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True),
)

for t in Base.metadata.sorted_tables:
    show(t)
configure_mappers()
for cls in (User, Post, Tag):
    m = inspect(cls)
    print(cls.__name__, [a.key for a in m.column_attrs], [r.key for r in m.relationships])
    for r in m.relationships:
        print("   ", r.key, r.direction.name, r.mapper.class_.__name__, r.uselist,
              sorted(f"{a}={b}" for a, b in r.local_remote_pairs))
print(inspect(Post).columns.title.name, Post.title.key, Post.__table__.c.post_title.key)

# --- the older way, mixins with columns, single and joined inheritance
OldBase = old_base(metadata=MetaData())


class HasId:
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    created = Column(DateTime, default=datetime.datetime.utcnow)


class Person(HasId, OldBase):
    name = Column(String(50), nullable=False)
    type = Column(String(20))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "person"}


class Engineer(Person):
    __mapper_args__ = {"polymorphic_identity": "engineer"}
    id = Column(Integer, ForeignKey("person.id"), primary_key=True)
    language = Column(String(20))


class Manager(Person):
    __tablename__ = None
    __mapper_args__ = {"polymorphic_identity": "manager"}
    golf = Column(Integer)


for t in OldBase.metadata.sorted_tables:
    show(t)
m = inspect(Engineer)
print([a.key for a in m.column_attrs], [t.name for t in m.tables], m.polymorphic_identity)
print([a.key for a in inspect(Manager).column_attrs], inspect(Manager).single)
print(inspect(Engineer).inherits.class_.__name__, sorted(inspect(Person).polymorphic_map))


# --- abstract bases, column order, sort_order, columns set later
class Entity(OldBase):
    __abstract__ = True
    a = Column(Integer)
    id = Column(Integer, primary_key=True)


class Thing(Entity):
    __tablename__ = "thing"
    z = Column(Integer)
    b = Column(Integer)


Thing.late = Column(String(5))
show(Thing.__table__)
mapper_registry = registry()


@mapper_registry.mapped
class Ordered:
    __tablename__ = "ordered"
    x: Mapped[int] = mapped_column(sort_order=5)
    y: Mapped[str]
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    w = Column(BigInteger)
    v: Mapped[bool] = mapped_column(Boolean(name="v_bool"))


show(Ordered.__table__)


# --- imperative
class Plain:
    pass


plain_table = Table(
    "plain", mapper_registry.metadata, Column("id", Integer, primary_key=True),
    Column("full_name", String(40)), Column("x", Integer), Column("y", Integer),
)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __composite_values__(self):
        return self.x, self.y

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


mapper_registry.map_imperatively(Plain, plain_table, properties={
    "name": plain_table.c.full_name,
    "alias": synonym("name"),
    "spot": composite(Point, plain_table.c.x, plain_table.c.y),
})
p = Plain()
p.name = "n"
p.spot = Point(1, 2)
print(p.alias, p.x, p.y, p.spot, sorted(inspect(Plain).attrs.keys()))
p.x = 7
print(p.spot)


# --- dataclasses
class DBase(MappedAsDataclass, DeclarativeBase):
    pass


class Item(DBase):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    size: Mapped[Optional[int]] = mapped_column(default=3)
    parts: Mapped[List["Part"]] = relationship(default_factory=list, back_populates="item")


class Part(DBase):
    __tablename__ = "part"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    item_id: Mapped[Optional[int]] = mapped_column(ForeignKey("item.id"), init=False)
    item: Mapped[Optional[Item]] = relationship(default=None, back_populates="parts", repr=False)


i = Item("box", parts=[Part(), Part()])
print(i.name, i.size, len(i.parts), i.parts[0].item is i, i == Item("box"), repr(Item("a", 4)))
show(Item.__table__)


@as_declarative()
class Decl:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    id = Column(Integer, primary_key=True)


class Doc(Decl):
    body = deferred(Column(Text))
    first = Column("first_name", String)
    last = Column("last_name", String)
    full = column_property(first + " " + last)
    state = Column(Enum("a", "b", name="doc_state"), server_default="a")
    parent = Column(Integer)
    __table_args__ = (ForeignKeyConstraint(["parent"], ["doc.id"], name="fk_parent"),)


show(Doc.__table__)
print(sorted(inspect(Doc).attrs.keys()), [c.name for c in inspect(Doc).primary_key])
try:
    Doc(nothing=1)
except TypeError as e:
    print(e)
try:
    class Bad(Decl):
        __tablename__ = "bad"
        metadata = Column(Integer)
except Exception as e:
    print(type(e).__name__, e)
try:
    class Bad2(OldBase):
        x = Column(Integer)
except Exception as e:
    print(type(e).__name__, str(e).replace("__main__.", ""))
try:
    class Bad3(OldBase):
        __tablename__ = "bad3"
        x = Column(Integer)
except Exception as e:
    print(type(e).__name__, e)


# The attributes of a class are there before anybody asks its mapper, and stay what they are.
def early():
    class Early(DeclarativeBase):
        pass

    class Place(Early):
        __tablename__ = "early_place"

        id: Mapped[int] = mapped_column(primary_key=True)
        label: Mapped[Optional[str]] = mapped_column(String(20))
        born: Mapped[datetime.datetime]
        path_id: Mapped[Optional[int]] = mapped_column(ForeignKey("early_path.id"))
        path: Mapped[Optional[Path]] = relationship(back_populates="places")

    class Path(Early):
        __tablename__ = "early_path"

        id: Mapped[int] = mapped_column(primary_key=True)
        places: Mapped[List[Place]] = relationship(back_populates="path")

    class Named(Place):
        __tablename__ = "early_named"

        id: Mapped[int] = mapped_column(ForeignKey("early_place.id"), primary_key=True)
        name: Mapped[str]

    held = vars(Place)["label"]
    print(type(held).__name__, held is Place.label, str(held), held.key, held.class_ is Place)
    event.listen(Place.label, "set", lambda obj, value, old, _: value.upper(), retval=True)
    print([key for key in vars(Place) if isinstance(vars(Place)[key], type(held))])
    Place.late = mapped_column(Integer)
    Place.__table__.append_column(Column("unmapped", Integer))
    print(Place.label == "x", Place.late.type, held is Place.label)
    print(inspect(Named).attrs.keys(), inspect(Place).primary_key, held.property.columns)
    print(inspect(Place).columns.keys(), Place.id.property.parent is inspect(Place))
    print(Path(places=[Place(label="b")]).places[0].label)


early()
