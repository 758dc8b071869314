# ---- naming_all
from sqlalchemy import *
def fk_guid(constraint, table):
    return "_".join([table.name] + [e.parent.name for e in constraint.elements] + [e.target_fullname.replace(".", "_") for e in constraint.elements])
def idx(constraint, table): return "u" if constraint.unique else "n"
metadata = MetaData(naming_convention={"fk_guid": fk_guid, "kind": idx, "ix": "ix_%(kind)s_%(column_0_N_label)s", "uq": "uq__%(table_name)s__%(column_0N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(fk_guid)s", "pk": "pk_%(table_name)s_%(column_0_key)s"})
a = Table("a", metadata, Column("id", Integer, primary_key=True), Column("x", Integer, unique=True, index=True), Column("y", String(3), unique=True), Column("z", Integer, key="zz"), UniqueConstraint("x", "y"), UniqueConstraint("x", "zz", name="given"), CheckConstraint("x > 1", name="xpos"), Column("bb", Boolean(name="bbk", create_constraint=True)))
b = Table("b", metadata, Column("id", Integer, ForeignKey("a.id"), primary_key=True), Column("id2", Integer, primary_key=True), Column("ax", Integer), Column("ay", String(3)), ForeignKeyConstraint(["ax", "ay"], ["a.x", "a.y"]), Index(None, "ax", "ay"), Index("named", "ay"), schema="sch")
# ---- naming_tokens
from sqlalchemy import *
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_N_key)s_%(column_1_name)s", "uq": "uq_%(table_name)s_%(column_0_N_key)s", "ck": "ck_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_N_name)s_%(referred_column_0_name)s", "pk": "pk_%(column_0N_label)s"})
a = Table("a", metadata, Column("id", Integer, primary_key=True), Column("x", Integer), Column("y", String(3)), UniqueConstraint("x", "y"), schema="s1")
b = Table("b", metadata, Column("id", Integer, primary_key=True), Column("ax", Integer), Column("ay", String(3)), ForeignKeyConstraint(["ax", "ay"], ["s1.a.x", "s1.a.y"]), Index(None, "ax", "ay"))
CheckConstraint(b.c.ax > 3).__class__
b.append_constraint(CheckConstraint(b.c.ax > 3))
# ---- naming_types
from sqlalchemy import *
metadata = MetaData(naming_convention={UniqueConstraint: "uq_%(table_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", PrimaryKeyConstraint: "pkx"})
a = Table("a", metadata, Column("id", Integer, primary_key=True), Column("x", Integer, unique=True), CheckConstraint("x > 2", name="foo"), Column("b", Boolean(), CheckConstraint("b is true", name="colck")), Column("c", Integer, CheckConstraint("c > 1", name="zz")))
# ---- naming_conv_explicit
from sqlalchemy import *
from sqlalchemy.sql.naming import conv
from sqlalchemy.sql.elements import quoted_name, conv as conv2
from sqlalchemy.schema import conv as conv3
metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s", "uq": "uq_%(table_name)s_%(constraint_name)s"})
a = Table("a", metadata, Column("id", Integer, primary_key=True), Column("x", Integer), CheckConstraint("x > 2", name=conv("foo")), UniqueConstraint("x", name="bar"), Column(quoted_name("Quoted", True), Integer), Column(quoted_name("plainQ", False), Integer))
# ---- circular_fk
from sqlalchemy import *
metadata = MetaData()
Table("n1", metadata, Column("id", Integer, primary_key=True), Column("n2", ForeignKey("n2.id", use_alter=True, name="fk_n1_n2")))
Table("n2", metadata, Column("id", Integer, primary_key=True), Column("n1", ForeignKey("n1.id")))
Table("selfr", metadata, Column("id", Integer, primary_key=True), Column("p", ForeignKey("selfr.id")))
Table("z1", metadata, Column("id", Integer, primary_key=True), Column("n", ForeignKey("n2.id")))
Table("a1", metadata, Column("id", Integer, primary_key=True), Column("n", ForeignKey("z1.id"))).add_is_dependent_on(metadata.tables["selfr"])
# ---- identity_computed_sequence
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
seq = Sequence("user_seq", start=10, increment=2, minvalue=1, maxvalue=999, cycle=True, cache=5)
class Base(DeclarativeBase): pass
mseq = Sequence("m_seq", metadata=Base.metadata, schema="s")
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=5, increment=3, minvalue=1, maxvalue=10**6, cycle=True, cache=3), primary_key=True)
    n: Mapped[int] = mapped_column(Identity())
    w: Mapped[int]
    h: Mapped[int]
    area: Mapped[int] = mapped_column(Computed("w * h", persisted=True))
    v: Mapped[int] = mapped_column(Computed("w + h", persisted=None))
    e: Mapped[str] = mapped_column(String(5), Computed(text("lower('A')"), persisted=False))
class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(Integer, seq, primary_key=True)
    k: Mapped[int] = mapped_column(server_default=seq.next_value())
    m: Mapped[int] = mapped_column(mseq)
    o: Mapped[int] = mapped_column(Sequence("opt", optional=True))
    z: Mapped[int] = mapped_column(Identity(on_null=True))
# ---- indexes
from sqlalchemy import *
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ExcludeConstraint, JSONB, TSVECTOR, TSTZRANGE, ARRAY
from sqlalchemy.orm import declarative_base, DeclarativeBase, Mapped, mapped_column
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    data = Column(JSONB)
    vec = Column(TSVECTOR)
    rng = Column(TSTZRANGE)
    tags = Column(ARRAY(String))
    deleted = Column(DateTime)
    k = Column("kcol", Integer)
    __table_args__ = (
        Index("i1", "name", unique=True, postgresql_where=text("deleted IS NULL"), sqlite_where=text("deleted IS NULL")),
        Index("i2", func.lower(name)), Index("i3", name.desc(), id.asc()), Index("i4", data, postgresql_using="gin", postgresql_ops={"data": "jsonb_path_ops"}),
        Index("i5", text("lower(name) varchar_pattern_ops")), Index("i6", "name", mysql_length=10, mysql_prefix="FULLTEXT"), Index("i7", "name", "kcol", mysql_length={"name": 5}),
        Index("i8", desc("name")), Index("i9", name.desc().nulls_last()), Index("i10", data["a"].astext), Index("i11", data["a"]["b"].astext, postgresql_using="btree"),
        Index("i13", "name", postgresql_include=["kcol"], postgresql_with={"fillfactor": 50}, postgresql_tablespace="tt", postgresql_concurrently=True, postgresql_nulls_not_distinct=True),
        Index("i14", func.coalesce(name, "x"), func.upper(name).desc()), Index("i15", name, postgresql_where=(deleted.is_(None)) & (id > 5)), Index("i16", name.collate("C")), Index("i17", cast(name, Integer)), Index("i18", tags, postgresql_using="gin"), Index("i19", id + k), Index("i20", func.date_trunc("day", deleted)), Index("i21", case((id > 3, name), else_="n")),
        Index("i22", name, postgresql_ops={"name": "text_pattern_ops"}), Index("i23", func.lower(name).label("ln"), postgresql_ops={"ln": "text_pattern_ops"}), Index("i24", literal_column("length(name)")), Index("i25", name, postgresql_where=name.in_(["a", "b"])), Index("i26", extract("year", deleted)),
        ExcludeConstraint((rng, "&&"), ("name", "="), using="gist", name="excl", where=text("id > 3"), deferrable=True, initially="DEFERRED", ops={"name": "text_ops"}),
        CheckConstraint(id > 3, name="cc"),
    )
Index("out1", A.name, A.id.desc(), unique=True)
Index("out2", A.__table__.c.name)
class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
    x = Column(Integer, index=True)
    ix = Index("ix_in_body", x, id)
A.__table__.append_constraint(UniqueConstraint("name", "id", name="late", deferrable=True))
