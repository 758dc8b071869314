# ---- events_ddl
from sqlalchemy import *
from sqlalchemy import event, DDL
from sqlalchemy.engine import Engine
from sqlalchemy.orm import *
from sqlalchemy.schema import CreateSchema
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    n = Column(String)
event.listen(A.__table__, "after_create", DDL("CREATE TRIGGER t_%(table)s AFTER INSERT ON %(fullname)s EXECUTE x()").execute_if(dialect="postgresql"))
event.listen(Base.metadata, "before_create", DDL("CREATE EXTENSION IF NOT EXISTS citext"))
event.listen(Base.metadata, "after_create", DDL("-- after %(x)s", context={"x": "y"}))
event.listen(A.__table__, "before_drop", DDL("DROP TRIGGER t"))
@event.listens_for(A.__table__, "after_create")
def ac(target, connection, **kw): connection.execute(text("select 1"))
@event.listens_for(Engine, "connect")
def c(dbapi, rec): pass
@event.listens_for(Session, "before_flush")
def bf(session, ctx, inst): pass
@event.listens_for(A, "before_insert")
def bi(mapper, connection, target): pass
@event.listens_for(A.n, "set", retval=True)
def st(t, v, o, i): return v
@event.listens_for(Mapper, "mapper_configured")
def mc(m, c): pass
@event.listens_for(Table, "after_parent_attach")
def apa(t, md): t.info["attached"] = True
@event.listens_for(Table, "column_reflect")
def cr(i, t, ci): pass
@event.listens_for(Base, "before_update", propagate=True)
def bu(m, c, t): pass
Table("later", Base.metadata, Column("id", Integer, primary_key=True))
event.remove(Table, "after_parent_attach", apa)
# ---- relationships
from sqlalchemy import *
from sqlalchemy.orm import *
from sqlalchemy.ext.associationproxy import association_proxy, AssociationProxy
from sqlalchemy.ext.hybrid import hybrid_property, hybrid_method
from sqlalchemy.ext.orderinglist import ordering_list
class Base(DeclarativeBase): pass
class UserKeyword(Base):
    __tablename__ = "user_keyword"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    keyword_id: Mapped[int] = mapped_column(ForeignKey("keyword.id"), primary_key=True)
    position: Mapped[int] = mapped_column(nullable=True)
    user: Mapped["User"] = relationship(back_populates="user_keywords")
    keyword: Mapped["Keyword"] = relationship()
friends = Table("friends", Base.metadata, Column("a", ForeignKey("user.id"), primary_key=True), Column("b", ForeignKey("user.id"), primary_key=True))
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[str] = mapped_column("first_name", String(20))
    last: Mapped[str] = mapped_column("last_name", String(20), deferred=True, deferred_group="g")
    addr1: Mapped[int] = mapped_column(ForeignKey("addr.id"))
    addr2: Mapped[int] = mapped_column(ForeignKey("addr.id"))
    user_keywords: Mapped[list["UserKeyword"]] = relationship(back_populates="user", order_by="UserKeyword.position", collection_class=ordering_list("position"), cascade="all, delete-orphan", passive_deletes=True)
    keywords: AssociationProxy[list["Keyword"]] = association_proxy("user_keywords", "keyword", creator=lambda k: UserKeyword(keyword=k))
    billing: Mapped["Addr"] = relationship("Addr", foreign_keys=[addr1], lazy="joined", innerjoin=True)
    shipping: Mapped["Addr"] = relationship(foreign_keys="User.addr2", uselist=False, post_update=True)
    friends: Mapped[set["User"]] = relationship(secondary=friends, primaryjoin=lambda: User.id == friends.c.a, secondaryjoin=id == friends.c.b, backref=backref("friend_of", viewonly=True, sync_backref=False))
    recent: Mapped[list["UserKeyword"]] = relationship(primaryjoin="and_(User.id == UserKeyword.user_id, UserKeyword.position > 3)", viewonly=True)
    dyn: DynamicMapped["Post"] = relationship(back_populates="user")
    wo: WriteOnlyMapped["Post2"] = relationship()
    @hybrid_property
    def full(self): return self.first + " " + self.last
    @full.setter
    def full(self, v): pass
    @full.expression
    def full(cls): return func.concat(cls.first, " ", cls.last)
    @hybrid_method
    def longer(self, n): return func.length(self.first) > n
    @validates("first", "last")
    def _val(self, key, v): return v
    fl = column_property(first + last)
    nposts = column_property(select(func.count()).where(UserKeyword.user_id == id).correlate_except(UserKeyword).scalar_subquery(), deferred=True)
    nm = synonym("first")
    qe: Mapped[int] = query_expression()
    __mapper_args__ = {"version_id_col": None, "confirm_deleted_rows": False}
    @reconstructor
    def init_on_load(self): pass
class Keyword(Base):
    __tablename__ = "keyword"
    id: Mapped[int] = mapped_column(primary_key=True)
    users = association_proxy("x", "user")
class Addr(Base):
    __tablename__ = "addr"
    id: Mapped[int] = mapped_column(primary_key=True)
    x1: Mapped[int] = mapped_column()
    y1: Mapped[int] = mapped_column()
    x2: Mapped[int]
    y2: Mapped[int]
    start = composite(lambda x, y: (x, y), x1, y1)
class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship(back_populates="dyn")
class Post2(Base):
    __tablename__ = "post2"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
# ---- imperative_many
from sqlalchemy import *
from sqlalchemy.orm import registry, relationship, column_property, composite, synonym, deferred, clear_mappers
reg = registry()
metadata = reg.metadata
users = Table("users", metadata, Column("user_id", Integer, primary_key=True), Column("user_name", String(20), nullable=False), Column("x", Integer), Column("y", Integer))
addresses = Table("addresses", metadata, Column("address_id", Integer, primary_key=True), Column("user_id", None, ForeignKey("users.user_id")), Column("email", String(20)), Column("photo", LargeBinary))
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __composite_values__(self): return self.x, self.y
class User: pass
class Address: pass
class AdminUser(User): pass
reg.map_imperatively(User, users, properties={"id": users.c.user_id, "addresses": relationship(Address, back_populates="user", order_by=addresses.c.address_id), "pt": composite(Point, users.c.x, users.c.y), "alias": synonym("user_name")}, column_prefix="_", polymorphic_on=users.c.user_name, polymorphic_identity="u")
reg.map_imperatively(Address, addresses, properties={"user": relationship(User, back_populates="addresses"), "photo": deferred(addresses.c.photo)}, exclude_properties=["email"])
reg.map_imperatively(AdminUser, inherits=User, polymorphic_identity="a")
# ---- server_defaults
from sqlalchemy import *
from sqlalchemy.sql import expression, func as f2
from sqlalchemy.schema import FetchedValue, DefaultClause
from sqlalchemy.dialects.postgresql import JSONB, ARRAY, UUID
import datetime, decimal, enum
from sqlalchemy.sql import func
metadata = MetaData()
class En(enum.Enum):
    a = 1
t = Table("t", metadata, Column("id", Integer, primary_key=True),
  Column("a", DateTime, server_default=func.now()), Column("b", DateTime, server_default=func.current_timestamp()), Column("c", DateTime, server_default=text("CURRENT_TIMESTAMP"), server_onupdate=FetchedValue()),
  Column("d", Boolean, server_default=expression.true()), Column("e", Boolean, server_default=false()), 
  Column("g", String(5), server_default="it's"), Column("h", String, server_default=""), Column("i", Integer, server_default="0"), Column("j", Integer, server_default=text("0")),
  Column("k", JSONB, server_default=text("'{}'::jsonb")), Column("l", ARRAY(Text), server_default="{}"), Column("m", UUID, server_default=func.gen_random_uuid()), Column("n", UUID(as_uuid=True), server_default=text("uuid_generate_v4()")),
  Column("o", DateTime, server_default=FetchedValue()), Column("p", Integer, server_default=cast(5, Integer)), Column("q", String, server_default=func.lower("ABC")), Column("r", DateTime, server_default=func.timezone("utc", func.now())), Column("s", Date, server_default=func.current_date()), Column("u", Integer, server_default=literal_column("7")), Column("v", Text, server_default=null()), Column("w", Integer, server_default=func.coalesce(None, 3)), Column("x", DateTime, server_default=text("(now() at time zone 'utc')")), Column("y", JSON, server_default=func.json_build_object("a", 1) ), Column("z", Interval, server_default=text("'1 day'::interval")),
  Column("aa", DateTime, default=datetime.datetime.utcnow, onupdate=datetime.datetime.utcnow), Column("bb", Integer, default=select(func.max(literal_column("id"))).scalar_subquery()), Column("cc", Integer, default=5), Column("dd", String, default="x"), Column("ee", JSON, default=dict), Column("ff", ARRAY(Integer), default=list), Column("gg", Enum(En), default=En.a, server_default="a"), Column("hh", Numeric, default=decimal.Decimal("1.5")), Column("ii", Integer, server_default=DefaultClause("4")), Column("jj", Integer, server_default=func.nextval("seq")), Column("kk", DateTime, server_default=func.now() + text("interval '1 day'")), Column("ll", DateTime(timezone=True), server_default=func.statement_timestamp()))
