# SPDX-License-Identifier: MIT
"""Small tools of the language: properties that are computed once, symbols, counters."""

NONE_SET = frozenset([None])
EMPTY_SET = frozenset()


class memoized_property:
    """A property that is computed at the first reading and then is an attribute."""

    def __init__(self, fget, doc=None):
        self.fget = fget
        self.__doc__ = doc or fget.__doc__
        self.__name__ = fget.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        obj.__dict__[self.__name__] = result = self.fget(obj)
        return result

    @classmethod
    def reset(cls, obj, name):
        obj.__dict__.pop(name, None)


class classproperty(property):
    """A property of the class itself."""

    def __get__(self, obj, cls):
        return self.fget(cls)


class hybridproperty:
    """A property with one meaning on the class and another on instances."""

    def __init__(self, func):
        self.func = func
        self.clslevel = func

    def __get__(self, instance, owner):
        return self.clslevel(owner) if instance is None else self.func(instance)

    def classlevel(self, func):
        self.clslevel = func
        return self


class hybridmethod:
    """A method with one meaning on the class and another on instances."""

    def __init__(self, func):
        self.func = func
        self.clslevel = func

    def __get__(self, instance, owner):
        if instance is None:
            return self.clslevel.__get__(owner, type(owner))
        return self.func.__get__(instance, owner)

    def classlevel(self, func):
        self.clslevel = func
        return self


class symbol(int):
    """A named constant; the same name gives the same object."""

    _known = {}

    def __new__(cls, name, doc=None, canonical=None):
        found = cls._known.get(name)
        if found is None:
            found = int.__new__(cls, hash(name) if canonical is None else canonical)
            found.name = name
            cls._known[name] = found
        return found

    def __reduce__(self):
        return symbol, (self.name, None, int(self))

    def __repr__(self):
        return f"symbol({self.name!r})"

    __str__ = __repr__


def counter():
    """A function that answers 1, 2, 3..."""
    from itertools import count

    return count(1).__next__


def md5_hex(text):
    from hashlib import md5

    return md5(text.encode("utf-8"), usedforsecurity=False).hexdigest()


def asbool(obj):
    """The truth of a configuration value."""
    if isinstance(obj, str):
        word = obj.strip().lower()
        if word in ("true", "yes", "on", "y", "t", "1"):
            return True
        if word in ("false", "no", "off", "n", "f", "0"):
            return False
        raise ValueError(f"String is not true/false: {obj!r}")
    return bool(obj)


def duck_type_collection(specimen, default=None):
    """list, set or dict, whichever the object behaves like."""
    if hasattr(specimen, "__emulates__"):
        return specimen.__emulates__
    kind = specimen if isinstance(specimen, type) else type(specimen)
    for base in (list, set, dict):
        if issubclass(kind, base):
            return base
    if hasattr(specimen, "append"):
        return list
    if hasattr(specimen, "add"):
        return set
    if hasattr(specimen, "set"):
        return dict
    return default


def generic_repr(obj, additional_kw=(), to_inspect=None, omit_kwarg=()):
    from ..sql.type_api import generic_repr as represent

    return represent(obj, to_inspect, tuple(omit_kwarg), additional_kw)
