# SPDX-License-Identifier: MIT
"""Pools: which connections are kept open between uses. The classes are SQLAlchemy's."""
import sys


class Pool:
    """The base: a connection is opened for every use."""

    _keeps = 0  # idle connections
    _shared = False

    def __init__(self, creator=None, recycle=-1, echo=None, logging_name=None,
                 reset_on_return=True, events=None, dialect=None, pre_ping=False, pool_size=None,
                 max_overflow=None, timeout=None, use_lifo=False, **kw):
        self._creator = creator
        self._idle = []
        self._one = None
        self._reset = reset_on_return
        self._size = pool_size
        self._options = dict(
            recycle=recycle, echo=echo, logging_name=logging_name, reset_on_return=reset_on_return,
            pre_ping=pre_ping, pool_size=pool_size, max_overflow=max_overflow, timeout=timeout, **kw
        )
        self._out = 0

    def _check_out(self, engine):
        if self._shared:
            if self._one is None or self._one.closed:
                self._one = engine._open()
            made = self._one
        else:
            made = None
            while self._idle and made is None:
                made = self._idle.pop()
                if made.closed:
                    made = None
            if made is None:
                made = engine._open()
        self._out += 1
        engine._lend(made)
        return made

    def _check_in(self, made):
        self._out -= 1
        if made.closed:
            return
        if self._reset not in (None, "none") and made.in_transaction:
            if self._reset == "commit":
                made.commit()
            else:
                made.rollback()
        if self._shared:
            return
        if made._detached or len(self._idle) >= (self._size or self._keeps):
            made.close()
        else:
            # The next user starts as after opening.
            self._idle.append(made)

    def _drop(self, made):
        self._out -= 1
        made.close()

    def dispose(self):
        for made in self._idle:
            made.close()
        self._idle = []
        if self._one is not None:
            self._one.close()
            self._one = None

    def recreate(self):
        return type(self)(self._creator, **self._options)

    def connect(self):
        raise NotImplementedError("Pool.connect() is not supported by Retort yet")

    def status(self):
        return f"{type(self).__name__} size: {self.size()} Connections in pool: {len(self._idle)}"

    def size(self):
        return self._size or self._keeps

    def checkedin(self):
        return len(self._idle)

    def checkedout(self):
        return self._out

    def overflow(self):
        return 0


class NullPool(Pool):
    """Keeps nothing."""

    def __init__(self, creator=None, **kw):
        kw.pop("pool_size", None)
        super().__init__(creator, **kw)


class QueuePool(Pool):
    """Keeps a few connections."""

    _keeps = 5
    _is_asyncio = False


class FallbackAsyncAdaptedQueuePool(QueuePool):
    _is_asyncio = True


class AsyncAdaptedQueuePool(QueuePool):
    """The queue pool of asynchronous engines."""

    _is_asyncio = True


class SingletonThreadPool(Pool):
    """One connection for the thread."""

    _shared = True


class StaticPool(Pool):
    """One connection for all."""

    _shared = True


class AssertionPool(Pool):
    """One connection at a time."""

    _keeps = 1

    def _check_out(self, engine):
        if self._out:
            raise AssertionError("connection is already checked out")
        return super()._check_out(engine)


class PoolProxiedConnection:
    """Named for those who test for it."""


class PoolResetState:
    """Why a connection is reset."""

    transaction_was_reset = False
    terminate_only = False
    asyncio_safe = True


ConnectionPoolEntry = ManagesConnection = PoolProxiedConnection
_ConnectionFairy = _ConnectionRecord = PoolProxiedConnection


def __getattr__(name):
    raise AttributeError(f"sqlalchemy.pool.{name} is not supported by Retort yet")

# SQLAlchemy has these in modules of a package.
__path__ = []
for _part in ("base", "events", "impl"):
    sys.modules[f"{__name__}.{_part}"] = sys.modules[__name__]
