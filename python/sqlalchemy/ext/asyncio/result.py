# SPDX-License-Identifier: MIT
"""Results that are walked with `async for`."""

from ..._annotations import Generic


class _AsyncResult(Generic):
    """A result whose fetching methods are coroutines."""

    def __init__(self, result):
        self._result = result

    def __aiter__(self):
        return self

    async def __anext__(self):
        made, found = self._result._pull()
        if not found:
            raise StopAsyncIteration
        return made

    async def partitions(self, size=None):
        for part in self._result.partitions(size):
            yield part

    async def close(self):
        self._result.close()

    def unique(self, strategy=None):
        self._result.unique(strategy)
        return self

    def __getattr__(self, name):
        found = getattr(self._result, name)
        if name in ("scalars", "mappings", "columns", "tuples", "yield_per"):

            def narrow(*args, **kw):
                return type(self)(found(*args, **kw))

            return narrow
        if name in ("keys", "closed") or not callable(found):
            return found

        async def call(*args, **kw):
            return found(*args, **kw)

        return call


AsyncResult = AsyncScalarResult = AsyncMappingResult = AsyncTupleResult = _AsyncResult


async def _ensure_sync_result(result, calling_method):
    """What subclasses of AsyncSession pass their results through."""
    return result
