# SPDX-License-Identifier: MIT
"""The values of relationships: what they accept, and what both sides learn of a change."""
from .. import exc as sa_exc
from .base import NO_VALUE, instance_state


class RelationshipValues:
    """The half of a relationship that deals with objects."""

    def check_value(self, value):
        if value is None:
            return
        try:
            instance_state(value)
        except sa_exc.InvalidRequestError as error:
            # as the original has it: the attribute does not accept what has no state
            raise AttributeError(
                f"'{type(value).__name__}' object has no attribute '_sa_instance_state'"
            ) from error

    def check_collection(self, value):
        if value is None or isinstance(value, str) or not hasattr(value, "__iter__"):
            given = getattr(type(value), "__name__", value)
            raise TypeError(
                f"Incompatible collection type: {'None' if value is None else given} is not "
                f"{_kind_of(self.collection_class)}-like"
            )
        kind = _kind_of(self.collection_class)
        is_dict = isinstance(value, dict)
        if (kind == "dict") != is_dict and kind in ("list", "set", "dict"):
            raise TypeError(
                f"Incompatible collection type: {type(value).__name__} is not {kind}-like"
            )
        if kind == "list" and isinstance(value, (set, frozenset)) or kind == "set" and isinstance(
            value, list
        ):
            raise TypeError(
                f"Incompatible collection type: {type(value).__name__} is not {kind}-like"
            )

    def new_collection(self, state):
        from .collections import CollectionAdapter, InstrumentedList, prepare_class

        factory = self.collection_class
        if factory is None:
            collection = InstrumentedList()
        elif isinstance(factory, type):
            collection = prepare_class(factory)()
        else:
            collection = factory()
            if not hasattr(collection, "_sa_append"):
                collection = _recast(collection, prepare_class(type(collection)))
        collection.__dict__["_sa_adapter"] = CollectionAdapter(collection, self.impl, state)
        return collection

    def loads_pending(self, state):
        return self.load_on_pending and state.session_ is not None

    def load(self, state):
        from .lazy import load_relationship

        return load_relationship(self, state)

    def loaded_target(self, state, fetch):
        """The current target of a reference: from the identity map, or by a query if `fetch`."""
        from .lazy import current_target

        return current_target(self, state, fetch)

    def note_parent(self, state, value):
        child = instance_state(value)
        if self._cascade.delete_orphan:
            if child.parents is None:
                child.parents = {}
            child.parents[self] = state

    def forget_parent(self, state, value):
        child = instance_state(value)
        if self._cascade.delete_orphan:
            if child.parents is None:
                child.parents = {}
            # another object may have taken it over already
            if child.parents.get(self, state) is state:
                child.parents[self] = None

    def appended(self, state, value):
        """`value` is now held by `state`: tell the other side, and the session."""
        child = instance_state(value)
        self.note_parent(state, value)
        session = state.session_
        if session is not None and child.session_ is None and self._cascade.save_update and (
            child.key is None or not child.was_deleted
        ):
            session._save_or_update(child)
        for other in self.reverse:
            if other.viewonly or self.viewonly:
                continue
            impl = child.mapper.impls.get(other.key)
            if impl is None:
                continue
            if impl.collection:
                impl.append_quietly(child, state.obj())
            else:
                old = child.dict.get(other.key, NO_VALUE)
                if old is NO_VALUE and child.key is not None:
                    old = other.loaded_target(child, fetch=False)
                if old not in (None, NO_VALUE) and old is not state.obj() and self.uselist:
                    holder = instance_state(old)
                    impl_of_old = holder.mapper.impls.get(self.key)
                    if impl_of_old is not None and impl_of_old.collection:
                        impl_of_old.remove_quietly(holder, value)
                impl.set_quietly(child, state.obj())

    def removed(self, state, value):
        child = instance_state(value)
        self.forget_parent(state, value)
        session = state.session_
        if (
            session is not None and self._cascade.delete_orphan and child.key is None
            and child.session_ is session
        ):
            session._expunge_orphan(child)
        for other in self.reverse:
            if other.viewonly or self.viewonly:
                continue
            impl = child.mapper.impls.get(other.key)
            if impl is None:
                continue
            if impl.collection:
                impl.remove_quietly(child, state.obj())
            else:
                held = child.dict.get(other.key, NO_VALUE)
                if held is state.obj() or (held is NO_VALUE and child.key is not None):
                    impl.set_quietly(child, None)


class LateImpl:
    """Stands for an attribute until the join condition says whether it is a collection."""

    collection = active_history = False
    composites = ()

    def __init__(self, prop, key):
        from .impls import ObjectImpl

        self.listeners = {}
        ObjectImpl.__init__(self, prop, key)

    def listen(self, name, function):
        self.listeners.setdefault(name, []).append(function)

    def _settled(self):
        self.prop.parent._check_configure()
        if type(self) is LateImpl:
            self.prop.init()
        return self

    def get(self, state, dict_):
        return self._settled().get(state, dict_)

    def set(self, state, dict_, value):
        return self._settled().set(state, dict_, value)

    def delete(self, state, dict_):
        return self._settled().delete(state, dict_)

    def get_history(self, state, dict_):
        return self._settled().get_history(state, dict_)


def _kind_of(collection_class):
    if collection_class is None:
        return "list"
    if not isinstance(collection_class, type):
        try:
            collection_class = type(collection_class())
        except TypeError:
            return "list"
    for kind in (dict, set, list):
        if issubclass(collection_class, kind):
            return kind.__name__
    emulates = getattr(collection_class, "__emulates__", None)
    return emulates.__name__ if emulates is not None else "object"


def _recast(collection, made):
    if isinstance(collection, made):
        return collection
    try:
        collection.__class__ = made
    except TypeError:
        new = made()
        new.__dict__.update(getattr(collection, "__dict__", {}))
        return new
    return collection
