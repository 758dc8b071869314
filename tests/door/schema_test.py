# SPDX-License-Identifier: MIT
"""Tables, columns, constraints, indexes and DDL: what they know of one another, and their SQL."""
import datetime
import unittest
import warnings

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.schema import (AddConstraint, CreateIndex, CreateSchema, CreateSequence,
                               CreateTable, DropConstraint, DropSchema, SetColumnComment)

CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def sql(element, dialect=postgresql):
    return " ".join(str(element.compile(dialect=dialect.dialect())).split())


def two_tables():
    metadata = sa.MetaData(naming_convention=CONVENTION)
    parent = sa.Table("parent", metadata, sa.Column("id", sa.Integer, primary_key=True),
                      sa.Column("name", sa.String(50), unique=True))
    child = sa.Table("child", metadata, sa.Column("id", sa.Integer, primary_key=True),
                     sa.Column("parent_id", sa.ForeignKey("parent.id"), index=True),
                     sa.Column("n", sa.Integer), sa.CheckConstraint("n > 0", name="positive"))
    return metadata, parent, child


class Tables(unittest.TestCase):
    def test_a_column_without_a_type_has_that_of_the_column_that_it_refers_to(self):
        _, parent, child = two_tables()
        self.assertIsInstance(child.c.parent_id.type, sa.Integer)
        self.assertIs(next(iter(child.foreign_keys)).column, parent.c.id)

    def test_a_reference_finds_a_table_that_comes_later(self):
        metadata = sa.MetaData()
        first = sa.Table("a", metadata, sa.Column("b_id", sa.ForeignKey("b.id")))
        self.assertTrue(first.c.b_id.type._isnull)
        sa.Table("b", metadata, sa.Column("id", sa.BigInteger, primary_key=True))
        self.assertIsInstance(first.c.b_id.type, sa.BigInteger)

    def test_names_are_made_by_the_convention(self):
        _, parent, child = two_tables()
        self.assertEqual({c.name for c in parent.constraints}, {"pk_parent", "uq_parent_name"})
        self.assertEqual({c.name for c in child.constraints},
                         {"pk_child", "fk_child_parent_id_parent", "ck_child_positive"})
        self.assertEqual([i.name for i in child.indexes], ["ix_child_parent_id"])

    def test_a_convention_may_call_functions(self):
        metadata = sa.MetaData(naming_convention={
            "uq": "uq_%(shout)s", "shout": lambda constraint, table: table.name.upper()})
        table = sa.Table("t", metadata, sa.Column("a", sa.Integer, unique=True))
        self.assertIn("uq_T", {c.name for c in table.constraints})

    def test_a_check_is_named_after_columns_that_are_of_no_table(self):
        metadata = sa.MetaData(naming_convention={"ck": "%(table_name)s_%(column_0_N_label)s"})
        check = sa.CheckConstraint(sa.or_(sa.column("f"), sa.column("f") == 2, sa.column("g") == 1))
        sa.Table("t", metadata, sa.Column("f", sa.Integer), check)
        self.assertEqual(check.name, "t_f_g")

    def test_final_names_are_left_alone(self):
        metadata = sa.MetaData(naming_convention=CONVENTION)
        name = sa.schema.conv("mine")
        table = sa.Table("t", metadata, sa.Column("a", sa.Integer),
                         sa.CheckConstraint("a > 1", name=name))
        self.assertIn("mine", {c.name for c in table.constraints})

    def test_tables_come_after_those_that_they_refer_to(self):
        metadata, parent, child = two_tables()
        self.assertEqual(metadata.sorted_tables, [parent, child])

    def test_a_table_is_made_once_for_a_metadata(self):
        metadata, parent, _ = two_tables()
        self.assertIs(sa.Table("parent", metadata), parent)
        with self.assertRaisesRegex(sa.exc.InvalidRequestError, "is already defined"):
            sa.Table("parent", metadata, sa.Column("x", sa.Integer))
        sa.Table("parent", metadata, sa.Column("x", sa.Integer), extend_existing=True)
        self.assertIn("x", parent.c)

    def test_a_column_may_be_replaced_when_asked_to(self):
        _, parent, _ = two_tables()
        with self.assertRaisesRegex(sa.exc.DuplicateColumnError, "already present in table"):
            parent.append_column(sa.Column("name", sa.Text))
        parent.append_column(sa.Column("name", sa.Text), replace_existing=True)
        self.assertIsInstance(parent.c.name.type, sa.Text)

    def test_a_copy_refers_to_the_tables_of_its_own_metadata(self):
        metadata, parent, child = two_tables()
        other = sa.MetaData()
        copies = [table.to_metadata(other, schema="s") for table in (parent, child)]
        self.assertEqual(copies[1].fullname, "s.child")
        self.assertIs(next(iter(copies[1].foreign_keys)).column, copies[0].c.id)

    def test_metadata_with_an_engine_warns(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            self.assertIsNotNone(sa.MetaData(bind=object()).bind)
        self.assertEqual(len(caught), 1)


class Errors(unittest.TestCase):
    def refused(self, error, pattern, make):
        with self.assertRaisesRegex(error, pattern):
            make()

    def test_columns_say_their_name_and_type_once(self):
        self.refused(sa.exc.ArgumentError, "May not pass name positionally and as a keyword",
                     lambda: sa.Column("a", name="b"))
        self.refused(sa.exc.ArgumentError, "May not pass type_ positionally and as a keyword",
                     lambda: sa.Column("a", sa.Integer, type_=sa.Text))

    def test_what_is_not_an_item_of_a_schema_is_refused(self):
        self.refused(sa.exc.ArgumentError, "'SchemaItem' object, such as a 'Column'",
                     lambda: sa.Table("t", sa.MetaData(), "a"))

    def test_a_missing_table_is_named(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.ForeignKey("gone.id")))
        self.refused(sa.exc.NoReferencedTableError, "could not find table 'gone'",
                     lambda: next(iter(table.foreign_keys)).column)

    def test_a_missing_column_is_named(self):
        self.refused(sa.exc.ConstraintColumnNotFoundError, "no column named 'gone' is present",
                     lambda: sa.Table("t", sa.MetaData(), sa.UniqueConstraint("gone")))

    def test_options_that_a_dialect_does_not_know_are_refused(self):
        self.refused(sa.exc.ArgumentError, "'postgresql_foo' is not accepted by dialect",
                     lambda: sa.Index("i", "a", postgresql_foo=1))
        self.refused(TypeError, "Additional arguments should be named",
                     lambda: sa.Table("t", sa.MetaData(), foo=1))

    def test_a_column_has_one_kind_of_default(self):
        self.refused(sa.exc.ArgumentError, "Identity object cannot specify a server_default",
                     lambda: sa.Column("a", sa.Integer, sa.Identity(), server_default="1"))
        self.refused(sa.exc.ArgumentError, "generated column cannot specify a server_default",
                     lambda: sa.Column("a", sa.Integer, sa.Computed("1"), server_default="1"))


class Ddl(unittest.TestCase):
    def test_a_table_with_everything(self):
        _, _, child = two_tables()
        self.assertEqual(
            sql(CreateTable(child)),
            "CREATE TABLE child ( id SERIAL NOT NULL, parent_id INTEGER, n INTEGER, "
            "CONSTRAINT pk_child PRIMARY KEY (id), "
            "CONSTRAINT ck_child_positive CHECK (n > 0), "
            "CONSTRAINT fk_child_parent_id_parent FOREIGN KEY(parent_id) REFERENCES parent (id) )")

    def test_a_value_of_the_client_leaves_the_database_nothing_to_count(self):
        table = sa.Table("t", sa.MetaData(),
                         sa.Column("id", sa.Integer, primary_key=True, default=lambda: 5))
        self.assertIn("id INTEGER NOT NULL", sql(CreateTable(table)))

    def test_keys_become_the_names_of_the_database(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("a_", sa.Integer, key="a"),
                         sa.UniqueConstraint("a", name="u"))
        index = sa.Index("i", table.c.a, postgresql_include=["a"])
        self.assertIn("UNIQUE (a_)", sql(CreateTable(table)))
        self.assertEqual(sql(CreateIndex(index)), "CREATE INDEX i ON t (a_) INCLUDE (a_)")

    def test_indexes_have_options_for_each_dialect(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Text), sa.Column("b", sa.Integer))
        index = sa.Index("i", "a", unique=True, _table=table, postgresql_where=table.c.b > 5,
                         mysql_length=10)
        self.assertEqual(sql(CreateIndex(index)), "CREATE UNIQUE INDEX i ON t (a) WHERE b > 5")
        self.assertEqual(sql(CreateIndex(index), mysql), "CREATE UNIQUE INDEX i ON t (a(10))")

    def test_a_column_that_is_to_be_quoted_is_quoted_in_indexes(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, quote=True))
        self.assertEqual(sql(CreateIndex(sa.Index("i", table.c.a))), 'CREATE INDEX i ON t ("a")')

    def test_constraints_are_added_and_dropped_by_themselves(self):
        _, parent, _ = two_tables()
        unique = sa.UniqueConstraint(parent.c.id, name="u")
        self.assertEqual(sql(AddConstraint(unique)), "ALTER TABLE parent ADD CONSTRAINT u UNIQUE (id)")
        self.assertEqual(sql(DropConstraint(unique)), "ALTER TABLE parent DROP CONSTRAINT u")
        self.assertNotIn("CONSTRAINT u ", sql(CreateTable(parent)))

    def test_schemas_and_sequences(self):
        self.assertEqual(sql(CreateSchema("Mine", if_not_exists=True)),
                         'CREATE SCHEMA IF NOT EXISTS "Mine"')
        self.assertEqual(sql(DropSchema("mine", cascade=True)), "DROP SCHEMA mine CASCADE")
        self.assertEqual(sql(CreateSequence(sa.Sequence("s", start=5, schema="x"))),
                         "CREATE SEQUENCE x.s START WITH 5")

    def test_comments(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, comment="it's"))
        self.assertEqual(sql(SetColumnComment(table.c.a)), "COMMENT ON COLUMN t.a IS 'it''s'")
        self.assertNotIn("COMMENT", sql(CreateTable(table)))
        self.assertIn("COMMENT 'it''s'", sql(CreateTable(table), mysql))

    def test_ddl_text_knows_its_target(self):
        table = sa.Table("T", sa.MetaData(), schema="s")
        statement = sa.DDL("ANALYZE %(fullname)s -- %(why)s", context={"why": "new"})
        self.assertEqual(sql(statement.against(table)), 'ANALYZE s."T" -- new')

    def test_a_condition_on_the_dialect_keeps_ddl_from_others(self):
        class Bind:
            dialect = sqlite.dialect()

        self.assertFalse(sa.DDL("x").execute_if(dialect="postgresql")._should_execute(None, Bind))
        self.assertTrue(sa.DDL("x").execute_if(dialect="sqlite")._should_execute(None, Bind))

    def test_exclusion_constraints(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer),
                         postgresql.ExcludeConstraint(("a", "="), name="x", where="a > 1"))
        self.assertIn("CONSTRAINT x EXCLUDE USING gist (a WITH =) WHERE (a > 1)",
                      sql(CreateTable(table)))

    def test_domains_are_made_by_a_statement_of_their_own(self):
        domain = postgresql.DOMAIN("d", sa.String(5), default="it's", not_null=True)
        self.assertEqual(sql(postgresql.CreateDomainType(domain)),
                         "CREATE DOMAIN d AS VARCHAR(5) DEFAULT 'it''s' NOT NULL")
        self.assertEqual(sql(postgresql.DropDomainType(domain)), "DROP DOMAIN d")


class OnSqlite(unittest.TestCase):
    def setUp(self):
        self.engine = sa.create_engine("sqlite://")
        self.connection = self.engine.connect()
        self.addCleanup(self.connection.close)

    def names(self):
        return sa.inspect(self.connection).get_table_names()

    def test_tables_are_created_once_and_dropped(self):
        metadata, parent, child = two_tables()
        metadata.create_all(self.connection)
        metadata.create_all(self.connection)
        self.assertEqual(self.names(), ["child", "parent"])
        child.drop(self.connection)
        child.drop(self.connection, checkfirst=True)
        self.assertEqual(self.names(), ["parent"])
        metadata.drop_all(self.connection)
        self.assertEqual(self.names(), [])

    def test_creating_what_is_there_is_an_error_unless_it_is_looked_for(self):
        _, parent, _ = two_tables()
        parent.create(self.connection)
        parent.create(self.connection, checkfirst=True)
        with self.assertRaisesRegex(sa.exc.OperationalError, "already exists"):
            parent.create(self.connection)

    def test_a_table_is_read_back_from_the_database(self):
        two_tables()[0].create_all(self.connection)
        child = sa.Table("child", sa.MetaData(), autoload_with=self.connection)
        self.assertEqual(child.c.keys(), ["id", "parent_id", "n"])
        self.assertEqual([i.name for i in child.indexes], ["ix_child_parent_id"])
        self.assertIs(next(iter(child.foreign_keys)).column,
                      child.metadata.tables["parent"].c.id)

    def test_columns_that_are_given_come_before_those_of_the_database(self):
        two_tables()[0].create_all(self.connection)
        child = sa.Table("child", sa.MetaData(), sa.Column("n", sa.Float),
                         autoload_with=self.connection, include_columns=["id", "n"])
        self.assertEqual(child.c.keys(), ["id", "n"])
        self.assertIsInstance(child.c.n.type, sa.Float)

    def test_a_metadata_takes_the_tables_that_it_is_asked_for(self):
        two_tables()[0].create_all(self.connection)
        metadata = sa.MetaData()
        metadata.reflect(self.connection, only=["parent"])
        self.assertEqual(list(metadata.tables), ["parent"])
        with self.assertRaisesRegex(sa.exc.InvalidRequestError, r"\(gone\)"):
            metadata.reflect(self.connection, only=["gone"])

    def test_what_sqlalchemy_1_did_works_with_a_warning(self):
        two_tables()[0].create_all(self.connection)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            table = sa.Table("parent", sa.MetaData(bind=self.connection), autoload=True)
        self.assertEqual(table.c.keys(), ["id", "name"])
        self.assertEqual(len(caught), 2)

    def test_listeners_are_told(self):
        metadata, parent, _ = two_tables()
        told = []
        sa.event.listen(parent, "after_create", lambda table, bind, **kw: told.append(table.name))
        sa.event.listen(metadata, "before_create",
                        lambda target, bind, **kw: told.append(len(kw["tables"])))
        sa.event.listen(parent, "after_create",
                        sa.DDL("INSERT INTO %(table)s (name) VALUES ('x')")
                        .execute_if(dialect="sqlite"))
        sa.event.listen(parent, "after_create",
                        sa.DDL("is not SQL").execute_if(dialect="postgresql"))
        metadata.create_all(self.connection)
        self.assertEqual(told, [2, "parent"])
        self.assertEqual(self.connection.execute(sa.select(parent.c.name)).scalar(), "x")

    def test_values_come_back_as_the_types_say(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("b", sa.Boolean),
                         sa.Column("d", sa.DateTime), sa.Column("j", sa.JSON),
                         sa.Column("p", sa.PickleType))
        table.create(self.connection)
        row = (True, datetime.datetime(2024, 5, 1, 10), {"a": [1]}, {1: 2})
        self.connection.execute(table.insert(), dict(zip("bdjp", row)))
        self.assertEqual(tuple(self.connection.execute(sa.select(table)).one()), row)

    def test_rows_of_an_insert_have_the_keys_of_the_first(self):
        table = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True),
                         sa.Column("n", sa.Integer, default=7))
        table.create(self.connection)
        self.connection.execute(table.insert(), [{"id": 1}, {"id": 2, "n": 3}])
        self.assertEqual(self.connection.execute(sa.select(table.c.n)).scalars().all(), [7, 7])
        with self.assertRaisesRegex(sa.exc.StatementError, "'n', in parameter group 1"):
            self.connection.execute(table.insert(), [{"id": 3, "n": 1}, {"id": 4}])

    def test_a_connection_may_put_other_schemas_in_the_place_of_those_of_tables(self):
        metadata = sa.MetaData()
        table = sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True),
                         schema="tenant")
        self.connection.execute(sa.text("ATTACH ':memory:' AS one"))
        mapped = self.connection.execution_options(schema_translate_map={"tenant": "one"})
        metadata.create_all(mapped)
        metadata.create_all(mapped)
        mapped.execute(table.insert().values(id=5))
        self.assertEqual(mapped.execute(sa.text("SELECT id FROM one.t")).scalar(), 5)


class TypesOfTheSchema(unittest.TestCase):
    def created(self, metadata, name):
        sent = []
        engine = sa.create_mock_engine(f"{name}://", lambda statement, *_: sent.append(
            " ".join(str(statement.compile(dialect=engine.dialect)).split())))
        metadata.create_all(engine, checkfirst=False)
        return sent

    def test_they_are_made_once_and_before_all_tables(self):
        metadata = sa.MetaData()
        for name in ("a", "b"):
            sa.Table(name, metadata, sa.Column("plain", sa.Integer),
                     sa.Column("kind", sa.Enum("x", "y", name="kind")))
        sa.event.listen(metadata, "before_create", sa.DDL("CREATE EXTENSION late"))
        self.assertEqual(
            [text.partition(" (")[0] for text in self.created(metadata, "postgresql")],
            ["CREATE TYPE kind AS ENUM", "CREATE EXTENSION late", "CREATE TABLE a",
             "CREATE TABLE b"])
        self.assertEqual(len(self.created(metadata, "sqlite")), 3)

    def test_their_checks_stand_where_the_table_has_them(self):
        metadata = sa.MetaData(naming_convention=CONVENTION)
        sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
        table = sa.Table(
            "t", metadata, sa.Column("p_id", sa.ForeignKey("p.id", name="f")),
            sa.Column("on", sa.Boolean(create_constraint=True, name="flag")),
            sa.UniqueConstraint("on", name="u"))
        checks = [c for c in table.constraints if isinstance(c, sa.CheckConstraint)]
        self.assertEqual([str(check.name) for check in checks], ["ck_t_flag"])
        self.assertNotIn("CHECK", sql(CreateTable(table)))
        self.assertRegex(sql(CreateTable(table), sqlite),
                         r'CONSTRAINT f .*CONSTRAINT ck_t_flag CHECK \("on" IN \(0, 1\)\)')


if __name__ == "__main__":
    unittest.main()
