# SPDX-License-Identifier: MIT
"""Expressions and statements that PostgreSQL executes: functions, JSON, arrays, upserts, WITH."""
import datetime
import decimal
import sys
import uuid

from sqlalchemy import (
    Boolean, Column, DateTime, Enum, Integer, MetaData, Numeric, Sequence, String, Table, Text,
    any_,
    bindparam, case, cast, column, create_engine, desc, distinct, exists, extract, func, literal,
    literal_column, select, text, true, tuple_, type_coerce, values,
)
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects.postgresql import insert

e = create_engine(sys.argv[1])
m = MetaData()
t = Table("t", m, Column("id", Integer, primary_key=True), Column("name", String(50)),
          Column("js", pg.JSONB), Column("arr", pg.ARRAY(Integer)),
          Column("created", DateTime, server_default=func.now()),
          Column("uid", pg.UUID(as_uuid=True)), Column("en", Enum("a", "b", name="en")),
          Column("price", Numeric(10, 2)), Column("flag", Boolean))


def show(c, statement):
    result = c.execute(statement)
    if statement.is_dml and not statement._returning:
        print(result.rowcount)
    else:
        print(sorted([tuple(row) for row in result], key=repr))


with e.connect() as c:
    m.drop_all(c)
    m.create_all(c)
    show(c, t.insert().values(name='x', js={'a': [1, {'b': 2}]}, arr=[1, 2, 3], en='a', flag=True,
                              uid=uuid.UUID(int=5), price=decimal.Decimal('1.50')))
    show(c, t.insert().values([{'name':'y','js':None}, {'name':'z','js':{'a':5}}]))
    show(c, select(select(t.c.id, t.c.id).subquery()))
    show(c, select((t.c.id / 1).label("one")).group_by(t.c.id).order_by(desc("id")).limit(1))
    show(c, select(func.json_build_object('a', 1, 'b', t.c.name)))
    show(c, select(func.concat(t.c.name, '-', 5)))
    show(c, select(func.coalesce(t.c.name, 'x'), literal('q'), literal(5), literal(2.5),
                   literal(None)))
    show(c, select(t.c.name + '-x', t.c.id + 1, t.c.id / 2, t.c.price * 2))
    show(c, select(func.now() - datetime.timedelta(days=1) < func.now()))
    show(c, select(t.c.id).where(t.c.created > datetime.datetime(2020,1,1)))
    show(c, select(t.c.js['a'], t.c.js['a'].astext, t.c.js['a'][1]['b'].as_integer(),
                   t.c.js[('a', '1', 'b')].astext))
    show(c, select(t.c.id).where(t.c.js.contains({'a': 5})))
    show(c, select(t.c.id).where(t.c.js.has_key('a')))
    show(c, select(t.c.id).where(t.c.js.has_any(pg.array(['a','b']))))
    show(c, select(t.c.id).where(t.c.js['a'].astext == '5'))
    show(c, select(t.c.arr[1], t.c.arr[1:2], t.c.arr.any(2), 2 == any_(t.c.arr),
                   t.c.arr.contains([1]), func.array_length(t.c.arr, 1)))
    show(c, select(t.c.id).where(t.c.uid == uuid.UUID(int=5)))
    show(c, select(t.c.id).where(t.c.en == 'a'))
    show(c, select(t.c.id).where(t.c.en.in_(['a','b'])))
    show(c, select(t.c.id).where(tuple_(t.c.id, t.c.name).in_([(1,'x'),(2,'q')])))
    show(c, select(t.c.id).where(t.c.name.ilike('%X%')))
    show(c, select(t.c.id).where(t.c.name.op('~')('^x')))
    show(c, select(case((t.c.id == 1, 'one'), else_='many')))
    show(c, select(case({1: 'one'}, value=t.c.id, else_=None)))
    show(c, select(func.string_agg(t.c.name, ',')))
    comma = literal_column("','")
    show(c, select(func.string_agg(t.c.name, pg.aggregate_order_by(comma, t.c.id.desc()))))
    show(c, select(func.array_agg(t.c.id)))
    show(c, select(func.unnest(pg.array([1,2,3])).label('n')))
    show(c, select(func.generate_series(1, 3).table_valued('n', name='g').render_derived()))
    show(c, select(t.c.id, func.row_number().over(order_by=t.c.id.desc())).order_by(t.c.id))
    show(c, select(extract('year', t.c.created) > 2000))
    show(c, select(cast('5', Integer), cast(5, String), type_coerce('x', String)))
    show(c, select(func.date_trunc('day', t.c.created) <= func.now()).limit(1))
    show(c, select(t.c.id).limit(1).offset(1))
    show(c, select(t.c.id).order_by(t.c.id).fetch(1))
    show(c, select(t.c.id).where(t.c.id == 1).with_for_update().limit(1))
    show(c, t.update().where(t.c.id == 1).values(js=t.c.js.concat({'z': 1})).returning(t.c.js))
    changed = func.jsonb_set(t.c.js, '{a}', cast('7', pg.JSONB))
    show(c, t.update().where(t.c.id == 1).values(js=changed).returning(t.c.js))
    show(c, t.update().where(t.c.id == 1).values(js=t.c.js - 'z').returning(t.c.js))
    show(c, t.update().values(name=func.concat(t.c.name, literal('!'))).returning(t.c.name))
    show(c, t.update().values(name=case((t.c.id == 1, 'a'), else_=t.c.name)))
    show(c, t.update().values(created=func.now() - text("interval '1 day'")))
    show(c, t.update().values(flag=None, price=None))
    i = insert(t).values(id=1, name='up')
    show(c, i.on_conflict_do_update(index_elements=['id'], set_={'name': i.excluded.name})
         .returning(t.c.name))
    show(c, insert(t).values(id=1, name='up').on_conflict_do_nothing())
    i=insert(t).values([dict(id=1,name='k'),dict(id=50,name='l')])
    show(c, i.on_conflict_do_update(constraint=t.primary_key, set_=dict(name=i.excluded.name))
         .returning(t.c.id, t.c.name))
    ct = t.delete().where(t.c.id == 50).returning(t.c.id, t.c.name).cte('del')
    show(c, select(ct.c.id, ct.c.name))
    r = select(literal(1).label('n')).cte('r', recursive=True)
    r = r.union_all(select(r.c.n + 1).where(r.c.n < 4))
    show(c, select(r.c.n))
    rows = values(column('a', Integer), column('b', String), name='v')
    show(c, select(rows.data([(1, 'x'), (2, 'y')])))
    show(c, t.insert().from_select(['name'], select(literal('fs'))))
    show(c, t.insert().from_select(
        ['name', 'flag'], select(t.c.name, literal(True)).where(t.c.id == 1)))
    show(c, select(func.count()).select_from(t))
    show(c, select(func.count(distinct(t.c.name))))
    show(c, select(exists(select(t.c.id).where(t.c.name == 'fs'))))
    show(c, text("select cast(:a as int) + :b").bindparams(a=1, b=2))
    print(c.execute(text("select cast(:a as int) + :b"), {'a': 1, 'b': 2}).scalar())
    some = text("select id from t where id in :ids").bindparams(bindparam('ids', expanding=True))
    print(c.execute(some, {'ids': [1, 2]}).fetchall())
    print(c.execute(text("select id from t where name = any(:n)"), {'n': ['a','fs']}).fetchall())
    lat = select(t.c.name).where(t.c.id == 1).lateral('lat')
    show(c, select(t.c.id, lat.c.name).join(lat, true()))
    show(c, select(func.lower('ABC'), func.length('x'), func.greatest(1, 2), func.nullif('a', 'a')))
    show(c, select(t.c.name.concat('x'), t.c.name.like('a%'), ~t.c.name.like('a%')))
    show(c, select(func.to_char(t.c.created, 'YYYY') > '2000').limit(1))
    show(c, select(func.setval('t_id_seq', select(func.max(t.c.id)).scalar_subquery())))
    show(c, select(Sequence('t_id_seq').next_value()))
    show(c, select(func.md5(cast(func.random(), Text)) != ''))
    show(c, t.delete().where(t.c.id.in_(select(t.c.id).where(t.c.name == 'fs'))))
    c.commit()
