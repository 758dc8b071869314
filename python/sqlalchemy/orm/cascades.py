# SPDX-License-Identifier: MIT
"""Which objects an operation on one reaches through its relationships."""
from .base import instance_state


def cascade(state, kind, load=False, halt=None):
    """The states that an operation on an object reaches, each once."""
    seen = {id(state)}
    waiting = [state]
    while waiting:
        current = waiting.pop(0)
        mapper = current.mapper
        mapper._check_configure()
        for prop in mapper._props.values():
            if not prop.is_relationship or kind not in prop.cascade:
                continue
            for child in _reached(current, prop, load and not prop.passive_deletes == "all"):
                if id(child) not in seen:
                    seen.add(id(child))
                    if halt is not None and halt(child):
                        continue
                    waiting.append(child)
                    yield child


def _reached(state, prop, load):
    dict_ = state.dict
    impl = state.mapper.impls.get(prop.key)
    if impl is None or prop.lazy in ("dynamic", "write_only", "noload"):
        pending = getattr(impl, "pending_members", None)
        return pending(state) if pending is not None else []
    if prop.key not in dict_:
        if not load or prop.passive_deletes or state.key is None:
            changes = state.pending_changes and state.pending_changes.get(prop.key)
            return [instance_state(v) for v in changes[0]] if changes else []
        getattr(state.obj(), prop.key)
    value = dict_.get(prop.key)
    if value is None:
        return []
    if impl.collection:
        found = [instance_state(v) for v in value._sa_adapter.values() if v is not None]
    else:
        found = [instance_state(value)]
    if prop.key in state.committed_state and (load or prop.cascade.save_update):
        history = impl.get_history(state, dict_)
        found.extend(
            s for s in (instance_state(v) for v in history.deleted or () if v is not None)
            if s.session_ is not None or load
        )
    return found
