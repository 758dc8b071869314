# SPDX-License-Identifier: MIT
"""What can be awaited for a value, or entered with `async with`."""


class StartableContext:
    """`await made` and `async with made` both begin it."""

    async def start(self, is_ctxmanager=False):
        raise NotImplementedError()

    def __await__(self):
        return self.start().__await__()

    async def __aenter__(self):
        return await self.start(is_ctxmanager=True)

    async def __aexit__(self, type_, value, traceback):
        raise NotImplementedError()


class ProxyComparable:
    """Two faces of one object are equal."""

    @property
    def _proxied(self):
        raise NotImplementedError()

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return isinstance(other, type(self)) and self._proxied is other._proxied

    def __ne__(self, other):
        return not self == other
