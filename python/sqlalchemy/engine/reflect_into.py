# SPDX-License-Identifier: MIT
"""A Table object filled with what the Inspector tells of a table."""
from .. import exc
from ..sql.schema_item import BLANK_SCHEMA, fire
from ..util import warn


class _Filling:
    """One table being filled; the columns by the names that the database has for them."""

    def __init__(self, inspector, table, include, exclude):
        self.inspector = inspector
        self.table = table
        self.include = include
        self.exclude = exclude or ()
        self.columns = {}

    def leaves_out(self, name):
        return bool(self.include and name not in self.include) or name in self.exclude

    def leaves_out_any(self, names):
        return bool(self.include and not set(names).issubset(self.include))

    def column(self, name):
        found = self.columns.get(name)
        return found if found is not None else self.table.c[name]


def reflect_into(inspector, table, include_columns, exclude_columns=(), resolve_fks=True,
                 _extend_on=None):
    """Give `table` the columns, constraints and indexes that the database has for it."""
    if _extend_on is not None:
        if any(known is table for known in _extend_on):
            return
        _extend_on.add(table)
    name, schema = str(table.name), None if table.schema is None else str(table.schema)
    filling = _Filling(inspector, table, include_columns, exclude_columns)
    for described in inspector.get_columns(name, schema):
        _add_column(filling, described)
    _set_primary_key(filling, inspector.get_pk_constraint(name, schema))
    for described in inspector.get_foreign_keys(name, schema):
        _add_foreign_key(filling, described, resolve_fks, _extend_on)
    for described in inspector.get_indexes(name, schema):
        _add_index(filling, described)
    for described in inspector.get_unique_constraints(name, schema):
        _add_unique(filling, described)
    for described in inspector.get_check_constraints(name, schema):
        _add_check(filling, described)
    if inspector.dialect.name != "sqlite":
        table.comment = inspector.get_table_comment(name, schema)["text"]
    options = inspector.get_table_options(name, schema)
    if options:
        table._validate_dialect_kwargs(options)


def _add_column(filling, described):
    from ..sql.elements import TextClause
    from ..sql.expression import text
    from ..schema import Column, Computed, DefaultClause, FetchedValue, Identity

    table, original = filling.table, described["name"]
    fire(table.metadata, "column_reflect", filling.inspector, table, described)
    fire(table, "column_reflect", filling.inspector, table, described)
    name = described["name"]
    if filling.leaves_out(name):
        return
    more = []
    default = described.get("default")
    if default is not None:
        if isinstance(default, FetchedValue):
            more.append(default)
        else:
            if not isinstance(default, TextClause):
                default = text(default)
            more.append(DefaultClause(default, _reflected=True))
    if "computed" in described:
        more.append(Computed(**described["computed"]))
    if "identity" in described:
        more.append(Identity(**described["identity"]))
    keywords = {
        key: described[key]
        for key in ("nullable", "autoincrement", "quote", "info", "key", "comment")
        if key in described
    }
    keywords.update(described.get("dialect_options") or {})
    column = filling.columns[original] = Column(name, described["type"], *more, **keywords)
    if column.key in table.primary_key:
        column.primary_key = True
    table.append_column(column, replace_existing=True)


def _set_primary_key(filling, described):
    key = filling.table.primary_key
    columns = [filling.columns[name] for name in described["constrained_columns"]
               if name in filling.columns]
    key.name = described.get("name")
    key.comment = described.get("comment")
    options = described.get("dialect_options")
    if options:
        key.dialect_kwargs.update(options)
    key._reload(columns)


def _add_foreign_key(filling, described, resolve, extend_on):
    from ..schema import ForeignKeyConstraint, Table

    table, names = filling.table, described["constrained_columns"]
    own = [filling.columns[name].key if name in filling.columns else name for name in names]
    if set(own).intersection(filling.exclude) or filling.leaves_out_any(own):
        return
    schema, referred = described["referred_schema"], described["referred_table"]
    if resolve:
        Table(referred, table.metadata, schema=BLANK_SCHEMA if schema is None else schema,
              autoload_with=filling.inspector, _extend_on=extend_on)
    prefix = referred if schema is None else f"{schema}.{referred}"
    try:
        table.append_constraint(
            ForeignKeyConstraint(
                own,
                [f"{prefix}.{column}" for column in described["referred_columns"]],
                described["name"],
                link_to_name=True,
                comment=described.get("comment"),
                **described.get("options", {}),
            )
        )
    except exc.ConstraintColumnNotFoundError:
        warn(f"On reflected table {table.name}, skipping reflection of foreign key constraint "
             f"{described['name']}; one or more subject columns within name(s) {', '.join(own)} "
             "are not present in the table")


def _index_element(filling, described, position):
    from ..sql import operators
    from ..sql.expression import text

    name = described["column_names"][position]
    if name is None:
        return text(described["expressions"][position])
    try:
        element = filling.column(name)
    except KeyError:
        warn(f"index key {name!r} was not located in columns for table {filling.table.name!r}")
        return None
    for order in described.get("column_sorting", {}).get(name, ()):
        element = getattr(operators, order + "_op")(element)
    return element


def _add_index(filling, described):
    from ..schema import Index

    names = described["column_names"]
    if filling.leaves_out_any(names) or described.get("duplicates_constraint"):
        return
    elements = [_index_element(filling, described, position) for position in range(len(names))]
    Index(
        described["name"],
        *[element for element in elements if element is not None],
        _table=filling.table,
        unique=described["unique"],
        **described.get("dialect_options", {}),
    )


def _add_unique(filling, described):
    from ..schema import UniqueConstraint

    names = described["column_names"]
    if filling.leaves_out_any(names) or described.get("duplicates_index"):
        return
    columns = []
    for name in names:
        try:
            columns.append(filling.column(name))
        except KeyError:
            warn(f"unique constraint key '{name}' was not located in columns for table "
                 f"'{filling.table.name}'")
    filling.table.append_constraint(
        UniqueConstraint(
            *columns,
            name=described["name"],
            comment=described.get("comment"),
            **described.get("dialect_options", {}),
        )
    )


def _add_check(filling, described):
    from ..schema import CheckConstraint
    from ..sql.expression import text

    described = {key: value for key, value in described.items() if key != "dialect_options"}
    described["sqltext"] = text(described["sqltext"].replace(":", "\\:"))
    filling.table.append_constraint(CheckConstraint(**described))
