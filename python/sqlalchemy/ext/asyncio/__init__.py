# SPDX-License-Identifier: MIT
"""Asynchronous engines and connections. Everything is done at once when it is called: a migration
has nothing else to do meanwhile."""
from .engine import (  # noqa: F401
    AsyncConnection,
    AsyncEngine,
    AsyncTransaction,
    async_engine_from_config,
    create_async_engine,
    create_async_pool_from_url,
)

_SESSION = {"AsyncAttrs", "AsyncSession", "AsyncSessionTransaction", "async_object_session",
            "async_scoped_session", "async_session", "async_sessionmaker", "close_all_sessions"}
_RESULT = {"AsyncMappingResult", "AsyncResult", "AsyncScalarResult", "AsyncTupleResult"}


def __getattr__(name):
    if name in _SESSION:
        from . import session

        return getattr(session, name)
    if name in _RESULT:
        from . import result

        return getattr(result, name)
    if name.startswith("__"):
        raise AttributeError(f"module 'sqlalchemy.ext.asyncio' has no attribute {name!r}")
    raise AttributeError(f"sqlalchemy.ext.asyncio.{name} is not supported by Retort yet")
