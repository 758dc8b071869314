# SPDX-License-Identifier: MIT
"""Column types: how they show themselves, what they are in SQL, what they do with values."""
import datetime
import decimal
import enum
import os
import unittest
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite

DIALECTS = {"postgresql": postgresql.dialect(), "sqlite": sqlite.dialect(),
            "mysql": mysql.dialect()}
NAMES = {"sa": sa, "mssql": mssql, "mysql": mysql, "oracle": oracle, "postgresql": postgresql,
         "sqlite": sqlite}


class Colour(enum.Enum):
    red = "r"
    green = "g"


def recorded():
    with open(os.path.join(os.path.dirname(__file__), "types.tsv"), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return rows[0], rows[1:]


class RecordedTypes(unittest.TestCase):
    def test_each_type_shows_itself_as_in_sqlalchemy(self):
        for source, shown, *_ in recorded()[1]:
            with self.subTest(source):
                self.assertEqual(repr(eval(source, dict(NAMES))), shown)

    def test_each_type_is_the_same_sql_as_in_sqlalchemy(self):
        header, rows = recorded()
        for source, _, *texts in rows:
            for name, text in zip(header[2:], texts):
                if text == "-":
                    continue
                with self.subTest(source, dialect=name):
                    made = eval(source, dict(NAMES))
                    self.assertEqual(str(made.compile(DIALECTS[name])), text)


class Values(unittest.TestCase):
    def bound(self, type_, value, dialect="sqlite"):
        return type_._literal_value(value, DIALECTS[dialect])

    def read(self, type_, value, dialect="sqlite"):
        process = type_._cached_result_processor(DIALECTS[dialect])
        return value if process is None else process(value)

    def test_members_of_an_enumeration_are_stored_by_name_and_come_back_as_members(self):
        type_ = sa.Enum(Colour)
        self.assertEqual(self.bound(type_, Colour.green), "green")
        self.assertIs(self.read(type_, "green"), Colour.green)

    def test_values_callable_says_what_is_stored(self):
        type_ = sa.Enum(Colour, values_callable=lambda members: [m.value for m in members])
        self.assertEqual(type_.enums, ["r", "g"])
        self.assertEqual(self.bound(type_, Colour.red), "r")

    def test_an_unknown_value_of_an_enumeration_is_refused_when_read(self):
        with self.assertRaisesRegex(LookupError, "'blue' is not among the defined enum values"):
            self.read(sa.Enum(Colour), "blue")

    def test_moments_come_back_from_sqlite_as_moments(self):
        self.assertEqual(self.read(sa.DateTime(), "2024-05-01 10:20:30.000001"),
                         datetime.datetime(2024, 5, 1, 10, 20, 30, 1))
        self.assertEqual(self.read(sa.Date(), "2024-05-01"), datetime.date(2024, 5, 1))
        self.assertEqual(self.read(sa.Interval(), "1970-01-02 00:00:05.000000"),
                         datetime.timedelta(days=1, seconds=5))

    def test_numbers_come_back_in_the_class_that_was_asked_for(self):
        self.assertEqual(self.read(sa.Numeric(10, 2), 1.5), decimal.Decimal("1.50"))
        self.assertIsInstance(self.read(sa.Numeric(asdecimal=False), decimal.Decimal(2)), float)
        self.assertIs(self.read(sa.Boolean(), 1), True)

    def test_documents_are_written_and_read_as_json(self):
        self.assertEqual(self.read(sa.JSON(), '{"a": [1]}'), {"a": [1]})
        self.assertIsNone(self.bound(sa.JSON(none_as_null=True), None))

    def test_uuids_are_what_the_type_says(self):
        value = uuid.UUID("12345678123456781234567812345678")
        self.assertEqual(self.read(sa.Uuid(), value.hex), value)
        self.assertEqual(self.read(sa.Uuid(as_uuid=False), value.hex), str(value))

    def test_a_decorator_treats_values_in_both_directions(self):
        class Upper(sa.TypeDecorator):
            impl = sa.String
            cache_ok = True

            def process_bind_param(self, value, dialect):
                return value.lower()

            def process_result_value(self, value, dialect):
                return value.upper()

        self.assertEqual(self.bound(Upper(5), "AbC"), "abc")
        self.assertEqual(self.read(Upper(5), "abc"), "ABC")

    def test_a_decorator_may_be_another_type_on_another_dialect(self):
        class Guid(sa.TypeDecorator):
            impl = sa.CHAR
            cache_ok = True

            def load_dialect_impl(self, dialect):
                if dialect.name == "postgresql":
                    return dialect.type_descriptor(postgresql.UUID())
                return dialect.type_descriptor(sa.CHAR(32))

        self.assertEqual(Guid().compile(DIALECTS["postgresql"]), "UUID")
        self.assertEqual(Guid().compile(DIALECTS["sqlite"]), "CHAR(32)")

    def test_a_decorator_that_asks_the_dialect_gets_the_type_that_the_dialect_has(self):
        class Asking(sa.TypeDecorator):
            impl = sa.Text
            cache_ok = True

            def __init__(self, wanted):
                super().__init__()
                self.wanted = wanted

            def load_dialect_impl(self, dialect):
                return dialect.type_descriptor(self.wanted)

        wanted = {
            sa.DECIMAL(20, 6): ["NUMERIC(20, 6)", "DECIMAL(20, 6)", "NUMERIC(20, 6)"],
            sa.REAL(): ["FLOAT", "REAL", "FLOAT"],
            sa.DOUBLE_PRECISION(): ["FLOAT", "DOUBLE PRECISION", "DOUBLE"],
            sa.TIMESTAMP(timezone=True): ["TIMESTAMP WITH TIME ZONE", "DATETIME", "TIMESTAMP"],
            postgresql.JSONB(): ["JSONB", "JSON", "JSON"],
            mysql.DECIMAL(5, 2): ["NUMERIC(5, 2)", "DECIMAL(5, 2)", "DECIMAL(5, 2)"],
        }
        for type_, texts in wanted.items():
            with self.subTest(type_):
                self.assertEqual(
                    [Asking(type_).compile(dialect=one) for one in DIALECTS.values()], texts)

    def test_a_type_of_the_users_own_is_what_it_says(self):
        class Point(sa.types.UserDefinedType):
            def __init__(self, number):
                self.number = number

            def get_col_spec(self, **kw):
                return f"POINT({self.number})"

        self.assertEqual(Point(5).compile(DIALECTS["mysql"]), "POINT(5)")
        self.assertEqual(repr(Point(5)), "Point(5)")


class Errors(unittest.TestCase):
    def test_a_length_shorter_than_a_value_is_refused(self):
        with self.assertRaisesRegex(ValueError, "length must be larger or equal"):
            sa.Enum("abcd", length=2)

    def test_a_dialect_has_one_variant(self):
        made = sa.String().with_variant(sa.Text(), "mysql")
        with self.assertRaisesRegex(sa.exc.ArgumentError, "already present in the mapping"):
            made.with_variant(sa.Text(), "mysql")
        with self.assertRaisesRegex(sa.exc.ArgumentError, "At least one dialect name"):
            sa.String().with_variant(sa.Text())

    def test_arrays_of_arrays_are_one_array(self):
        with self.assertRaisesRegex(ValueError, "Do not nest ARRAY types"):
            sa.ARRAY(sa.ARRAY(sa.Integer))

    def test_no_type_has_a_say_about_what_is_none_in_a_script(self):
        import io

        from alembic.operations import Operations
        from alembic.runtime.migration import MigrationContext

        class Shout(sa.TypeDecorator):
            impl = sa.String
            cache_ok = True

            def process_bind_param(self, value, dialect):
                return f"{value}!"

        script = io.StringIO()
        context = MigrationContext.configure(
            dialect_name="postgresql",
            opts={"as_sql": True, "literal_binds": True, "output_buffer": script})
        table = sa.table("t", sa.column("j", sa.JSON), sa.column("s", Shout))
        rows = [{"j": None, "s": None}, {"j": None, "s": "x"}]
        with Operations.context(context) as op:
            op.bulk_insert(table, rows)
            op.execute(table.insert().values(rows[0]))
        self.assertEqual(
            [line for line in script.getvalue().splitlines() if line],
            ["INSERT INTO t (j, s) VALUES (NULL, NULL);",
             "INSERT INTO t (j, s) VALUES (NULL, 'x!');",
             "INSERT INTO t (j, s) VALUES (NULL, NULL);"])

    def test_mysql_sets_have_no_empty_value(self):
        with self.assertRaisesRegex(sa.exc.ArgumentError, "blank value ''"):
            mysql.SET("a", "")


if __name__ == "__main__":
    unittest.main()
