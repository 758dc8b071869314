# SPDX-License-Identifier: MIT
"""Listeners on mapped classes, attributes, sessions and queries."""
from .attributes import QueryableAttribute
from .base import mapper_of

_MAPPER = {
    "before_insert", "after_insert", "before_update", "after_update", "before_delete",
    "after_delete", "mapper_configured", "before_mapper_configured", "instrument_class",
    "after_mapper_constructed",
}
_CONFIGURE = {"before_configured", "after_configured"}
_INSTANCE = {
    "init", "init_failure", "first_init", "load", "refresh", "refresh_flush", "expire", "pickle",
    "unpickle",
}
_ATTRIBUTE = {
    "set", "append", "remove", "bulk_replace", "modified", "init_scalar", "init_collection",
    "dispose_collection", "append_wo_mutation",
}
_SESSION = {
    "before_commit", "after_commit", "after_rollback", "after_soft_rollback", "before_flush",
    "after_flush", "after_flush_postexec", "after_begin", "after_attach", "before_attach",
    "after_bulk_update", "after_bulk_delete", "after_transaction_create", "after_transaction_end",
    "transient_to_pending", "pending_to_transient", "persistent_to_transient",
    "pending_to_persistent", "deleted_to_persistent", "loaded_as_persistent",
    "persistent_to_deleted", "deleted_to_detached", "persistent_to_detached",
    "detached_to_persistent", "do_orm_execute",
}
_QUERY = {"before_compile", "before_compile_update", "before_compile_delete"}


def accepts(target):
    """Whether a target of `event.listen` belongs to this layer."""
    if isinstance(target, QueryableAttribute) or getattr(target, "is_mapper", False):
        return True
    if isinstance(target, type):
        if mapper_of(target) is not None:
            return True
        from .mapper import Mapper
        from .query import Query
        from .session import Session

        return issubclass(target, (Mapper, Session, Query)) or _is_unmapped_base(target)
    from .scoping import scoped_session
    from .session import Session
    from .session_making import sessionmaker

    return isinstance(target, (Session, sessionmaker, scoped_session))


def _is_unmapped_base(target):
    # a base or a mixin: the listener is for what derives from it
    return hasattr(target, "_sa_registry") or any(
        hasattr(value, "column") or hasattr(value, "server_default")
        for value in vars(target).values()
    )


def listen(target, name, function, propagate=False, raw=False, retval=False, once=False,
           named=False, insert=False, restore_load_context=False, active_history=False, **_more):
    """Attach a listener."""
    if once:
        function = _once(function)
    if isinstance(target, QueryableAttribute):
        _listen_attribute(target, name, function, propagate, raw, retval, active_history)
        return
    from .mapper import Mapper, listen_every
    from .scoping import scoped_session
    from .session import Session, listen_to_class
    from .session_making import sessionmaker

    if isinstance(target, sessionmaker):
        listen_to_class(target.class_, name, function)
    elif isinstance(target, scoped_session):
        factory = target.session_factory
        listen_to_class(getattr(factory, "class_", Session), name, function)
    elif isinstance(target, Session):
        target._listeners = {**target._listeners}
        target._listeners.setdefault(name, []).append(function)
    elif isinstance(target, type) and issubclass(target, Session):
        listen_to_class(target, name, function)
    elif name in _QUERY:
        from .query_rows import _listeners

        _listeners.setdefault(name, []).append(function)
    elif isinstance(target, type) and issubclass(target, Mapper):
        if name in _CONFIGURE:
            listen_every(name, function, lambda mapper: False)
        else:
            listen_every(name, _adapted(name, function, raw), lambda mapper: True)
    else:
        mapper = target if getattr(target, "is_mapper", False) else mapper_of(target)
        if mapper is not None:
            mapper.listen(name, _adapted(name, function, raw), propagate)
        else:
            listen_every(
                name, _adapted(name, function, raw),
                lambda found: issubclass(found.class_, target) and (
                    propagate or found.class_ is target
                ),
            )


def _adapted(name, function, raw):
    if not raw:
        return function
    from .base import instance_state

    if name in _MAPPER:
        return lambda mapper, connection, obj: function(mapper, connection, instance_state(obj))
    return lambda obj, *args: function(instance_state(obj), *args)


def _once(function):
    done = []

    def run(*args, **kwargs):
        if not done:
            done.append(True)
            return function(*args, **kwargs)
        return args[1] if len(args) > 1 else None

    return run


def _listen_attribute(attribute, name, function, propagate, raw, retval, active_history):
    impl = attribute.prop.parent.impls.get(attribute.key) or attribute.impl
    if raw:
        from .base import instance_state

        inner = function
        function = lambda obj, *args: inner(instance_state(obj), *args)  # noqa: E731
    if name in ("set", "append") and not retval:
        plain = function

        def keep_value(obj, value, *args):
            plain(obj, value, *args)
            return value

        function = keep_value
    if active_history:
        impl.active_history = True
    impl.listen(name, function)


def remove(target, name, function):
    """Take a listener away."""
    from .mapper import Mapper, _every_mapper
    from .session import Session

    if isinstance(target, type) and issubclass(target, Session):
        functions = target.__dict__.get("listeners", {}).get(name, [])
    elif isinstance(target, Session):
        functions = target._listeners.get(name, [])
    elif isinstance(target, type) and issubclass(target, Mapper):
        held = _every_mapper.get(name, [])
        held[:] = [pair for pair in held if pair[0] is not function]
        return
    elif mapper_of(target) is not None:
        held = mapper_of(target).listeners.get(name, [])
        held[:] = [pair for pair in held if pair[0] is not function]
        return
    else:
        functions = attribute_listeners(target, name)
    if function in functions:
        functions.remove(function)


def attribute_listeners(attribute, name):
    return attribute.impl.listeners.get(name, [])


class _Family:
    """A family of events, under the name by which it is imported."""


class AttributeEvents(_Family):
    names = _ATTRIBUTE


class InstanceEvents(_Family):
    names = _INSTANCE


class MapperEvents(_Family):
    names = _MAPPER | _CONFIGURE


class SessionEvents(_Family):
    names = _SESSION


class QueryEvents(_Family):
    names = _QUERY


class InstrumentationEvents(_Family):
    names = {"class_instrument", "class_uninstrument", "attribute_instrument"}


class AttributeEventToken:
    """Who began the change of an attribute."""
