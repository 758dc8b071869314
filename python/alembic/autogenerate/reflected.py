# SPDX-License-Identifier: MIT
"""The database's tables as objects, made of the engine's notation when one is asked for."""
from sqlalchemy.engine.reflect_into import reflect_into
from sqlalchemy.engine.reflected import ReflectedTable, name_of
from sqlalchemy.schema import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)
from sqlalchemy.sql.names import conv

_CLASSES = {"primary_key": PrimaryKeyConstraint, "unique": UniqueConstraint,
            "foreign_key": ForeignKeyConstraint, "check": CheckConstraint}


class ReflectedTables:
    """The tables that the engine has read."""

    def __init__(self, comparison, autogen_context):
        self._comparison = comparison
        self._context = autogen_context
        self._metadata = _LazyMetaData(self)
        self._tables = {}
        self._notations = {}
        self._positions = None
        self._making = set()

    def notation(self, number):
        found = self._notations.get(number)
        if found is None:
            found = self._notations[number] = self._comparison.database_table(number)
        return found

    def position_of(self, key):
        """The number of the table with a key of MetaData.tables; None where there is none."""
        if self._positions is None:
            self._positions = {
                name if schema is None else f"{schema}.{name}": number
                for number, (name, schema) in enumerate(self._comparison.database_names())}
        return self._positions.get(key)

    def table(self, number):
        found = self._tables.get(number)
        if found is None:
            notation = self.notation(number)
            name = notation["name"]
            self._making.add(number)
            found = Table(name["name"], self._metadata, schema=name.get("schema"))
            self._tables[number] = found
            described = _Described(notation, name.get("schema"), self._context)
            reflect_into(described, found, None, resolve_fks=False)
        return found

    # ---- what a position is about

    def column(self, position):
        name = self.notation(position[0])["columns"][position[1]]["name"]
        columns = self.table(position[0]).columns
        found = columns.get(name)
        return found if found is not None and found.name == name else next(
            column for column in columns if column.name == name)

    def index(self, position):
        notation = self.notation(position[0])["indexes"][position[1]]
        name = name_of(notation)
        table = self.table(position[0])
        for index in table.indexes:
            if index.name == name:
                return index
        # One that SQLAlchemy does not show, such as of expressions on SQLite.
        return _plain_index(table, notation)

    def constraint(self, position):
        notation = self.notation(position[0])["constraints"][position[1]]
        table = self.table(position[0])
        kind = _CLASSES.get(notation["kind"])
        name = name_of(notation)
        found = [each for each in table._sorted_constraints if type(each) is kind]
        named = [each for each in found if each.name == name]
        if len(named) == 1 or notation["kind"] == "check":
            return named[0]
        return next(each for each in named if _is_about(each, notation))

    def find(self, kind, position):
        if position[1] is None and kind != "table":
            return None
        if kind == "table":
            return self.table(position[0])
        if kind == "column":
            return self.column(position)
        if kind == "index":
            return self.index(position)
        return self.constraint(position)


def _is_about(constraint, notation):
    if [column.name for column in constraint.columns] != list(notation["columns"]):
        return False
    if notation["kind"] != "foreign_key":
        return True
    referred = notation["referred_table"]["name"]
    names = list(notation["referred_columns"])
    tokens = [key._column_tokens for key in constraint.elements]
    return all(table == referred for _, table, _ in tokens) and (
        not names or [column for _, _, column in tokens] == names)


def _plain_index(table, notation):
    from sqlalchemy import text

    elements = [table.c[element["column"]] if element.get("column")
                else text(element["expression"].get("sql") or "")
                for element in notation["elements"]]
    copy = Table(table.name, MetaData(), schema=table.schema)
    return Index(conv(name_of(notation)), *elements, _table=copy,
                 unique=bool(notation.get("unique")))


class _Described:
    """Answers like an Inspector, for one table, as autogenerate wants it."""

    def __init__(self, notation, schema, autogen_context):
        self.dialect = autogen_context.dialect
        self._context = autogen_context
        self._table = ReflectedTable(notation, self.dialect.name, schema,
                                     getattr(self.dialect, "server_version_info", None))

    @property
    def bind(self):
        return self._context.connection

    def get_columns(self, name, schema):
        made = self._table.columns()
        impl = self._context.migration_context.impl
        for column, notation in zip(made, self._table.notation["columns"]):
            if notation.get("autoincrement") == "always" and "autoincrement" in column:
                column["autoincrement"] = True
            impl.autogen_column_reflect(self, None, column)
        return made

    def get_pk_constraint(self, name, schema):
        return _final(self._table.primary_key())

    def get_foreign_keys(self, name, schema):
        return [_final(each) for each in self._table.foreign_keys()]

    def get_indexes(self, name, schema):
        import warnings

        with warnings.catch_warnings():
            # The comparison has told of those that cannot be shown.
            warnings.simplefilter("ignore")
            return [_final(each) for each in self._table.indexes()]

    def get_unique_constraints(self, name, schema):
        return [_final(each) for each in self._table.unique_constraints()]

    def get_check_constraints(self, name, schema):
        return [_final(each) for each in self._table.check_constraints()]

    def get_table_comment(self, name, schema):
        return self._table.comment()

    def get_table_options(self, name, schema):
        return self._table.options()


def _final(described):
    """Names that come from the database are left alone by naming conventions."""
    if described.get("name") is not None:
        described["name"] = conv(described["name"])
    return described


class _LazyMetaData(MetaData):
    """Tables that others refer to are made when somebody follows a foreign key."""

    def __init__(self, database):
        super().__init__()
        self._database = database

    def __contains__(self, key):
        key = getattr(key, "key", key)
        if super().__contains__(key):
            return True
        number = self._database.position_of(key)
        if number is None or number in self._database._making:
            return False
        self._database.table(number)
        return True
