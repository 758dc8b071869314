# SPDX-License-Identifier: MIT
"""Creating and dropping tables, indexes, sequences over a connection, with their events."""
from _retort_functions import contextmanager

from .. import exc, util
from . import ddl, type_creation
from .schema_item import fire, schema_on
from .table_order import sort_tables_and_constraints


def bind_of(item, bind):
    """The engine or connection to use: as given, or that of the MetaData as in SQLAlchemy 1.x."""
    if bind is not None:
        return bind
    metadata = getattr(item, "metadata", None)
    found = getattr(item if metadata is None else metadata, "bind", None)
    if found is None:
        raise AttributeError("'NoneType' object has no attribute '_run_ddl_visitor'")
    return found


@contextmanager
def connection_of(bind):
    """A connection for the statements of one call; an engine's is committed at the end."""
    if hasattr(bind, "begin") and hasattr(bind, "connect") and not hasattr(bind, "in_transaction"):
        with bind.begin() as connection:
            yield connection
    else:
        yield bind


def asks(connection, checkfirst):
    """Whether to look first: not where statements are only written."""
    return bool(checkfirst) and not getattr(connection, "_is_mock", False)


def create_item(item, bind, checkfirst):
    """Create a table, an index or a sequence."""
    with connection_of(bind_of(item, bind)) as connection:
        runner = Runner(connection, asks(connection, checkfirst))
        _CREATE[item.__visit_name__](item, runner, runner.checkfirst)


def drop_item(item, bind, checkfirst):
    """Drop a table, an index or a sequence."""
    with connection_of(bind_of(item, bind)) as connection:
        runner = Runner(connection, asks(connection, checkfirst))
        _DROP[item.__visit_name__](item, runner, runner.checkfirst)


def _inspector(connection):
    from ..inspection import inspect

    return inspect(connection)


def _has_table(connection, table):
    return _inspector(connection).has_table(
        str(table.name), schema=schema_on(table.schema, connection.dialect))


def _has_index(connection, index):
    name = str(index.table.name)
    if not _has_table(connection, index.table):
        return False
    known = _inspector(connection).get_indexes(
        name, schema=schema_on(index.table.schema, connection.dialect))
    return any(found["name"] == index.name for found in known)


def _has_sequence(connection, sequence):
    return _inspector(connection).has_sequence(
        str(sequence.name), schema=schema_on(sequence.schema, connection.dialect))


def _supports_sequences(connection, sequence):
    name = connection.dialect.name
    if name not in ("postgresql", "mssql", "oracle"):
        return False
    return not (name == "postgresql" and sequence.optional)


@contextmanager
def _events(kind, target, runner, **kw):
    fire(target, f"before_{kind}", target, runner.connection, _ddl_runner=runner, **kw)
    yield
    fire(target, f"after_{kind}", target, runner.connection, _ddl_runner=runner, **kw)


class Runner:
    """One call of create() or drop(): what it looks for first, and which types it has done."""

    def __init__(self, connection, checkfirst):
        self.connection = connection
        self.checkfirst = checkfirst
        self.types_done = set()


def _create_table(table, runner, checkfirst, constraints=None, create_ok=False,
                  of_metadata=False):
    connection = runner.connection
    if checkfirst and not create_ok and _has_table(connection, table):
        return
    if table._types_along:
        type_creation.create_of_table(table, connection, runner, of_metadata)
    with _events("create", table, runner, checkfirst=checkfirst,
                 _is_metadata_operation=of_metadata):
        for column in table.columns:
            if getattr(column.default, "is_sequence", False):
                _create_sequence(column.default, runner, checkfirst)
        if connection.dialect.name == "sqlite":
            constraints = None  # it has no ALTER TABLE for them
        ddl.CreateTable(table, include_foreign_key_constraints=constraints)._invoke_with(connection)
        for index in table._sorted_indexes():
            _create_index(index, runner, False)
        _comment(table, connection)


def _comment(table, connection):
    """The comments, where they are statements of their own."""
    if connection.dialect.name not in ("postgresql", "oracle", "mssql"):
        return
    if table.comment is not None:
        ddl.SetTableComment(table)._invoke_with(connection)
    for column in table.columns:
        if column.comment is not None:
            ddl.SetColumnComment(column)._invoke_with(connection)
    if connection.dialect.supports_constraint_comments:
        for constraint in table._sorted_constraints:
            if constraint.comment is not None:
                ddl.SetConstraintComment(constraint)._invoke_with(connection)


def _create_index(index, runner, checkfirst):
    if checkfirst and _has_index(runner.connection, index):
        return
    with _events("create", index, runner):
        ddl.CreateIndex(index)._invoke_with(runner.connection)


def _create_sequence(sequence, runner, checkfirst):
    connection = runner.connection
    if not _supports_sequences(connection, sequence) or (
        checkfirst and _has_sequence(connection, sequence)
    ):
        return
    with _events("create", sequence, runner):
        ddl.CreateSequence(sequence)._invoke_with(connection)


def _drop_table(table, runner, checkfirst, drop_ok=False, of_metadata=False, sequences=()):
    connection = runner.connection
    if checkfirst and not drop_ok and not _has_table(connection, table):
        return
    with _events("drop", table, runner, checkfirst=checkfirst,
                 _is_metadata_operation=of_metadata):
        ddl.DropTable(table)._invoke_with(connection)
        for column in table.columns:
            default = column.default
            if getattr(default, "is_sequence", False) and default not in sequences:
                _drop_sequence(default, runner, checkfirst)
    if table._types_along:
        type_creation.drop_of_table(table, connection, runner, of_metadata)


def _drop_index(index, runner, checkfirst):
    if checkfirst and not _has_index(runner.connection, index):
        return
    with _events("drop", index, runner):
        ddl.DropIndex(index)._invoke_with(runner.connection)


def _drop_sequence(sequence, runner, checkfirst):
    connection = runner.connection
    if not _supports_sequences(connection, sequence) or (
        checkfirst and not _has_sequence(connection, sequence)
    ):
        return
    with _events("drop", sequence, runner):
        ddl.DropSequence(sequence)._invoke_with(connection)


_CREATE = {"table": _create_table, "index": _create_index, "sequence": _create_sequence}
_DROP = {"table": _drop_table, "index": _drop_index, "sequence": _drop_sequence}


def create_all(metadata, bind, tables, checkfirst):
    """Create the tables of a MetaData that are not there yet."""
    with connection_of(bind_of(metadata, bind)) as connection:
        checkfirst = asks(connection, checkfirst)
        runner = Runner(connection, checkfirst)
        tables = list(metadata.tables.values() if tables is None else tables)
        tables = [t for t in tables if not checkfirst or not _has_table(connection, t)]
        pairs = sort_tables_and_constraints(tables)
        created = [table for table, _ in pairs if table is not None]
        with _events("create", metadata, runner, tables=created, checkfirst=checkfirst):
            for sequence in metadata._sequences.values():
                if sequence.column is None:
                    _create_sequence(sequence, runner, checkfirst)
            for table, constraints in pairs:
                if table is not None:
                    _create_table(table, runner, checkfirst, constraints, create_ok=True,
                                  of_metadata=True)
                elif connection.dialect.name != "sqlite":
                    for constraint in constraints:
                        ddl.AddConstraint(constraint)._invoke_with(connection)


def drop_all(metadata, bind, tables, checkfirst):
    """Drop the tables of a MetaData that are there."""
    with connection_of(bind_of(metadata, bind)) as connection:
        checkfirst = asks(connection, checkfirst)
        runner = Runner(connection, checkfirst)
        name = connection.dialect.name
        tables = list(metadata.tables.values() if tables is None else tables)
        tables = [t for t in tables if not checkfirst or _has_table(connection, t)]

        def must_stay(constraint):
            return False if name == "sqlite" or constraint.name is None else None

        pairs = _drop_order(tables, must_stay, name)
        dropped = [table for table, _ in pairs if table is not None]
        sequences = [s for s in metadata._sequences.values() if _supports_sequences(connection, s)]
        with _events("drop", metadata, runner, tables=dropped, checkfirst=checkfirst):
            for table, constraints in pairs:
                if table is not None:
                    _drop_table(table, runner, checkfirst, drop_ok=True, of_metadata=True,
                                sequences=sequences)
                elif name != "sqlite":
                    for constraint in constraints:
                        ddl.DropConstraint(constraint)._invoke_with(connection)
            for sequence in sequences:
                _drop_sequence(sequence, runner, checkfirst)


def _drop_order(tables, must_stay, dialect_name):
    try:
        return list(reversed(sort_tables_and_constraints(tables, filter_fn=must_stay)))
    except exc.CircularDependencyError as error:
        names = ", ".join(sorted(table.fullname for table in error.cycles))
        text = ("Can't sort tables for DROP; an unresolvable foreign key dependency exists between "
                f"tables: {names}")
        if dialect_name != "sqlite":
            raise exc.CircularDependencyError(
                error.args[0], error.cycles, error.edges,
                msg=f"{text}.  Please ensure that the ForeignKey and ForeignKeyConstraint objects "
                "involved in the cycle have names so that they can be dropped using DROP "
                "CONSTRAINT.",
            ) from error
        util.warn(f"{text}; and backend does not support ALTER.  To restore at least a partial "
                  "sort, apply use_alter=True to ForeignKey and ForeignKeyConstraint objects "
                  "involved in the cycle to mark these as known cycles that will be ignored.")
        return [(table, ()) for table in tables]
