# SPDX-License-Identifier: MIT
"""Names that SQLAlchemy has for type checkers. Projects import them for their own annotations,
which may take them as they are, with brackets, or beside `|`; nothing else can be done with
them."""


class Generic:
    """A class that annotations put brackets after: nothing depends on what stands in them."""

    __slots__ = ()

    def __class_getitem__(cls, item):
        return cls


def annotations_of(module, classes, variables=""):
    """A module's `__getattr__` that makes these names when they are asked for."""
    classes = frozenset(classes.split())
    variables = frozenset(variables.split())

    def find(name):
        if name in variables:
            from typing import TypeVar

            return TypeVar(name)
        if name in classes:
            return type(name, (Generic,), {"__module__": module})
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return find
