# ---- decl_base_classic
from sqlalchemy import *
from sqlalchemy.orm import declarative_base, relationship, backref
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False, unique=True, index=False)
    email = Column(String(120), index=True, unique=True)
    created = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)
    updated = Column(DateTime, onupdate=func.now(), default=lambda: 1)
    active = Column(Boolean, default=True, server_default=text("true"))
    balance = Column(Numeric(10, 2), default=0, server_default="0.00")
    posts = relationship("Post", back_populates="author", cascade="all, delete-orphan", lazy="dynamic")
    __table_args__ = (UniqueConstraint("name", "email", name="uq_ne"), CheckConstraint("balance >= 0", name="ck_bal"), Index("ix_x", "name", "created"), {"comment": "people", "mysql_engine": "InnoDB"})
post_tags = Table("post_tags", Base.metadata, Column("post_id", ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True), Column("tag_id", ForeignKey("tags.id"), primary_key=True))
class Post(Base):
    __tablename__ = "posts"
    id = Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    author_id = Column(Integer, ForeignKey("users.id", ondelete="SET NULL", onupdate="CASCADE", name="fk_author"), nullable=True)
    title = Column(Unicode(200), comment="it's")
    body = Column(Text)
    score = Column(Float(53))
    author = relationship("User", back_populates="posts")
    tags = relationship("Tag", secondary=post_tags, backref=backref("posts", lazy="selectin"))
class Tag(Base):
    __tablename__ = "tags"
    id = Column(Integer, primary_key=True)
    label = Column(String(30), key="lbl")
Index("ix_lower_name", func.lower(User.name), unique=True)

# ---- mixins
import datetime
from typing import Optional
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, declared_attr, declarative_mixin, relationship
class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()
    __table_args__ = {"mysql_engine": "InnoDB"}
    __mapper_args__ = {"eager_defaults": True}
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
@declarative_mixin
class Timestamp:
    created_at: Mapped[datetime.datetime] = mapped_column(default=func.now(), sort_order=998)
    updated_at: Mapped[datetime.datetime] = mapped_column(onupdate=func.now(), server_default=func.current_timestamp(), sort_order=999)
class HasOwner:
    owner_note = Column(String(20))
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("owner.id"), index=True)
    @declared_attr
    def owner(cls) -> Mapped["Owner"]:
        return relationship("Owner", primaryjoin=lambda: Owner.id == cls.owner_id)
class Owner(Base):
    name: Mapped[str]
class Thing(HasOwner, Timestamp, Base):
    name: Mapped[str] = mapped_column(String(30))
class Other(Timestamp, HasOwner, Base):
    __tablename__ = "others"
    __table_args__ = (UniqueConstraint("name"), Base.__table_args__)
    name: Mapped[Optional[str]]
    __mapper_args__ = {**Base.__mapper_args__, "version_id_col": None}
# ---- inheritance_joined_single
from typing import Optional
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase): pass
class Employee(Base):
    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    __mapper_args__ = {"polymorphic_identity": "employee", "polymorphic_on": "type"}
class Engineer(Employee):
    __tablename__ = "engineer"
    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    engineer_name: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "engineer"}
class Manager(Employee):
    manager_data: Mapped[str] = mapped_column(nullable=True)
    start: Mapped[Optional[str]] = mapped_column("started", use_existing_column=True)
    __mapper_args__ = {"polymorphic_identity": "manager", "polymorphic_load": "inline"}
class Boss(Manager):
    start: Mapped[Optional[str]] = mapped_column("started", use_existing_column=True)
    x: Mapped[int] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "boss"}
class Company(Base):
    __tablename__ = "company"
    id: Mapped[int] = mapped_column(primary_key=True)
    employees: Mapped[list["Employee"]] = relationship()
# ---- dataclass
from dataclasses import field
from typing import Optional
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Mapped, mapped_column, relationship, registry
class Base(MappedAsDataclass, DeclarativeBase): pass
class User(Base):
    __tablename__ = "u"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    nick: Mapped[Optional[str]] = mapped_column(default=None)
    tags: Mapped[list["Tag"]] = relationship(default_factory=list, back_populates="user")
class Tag(Base, kw_only=True):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("u.id"), init=False)
    n: Mapped[int] = mapped_column(insert_default=3, default=5)
    user: Mapped[User] = relationship(back_populates="tags", default=None)
reg = registry()
@reg.mapped_as_dataclass
class Z:
    __tablename__ = "z"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    q: Mapped[str] = mapped_column(default="x")
# ---- cascading
from sqlalchemy import *
from sqlalchemy.orm import *
class Base(DeclarativeBase): pass
class HasId:
    @declared_attr.cascading
    def id(cls):
        if has_inherited_table(cls):
            return Column(ForeignKey("person.id"), primary_key=True)
        return Column(Integer, primary_key=True)
class Person(HasId, Base):
    __tablename__ = "person"
    d: Mapped[str] = mapped_column("discriminator", String(50))
    __mapper_args__ = {"polymorphic_on": "d", "polymorphic_identity": "p"}
class Engineer(Person):
    __tablename__ = "engineer"
    primary_language: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "e"}
class Manager(Person):
    __tablename__ = "manager"
    mid: Mapped[int] = mapped_column(nullable=True)
    person_id = synonym("id")
    __mapper_args__ = {"polymorphic_identity": "m"}
# ---- composite_dataclass
import dataclasses
from sqlalchemy import *
from sqlalchemy.orm import *
class Base(DeclarativeBase): pass
@dataclasses.dataclass
class Point:
    x: int
    y: int
class Vertex(Base):
    __tablename__ = "vertices"
    id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(mapped_column("x2", Integer), mapped_column("y2", nullable=True))
# ---- mapper_misc
from sqlalchemy import *
from sqlalchemy.orm import *
import sqlalchemy as sa
from sqlalchemy.inspection import inspect
reg = registry(metadata=MetaData(), type_annotation_map={str: String(33)}, class_registry={})
Base = reg.generate_base()
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    s: Mapped[str]
    def __repr__(self): return "A"
@reg.mapped
class B:
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
class C(metaclass=DeclarativeMeta):
    __abstract__ = True
    registry = reg
    metadata = reg.metadata
    __init__ = reg.constructor
class D(C):
    __tablename__ = "d"
    id = Column(Integer, primary_key=True)
    _hidden = Column("hidden", String(3), nullable=False)
@as_declarative()
class E:
    @declared_attr
    def __tablename__(cls): return cls.__name__.lower()
    id = Column(Integer, primary_key=True)
class F(E):
    x = deferred(Column(Text))
A.extra = Column("extra", Integer)
A.rel = relationship(lambda: A, primaryjoin=lambda: foreign(A.extra) == remote(A.id))
configure_mappers()
assert class_mapper(A) is inspect(A) is A.__mapper__
al = aliased(A)
# ---- table_args_forms
from sqlalchemy import *
from sqlalchemy.orm import declarative_base, declared_attr, DeclarativeBase, Mapped, mapped_column
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    __table_args__ = ()
    id = Column(Integer, primary_key=True)
class B(Base):
    __tablename__ = "b"
    __table_args__ = (ForeignKeyConstraint(["x", "y"], ["c.x", "c.y"], name="fkxy", deferrable=True, initially="DEFERRED", match="FULL", ondelete="CASCADE", use_alter=False), PrimaryKeyConstraint("x", "y", name="mypk"))
    x = Column(Integer)
    y = Column(Integer)
class C(Base):
    __tablename__ = "c"
    @declared_attr
    def __table_args__(cls):
        return (UniqueConstraint("x", "y"), Index("ix_%s" % cls.__tablename__, "x", postgresql_using="hash"), {"prefixes": ["TEMPORARY"], "postgresql_tablespace": "ts", "info": {"k": 1}})
    x = Column(Integer, primary_key=True)
    y = Column(Integer, primary_key=True)
class D(Base):
    __table__ = Table("d", Base.metadata, Column("id", Integer, primary_key=True), Column("q", Integer))
    qq = __table__.c.q
class E(Base):
    __tablename__ = "a"
    __table_args__ = {"extend_existing": True}
    id = Column(Integer, primary_key=True)
    more = Column(String(4))
# ---- multi_metadata_binds
from sqlalchemy import *
from sqlalchemy.orm import *
m1, m2 = MetaData(), MetaData(schema="two")
class B1(DeclarativeBase):
    metadata = m1
class B2(DeclarativeBase):
    metadata = m2
class BaseA(B1):
    __abstract__ = True
    metadata = MetaData(info={"bind_key": "x"})
class X(B1):
    __tablename__ = "x"
    id: Mapped[int] = mapped_column(primary_key=True)
class Y(B2):
    __tablename__ = "y"
    id: Mapped[int] = mapped_column(ForeignKey(X.id), primary_key=True)
class Z(BaseA):
    __tablename__ = "z"
    id: Mapped[int] = mapped_column(primary_key=True)
