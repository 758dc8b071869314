# SPDX-License-Identifier: MIT
"""Objects taken out of the life of a session: as if new, or as if loaded."""
from .. import exc as sa_exc
from .session import _state_of


def make_transient(instance):
    """Make an object as if it had never been in a session or a table."""
    state = _state_of(instance)
    if state.session_ is not None:
        state.session_._expunge_state(state)
    state.expired_attributes.clear()
    state.key = None
    state.is_deleted = state.was_deleted = False


def make_transient_to_detached(instance):
    state = _state_of(instance)
    if state.session_ is not None or state.key is not None:
        raise sa_exc.InvalidRequestError("Given object must be transient")
    state.key = state.mapper.identity_key_from_primary_key(state.mapper.primary_key_of(state))
    state.is_deleted = False
    state.commit_all()
    state.expired_attributes.update(
        p.key for p in state.mapper.column_attrs if p.key not in state.dict and not p.deferred
    )
