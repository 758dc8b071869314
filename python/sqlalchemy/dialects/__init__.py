# SPDX-License-Identifier: MIT
"""The packages of the dialects, each imported when it is first asked for."""
import sys

_NAMES = ("mssql", "mysql", "mariadb", "oracle", "postgresql", "sqlite")
__all__ = list(_NAMES)


def lazy_exports(package, exports, submodules=()):
    """A module `__getattr__` that finds {module: "names..."} and submodules when asked."""
    module_of = {name: module for module, names in exports.items() for name in names.split()}
    known = {*exports, *submodules}

    def find(name):
        module = module_of.get(name) or (name if name in known else None)
        if module is None:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}: {package}.{name} is not supported "
                "by Retort yet" if not name.startswith("__")
                else f"module {package!r} has no attribute {name!r}"
            )
        full = f"{package}.{module}"
        if full not in sys.modules:
            __import__(full)
        if name not in module_of:
            return sys.modules[full]
        found = getattr(sys.modules[full], name)
        setattr(sys.modules[package], name, found)
        return found

    return find, [name for name in module_of if not name.startswith(("_", "PG", "MS"))]


class _Registry:
    """Where others add dialects; Retort speaks those that its engine has."""

    def __init__(self):
        self.impls = {}

    def register(self, name, modulepath, objname):
        self.impls[name] = (modulepath, objname)

    def load(self, name):
        from ..engine.url import make_url

        return make_url(f"{name}://").get_dialect()


registry = _Registry()


def __getattr__(name):
    if name in _NAMES or name == "type_migration_guidelines":
        full = f"{__name__}.{name}"
        if full not in sys.modules:
            __import__(full)
        return sys.modules[full]
    raise AttributeError(f"module 'sqlalchemy.dialects' has no attribute {name!r}")
