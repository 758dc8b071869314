# SPDX-License-Identifier: MIT
"""Statements on their way to the engine: what kind each is, its parameters, its errors."""
import _retort

from . import parameters as given
from .cursor import CursorResult
from .failures import as_handled

DRIVER_STYLES = {"postgresql": "numeric_dollar"}


def execute(connection, statement, sets, ismulti, options):
    """Run any executable, with all parameter sets that it was given."""
    element = getattr(statement, "__clause_element__", None)
    if element is not None:
        statement = element()
    if getattr(statement, "is_ddl", False) or hasattr(statement, "_operations"):
        return _execute_ddl(connection, statement)
    if getattr(statement, "is_sequence", False):
        return _scalar_of(connection, statement.next_value())
    if hasattr(statement, "_is_default") or _is_column_default(statement):
        return _execute_default(connection, statement)
    if not hasattr(statement, "_notation") or isinstance(statement, type):
        from ..exc import ObjectNotExecutableError

        raise ObjectNotExecutableError(statement)
    if getattr(statement, "_is_column_element", False) and not getattr(
        statement, "_is_textual", False
    ):
        if not getattr(statement, "supports_execution", False):
            from ..exc import ObjectNotExecutableError

            raise ObjectNotExecutableError(statement)
        statement = _selected(statement)
    if getattr(statement, "is_insert", False):
        return _execute_insert(connection, statement, sets, ismulti)
    if getattr(statement, "is_update", False):
        return _execute_each(connection, statement, sets, ismulti, given.prepare_update)
    return _execute_each(connection, statement, sets, ismulti, None)


def _is_column_default(statement):
    return getattr(statement, "is_default", False) is True or (
        type(statement).__name__ in ("ColumnDefault", "ScalarElementColumnDefault",
                                     "CallableColumnDefault", "ColumnElementColumnDefault")
    )


def _execute_default(connection, default):
    context = given.DefaultContext(connection, None, {}, True, None)
    value, _ = given._default_of(default, context)
    if hasattr(value, "_notation"):
        return _scalar_of(connection, value)
    return value


def _selected(element):
    from ..sql.expression import select

    return select(element)


def _scalar_of(connection, expression):
    return execute(connection, _selected(expression), [], False, {}).scalar()


# ---- DDL


def _execute_ddl(connection, statement):
    dialect = connection.dialect
    result = None
    for operation in statement._operations(dialect):
        compiled, warnings, _types = dialect._core.compile(
            operation,
            {"literal_binds": True, "offline": False, "existing_types": _types_in(operation)},
        )
        for text in warnings:
            from ..util import warn

            warn(text)
        for sql, values in compiled:
            result = run_sql(connection, sql, values, sql, None)
    if result is None:
        return CursorResult(connection, None, (), -1, statement)
    columns, rows, count = result
    return CursorResult(connection, columns, rows, count, statement)


def _types_in(operation):
    """Types of the database's own that a table uses: they are made by other statements."""
    found = []
    table = operation.get("table")
    columns = table.get("columns", ()) if isinstance(table, dict) else ()
    if isinstance(operation.get("column"), dict):
        columns = [*columns, operation["column"]]
    for column in columns:
        type_ = column.get("type") or {}
        while type_.get("type") == "Array":
            type_ = type_["item"]
        for one in (type_, *(type_.get("variants") or {}).values()):
            if one.get("type") in ("Enum", "Domain") and one.get("name"):
                schema = one.get("schema")
                found.append(f"{schema}.{one['name']}" if schema else one["name"])
    return found


# ---- data statements


def _execute_insert(connection, statement, sets, ismulti):
    if ismulti and not getattr(statement, "_returning", None):
        from .bulk import insert_many

        count, prepared = insert_many(connection, statement, sets)
        return CursorResult(connection, None, (), count, statement, prepared)
    if ismulti:
        from .bulk import alike

        first = given.prepare_insert(connection, statement, sets[0], True)
        more = [given.prepare_insert(connection, statement, one, True)
                for one in alike(connection, statement, first, sets)[1:]]
        return _returned_together(connection, statement, [first, *more])
    prepared = given.prepare_insert(connection, statement, sets[0] if sets else None)
    columns, rows, count = run(connection, prepared.statement, ())
    result_columns, result_rows = columns, rows
    rowid = None
    if prepared.fetched:
        result_columns, result_rows = None, ()
    elif prepared.fetched is None:
        rowid = _rowid(connection)
    result = CursorResult(connection, result_columns, result_rows, count, statement, prepared)
    if not prepared.ismulti:
        given.settle_key(prepared, _key_values(connection, prepared, rows), rowid)
        if prepared.fetched:
            result._returned_defaults = _returned(prepared)
    result._lastrowid = rowid if rowid is not None else 0
    return result


def _rowid(connection):
    _columns, rows, _count = connection._core.run("SELECT last_insert_rowid()")
    return rows[0][0]


def _key_values(connection, prepared, rows):
    if not prepared.fetched:
        return ()
    processors = [
        column.type._cached_result_processor(connection.dialect, None)
        for column in prepared.fetched
    ]
    return [
        [value if process is None else process(value) for process, value in zip(processors, row)]
        for row in rows
    ]


def _returned(prepared):
    from .result_keys import SimpleResultMetaData
    from .row import Row

    if not prepared.key_rows:
        return None
    names = [column.key for column in prepared.fetched]
    objects = [[column] for column in prepared.fetched]
    return Row(SimpleResultMetaData(names, objects), prepared.key_rows[0])


def _returned_together(connection, statement, prepared):
    columns, all_rows, total = None, [], 0
    for one in prepared:
        columns, rows, count = run(connection, one.statement, ())
        all_rows += rows
        total += max(count, 0)
    return CursorResult(connection, columns, all_rows, total, statement, prepared[0])


def _execute_each(connection, statement, sets, ismulti, prepare):
    if len(sets) <= 1 and not ismulti:
        parameters = sets[0] if sets else {}
        return _execute_one(connection, statement, parameters, prepare)
    total = 0
    for parameters in sets:
        result = _execute_one(connection, statement, parameters, prepare)
        total += max(result.rowcount, 0)
    if result.returns_rows:
        return CursorResult(connection, None, (), -1, statement)
    result.rowcount = total
    return result


def _execute_one(connection, statement, parameters, prepare):
    prepared = None
    target = statement
    if prepare is not None:
        prepared = prepare(connection, statement, parameters)
        target = prepared.statement
    columns, rows, count = run(connection, target, parameters)
    return CursorResult(connection, columns, rows, count, target, prepared)


def _valued(statement, parameters):
    """The statement with values for its own parameters, as their types want them."""
    if not parameters:
        return statement, ()
    if not isinstance(parameters, dict):
        from ..exc import ArgumentError

        raise ArgumentError("mapping or list expected for parameters")
    if getattr(statement, "_is_text_clause", False) or not hasattr(statement, "params"):
        return _valued_text(statement, parameters)
    return statement.params(parameters), ()


def _valued_text(statement, parameters):
    own = getattr(statement, "_bindparams", None) or {}
    if getattr(statement, "_is_text_clause", False):
        parameters = {key: value for key, value in parameters.items() if key in own}
    typed = {
        key: value
        for key, value in parameters.items()
        if key in own and not _is_plain(own[key], value)
    }
    if typed:
        statement = statement.bindparams(**typed)
    return statement, [(k, v) for k, v in parameters.items() if k not in typed]


def _is_plain(parameter, value):
    type_ = getattr(parameter, "type", None)
    untyped = type_ is None or type_._isnull
    return untyped and not getattr(parameter, "expanding", False)


def run(connection, statement, parameters):
    """(columns, rows, rowcount) of a data statement or query."""
    dialect = connection.dialect
    if getattr(statement, "_is_text_clause", False):
        _need_all(dialect, statement, parameters)
    statement, pairs = _valued(statement, parameters)
    notation = statement._notation(dialect)
    if pairs:
        notation, pairs = _with_lists(notation, pairs)
    return run_notation(connection, notation, pairs, statement)


def _need_all(dialect, statement, parameters):
    for key, bind in (getattr(statement, "_bindparams", None) or {}).items():
        if getattr(bind, "required", False) and key not in (parameters or ()):
            notation = statement._notation(dialect)
            nothing = [(name, None) for name in statement._bindparams]
            raise _missing(dialect, key, shown_statement(dialect, notation, nothing)[0], parameters)


def _missing(dialect, name, sql, parameters):
    from .. import exc

    orig = exc.InvalidRequestError(f"A value is required for bind parameter '{name}'", code="cd3x")
    return exc.DBAPIError.instance(sql, [parameters] if parameters else [], orig)


def _with_lists(notation, pairs):
    """`IN :name` with a tuple takes each of its items, as psycopg2 writes them."""
    lists = {name: value for name, value in pairs if isinstance(value, (tuple, set, frozenset))}
    if not lists or notation.get("node") != "Text":
        return notation, pairs
    more = [
        {"name": name, "literal": {"node": "Literal", "value": list(value), "expanding": True}}
        for name, value in lists.items()
    ]
    known = [p for p in notation.get("parameters") or () if p["name"] not in lists]
    changed = {**notation, "parameters": [*known, *more]}
    return changed, [(name, value) for name, value in pairs if name not in lists]


def run_notation(connection, notation, pairs, statement=None):
    connection._begin_for(notation, statement)
    listeners = connection._statement_listeners()
    if listeners or connection.engine._echo:
        sql, shown = shown_statement(connection.dialect, notation, pairs)
        connection._before_cursor(listeners, sql, shown)
    try:
        result = listeners and connection._done_by_listener("do_execute", sql, shown)
        result = result or connection._core.execute(notation, list(pairs))
    except Exception as error:
        raise as_handled(
            connection, explained(connection, error, notation, pairs)) from cause(error)
    if listeners:
        connection._after_cursor(listeners, sql, shown)
    return result


def run_sql(connection, sql, values, shown_sql, shown):
    """(columns, rows, rowcount) of SQL that is ready for the database."""
    connection._begin_for_sql(sql)
    listeners = connection._statement_listeners()
    if listeners or connection.engine._echo:
        connection._before_cursor(listeners, shown_sql, shown or {})
    try:
        result = listeners and connection._done_by_listener("do_execute", shown_sql, shown or {})
        result = result or connection._core.run(sql, values or None)
    except Exception as error:
        raise as_handled(
            connection, with_statement(connection, error, shown_sql, shown)) from cause(error)
    if listeners:
        connection._after_cursor(listeners, shown_sql, shown or {})
    return result


def run_driver_sql(connection, sql, parameters):
    """SQL with the placeholders of the driver that SQLAlchemy would have used."""
    connection._begin_for_sql(sql)
    listeners = connection._statement_listeners()
    if listeners or connection.engine._echo:
        connection._before_cursor(listeners, sql, parameters or {})
    try:
        result = listeners and connection._done_by_listener("do_execute", sql, parameters or {})
        result = result or _retort.driver_sql(connection._core, sql, parameters)
    except Exception as error:
        raise as_handled(
            connection, with_statement(connection, error, sql, parameters)) from cause(error)
    if listeners:
        connection._after_cursor(listeners, sql, parameters or {})
    return result


# ---- errors


def _position_of(parameters, kind):
    values = parameters.values() if isinstance(parameters, dict) else parameters
    for number, value in enumerate(values, 1):
        if type(value).__name__ == kind:
            return number
    return 1


def cause(error):
    return getattr(error, "orig", None)


def shown_statement(dialect, notation, pairs):
    """SQL and parameters as SQLAlchemy shows them."""
    core = dialect._core
    notation = _with_nothing(notation, pairs)
    options = {"literal_binds": False, "offline": False, "paramstyle": "pyformat"}
    sql, values = core.compile_expression(notation, options)
    names = []
    position = sql.find("%(")
    while position >= 0:
        end = sql.find(")s", position)
        if end < 0:
            break
        names.append(sql[position + 2 : end])
        position = sql.find("%(", end)
    if dialect.name == "sqlite":
        values = [_as_stored(value) for value in values]
    shown = dict(zip(names, values)) if len(names) == len(values) else {}
    shown.update((name, value) for name, value in pairs if name in names)
    if dialect.paramstyle == "pyformat":
        return sql, shown
    options["paramstyle"] = dialect.paramstyle
    sql, _values = core.compile_expression(notation, options)
    return sql, tuple([shown.get(name) for name in names])


def _as_stored(value):
    """A value of a type that SQLite does not have, as SQLAlchemy hands it to the driver."""
    kind = type(value).__name__
    if kind == "datetime":
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if kind == "time":
        return value.strftime("%H:%M:%S.%f")
    if kind == "date":
        return value.isoformat()
    if kind == "bool":
        return int(value)
    if kind == "UUID":
        return value.hex
    return value


def _with_nothing(notation, pairs):
    """The statement's text does not depend upon the values; those of `pairs` may be unfit."""
    if not pairs or notation.get("node") != "Text":
        return notation
    given = {name for name, _value in pairs}
    known = [p for p in notation.get("parameters") or () if p["name"] not in given]
    nothing = [
        {"name": name, "literal": {"node": "Literal", "value": None, "name": {"text": name}}}
        for name in given
    ]
    return {**notation, "parameters": [*known, *nothing]}


def explained(connection, error, notation, pairs):
    """The error with the statement as SQLAlchemy shows it."""
    from .. import exc

    if not isinstance(error, (exc.DBAPIError, exc.ArgumentError)):
        return error
    if _is_of_another(connection, error, notation, pairs):
        return error
    try:
        sql, shown = shown_statement(connection.dialect, notation, pairs)
    except exc.SQLAlchemyError:
        return error
    return with_statement(connection, error, sql, shown)


def _is_of_another(connection, error, notation, pairs):
    """What waited in a migration run goes first, and may be what has failed."""
    sent = getattr(error, "statement", None)
    if not connection._managed or not sent:
        return False
    style = DRIVER_STYLES.get(connection.dialect.name, "qmark")
    options = {"literal_binds": False, "offline": False, "paramstyle": style}
    own, _values = connection.dialect._core.compile_expression(
        _with_nothing(notation, pairs), options
    )
    return sent.strip() not in own


def with_statement(connection, error, sql, parameters, ismulti=False):
    from .. import exc

    sent = getattr(error, "statement", None)
    if connection._managed and sent and not parameters and sent.strip() not in sql.replace(
            "%%", "%"):
        return error
    hide = connection.engine.hide_parameters
    if parameters is None:
        parameters = {} if connection.dialect.paramstyle == "pyformat" else ()
    if isinstance(error, exc.DBAPIError):
        error.statement = sql
        error.params = parameters
        error.ismulti = ismulti
        error.hide_parameters = hide
        return error
    if isinstance(error, exc.ArgumentError) and str(error).startswith("can't adapt"):
        import _retort_driver_errors as drivers

        orig = drivers.module("psycopg2").ProgrammingError(str(error))
        orig.pgcode = orig.pgerror = None
        if connection.dialect.name == "sqlite":
            module = drivers.module("sqlite3")
            kind = str(error).rpartition(" ")[2]
            number = _position_of(parameters, kind.strip("'"))
            orig = module.ProgrammingError(
                f"Error binding parameter {number}: type {kind} is not supported"
            )
        return exc.DBAPIError.instance(
            sql, parameters, orig, hide_parameters=hide, ismulti=ismulti
        )
    return error
