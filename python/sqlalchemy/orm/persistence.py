# SPDX-License-Identifier: MIT
"""UPDATE and DELETE for objects, and the order of all three."""
from .. import exc as sa_exc
from . import exc
from .base import NO_VALUE
from .inserts import insert_many
from .row_values import (
    _columns,
    _connection,
    _default,
    _element,
    _inherited_key,
    _is_clause,
)
from .updates import Updates


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
    updates = Updates()
    for state in states:
        if waiting and (state.key is not None or state.mapper is not waiting[0].mapper):
            insert_many(session, waiting)
            waiting = []
        connection = _connection(session, state.mapper)
        replaced = _replaces(session, state) if state.key is None else None
        if replaced is not None:
            updates.send()
            _update(session, connection, state, replaced.key[1])
            session.identity_map.discard(replaced)
            session._deleted.pop(replaced, None)
            flush.deletes.pop(replaced, None)
            replaced.detach()
            state.key = replaced.key
        elif state.key is None:
            updates.send()
            waiting.append(state)
        else:
            _update(session, connection, state, state.key[1], updates)
            _switch_key(session, state)
    if waiting:
        insert_many(session, waiting)
    updates.send()
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


def _are_plain(values, criteria):
    """Whether these can be sent along with others: values only, and rows found by values."""
    return not any(hasattr(value, "_notation") or hasattr(value, "__clause_element__")
                   for value in values) and all(
        hasattr(one.right, "value") and one.right.value is not None for one in criteria)


def _update(session, connection, state, identity, updates=None):
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
        if updates is not None and not holds_version and not fetch and _are_plain(
            values.values(), criteria
        ):
            updates.add(connection, table, values,
                        {one.left: one.right.value for one in criteria})
            continue
        if updates is not None:
            updates.send()
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
