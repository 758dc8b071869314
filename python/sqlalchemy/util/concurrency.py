# SPDX-License-Identifier: MIT
"""Asynchronous code here calls the engine at once: nothing has to be handed between greenlets."""

have_greenlet = True


def await_only(awaitable):
    """The result of a coroutine that never has to wait."""
    try:
        awaitable.send(None)
    except StopIteration as end:
        return end.value
    awaitable.close()
    from ..exc import MissingGreenlet

    raise MissingGreenlet(
        "an asynchronous call that has to wait cannot be made from synchronous code here"
    )


await_fallback = await_only


async def greenlet_spawn(fn, *args, _require_await=False, **kwargs):
    return fn(*args, **kwargs)
