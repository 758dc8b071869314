# SPDX-License-Identifier: MIT
"""What the layer knows of one object: its identity, its session, what changed since the last "
"flush."""
import weakref

from .._packages import borrower
from .._annotations import Generic
from . import exc
from .base import NO_VALUE, STATE


class InstanceState(Generic):
    """The state of one object of a mapped class; `inspect(object)` answers with it."""

    is_instance = True
    is_mapper = is_aliased_class = is_selectable = is_attribute = is_property = False

    def __init__(self, obj, mapper):
        self.mapper = mapper
        self.class_ = type(obj)
        self._ref = weakref.ref(obj)
        self.key = None
        self.session_ = None
        self.committed_state = {}
        self.expired_attributes = set()
        self.modified = False
        self.strong = None  # keeps a changed object alive until it is flushed
        self.insert_order = 0
        self.is_deleted = False
        self.was_deleted = False
        self.pending_changes = None  # changes of collections that are not loaded
        self.parents = None
        self.load_options = ()
        self.bare_collections = None
        obj.__dict__[STATE] = self

    # --- identity

    def obj(self):
        return self._ref()

    object = property(lambda self: self._ref())

    @property
    def dict(self):
        obj = self._ref()
        return obj.__dict__ if obj is not None else {}

    @property
    def identity(self):
        return self.key[1] if self.key is not None else None

    identity_key = property(lambda self: self.key)
    has_identity = property(lambda self: self.key is not None)
    identity_token = None
    manager = property(lambda self: self.mapper.class_manager)

    @property
    def session(self):
        return self.session_

    async_session = property(
        lambda self: getattr(self.session_, "_async_session", None)
    )
    transient = property(lambda self: self.key is None and self.session_ is None)
    pending = property(lambda self: self.key is None and self.session_ is not None)
    persistent = property(
        lambda self: self.key is not None and self.session_ is not None and not self.is_deleted
    )
    deleted = property(
        lambda self: self.key is not None and self.session_ is not None and self.is_deleted
    )
    detached = property(lambda self: self.key is not None and self.session_ is None)

    def describe(self):
        return f"<{self.class_.__name__} at 0x{id(self._ref()):x}>"

    __str__ = describe

    # --- attributes

    @property
    def attrs(self):
        return AttributeStates(self)

    @property
    def unloaded(self):
        return {key for key in self.mapper.impls if key not in self.dict}

    unloaded_expirable = unloaded

    @property
    def unmodified(self):
        return {key for key in self.mapper.impls if key not in self.committed_state}

    @property
    def expired(self):
        return bool(self.expired_attributes)

    def get_impl(self, key):
        return self.mapper.impls[key]

    def get_history(self, key, passive=None):
        return self.mapper.impls[key].get_history(self, self.dict)

    def get_dict(self):
        return self.dict

    def modified_event(self, key, previous):
        """An attribute is about to change from `previous`."""
        if key not in self.committed_state:
            self.committed_state[key] = previous
        self.expired_attributes.discard(key)
        if not self.modified:
            self.modified = True
            if self.session_ is not None:
                self.strong = self._ref()
                self.session_._modified_states.add(self)
                self.session_._begin_if_needed()

    def commit_all(self):
        """What the object holds now is what the database holds."""
        self.committed_state.clear()
        self.pending_changes = None
        self.modified = False
        self.strong = None
        if self.session_ is not None:
            self.session_._modified_states.discard(self)

    def commit_keys(self, keys):
        for key in keys:
            self.committed_state.pop(key, None)

    def expire(self, keys=None):
        """Forget values; they are loaded again when they are next asked for."""
        dict_ = self.dict
        impls = self.mapper.impls
        if keys is None:
            self.committed_state.clear()
            self.pending_changes = None
            self.modified = False
            self.strong = None
            if self.session_ is not None:
                self.session_._modified_states.discard(self)
            for key, impl in impls.items():
                if impl.prop.is_column:
                    if dict_.pop(key, NO_VALUE) is not NO_VALUE or not impl.prop.deferred:
                        self.expired_attributes.add(key)
                else:
                    dict_.pop(key, None)
            for key in self.mapper.cached_composites:
                dict_.pop(key, None)
        else:
            for key in keys:
                impl = impls.get(key)
                dict_.pop(key, None)
                self.committed_state.pop(key, None)
                if self.pending_changes:
                    self.pending_changes.pop(key, None)
                if impl is not None and impl.prop.is_column:
                    self.expired_attributes.add(key)
        self.mapper.fire_instance("expire", self, keys)

    def load_columns(self, keys):
        """Read columns of the object's row: all that are expired, and those asked for."""
        session = self.session_
        if session is None:
            raise exc.DetachedInstanceError(
                f"Instance {self.describe()} is not bound to a Session; attribute refresh "
                "operation "
                "cannot proceed"
            )
        from .loading import load_row_of

        wanted = set(keys) | self.expired_attributes
        if not load_row_of(session, self, wanted):
            if not self.is_deleted:
                raise exc.ObjectDeletedError(self)
        for key in keys:
            self.dict.setdefault(key, None)
        self.expired_attributes.difference_update(wanted)

    def detach(self):
        self.session_ = None
        self.strong = None

    def __getstate__(self):
        return {
            "instance": self._ref(),
            "key": self.key,
            "class_": self.class_,
            "committed_state": dict(self.committed_state),
            "expired_attributes": set(self.expired_attributes),
            "modified": self.modified,
        }

    def __setstate__(self, values):
        from .base import class_mapper

        obj = values["instance"]
        if obj is None:
            obj = values["class_"].__new__(values["class_"])
        self.__init__(obj, class_mapper(values["class_"]))
        self.key = values["key"]
        self.committed_state = values["committed_state"]
        self.expired_attributes = values["expired_attributes"]
        self.modified = values["modified"]


class AttributeState:
    """One attribute of one object, as `inspect(object).attrs` shows it."""

    __slots__ = ("state", "key")

    def __init__(self, state, key):
        self.state = state
        self.key = key

    @property
    def loaded_value(self):
        return self.state.dict.get(self.key, NO_VALUE)

    @property
    def value(self):
        return getattr(self.state.obj(), self.key)

    @property
    def history(self):
        return self.state.get_history(self.key)

    def load_history(self):
        getattr(self.state.obj(), self.key)
        return self.history


class AttributeStates:
    """The attributes of one object by name."""

    def __init__(self, state):
        self._state = state

    def __iter__(self):
        return (AttributeState(self._state, key) for key in self._state.mapper.impls)

    def __len__(self):
        return len(self._state.mapper.impls)

    def __contains__(self, key):
        return key in self._state.mapper.impls

    def keys(self):
        return list(self._state.mapper.impls)

    def items(self):
        return [(key, AttributeState(self._state, key)) for key in self._state.mapper.impls]

    def values(self):
        return [value for _, value in self.items()]

    def __getitem__(self, key):
        if key not in self._state.mapper.impls:
            raise KeyError(key)
        return AttributeState(self._state, key)

    def get(self, key, default=None):
        return AttributeState(self._state, key) if key in self else default

    def __getattr__(self, key):
        if key.startswith("__") or key not in self._state.mapper.impls:
            raise AttributeError(key)
        return AttributeState(self._state, key)


__getattr__ = borrower(__name__)
