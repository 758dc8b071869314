# ---- types_all
from sqlalchemy import *
from sqlalchemy import types
metadata = MetaData()
import sqlalchemy as sa
specs = [Integer(), SmallInteger(), BigInteger(), String(), String(5), String(5, collation="C"), Text(), Text(100), Unicode(3), UnicodeText(), Numeric(), Numeric(5), Numeric(5, 2), Numeric(asdecimal=False), Float(), Float(5), Float(5, asdecimal=True), Double(), Double(5), DECIMAL(3, 1), NUMERIC, REAL, FLOAT(3), INTEGER, BIGINT, SMALLINT, CHAR(3), NCHAR(3), NVARCHAR(4), VARCHAR(4), CLOB, BLOB, BINARY(3), VARBINARY(3), LargeBinary(), LargeBinary(10), Date, Time, Time(timezone=True), DateTime, DateTime(timezone=True), DATE, TIME, DATETIME, TIMESTAMP, TIMESTAMP(timezone=True), TEXT, TEXT(5), BOOLEAN, Boolean(), Interval(), Interval(native=False), Interval(second_precision=3, day_precision=2), JSON(), JSON(none_as_null=True), JSON, Uuid(), Uuid(as_uuid=False), Uuid(native_uuid=False), UUID(), UUID(as_uuid=False), PickleType(), ARRAY(Integer), ARRAY(String(3), dimensions=2), DOUBLE, DOUBLE_PRECISION, types.NullType(), Enum("a", "b", name="nm"), types.MatchType()]
for i, s in enumerate(specs):
    Table(f"t{i:02}", metadata, Column("id", Integer, primary_key=True), Column("c", s))
# ---- sqlite_types
from sqlalchemy import *
from sqlalchemy.dialects.sqlite import *
metadata = MetaData()
specs = [BLOB(), BOOLEAN(), CHAR(3), DATE(), DATETIME(), DECIMAL(5, 2), FLOAT(), INTEGER(), JSON(), NUMERIC(5, 2), REAL(), SMALLINT(), TEXT(), TIME(), TIMESTAMP(), VARCHAR(3), DATE(storage_format="%(year)04d", regexp="x"), DATETIME(truncate_microseconds=True)]
for i, s in enumerate(specs):
    Table(f"t{i:02}", metadata, Column("id", Integer, primary_key=True), Column("c", s), sqlite_autoincrement=True)
Table("strict", metadata, Column("id", Integer, primary_key=True, sqlite_on_conflict_primary_key="REPLACE"), Column("n", Integer, nullable=False, sqlite_on_conflict_not_null="FAIL"), Column("u", Integer, unique=True, sqlite_on_conflict_unique="IGNORE"), UniqueConstraint("n", "u", sqlite_on_conflict="ROLLBACK"), CheckConstraint("n > 0", sqlite_on_conflict="ABORT"), sqlite_with_rowid=False, sqlite_strict=True)
# ---- decorators
import json, uuid
from sqlalchemy import *
from sqlalchemy.types import TypeDecorator, UserDefinedType, CHAR, VARCHAR
from sqlalchemy.dialects.postgresql import UUID as PGUUID, JSONB, BIT
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import declarative_base
class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(PGUUID())
        return dialect.type_descriptor(CHAR(32))
    def process_bind_param(self, value, dialect): return str(value)
class JSONType(TypeDecorator):
    impl = Text
    cache_ok = True
    def __init__(self, length=None, *, foo=3):
        super().__init__(length)
        self.foo = foo
class Repr(TypeDecorator):
    impl = String
    def __repr__(self): return "Repr!"
class EnumT(TypeDecorator):
    impl = Enum
    def __init__(self, *a, **k):
        super().__init__("a", "b", name="et", native_enum=False, create_constraint=True)
class IntE(TypeDecorator):
    impl = Integer
    def __init__(self, enumtype, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._enumtype = enumtype
class Vector(UserDefinedType):
    cache_ok = True
    def __init__(self, dim=None): self.dim = dim
    def get_col_spec(self, **kw): return "VECTOR(%d)" % self.dim if self.dim else "VECTOR"
class Geo(UserDefinedType):
    name = "geometry"
    def __init__(self, geometry_type="POINT", srid=-1):
        self.geometry_type = geometry_type; self.srid = srid
    def get_col_spec(self): return f"{self.name}({self.geometry_type},{self.srid})"
Base = declarative_base()
class M(Base):
    __tablename__ = "m"
    id = Column(GUID(), primary_key=True, default=uuid.uuid4)
    a = Column(GUID)
    b = Column(JSONType(20))
    c = Column(JSONType(length=20, foo=4))
    d = Column(Repr(5))
    e = Column(EnumT())
    f = Column(IntE(dict))
    g = Column(Vector(3))
    h = Column(Vector)
    i = Column(Geo("POLYGON", srid=4326))
    j = Column(MutableDict.as_mutable(JSON))
    k = Column(MutableList.as_mutable(JSONB()))
    l = Column(MutableDict.as_mutable(JSONType))
    m = Column(JSON().with_variant(JSONB(), "postgresql"), nullable=False, server_default=text("'{}'"))
    n = Column(String(10).with_variant(Text(), "mysql", "mariadb"))
    o = Column(GUID().with_variant(BIT(3), "postgresql"))
