# SPDX-License-Identifier: MIT
"""Less common mappings: dynamic and keyed collections, proxies, versions, concrete classes, events."""
import sys
import warnings

from sqlalchemy import (
    Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, String, Table, create_engine,
    func, inspect, select, text,
)
from sqlalchemy import exc as sa_exc
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.declarative import AbstractConcreteBase
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import (
    Query, aliased, backref, class_mapper, column_property, configure_mappers, declarative_base,
    declared_attr, joinedload, object_mapper, object_session, reconstructor, relationship,
    scoped_session, sessionmaker, synonym, validates,
)
from sqlalchemy.orm import exc as orm_exc
from sqlalchemy.orm.collections import attribute_mapped_collection, collection

warnings.simplefilter("ignore")


class CountingQuery(Query):
    def halve(self):
        return self.count() // 2


engine = create_engine(f"sqlite:///{sys.argv[1]}")
DB = scoped_session(sessionmaker(bind=engine, query_cls=CountingQuery))
metadata = MetaData()


class Model:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    id = Column(Integer, primary_key=True)

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"


Base = declarative_base(metadata=metadata, cls=Model)
Base.query = DB.query_property()


class Author(Base):
    _name = Column("name", String(30))
    email = Column(String, unique=True)
    books = relationship("Book", lazy="dynamic", back_populates="author", cascade="all, delete-orphan", order_by="Book.id")
    notes = relationship("Remark", collection_class=attribute_mapped_collection("key"), cascade="all, delete-orphan")
    remarks = association_proxy("notes", "value", creator=lambda k, v: Remark(key=k, value=v))
    slides = relationship("Slide", order_by="Slide.position", collection_class=ordering_list("position"))
    mail = synonym("email")
    book_count = column_property(select(func.count()).select_from(text("book")).where(text("book.author_id = author.id")).scalar_subquery())

    def __init__(self, name, **kw):
        self.name = name
        self.loaded = "made"
        super().__init__(**kw)

    @reconstructor
    def again(self):
        self.loaded = "loaded"

    @hybrid_property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value.strip()

    @validates("email")
    def lower(self, key, value):
        return value and value.lower()


class Book(Base):
    author_id = Column(ForeignKey("author.id"))
    title = Column(String)
    author = relationship(lambda: Author, back_populates="books")
    tags = relationship("Tag", secondary=lambda: book_tag, collection_class=set, backref=backref("books", lazy="select"))
    tag_names = association_proxy("tags", "name", creator=lambda n: Tag(name=n))
    version = Column(Integer, nullable=False)
    __mapper_args__ = {"version_id_col": version}


class Tag(Base):
    name = Column(String)


book_tag = Table("book_tag", metadata, Column("b", ForeignKey("book.id")), Column("t", ForeignKey("tag.id")))


class Remark(Base):
    author_id = Column(ForeignKey(Author.id))
    key = Column(String)
    value = Column(String)


class Slide(Base):
    author_id = Column(Integer, ForeignKey("author.id", ondelete="CASCADE"))
    position = Column(Integer)


class Employee(Base):
    __tablename__ = "emp"
    name = Column(String)
    boss_id = Column(Integer)
    dept_id = Column(ForeignKey("dept.id", name="fk_emp_dept"))
    boss = relationship("Employee", primaryjoin="remote(Employee.id) == foreign(Employee.boss_id)", uselist=False)
    dept = relationship("Dept", foreign_keys=[dept_id], back_populates="staff")


class Dept(Base):
    head_id = Column(Integer, ForeignKey("emp.id", use_alter=True, name="fk_head"))
    head = relationship(Employee, foreign_keys=[head_id], post_update=True)
    staff = relationship(Employee, foreign_keys=Employee.dept_id, back_populates="dept")
    active = relationship(
        Employee, primaryjoin="and_(Dept.id == Employee.dept_id, Employee.name.like('a%'))", viewonly=True,
        order_by="desc(Employee.name)",
    )


class Pair(Base):
    a = Column(Integer, primary_key=True)
    b = Column(Integer, primary_key=True)
    id = None
    links = relationship("Link", back_populates="pair")


class Link(Base):
    pa = Column(Integer)
    pb = Column(Integer)
    pair = relationship(Pair, back_populates="links")
    __table_args__ = (ForeignKeyConstraint(["pa", "pb"], ["pair.a", "pair.b"]),)


class Bag:
    """A collection of a class of its own."""

    def __init__(self):
        self.held = []

    @collection.appender
    def put(self, thing):
        self.held.append(thing)

    @collection.remover
    def take(self, thing):
        self.held.remove(thing)

    @collection.iterator
    def things(self):
        return iter(self.held)


class Shop(Base):
    wares = relationship("Ware", collection_class=Bag, backref="shop")


class Ware(Base):
    shop_id = Column(ForeignKey("shop.id"))


class Contact(AbstractConcreteBase, Base):
    strict_attrs = True


class Phone(Contact):
    __tablename__ = "phone"
    id = Column(Integer, primary_key=True)
    number = Column(String)
    __mapper_args__ = {"concrete": True, "polymorphic_identity": "phone"}


Base.metadata.create_all(engine)
s = DB()
a = Author("  ann ", email="ANN@x")
print(a.name, a.email, a.mail, a.loaded)
a.books.append(Book(title="one"))
s.add(a)
b = Book(title="two", author=a)
s.add(b)
print(len(list(a.books)) if s.new else "", isinstance(a.books, Query))
s.commit()
print(a.books.all(), a.books.count(), a.books.filter(Book.title == "two").one(), a.books.order_by(None).order_by(Book.title.desc()).first(), a.books[0])
print(Author.query.filter(Author.name == "ann").one(), Author.query.halve(), type(Author.query).__name__)
a.remarks["x"] = "1"
a.remarks["y"] = "2"
s.commit()
print(dict(a.remarks), sorted(a.notes), a.notes["x"].value)
del a.remarks["x"]
a.remarks["y"] = "3"
s.commit()
print(dict(a.remarks), s.query(Remark).count())
a.slides = [Slide(), Slide(), Slide()]
s.commit()
a.slides.insert(0, a.slides.pop())
s.commit()
print([(x.id, x.position) for x in a.slides], s.execute(text("select id, position from slide order by id")).all())
b.tag_names.update(["p", "q"])
s.commit()
print(sorted(b.tag_names), sorted(t.name for t in b.tags), s.query(Book).filter(Book.tag_names.contains("p")).all(), s.query(Tag).filter_by(name="p").one().books)
print(b.version)
b.title = "deux"
s.commit()
print(b.version)
s.execute(text("update book set version = 9 where id = 2"))
b.title = "zwei"
try:
    s.commit()
except orm_exc.StaleDataError as e:
    print(type(e).__name__, e)
s.rollback()
a.books.remove(b)
s.commit()
print(a.books.all(), s.query(Book).count(), s.execute(text("select count(*) from book_tag")).scalar())
s.expunge_all()
a = s.query(Author).one()
print(a.loaded, a.book_count, s.query(Author).order_by(Author.book_count).first().id)
print(s.query(Author.mail).all(), s.query(Author).filter(Author.mail == "ann@x").count())

d = Dept()
e = Employee(name="abe", dept=d)
f = Employee(name="zoe", dept=d)
d.head = e
s.add_all([d, f])
s.commit()
f.boss_id = e.id
s.commit()
print(d.head is e, [x.name for x in d.staff], f.boss is e, [x.name for x in d.active], s.query(Dept).join(Dept.head).count(), s.query(Dept).filter(Dept.active.any()).count())
pr = Pair(a=1, b=2, links=[Link(), Link()])
s.add(pr)
s.commit()
print([(x.pa, x.pb) for x in pr.links], pr.links[0].pair is pr, s.get(Pair, (1, 2)) is pr, s.get(Pair, {"a": 1, "b": 2}) is pr, s.query(Pair).get((1, 2)) is pr)
print(s.query(Pair).options(joinedload(Pair.links)).one() is pr, inspect(pr).identity)
try:
    s.get(Pair, 1)
except sa_exc.InvalidRequestError as e:
    print(str(e)[:60])
shop = Shop()
shop.wares.put(Ware())
w = Ware(shop=shop)
s.add(shop)
s.commit()
print(len(shop.wares.held), w.shop_id, type(shop.wares).__name__)
s.add(Phone(number="1"))
s.commit()
print(s.query(Phone).one().number, [c.name for c in Phone.__table__.c])

# --- what inspect tells
m = inspect(Author)
print(m is class_mapper(Author), m is object_mapper(a), m.local_table.name, [c.name for c in m.primary_key], "books" in m.relationships, m.has_property("email"))
print(sorted(m.all_orm_descriptors.keys()), m.get_property("email").columns[0].name, Author.email.property.columns[0].unique)
print(m.attrs.books.mapper.class_.__name__, m.relationships.books.direction.name, sorted(c.name for c in m.relationships.books.remote_side))
print(inspect(a).attrs.email.value, object_session(a) is s, inspect(aliased(Author)).mapper is m, inspect(a).mapper is m)
try:
    class_mapper(int)
except orm_exc.UnmappedClassError as e:
    print(e)
try:
    inspect(5)
except sa_exc.NoInspectionAvailable as e:
    print(e)


class Broken(Base):
    other = relationship("Nowhere")


try:
    configure_mappers()
except sa_exc.InvalidRequestError as e:
    print(str(e).replace("__main__.", ""))
DB.remove()
