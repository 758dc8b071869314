# ---- declarativebase_mapped
from __future__ import annotations
import datetime, decimal, enum, uuid
from typing import Optional, List, Annotated, Literal, Any, Dict
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Color(enum.Enum):
    red = 1
    green = 2
intpk = Annotated[int, mapped_column(primary_key=True)]
str50 = Annotated[str, 50]
ts = Annotated[datetime.datetime, mapped_column(server_default=func.now(), nullable=False)]
userfk = Annotated[int, mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)]
class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"})
    type_annotation_map = {str50: String(50), dict[str, Any]: JSON, decimal.Decimal: Numeric(12, 4), Color: Enum(Color, native_enum=False, length=20, create_constraint=True)}
class User(Base):
    __tablename__ = "user_account"
    id: Mapped[intpk]
    name: Mapped[str50]
    nick: Mapped[Optional[str]]
    full: Mapped[str | None] = mapped_column(String(100), index=True)
    color: Mapped[Color]
    state: Mapped[Literal["new", "old"]] = mapped_column(default="new")
    data: Mapped[dict[str, Any]]
    price: Mapped[decimal.Decimal]
    born: Mapped[Optional[datetime.date]]
    at: Mapped[ts]
    uid: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    dur: Mapped[datetime.timedelta]
    tm: Mapped[datetime.time]
    raw: Mapped[bytes]
    flag: Mapped[bool] = mapped_column(unique=True)
    f: Mapped[float]
    addresses: Mapped[List[Address]] = relationship(back_populates="user")
    boss_id: Mapped[Optional[userfk]]
    boss: Mapped[Optional["User"]] = relationship(remote_side="User.id")
class Address(Base):
    __tablename__ = "address"
    id: Mapped[intpk]
    user_id: Mapped[userfk]
    user: Mapped["User"] = relationship(back_populates="addresses")
# ---- enums
import enum
from typing import Optional, Literal
from sqlalchemy import *
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Status(str, enum.Enum):
    NEW = "new"
    DONE = "done"
class Level(enum.IntEnum):
    low = 1
    high = 2
class StrE(enum.StrEnum):
    a = "A"
    bb = "BB"
Lit = Literal["x", "yy"]
class Base(DeclarativeBase): pass
class M(Base):
    __tablename__ = "m"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[Status]
    b: Mapped[Optional[Level]]
    c = Column(Enum(Status, values_callable=lambda e: [m.value for m in e]), nullable=False, server_default="new")
    d = Column(Enum("p", "q", name="pq", native_enum=False))
    e = Column(Enum("p", "q", name="pq2", native_enum=False, create_constraint=True, length=10))
    f = Column(Enum(Status, name="status2", schema="s"))
    g = Column(postgresql.ENUM("k", "l", name="kl", create_type=False))
    h = Column(Enum("p", "q", name="inh", inherit_schema=True, metadata=Base.metadata))
    i = Column(Boolean(create_constraint=True, name="ck_i"))
    j = Column(Boolean(create_constraint=True))
    k: Mapped[Lit]
    l: Mapped[StrE] = mapped_column(Enum(StrE, native_enum=False, validate_strings=True, create_constraint=False))
    m: Mapped[Status] = mapped_column(default=Status.NEW, server_default=Status.NEW.name)
    n = Column(postgresql.ARRAY(Enum(Level, name="lvl_arr")))
    o = Column(Enum(Status).with_variant(postgresql.ENUM(Status, name="pgv"), "postgresql"))
    p = Column(Enum(Status, omit_aliases=False, sort_key_function=None))
# ---- annotated_variants
import datetime, decimal, enum, uuid
from typing import Annotated, Optional, NewType
from typing_extensions import Annotated as A2, Literal as L2
from sqlalchemy import *
from sqlalchemy.orm import *
UserId = NewType("UserId", int)
pk = Annotated[int, mapped_column(Integer, Identity(), primary_key=True, comment="the key")]
name_t = Annotated[str, mapped_column(String(40), nullable=False, index=True)]
opt_t = Annotated[Optional[str], mapped_column(String(41))]
fk_t = Annotated[int, mapped_column(ForeignKey("t.id", ondelete="SET NULL"))]
money = Annotated[decimal.Decimal, 12, 2]
uq = Annotated[str, mapped_column(unique=True, server_default="q")]
class Base(DeclarativeBase):
    type_annotation_map = {money: Numeric(12, 2), UserId: BigInteger, str: Text, enum.Enum: Enum(enum.Enum, native_enum=False, length=30), L2["a", "b"]: String(7)}
class Kind(enum.Enum):
    x = 1
    yy = 2
class T(Base):
    __tablename__ = "t"
    id: Mapped[pk]
    a: Mapped[name_t]
    b: Mapped[Optional[name_t]]
    c: Mapped[opt_t]
    d: Mapped[Optional[fk_t]]
    e: Mapped[money] = mapped_column(default=3)
    f: Mapped[Optional[money]]
    g: Mapped[UserId]
    h: Mapped[uq] = mapped_column(index=True, unique=False)
    i: Mapped[Kind]
    j: Mapped[L2["a", "b"]]
    k: Mapped[L2["c", "d"]]
    l: Mapped[str] = mapped_column(String(3), name="ell", key="elly", quote=True)
    m: Mapped[Optional[Annotated[str, "other"]]]
    n: Mapped[Annotated[int, mapped_column(SmallInteger)]]
    o = mapped_column(Integer)
    p = mapped_column(String(4), nullable=False)
    q: Mapped[int] = mapped_column("Q", SmallInteger, autoincrement=False, info={"a": 1}, doc="doc", comment="cm")
    r: Mapped[int] = mapped_column(system=False)
# ---- generic_abstract
import typing as t
import sqlalchemy as sa
import sqlalchemy.orm as so
from sqlalchemy.orm import Mapped
class Model(so.DeclarativeBase):
    __abstract__ = True
    metadata = sa.MetaData()
class Named(Model):
    __abstract__ = True
    id: so.Mapped[int] = so.mapped_column(primary_key=True)
    name: so.Mapped[t.Optional[str]] = so.mapped_column(sa.String(64), index=True)
class A(Named):
    __tablename__ = "a"
    b_id: so.Mapped[int] = so.mapped_column(sa.ForeignKey("b.id"), index=True)
    b: so.Mapped["B"] = so.relationship(back_populates="as_")
class B(Named):
    __tablename__ = "b"
    as_: so.WriteOnlyMapped["A"] = so.relationship(back_populates="b", passive_deletes=True)
    name: so.Mapped[str] = so.mapped_column(sa.String(10))
    both: so.Mapped[t.Union[str, None]]
    opt: so.Mapped["t.Optional[int]"]
    ser: so.Mapped[t.List[str]] = so.mapped_column(sa.PickleType)
    un: so.Mapped[t.Union[int, str]] = so.mapped_column(sa.String)
# ---- fastapi_style
from __future__ import annotations
import uuid
from datetime import datetime, timezone, date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from sqlalchemy import ForeignKey, MetaData, String, func, text, JSON, types, event, inspect, Index, UniqueConstraint, CheckConstraint, BigInteger, DateTime
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID as PG_UUID, INET, TSVECTOR, ENUM as PgEnum
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, validates, backref, joinedload
from sqlalchemy.sql import expression
from sqlalchemy.sql.sqltypes import TIMESTAMP
if TYPE_CHECKING:
    from .other import Missing
T = TypeVar("T")
NAMING = {"ix": "%(column_0_label)s_idx", "uq": "%(table_name)s_%(column_0_name)s_key", "ck": "%(table_name)s_%(constraint_name)s_check", "fk": "%(table_name)s_%(column_0_name)s_fkey", "pk": "%(table_name)s_pkey"}
class Base(AsyncAttrs, DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING, schema="core")
    type_annotation_map = {datetime: TIMESTAMP(timezone=True), dict[str, Any]: JSONB, list[str]: ARRAY(String), uuid.UUID: PG_UUID(as_uuid=True)}
    __mapper_args__ = {"eager_defaults": True}
    registry_name: ClassVar[str] = "x"
    @declared_attr.directive
    def __tablename__(cls) -> str:
        import re
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower() + "s"
    def to_dict(self) -> dict[str, Any]:
        return {c.key: getattr(self, c.key) for c in inspect(self).mapper.column_attrs}
class IdMixin:
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, server_default=text("gen_random_uuid()"))
class TimeMixin:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), default=lambda: datetime.now(timezone.utc))
    updated_at: Mapped[datetime | None] = mapped_column(onupdate=func.now())
class SoftDelete:
    deleted_at: Mapped[datetime | None]
    @hybrid_property
    def is_deleted(self) -> bool: return self.deleted_at is not None
    @is_deleted.inplace.expression
    @classmethod
    def _is_deleted(cls): return cls.deleted_at.is_not(None)
class UserAccount(IdMixin, TimeMixin, SoftDelete, Base):
    email: Mapped[str] = mapped_column(String(320), unique=True, index=True)
    tags: Mapped[list[str]] = mapped_column(server_default="{}")
    meta: Mapped[dict[str, Any]] = mapped_column("metadata", default=dict)
    ip: Mapped[str | None] = mapped_column(INET)
    born: Mapped[date | None]
    role: Mapped[str] = mapped_column(PgEnum("admin", "user", name="role_enum", create_type=False), server_default="user")
    posts: Mapped[list[BlogPost]] = relationship(back_populates="author", cascade="all, delete-orphan", lazy="selectin")
    missing: ClassVar[Any] = None
    @validates("email")
    def validate_email(self, key, value): return value.lower()
class BlogPost(IdMixin, TimeMixin, Base):
    title: Mapped[str]
    body: Mapped[str] = mapped_column(types.Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("core.user_accounts.id", ondelete="CASCADE"))
    author: Mapped[UserAccount] = relationship(back_populates="posts")
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(lambda: BlogPost.id) if False else ForeignKey("core.blog_posts.id"))
    children: Mapped[list[BlogPost]] = relationship("BlogPost", backref=backref("parent", remote_side="BlogPost.id"))
    views: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))
    search: Mapped[Any] = mapped_column(TSVECTOR, nullable=True)
    @declared_attr.directive
    def __table_args__(cls):
        return (Index(None, "search", postgresql_using="gin"), UniqueConstraint("author_id", "title"), CheckConstraint("views >= 0", name="views_positive"), {"comment": "posts"})
