# SPDX-License-Identifier: MIT
"""Copies the state of an object into the session's own object of that identity."""
from .. import exc as sa_exc
from .base import NO_VALUE, instance_state


def merge(session, state, load, seen):
    """The session's object for `state`, with its values."""
    known = seen.get(id(state))
    if known is not None:
        return known
    mapper = state.mapper
    if state.session_ is session and state.key is not None and session.identity_map.contains_state(
        state
    ):
        seen[id(state)] = state.obj()
        _merge_references(session, state, state, load, seen)
        return state.obj()
    key = state.key
    if key is None:
        values = mapper.primary_key_of(state)
        if not any(v is None for v in values):
            key = mapper.identity_key_from_primary_key(values)
    target = session.identity_map.get(key) if key is not None else None
    if target is None and key is not None:
        if load:
            target = session.get(mapper.class_, key[1])
        else:
            if state.modified:
                raise sa_exc.InvalidRequestError(
                    "merge() with load=False option does not support objects marked as 'dirty'.  "
                    "flush() all changes on mapped instances before merging with load=False."
                )
            target = mapper.class_.__new__(mapper.class_)
            made = instance_state(target)
            made.key = key
            made.session_ = session
            session.identity_map.put(made)
    if target is None:
        target = mapper.class_.__new__(mapper.class_)
        instance_state(target)
        seen[id(state)] = target
        _copy_columns(state, instance_state(target), load)
        session.add(target)
    else:
        seen[id(state)] = target
        _copy_columns(state, instance_state(target), load)
    _merge_references(session, state, instance_state(target), load, seen)
    if not load:
        instance_state(target).commit_all()
    return target


def _copy_columns(source, target, load):
    values = source.dict
    for key, impl in source.mapper.impls.items():
        if not impl.prop.is_column or key not in values or key not in target.mapper.impls:
            continue
        value = values[key]
        held = target.dict.get(key, NO_VALUE)
        if not load:
            target.dict[key] = value
        elif held is NO_VALUE and target.key is not None and key in target.expired_attributes:
            if getattr(target.obj(), key) != value:
                setattr(target.obj(), key, value)
        elif held is NO_VALUE or not (held is value or impl.same(held, value)):
            setattr(target.obj(), key, value)


def _merge_references(session, source, target, load, seen):
    for prop in list(source.mapper._props.values()):
        if not prop.is_relationship or not prop.cascade.merge or prop.viewonly:
            continue
        if prop.key not in source.dict or prop.lazy in ("dynamic", "write_only"):
            continue
        impl = source.mapper.impls[prop.key]
        value = source.dict[prop.key]
        if source is target:
            members = value._sa_adapter.values() if impl.collection else [value]
            for member in members:
                if member is not None and instance_state(member).session_ is not session:
                    merge(session, instance_state(member), load, seen)
            continue
        if impl.collection:
            merged = [
                merge(session, instance_state(v), load, seen)
                for v in value._sa_adapter.values()
            ]
            if isinstance(value, dict):
                merged = {k: m for k, m in zip(list(value), merged)}
            elif isinstance(value, set):
                merged = set(merged)
            setattr(target.obj(), prop.key, merged)
        else:
            merged = None if value is None else merge(session, instance_state(value), load, seen)
            setattr(target.obj(), prop.key, merged)
