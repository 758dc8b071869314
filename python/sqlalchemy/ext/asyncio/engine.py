# SPDX-License-Identifier: MIT
"""AsyncEngine and AsyncConnection, around the plain ones."""
from contextlib import asynccontextmanager

from ... import exc
from ..._annotations import Generic
from .base import ProxyComparable, StartableContext


def create_async_engine(url, **kw):
    """An asynchronous engine for a URL."""
    from ...engine import create_engine

    if kw.get("server_side_cursors", False):
        raise exc.ArgumentError("Can't set server_side_cursors for async engine globally")
    kw["_is_async"] = True
    kw.pop("async_creator", None)
    return AsyncEngine(create_engine(url, **kw))


def async_engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    """An asynchronous engine from keys of a configuration that begin with `prefix`."""
    from ...engine import engine_from_config

    return AsyncEngine(engine_from_config(configuration, prefix, _is_async=True, **kwargs))


def create_async_pool_from_url(url, **kwargs):
    from ...engine import create_pool_from_url

    return create_pool_from_url(url, **kwargs)


class AsyncConnection(ProxyComparable, StartableContext, Generic):
    """A connection whose methods are coroutines."""

    def __init__(self, async_engine, sync_connection=None):
        self.engine = async_engine
        self.sync_engine = async_engine.sync_engine
        self.sync_connection = sync_connection

    @property
    def _proxied(self):
        if self.sync_connection is None:
            raise exc.InvalidRequestError(
                "AsyncConnection context has not been started and object has not been awaited."
            )
        return self.sync_connection

    async def start(self, is_ctxmanager=False):
        if self.sync_connection is not None:
            raise exc.InvalidRequestError("connection is already started")
        self.sync_connection = self.sync_engine.connect()
        return self

    async def __aexit__(self, type_, value, traceback):
        await self.close()

    @property
    def connection(self):
        raise exc.InvalidRequestError(
            "AsyncConnection has no attribute `connection`: finding the driver's connection may "
            "take time. Use await get_raw_connection()."
        )

    async def get_raw_connection(self):
        return self._proxied.connection

    @property
    def info(self):
        return self._proxied.info

    @property
    def dialect(self):
        return self._proxied.dialect

    @property
    def closed(self):
        return self._proxied.closed

    @property
    def invalidated(self):
        return self._proxied.invalidated

    @property
    def default_isolation_level(self):
        return self._proxied.default_isolation_level

    def begin(self):
        return AsyncTransaction(self)

    def begin_nested(self):
        return AsyncTransaction(self, nested=True)

    async def invalidate(self, exception=None):
        self._proxied.invalidate(exception)

    async def get_isolation_level(self):
        return self._proxied.get_isolation_level()

    def in_transaction(self):
        return self._proxied.in_transaction()

    def in_nested_transaction(self):
        return self._proxied.in_nested_transaction()

    def get_transaction(self):
        found = self._proxied.get_transaction()
        return None if found is None else AsyncTransaction(self, started=found)

    def get_nested_transaction(self):
        found = self._proxied.get_nested_transaction()
        return None if found is None else AsyncTransaction(self, nested=True, started=found)

    async def execution_options(self, **opt):
        self._proxied.execution_options(**opt)
        return self

    async def commit(self):
        self._proxied.commit()

    async def rollback(self):
        self._proxied.rollback()

    async def close(self):
        if self.sync_connection is not None:
            self.sync_connection.close()

    aclose = close

    async def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        return self._proxied.exec_driver_sql(statement, parameters, execution_options)

    async def execute(self, statement, parameters=None, *, execution_options=None):
        return self._proxied.execute(statement, parameters, execution_options=execution_options)

    async def scalar(self, statement, parameters=None, *, execution_options=None):
        return self._proxied.scalar(statement, parameters, execution_options=execution_options)

    async def scalars(self, statement, parameters=None, *, execution_options=None):
        return self._proxied.scalars(statement, parameters, execution_options=execution_options)

    async def stream(self, statement, parameters=None, *, execution_options=None):
        from .result import AsyncResult

        return AsyncResult(
            self._proxied.execute(statement, parameters, execution_options=execution_options)
        )

    async def stream_scalars(self, statement, parameters=None, *, execution_options=None):
        return (await self.stream(statement, parameters,
                                  execution_options=execution_options)).scalars()

    async def run_sync(self, fn, *arg, **kw):
        return fn(self._proxied, *arg, **kw)


class AsyncEngine(ProxyComparable):
    """An engine whose connections are asynchronous."""

    _connection_cls = AsyncConnection

    def __init__(self, sync_engine):
        if not sync_engine.dialect.is_async:
            raise exc.InvalidRequestError(
                "The asyncio extension requires an async driver to be used. The loaded "
                f"{sync_engine.dialect.driver!r} is not async."
            )
        self.sync_engine = sync_engine

    @property
    def _proxied(self):
        return self.sync_engine

    @asynccontextmanager
    async def begin(self):
        async with self.connect() as connection:
            async with connection.begin():
                yield connection

    def connect(self):
        return self._connection_cls(self)

    async def raw_connection(self):
        return self.sync_engine.raw_connection()

    def execution_options(self, **opt):
        return AsyncEngine(self.sync_engine.execution_options(**opt))

    def get_execution_options(self):
        return self.sync_engine.get_execution_options()

    async def dispose(self, close=True):
        self.sync_engine.dispose(close=close)

    @property
    def url(self):
        return self.sync_engine.url

    @property
    def pool(self):
        return self.sync_engine.pool

    @property
    def dialect(self):
        return self.sync_engine.dialect

    @property
    def name(self):
        return self.sync_engine.name

    @property
    def driver(self):
        return self.sync_engine.driver

    @property
    def echo(self):
        return self.sync_engine.echo

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} object at {id(self):#x}>"


class AsyncTransaction(ProxyComparable, StartableContext, Generic):
    """A transaction whose methods are coroutines."""

    def __init__(self, connection, nested=False, started=None):
        self.connection = connection
        self.sync_transaction = started
        self.nested = nested

    @property
    def _proxied(self):
        if self.sync_transaction is None:
            raise exc.InvalidRequestError(
                "AsyncTransaction context has not been started and object has not been awaited."
            )
        return self.sync_transaction

    @property
    def is_active(self):
        return self._proxied.is_active

    @property
    def is_valid(self):
        return self._proxied.is_valid

    async def start(self, is_ctxmanager=False):
        connection = self.connection._proxied
        self.sync_transaction = connection.begin_nested() if self.nested else connection.begin()
        if is_ctxmanager:
            self.sync_transaction.__enter__()
        return self

    async def __aexit__(self, type_, value, traceback):
        self._proxied.__exit__(type_, value, traceback)

    async def close(self):
        self._proxied.close()

    async def rollback(self):
        self._proxied.rollback()

    async def commit(self):
        self._proxied.commit()


def _get_sync_engine_or_connection(async_engine):
    return async_engine._proxied
