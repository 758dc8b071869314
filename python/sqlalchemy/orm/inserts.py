# SPDX-License-Identifier: MIT
"""INSERT for objects."""
from .. import exc as sa_exc
from . import exc
from .row_values import (
    _columns,
    _connection,
    _default,
    _element,
    _inherited_key,
    _is_clause,
    _is_sequence,
    _server_generates,
)


def insert_many(session, states):
    """Insert pending objects of one mapper, with as few statements as their columns allow."""
    mapper = states[0].mapper
    connection = _connection(session, mapper)
    if len(states) == 1 or len(mapper.tables) > 1:
        for state in states:
            _insert(session, connection, state)
        return
    table = mapper.tables[0]
    group, shape = [], None
    for state in states:
        _prepare(state, mapper)
        values, fetch = _row_of(connection, state, mapper, table)
        mark = tuple(values)
        if any(_is_clause(v) for v in values.values()):
            mark = object()
        if group and mark != shape:
            _insert_group(session, connection, mapper, table, group)
            group = []
        shape = mark
        group.append((state, values, fetch))
    _insert_group(session, connection, mapper, table, group)


def _insert_group(session, connection, mapper, table, group):
    """Insert rows that set the same columns."""
    columns = list(group[0][1])
    keys = list(table.primary_key.columns)
    missing = [c for c in keys if c not in group[0][1]]
    made = len(missing) == 1 and missing[0] is getattr(table, "_autoincrement_column", None)
    returns = made and connection.dialect.name in ("sqlite", "postgresql")
    if len(group) == 1 or not columns or (missing and not returns):
        for state, values, fetch in group:
            result = connection.execute(_insert_statement(connection, table, values))
            _take_primary_key(result, state, mapper, table, fetch)
            _expire_fetched(state, mapper, fetch)
            _take_identity(session, state)
        return
    rows = [{c.key: v for c, v in values.items()} for _, values, _ in group]
    key = mapper._columntoproperty[missing[0]].key if missing else None
    step = max(1, 2000 // len(columns))
    for start in range(0, len(rows), step):
        statement = table.insert().values(rows[start:start + step])
        if missing:
            statement = statement.returning(missing[0])
            # numbers are given out in the order of the rows, whatever order they come back in
            given = sorted(row[0] for row in connection.execute(statement).fetchall())
            for (state, _, _), value in zip(group[start:start + step], given):
                state.dict[key] = value
        else:
            connection.execute(statement)
    for state, _, fetch in group:
        _expire_fetched(state, mapper, fetch)
        _take_identity(session, state)


def _insert(session, connection, state):
    mapper = state.mapper
    _prepare(state, mapper)
    for table in mapper.tables:
        _insert_into(session, connection, state, mapper, table)
    _take_identity(session, state)


def _prepare(state, mapper):
    """The values that the mapping itself sets: the discriminator, the version."""
    if mapper.polymorphic_on is not None and mapper.polymorphic_identity is not None:
        prop = mapper._columntoproperty.get(mapper.polymorphic_on)
        if prop is not None and state.dict.get(prop.key) is None:
            state.dict[prop.key] = mapper.polymorphic_identity
    if mapper.polymorphic_abstract:
        raise sa_exc.InvalidRequestError(
            f"Can't instantiate class for {mapper}; mapper is marked polymorphic_abstract=True; "
            "this "
            "class should not be instantiated"
        )
    if mapper.version_id_col is not None:
        prop = mapper._columntoproperty[mapper.version_id_col]
        if mapper.version_id_generator is not False:
            generate = mapper.version_id_generator or (lambda v: (v or 0) + 1)
            state.dict[prop.key] = generate(None)


def _take_identity(session, state):
    """The identity of an object whose row was just inserted."""
    mapper = state.mapper
    values = mapper.primary_key_of(state)
    if any(v is None for v in values) and all(v is None for v in values):
        raise exc.FlushError(
            f"Instance {state.describe()} has a NULL identity key.  If this is an auto-generated "
            "value, check that the database table allows generation of new primary key values, and "
            "that the mapped Column object is configured to expect these generated values.  Ensure "
            "also that this flush() is not occurring at an inappropriate time, such as within a "
            "load() event."
        )
    key = mapper.identity_key_from_primary_key(values)
    existing = session.identity_map.state(key)
    if existing is not None and existing is not state and existing not in session._deleted:
        from ..util import warn

        warn(
            f"New instance {state.describe()} with identity key {key} conflicts with persistent "
            f"instance {existing.describe()}"
        )
    state.key = key


def _insert_into(session, connection, state, mapper, table):
    values, fetch = _row_of(connection, state, mapper, table)
    result = connection.execute(_insert_statement(connection, table, values))
    _take_primary_key(result, state, mapper, table, fetch)
    _expire_fetched(state, mapper, fetch)


def _expire_fetched(state, mapper, fetch):
    """What the database has set is read when it is asked for."""
    dict_ = state.dict
    for key in fetch:
        if key in mapper._pk_keys and dict_.get(key) is not None and not _is_clause(dict_[key]):
            continue
        dict_.pop(key, None)
        state.committed_state.pop(key, None)
        state.expired_attributes.add(key)


def _row_of(connection, state, mapper, table):
    """(value by column, attributes that the database sets) of an object in one table."""
    dict_ = state.dict
    values, fetch = {}, []
    for column, prop in _columns(mapper, table):
        if getattr(column, "computed", None) is not None:
            fetch.append(prop.key)
            continue
        value = dict_.get(prop.key)
        if value is None and not (
            getattr(column.type, "should_evaluate_none", False) and prop.key in dict_
        ):
            default = column.default
            if default is not None:
                value = _default(default, values, column)
                if _is_sequence(default):
                    if not _server_generates(connection, default):
                        if column.primary_key:
                            continue
                        value = None
                    else:
                        value = default.next_value() if value is None else value
                if value is None:
                    values[column] = None
                elif _is_clause(value):
                    values[column] = _element(value)
                    fetch.append(prop.key)
                else:
                    values[column] = dict_[prop.key] = value
            elif column.server_default is not None or getattr(column, "identity", None) is not None:
                fetch.append(prop.key)
            elif column.primary_key:
                if len(mapper.tables) > 1 and table is not mapper.tables[0]:
                    inherited = _inherited_key(mapper, state, column, table)
                    if inherited is not None:
                        values[column] = dict_[prop.key] = inherited
            else:
                values[column] = None
            continue
        if _is_clause(value):
            values[column] = _element(value)
            fetch.append(prop.key)
        else:
            values[column] = value
    for column, prop in _columns(mapper, table):
        if column.primary_key and column not in values and table is not mapper.tables[0]:
            inherited = _inherited_key(mapper, state, column, table)
            if inherited is not None:
                values[column] = inherited
    return values, fetch


def _insert_statement(connection, table, values):
    # values() without any says that the row is of defaults alone
    return table.insert().values({c: v for c, v in values.items()})


def _take_primary_key(result, state, mapper, table, fetch):
    missing = [
        (column, prop) for column, prop in _columns(mapper, table)
        if column.primary_key and (state.dict.get(prop.key) is None or prop.key in fetch)
    ]
    if not missing:
        return
    inserted = result.inserted_primary_key
    if inserted is None:
        return
    by_column = dict(zip(table.primary_key.columns, inserted))
    for column, prop in missing:
        value = by_column.get(column)
        if value is not None:
            state.dict[prop.key] = value
            for other in prop.columns:
                if other is not column:
                    state.dict.setdefault(mapper._columntoproperty[other].key, value)
