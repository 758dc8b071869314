# SPDX-License-Identifier: MIT
"""What the Inspector tells, and tables filled from it. Run with a database's URL."""
import sys
import warnings

import sqlalchemy as sa
from sqlalchemy import text

warnings.simplefilter("ignore")
engine = sa.create_engine(sys.argv[1], poolclass=sa.pool.NullPool)
PG = engine.dialect.name == "postgresql"


def plain(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {plain(value[k])}" for k in sorted(value, key=str)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(plain(item) for item in value) + "]"
    return repr(value) if not isinstance(value, sa.sql.elements.TextClause) else f"text({value.text!r})"


def show(label, function):
    try:
        answer = function()
    except Exception as error:
        print(f"{label}: {type(error).__module__}.{type(error).__name__}: {error}")
    else:
        print(f"{label}:")
        for item in answer if isinstance(answer, list) else [answer]:
            print("   ", plain(item))


COMMON = """
CREATE TABLE parent (id INTEGER NOT NULL, code VARCHAR(10) NOT NULL, "Mixed" TEXT DEFAULT 'x''y',
    n NUMERIC(10, 2) DEFAULT 1.5, CONSTRAINT pk_parent PRIMARY KEY (id),
    CONSTRAINT uq_code UNIQUE (code), CONSTRAINT ck_n CHECK (n > 0));
CREATE TABLE child (a INTEGER NOT NULL, b INTEGER NOT NULL, parent_id INTEGER, other INTEGER,
    PRIMARY KEY (a, b), CONSTRAINT fk_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE,
    CONSTRAINT fk_self FOREIGN KEY (a, b) REFERENCES child (a, b), UNIQUE (other, a));
CREATE INDEX ix_other ON child (other, b);
CREATE UNIQUE INDEX ix_unique ON child (parent_id);
CREATE INDEX ix_part ON child (b) WHERE b > 5;
CREATE INDEX ix_down ON parent (code DESC);
CREATE VIEW seen AS SELECT id, code FROM parent;
CREATE TABLE no_key (x INTEGER, y REAL, z DATE, t TIMESTAMP, w BOOLEAN DEFAULT TRUE NOT NULL, s SMALLINT, big BIGINT);
"""
POSTGRESQL = """
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE SEQUENCE counter START 5;
CREATE SCHEMA other;
CREATE DOMAIN positive AS INTEGER CHECK (VALUE > 0);
CREATE TABLE other.thing (id SERIAL PRIMARY KEY, parent_id INTEGER REFERENCES public.parent (id), m mood);
CREATE TABLE rich (id BIGSERIAL PRIMARY KEY, m mood DEFAULT 'ok', j JSONB, tz TIMESTAMP WITH TIME ZONE DEFAULT now(),
    ar INTEGER[] , ta TEXT[][], u UUID, by BYTEA, iv INTERVAL, dp DOUBLE PRECISION, r REAL, ch CHAR(3), vc VARCHAR,
    ident INTEGER GENERATED ALWAYS AS IDENTITY (START 10), comp INTEGER GENERATED ALWAYS AS (1 + 2) STORED, p positive,
    ip INET, tsv TSVECTOR, ti TIME, num NUMERIC, bi BIT(3), js JSON, nm NUMERIC(5), sm SMALLINT DEFAULT 3, moods mood[],
    rng INT4RANGE, co TEXT COLLATE "C", ts3 TIMESTAMP(3), def VARCHAR(5) DEFAULT 'a:b');
COMMENT ON TABLE rich IS 'rich one';
COMMENT ON COLUMN rich.j IS 'the document';
CREATE INDEX ix_lower ON rich (lower(vc), id);
CREATE INDEX ix_gin ON rich USING gin (j);
CREATE INDEX ix_include ON rich (vc) INCLUDE (u);
CREATE INDEX ix_ops ON rich (vc varchar_pattern_ops);
ALTER TABLE rich ADD CONSTRAINT ck_valid CHECK (id > 0 AND vc <> 'x') NOT VALID;
ALTER TABLE rich ADD CONSTRAINT fk_late FOREIGN KEY (sm) REFERENCES parent (id) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED;
CREATE MATERIALIZED VIEW stored AS SELECT 1 AS one;
"""
SQLITE = """
CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT, parent REFERENCES parent, v VARCHAR DEFAULT (1 + 2),
    d DATETIME DEFAULT CURRENT_TIMESTAMP, ty DECIMAL(5,2), blob BLOB, js JSON, fl FLOAT, it INT, ch CHAR(5), bare,
    odd UNSIGNED BIG INT, CHECK (v <> 'a'));
CREATE TABLE generated (id INTEGER, gen INTEGER GENERATED ALWAYS AS (id + 1) STORED);
CREATE TABLE plain (id INTEGER PRIMARY KEY, name TEXT UNIQUE, flag BOOLEAN CHECK (flag IN (0, 1)));
CREATE INDEX ix_expr ON plain (lower(name));
"""
with engine.begin() as conn:
    for statement in (COMMON + (POSTGRESQL if PG else SQLITE)).split(";"):
        if statement.strip():
            conn.exec_driver_sql(statement)
inspector = sa.inspect(engine)
print(inspector.default_schema_name, type(inspector).__name__ in ("Inspector", "PGInspector"))
show("tables", lambda: sorted(inspector.get_table_names()))
show("views", inspector.get_view_names)
show("schemas", inspector.get_schema_names)
show("temporary", inspector.get_temp_table_names)
show("definition", lambda: inspector.get_view_definition("seen"))
tables = ["parent", "child", "no_key", "seen"] + (["rich"] if PG else ["auto", "plain", "generated"])
for name in tables:
    show(name + " columns", lambda: inspector.get_columns(name))
    show(name + " key", lambda: inspector.get_pk_constraint(name))
    show(name + " foreign", lambda: sorted(inspector.get_foreign_keys(name), key=lambda k: k["name"] or ""))
    show(name + " unique", lambda: sorted(inspector.get_unique_constraints(name), key=lambda k: k["name"] or ""))
    show(name + " checks", lambda: inspector.get_check_constraints(name))
    show(name + " indexes", lambda: inspector.get_indexes(name))
    if PG:
        show(name + " comment", lambda: inspector.get_table_comment(name))
show("missing", lambda: inspector.get_columns("nowhere"))
show("missing indexes", lambda: inspector.get_indexes("nowhere"))
show("has", lambda: [inspector.has_table("parent"), inspector.has_table("nowhere"), inspector.has_table("seen")])
show("has index", lambda: [inspector.has_index("child", "ix_other"), inspector.has_index("child", "nope")])
show("multi", lambda: sorted(str(k) for k in inspector.get_multi_columns()))
if PG:
    show("sequences", inspector.get_sequence_names)
    show("has sequence", lambda: [inspector.has_sequence("counter"), inspector.has_sequence("nope")])
    show("has schema", lambda: [inspector.has_schema("other"), inspector.has_schema("nope")])
    show("enums", inspector.get_enums)
    show("materialized", inspector.get_materialized_view_names)
    show("other tables", lambda: inspector.get_table_names("other"))
    show("other columns", lambda: inspector.get_columns("thing", "other"))
    show("other foreign", lambda: inspector.get_foreign_keys("thing", "other"))
    show("other missing", lambda: inspector.get_columns("nope", schema="other"))
else:
    show("comment", lambda: inspector.get_table_comment("parent"))
    show("main", lambda: inspector.get_columns("parent", schema="main"))
with engine.connect() as conn:
    inner = sa.inspect(conn)
    conn.execute(text("CREATE TABLE late (a INTEGER)"))
    print("late" in inner.get_table_names(), inner.has_table("late"))
    conn.execute(text("CREATE TABLE later (a INTEGER)"))
    print("later" in inner.get_table_names())
    inner.clear_cache()
    print("later" in inner.get_table_names())
    conn.rollback()
metadata = sa.MetaData()
metadata.reflect(engine, only=["child"])
print(sorted(metadata.tables))
child = metadata.tables["child"]
print([c.name for c in child.c], [c.name for c in child.primary_key], sorted(i.name for i in child.indexes))
print(sorted((f.parent.name, f.target_fullname) for f in child.foreign_keys))
print(sorted(str(c.name) for c in child.constraints))
one = sa.Table("parent", sa.MetaData(), autoload_with=engine)
print([(c.name, str(c.type), c.nullable, c.server_default and c.server_default.arg.text) for c in one.c])
some = sa.Table("parent", sa.MetaData(), autoload_with=engine, include_columns=["id", "code"])
print([c.name for c in some.c])
show("absent", lambda: sa.Table("nowhere", sa.MetaData(), autoload_with=engine))
everything = sa.MetaData()
everything.reflect(engine)
print(sorted(everything.tables), [t.name for t in everything.sorted_tables if t.name in ("parent", "child")])
try:
    sa.MetaData().reflect(engine, only=["nowhere"])
except sa.exc.InvalidRequestError as error:
    print("unknown", str(error).split("(")[0])
show("inspect", lambda: sa.inspect(5))
if engine.dialect.name == "sqlite":
    with engine.begin() as conn:
        conn.execute(sa.text(
            "CREATE TABLE twice (a INTEGER REFERENCES parent (id), b INTEGER, "
            "CONSTRAINT f1 FOREIGN KEY (b) REFERENCES parent (id), "
            "CONSTRAINT f2 FOREIGN KEY (b) REFERENCES parent (id) ON DELETE CASCADE, "
            "CONSTRAINT f3 FOREIGN KEY (a) REFERENCES parent (id) ON DELETE CASCADE)"))
    print([(key["name"], key["options"]) for key in sa.inspect(engine).get_foreign_keys("twice")])
