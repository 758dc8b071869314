# SPDX-License-Identifier: MIT
"""Declarative mapping under its older name, and its extensions."""
from ...exc import MovedIn20Warning
from ...orm import decl_api as _decl_api
from ...orm.decl_api import DeclarativeMeta, declared_attr  # noqa: F401
from ...util.deprecations import _show


def _moved(name, stop=""):
    function = getattr(_decl_api, name)

    def call(*arg, **kw):
        _show(f"The ``{name}()`` function is now available as sqlalchemy.orm.{name}(){stop} "
              "(deprecated since: 2.0)", MovedIn20Warning)
        return function(*arg, **kw)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = function.__doc__
    return call


declarative_base = _moved("declarative_base", ".")
as_declarative = _moved("as_declarative")
has_inherited_table = _moved("has_inherited_table", ".")
synonym_for = _moved("synonym_for")

_LAZY = {
    "AbstractConcreteBase": "extensions",
    "ConcreteBase": "extensions",
    "DeferredReflection": "extensions",
}


def __getattr__(name):
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"sqlalchemy.ext.declarative.{name} is not supported by Retort yet")
    from importlib import import_module

    return getattr(import_module("." + module, __name__), name)
