# SPDX-License-Identifier: MIT
"""One INSERT for many rows: written once, sent together."""
import _retort

from . import parameters as given
from .execution import DRIVER_STYLES, cause, shown_statement, with_statement
from .failures import as_handled


def insert_many(connection, statement, sets):
    """(rows touched, the first row's Prepared) of an INSERT with several parameter sets."""
    first = given.prepare_insert(connection, statement, sets[0], True)
    sets = alike(connection, statement, first, sets)
    rows = _alike(connection, first, statement, sets)
    if rows is not None:
        groups = [(*_written(connection, first.statement)[:2], rows)]
    else:
        groups = _one_by_one(connection, statement, first, sets)
    total = 0
    for sql, notation, values in groups:
        total += _send(connection, first.statement, sql, notation, values)
    return total, first


def alike(connection, statement, first, sets):
    """The parameter sets with the keys of the first, which all must have: the statement is one."""
    if not isinstance(sets[0], dict):
        return sets
    wanted = sets[0].keys()
    # Values of the statement's own may differ from row to row.
    own = given._given_values(statement).keys()
    made = [sets[0]]
    for number, parameters in enumerate(sets[1:], 1):
        if isinstance(parameters, dict) and parameters.keys() != wanted:
            for key in wanted:
                name = getattr(key, "key", key)
                if key not in parameters and name in statement.table.c:
                    text = shown_statement(connection.dialect, first.statement._notation(
                        connection.dialect), ())[0]
                    raise missing_value(name, text, sets, number)
            parameters = {key: value for key, value in parameters.items()
                          if key in wanted or key in own}
        made.append(parameters)
    return made


def missing_value(name, sql, sets, number):
    from .. import exc

    orig = exc.InvalidRequestError(
        f"A value is required for bind parameter '{name}', in parameter group {number}",
        code="cd3x",
    )
    return exc.DBAPIError.instance(sql, sets, orig)


def _written(connection, statement):
    """(SQL for the driver, notation, values) of a statement."""
    dialect = connection.dialect
    notation = statement._notation(dialect)
    style = DRIVER_STYLES.get(dialect.name, "qmark")
    sql, values = dialect._core.compile_expression(
        notation, {"literal_binds": False, "offline": False, "paramstyle": style}
    )
    return sql, notation, values


def _is_plain(values):
    return not any(hasattr(value, "_notation") for value in values)


def _alike(connection, first, statement, sets):
    """The values of all rows in the order of the placeholders; None when the rows differ in more
    than their values."""
    table = statement.table
    if not hasattr(table, "c") or not _is_plain(first._given.values()):
        return None
    sql, notation, _values = _written(connection, first.statement)
    names = _placeholder_names(connection.dialect, notation)
    if names is None or set(names) != set(first._given) or len(names) != len(first._given):
        return None
    columns = [table.c[name] for name in names if name in table.c]
    if len(columns) != len(names):
        return None
    dialect = connection.dialect
    processors = [column.type._cached_bind_processor(dialect) for column in columns]
    base = given._given_values(statement)
    rows = []
    for parameters in sets:
        row = first._given if parameters is sets[0] else _completed(
            connection, first, base, parameters
        )
        if set(row) != set(names) or not _is_plain(row.values()):
            return None
        rows.append([
            row[name] if process is None else process(row[name])
            for name, process in zip(names, processors)
        ])
    return rows


def _completed(connection, first, base, parameters):
    table = first.statement.table
    if not isinstance(parameters, dict):
        parameters = given._positional(table, parameters)
    row = {**base, **given._known_columns(table, parameters)}
    row.update(given._fill_defaults(first, connection, row, "default"))
    return row


def _placeholder_names(dialect, notation):
    """Names of the placeholders in their order; None when one has none of its own."""
    options = {"literal_binds": False, "offline": False, "paramstyle": "pyformat"}
    sql, values = dialect._core.compile_expression(notation, options)
    names = []
    position = sql.find("%(")
    while position >= 0:
        end = sql.find(")s", position)
        names.append(sql[position + 2 : end])
        position = sql.find("%(", end)
    return names if len(names) == len(values) else None


def _one_by_one(connection, statement, first, sets):
    """As groups of rows that follow each other with the same SQL."""
    groups = []
    for parameters in sets:
        prepared = first if parameters is sets[0] else given.prepare_insert(
            connection, statement, parameters, True
        )
        sql, notation, values = _written(connection, prepared.statement)
        if groups and groups[-1][0] == sql:
            groups[-1][2].append(values)
        else:
            groups.append((sql, notation, [values]))
    return groups


def _send(connection, statement, sql, notation, rows):
    connection._begin_for(notation, statement)
    listeners = connection._statement_listeners()
    if listeners or connection.engine._echo:
        connection._before_cursor(listeners, sql, rows, many=True)
    try:
        done = listeners and connection._done_by_listener("do_executemany", sql, rows)
        counts = [done[2]] if done else _retort.run_many(connection._core, sql, rows)
    except Exception as error:
        text, shown = shown_statement(connection.dialect, notation, ())
        if isinstance(shown, dict):
            shown = [dict(zip(shown, row)) for row in rows]
        else:
            shown = [tuple(row) for row in rows]
        raise as_handled(
            connection, with_statement(connection, error, text, shown, True)) from cause(error)
    if listeners:
        connection._after_cursor(listeners, sql, rows, many=True)
    return sum(max(count, 0) for count in counts)


def update_many(connection, table, columns, keys, rows):
    """The rows that an UPDATE of `columns`, found by `keys`, has matched: each row has the values
    of both."""
    from ..sql.expression import bindparam

    first = iter(rows[0])
    named = [bindparam(column.key, next(first), type_=column.type) for column in columns]
    found_by = [bindparam(column._tq_label, next(first), type_=column.type) for column in keys]
    statement = table.update().values(dict(zip(columns, named))).where(
        *[column == bind for column, bind in zip(keys, found_by)])
    sql, notation, _values = _written(connection, statement)
    order = _placeholder_names(connection.dialect, notation)
    place = {bind.key: number for number, bind in enumerate([*named, *found_by])}
    dialect = connection.dialect
    processors = [column.type._cached_bind_processor(dialect) for column in [*columns, *keys]]
    chosen = [(place[name], processors[place[name]]) for name in order]
    sent = [[row[number] if process is None else process(row[number])
             for number, process in chosen] for row in rows]
    return _send(connection, statement, sql, notation, sent)
