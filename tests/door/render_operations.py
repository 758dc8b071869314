# SPDX-License-Identifier: MIT
"""Every operation as code, plainly and in batches, with other prefixes and for several databases; its
reverse; and what it is as a tuple. What this prints was recorded from Alembic."""
import re

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy.dialects import mysql, postgresql


class Shape(sa.types.UserDefinedType):
    def __init__(self, corners=3):
        self.corners = corners

    def get_col_spec(self):
        return "SHAPE"


class Code(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True


def plain_tables():
    metadata = sa.MetaData()
    other = sa.Table("other", metadata, sa.Column("id", sa.Integer, primary_key=True),
                     sa.Column("real", sa.Integer, key="known"))
    table = sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(50), server_default="it's", comment="c", unique=True),
        sa.Column("b", sa.Integer, sa.ForeignKey("other.id", ondelete="CASCADE", name="fkb")),
        sa.Column("b2", sa.Integer, sa.ForeignKey("other.known")),
        sa.Column("c", postgresql.JSONB), sa.Column("d", postgresql.ARRAY(sa.String(5))),
        sa.Column("d2", sa.ARRAY(sa.Integer)), sa.Column("e", sa.Enum("x", "y", name="en")),
        sa.Column("f", sa.Boolean(create_constraint=True, name="ckb"), server_default=sa.false()),
        sa.Column("g", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.Column("h", sa.Integer, sa.Computed("b+1")),
        sa.Column("i", sa.Integer, sa.Identity(start=3, always=True)),
        sa.Column("j", sa.String(3).with_variant(sa.Text(), "mysql").with_variant(
            mysql.LONGTEXT(), "mariadb")),
        sa.Column("k", sa.Numeric(10, 2), server_default=sa.text("0.5"), nullable=False),
        sa.Column("l", sa.Uuid), sa.Column("m", sa.PickleType), sa.Column("n", sa.Interval),
        sa.Column("o", postgresql.HSTORE), sa.CheckConstraint("k > 0", name="ckk"),
        sa.CheckConstraint(sa.column("k") > 5), comment="tab", info={"x": 1},
        prefixes=["TEMPORARY"], schema="s", mysql_engine="InnoDB")
    sa.Index("ix_f", sa.func.lower(table.c.a), table.c.k.desc(), postgresql_using="gin",
             postgresql_where=table.c.k > 4, unique=True)
    sa.Index("ix_g", table.c.k + 1, table.c.a.label("lab"), postgresql_include=[table.c.b],
             postgresql_ops={"a": "x"})
    table.append_constraint(postgresql.ExcludeConstraint(
        (sa.column("l"), "="), (sa.func.lower(table.c.a), "&&"), where=sa.text("x > 1"),
        name="exc", deferrable=True))
    return other, table


def named_tables():
    metadata = sa.MetaData(schema="defs", naming_convention={
        "uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s", "ix": "ix_%(column_0_label)s"})
    return (
        sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True),
                 sa.Column("z", sa.Integer, index=True), sa.Column("y", sa.Integer, unique=True)),
        sa.Table("q", metadata, sa.Column("id", sa.Integer, primary_key=True),
                 sa.Column("pid", sa.Integer, sa.ForeignKey(
                     "p.id", use_alter=True, deferrable=True, initially="DEFERRED",
                     match="FULL")),
                 sa.CheckConstraint("pid > 1", name="pp")))


def of_tables():
    for table in (*plain_tables(), *named_tables()):
        yield ops.CreateTableOp.from_table(table)
        for index in sorted(table.indexes, key=lambda index: index.name):
            yield ops.CreateIndexOp.from_index(index)
        for constraint in sorted(table.constraints, key=lambda each: each._creation_order):
            if not isinstance(constraint, sa.PrimaryKeyConstraint):
                yield ops.AddConstraintOp.from_constraint(constraint)


def single():
    integer = sa.Integer()
    default = sa.DefaultClause(sa.text("'q'::x"))
    return [
        ops.AddColumnOp("t", sa.Column("n", Shape(4)), schema="x", if_not_exists=True),
        ops.AddColumnOp("t", sa.Column("n", Code(40))),
        ops.AlterColumnOp("t", "c", modify_nullable=False, existing_type=sa.VARCHAR(4),
                          modify_type=sa.Text(), modify_server_default=None, modify_comment="x",
                          existing_comment="y", existing_nullable=True, modify_name="zz",
                          schema="s", autoincrement=True),
        ops.AlterColumnOp("t", "c", existing_server_default=default, modify_type=integer,
                          existing_nullable=False),
        ops.AlterColumnOp("t", "c", modify_server_default=sa.Identity(), existing_type=integer),
        ops.AlterColumnOp("t", "c", modify_server_default="abc", existing_type=integer),
        ops.CreateTableCommentOp("t", "its", schema="s", existing_comment="o'k"),
        ops.DropTableCommentOp("t", existing_comment=None),
        ops.ExecuteSQLOp("select 'x'"), ops.DropTableOp("t", schema="s", if_exists=True),
        ops.DropConstraintOp("n", "t", type_="unique", schema="s", if_exists=True),
        ops.DropColumnOp("t", "x", if_exists=True, schema="d"),
    ]


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (NotImplementedError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
        return None


def shown(found):
    return re.sub(r" at 0x[0-9a-f]+", "", str(found))


def main():
    made = [*of_tables(), *single()]
    upgrade = ops.UpgradeOps(ops=[*made, ops.ModifyTableOps("t", made[2:], schema="s")])
    for dialect in ("postgresql", "sqlite", "mysql"):
        context = MigrationContext.configure(dialect_name=dialect)
        for options in ({}, {"render_as_batch": True},
                        {"sqlalchemy_module_prefix": None, "alembic_module_prefix": "",
                         "user_module_prefix": "own."}):
            print(f"--- {dialect} {options}")
            print(render_python_code(upgrade, migration_context=context, **options))
    print("--- reversed")
    context = MigrationContext.configure(dialect_name="postgresql")
    back = [found for found in (attempt(op.reverse) for op in made) if found is not None]
    print(render_python_code(ops.DowngradeOps(back), migration_context=context))
    print("--- tuples")
    for op in made + back:
        print(shown(attempt(op.to_diff_tuple)))


main()
