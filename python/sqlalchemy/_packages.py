# SPDX-License-Identifier: MIT
"""Packages some of whose submodules are called like functions that the package exports."""
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
