# SPDX-License-Identifier: MIT
"""A session for each thread (or whatever the scope is), behind one name."""


from .base import Listening


class ScopedRegistry:
    """One value for each scope."""

    def __init__(self, createfunc, scopefunc=None):
        self.createfunc = createfunc
        if scopefunc is None:
            import threading

            scopefunc = threading.get_ident
        self.scopefunc = scopefunc
        self.registry = {}

    def __call__(self):
        key = self.scopefunc()
        if key not in self.registry:
            self.registry[key] = self.createfunc()
        return self.registry[key]

    def has(self):
        return self.scopefunc() in self.registry

    def set(self, obj):
        self.registry[self.scopefunc()] = obj

    def clear(self):
        self.registry.pop(self.scopefunc(), None)


ThreadLocalRegistry = ScopedRegistry


class scoped_session:
    """Hands on to the session of the current scope."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")

    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self.registry = ScopedRegistry(session_factory, scopefunc)

    def __call__(self, **kw):
        if kw:
            if self.registry.has():
                from .. import exc as sa_exc

                raise sa_exc.InvalidRequestError(
                    "Scoped session is already present; no new arguments may be specified."
                )
            made = self.session_factory(**kw)
            self.registry.set(made)
            return made
        return self.registry()

    def remove(self):
        if self.registry.has():
            self.registry().close()
        self.registry.clear()

    def configure(self, **kwargs):
        self.session_factory.configure(**kwargs)

    def query_property(self, query_cls=None):
        return QueryPropertyDescriptor(self, query_cls)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.registry(), name)

    def __contains__(self, instance):
        return instance in self.registry()

    def __iter__(self):
        return iter(self.registry())

    @property
    def bind(self):
        return self.registry().bind

    @bind.setter
    def bind(self, value):
        self.registry().bind = value

    @property
    def autoflush(self):
        return self.registry().autoflush

    @autoflush.setter
    def autoflush(self, value):
        self.registry().autoflush = value


class QueryPropertyDescriptor:
    """`Model.query`."""

    def __init__(self, scoped, query_cls):
        self.scoped = scoped
        self.query_cls = query_cls

    def __get__(self, instance, owner):
        from .base import mapper_of

        if mapper_of(owner) is None:
            return self
        if self.query_cls is not None:
            return self.query_cls(owner, session=self.scoped.registry())
        return self.scoped.registry().query(owner)
