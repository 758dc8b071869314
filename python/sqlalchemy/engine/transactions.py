# SPDX-License-Identifier: MIT
"""Transactions and savepoints as objects, with SQLAlchemy's rules about their order."""
from _retort_functions import Later

exc = Later("sqlalchemy.exc")


def check_context(subject):
    """Within `with transaction:` nothing more may be done once that transaction has ended."""
    context = subject._trans_context_manager
    if context is not None and not context.is_active:
        raise exc.InvalidRequestError(
            "Can't operate on closed transaction inside context manager.  Please complete the "
            "context manager before emitting further commands."
        )


class TransactionalContext:
    """A transaction as a context manager: committed at the end, rolled back after an exception."""

    _outer = None
    _subject = None

    def _get_subject(self):
        return self.connection

    def _transaction_is_active(self):
        return self.is_active

    def __enter__(self):
        subject = self._get_subject()
        self._outer = subject._trans_context_manager
        self._subject = subject
        subject._trans_context_manager = self
        return self

    def __exit__(self, type_, value, traceback):
        subject = self._subject
        try:
            if type_ is None and self._transaction_is_active():
                try:
                    self.commit()
                except BaseException:
                    self.rollback()
                    raise
            elif self._transaction_is_active():
                self.rollback()
            elif not self._is_over():
                self.close()
        finally:
            if subject is not None and subject._trans_context_manager is self:
                subject._trans_context_manager = self._outer
            self._subject = self._outer = None


class Transaction(TransactionalContext):
    """What begin() answers with."""

    is_active = False
    _is_root = False

    @property
    def is_valid(self):
        return self.is_active and not self.connection.invalidated


class RootTransaction(Transaction):
    """The transaction of a connection, begun by begin() or by the first statement."""

    _is_root = True

    def __init__(self, connection):
        check_context(connection)
        self.connection = connection
        connection._begin_impl(self)
        connection._transaction = self
        self.is_active = True

    def _is_over(self):
        return self.connection._transaction is not self

    def _end(self):
        connection = self.connection
        if connection._nested_transaction is not None:
            connection._nested_transaction._cancel()
        self.is_active = False
        if connection._transaction is self:
            connection._transaction = None

    def commit(self):
        if not self.is_active:
            if self.connection._transaction is self:
                self.connection._invalid_transaction()
            raise exc.InvalidRequestError("This transaction is inactive")
        try:
            self.connection._commit_impl()
        except BaseException:
            # It stays the connection's until it is rolled back.
            self.is_active = False
            raise
        self._end()

    def rollback(self):
        try:
            if self.is_active or self.connection._transaction is self:
                self.connection._rollback_impl()
        finally:
            self._end()

    close = rollback


class NestedTransaction(Transaction):
    """A savepoint."""

    def __init__(self, connection):
        check_context(connection)
        self.connection = connection
        self._savepoint = connection._savepoint_impl()
        self.is_active = True
        self._previous = connection._nested_transaction
        connection._nested_transaction = self

    def _is_over(self):
        return self.connection._nested_transaction is not self

    def _leave(self):
        if self.connection._nested_transaction is self:
            self.connection._nested_transaction = self._previous

    def _cancel(self):
        self.is_active = False
        self._leave()
        if self._previous is not None:
            self._previous._cancel()

    def commit(self):
        if not self.is_active:
            if self.connection._nested_transaction is self:
                self.connection._invalid_transaction()
            raise exc.InvalidRequestError("This nested transaction is inactive")
        try:
            self.connection._release_savepoint_impl(self._savepoint)
        finally:
            self.is_active = False
        self._leave()

    def rollback(self):
        root = self.connection._transaction
        try:
            if self.is_active and root is not None and root.is_active:
                self.connection._rollback_to_savepoint_impl(self._savepoint)
        finally:
            self.is_active = False
            self._leave()

    close = rollback


class TwoPhaseTransaction(RootTransaction):
    """Named for those who look for the class; there are none."""
