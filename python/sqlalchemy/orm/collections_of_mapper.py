# SPDX-License-Identifier: MIT
"""The read-only collections in which a mapper shows its parts."""


class PropertyNames:
    """Things by name: iterates over the things, answers names as attributes and keys."""

    def __init__(self, data):
        self.__dict__["_data"] = data

    def __iter__(self):
        return iter(list(self._data.values()))

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        if isinstance(key, str):
            return key in self._data
        return any(key is v for v in self._data.values())

    def __getitem__(self, key):
        return self._data[key]

    def __getattr__(self, key):
        try:
            return self.__dict__["_data"][key]
        except KeyError:
            raise AttributeError(key) from None

    def keys(self):
        return list(self._data)

    def values(self):
        return list(self._data.values())

    def items(self):
        return list(self._data.items())

    def get(self, key, default=None):
        return self._data.get(key, default)

    def contains_column(self, column):
        return any(column is v for v in self._data.values())

    def __dir__(self):
        return list(self._data)

    def __repr__(self):
        return f"{type(self).__name__}({list(self._data)!r})"
