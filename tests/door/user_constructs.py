# SPDX-License-Identifier: MIT
"""@compiles: SQL of the user's own for constructs, types and DDL."""
from sqlalchemy import (
    CheckConstraint, Column, DateTime, ForeignKey, ForeignKeyConstraint, Integer, MetaData, String,
    Table, cast, func, literal, select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable, DDLElement, DropTable
from sqlalchemy.sql.expression import ClauseElement, ColumnElement, Executable, FunctionElement
from sqlalchemy.sql.expression import Insert
from sqlalchemy.sql.functions import GenericFunction, count
from sqlalchemy.types import UserDefinedType

t = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("n", String(5)))


def show(element):
    for dialect in (postgresql.dialect(), sqlite.dialect()):
        try:
            made = element.compile(dialect=dialect)
            print(dialect.name, " ".join(str(made).split()), sorted((made.params or {}).items()))
        except Exception as error:
            print(dialect.name, type(error).__name__)


class utcnow(FunctionElement):
    type = DateTime()
    inherit_cache = True


@compiles(utcnow)
def any_utcnow(element, compiler, **kw):
    return "CURRENT_TIMESTAMP"


@compiles(utcnow, "postgresql")
def postgresql_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"


show(utcnow())
show(select(t.c.id).where(utcnow() > func.now()))


@compiles(DropTable, "postgresql")
def drop_table(element, compiler, **kw):
    return compiler.visit_drop_table(element, **kw) + " CASCADE"


@compiles(CreateTable)
def create_table(element, compiler, **kw):
    return compiler.visit_create_table(element) + " WITH x"


show(DropTable(t))
show(CreateTable(t))


class Mine(UserDefinedType):
    cache_ok = True


@compiles(Mine)
def mine(type_, compiler, **kw):
    return "MINE"


@compiles(Mine, "sqlite")
def mine_on_sqlite(type_, compiler, **kw):
    return "MINE_LITE"


@compiles(JSONB, "sqlite")
def jsonb_on_sqlite(type_, compiler, **kw):
    return "JSON"


show(cast(t.c.n, Mine))
show(cast(t.c.n, JSONB))


class difference(ColumnElement):
    inherit_cache = True

    def __init__(self, left, right):
        self.left, self.right = left, right
        self.type = Integer()


@compiles(difference)
def write_difference(element, compiler, **kw):
    left, right = compiler.process(element.left, **kw), compiler.process(element.right, **kw)
    return f"DIFF({left}, {right})"


show(select(t.c.id).where(difference(t.c.id, literal(5)) > 3))


class together(FunctionElement):
    name = "together"
    inherit_cache = True


@compiles(together)
def write_together(element, compiler, **kw):
    return f"together({compiler.process(element.clauses, **kw)})"


show(select(together(t.c.id, t.c.n)))


class InsertFromSelect(Executable, ClauseElement):
    inherit_cache = False

    def __init__(self, table, query):
        self.table, self.query = table, query


@compiles(InsertFromSelect)
def insert_from_select(element, compiler, **kw):
    return (f"INSERT INTO {compiler.process(element.table, asfrom=True, **kw)} "
            f"({compiler.process(element.query, **kw)})")


show(InsertFromSelect(t, select(t).where(t.c.n == "5:x")))


class CreateView(DDLElement):
    def __init__(self, name, query):
        self.name, self.query = name, query


@compiles(CreateView)
def create_view(element, compiler, **kw):
    query = compiler.sql_compiler.process(element.query, literal_binds=True)
    return f"CREATE VIEW {compiler.preparer.quote(element.name)} AS {query}"


show(CreateView("My View", select(t.c.id).where(t.c.n == "a:b")))


class as_utc(GenericFunction):
    type = DateTime()
    inherit_cache = True


show(func.as_utc(t.c.id))
print(func.as_utc(1).type)


@compiles(count, "sqlite")
def count_on_sqlite(element, compiler, **kw):
    return "CNT"


show(select(func.count()))


@compiles(Insert, "sqlite")
def insert_on_sqlite(element, compiler, **kw):
    return compiler.visit_insert(element, **kw) + " ON CONFLICT DO NOTHING"


show(t.insert().values(id=1, n="x"))


class without_sql(ColumnElement):
    inherit_cache = True


show(without_sql())


@compiles(ForeignKeyConstraint, "postgresql")
def nameless_foreign_key(element, compiler, **kw):
    element.name = None
    return compiler.visit_foreign_key_constraint(element, **kw)


@compiles(CheckConstraint)
def check(element, compiler, **kw):
    text = compiler.visit_check_constraint(element, **kw)
    print(text)
    return text


show(CreateTable(Table(
    "s", t.metadata, Column("a", Integer, ForeignKey("t.id", name="f")), CheckConstraint("a > 1"))))
