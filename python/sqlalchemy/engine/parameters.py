# SPDX-License-Identifier: MIT
"""What an INSERT or UPDATE is given: values at the execution, defaults of columns, the new key."""


class Prepared:
    """A data statement with all its values, and what its result will tell of them."""

    __slots__ = ("statement", "ismulti", "key_columns", "fetched", "key_rows", "shown",
                 "prefetched", "_given")

    def __init__(self, statement, ismulti=False):
        self.statement = statement
        self.ismulti = ismulti
        self.key_columns = ()
        self.fetched = ()  # key columns that RETURNING was added for
        self.key_rows = []
        self.shown = {}
        self.prefetched = []
        self._given = {}


def distilled(parameters, more, keywords):
    """(list of parameter sets, whether there may be several) of the arguments of execute()."""
    from .. import exc

    if more or keywords:
        from ..util import warn_deprecated_20

        warn_deprecated_20(
            "The connection.execute() method in SQLAlchemy 2.0 will accept parameters as a single "
            "dictionary or a single sequence of dictionaries only."
        )
        if keywords and parameters is None:
            return [keywords], False
        if all(isinstance(one, (dict, list, tuple)) for one in (parameters, *more)):
            return [parameters, *more], True
        return [(parameters, *more)], False
    if parameters is None:
        return [], False
    if isinstance(parameters, dict):
        return [parameters], False
    if isinstance(parameters, (list, tuple)):
        if not parameters:
            return [], False
        if isinstance(parameters[0], (dict, list, tuple)):
            if isinstance(parameters, tuple) and not isinstance(parameters[0], dict):
                return [parameters], False
            return list(parameters), True
        if isinstance(parameters, tuple):
            return [parameters], False
        raise exc.ArgumentError(
            "List argument must consist only of tuples or dictionaries"
        )
    if hasattr(parameters, "keys"):
        return [dict(parameters)], False
    raise exc.ArgumentError("mapping or list expected for parameters")


class DefaultContext:
    """What a default that is a function is called with."""

    isinsert = isupdate = isdelete = False

    def __init__(self, connection, statement, values, isinsert, column):
        self.connection = self.root_connection = connection
        self.dialect = connection.dialect
        self.engine = connection.engine
        self.statement = statement
        self.current_column = column
        self.current_parameters = values
        self.compiled_parameters = [values]
        self.execution_options = connection.get_execution_options()
        self.isinsert = isinsert
        self.isupdate = not isinsert

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return self.current_parameters


def _default_of(default, context):
    """(value or SQL expression, whether there is one) that a default gives now."""
    if default is None or getattr(default, "is_server_default", False):
        return None, False
    if getattr(default, "is_sequence", False):
        dialect = context.dialect
        if not dialect.supports_sequences or (default.optional and dialect.sequences_optional):
            return None, False
        return default.next_value(), True
    arg = getattr(default, "arg", default)
    if getattr(default, "is_callable", False):
        return arg(context), True
    if getattr(default, "is_scalar", True) or getattr(default, "is_clause_element", False):
        return arg, True
    return None, False


def _fill_defaults(prepared, connection, given, attribute):
    """The values of columns that the author left to `default=` or `onupdate=`."""
    table = prepared.statement.table
    made = {}
    for column in getattr(table, "columns", ()):
        default = getattr(column, attribute, None)
        if default is None or column.key in given:
            continue
        context = DefaultContext(
            connection, prepared.statement, {**given, **made}, attribute == "default", column
        )
        value, found = _default_of(default, context)
        if found:
            made[column.key] = value
            prepared.prefetched.append(column)
    return made


def _keyed(values):
    """Values by the keys of their columns."""
    made = {}
    for column, value in (values or {}).items():
        made[column if isinstance(column, str) else column.key] = value
    return made


def _given_values(statement):
    ordered = getattr(statement, "_ordered_values", None)
    if ordered:
        return _keyed(dict(ordered))
    return _keyed(getattr(statement, "_values", None))


def _known_columns(table, parameters):
    """Those of the parameters that are columns of the table, by key or by the column itself; what
    a statement is executed with may name more."""
    made = {}
    columns = table.c
    for key, value in parameters.items():
        if not isinstance(key, str):
            key = key.key
        if key in columns:
            made[key] = value
    return made


def _positional(table, parameters):
    """A tuple gives values to the columns in their order."""
    return dict(zip([column.key for column in table.columns], parameters))


def values_of(statement, parameters):
    """What the parameters of an execution make of an INSERT's values: more columns, or values of
    its own parameters."""
    made = _known_columns(statement.table, parameters)
    if len(made) < len(parameters):
        for column, value in (statement._values or {}).items():
            if hasattr(value, "params"):
                made[column] = value.params(
                    {key: one for key, one in parameters.items() if isinstance(key, str)})
    return made


def prepare_insert(connection, statement, parameters, ismulti=False):
    """An INSERT with its values, defaults, and RETURNING for a key that the database makes."""
    prepared = Prepared(statement, ismulti)
    table = statement.table
    if parameters and not isinstance(parameters, dict):
        parameters = _positional(table, parameters)
    rows = getattr(statement, "_multi_values", None)
    if rows:
        prepared.statement = _with_defaults_in_rows(prepared, connection, statement, rows)
        prepared.ismulti = True
        return prepared
    if getattr(statement, "select", None) is not None:
        if parameters:
            statement = prepared.statement = statement._generate()
            statement.select = statement.select.params(parameters)
        if getattr(statement, "include_insert_from_select_defaults", True):
            _defaults_from_select(prepared, connection, statement)
        prepared.key_rows = [tuple([None for _ in _key_of(table)])]
        return prepared
    # Without any, the row is the database's defaults.
    statement = prepared.statement = statement.values(values_of(statement, parameters or {}))
    given = _given_values(statement)
    made = _fill_defaults(prepared, connection, given, "default")
    if made:
        statement = prepared.statement = statement.values(made)
    prepared._given = {**given, **made}
    prepared.shown = prepared._given
    prepared.key_columns = _key_of(table)
    if not ismulti:
        _fetch_key(prepared, connection, statement)
    return prepared


def _key_of(table):
    key = getattr(table, "primary_key", None)
    return tuple(key) if key is not None else ()


def _with_defaults_in_rows(prepared, connection, statement, rows):
    groups = []
    for group in rows:
        filled = []
        for row in group:
            if not isinstance(row, dict):
                row = _positional(statement.table, row)
            given = _keyed(row)
            filled.append({**given, **_fill_defaults(prepared, connection, given, "default")})
        groups.extend(filled)
    made = statement._generate()
    made._multi_values = ()
    return made.values(groups)


def _defaults_from_select(prepared, connection, statement):
    """INSERT ... SELECT takes defaults as further columns of the SELECT, where it can."""
    names = getattr(statement, "_select_names", None) or []
    given = dict.fromkeys(name if isinstance(name, str) else name.key for name in names)
    made = _fill_defaults(prepared, connection, given, "default")
    selected = statement.select
    if not made or not given or not hasattr(selected, "add_columns"):
        return
    from ..sql.expression import bindparam

    columns = []
    for key, value in made.items():
        if not hasattr(value, "_notation"):
            value = bindparam(None, value, type_=statement.table.c[key].type)
        columns.append(value)
    bare = statement._generate()
    bare.select = None
    prepared.statement = bare.from_select([*given, *made], selected.add_columns(*columns))


def _is_value(value):
    return value is not None and not hasattr(value, "_notation")


def _fetch_key(prepared, connection, statement):
    given = prepared._given
    missing = [c for c in prepared.key_columns if not _is_value(given.get(c.key))]
    if getattr(statement, "_returning", None) or getattr(statement, "_inline", False):
        return
    if not missing or not connection.dialect.insert_returning:
        return
    if connection.dialect.name == "postgresql" and getattr(
        statement.table, "implicit_returning", True
    ):
        prepared.fetched = tuple(prepared.key_columns)
        prepared.statement = statement.returning(*prepared.fetched)
    elif connection.dialect.name == "sqlite":
        prepared.fetched = None  # the rowid


def settle_key(prepared, returned, rowid):
    """After the execution: the new row's key, of what was given and what came back."""
    columns = prepared.key_columns
    if not columns:
        prepared.key_rows = [()] if not prepared.ismulti else []
        return
    if prepared.fetched:
        prepared.key_rows = [tuple(row) for row in returned]
        return
    values = []
    for column in columns:
        value = prepared._given.get(column.key)
        if not _is_value(value):
            value = rowid if len(columns) == 1 or _is_autoincrement(column) else None
        values.append(value)
    prepared.key_rows = [tuple(values)]


def _is_autoincrement(column):
    return getattr(column.table, "_autoincrement_column", None) is column


def prepare_update(connection, statement, parameters):
    """An UPDATE with the values that the execution gives, and those of onupdate=."""
    prepared = Prepared(statement)
    if parameters:
        table = statement.table
        binds = bind_names(statement)
        new = {
            key: value
            for key, value in _known_columns(table, parameters).items()
            if key not in binds
        }
        if new:
            statement = prepared.statement = statement.values(new)
    given = _given_values(statement)
    made = _fill_defaults(prepared, connection, given, "onupdate")
    if made:
        if getattr(statement, "_ordered_values", None):
            made_statement = statement._generate()
            made_statement._ordered_values = [*statement._ordered_values, *made.items()]
            prepared.statement = made_statement
        else:
            prepared.statement = statement.values(made)
    prepared.shown = {**given, **made}
    return prepared


def bind_names(statement):
    """Names of the parameters that a statement has of its own."""
    found = set()
    seen = set()
    waiting = [statement]
    while waiting:
        element = waiting.pop()
        if id(element) in seen:
            continue
        seen.add(id(element))
        if getattr(element, "_is_bind_parameter", False):
            found.add(element.key)
        found.update(getattr(element, "_bindparams", None) or ())
        waiting.extend(element.get_children() if hasattr(element, "get_children") else ())
        waiting.extend(
            value
            for value in (getattr(element, "_values", None) or {}).values()
            if hasattr(value, "get_children")
        )
    return found
