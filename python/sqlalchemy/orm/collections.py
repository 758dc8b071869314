# SPDX-License-Identifier: MIT
"""Collections that tell the object that holds them what goes in and out."""
from .. import exc as sa_exc


class CollectionAdapter:
    """Ties one collection to the attribute of the object that holds it."""

    __slots__ = ("collection", "impl", "_state", "invalidated")

    def __init__(self, collection, impl, state):
        self.collection = collection
        self.impl = impl
        self._state = state
        self.invalidated = False

    owner_state = property(lambda self: self._state)

    def values(self):
        return list(type(self.collection)._sa_iterate(self.collection))

    __iter__ = values

    def append_silently(self, value):
        with_silence(self.collection, type(self.collection)._sa_append, value)

    def remove_silently(self, value):
        with_silence(self.collection, type(self.collection)._sa_remove, value)

    def disconnect(self):
        self.invalidated = True
        self.collection.__dict__["_sa_adapter"] = self
        self.impl = None


def with_silence(collection, function, value):
    adapter = collection.__dict__.pop("_sa_adapter", None)
    try:
        function(collection, value)
    finally:
        if adapter is not None:
            collection.__dict__["_sa_adapter"] = adapter


def collection_adapter(collection):
    return collection._sa_adapter


def _adapter(collection):
    adapter = collection.__dict__.get("_sa_adapter")
    if adapter is None or adapter.impl is None:
        return None
    return adapter


def _adding(collection, value):
    """Called before a value is put in; the value to put in is the answer."""
    adapter = _adapter(collection)
    if adapter is None:
        return value
    adapter.impl.remember(adapter._state, collection)
    return adapter.impl.fire_append(adapter._state, value)


def _added(collection, value):
    adapter = _adapter(collection)
    if adapter is not None:
        adapter.impl.prop.appended(adapter._state, value)


def _removing(collection, value):
    adapter = _adapter(collection)
    if adapter is not None:
        adapter.impl.remember(adapter._state, collection)
        adapter.impl.fire_remove(adapter._state, value)


def _removed(collection, value):
    adapter = _adapter(collection)
    if adapter is not None and not any(value is v for v in adapter.values()):
        adapter.impl.prop.removed(adapter._state, value)


class _ListMixin:
    """The changing methods of a list, with word to the object that holds it."""

    def _sa_iterate(self):
        return iter(self)

    def _sa_append(self, value):
        super().append(value)

    def _sa_remove(self, value):
        for index, member in enumerate(self):
            if member is value:
                super().__delitem__(index)
                return
        super().remove(value)

    def append(self, value):
        value = _adding(self, value)
        super().append(value)
        _added(self, value)

    def insert(self, index, value):
        value = _adding(self, value)
        super().insert(index, value)
        _added(self, value)

    def extend(self, values):
        for value in list(values):
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def remove(self, value):
        _removing(self, value)
        super().remove(value)
        _removed(self, value)

    def pop(self, index=-1):
        value = self[index]
        _removing(self, value)
        super().pop(index)
        _removed(self, value)
        return value

    def clear(self):
        for value in list(self):
            self.remove(value)

    def __delitem__(self, index):
        gone = self[index] if isinstance(index, slice) else [self[index]]
        for value in gone:
            _removing(self, value)
        super().__delitem__(index)
        for value in gone:
            _removed(self, value)

    def __setitem__(self, index, value):
        gone = self[index] if isinstance(index, slice) else [self[index]]
        new = list(value) if isinstance(index, slice) else [value]
        for member in gone:
            _removing(self, member)
        new = [_adding(self, member) for member in new]
        super().__setitem__(index, new if isinstance(index, slice) else new[0])
        for member in gone:
            _removed(self, member)
        for member in new:
            _added(self, member)

    def __reduce_ex__(self, protocol):
        return (list, (list(self),))


class _SetMixin:
    """The changing methods of a set."""

    def _sa_iterate(self):
        return iter(self)

    def _sa_append(self, value):
        super().add(value)

    def _sa_remove(self, value):
        super().discard(value)

    def add(self, value):
        if value in self:
            return
        value = _adding(self, value)
        super().add(value)
        _added(self, value)

    def discard(self, value):
        if value in self:
            self.remove(value)

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        _removing(self, value)
        super().remove(value)
        _removed(self, value)

    def pop(self):
        for value in self:
            self.remove(value)
            return value
        raise KeyError("pop from an empty set")

    def clear(self):
        for value in list(self):
            self.remove(value)

    def update(self, *others):
        for values in others:
            for value in list(values):
                self.add(value)

    def difference_update(self, *others):
        for values in others:
            for value in list(values):
                self.discard(value)

    def intersection_update(self, *others):
        keep = set(self).intersection(*others)
        for value in set(self) - keep:
            self.remove(value)

    def symmetric_difference_update(self, other):
        want = set(self).symmetric_difference(other)
        for value in set(self) - want:
            self.remove(value)
        for value in want - set(self):
            self.add(value)

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def __reduce_ex__(self, protocol):
        return (set, (set(self),))


_missing = object()


class _DictMixin:
    """The changing methods of a dictionary whose keys come of its values."""

    def _sa_iterate(self):
        return iter(self.values())

    def _sa_append(self, value):
        keyfunc = getattr(self, "keyfunc", None)
        if keyfunc is None:
            raise sa_exc.InvalidRequestError(
                f"Collection {type(self).__name__} has no key function"
            )
        dict.__setitem__(self, keyfunc(value), value)

    def _sa_remove(self, value):
        for key, member in list(self.items()):
            if member is value:
                dict.__delitem__(self, key)
                return

    def set(self, value, _sa_initiator=None):
        self[self.keyfunc(value)] = value

    def remove(self, value, _sa_initiator=None):
        del self[self.keyfunc(value)]

    def __setitem__(self, key, value):
        gone = self.get(key, _missing)
        if gone is value:
            return
        if gone is not _missing:
            _removing(self, gone)
        value = _adding(self, value)
        super().__setitem__(key, value)
        if gone is not _missing:
            _removed(self, gone)
        _added(self, value)

    def __delitem__(self, key):
        gone = self[key]
        _removing(self, gone)
        super().__delitem__(key)
        _removed(self, gone)

    def clear(self):
        for key in list(self):
            del self[key]

    def pop(self, key, default=_missing):
        if key not in self:
            if default is _missing:
                raise KeyError(key)
            return default
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        for key in reversed(list(self)):
            return key, self.pop(key)
        raise KeyError("popitem(): dictionary is empty")

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value


class InstrumentedList(_ListMixin, list):
    """The list that a relationship holds."""


class InstrumentedSet(_SetMixin, set):
    """The set that a relationship holds."""


class KeyFuncDict(_DictMixin, dict):
    """A dictionary that a relationship holds; a function makes the keys of the values."""

    def __init__(self, keyfunc, *args, ignore_unpopulated_attribute=False, **kwargs):
        self.keyfunc = keyfunc
        super().__init__()


MappedCollection = KeyFuncDict
InstrumentedDict = KeyFuncDict


def keyfunc_mapping(keyfunc, *, ignore_unpopulated_attribute=False):
    return lambda: KeyFuncDict(keyfunc)


mapped_collection = keyfunc_mapping


def attribute_keyed_dict(attr_name, *, ignore_unpopulated_attribute=False):
    return lambda: KeyFuncDict(lambda value: getattr(value, attr_name))


attribute_mapped_collection = attribute_keyed_dict


def column_keyed_dict(mapping_spec, *, ignore_unpopulated_attribute=False):
    columns = list(mapping_spec) if isinstance(mapping_spec, (list, tuple)) else [mapping_spec]

    def key_of(value):
        from .base import object_mapper

        mapper = object_mapper(value)
        found = []
        for column in columns:
            element = getattr(column, "__clause_element__", lambda c=column: c)()
            found.append(getattr(value, mapper.get_property_by_column(element).key))
        return found[0] if len(found) == 1 else tuple(found)

    return lambda: KeyFuncDict(key_of)


column_mapped_collection = column_keyed_dict


class collection:
    """Decorators that say which methods of a collection class append, remove and iterate."""

    @staticmethod
    def _role(role):
        def decorate(function):
            function._sa_instrument_role = role
            return function

        return decorate

    def appender(function):
        function._sa_instrument_role = "appender"
        return function

    def remover(function):
        function._sa_instrument_role = "remover"
        return function

    def iterator(function):
        function._sa_instrument_role = "iterator"
        return function

    def converter(function):
        function._sa_instrument_role = "converter"
        return function

    def internally_instrumented(function):
        function._sa_instrumented = True
        return function

    def adds(arg):
        return lambda function: function

    def replaces(arg):
        return lambda function: function

    def removes(arg):
        return lambda function: function

    def removes_return():
        return lambda function: function

    appender = staticmethod(appender)
    remover = staticmethod(remover)
    iterator = staticmethod(iterator)
    converter = staticmethod(converter)
    internally_instrumented = staticmethod(internally_instrumented)
    adds = staticmethod(adds)
    replaces = staticmethod(replaces)
    removes = staticmethod(removes)
    removes_return = staticmethod(removes_return)


_prepared = {list: InstrumentedList, set: InstrumentedSet, dict: KeyFuncDict}


def prepare_class(cls):
    """The class that a relationship makes when `cls` is asked for."""
    known = _prepared.get(cls)
    if known is not None:
        return known
    if hasattr(cls, "_sa_append") and hasattr(cls, "_sa_iterate"):
        return cls
    roles = {}
    for base in reversed(cls.__mro__):
        for value in base.__dict__.values():
            role = getattr(value, "_sa_instrument_role", None)
            if role:
                roles[role] = value.__name__
    emulates = getattr(cls, "__emulates__", cls) or cls
    if roles:
        made = _from_roles(cls, roles)
    elif issubclass(emulates, list):
        made = type(cls.__name__, (_ListMixin, cls), {})
    elif issubclass(emulates, set):
        made = type(cls.__name__, (_SetMixin, cls), {})
    elif issubclass(emulates, dict):
        made = type(cls.__name__, (_DictMixin, cls), {})
    elif hasattr(cls, "append") and hasattr(cls, "remove"):
        made = _from_roles(cls, {"appender": "append", "remover": "remove", "iterator": "__iter__"})
    elif hasattr(cls, "add") and hasattr(cls, "remove"):
        made = _from_roles(cls, {"appender": "add", "remover": "remove", "iterator": "__iter__"})
    else:
        raise sa_exc.ArgumentError(
            f"Type {cls.__name__} must elect an appender method to be a collection class"
        )
    _prepared[cls] = made
    return made


def _from_roles(cls, roles):
    append, remove = roles.get("appender", "append"), roles.get("remover", "remove")
    iterate = roles.get("iterator", "__iter__")
    plain_append, plain_remove = getattr(cls, append), getattr(cls, remove)
    plain_iterate = getattr(cls, iterate)

    def appender(self, value, *args, **kwargs):
        value = _adding(self, value)
        plain_append(self, value, *args, **kwargs)
        _added(self, value)

    def remover(self, value, *args, **kwargs):
        _removing(self, value)
        plain_remove(self, value, *args, **kwargs)
        _removed(self, value)

    return type(
        cls.__name__,
        (cls,),
        {
            append: appender,
            remove: remover,
            "_sa_append": lambda self, value: plain_append(self, value),
            "_sa_remove": lambda self, value: plain_remove(self, value),
            "_sa_iterate": lambda self: plain_iterate(self),
        },
    )
