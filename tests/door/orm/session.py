# SPDX-License-Identifier: MIT
"""What a session does with objects: the unit of work, states, transactions, errors."""
import datetime
import sys
import warnings

from sqlalchemy import (
    JSON, Boolean, Column, DateTime, ForeignKey, Integer, String, Table, create_engine, event,
    inspect, text,
)
from sqlalchemy import exc as sa_exc
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import (
    Session, attributes, backref, declarative_base, make_transient, object_session, relationship,
    sessionmaker, validates,
)
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm import exc as orm_exc

warnings.simplefilter("ignore")
Base = declarative_base()

keywords = Table(
    "item_keyword", Base.metadata,
    Column("item_id", Integer, ForeignKey("item.id"), primary_key=True),
    Column("keyword_id", Integer, ForeignKey("keyword.id"), primary_key=True),
)


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    title = Column(String(50), nullable=False)
    made = Column(DateTime, default=lambda: datetime.datetime(2020, 1, 2, 3, 4, 5))
    flag = Column(Boolean, server_default=text("true"))
    count = Column(Integer, default=0, onupdate=lambda: 99)
    data = Column(MutableDict.as_mutable(JSON), default=dict)
    marks = Column(MutableList.as_mutable(JSON))
    items = relationship("Item", back_populates="order", cascade="all, delete-orphan", order_by="Item.pos")
    note = relationship("Note", uselist=False, backref="order")

    @validates("title")
    def check_title(self, key, value):
        if value == "bad":
            raise ValueError("bad title")
        return value

    def __repr__(self):
        return f"Order({self.id}, {self.title!r})"


class Item(Base):
    __tablename__ = "item"
    id = Column(Integer, primary_key=True)
    pos = Column(Integer)
    order_id = Column(Integer, ForeignKey("orders.id"))
    order = relationship(Order, back_populates="items")
    keywords = relationship("Keyword", secondary=keywords, backref=backref("items", order_by=id))

    def __repr__(self):
        return f"Item({self.id}, {self.pos})"


class Keyword(Base):
    __tablename__ = "keyword"
    id = Column(Integer, primary_key=True)
    word = Column(String(20), unique=True)

    def __repr__(self):
        return f"Keyword({self.word!r})"


class Note(Base):
    __tablename__ = "note"
    id = Column(Integer, primary_key=True)
    order_id = Column(ForeignKey("orders.id"))
    body = Column(String)


class Node(Base):
    __tablename__ = "node"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    parent_id = Column(ForeignKey("node.id"))
    children = relationship("Node", backref=backref("parent", remote_side=[id]))

    def __repr__(self):
        return f"Node({self.name!r})"


engine = create_engine(f"sqlite:///{sys.argv[1]}")
Base.metadata.create_all(engine)
Maker = sessionmaker(engine)
s = Maker()


def rows(sql):
    return [tuple(r) for r in s.execute(text(sql))]


def states(o):
    i = inspect(o)
    return [n for n in ("transient", "pending", "persistent", "deleted", "detached") if getattr(i, n)]


# --- inserts in dependency order, defaults, keys
o = Order(title="one")
print(states(o), o.id, o.items, o.note, o.data)
s.add(o)
print(states(o), o in s, list(s.new), bool(s.dirty))
o.items.append(Item(pos=2))
i = Item(pos=1, order=o)
print(len(o.items), i in s, [k.word for k in i.keywords])
i.keywords.append(Keyword(word="red"))
k = Keyword(word="blue")
k.items.append(i)
x = Item(pos=9, order=o)
s.add(i)
o.note = Note(body="hello")
s.flush()
print(states(o), o.id, i.order_id, o.made, o.count, o.flag, o.data, o.note.order_id)
print(rows("select * from item_keyword order by 1, 2"), rows("select pos, order_id from item order by id"))
s.commit()
print([x.pos for x in o.items], o.items[0].keywords, k.items)

# --- updates of what changed
o.title = "one"
print(s.is_modified(o), o in s.dirty)
o.title = "uno"
print(s.is_modified(o), inspect(o).attrs.title.history, attributes.get_history(o, "title"))
s.flush()
print(rows("select title, count from orders"), o.count)
o.title = None
try:
    s.flush()
except sa_exc.IntegrityError as e:
    print(type(e).__name__, type(e.orig).__name__, str(e.orig))
try:
    s.execute(text("select 1"))
except sa_exc.PendingRollbackError as e:
    print(type(e).__name__)
s.rollback()
print(o.title, o.count)
o.data["a"] = 1
o.marks = [1]
s.commit()
o.data["b"] = {"c": 2}
o.marks.append(2)
s.commit()
print(rows("select data, marks from orders"), o.data, o.marks)
o.data["b"]["c"] = 3
print(o in s.dirty)
flag_modified(o, "data")
print(o in s.dirty)
s.commit()
print(rows("select data from orders"))
try:
    o.title = "bad"
except ValueError as e:
    print(e)
o.count = Order.count + 5
s.flush()
print(o.count)

# --- collections
first, second = o.items
o.items.remove(first)
print(first.order, states(first), first in s.deleted)
s.flush()
print(states(first), rows("select id from item"), s.query(Item).all())
try:
    s.rollback()
except Exception as e:
    print(e)
print(len(o.items), states(first))
p = Order(title="two")
s.add(p)
p.items = [o.items[0]]
print(o.items, p.items[0].order is p)
s.commit()
print(o.items, p.items)
p.items = []
s.commit()
print(p.items, s.query(Item).count())
o.items[0].keywords.clear()
s.commit()
print(rows("select count(*) from item_keyword"))
o.note = None
s.commit()
print(rows("select order_id, body from note"))

# --- self reference
a = Node(name="a", children=[Node(name="b", children=[Node(name="c")]), Node(name="d")])
s.add(a)
s.commit()
print(rows("select id, name, parent_id from node order by id"), a.children, a.children[0].parent)
b = a.children[0]
b.children[0].parent = a
s.commit()
print(a.children, b.children)
s.delete(a)
s.commit()
print(rows("select name, parent_id from node order by id"))

# --- delete with cascade, identity
s.delete(o)
print(o in s.deleted, states(o))
s.flush()
print(states(o), rows("select count(*) from item"), rows("select count(*) from orders"))
s.commit()
print(states(o))
try:
    s.add(o)
except sa_exc.InvalidRequestError as e:
    print(str(e).split(" at 0x")[0])
make_transient(o)
print(states(o))
try:
    s.delete(Order(title="x"))
except sa_exc.InvalidRequestError as e:
    print(type(e).__name__, str(e)[-20:])
for bad in (Order, None, 5, "x"):
    try:
        s.add(bad)
    except orm_exc.UnmappedInstanceError as e:
        print(e)
try:
    s.query(Order).filter(Order.id == 99).one()
except sa_exc.NoResultFound as e:
    print(type(e).__name__, e)
s.add_all([Keyword(word="x"), Keyword(word="y")])
try:
    s.query(Keyword).one()
except sa_exc.MultipleResultsFound as e:
    print(type(e).__name__, e)
same = s.query(Keyword).filter_by(word="x").one()
print(same is s.query(Keyword).filter(Keyword.word == "x").scalar(), s.get(Keyword, same.id) is same, s.get(Keyword, 12345))

# --- expiry, refresh, detached
s.commit()
print("word" in same.__dict__)
s.execute(text("update keyword set word = 'changed' where word = 'x'"))
print(same.word)
s.execute(text("update keyword set word = 'again' where word = 'changed'"))
print(same.word)
s.refresh(same)
print(same.word)
s.expire(same, ["word"])
print(same.word)
s.expunge(same)
print(states(same), same.word, object_session(same))
s.commit()
other = s.query(Item).first()
node = s.query(Node).filter_by(name="b").one()
s.close()
try:
    node.children
except orm_exc.DetachedInstanceError as e:
    print(str(e).replace(str(hex(id(node))), "0x"))
s.add(node)
s.commit()
s.expunge(node)
node_id = s.query(Node.id).filter_by(name="b").scalar()
try:
    node.name
except orm_exc.DetachedInstanceError as e:
    print(str(e).replace(str(hex(id(node))), "0x"))

# --- merge
m = s.merge(Node(id=node_id, name="merged"))
print(m.name, m is node, s.dirty)
s.commit()
print(s.merge(Node(name="new")).id, rows("select name from node order by id"))
s.rollback()

# --- savepoints and contexts
with s.begin_nested():
    s.add(Keyword(word="kept"))
try:
    with s.begin_nested():
        s.add(Keyword(word="kept"))
        s.flush()
except sa_exc.IntegrityError:
    print("integrity")
s.commit()
print(s.query(Keyword.word).order_by(Keyword.word).all())
with Maker.begin() as t:
    t.add(Keyword(word="by maker"))
print(s.query(Keyword).count())
with Session(engine) as t, t.begin():
    t.add(Keyword(word="again2"))
try:
    with Maker.begin() as t:
        t.add(Keyword(word="lost"))
        raise RuntimeError("no")
except RuntimeError as e:
    print(e)
s.commit()
print(s.query(Keyword).count(), s.in_transaction())
s.commit()
print(s.in_transaction())

# --- a connection that is in a transaction already
with engine.connect() as c:
    outer = c.begin()
    t = Session(bind=c)
    t.add(Keyword(word="outer"))
    t.commit()
    print(t.query(Keyword).filter_by(word="outer").count())
    t.close()
    outer.rollback()
print(s.query(Keyword).filter_by(word="outer").count())
s.rollback()

# --- bulk
s.bulk_save_objects([Keyword(word="b1"), Keyword(word="b2")])
s.bulk_insert_mappings(Keyword, [{"word": "b3"}, {"word": "b4"}])
s.bulk_insert_mappings(Order, [{"title": "bulk"}])
found = s.query(Keyword).filter(Keyword.word.like("b_")).order_by(Keyword.word).all()
print(found, s.query(Order).filter_by(title="bulk").one().count)
s.bulk_update_mappings(Keyword, [{"id": found[0].id, "word": "bb"}])
s.commit()
print(found[0].word)

# --- autoflush
with s.no_autoflush:
    s.add(Keyword(word="auto"))
    print(s.query(Keyword).filter_by(word="auto").count())
print(s.query(Keyword).filter_by(word="auto").count())
s.rollback()
try:
    Session().query(Keyword).all()
except sa_exc.UnboundExecutionError as e:
    print(e)

# --- events
seen = []


@event.listens_for(Keyword, "before_insert")
def before(mapper, connection, target):
    target.word = target.word.upper()
    seen.append(("before", mapper.class_.__name__))


@event.listens_for(Keyword.word, "set")
def on_set(target, value, old, initiator):
    seen.append(("set", value))


@event.listens_for(s, "after_commit")
def after(session):
    seen.append("commit")


s.add(Keyword(word="low"))
s.commit()
print(seen, s.query(Keyword).filter_by(word="LOW").count())
s.close()
