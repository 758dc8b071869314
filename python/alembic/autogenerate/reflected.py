# SPDX-License-Identifier: MIT
"""The database's tables as objects, made of the engine's notation when one is asked for."""
from sqlalchemy.engine.reflect_into import reflect_into
from sqlalchemy.engine.reflected import ReflectedTable, name_of
from sqlalchemy.schema import (
    CheckConstraint,
    Column,
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
        self._elements = {}

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
            reflect_into(self._described(number), found, None, resolve_fks=False)
            self._repeat_foreign_keys(found)
        return found

    def _repeat_foreign_keys(self, table):
        """Alembic makes the foreign keys of a table that stays a second time to compare them with
        the models', and the columns show both."""
        if table.foreign_keys and table.key in self._context.table_key_to_table:
            from copy import copy

            for key in list(table.foreign_keys):
                key.parent.foreign_keys.add(copy(key))

    def _described(self, number):
        notation = self.notation(number)
        return _Described(notation, notation["name"].get("schema"), self._context)

    # ---- what a position is about

    def column(self, position):
        name = self.notation(position[0])["columns"][position[1]]["name"]
        return _Described.column_of(self.table(position[0]), name)

    def index(self, position):
        """A description of its own, with the orders of its elements, which Alembic compares."""
        found = self._elements.get(("index", *position))
        if found is None:
            notation = self.notation(position[0])["indexes"][position[1]]
            found = _index(self.table(position[0]), self._described(position[0]), notation)
            self._elements["index", *position] = found
        return found

    def constraint(self, position):
        found = self._elements.get(("constraint", *position))
        if found is None:
            notation = self.notation(position[0])["constraints"][position[1]]
            found = _constraint(self.table(position[0]), notation)
            if notation["kind"] == "foreign_key":
                self._require_referred(found, notation)
            self._elements["constraint", *position] = found
        return found

    def _require_referred(self, key, notation):
        """What is referred to is at least named: a filter may have left it out."""
        referred = notation["referred_table"]
        name, schema = referred["name"], referred.get("schema")
        table_key = name if schema is None else f"{schema}.{name}"
        if self.position_of(table_key) is None and table_key not in self._metadata.tables:
            Table(name, self._metadata, schema=schema, info={"alembic_placeholder": True},
                  *[Column(target, column.type) for target, column in
                    zip(notation["referred_columns"], key.columns)])

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


def _constraint(table, notation):
    """A constraint of a table that stays; what comparing does not look at is left out."""
    kind = _CLASSES.get(notation["kind"])
    name = name_of(notation)
    found = [each for each in table._sorted_constraints
             if type(each) is kind and each.name == name]
    constraint = found[0]
    if notation["kind"] != "check" and len(found) > 1:
        constraint = next(each for each in found if _is_about(each, notation))
    if notation["kind"] == "foreign_key":
        constraint.match = None
    _drop_empty_include(constraint)
    return constraint


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


def _drop_empty_include(item):
    options = item.dialect_options.get("postgresql")
    if options is not None and not options.get("include", True):
        del options["include"]


def _index(table, described, notation):
    from sqlalchemy import text
    from sqlalchemy.sql import constructs

    from ..util.sqla_compat import _textual_index_element

    made = described._table._index(notation)
    if made is None:
        # SQLAlchemy shows no indexes of expressions on SQLite.
        return Index(conv(name_of(notation)), text(notation["elements"][0].get("column") or "x"),
                     _table=table)
    elements = []
    for number, name in enumerate(made["column_names"]):
        key = made["expressions"][number] if name is None else name
        element = (_textual_index_element(key) if name is None
                   else described.column_of(table, name))
        for order in made.get("column_sorting", {}).get(key, ()):
            element = getattr(constructs, order)(element)
        elements.append(element)
    index = Index(conv(made["name"]), *elements, _table=table, unique=made["unique"],
                  **made.get("dialect_options", {}))
    _drop_empty_include(index)
    return index


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
        made = _told_already(self._table.columns)
        impl = self._context.migration_context.impl
        for column, notation in zip(made, self._table.notation["columns"]):
            if notation.get("autoincrement") == "always" and "autoincrement" in column:
                column["autoincrement"] = True
            impl.autogen_column_reflect(self, None, column)
        return made

    @staticmethod
    def column_of(table, name):
        return next(column for column in table.columns if column.name == name)

    def get_pk_constraint(self, name, schema):
        return _final(self._table.primary_key())

    def get_foreign_keys(self, name, schema):
        return [_final(each) for each in self._table.foreign_keys()]

    def get_indexes(self, name, schema):
        return [_final(each) for each in _told_already(self._table.indexes)]

    def get_unique_constraints(self, name, schema):
        return [_final(each) for each in self._table.unique_constraints()]

    def get_check_constraints(self, name, schema):
        return [_final(each) for each in self._table.check_constraints()]

    def get_table_comment(self, name, schema):
        return self._table.comment()

    def get_table_options(self, name, schema):
        return self._table.options()


def _told_already(read):
    """What the comparison has told of when it read the database is not told once more."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read()


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
