# SPDX-License-Identifier: MIT
"""The names of a result's columns, and which fields of its rows they stand for."""
from _collections_abc import KeysView


class RMKeyView(KeysView):
    """The keys of a result, in the order of its columns."""

    __slots__ = ("_parent", "_keys")

    def __init__(self, parent):
        self._parent = parent
        self._keys = [k for k in parent.keys if k is not None]

    def __len__(self):
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def __contains__(self, item):
        return not isinstance(item, int) and self._parent._has(item)

    def __getitem__(self, position):
        return self._keys[position]

    def __eq__(self, other):
        if isinstance(other, (list, tuple)):
            return self._keys == list(other)
        return list(other) == self._keys

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return f"RMKeyView({self._keys!r})"


class SimpleResultMetaData:
    """Keys of a result's columns; `objects` are column objects or other keys for each."""

    def __init__(self, keys, objects=None, ambiguous=(), last_wins=False):
        self.keys = list(keys)
        self._ambiguous = set(ambiguous)
        self._objects = objects
        self._index = {}
        for position, key in enumerate(self.keys):
            if last_wins:
                self._index[key] = position
                continue
            if key in self._index:
                self._ambiguous.add(key)
            self._index.setdefault(key, position)
        for key in self._ambiguous:
            self._index.pop(key, None)
        self._by_object = None

    _keys = property(lambda self: self.keys)
    returns_rows = True

    def _plain(self):
        return SimpleResultMetaData(self.keys, ambiguous=self._ambiguous)

    def __reduce__(self):
        return SimpleResultMetaData, (self.keys, None, tuple(self._ambiguous))

    def _by_key(self, columns):
        """Take the columns' own keys where they differ from the names in the database."""
        for position, column in enumerate(columns):
            key = getattr(column, "key", None)
            if isinstance(key, str) and key not in self._index and key not in self._ambiguous:
                if not key.startswith("%("):
                    self._index[key] = position

    def _objects_index(self):
        found = self._by_object
        if found is None:
            found = self._by_object = {}
            for position, objects in enumerate(self._objects or ()):
                for item in objects:
                    found.setdefault(id(item), position)
        return found

    def _find(self, key):
        if isinstance(key, str):
            position = self._index.get(key)
            if position is None and key in self._ambiguous:
                self._fail_ambiguous(key)
            return position
        position = self._objects_index().get(id(key))
        if position is not None:
            return position
        # A column that the statement does not have itself: one that stands for it, or its name.
        element = getattr(key, "__clause_element__", None)
        if element is not None and not isinstance(key, type):
            found = element()
            if found is not key:
                return self._find(found)
        if getattr(key, "_is_column_element", False):
            return self._find_column(key)
        return None

    def _find_column(self, column):
        lineage = getattr(column, "proxy_set", None) or ()
        known = self._objects_index()
        for item in lineage:
            if id(item) in known:
                return known[id(item)]
        for position, objects in enumerate(self._objects or ()):
            for item in objects:
                if any(other is column for other in getattr(item, "proxy_set", None) or ()):
                    return position
        if self._objects:
            table = getattr(column, "table", None)
            for position, objects in enumerate(self._objects):
                for item in objects:
                    if (
                        getattr(item, "name", None) == getattr(column, "name", None)
                        and getattr(item, "table", None) is table
                        and table is not None
                    ):
                        return position
            return None
        name = getattr(column, "key", None) or getattr(column, "name", None)
        return self._find(name) if isinstance(name, str) else None

    def _fail_ambiguous(self, key):
        from ..exc import InvalidRequestError

        raise InvalidRequestError(
            f"Ambiguous column name '{key}' in result set column descriptions"
        )

    def _has(self, key):
        return self._find(key) is not None

    def _position(self, key):
        """Where the key's field is; an integer may say so itself."""
        if isinstance(key, int):
            return range(len(self.keys))[key]
        position = self._find(key)
        if position is None:
            from ..exc import NoSuchColumnError

            raise NoSuchColumnError(f"Could not locate column in row for column '{key}'")
        return position

    def _check_attribute(self, name):
        if name in self._ambiguous:
            self._fail_ambiguous(name)

    def _reduced(self, positions):
        objects = None if self._objects is None else [self._objects[i] for i in positions]
        return SimpleResultMetaData([self.keys[i] for i in positions], objects)


# Its older name.
ResultMetaData = SimpleResultMetaData


def result_tuple(fields, extra=None):
    """A function that makes rows with those fields."""
    from .row import Row

    parent = SimpleResultMetaData(fields, extra)
    return lambda values: Row(parent, tuple(values))

