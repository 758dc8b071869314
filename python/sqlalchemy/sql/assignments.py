# SPDX-License-Identifier: MIT
"""Which columns an INSERT or UPDATE sets, in which order, and to what."""
from .. import exc
from . import coercions
from .clause import ClauseElement
from .literals import BindParameter
from .names import quote_of


def assigned_rows(statement, dialect, parameters):
    """The rows of VALUES."""
    if statement._multi_values:
        return _many_rows(statement, dialect, parameters)
    values = _by_key(statement, statement._values or {})
    for key in parameters or {}:
        values.setdefault(key, _Given(parameters[key]))
    everything = statement._values is None and not parameters
    row = _ordered(statement, values, dialect, everything, parameters is not None)
    return [row] if row else []


def set_clause(statement, dialect, parameters):
    """The assignments of SET."""
    if statement._ordered_values:
        pairs = [(_found(statement, key), key, value) for key, value in statement._ordered_values]
        made = [_assignment(statement, column, key, value, dialect)
                for column, key, value in pairs]
        named = {getattr(column, "key", key) for column, key, _ in pairs}
        return made + _defaults(statement, named, dialect, parameters is not None)
    values = _by_key(statement, statement._values or {})
    conditions = _names_of_binds(statement) if parameters else ()
    for key in parameters or {}:
        if key not in conditions:
            values.setdefault(key, _Given(parameters[key]))
    everything = statement._values is None and not any(
        key not in conditions for key in parameters or ())
    if statement._preserve_order:
        return [_assignment(statement, _found(statement, key), key, value, dialect)
                for key, value in values.items()]
    return _ordered(statement, values, dialect, everything, parameters is not None)


class _Given:
    """A value that the statement is executed with."""

    def __init__(self, value):
        self.value = value


def _names_of_binds(statement):
    """The names of the parameters that the conditions have."""
    from .visitors import iterate

    return {element.key for condition in statement._where_criteria
            for element in iterate(condition) if element._is_bind_parameter}


def _found(statement, key):
    """The column that a key names; None: there is none."""
    if isinstance(key, str):
        return statement.table.c.get(key)
    return key


def _by_key(statement, values):
    """Values by the keys of the statement's own columns; other tables' columns stay as they are."""
    table = statement.table
    made = {}
    for key, value in values.items():
        if isinstance(key, ClauseElement) and (
            key.table is None or key.table is table or key.key not in table.c
            and getattr(key.table, "name", None) == getattr(table, "name", None)
        ):
            key = key.key
        made[key] = value
    return made


def _ordered(statement, values, dialect, everything, executed):
    """In the order of the table's columns; unknown names are refused."""
    made, taken = [], set()
    inserts = statement.is_insert
    for column in statement.table.c:
        if column.key in values:
            taken.add(column.key)
            made.append(_assignment(statement, column, column.key, values[column.key], dialect))
        elif everything and not executed:
            value = _missing(column)
            value._never_inline = True
            made.append(_assignment(statement, column, column.key, value, dialect))
        else:
            default = _default(statement, column, dialect, executed)
            if default is not None:
                made.append(default)
    rest = [key for key in values if key not in taken]
    names = [key for key in rest if isinstance(key, str)]
    if names:
        raise exc.CompileError("Unconsumed column names: " + ", ".join(names))
    if inserts and rest:
        raise exc.CompileError(f"Unconsumed column names: {rest[0].key}")
    # What is no column of the table comes first.
    return [_assignment(statement, key, key, values[key], dialect) for key in rest] + made


def _missing(column):
    return BindParameter(column.key, type_=column.type, required=True)


def _defaults(statement, named, dialect, executed):
    made = []
    for column in statement.table.c:
        if column.key not in named:
            default = _default(statement, column, dialect, executed)
            if default is not None:
                made.append(default)
    return made


def _default(statement, column, dialect, executed):
    """What a column is set to that nobody names: its default, if it has one in Python."""
    default = column.default if statement.is_insert else column.onupdate
    if default is None:
        return None
    if getattr(default, "is_sequence", False):
        if getattr(default, "optional", False) or not statement.is_insert:
            return None
        if getattr(dialect, "name", None) in ("sqlite", "mysql"):
            return None
        value = default.next_value()
    elif getattr(default, "is_clause_element", False):
        value = default.arg
    elif getattr(default, "is_callable", False) or getattr(default, "is_scalar", False):
        if not executed:
            value = _missing(column)
        elif default.is_callable:
            value = _Given(default.arg(_Context(statement, dialect)))
        else:
            value = _Given(default.arg)
    else:
        return None
    return _assignment(statement, column, column.key, value, dialect)


class _Context:
    """What a default's function is told."""

    def __init__(self, statement, dialect):
        self.statement = self.compiled = statement
        self.dialect = dialect
        self.connection = None
        self.isinsert = statement.is_insert
        self.isupdate = statement.is_update

    @property
    def current_parameters(self):
        return self.get_current_parameters()

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        values = _by_key(self.statement, self.statement._values or {})
        return {key: getattr(value, "value", value) for key, value in values.items()}


def _assignment(statement, column, key, value, dialect):
    if isinstance(column, ClauseElement) and not hasattr(column, "name"):
        # An element of an array, say.
        return {"column": "", "target": column._notation(dialect),
                "value": value_notation(value, column, dialect, "value")}
    name = key if column is None else column.name
    made = {"column": str(name), "value": value_notation(value, column, dialect, str(
        getattr(column, "key", name)))}
    quote = quote_of(name)
    if quote is not None:
        made["quote"] = quote
    table = getattr(column, "table", None)
    if table is not None and table is not statement.table:
        if dialect.name not in ("mysql", "mariadb"):
            raise exc.CompileError(
                "Backend does not support additional tables in the SET clause; cannot include "
                f"columns from table(s) '{table.description}' in SET clause")
        made["target"] = column._notation(dialect)
    return made


def value_notation(value, column, dialect, name):
    """What a column is set to."""
    if isinstance(value, _Given):
        value = value.value
    type_ = getattr(column, "type", None)
    found = coercions.resolved(value)
    if not isinstance(found, ClauseElement):
        if hasattr(found, "next_value"):
            return found.next_value()._notation(dialect)
        return BindParameter(name, found, type_=type_)._notation(dialect)
    if found._is_bind_parameter and found.type._isnull and type_ is not None:
        found = found._with_binary_element_type(type_)
    elif found._is_select_base:
        found = found.scalar_subquery()
    return found._notation(dialect)


def _many_rows(statement, dialect, parameters):
    columns = list(statement.table.c)
    rows, first = [], None
    for given in (row for group in statement._multi_values for row in group):
        if not isinstance(given, dict):
            given = {column.key: value for column, value in zip(columns, given)}
        values = {key if isinstance(key, str) else coercions.resolved(key).key: value
                  for key, value in given.items()}
        if first is None:
            first = list(values)
        else:
            missing = [key for key in first if key not in values]
            if missing:
                column = statement.table.c.get(missing[0])
                raise exc.CompileError(
                    f"INSERT value for column {column if column is not None else missing[0]} is "
                    "explicitly rendered as a boundparameter in the VALUES clause; a Python-side "
                    "value or SQL expression is required")
            values = {key: values[key] for key in first}
        rows.append(_numbered(statement, values, dialect, len(rows), parameters is not None))
    return rows


def _numbered(statement, values, dialect, number, executed):
    """A row whose parameters are told from those of the other rows."""
    named = {}
    for key, value in values.items():
        column = statement.table.c.get(key)
        found = coercions.resolved(value)
        if column is not None and not isinstance(found, ClauseElement) and not hasattr(
            found, "next_value"
        ):
            value = BindParameter(f"{column.key}_m{number}", found, type_=column.type)
        named[key] = value
    return _ordered(statement, named, dialect, False, executed)


def from_select(statement, dialect, parameters):
    """INSERT INTO ... SELECT, with the defaults of columns that it does not name."""
    table = statement.table
    names, select = [], statement.select
    for name in statement._select_names:
        column = table.c.get(name)
        names.append(str(name if column is None else column.name))
    if statement.include_insert_from_select_defaults and hasattr(select, "add_columns"):
        taken = set(statement._select_names)
        for column in table.c:
            default = column.default
            if column.key in taken or default is None:
                continue
            if getattr(default, "is_clause_element", False):
                value = default.arg
            elif getattr(default, "is_scalar", False):
                value = BindParameter(None, default.arg, type_=column.type, unique=True)
            elif getattr(default, "is_callable", False):
                value = BindParameter(None, default.arg(_Context(statement, dialect)),
                                      type_=column.type, unique=True)
            else:
                continue
            names.append(str(column.name))
            select = select.add_columns(value)
    return {"select": select._notation(dialect), "select_columns": names}
