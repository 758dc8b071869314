# SPDX-License-Identifier: MIT
"""What packages need beside their modules: exports that are called like a submodule, and names that
modules have from one another."""
import sys

_Module = type(sys)


class _Package(_Module):
    def __setattr__(self, name, value):
        # An import binds the submodule to its package; the function is what scripts mean.
        if not (name in self.__dict__["_covered"] and isinstance(value, _Module)):
            super().__setattr__(name, value)


def cover(package, names):
    """In `package` the names stand for what it exports, not for the submodules called so."""
    module = sys.modules[package]
    module.__dict__["_covered"] = names
    module.__class__ = _Package


# Where a module's name that it does not make itself may come from.
_SOURCES = ("sql.expression", "schema", "types", "orm", "engine", "event")
_sought = set()


def borrower(module):
    """A module's `__getattr__`: SQLAlchemy's modules import much from one another, and projects
    take names from the nearest one."""

    def find(name):
        # The packages themselves look into several modules for a name.
        if not name.startswith("_") and name not in _sought:
            from importlib import import_module

            _sought.add(name)
            try:
                for source in _SOURCES:
                    try:
                        return getattr(import_module("sqlalchemy." + source), name)
                    except AttributeError:
                        pass
            finally:
                _sought.discard(name)
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return find
