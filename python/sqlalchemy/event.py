# SPDX-License-Identifier: MIT
"""Listeners: functions that are called when something happens to a target."""

CANCEL = object()
NO_RETVAL = object()
_KEY = "_retort_listeners"
# Listeners to all engines, all tables...: by class.
_of_classes = {}


class _Listener:
    """A function that is called with what it takes, once or always."""

    __slots__ = ("function", "once", "named", "done", "retval")

    def __init__(self, function, once=False, named=False, retval=False):
        self.function = function
        self.once = once
        self.named = named
        self.retval = retval
        self.done = False

    def __call__(self, *arguments, **keywords):
        if self.done:
            return None
        if self.once:
            self.done = True
        return self.function(*arguments, **keywords)

    def __eq__(self, other):
        return (other.function if isinstance(other, _Listener) else other) == self.function

    __hash__ = None


def _engine_of(target):
    """The engine whose listeners are meant by an engine, its pool, a connection of it."""
    target = getattr(target, "sync_engine", target)
    if hasattr(target, "_listen"):
        return target
    engine = getattr(target, "engine", None)
    return engine if hasattr(engine, "_listen") else None


def listen(target, identifier, fn, *args, **kw):
    """Call `fn` when the event happens to the target: an engine, table, class, session..."""
    listener = _Listener(
        fn, kw.get("once", False), kw.get("named", False), kw.get("retval", False)
    )
    own = getattr(target, "_sa_listen", None)
    if own is not None:
        # Mappers, sessions, attributes: the layer that they belong to knows what to do.
        own(identifier, fn, **kw)
        return
    if isinstance(target, type):
        _of_classes.setdefault(target, {}).setdefault(identifier, []).append(listener)
        return
    engine = _engine_of(target)
    if engine is not None:
        engine._listen(identifier, listener)
        return
    holder = getattr(target, "__dict__", None)
    if holder is None:
        from .exc import InvalidRequestError

        raise InvalidRequestError(
            f"No such event '{identifier}' for target '{target}'"
        )
    holder.setdefault(_KEY, {}).setdefault(identifier, []).append(listener)


def listens_for(target, identifier, *args, **kw):
    def decorate(fn):
        listen(target, identifier, fn, *args, **kw)
        return fn

    return decorate


def _listeners(target, identifier):
    if isinstance(target, type):
        return _of_classes.get(target, {}).get(identifier)
    engine = _engine_of(target)
    if engine is not None:
        return engine._listeners.get(identifier)
    return getattr(target, "__dict__", {}).get(_KEY, {}).get(identifier)


def contains(target, identifier, fn):
    return any(known == fn for known in _listeners(target, identifier) or ())


def remove(target, identifier, fn):
    from .exc import InvalidRequestError

    own = getattr(target, "_sa_unlisten", None)
    if own is not None:
        own(identifier, fn)
        return
    known = _listeners(target, identifier)
    if known is None or not any(one == fn for one in known):
        raise InvalidRequestError(
            f"No listeners found for event {target!r} / {identifier!r} / {fn!r} "
        )
    engine = _engine_of(target)
    if engine is not None and not isinstance(target, type):
        engine._unlisten(identifier, next(one for one in known if one == fn))
    else:
        known.remove(next(one for one in known if one == fn))


def _fire(target, name, *args, **kw):
    """Tell those who listen to the target, and to its class, that something happens to it."""
    answers = []
    if _of_classes:
        for cls in type(target).__mro__:
            for listener in _of_classes.get(cls, {}).get(name, ()):
                answers.append(listener(*args, **kw))
    held = getattr(target, "__dict__", {}).get(_KEY)
    if held:
        for listener in held.get(name, ()):
            answers.append(listener(*args, **kw))
    return answers


def _attach_class_listeners(engine):
    """A new engine takes the listeners to Engine, Pool and the like."""
    if not _of_classes:
        return
    for part in (engine, engine.pool, engine.dialect):
        for cls in type(part).__mro__:
            for name, listeners in _of_classes.get(cls, {}).items():
                for listener in listeners:
                    engine._listen(name, listener)


def __getattr__(name):
    raise AttributeError(f"sqlalchemy.event.{name} is not supported by Retort yet")
