# SPDX-License-Identifier: MIT
"""Dispatch by class, module proxies, and conversions."""
from sqlalchemy.util import (  # noqa: F401
    asbool,
    immutabledict,
    memoized_property,
    to_list,
    unique_list,
)

EMPTY_DICT = immutabledict()


def to_tuple(x, default=None):
    """`x` as a tuple; a string counts as one item."""
    if x is None:
        return default
    if isinstance(x, str) or not hasattr(x, "__iter__"):
        return (x,)
    return tuple(x)


def dedupe_tuple(tup):
    return tuple(unique_list(tup))


def not_none(value):
    if value is None:
        raise TypeError("There is no value")
    return value


def rev_id():
    """A new revision identifier."""
    from os import urandom

    return urandom(6).hex()


class _ModuleClsMeta(type):
    def __setattr__(cls, key, value):
        super().__setattr__(key, value)
        for globals_ in cls.__dict__.get("_modules", ()):
            cls._add_to_module(key, globals_)


class ModuleClsProxy(metaclass=_ModuleClsMeta):
    """A class whose methods are also functions of a module, for the object installed there."""

    _modules = ()
    _installed = None

    @classmethod
    def create_module_class_proxy(cls, globals_, locals_=None):
        if "_modules" not in cls.__dict__:
            type.__setattr__(cls, "_modules", [])
        cls._modules.append(globals_)
        for name in dir(cls):
            cls._add_to_module(name, globals_)
        if cls._installed is not None:
            cls._installed._install_in(globals_)

    @classmethod
    def _add_to_module(cls, name, globals_):
        if name.startswith("_") or name == "create_module_class_proxy":
            return
        method = getattr(cls, name)
        if callable(method):
            globals_[name] = _module_function(cls, name, method, globals_)
        else:
            globals_.setdefault("_proxied_names", set()).add(name)

    def _install_in(self, globals_):
        globals_["_proxy"] = self
        for name in globals_.get("_proxied_names", ()):
            globals_[name] = getattr(self, name)

    def _install_proxy(self):
        # Modules that are imported later find it, too.
        type.__setattr__(type(self), "_installed", self)
        for globals_ in type(self)._modules:
            self._install_in(globals_)

    def _remove_proxy(self):
        type.__setattr__(type(self), "_installed", None)
        for globals_ in type(self)._modules:
            globals_["_proxy"] = None
            for name in globals_.get("_proxied_names", ()):
                globals_.pop(name, None)


def _module_function(cls, name, method, globals_):
    def function(*args, **kw):
        proxy = globals_.get("_proxy")
        if proxy is None:
            raise NameError(
                f"Can't invoke function '{name}', as the proxy object has not yet been "
                f"established for the Alembic '{cls.__name__}' class.  Try placing this code "
                "inside a callable."
            )
        return getattr(proxy, name)(*args, **kw)

    function.__name__ = function.__qualname__ = name
    function.__module__ = globals_.get("__name__")
    function.__wrapped__ = method
    return function


def _with_legacy_names(translations):
    def decorate(function):
        function._legacy_translations = translations
        return function

    return decorate


class Dispatcher:
    """Functions by the class of what they are for, and by dialect."""

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, qualifier="default", replace=False):
        def decorate(function):
            if not replace and (target, qualifier) in self._registry:
                raise ValueError(
                    f"Can not set dispatch function for object {target!r}: key already exists. "
                    "To replace existing function, use replace=True."
                )
            self._registry[target, qualifier] = function
            return function

        return decorate

    def dispatch(self, obj, qualifier="default"):
        if isinstance(obj, str):
            targets = (obj,)
        else:
            targets = (obj if isinstance(obj, type) else type(obj)).__mro__
        registry = self._registry
        for target in targets:
            found = registry.get((target, qualifier)) or registry.get((target, "default"))
            if found is not None:
                return found
        raise ValueError(f"no dispatch function for object: {obj}")

    def branch(self):
        made = Dispatcher()
        made._registry.update(self._registry)
        return made


def __getattr__(name):
    if name in ("DispatchPriority", "PriorityDispatcher", "PriorityDispatchResult"):
        from . import priority

        return getattr(priority, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
