# SPDX-License-Identifier: MIT
"""Declarative mapping under its older name, and its extensions."""
from ...orm.decl_api import (  # noqa: F401
    DeclarativeMeta,
    as_declarative,
    declarative_base,
    declared_attr,
    has_inherited_table,
    synonym_for,
)

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
