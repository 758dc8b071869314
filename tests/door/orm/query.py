# SPDX-License-Identifier: MIT
"""Queries over classes: session.query() and select(), joins, aliases, loader options."""
import sys
import warnings

from sqlalchemy import (
    Column, ForeignKey, Integer, String, Table, case, cast, create_engine, delete, desc, exists,
    func, insert, literal, or_, select, text, update,
)
from sqlalchemy import exc as sa_exc
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import (
    Bundle, Session, aliased, column_property, contains_eager, declarative_base, defer,
    deferred, joinedload, load_only, raiseload, relationship, selectinload, subqueryload,
    undefer, with_parent,
)

warnings.simplefilter("ignore")
Base = declarative_base()

membership = Table(
    "membership", Base.metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("team_id", ForeignKey("team.id"), primary_key=True),
)


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column("user_name", String(30))
    age = Column(Integer)
    bio = deferred(Column(String))
    boss_id = Column(ForeignKey("users.id"))
    boss = relationship("User", remote_side=[id], backref="staff")
    posts = relationship("Post", back_populates="user", order_by="Post.id")
    teams = relationship("Team", secondary=membership, back_populates="users", order_by="Team.id")
    titles = association_proxy("posts", "title")

    @hybrid_property
    def upper(self):
        return self.name.upper()

    @upper.expression
    def upper(cls):
        return func.upper(cls.name)

    @hybrid_property
    def adult(self):
        return self.age >= 18

    @hybrid_method
    def older(self, n):
        return self.age > n

    def __repr__(self):
        return f"User({self.name})"


class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    stars = Column(Integer, default=0)
    user_id = Column(ForeignKey("users.id"))
    user = relationship(User, back_populates="posts")
    double = column_property(stars * 2)

    def __repr__(self):
        return f"Post({self.title})"


class Team(Base):
    __tablename__ = "team"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    users = relationship(User, secondary=membership, back_populates="teams", order_by=User.id)

    def __repr__(self):
        return f"Team({self.name})"


class Animal(Base):
    __tablename__ = "animal"
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    name = Column(String)
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "animal"}

    def __repr__(self):
        return f"{type(self).__name__}({self.name})"


class Dog(Animal):
    bark = Column(String)
    __mapper_args__ = {"polymorphic_identity": "dog"}


class Cat(Animal):
    __tablename__ = "cat"
    id = Column(ForeignKey("animal.id"), primary_key=True)
    lives = Column(Integer)
    __mapper_args__ = {"polymorphic_identity": "cat"}


engine = create_engine(f"sqlite:///{sys.argv[1]}")
Base.metadata.create_all(engine)
s = Session(engine)
ann = User(name="ann", age=40, bio="long")
bob = User(name="bob", age=17, boss=ann)
cid = User(name="cid", age=25, boss=ann)
red, blue = Team(name="red"), Team(name="blue")
ann.teams = [red, blue]
bob.teams = [red]
ann.posts = [Post(title="a1", stars=1), Post(title="a2", stars=5)]
bob.posts = [Post(title="b1", stars=3)]
s.add_all([ann, bob, cid, red, blue])
s.add_all([Animal(name="it"), Dog(name="rex", bark="wuff"), Cat(name="tom", lives=9)])
s.commit()
q = s.query(User).order_by(User.id)

print(q.all(), q.first(), q[1], q[0:2], q.slice(1, 3).all(), q.count())
print(q.filter(User.age > 18).all(), q.filter_by(name="bob").one(), q.filter(User.name.in_(["ann", "cid"])).all())
print(q.filter(or_(User.age < 18, User.name == "cid")).all(), q.filter(~User.age.between(18, 30)).all())
print(q.filter(User.name.like("%b")).scalar(), q.filter(User.boss_id.is_(None)).all(), q.filter(User.boss == None).all())
print(q.filter(User.boss != None).all(), q.filter(User.boss == ann).all(), q.filter(User.boss_id == ann.id).count())
print(s.query(User.name, User.age).order_by(desc(User.age)).all())
row = s.query(User.id, User.name.label("n"), func.count(Post.id).label("c")).outerjoin(User.posts).group_by(User.id, User.name).order_by(User.id).first()
print(row, row.n, row.c, row[0], row._mapping["n"], row._fields, row.id)
r = s.query(User, Post.title).join(Post).order_by(Post.id).all()
print(r, r[0].User is ann, r[0].title)
print(s.query(User).join(User.posts).filter(Post.stars > 2).order_by(User.id).all())
print(s.query(Post).join(User, Post.user_id == User.id).filter(User.name == "ann").order_by(Post.id).all())
print(s.query(User).join(User.teams).filter(Team.name == "red").order_by(User.id).all())
print(s.query(User).outerjoin(User.posts).filter(Post.id == None).all())
print(s.query(User.name).select_from(Post).join(Post.user).distinct().order_by(User.name).all())
boss = aliased(User, name="boss")
print(s.query(User.name, boss.name).join(boss, User.boss).order_by(User.id).all())
print(s.query(User).join(User.boss.of_type(boss)).filter(boss.name == "ann").order_by(User.id).all())
print(s.query(boss).filter(boss.staff.any(User.age < 18)).all(), q.filter(User.boss.has(name="ann")).all())
print(q.filter(User.posts.any(Post.stars > 4)).all(), q.filter(User.posts.any()).all(), q.filter(~User.posts.any()).all())
print(q.filter(User.teams.contains(blue)).all(), q.filter(User.teams.any(name="red")).all(), s.query(Post).filter(Post.user == ann).order_by(Post.id).all())
print(q.filter(User.posts.contains(ann.posts[0])).all(), s.query(Post).with_parent(bob).all(), s.query(Post).filter(with_parent(ann, User.posts)).count())
sub = s.query(Post.user_id, func.sum(Post.stars).label("total")).group_by(Post.user_id).subquery()
print(s.query(User.name, sub.c.total).join(sub, User.id == sub.c.user_id).order_by(User.id).all())
print(q.filter(User.id.in_(s.query(Post.user_id))).all(), q.filter(User.id.in_(select(Post.user_id))).all())
print(s.query(q.filter(User.age > 99).exists()).scalar(), s.query(exists().where(User.age > 30)).scalar())
print(s.query(func.max(User.age)).scalar(), s.query(func.count()).select_from(User).scalar(), s.query(User.age).filter_by(name="bob").scalar())
print(s.query(User.name.label("x")).union(s.query(Team.name)).order_by("x").all())
print(s.query(User).filter(User.id == 1).union_all(s.query(User).filter(User.id == 2)).all())
print(s.query(User.upper, User.adult).order_by(User.id).all(), q.filter(User.adult).all(), q.filter(User.upper == "BOB").one().upper, q.filter(User.older(20)).all(), ann.older(50))
print(s.query(Post.double).order_by(Post.id).all(), s.query(Post).order_by(Post.double.desc()).first().double)
print(s.query(case((User.age < 18, "kid"), else_="grown")).order_by(User.id).all(), s.query(cast(User.age, String)).first())
print(s.query(User.age, func.count(User.id)).group_by(User.age).having(func.count(User.id) > 0).order_by(User.age).all())
print(s.query(Bundle("b", User.id, User.name)).order_by(User.id).first().b.name, s.query(User).filter(text("age > :a")).params(a=20).order_by(User.id).all())
print(s.query(User).from_statement(text("select * from users where age = 25")).all())
print(s.query(User.id).filter(literal(1) == 1).limit(1).offset(1).all(), q.with_entities(User.age).all(), q.limit(2).all())
print(list(s.query(User).order_by(None).order_by(User.name.desc())), [u.name for u in q.yield_per(10)], s.query(User).get(2))
print(ann.titles, list(q.filter(User.titles.contains("a2"))), [c["name"] for c in s.query(User, User.age, func.count().label("k")).column_descriptions])

# --- select()
print(s.execute(select(User).order_by(User.id)).all(), s.scalars(select(User).where(User.age > 20).order_by(User.id)).all())
row = s.execute(select(User, Post).join(User.posts).order_by(Post.id)).first()
print(row, row.User, row.Post, row._mapping[User])
row = s.execute(select(User.name, User.id)).first()
print(row.name, row._mapping["name"], row._fields)
print(s.execute(select(User.id, func.count(Post.id).label("n")).join_from(User, Post).group_by(User.id).order_by(User.id)).mappings().all())
print(s.scalar(select(func.count()).select_from(User)), s.scalars(select(User.age).order_by(User.age)).all(), s.execute(select(User).filter_by(name="cid")).scalar_one())
print(s.scalars(select(User).join(User.teams).where(Team.name == "blue")).all(), s.scalars(select(Post).join(Post.user).filter(User.age < 18)).all())
print(s.scalars(select(boss).where(boss.id == 1)).one(), s.execute(select(User.name, boss.name).join(User.boss.of_type(boss)).order_by(User.id)).all())
print(s.execute(select(User).where(User.id == 77)).scalar_one_or_none(), s.execute(select(1)).scalar(), s.execute(text("select 2")).scalar())
u = select(User).where(User.age > 20).subquery()
ua = aliased(User, u)
print(s.scalars(select(ua).order_by(ua.id)).all(), s.execute(select(u.c.user_name).order_by(u.c.id)).all())
print(s.scalars(select(User).from_statement(text("select * from users where id = 1"))).all())

# --- options
s.expunge_all()
for option in (joinedload, selectinload, subqueryload):
    found = s.query(User).options(option(User.posts), option(User.teams), option(User.boss)).order_by(User.id).all()
    print([("posts" in x.__dict__, "teams" in x.__dict__, "boss" in x.__dict__) for x in found], [x.posts for x in found], [x.teams for x in found], [x.boss for x in found])
    s.expunge_all()
x = s.query(Team).options(selectinload(Team.users).joinedload(User.posts)).order_by(Team.id).first()
print("users" in x.__dict__, ["posts" in y.__dict__ for y in x.users], x.users[0].posts)
s.expunge_all()
x = s.query(User).options(load_only(User.name)).first()
print("age" in x.__dict__, "name" in x.__dict__, "id" in x.__dict__, x.age)
s.expunge_all()
x = s.query(User).options(defer(User.age), undefer(User.bio)).first()
print("age" in x.__dict__, "bio" in x.__dict__, x.age, x.bio)
s.expunge_all()
x = s.query(User).options(raiseload(User.posts)).first()
try:
    x.posts
except sa_exc.InvalidRequestError as e:
    print(e)
print("bio" in x.__dict__, x.bio)
s.expunge_all()
x = s.query(User).join(User.posts).options(contains_eager(User.posts)).filter(Post.stars > 4).one()
print(x.posts, "posts" in x.__dict__)
s.expunge_all()

# --- inheritance
print(s.query(Animal).order_by(Animal.id).all(), s.query(Dog).all(), s.query(Cat).one().lives, s.query(Animal).filter_by(name="tom").one().lives)
print(s.query(Dog).filter(Dog.bark == "wuff").count(), s.scalars(select(Cat)).all(), s.get(Animal, 2).bark, s.get(Dog, 1))
print(s.query(Cat.name, Cat.lives).all(), s.query(Cat).filter(Animal.name == "tom").all())
tom = s.query(Cat).one()
tom.lives, tom.name = 8, "tim"
s.commit()
print(s.execute(text("select name, lives from animal join cat using (id)")).all(), tom.lives)
s.delete(tom)
s.commit()
print(s.execute(text("select count(*) from cat")).scalar(), s.query(Animal).count())

# --- update, delete, insert
bob = s.query(User).filter_by(name="bob").one()
print(s.query(User).filter(User.name == "bob").update({"age": User.age + 1}), bob.age)
print(s.query(User).filter(User.age < 20).update({User.name: "bobby"}, synchronize_session=False))
s.commit()
print(bob.name)
print(s.execute(update(User).where(User.name == "bobby").values(name="bo")).rowcount, bob.name)
print(s.execute(update(User), [{"id": bob.id, "name": "bobo"}]) is not None, s.query(User.name).filter_by(id=bob.id).scalar())
print(s.execute(delete(Post).where(Post.user_id == bob.id)).rowcount, s.query(Post).count())
print(s.execute(insert(Team).values(name="green")).inserted_primary_key, s.query(Team).count())
s.execute(insert(User), [{"name": "dan", "age": 1}, {"name": "eve", "age": 2}])
print(s.query(User.name).order_by(User.id).all())
print(s.scalars(insert(User).returning(User), [{"name": "fay", "age": 3}]).all(), s.scalars(insert(Team).values(name="t9").returning(Team)).one().name)
print(s.query(User).filter(User.name.in_(["dan", "eve"])).delete(), s.query(User).filter(User.age.is_(None)).delete(synchronize_session="fetch"))
s.commit()
try:
    s.query(User).filter_by(nothing=1)
except sa_exc.InvalidRequestError as e:
    print(str(e)[:40])
try:
    s.query(User).join(User.posts).delete()
except sa_exc.InvalidRequestError as e:
    print(e)
try:
    s.query("users")
except sa_exc.ArgumentError as e:
    print(e)
try:
    User.nothing
except AttributeError as e:
    print(e)
print(str(select(User.id).where(User.name == "x")).replace("\n", " "))
print(str(s.query(Post.title).filter(Post.id == 1)).replace("\n", " "))
s.close()
