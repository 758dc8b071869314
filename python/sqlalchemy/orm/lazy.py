# SPDX-License-Identifier: MIT
"""Loads what relationships refer to: when it is asked for, or for many objects at once."""
from .. import exc as sa_exc
from . import exc
from .base import MANYTOMANY, MANYTOONE, NO_VALUE

_CHUNK = 500


def load_relationship(prop, state):
    """The object (or list of objects) that a relationship of one object refers to."""
    strategy = None
    if state.load_options:
        strategy = state.load_options.strategy(prop)
    if strategy is None:
        strategy = prop.lazy
    empty = [] if prop.uselist else None
    if strategy in ("noload", None):
        return empty
    if strategy == "raise":
        raise sa_exc.InvalidRequestError(f"'{prop}' is not available due to lazy='raise'")
    session = state.session_
    if session is None:
        raise exc.DetachedInstanceError(
            f"Parent instance {state.describe()} is not bound to a Session; lazy load operation of "
            f"attribute '{prop.key}' cannot proceed"
        )
    condition = prop._configured_condition()
    session._autoflush()
    if prop.key in state.dict:
        value = state.dict[prop.key]
        return value
    known = current_target(prop, state, fetch=False) if prop.simple_many_to_one else NO_VALUE
    if known is not NO_VALUE:
        return known
    if strategy == "raise_on_sql":
        raise sa_exc.InvalidRequestError(f"'{prop}' is not available due to lazy='raise_on_sql'")
    values = local_values(prop, state)
    if all(v is None for v in values.values()) and condition.pure:
        return empty
    loads = state.load_options.under(prop) if state.load_options else None
    if prop.simple_many_to_one:
        from .loading import load_by_identity

        key = _identity_of(prop, values)
        found = _load_with(session, prop, key, loads) if loads else load_by_identity(
            session, prop.mapper, key
        )
        return found
    found = _query(session, prop, _criteria(prop, values), loads)
    if prop.uselist:
        return found
    if len(found) > 1:
        from ..util import warn

        warn(f"Multiple rows returned with uselist=False for lazily-loaded attribute '{prop}' ")
    return found[0] if found else None


def _load_with(session, prop, key, loads):
    from .loading import identity_criteria

    found = _query(session, prop, identity_criteria(prop.mapper, key), loads, plain=True)
    return found[0] if found else None


def current_target(prop, state, fetch):
    """The target of a many-to-one from the session's objects; NO_VALUE if a query would be "
    "needed."""
    if not prop.simple_many_to_one or state.session_ is None:
        if fetch and state.session_ is not None and state.key is not None:
            value = load_relationship(prop, state)
            return value
        return NO_VALUE
    values = local_values(prop, state, committed=True)
    if all(v is None for v in values.values()):
        return None
    if any(v is None for v in values.values()):
        return None
    key = prop.mapper.identity_key_from_primary_key(_identity_of(prop, values))
    found = state.session_.identity_map.state(key)
    if found is None or found.is_deleted:
        return NO_VALUE
    if found.expired_attributes and not fetch and len(found.expired_attributes) >= len(
        found.mapper.primary_key
    ):
        # the row may be gone: what is expired is read again before it is given out
        if not found.mapper._pk_keys[0] in found.dict:
            from .loading import load_row_of

            if not load_row_of(state.session_, found, set(found.expired_attributes)):
                return NO_VALUE
    return found.obj()


def _identity_of(prop, values):
    by_remote = {remote: values[local] for local, remote in prop.local_remote_pairs}
    return tuple([by_remote[column] for column in prop.mapper.primary_key])


def local_values(prop, state, committed=False):
    """local column -> value of the object, for the columns that a relationship joins by."""
    condition = prop._configured_condition()
    found = {}
    for column in condition.local_columns:
        found[column] = column_value(state, column, committed)
    return found


def column_value(state, column, committed=False):
    key = state.mapper._columntoproperty[column].key
    dict_ = state.dict
    if committed and key in state.committed_state:
        value = state.committed_state[key]
        if value is not NO_VALUE:
            return value
    if key in dict_:
        return dict_[key]
    return getattr(state.obj(), key)


def _replace(expression, replacement):
    from ..sql.visitors import replacement_traverse

    return replacement_traverse(expression, {}, replacement)


def _criteria(prop, values):
    """What rows of the target must fulfil to belong to an object with these values."""
    condition = prop._configured_condition()
    if condition.direction is MANYTOMANY:
        if condition.pure:
            criteria = [b == values[a] for a, b in condition.synchronize_pairs]
        else:
            criteria = [_bound(condition, condition.primaryjoin, values)]
        return [*criteria, condition.secondaryjoin]
    if condition.pure:
        return [remote == values[local] for local, remote in condition.local_remote_pairs]
    return [_bound(condition, condition.primaryjoin, values)]


def _bound(condition, expression, values):
    from ..sql.expression import bindparam

    from .join_condition import bare

    def replace(element):
        column = bare(element)
        if column in values and not condition.is_remote(element):
            return bindparam(None, values[column], type_=column.type, unique=True)
        return None

    return _replace(expression, replace)


def _query(session, prop, criteria, loads, plain=False):
    from .loading import Loader

    statement, entity, loads = _statement(prop, loads)
    if prop.secondary is not None and not plain:
        statement = statement.select_from(prop.secondary)
    statement = statement.where(*criteria)
    for criterion in entity.criteria():
        statement = statement.where(criterion)
    if prop.order_by and not plain:
        statement = statement.order_by(*prop.order_by)
    loader = Loader(session, [entity], loads)
    rows = session._run(statement, prop.mapper).fetchall()
    found, seen = [], set()
    for row in rows:
        obj = loader.instance(entity, row)
        if obj is not None and id(obj) not in seen:
            seen.add(id(obj))
            found.append(obj)
    loader.finish()
    return found


def _statement(prop, loads):
    from ..sql.expression import select
    from .entities import MapperEntity, Selected
    from .strategy_options import Loads

    entity = MapperEntity(prop.mapper, None, prop.mapper.class_)
    loads = loads if loads is not None else Loads()
    selected = Selected()
    entity.setup(selected, loads)
    return select(*selected.columns).select_from(prop.mapper.selectable), entity, loads


# --- for many objects at once


def load_many(session, prop, states, loads, populate_existing=False):
    """Fill one relationship of many objects with few statements."""
    prop._configured_condition()
    impl = states[0].mapper.impls.get(prop.key)
    if impl is None or prop.lazy in ("dynamic", "write_only"):
        return
    missing = [
        s for s in states
        if prop.key not in s.dict or (populate_existing and prop.key not in s.committed_state)
    ]
    if populate_existing:
        for state in missing:
            state.dict.pop(prop.key, None)
    if missing:
        if prop.simple_many_to_one and len(prop.local_remote_pairs) == 1:
            _many_references(session, prop, missing, loads)
        elif prop.condition.pure and len(prop.condition.local_columns) == 1:
            _many_collections(session, prop, missing, loads)
        else:
            for state in missing:
                _put(prop, state, _query(
                    session, prop, _criteria(prop, local_values(prop, state)), loads
                ))
    if loads and len(missing) < len(states):
        _deepen(session, prop, [s for s in states if s not in missing], loads)


def _deepen(session, prop, states, loads):
    """Eager loading goes on below objects that were there already."""
    from .base import instance_state
    from .loading import Loader

    members = {}
    for state in states:
        value = state.dict.get(prop.key)
        values = value._sa_adapter.values() if hasattr(value, "_sa_adapter") else [value]
        for member in values:
            if member is not None:
                members[id(member)] = instance_state(member)

    loads.load_eagerly(Loader(session, (), loads), _Plain, list(members.values()))


class _Plain:
    """An entity that brings nothing of its own."""

    nested = ()


def _put(prop, state, found):
    impl = state.mapper.impls[prop.key]
    if impl.collection:
        impl.fill(state, state.dict, found)
    else:
        state.dict[prop.key] = found[0] if found else None


def _many_references(session, prop, states, loads):
    local, remote = prop.local_remote_pairs[0]
    wanted, waiting = {}, []
    for state in states:
        value = column_value(state, local)
        if value is None:
            state.dict[prop.key] = None
            continue
        known = session.identity_map.state(
            prop.mapper.identity_key_from_primary_key((value,))
        )
        if known is not None and not loads and not known.expired_attributes:
            state.dict[prop.key] = known.obj()
            continue
        wanted[value] = None
        waiting.append((state, value))
    values = list(wanted)
    for start in range(0, len(values), _CHUNK):
        part = values[start:start + _CHUNK]
        for obj in _query(session, prop, [remote.in_(part)], loads, plain=True):
            wanted[prop.mapper.primary_key_from_instance(obj)[0]] = obj
    for state, value in waiting:
        state.dict[prop.key] = wanted[value]


def _many_collections(session, prop, states, loads):
    from .loading import Loader

    condition = prop.condition
    local, remote = (
        condition.synchronize_pairs[0] if condition.direction is MANYTOMANY
        else condition.local_remote_pairs[0]
    )
    holders = {}
    for state in states:
        holders.setdefault(column_value(state, local), []).append(state)
    found = {value: [] for value in holders}
    values = [v for v in holders if v is not None]
    for start in range(0, len(values), _CHUNK):
        part = values[start:start + _CHUNK]
        statement, entity, loads_ = _statement(prop, loads)
        statement = statement.add_columns(remote)
        if prop.secondary is not None:
            statement = statement.select_from(prop.secondary).where(condition.secondaryjoin)
        statement = statement.where(remote.in_(part))
        for criterion in entity.criteria():
            statement = statement.where(criterion)
        if prop.order_by:
            statement = statement.order_by(*prop.order_by)
        loader = Loader(session, [entity], loads_)
        for row in session._run(statement, prop.mapper).fetchall():
            value = row[len(row) - 1]
            obj = loader.instance(entity, row)
            if obj is not None and not any(obj is o for o in found[value][-1:]):
                found[value].append(obj)
        loader.finish()
    for value, members in holders.items():
        for state in members:
            _put(prop, state, found[value])


__all__ = ["MANYTOONE", "current_target", "load_many", "load_relationship"]
