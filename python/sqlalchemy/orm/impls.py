# SPDX-License-Identifier: MIT
"""How the values of attributes are read, set and compared: columns, references, collections."""
from types import MappingProxyType

from .. import exc as sa_exc
from . import exc
from .attributes import HISTORY_BLANK, History
from .base import NO_VALUE, instance_state


class ScalarImpl:
    """The value of a column."""

    collection = active_history = False
    listeners = MappingProxyType({})  # event name -> functions
    composites = ()  # composite attributes made of this one

    def __init__(self, prop, key):
        self.prop = prop
        self.key = key
        if getattr(prop, "active_history", False):
            self.active_history = prop.active_history

    @property
    def parent_token(self):
        return self

    def listen(self, name, function):
        self.listeners = {**self.listeners, name: [*self.listeners.get(name, ()), function]}

    def fire_set(self, state, value, old):
        """Give listeners and validators the value; what they answer is stored."""
        obj = state.obj()
        for function in self.listeners.get("set", ()):
            value = function(obj, value, old, self)
        return value

    def get(self, state, dict_):
        if state.key is None and self.key not in state.expired_attributes:
            return self.initial(state, dict_)
        if self.prop.raiseload and self.key not in state.expired_attributes:
            raise sa_exc.InvalidRequestError(
                f"'{self.prop}' is not available due to raiseload=True"
            )
        if state.session_ is None:
            if self.key in state.expired_attributes:
                raise exc.DetachedInstanceError(
                    f"Instance {state.describe()} is not bound to a Session; attribute refresh "
                    "operation cannot proceed"
                )
            raise exc.DetachedInstanceError(
                f"Parent instance {state.describe()} is not bound to a Session; deferred load "
                f"operation of attribute '{self.key}' cannot proceed"
            )
        if state.is_deleted:
            return dict_.get(self.key)
        keys = {self.key}
        if self.prop.group and self.key not in state.expired_attributes:
            keys.update(
                p.key
                for p in state.mapper.column_attrs
                if p.group == self.prop.group and p.key not in dict_
            )
        elif self.key not in state.expired_attributes and not self.prop.deferred:
            keys.update(
                p.key
                for p in state.mapper.column_attrs
                if p.key not in dict_ and not p.deferred and p.columns[0].primary_key is not True
            ) if state.mapper.polymorphic_on is not None else None
        state.load_columns(keys)
        return dict_.get(self.key)

    def initial(self, state, dict_):
        for function in self.listeners.get("init_scalar", ()):
            value = function(state.obj(), None, dict_)
            if value is not None:
                return value
        return None

    def set(self, state, dict_, value):
        old = dict_.get(self.key, NO_VALUE)
        if old is NO_VALUE and (self.active_history and state.key is not None):
            old = self.get(state, dict_)
        if self.listeners:
            value = self.fire_set(state, value, old)
        state.modified_event(self.key, old)
        dict_[self.key] = value

    def delete(self, state, dict_):
        if self.key not in dict_:
            if state.key is None or self.get(state, dict_) is NO_VALUE or self.key not in dict_:
                raise AttributeError(f"{self.prop.parent.class_.__name__}.{self.key}")
        old = dict_.pop(self.key)
        for function in self.listeners.get("remove", ()):
            function(state.obj(), old, self)
        state.modified_event(self.key, old)

    def set_committed(self, state, dict_, value):
        dict_[self.key] = value
        state.committed_state.pop(self.key, None)
        state.expired_attributes.discard(self.key)

    def same(self, left, right):
        type_ = getattr(self.prop.columns[0], "type", None)
        compare = getattr(type_, "compare_values", None)
        if compare is not None:
            return compare(left, right)
        return left == right

    def get_history(self, state, dict_):
        key = self.key
        if key not in state.committed_state:
            if key in dict_:
                return History((), [dict_[key]], ())
            return HISTORY_BLANK
        old = state.committed_state[key]
        current = dict_.get(key, NO_VALUE)
        if old is NO_VALUE:
            return HISTORY_BLANK if current is NO_VALUE else History([current], (), ())
        if current is NO_VALUE:
            return History((), (), [old])
        if old is current or self.same(old, current):
            return History((), [current], ())
        return History([current], (), [old])


class ObjectImpl(ScalarImpl):
    """A reference to one other object."""

    def same(self, left, right):
        return left is right

    def get(self, state, dict_):
        if state.key is None and not self.prop.loads_pending(state):
            return None
        value = self.prop.load(state)
        dict_[self.key] = value
        return value

    def set(self, state, dict_, value):
        self.prop.check_value(value)
        old = dict_.get(self.key, NO_VALUE)
        if old is NO_VALUE and state.key is not None:
            old = self.prop.loaded_target(state, fetch=not self.prop.simple_many_to_one)
        if self.listeners:
            value = self.fire_set(state, value, old)
        state.modified_event(self.key, old)
        dict_[self.key] = value
        if old is not value:
            if old is not None and old is not NO_VALUE:
                self.prop.removed(state, old)
            if value is not None:
                self.prop.appended(state, value)

    def set_quietly(self, state, value):
        """The other side of the relationship changed."""
        dict_ = state.dict
        old = dict_.get(self.key, NO_VALUE)
        if old is value:
            return
        if self.listeners:
            value = self.fire_set(state, value, old)
        if old is NO_VALUE and state.key is not None:
            old = self.prop.loaded_target(state, fetch=False)
        state.modified_event(self.key, old)
        dict_[self.key] = value
        if old is not None and old is not NO_VALUE and value is not None:
            self.prop.removed(state, old)
        if value is not None:
            self.prop.note_parent(state, value)

    def delete(self, state, dict_):
        old = dict_.get(self.key, NO_VALUE)
        if old is NO_VALUE:
            old = self.get(state, dict_)
        dict_.pop(self.key, None)
        if old is None or old is NO_VALUE:
            raise AttributeError(f"{self.key} object does not have a value")
        state.modified_event(self.key, old)
        self.prop.removed(state, old)

    def get_history(self, state, dict_):
        key = self.key
        if key not in state.committed_state:
            if key in dict_:
                return History((), [dict_[key]], ())
            return HISTORY_BLANK
        old = state.committed_state[key]
        current = dict_.get(key, NO_VALUE)
        if old is current:
            return History((), [current], ())
        added = [current] if current is not NO_VALUE else ()
        if current is NO_VALUE:
            added = [None]
        if old is NO_VALUE or old is None:
            return History(added, (), [None] if old is None else ())
        return History(added, (), [old])


class CollectionImpl(ScalarImpl):
    """A collection of other objects."""

    collection = True

    def initialize(self, state, dict_):
        collection = self.prop.new_collection(state)
        dict_[self.key] = collection
        return collection

    def get(self, state, dict_):
        if state.key is None and not self.prop.loads_pending(state):
            return self.initialize(state, dict_)
        values = self.prop.load(state)
        if self.key in dict_:
            return dict_[self.key]
        return self.fill(state, dict_, values)

    def fill(self, state, dict_, values):
        """Make the collection of what was loaded, and of what was changed before it was loaded."""
        collection = self.initialize(state, dict_)
        adapter = collection._sa_adapter
        for value in values:
            adapter.append_silently(value)
            self.prop.note_parent(state, value)
        changes = state.pending_changes and state.pending_changes.pop(self.key, None)
        if changes:
            added, removed = changes
            state.committed_state.setdefault(self.key, list(values))
            for value in removed:
                if any(value is v for v in adapter.values()):
                    adapter.remove_silently(value)
            for value in added:
                if not any(value is v for v in adapter.values()):
                    adapter.append_silently(value)
        return collection

    def set_committed(self, state, dict_, value):
        self.fill(state, dict_, list(_members(value)))
        state.committed_state.pop(self.key, None)

    def set(self, state, dict_, value):
        """Replace the whole collection."""
        current = dict_.get(self.key)
        if current is None:
            current = self.get(state, dict_)
        if value is current:
            return
        self.prop.check_collection(value)
        old_values = current._sa_adapter.values()
        self.remember(state, current)
        for function in self.listeners.get("bulk_replace", ()):
            function(state.obj(), list(_members(value)), self)
        current._sa_adapter.disconnect()
        collection = self.prop.new_collection(state)
        dict_[self.key] = collection
        adapter = collection._sa_adapter
        new_values = []
        for member in _members(value):
            if not any(member is v for v in old_values):
                member = self.fire_append(state, member)
            adapter.append_silently(member)
            new_values.append(member)
        kept = {id(v) for v in new_values}
        before = {id(v) for v in old_values}
        for member in new_values:
            if id(member) not in before:
                self.prop.appended(state, member)
        for member in old_values:
            if id(member) not in kept:
                self.fire_remove(state, member)
                self.prop.removed(state, member)

    def delete(self, state, dict_):
        if self.key in dict_:
            self.set(state, dict_, type(dict_[self.key])())
            dict_.pop(self.key, None)

    def remember(self, state, collection):
        """Keep what the collection holds before its first change."""
        if self.key not in state.committed_state:
            state.modified_event(self.key, list(collection._sa_adapter.values()))
        else:
            state.modified_event(self.key, None)

    def fire_append(self, state, value):
        self.prop.check_value(value)
        for function in self.listeners.get("append", ()):
            answer = function(state.obj(), value, self)
            if answer is not None:
                value = answer
        return value

    def fire_remove(self, state, value):
        for function in self.listeners.get("remove", ()):
            function(state.obj(), value, self)

    # --- called by the other side of the relationship

    def append_quietly(self, state, value):
        dict_ = state.dict
        collection = dict_.get(self.key)
        if collection is None:
            if state.key is None and not self.prop.loads_pending(state):
                collection = self.initialize(state, dict_)
            else:
                added, removed = self.changes_of(state)
                if any(value is v for v in removed):
                    removed[:] = [v for v in removed if v is not value]
                elif not any(value is v for v in added):
                    added.append(value)
                state.modified_event(self.key, NO_VALUE)
                self.prop.note_parent(state, value)
                return
        if any(value is v for v in collection._sa_adapter.values()):
            return
        self.remember(state, collection)
        value = self.fire_append(state, value)
        collection._sa_adapter.append_silently(value)
        self.prop.note_parent(state, value)

    def remove_quietly(self, state, value):
        collection = state.dict.get(self.key)
        if collection is None:
            if state.key is None:
                return
            added, removed = self.changes_of(state)
            if any(value is v for v in added):
                added[:] = [v for v in added if v is not value]
            else:
                removed.append(value)
            state.modified_event(self.key, NO_VALUE)
            self.prop.forget_parent(state, value)
            return
        if any(value is v for v in collection._sa_adapter.values()):
            self.remember(state, collection)
            self.fire_remove(state, value)
            collection._sa_adapter.remove_silently(value)
            self.prop.forget_parent(state, value)

    def changes_of(self, state):
        if state.pending_changes is None:
            state.pending_changes = {}
        return state.pending_changes.setdefault(self.key, ([], []))

    def get_history(self, state, dict_):
        key = self.key
        collection = dict_.get(key)
        if collection is None:
            changes = state.pending_changes and state.pending_changes.get(key)
            if changes:
                return History(list(changes[0]), (), list(changes[1]))
            return HISTORY_BLANK
        current = list(collection._sa_adapter.values())
        if key not in state.committed_state:
            return History((), current, ())
        old = state.committed_state[key]
        if old is NO_VALUE or old is None:
            old = []
        before = {id(v) for v in old}
        now = {id(v) for v in current}
        return History(
            [v for v in current if id(v) not in before],
            [v for v in current if id(v) in before],
            [v for v in old if id(v) not in now],
        )


def _members(value):
    adapter = getattr(value, "_sa_adapter", None)
    if adapter is not None:
        return list(adapter.values())
    if value is None:
        return []
    if hasattr(value, "values") and hasattr(value, "keys"):
        return list(value.values())
    return list(value)


def states_of(values):
    return [instance_state(v) for v in values if v is not None]
