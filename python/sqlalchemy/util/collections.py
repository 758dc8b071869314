# SPDX-License-Identifier: MIT
"""Collections: mappings that do not change, sets that keep an order or compare by identity."""


class immutabledict(dict):
    """A dict that cannot be changed."""

    __slots__ = ()

    def _immutable(self, *_arguments, **_more):
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly")

    __delitem__ = __setitem__ = __setattr__ = _immutable
    clear = pop = popitem = setdefault = update = _immutable

    def union(self, *others, **more):
        result = dict(self)
        for other in others:
            if other:
                result.update(other)
        result.update(more)
        return immutabledict(result)

    def merge_with(self, *others):
        return self.union(*others) if any(others) else self

    def __or__(self, other):
        return self.union(other)

    def __ror__(self, other):
        return immutabledict(other).union(self)

    def copy(self):
        return self

    def __reduce__(self):
        return immutabledict, (dict(self),)

    def __repr__(self):
        return f"immutabledict({dict.__repr__(self)})"


EMPTY_DICT = immutabledict()


class Properties:
    """Values by key, as items and as attributes."""

    __slots__ = ("_data",)

    def __init__(self, data):
        object.__setattr__(self, "_data", data)

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return iter(list(self._data.values()))

    def __dir__(self):
        return dir(super()) + [str(key) for key in self._data]

    def __add__(self, other):
        return list(self) + list(other)

    def __setitem__(self, key, obj):
        self._data[key] = obj

    def __getitem__(self, key):
        return self._data[key]

    def __delitem__(self, key):
        del self._data[key]

    def __setattr__(self, key, obj):
        self._data[key] = obj

    def __getattr__(self, key):
        try:
            return self._data[key]
        except KeyError:
            raise AttributeError(key) from None

    def __contains__(self, key):
        return key in self._data

    def as_readonly(self):
        return self

    def update(self, value):
        self._data.update(value)

    def get(self, key, default=None):
        return self._data.get(key, default)

    def keys(self):
        return list(self._data)

    def values(self):
        return list(self._data.values())

    def items(self):
        return list(self._data.items())

    def has_key(self, key):
        return key in self._data

    def clear(self):
        self._data.clear()


class OrderedProperties(Properties):
    """Properties in the order in which they were given."""

    __slots__ = ()

    def __init__(self):
        Properties.__init__(self, {})


ReadOnlyProperties = Properties


class OrderedSet(set):
    """A set that is walked in the order of insertion."""

    def __init__(self, items=None):
        super().__init__()
        self._list = []
        if items is not None:
            self.update(items)

    def add(self, element):
        if element not in self:
            self._list.append(element)
        super().add(element)

    def remove(self, element):
        super().remove(element)
        self._list.remove(element)

    def discard(self, element):
        if element in self:
            self.remove(element)

    def pop(self):
        element = self._list.pop()
        super().remove(element)
        return element

    def insert(self, position, element):
        if element not in self:
            self._list.insert(position, element)
        super().add(element)

    def clear(self):
        super().clear()
        self._list.clear()

    def copy(self):
        return type(self)(self._list)

    def __getitem__(self, key):
        return self._list[key]

    def __iter__(self):
        return iter(self._list)

    def __repr__(self):
        return f"{type(self).__name__}({self._list!r})"

    def update(self, *iterables):
        for iterable in iterables:
            for element in iterable:
                self.add(element)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, *others):
        result = self.copy()
        result.update(*others)
        return result

    def __or__(self, other):
        return self.union(other)

    def intersection(self, *others):
        kept = [set(other) for other in others]
        return type(self)(e for e in self if all(e in other for other in kept))

    def __and__(self, other):
        return self.intersection(other)

    def difference(self, *others):
        gone = set().union(*others)
        return type(self)(e for e in self if e not in gone)

    def __sub__(self, other):
        return self.difference(other)

    def difference_update(self, *others):
        for other in others:
            for element in list(other):
                self.discard(element)

    def __isub__(self, other):
        self.difference_update(other)
        return self


class IdentitySet:
    """A set whose members are compared by identity."""

    def __init__(self, items=None):
        self._members = {id(item): item for item in items or ()}

    def add(self, value):
        self._members[id(value)] = value

    def __contains__(self, value):
        return id(value) in self._members

    def remove(self, value):
        del self._members[id(value)]

    def discard(self, value):
        self._members.pop(id(value), None)

    def pop(self):
        return self._members.popitem()[1]

    def clear(self):
        self._members.clear()

    def update(self, items):
        self._members.update((id(item), item) for item in items)

    def union(self, items):
        return IdentitySet([*self, *items])

    __or__ = union

    def difference(self, items):
        other = IdentitySet(items)
        return IdentitySet(item for item in self if item not in other)

    __sub__ = difference

    def intersection(self, items):
        other = IdentitySet(items)
        return IdentitySet(item for item in self if item in other)

    __and__ = intersection

    def copy(self):
        return IdentitySet(self)

    def __eq__(self, other):
        return isinstance(other, IdentitySet) and self._members == other._members

    __hash__ = None

    def __len__(self):
        return len(self._members)

    def __iter__(self):
        return iter(list(self._members.values()))

    def __repr__(self):
        return f"IdentitySet({list(self._members.values())!r})"


column_set = set
column_dict = dict
ordered_column_set = OrderedSet


def to_column_set(value):
    return value if isinstance(value, set) else set(to_list(value, []))


def populate_column_dict(items):
    return dict(items)


def unique_list(seq, hashfunc=None):
    if hashfunc is None:
        return list(dict.fromkeys(seq))
    seen = {}
    for item in seq:
        seen.setdefault(hashfunc(item), item)
    return list(seen.values())


def to_list(value, default=None):
    if value is None:
        return default
    if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
        return [value]
    return value if isinstance(value, list) else list(value)


def to_set(value):
    return set(to_list(value, []))


def update_copy(mapping, *others, **more):
    result = dict(mapping)
    for other in others:
        result.update(other)
    result.update(more)
    return result
