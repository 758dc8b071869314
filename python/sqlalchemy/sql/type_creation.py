# SPDX-License-Identifier: MIT
"""Types that a table brings along: when CREATE TYPE is due, and the CHECKs that stand in for it."""
from .base import _NONE_NAME


class OnDialect:
    """A type of a column, which counts where none of its variants takes its place."""

    __slots__ = ("type", "variants")

    def __init__(self, type_, column=None):
        mapping = None if column is None else column.type._variant_mapping
        self.type = type_
        self.variants = {**mapping, None: column.type} if mapping else None

    def applies(self, dialect):
        if not self.variants:
            return True
        taken = self.variants.get(dialect.name, self.variants[None])
        return taken is self.type or (
            taken._is_array and getattr(taken, "item_type", None) is self.type
        )


class CheckRule(OnDialect):
    """Whether the CHECK of a type is part of CREATE TABLE: asked with something of a dialect."""

    __slots__ = ()

    def __call__(self, compiler, **kw):
        return self.applies(compiler.dialect) and self.type._needs_check(compiler.dialect)


class MetadataListener:
    """A listener to a MetaData, which has its tables' types made first and dropped last."""

    __slots__ = ("on_dialect", "action")

    def __init__(self, on_dialect, action):
        self.on_dialect = on_dialect
        self.action = action

    def __call__(self, target, connection, _ddl_runner=None, checkfirst=False, **kw):
        act_on(self.on_dialect, self.action, connection, checkfirst, _ddl_runner)


def act_on(on_dialect, action, connection, checkfirst, runner):
    """Create or drop the type, once in a run, where the database has such types."""
    if connection.dialect.name != "postgresql" or not on_dialect.applies(connection.dialect):
        return
    type_ = on_dialect.type
    if not type_._is_named_type(connection.dialect):
        return
    key = (type_._named_type_kind, type_.schema, type_.name)
    if runner is not None:
        if key in runner.types_done:
            return
        runner.types_done.add(key)
    getattr(type_, action)(connection, checkfirst=checkfirst)


def listen(metadata, on_dialect):
    """Have `metadata` make and drop the type along with all its tables."""
    # As sqlalchemy.event keeps listeners, which need not have been imported for this.
    held = metadata.__dict__.setdefault("_retort_listeners", {})
    held.setdefault("before_create", []).append(MetadataListener(on_dialect, "create"))
    held.setdefault("after_drop", []).append(MetadataListener(on_dialect, "drop"))


def create_of_table(table, connection, runner, of_metadata):
    """The types that have to be there before the table."""
    for found in table._types_along:
        if runner.checkfirst or (found.type.metadata is None and not of_metadata):
            act_on(found, "create", connection, runner.checkfirst, runner)


def drop_of_table(table, connection, runner, of_metadata):
    """The types that go with the table."""
    for found in table._types_along:
        if found.type.metadata is None and not of_metadata:
            act_on(found, "drop", connection, runner.checkfirst, runner)


def attach(type_, column, table):
    """`type_`, an item of the schema, has become that of a column of `table`."""
    found = OnDialect(type_, column)
    table._types_along = [*table._types_along, found]
    if type_.metadata is None:
        listen(table.metadata, found)


def attach_check(type_, column, expression, values):
    """The CHECK that `values` alone are in the column."""
    from .constraints import CheckConstraint

    CheckConstraint(expression.in_(values), name=_NONE_NAME if type_.name is None else type_.name,
                    _create_rule=CheckRule(type_, column), _type_bound=True)
