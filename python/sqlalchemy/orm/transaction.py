# SPDX-License-Identifier: MIT
"""The transactions of a session: its connections, and what a rollback has to undo in memory."""
from .. import exc as sa_exc


class SessionTransactionOrigin:
    AUTOBEGIN = "AUTOBEGIN"
    BEGIN = "BEGIN"
    BEGIN_NESTED = "BEGIN_NESTED"
    SUBTRANSACTION = "SUBTRANSACTION"


class SessionTransaction:
    """One transaction (or savepoint) of a session."""

    def __init__(self, session, parent=None, nested=False,
                 origin=SessionTransactionOrigin.AUTOBEGIN):
        self.session = session
        self._parent = parent
        self.nested = nested
        self.origin = origin
        self.is_active = True
        self.connections = {}  # engine -> (connection, transaction, commits, closes)
        self.new = []
        self.deleted = {}  # state -> whether it was persistent
        self.dirty = set()
        self.key_switches = {}
        self.failed = None
        if nested:
            session.flush()
            parent.connections_for_savepoint(self)
        session._transaction = self
        if nested:
            session._nested_transaction = self
        session._fire("after_transaction_create", session, self)

    parent = property(lambda self: self._parent)

    def connections_for_savepoint(self, inner):
        for key, (connection, _, _, _) in list(self.connections.items()):
            inner.connections[key] = (connection, connection.begin_nested(), True, False)

    def connection_for(self, bind, execution_options=None):
        """The connection to an engine, in a transaction of this session."""
        self.check_active()
        key = getattr(bind, "engine", bind)
        held = self.connections.get(key)
        if held is not None:
            return held[0]
        if self._parent is not None:
            connection = self._parent.connection_for(bind, execution_options)
            if self.nested:
                self.connections[key] = (connection, connection.begin_nested(), True, False)
            return connection
        closes = False
        if hasattr(bind, "begin_nested"):
            connection = bind
        else:
            connection = bind.connect()
            closes = True
        if execution_options:
            connection = connection.execution_options(**execution_options)
        commits = True
        if connection.in_transaction():
            mode = self.session.join_transaction_mode
            if mode == "conditional_savepoint":
                mode = (
                    "create_savepoint" if connection.in_nested_transaction() else "rollback_only"
                )
            if mode == "create_savepoint":
                transaction = connection.begin_nested()
            else:
                transaction = connection.get_transaction()
                commits = mode == "control_fully"
        else:
            transaction = connection.begin()
        self.connections[key] = (connection, transaction, commits, closes)
        self.session._fire("after_begin", self.session, self, connection)
        return connection

    def check_active(self):
        if self.failed is not None:
            raise sa_exc.PendingRollbackError(
                "This Session's transaction has been rolled back due to a previous exception "
                "during "
                "flush. To begin a new transaction with this Session, first issue "
                "Session.rollback(). "
                f"Original exception was: {self.failed}"
            )
        if not self.is_active:
            raise sa_exc.ResourceClosedError("This transaction is closed")

    def commit(self, _to_root=False):
        self.check_active()
        session = self.session
        if session._nested_transaction is not None and session._nested_transaction is not self:
            if self._parent is None:
                session._nested_transaction.commit()
        if self._parent is None or self.nested:
            session._fire("before_commit", session)
        session.flush()
        if self._parent is None or self.nested:
            for _, transaction, commits, _ in list(self.connections.values()):
                if commits:
                    transaction.commit()
            session._fire("after_commit", session)
            self.remove_snapshot()
        parent = self._parent
        self.close()
        if _to_root and parent is not None:
            parent.commit(_to_root=True)

    def remove_snapshot(self):
        session = self.session
        if not self.nested:
            if session.expire_on_commit:
                for state in session.identity_map.all_states():
                    if state.obj() is not None:
                        state.expire()
            for state in self.deleted:
                state.session_ = None
                state.is_deleted = True
                state.was_deleted = True
                session._fire("deleted_to_detached", session, state.obj())
        else:
            parent = self._parent
            parent.new.extend(self.new)
            parent.deleted.update(self.deleted)
            parent.dirty.update(self.dirty)
            for state, (old, new) in self.key_switches.items():
                first = parent.key_switches.get(state, (old, new))[0]
                parent.key_switches[state] = (first, new)

    def rollback(self, _to_root=False):
        session = self.session
        inner = session._nested_transaction
        if inner is not None and inner is not self and inner._is_within(self):
            inner.rollback()
        if self.is_active or self.failed is not None:
            for connection, transaction, _, _ in list(self.connections.values()):
                if getattr(transaction, "is_active", True):
                    transaction.rollback()
            self.restore_snapshot(dirty_only=self.nested)
            session._fire("after_rollback", session)
        parent = self._parent
        self.failed = None
        self.close()
        session._fire("after_soft_rollback", session, self)
        if _to_root and parent is not None:
            parent.rollback(_to_root=True)

    def _is_within(self, other):
        transaction = self._parent
        while transaction is not None:
            if transaction is other:
                return True
            transaction = transaction._parent
        return False

    def restore_snapshot(self, dirty_only):
        session = self.session
        for state in list(self.new) + list(session._new.values()):
            if state.key is not None:
                session.identity_map.discard(state)
                state.key = None
            session._new.pop(state, None)
            state.detach()
            state.modified = bool(state.committed_state)
            state.expired_attributes.clear()
            session._modified_states.discard(state)
            session._fire("pending_to_transient", session, state.obj())
        for state, (old, _) in self.key_switches.items():
            if state in self.new:
                continue
            session.identity_map.discard(state)
            state.key = old
            session.identity_map.put(state)
        for state in list(session._deleted.values()) + list(self.deleted):
            state.is_deleted = False
            state.was_deleted = False
            if state.key is not None and state.obj() is not None:
                state.session_ = session
                session.identity_map.put(state)
        session._deleted.clear()
        for state in session.identity_map.all_states():
            if not dirty_only or state.modified or state in self.dirty:
                if state.obj() is not None:
                    state.expire()

    def close(self, invalidate=False):
        session = self.session
        for connection, transaction, commits, closes in list(self.connections.values()):
            if commits and getattr(transaction, "is_active", False) and not self.nested:
                transaction.close()
            if invalidate and self._parent is None and hasattr(connection, "invalidate"):
                connection.invalidate()
            if closes and self._parent is None:
                connection.close()
        self.connections = {}
        self.is_active = False
        if session._transaction is self or self._parent is None:
            session._transaction = self._parent
        if session._nested_transaction is self:
            outer = self._parent
            while outer is not None and not outer.nested:
                outer = outer._parent
            session._nested_transaction = outer
        session._fire("after_transaction_end", session, self)

    def prepare(self):
        raise NotImplementedError("two-phase commit is not supported by Retort yet")

    def __enter__(self):
        self.check_active()
        return self

    def __exit__(self, kind, value, traceback):
        if not self.is_active and self.failed is None:
            return
        if kind is None:
            try:
                self.commit()
            except BaseException:
                if self.is_active or self.failed is not None:
                    self.rollback()
                raise
        else:
            self.rollback()
