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


def _cell(column, value, dialect):
    clause = getattr(value, "__clause_element__", None)
    if clause is not None:
        value = clause()
    if hasattr(value, "_notation"):
        return {"expr": value._notation(dialect)}
    type_ = column.type
    if type_._has_bind_expression:
        from sqlalchemy.sql.literals import BindParameter

        return {"expr": BindParameter(column.key, value, type_=type_)._notation(dialect)}
    return {"value": type_._literal_value(value, dialect)}


def _client_default(column):
    """A function giving what the column's default makes for a row without a value, or None."""
    default = getattr(column, "default", None)
    if default is None or getattr(default, "is_sequence", False):
        return None
    argument = getattr(default, "arg", None)
    if getattr(default, "is_callable", False):
        return lambda: argument(None)
    return lambda: argument


def bulk_insert_notation(table, rows, multiinsert, dialect):
    """The engine's operation for rows given as dictionaries."""
    columns = list(table.c)
    by_key = {column.key: column for column in columns}
    defaults = [(column, make) for column in columns
                if (make := _client_default(column)) is not None]
    cells = []
    for row in rows:
        known, made = set(), []
        for key, value in row.items():
            column = by_key.get(getattr(key, "key", key))
            if column is None:
                raise exc.CompileError(f"Unconsumed column names: {key}")
            known.add(column.key)
            made.append([str(column.name), _cell(column, value, dialect)])
        for column, make in defaults:
            if column.key not in known:
                made.append([str(column.name), _cell(column, make(), dialect)])
        cells.append(made)
    return {
        "op": "BulkInsert",
        "table": table_name_notation(table.name, getattr(table, "schema", None)),
        "columns": [_column_notation(column, dialect) for column in columns],
        "rows": cells,
        "multiinsert": bool(multiinsert),
    }
