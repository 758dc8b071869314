# SPDX-License-Identifier: MIT
"""The session: the objects one works with, and when they are read and written."""
from .. import exc as sa_exc
from . import exc
from .base import Listening, instance_state
from .cascades import cascade
from .identity import IdentityMap
from .session_binds import BindMethods
from .session_bulk import BulkMethods
from .session_query import NoAutoflush, QueryMethods
from .transaction import SessionTransaction, SessionTransactionOrigin

_session_ids = iter(range(1, 2**62))


class Session(QueryMethods, BulkMethods, BindMethods):
    """Holds objects and writes them back."""

    _is_asyncio = False
    _async_session = None
    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")
    listeners = {}  # of all sessions of a class: event name -> functions

    def __init__(self, bind=None, *, autoflush=True, future=True, expire_on_commit=True,
                 autobegin=True, twophase=False, binds=None, enable_baked_queries=True, info=None,
                 query_cls=None, autocommit=False, join_transaction_mode="conditional_savepoint",
                 close_resets_only=True, execution_options=None, **unknown):
        if unknown:
            raise TypeError(
                f"Session.__init__() got an unexpected keyword argument {next(iter(unknown))!r}"
            )
        if autocommit:
            raise sa_exc.ArgumentError(
                "autocommit=True is no longer supported"
            )
        if twophase:
            raise NotImplementedError("Session(twophase=True) is not supported by Retort yet")
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.autobegin = autobegin
        self.info = dict(info) if info else {}
        self._query_cls = query_cls
        self.join_transaction_mode = join_transaction_mode
        self._execution_options = dict(execution_options or {})
        self._binds = {}
        for key, value in (binds or {}).items():
            self._add_bind(key, value)
        self.identity_map = IdentityMap()
        self._new = {}  # state -> state, in the order of adding
        self._deleted = {}
        self._modified_states = set()
        self._transaction = None
        self._nested_transaction = None
        self._flushing = False
        self._listeners = {}
        self.hash_key = next(_session_ids)
        self._insert_orders = iter(range(1, 2**62))

    # --- transactions

    def _begin_if_needed(self):
        if self._transaction is None:
            if not self.autobegin:
                raise sa_exc.InvalidRequestError(
                    "Autobegin is disabled on this Session; please call session.begin() to start a "
                    "new transaction"
                )
            SessionTransaction(self)
        return self._transaction

    def begin(self, nested=False):
        if self._transaction is None:
            transaction = SessionTransaction(self, origin=SessionTransactionOrigin.BEGIN)
            if not nested:
                return transaction
        elif not nested:
            raise sa_exc.InvalidRequestError(
                "A transaction is already begun on this Session."
            )
        return SessionTransaction(
            self, self._transaction, True, SessionTransactionOrigin.BEGIN_NESTED
        )

    def begin_nested(self):
        self._begin_if_needed()
        return self.begin(nested=True)

    def commit(self):
        self._begin_if_needed().commit(_to_root=True)

    def rollback(self):
        if self._transaction is not None:
            self._transaction.rollback(_to_root=True)

    def prepare(self):
        self._begin_if_needed().prepare()

    def in_transaction(self):
        return self._transaction is not None

    def in_nested_transaction(self):
        return self._nested_transaction is not None

    def get_transaction(self):
        transaction = self._transaction
        while transaction is not None and transaction._parent is not None:
            transaction = transaction._parent
        return transaction

    def get_nested_transaction(self):
        return self._nested_transaction

    transaction = property(get_transaction)

    @property
    def is_active(self):
        return self._transaction is None or (
            self._transaction.is_active and self._transaction.failed is None
        )

    def close(self):
        self._close(False)

    reset = close

    def invalidate(self):
        self._close(True)

    def _close(self, invalidate):
        self.expunge_all()
        transaction = self._transaction
        while transaction is not None:
            parent = transaction._parent
            for _, inner, commits, _ in transaction.connections.values():
                if commits and getattr(inner, "is_active", False):
                    inner.rollback()
            transaction.close(invalidate)
            transaction = parent
        self._transaction = self._nested_transaction = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.close()

    # --- objects

    @property
    def new(self):
        from .sets import IdentitySet

        return IdentitySet(s.obj() for s in self._new)

    @property
    def deleted(self):
        from .sets import IdentitySet

        return IdentitySet(s.obj() for s in self._deleted)

    @property
    def dirty(self):
        from .sets import IdentitySet

        return IdentitySet(
            s.obj() for s in self._modified_states
            if s not in self._deleted and s.key is not None and s.obj() is not None
        )

    @property
    def _dirty_states(self):
        return [s for s in self._modified_states if s.key is not None and s.obj() is not None]

    def __contains__(self, instance):
        state = _state_of(instance)
        return state.session_ is self and (
            state in self._new or self.identity_map.contains_state(state)
        )

    def __iter__(self):
        return iter([s.obj() for s in self._new] + self.identity_map.values())

    def add(self, instance, _warn=True):
        self._save_or_update(_state_of(instance))

    def add_all(self, instances):
        for instance in instances:
            self.add(instance)

    def _save_or_update(self, state):
        self._attach(state)
        # what is in the session already is not looked behind
        for child in cascade(state, "save-update", halt=lambda s: s.session_ is self):
            self._attach(child)

    def _attach(self, state):
        if state.session_ is not None and state.session_ is not self:
            raise sa_exc.InvalidRequestError(
                f"Object '{state.describe()}' is already attached to session "
                f"'{state.session_.hash_key}' (this is '{self.hash_key}')"
            )
        obj = state.obj()
        if state.key is None:
            if state in self._new:
                return
            self._begin_if_needed()
            fresh = state.session_ is None
            state.session_ = self
            state.insert_order = next(self._insert_orders)
            state.strong = obj
            self._new[state] = state
            if fresh:
                self._fire("after_attach", self, obj)
                self._fire("transient_to_pending", self, obj)
            return
        if state.is_deleted and state.session_ is None:
            raise sa_exc.InvalidRequestError(
                f"Instance '{state.describe()}' has been deleted.  Use the make_transient() "
                "function "
                "to send this object back to the transient state."
            )
        if state.is_deleted and self._transaction is not None and state not in self._deleted:
            raise sa_exc.InvalidRequestError(
                f"Instance '{state.describe()}' has been deleted.  Use the make_transient() "
                "function "
                "to send this object back to the transient state."
            )
        other = self.identity_map.state(state.key)
        if other is not None and other is not state:
            raise sa_exc.InvalidRequestError(
                f"Can't attach instance {state.describe()}; another instance with key "
                f"{state.key} is "
                "already present in this session."
            )
        self._begin_if_needed()
        fresh = state.session_ is None
        self._deleted.pop(state, None)
        state.is_deleted = False
        state.session_ = self
        self.identity_map.put(state)
        if state.modified:
            state.strong = obj
            self._modified_states.add(state)
        if fresh:
            self._fire("after_attach", self, obj)
            self._fire("detached_to_persistent", self, obj)

    def delete(self, instance):
        state = _state_of(instance)
        if state.key is None:
            raise sa_exc.InvalidRequestError(f"Instance '{state.describe()}' is not persisted")
        if state in self._deleted:
            return
        self._attach(state)
        # what the deletion reaches is loaded now: at the flush it is too late
        reached = list(cascade(state, "delete", load=True))
        self._deleted[state] = state
        state.strong = instance
        for child in reached:
            if child.key is not None and child not in self._deleted and not child.is_deleted:
                self._attach(child)
                self._deleted[child] = child
                child.strong = child.obj()

    def delete_all(self, instances):
        for instance in instances:
            self.delete(instance)

    def expunge(self, instance):
        state = _state_of(instance)
        if state.session_ is not self:
            raise sa_exc.InvalidRequestError(
                f"Instance {state.describe()} is not present in this Session"
            )
        reached = list(cascade(state, "expunge"))
        for one in [state, *reached]:
            self._expunge_state(one)

    def _expunge_state(self, state):
        if state.session_ is not self:
            return
        pending = state in self._new
        self._new.pop(state, None)
        self._deleted.pop(state, None)
        self._modified_states.discard(state)
        if state.key is not None:
            self.identity_map.discard(state)
        state.detach()
        event = "pending_to_transient" if pending else "persistent_to_detached"
        self._fire(event, self, state.obj())

    def _expunge_orphan(self, state):
        if state in self._new:
            self._expunge_state(state)

    def expunge_all(self):
        for state in self.identity_map.all_states() + list(self._new):
            state.detach()
        self.identity_map.clear()
        self._new.clear()
        self._deleted.clear()
        self._modified_states.clear()

    def expire(self, instance, attribute_names=None):
        state = _state_of(instance)
        self._check_persistent(state)
        if attribute_names:
            state.expire(attribute_names)
            return
        reached = list(cascade(state, "refresh-expire"))
        state.expire()
        for child in reached:
            if child.key is not None:
                child.expire()
            elif child in self._new:
                self._expunge_state(child)

    def expire_all(self):
        for state in self.identity_map.all_states():
            state.expire()

    def refresh(self, instance, attribute_names=None, with_for_update=None):
        state = _state_of(instance)
        self._check_persistent(state)
        self._autoflush()
        if attribute_names is None:
            state.expire()
            keys = {
                p.key for p in state.mapper.column_attrs if not p.deferred
            }
            relations = []
        else:
            state.expire(attribute_names)
            props = [state.mapper.get_property(n) for n in attribute_names]
            keys = {p.key for p in props if p.is_column}
            relations = [p for p in props if p.is_relationship]
        from .loading import load_row_of

        if keys and not load_row_of(self, state, keys):
            raise sa_exc.InvalidRequestError(
                f"Could not refresh instance '{state.describe()}'"
            )
        for prop in relations:
            getattr(instance, prop.key)

    def _check_persistent(self, state):
        if not self.identity_map.contains_state(state) or state.session_ is not self:
            raise sa_exc.InvalidRequestError(
                f"Instance '{state.describe()}' is not persistent within this Session"
            )

    def merge(self, instance, *, load=True, options=None):
        from .merging import merge

        self._autoflush()
        with self.no_autoflush:
            return merge(self, _state_of(instance), load, {})

    def merge_all(self, instances, **kwargs):
        return [self.merge(i, **kwargs) for i in instances]

    def is_modified(self, instance, include_collections=True):
        state = _state_of(instance)
        if not state.modified:
            return False
        for key, impl in state.mapper.impls.items():
            if impl.collection and not include_collections:
                continue
            history = impl.get_history(state, state.dict)
            if history.added or history.deleted:
                return True
        return False

    # --- writing

    @property
    def no_autoflush(self):
        return NoAutoflush(self)

    def _autoflush(self):
        if self.autoflush and not self._flushing and (
            self._new or self._deleted or self._modified_states
        ):
            try:
                self.flush()
            except sa_exc.StatementError as error:
                add = getattr(error, "add_detail", None)
                if add is not None:
                    add(
                        "raised as a result of Query-invoked autoflush; consider using a "
                        "session.no_autoflush block if this flush is occurring prematurely"
                    )
                raise

    def flush(self, objects=None):
        if self._flushing:
            raise sa_exc.InvalidRequestError("Session is already flushing")
        if not (self._new or self._deleted or self._modified_states):
            return
        self._flushing = True
        try:
            from .unitofwork import flush

            flush(self, objects)
        finally:
            self._flushing = False

    # --- events

    def _fire(self, name, *args):
        for functions in (self._listeners.get(name), *self._class_listeners(name)):
            for function in functions or ():
                function(*args)

    def _class_listeners(self, name):
        if not _listening:
            return ()
        return [
            cls.__dict__["listeners"].get(name)
            for cls in type(self).__mro__ if "listeners" in cls.__dict__
        ]

    def __repr__(self):
        return f"<sqlalchemy.orm.session.{type(self).__name__} object at 0x{id(self):x}>"

    @classmethod
    def identity_key(cls, *args, **kwargs):
        from .util import identity_key

        return identity_key(*args, **kwargs)

    @classmethod
    def object_session(cls, instance):
        return object_session(instance)

    @classmethod
    def close_all(cls):
        close_all_sessions()


# whether anybody listens to the sessions of a class
_listening = []


def listen_to_class(cls, name, function):
    if "listeners" not in cls.__dict__:
        cls.listeners = {}
    cls.__dict__["listeners"].setdefault(name, []).append(function)
    _listening.append(name)


def _state_of(instance):
    if instance is None or isinstance(instance, type):
        raise exc.UnmappedInstanceError(instance)
    try:
        return instance_state(instance)
    except exc.UnmappedInstanceError:
        raise exc.UnmappedInstanceError(instance) from None


def object_session(instance):
    return _state_of(instance).session_


def close_all_sessions():
    import gc

    for found in [o for o in gc.get_objects() if isinstance(o, Session)]:
        found.close()


def __getattr__(name):
    # names that SQLAlchemy has in this module
    if name in ("sessionmaker", "ORMExecuteState"):
        from . import session_making

        return getattr(session_making, name)
    if name in ("make_transient", "make_transient_to_detached"):
        from . import transient

        return getattr(transient, name)
    if name == "_state_session":
        return lambda state: state.session_
    raise AttributeError(f"sqlalchemy.orm.session.{name} is not supported by Retort yet")
