# SPDX-License-Identifier: MIT
"""INSERT, UPDATE and DELETE for objects."""
from .. import exc as sa_exc
from . import exc
from .base import NO_VALUE


def write_order(states):
    """Pending objects as they were added, then persistent ones by primary key."""
    pending = sorted((s for s in states if s.key is None), key=lambda s: s.insert_order)
    persistent = [s for s in states if s.key is not None]
    try:
        persistent.sort(key=lambda s: s.key[1])
    except TypeError:
        pass
    return pending + persistent


def synchronize(state, parent, prop):
    """Copy the key of a parent into the foreign key columns of the object that refers to it."""
    for source, target in prop.condition.synchronize_pairs:
        target_prop = state.mapper._columntoproperty[target]
        if parent is None:
            if target.primary_key and any(target is c for c in state.mapper.primary_key):
                if state.key is None and state.dict.get(target_prop.key) is None:
                    continue
                raise sa_exc.InvalidRequestError(
                    f"Dependency rule on column '{source}' tried to blank-out primary key column "
                    f"'{target}' on instance '{state.describe()}'"
                )
            value = None
        else:
            key = parent.mapper._columntoproperty[source].key
            value = parent.dict[key] if key in parent.dict else getattr(parent.obj(), key)
        _assign(state, target_prop.key, value)


def _assign(state, key, value):
    dict_ = state.dict
    old = dict_.get(key, NO_VALUE)
    if old is NO_VALUE and state.key is not None and key in state.expired_attributes:
        old = getattr(state.obj(), key)
    if old is not NO_VALUE and old == value and (old is None) == (value is None):
        return
    state.modified_event(key, old)
    dict_[key] = value


def save(session, flush, states):
    """Insert or update the objects of one step."""
    for state in states:
        mapper = state.mapper
        connection = _connection(session, mapper)
        if state.key is None:
            mapper.fire("before_insert", connection, state)
        else:
            mapper.fire("before_update", connection, state)
    waiting = []  # pending objects of one mapper, to be inserted together
    for state in states:
        if waiting and (state.key is not None or state.mapper is not waiting[0].mapper):
            insert_many(session, waiting)
            waiting = []
        connection = _connection(session, state.mapper)
        replaced = _replaces(session, state) if state.key is None else None
        if replaced is not None:
            _update(session, connection, state, replaced.key[1])
            session.identity_map.discard(replaced)
            session._deleted.pop(replaced, None)
            flush.deletes.pop(replaced, None)
            replaced.detach()
            state.key = replaced.key
        elif state.key is None:
            waiting.append(state)
        else:
            _update(session, connection, state, state.key[1])
            _switch_key(session, state)
    if waiting:
        insert_many(session, waiting)
    for state in states:
        mapper = state.mapper
        connection = _connection(session, mapper)
        mapper.fire("after_insert" if state in session._new else "after_update", connection, state)


def _replaces(session, state):
    """The deleted object whose identity a pending one has: its row is updated instead."""
    values = state.mapper.primary_key_of(state)
    if not session._deleted or any(v is None for v in values):
        return None
    key = state.mapper.identity_key_from_primary_key(values)
    for other in session._deleted:
        if other.key == key:
            return other
    return None


def _switch_key(session, state):
    values = tuple(state.mapper.primary_key_of(state))
    if values != state.key[1]:
        old = state.key
        session.identity_map.discard(state)
        state.key = state.mapper.identity_key_from_primary_key(values)
        session.identity_map.put(state)
        if session._transaction is not None:
            session._transaction.key_switches.setdefault(state, (old, state.key))


def _connection(session, mapper):
    return session._connection_for(session.get_bind(mapper))


def _is_clause(value):
    return hasattr(value, "_notation") or hasattr(value, "__clause_element__")


def _element(value):
    element = getattr(value, "__clause_element__", None)
    return element() if element is not None and not hasattr(value, "_notation") else value


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
    if not missing:
        connection.execute(table.insert(), rows)
    else:
        key = mapper._columntoproperty[missing[0]].key
        step = max(1, 2000 // len(columns))
        for start in range(0, len(rows), step):
            statement = table.insert().values(rows[start:start + step]).returning(missing[0])
            # numbers are given out in the order of the rows, whatever order they come back in
            given = sorted(row[0] for row in connection.execute(statement).fetchall())
            for (state, _, _), value in zip(group[start:start + step], given):
                state.dict[key] = value
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
            f"Can't instantiate class for {mapper}; mapper is marked polymorphic_abstract=True; this "
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


def _columns(mapper, table):
    """(column, property) of a table that the mapper writes."""
    held = mapper.written_columns.get(table)
    if held is None or held[0] != len(table.c):
        pairs = [
            (column, mapper._columntoproperty[column]) for column in table.c
            if column in mapper._columntoproperty
        ]
        held = mapper.written_columns[table] = (len(table.c), pairs)
    return held[1]


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


def _is_sequence(default):
    return getattr(default, "is_sequence", False) or hasattr(default, "next_value")


def _server_generates(connection, default):
    return getattr(connection.dialect, "supports_sequences", False)


def _default(default, values, column):
    """The value of a column's own default, for one row."""
    if _is_sequence(default):
        return None
    argument = getattr(default, "arg", default)
    if getattr(default, "is_callable", callable(argument) and not _is_clause(argument)):
        return argument(_DefaultContext(values, column))
    return argument


class _DefaultContext:
    """What the function of a default may look at: the values of the row."""

    def __init__(self, values, column):
        self._values = values
        self.current_column = column
        self.isinsert = True
        self.isupdate = False

    @property
    def current_parameters(self):
        return {c.key: v for c, v in self._values.items()}

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return self.current_parameters


def _inherited_key(mapper, state, column, table):
    """The value that the key column of a joined table takes from the table above."""
    for owner in mapper.iterate_to_root():
        if owner.local_table is not table or owner.inherit_condition is None:
            continue
        from .join_condition import equal_pairs

        for a, b in equal_pairs(owner.inherit_condition)[0]:
            other = b if a is column else a if b is column else None
            if other is not None:
                prop = mapper._columntoproperty[other]
                return state.dict.get(prop.key)
    return None


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


def _changed(state, mapper, table):
    """(values to set, attributes to read again) of an object in one table."""
    dict_ = state.dict
    values, fetch = {}, []
    for column, prop in _columns(mapper, table):
        key = prop.key
        if key not in state.committed_state or key not in dict_:
            continue
        value = dict_[key]
        if _is_clause(value):
            values[column] = _element(value)
            fetch.append(key)
            continue
        old = state.committed_state[key]
        impl = mapper.impls[key]
        if old is not NO_VALUE and (old is value or impl.same(old, value)):
            continue
        values[column] = value
    return values, fetch


def _update(session, connection, state, identity):
    mapper = state.mapper
    version = mapper.version_id_col
    changes = [(table, *_changed(state, mapper, table)) for table in mapper.tables]
    if not any(values for _, values, _ in changes):
        return
    version_prop = mapper._columntoproperty[version] if version is not None else None
    for table, values, fetch in changes:
        holds_version = version is not None and any(version is c for c in table.c)
        if not values and not holds_version:
            continue
        for column, prop in _columns(mapper, table):
            if column in values:
                continue
            onupdate = getattr(column, "onupdate", None)
            if onupdate is not None:
                value = _default(onupdate, values, column)
                if value is not None and _is_clause(value):
                    values[column] = _element(value)
                    fetch.append(prop.key)
                elif value is not None:
                    values[column] = state.dict[prop.key] = value
            elif getattr(column, "server_onupdate", None) is not None:
                fetch.append(prop.key)
        criteria = _row_criteria(mapper, table, state, identity)
        if holds_version:
            old = state.committed_state.get(version_prop.key, NO_VALUE)
            if old is NO_VALUE:
                old = state.dict.get(version_prop.key)
            criteria.append(version == old)
            if mapper.version_id_generator is not False:
                generate = mapper.version_id_generator or (lambda v: (v or 0) + 1)
                values[version] = state.dict[version_prop.key] = generate(old)
        result = connection.execute(table.update().where(*criteria).values(
            {c: v for c, v in values.items()}
        ))
        if result.rowcount == 0:
            raise exc.StaleDataError(
                f"UPDATE statement on table '{table.name}' expected to update 1 row(s); 0 were "
                "matched."
            )
        for key in fetch:
            state.dict.pop(key, None)
            state.committed_state.pop(key, None)
            state.expired_attributes.add(key)


def update_columns_of(session, state):
    """An UPDATE for columns that a later step of the flush has set."""
    if state.key is not None:
        connection = _connection(session, state.mapper)
        for table in state.mapper.tables:
            values, _ = _changed(state, state.mapper, table)
            references = {
                c: v for c, v in values.items() if c.foreign_keys
            }
            if references:
                criteria = _row_criteria(state.mapper, table, state, state.key[1])
                connection.execute(table.update().where(*criteria).values(references))


def _row_criteria(mapper, table, state, identity):
    """column == value that find the row of an object in one of its tables."""
    by_column = dict(zip(mapper.primary_key, identity))
    found = []
    for column in table.primary_key.columns:
        if column in by_column:
            found.append(column == by_column[column])
            continue
        prop = mapper._columntoproperty.get(column)
        value = None
        for other in prop.columns if prop is not None else ():
            if other in by_column:
                value = by_column[other]
        if value is None:
            value = _inherited_key(mapper, state, column, table)
        if value is None and prop is not None:
            value = state.dict.get(prop.key)
        found.append(column == value)
    if not found:
        found = [c == v for c, v in by_column.items()]
    return found


def delete(session, flush, states):
    for state in states:
        state.mapper.fire("before_delete", _connection(session, state.mapper), state)
    for state in states:
        mapper = state.mapper
        connection = _connection(session, mapper)
        for table in reversed(mapper.tables):
            criteria = _row_criteria(mapper, table, state, state.key[1])
            version = mapper.version_id_col
            if version is not None and any(version is c for c in table.c):
                value = state.dict.get(mapper._columntoproperty[version].key)
                if value is not None:
                    criteria.append(version == value)
            result = connection.execute(table.delete().where(*criteria))
            if result.rowcount == 0 and table is mapper.tables[0]:
                if version is not None:
                    raise exc.StaleDataError(
                        f"DELETE statement on table '{table.name}' expected to delete 1 row(s); 0 "
                        "were matched.  Please set confirm_deleted_rows=False within the mapper "
                        "configuration to prevent this warning."
                    )
                if mapper.confirm_deleted_rows:
                    from ..util import warn

                    warn(
                        f"DELETE statement on table '{table.name}' expected to delete 1 row(s); 0 "
                        "were matched.  Please set confirm_deleted_rows=False within the mapper "
                        "configuration to prevent this warning."
                    )
    for state in states:
        state.mapper.fire("after_delete", _connection(session, state.mapper), state)


def _secondary_row(prop, state, child):
    values = {}
    for source, target in prop.condition.synchronize_pairs:
        values[target] = _value(state, source)
    for source, target in prop.condition.secondary_synchronize_pairs:
        values[target] = _value(child, source)
    return values


def _value(state, column):
    key = state.mapper._columntoproperty[column].key
    return state.dict[key] if key in state.dict else getattr(state.obj(), key)


def insert_secondary(session, rows):
    for prop, state, child in rows:
        connection = _connection(session, state.mapper)
        connection.execute(
            prop.secondary.insert().values({
                c: v for c, v in _secondary_row(prop, state, child).items()
            })
        )


def delete_secondary(session, rows):
    for prop, state, child in rows:
        connection = _connection(session, state.mapper)
        criteria = [c == v for c, v in _secondary_row(prop, state, child).items()]
        result = connection.execute(prop.secondary.delete().where(*criteria))
        if result.rowcount == 0:
            raise exc.StaleDataError(
                f"DELETE statement on table '{prop.secondary.name}' expected to delete 1 row(s); "
                "Only 0 were matched."
            )
