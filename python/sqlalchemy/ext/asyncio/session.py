# SPDX-License-Identifier: MIT
"""Sessions under the names that asynchronous programs use; the work itself is done at once."""
from ..._annotations import Generic
from ...orm.session import Session
from .result import AsyncResult

# What subclasses of AsyncSession add to the execution options of theirs.
_EXECUTE_OPTIONS = _STREAM_OPTIONS = {}


class AsyncSession:
    """A session whose methods are awaited."""

    sync_session_class = Session

    def __init__(self, bind=None, *, binds=None, sync_session_class=None, **kw):
        if binds:
            kw["binds"] = {key: _sync(value) for key, value in binds.items()}
        self.bind = bind
        make = sync_session_class or self.sync_session_class
        self.sync_session = make(bind=_sync(bind), **kw)
        self.sync_session._async_session = self

    @classmethod
    def __class_getitem__(cls, item):
        return cls

    def __getattr__(self, name):
        # state, identity map, add(), expunge(): these are plain methods of the session
        if name.startswith("__") or name == "sync_session":
            raise AttributeError(name)
        return getattr(self.sync_session, name)

    def __contains__(self, instance):
        return instance in self.sync_session

    def __iter__(self):
        return iter(self.sync_session)

    @property
    def no_autoflush(self):
        return self.sync_session.no_autoflush

    @property
    def autoflush(self):
        return self.sync_session.autoflush

    @autoflush.setter
    def autoflush(self, value):
        self.sync_session.autoflush = value

    async def run_sync(self, fn, *args, **kw):
        return fn(self.sync_session, *args, **kw)

    async def stream(self, statement, params=None, **kw):
        return AsyncResult(self.sync_session.execute(statement, params, **kw))

    async def stream_scalars(self, statement, params=None, **kw):
        return AsyncResult(self.sync_session.scalars(statement, params, **kw))

    async def connection(self, **kw):
        from .engine import AsyncConnection, AsyncEngine

        connection = self.sync_session.connection(**kw)
        return AsyncConnection(AsyncEngine(connection.engine), connection)

    def get_bind(self, *args, **kw):
        return self.sync_session.get_bind(*args, **kw)

    def begin(self):
        return AsyncSessionTransaction(self)

    def begin_nested(self):
        return AsyncSessionTransaction(self, nested=True)

    async def close(self):
        self.sync_session.close()

    aclose = reset = close

    @classmethod
    async def close_all(cls):
        from ...orm.session import close_all_sessions

        close_all_sessions()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_error):
        await self.close()


def _awaited(name):
    async def method(self, *args, **kw):
        return getattr(self.sync_session, name)(*args, **kw)

    method.__name__ = name
    return method


for _name in (
    "execute", "scalar", "scalars", "get", "get_one", "refresh", "merge", "merge_all", "delete",
    "delete_all", "flush", "commit", "rollback", "invalidate",
):
    setattr(AsyncSession, _name, _awaited(_name))


def _sync(bind):
    return getattr(bind, "sync_engine", None) or getattr(bind, "sync_connection", None) or bind


class AsyncSessionTransaction(Generic):
    """A transaction of an asynchronous session."""

    def __init__(self, session, nested=False):
        self.session = session
        self.nested = nested
        self.sync_transaction = None

    async def start(self):
        session = self.session.sync_session
        self.sync_transaction = session.begin_nested() if self.nested else session.begin()
        return self

    def __await__(self):
        return self.start().__await__()

    @property
    def is_active(self):
        return self.sync_transaction is not None and self.sync_transaction.is_active

    async def commit(self):
        self.sync_transaction.commit()

    async def rollback(self):
        self.sync_transaction.rollback()

    async def __aenter__(self):
        await self.start()
        self.sync_transaction.__enter__()
        return self

    async def __aexit__(self, *details):
        self.sync_transaction.__exit__(*details)


class async_sessionmaker:
    """Makes asynchronous sessions of one configuration."""

    @classmethod
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, class_=AsyncSession, autoflush=True, expire_on_commit=True,
                 info=None, **kw):
        kw.update(bind=bind, autoflush=autoflush, expire_on_commit=expire_on_commit)
        if info is not None:
            kw["info"] = info
        self.kw = kw
        self.class_ = type(class_.__name__, (class_,), {})

    def __call__(self, **local_kw):
        return self.class_(**{**self.kw, **local_kw})

    def configure(self, **new_kw):
        self.kw.update(new_kw)

    def begin(self):
        return _Begun(self())


class _Begun:
    """`async with maker.begin() as session`."""

    def __init__(self, session):
        self.session = session

    async def __aenter__(self):
        self.transaction = self.session.begin()
        await self.transaction.__aenter__()
        return self.session

    async def __aexit__(self, *details):
        try:
            await self.transaction.__aexit__(*details)
        finally:
            await self.session.close()


class async_scoped_session:
    """One asynchronous session for each scope."""

    def __init__(self, session_factory, scopefunc):
        from ...orm.scoping import ScopedRegistry

        self.session_factory = session_factory
        self.registry = ScopedRegistry(session_factory, scopefunc)

    def __call__(self, **kw):
        if kw:
            self.registry.set(self.session_factory(**kw))
        return self.registry()

    async def remove(self):
        if self.registry.has():
            await self.registry().close()
        self.registry.clear()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.registry(), name)


class AsyncAttrs:
    """Gives objects `awaitable_attrs`, which load what is missing."""

    @property
    def awaitable_attrs(self):
        return _Awaitable(self)


class _Awaitable:
    def __init__(self, instance):
        self._instance = instance

    def __getattr__(self, name):
        async def value():
            return getattr(self._instance, name)

        return value()


def async_object_session(instance):
    from ...orm.session import object_session

    session = object_session(instance)
    return session._async_session if session is not None else None


def async_session(session):
    return session._async_session


async def close_all_sessions():
    from ...orm.session import close_all_sessions as close_all

    close_all()

