# SPDX-License-Identifier: MIT
"""Rows of bulk_insert(), with what the columns' types and defaults make of them."""
from sqlalchemy import exc
from sqlalchemy.sql.schema_item import table_name_notation


def _column_notation(column, dialect):
    made = {"name": str(column.name), "type": column.type._notation(dialect),
            "quote": getattr(column.name, "quote", None)}
    if getattr(getattr(column, "default", None), "is_sequence", False):
        made["sequence"] = column.default._notation(dialect)
    return made


def _cell(column, value, as_sql, dialect):
    clause = getattr(value, "__clause_element__", None)
    if clause is not None:
        value = clause()
    if hasattr(value, "_notation"):
        return {"expr": value._notation(dialect)}
    type_ = column.type
    if type_._has_bind_expression:
        from sqlalchemy.sql.literals import BindParameter

        return {"expr": BindParameter(column.key, value, type_=type_)._notation(dialect)}
    if as_sql:
        return {"value": _literal(value, type_, dialect)}
    return {"value": type_._literal_value(value, dialect)}


def _literal(value, type_, dialect):
    """A value to be written into a script, or the reason why it cannot be."""
    if value is None:
        return None  # in a script NULL, whatever the type would make of it for a driver
    kind = type_.__visit_name__.upper()
    if kind == "HSTORE" or "RANGE" in kind:
        raise exc.CompileError(_no_renderer(value, type_))
    try:
        if isinstance(value, bytes):
            value.decode()
        return type_._literal_value(value, dialect)
    except exc.CompileError:
        raise
    except Exception as error:
        if kind in ("JSON", "JSONB"):
            raise exc.CompileError(_no_renderer(value, type_)) from error
        raise exc.CompileError(
            f'Could not render literal value "{value!r}" with datatype {type_}; see parent stack '
            "trace for more detail."
        ) from error


def _no_renderer(value, type_):
    return ("No literal value renderer is available for literal value "
            f'"{value!r}" with datatype {type_}')


def _default_cell(column, as_sql, dialect):
    """The cell of a row that has no value for a column whose default the client makes."""
    default = column.default
    argument = getattr(default, "arg", None)
    if hasattr(argument, "_notation"):
        return {"expr": argument._notation(dialect)}
    if as_sql:
        # A script has no client: its parameter stays without a value.
        from sqlalchemy.sql.literals import BindParameter

        return {"expr": BindParameter(column.key, type_=column.type)._notation(dialect)}
    if getattr(default, "is_callable", False):
        return _cell(column, argument(None), as_sql, dialect)
    return _cell(column, argument, as_sql, dialect)


def _has_client_default(column):
    default = getattr(column, "default", None)
    return default is not None and not getattr(default, "is_sequence", False)


def _like_the_first(row, rows, number, table, dialect):
    """Rows that are sent together have the columns of the first, which all of them must name."""
    for key in rows[0]:
        name = getattr(key, "key", key)
        if key not in row and name in table.c:
            from sqlalchemy.engine.bulk import missing_value

            text = str(table.insert().values(rows[0]).compile(dialect=dialect))
            raise missing_value(name, text, rows, number)
    return {key: row[key] for key in rows[0] if key in row}


def bulk_insert_notation(table, rows, multiinsert, dialect, as_sql):
    """The engine's operation for rows given as dictionaries."""
    columns = list(table.c)
    by_key = {column.key: column for column in columns}
    defaults = [column for column in columns if _has_client_default(column)]
    cells = []
    together = multiinsert and not as_sql
    for number, row in enumerate(rows):
        if together and number and row.keys() != rows[0].keys():
            row = _like_the_first(row, rows, number, table, dialect)
        known, made = set(), []
        for key, value in row.items():
            column = by_key.get(getattr(key, "key", key))
            if column is None:
                if together:
                    continue  # what a statement is executed with may name more than its columns
                if as_sql:
                    raise KeyError(key)
                raise exc.CompileError(f"Unconsumed column names: {key}")
            known.add(column.key)
            made.append([str(column.name), _cell(column, value, as_sql, dialect)])
        for column in defaults:
            if column.key not in known:
                made.append([str(column.name), _default_cell(column, as_sql, dialect)])
        cells.append(made)
    return {
        "op": "BulkInsert",
        "table": table_name_notation(table.name, getattr(table, "schema", None)),
        "columns": [_column_notation(column, dialect) for column in columns],
        "rows": cells,
        "multiinsert": bool(multiinsert),
    }
