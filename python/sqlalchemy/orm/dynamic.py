# SPDX-License-Identifier: MIT
"""Relationships that are queries: `lazy="dynamic"` and `lazy="write_only"`."""
from .attributes import HISTORY_BLANK, History
from .base import instance_state
from .impls import ScalarImpl
from .query import Query


class DynamicImpl(ScalarImpl):
    """Holds only what was added and removed since the last flush."""

    collection = True

    def get(self, state, dict_):
        made = dict_.get(self.key)
        if made is None:
            kind = AppenderQuery if self.prop.lazy == "dynamic" else WriteOnlyCollection
            query_class = self.prop.query_class
            if query_class is not None and kind is AppenderQuery:
                kind = type(query_class.__name__, (AppenderMixin, query_class), {})
            made = dict_[self.key] = kind._of(state, self)
        return made

    def set(self, state, dict_, value):
        collection = self.get(state, dict_)
        for member in list(collection._current()):
            collection.remove(member)
        for member in value:
            collection.add(member)

    def set_committed(self, state, dict_, value):
        pass

    def changes(self, state):
        if state.pending_changes is None:
            state.pending_changes = {}
        return state.pending_changes.setdefault(self.key, ([], []))

    def append(self, state, value):
        for function in self.listeners.get("append", ()):
            answer = function(state.obj(), value, self)
            value = answer if answer is not None else value
        self.append_quietly(state, value)
        self.prop.appended(state, value)

    def remove(self, state, value):
        for function in self.listeners.get("remove", ()):
            function(state.obj(), value, self)
        self.remove_quietly(state, value)
        self.prop.removed(state, value)

    def append_quietly(self, state, value):
        added, removed = self.changes(state)
        if any(value is v for v in removed):
            removed[:] = [v for v in removed if v is not value]
        elif not any(value is v for v in added):
            added.append(value)
        state.modified_event(self.key, None)
        self.prop.note_parent(state, value)

    def remove_quietly(self, state, value):
        added, removed = self.changes(state)
        if any(value is v for v in added):
            added[:] = [v for v in added if v is not value]
        else:
            removed.append(value)
        state.modified_event(self.key, None)
        self.prop.forget_parent(state, value)

    def pending_members(self, state):
        changes = state.pending_changes and state.pending_changes.get(self.key)
        return [instance_state(v) for v in changes[0]] if changes else []

    def get_history(self, state, dict_):
        changes = state.pending_changes and state.pending_changes.get(self.key)
        if not changes:
            return HISTORY_BLANK
        return History(list(changes[0]), (), list(changes[1]))


_OWN = frozenset(["append", "add", "extend", "add_all", "remove", "count"])


class AppenderMixin:
    """A query of the objects of one collection, which also takes and gives up objects."""

    @classmethod
    def _of(cls, state, impl):
        made = cls([impl.prop.mapper.class_], state.session_)
        made._owner = state
        made._impl = impl
        return made

    def __getattribute__(self, name):
        # what Query does is done by a query with the criterion of the collection
        if not name.startswith("_") and name not in _OWN and name not in self.__dict__:
            return getattr(self._prepared(), name)
        return super().__getattribute__(name)

    def _prepared(self):
        from .lazy import _criteria, local_values

        owner, impl = self._owner, self._impl
        session = owner.session_
        query_class = impl.prop.query_class or Query
        made = query_class([impl.prop.mapper.class_], session)
        if session is None:
            from .exc import DetachedInstanceError

            raise DetachedInstanceError(
                f"Parent instance {owner.describe()} is not attached to any Session; dynamic "
                f"attribute '{impl.key}' cannot be loaded"
            )
        session._autoflush()
        made = made.filter(*_criteria(impl.prop, local_values(impl.prop, owner)))
        if impl.prop.secondary is not None:
            made = made.select_from(impl.prop.mapper.class_).select_from(impl.prop.secondary)
        if impl.prop.order_by:
            made = made.order_by(*impl.prop.order_by)
        return made

    def _is_loose(self):
        return self._owner.session_ is None

    def __iter__(self):
        return iter(self._current())

    def __getitem__(self, index):
        return self._current()[index] if self._is_loose() else self._prepared()[index]

    def __clause_element__(self):
        return self._prepared().__clause_element__()

    def _core_statement(self, labelled=False):
        return self._prepared()._core_statement(labelled)

    def count(self):
        return len(self._current()) if self._is_loose() else self._prepared().count()

    def _current(self):
        if self._owner.session_ is None:
            changes = (self._owner.pending_changes or {}).get(self._impl.key)
            return list(changes[0]) if changes else []
        return self._prepared()._rows()

    def append(self, item):
        self._impl.append(self._owner, item)

    add = append

    def extend(self, items):
        for item in items:
            self.append(item)

    add_all = extend

    def remove(self, item):
        self._impl.remove(self._owner, item)


class AppenderQuery(AppenderMixin, Query):
    """The query of a dynamic relationship."""


class WriteOnlyCollection:
    """A collection that is never loaded: it takes and gives up objects, and makes statements."""

    @classmethod
    def _of(cls, state, impl):
        made = cls()
        made._owner = state
        made._impl = impl
        return made

    def _current(self):
        changes = (self._owner.pending_changes or {}).get(self._impl.key)
        return list(changes[0]) if changes else []

    def add(self, item):
        self._impl.append(self._owner, item)

    def add_all(self, items):
        for item in items:
            self.add(item)

    def remove(self, item):
        self._impl.remove(self._owner, item)

    def select(self):
        from ..sql.expression import select
        from .lazy import _criteria, local_values

        prop = self._impl.prop
        made = select(prop.mapper.class_)
        if prop.secondary is not None:
            made = made.select_from(prop.mapper.selectable).select_from(prop.secondary)
        made = made.where(*_criteria(prop, local_values(prop, self._owner)))
        return made.order_by(*prop.order_by) if prop.order_by else made

    def _criteria(self):
        from .lazy import _criteria, local_values

        return _criteria(self._impl.prop, local_values(self._impl.prop, self._owner))

    def insert(self):
        from ..sql.expression import insert

        return insert(self._impl.prop.mapper.class_)

    def update(self):
        from ..sql.expression import update

        return update(self._impl.prop.mapper.class_).where(*self._criteria())

    def delete(self):
        from ..sql.expression import delete

        return delete(self._impl.prop.mapper.class_).where(*self._criteria())
