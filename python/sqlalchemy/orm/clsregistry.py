# SPDX-License-Identifier: MIT
"""Finds classes and tables by the names that relationships give as text."""
from .. import exc as sa_exc


class MultipleClasses:
    """Several classes of one name: the name alone says nothing."""

    def __init__(self, classes):
        self.classes = list(classes)

    def attempt_get(self, path, key):
        if len(self.classes) > 1:
            raise sa_exc.InvalidRequestError(
                f'Multiple classes found for path "{key}" in the registry of this declarative '
                'base. '
                "Please use a fully module-qualified path."
            )
        return self.classes[0]


def add_class(name, cls, registry):
    """Note a class under its name."""
    held = registry.get(name)
    if held is None:
        registry[name] = cls
    elif isinstance(held, MultipleClasses):
        held.classes = [
            c for c in held.classes
            if not (c.__module__ == cls.__module__ and c.__qualname__ == cls.__qualname__)
        ] + [cls]
        if len(held.classes) == 1:
            registry[name] = cls
    elif held is not cls:
        if held.__module__ == cls.__module__ and held.__qualname__ == cls.__qualname__:
            _warn_replaced(cls)
            registry[name] = cls
        else:
            registry[name] = MultipleClasses([held, cls])


def _warn_replaced(cls):
    from ..util import warn

    warn(
        "This declarative base already contains a class with the same class name and module name "
        "as "
        f"{cls.__module__}.{cls.__name__}, and will be replaced in the string-lookup table."
    )


class _Columns:
    """`User.id` in text: an attribute of the class, or a column of its table."""

    def __init__(self, cls):
        self._cls = cls

    def __getattr__(self, key):
        cls = self._cls
        mapper = cls.__dict__.get("__mapper__")
        if mapper is not None:
            prop = mapper._props.get(key)
            if prop is not None:
                if prop.is_column:
                    return prop.columns[0]
                return getattr(cls, key)
        table = getattr(cls, "__table__", None)
        if table is not None and key in table.c:
            return table.c[key]
        if key in ("c", "columns", "__table__") and table is not None:
            return table if key == "__table__" else table.c
        return getattr(cls, key)


class _Module:
    """A dotted path on the way to a class."""

    def __init__(self, resolver, path):
        self._resolver = resolver
        self._path = path

    def __getattr__(self, name):
        path = f"{self._path}.{name}"
        found = self._resolver.find(path)
        return found if found is not None else _Module(self._resolver, path)


class Resolver:
    """The names that text in a relationship of one class may use."""

    def __init__(self, cls, registry, metadata, favor_tables=False):
        self.cls = cls
        self.registry = registry
        self.metadata = metadata
        self.favor_tables = favor_tables

    def find(self, name):
        if self.favor_tables:
            table = self.table(name)
            if table is not None:
                return table
        cls = self.find_class(name)
        if cls is not None:
            return _Columns(cls)
        return self.table(name)

    def table(self, name):
        tables = self.metadata.tables
        if name in tables:
            return tables[name]
        schema = getattr(self.metadata, "schema", None)
        if schema and f"{schema}.{name}" in tables:
            return tables[f"{schema}.{name}"]
        return None

    def find_class(self, name):
        if "." in name:
            module, _, tail = name.rpartition(".")
            held = self.registry.get(tail)
            classes = held.classes if isinstance(held, MultipleClasses) else [held] if held else []
            matching = [
                c for c in classes
                if f".{c.__module__}.{c.__qualname__}".endswith(f".{name}")
                or c.__module__ == module or c.__module__.endswith("." + module)
            ]
            if len(matching) == 1:
                return matching[0]
            if len(matching) > 1:
                raise sa_exc.InvalidRequestError(
                    f'Multiple classes found for path "{name}" in the registry of this declarative '
                    "base. Please use a fully module-qualified path."
                )
            return None
        held = self.registry.get(name)
        if isinstance(held, MultipleClasses):
            return held.attempt_get([], name)
        return held

    def scope(self):
        return _Scope(self)

    def evaluate(self, text, what):
        """The value of text in a relationship."""
        try:
            return eval(text, {"__builtins__": {}}, self.scope())
        except NameError as error:
            raise sa_exc.InvalidRequestError(
                f"When initializing mapper {what.parent}, expression {text!r} failed to locate a "
                f"name ({error.args[0]!r}). If this is a class name, consider adding this "
                "relationship() to "
                f"the {what.parent.class_!r} class after both dependent classes have been defined."
            ) from error

    def evaluate_class(self, text, what):
        name = text.strip()
        found = self.find_class(name) if name.replace(".", "").isidentifier() else None
        if found is not None:
            return found
        table = self.table(name)
        if table is not None:
            return table
        value = None
        if not name.isidentifier():
            value = self.evaluate(text, what)
        if value is None or isinstance(value, _Module):
            raise sa_exc.InvalidRequestError(
                f"When initializing mapper {what.parent}, expression {text!r} failed to locate a "
                f"name ({text!r}). If this is a class name, consider adding this relationship() to "
                f"the {what.parent.class_!r} class after both dependent classes have been defined."
            )
        return value._cls if isinstance(value, _Columns) else value


class _Scope(dict):
    def __init__(self, resolver):
        super().__init__()
        self.resolver = resolver

    def __missing__(self, name):
        found = self.resolver.find(name)
        if found is not None:
            return found
        if name in ("foreign", "remote"):
            from . import relationships

            return getattr(relationships, name)
        import sqlalchemy

        try:
            return getattr(sqlalchemy, name)
        except (AttributeError, ImportError):
            pass
        for held in self.resolver.registry.values():
            classes = held.classes if isinstance(held, MultipleClasses) else [held]
            for cls in classes:
                if name in cls.__module__.split("."):
                    return _Module(self.resolver, name)
        for key in self.resolver.metadata.tables:
            if key.startswith(name + "."):
                return _Schema(self.resolver.metadata, name)
        raise NameError(f"name {name!r} is not defined", name=name)


class _Schema:
    """The schema part of "schema.table.c.column"."""

    def __init__(self, metadata, name):
        self._metadata = metadata
        self._name = name

    def __getattr__(self, table):
        try:
            return self._metadata.tables[f"{self._name}.{table}"]
        except KeyError:
            raise AttributeError(table) from None
