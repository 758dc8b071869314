# SPDX-License-Identifier: MIT
"""Rows of results: tuples whose fields have names."""
from .._packages import borrower
import _operator as operator
from _collections_abc import ItemsView, KeysView, Mapping, Sequence, ValuesView


class BaseRow:
    """What Row and its plain relatives share."""

    __slots__ = ("_parent", "_data")

    def __init__(self, parent, data):
        object.__setattr__(self, "_parent", parent)
        object.__setattr__(self, "_data", data)

    def __reduce__(self):
        return _restored, (self._parent._plain(), self._data)

    def _values_impl(self):
        return list(self._data)

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def __hash__(self):
        return hash(self._data)

    def __getitem__(self, key):
        if isinstance(key, (int, slice)):
            return self._data[key]
        return self._by_name(key)

    def _by_name(self, key):
        if not isinstance(key, str) and not hasattr(key, "_is_column_element"):
            return self._data[key]
        from ..util import warn_deprecated_20

        warn_deprecated_20(
            "Using non-integer/slice indices on Row is deprecated and will be removed in version "
            "2.0; please use row._mapping[<key>], or the mappings() accessor on the Result object."
        )
        return self._data[self._parent._position(key)]

    def __getattr__(self, name):
        parent = self._parent
        position = parent._index.get(name)
        if position is None:
            parent._check_attribute(name)
            raise AttributeError(f"Could not locate column in row for column '{name}'")
        return self._data[position]

    def __setattr__(self, name, value):
        raise AttributeError("can't set attribute")

    def __delattr__(self, name):
        raise AttributeError("can't delete attribute")


def _restored(parent, data):
    return Row(parent, data)


class Row(BaseRow, Sequence):
    """One row: by position, by name as an attribute, to be unpacked, or as a mapping."""

    __slots__ = ()

    @property
    def _mapping(self):
        return RowMapping(self._parent, self._data)

    @property
    def _fields(self):
        return tuple(self._parent.keys)

    def _asdict(self):
        return dict(self._mapping)

    def _tuple(self):
        return self

    tuple = _tuple

    @property
    def _t(self):
        return self

    t = _t

    def __contains__(self, key):
        return key in self._data

    def count(self, value):
        return self._data.count(value)

    def index(self, *arguments):
        return self._data.index(*arguments)

    def _op(self, other, op):
        return op(self._data, other._data if isinstance(other, BaseRow) else other)

    def __eq__(self, other):
        return self._op(other, operator.eq)

    def __ne__(self, other):
        return self._op(other, operator.ne)

    def __lt__(self, other):
        return self._op(other, operator.lt)

    def __le__(self, other):
        return self._op(other, operator.le)

    def __gt__(self, other):
        return self._op(other, operator.gt)

    def __ge__(self, other):
        return self._op(other, operator.ge)

    __hash__ = BaseRow.__hash__

    def __add__(self, other):
        return self._data + (other._data if isinstance(other, BaseRow) else tuple(other))

    def __radd__(self, other):
        return tuple(other) + self._data

    def __mul__(self, times):
        return self._data * times

    def __repr__(self):
        from ..util.parameters import truncated

        shown = ", ".join(truncated(value) for value in self._data)
        return f"({shown},)" if len(self._data) == 1 else f"({shown})"

    # ---- as SQLAlchemy 1.x had them

    def keys(self):
        return _legacy(self, "keys", list(self._parent.keys))

    def values(self):
        return _legacy(self, "values", list(self._data))

    def items(self):
        return _legacy(self, "items", list(zip(self._parent.keys, self._data)))

    def has_key(self, key):
        return _legacy(self, "has_key", key in self._mapping)

    def get(self, key, default=None):
        return _legacy(self, "get", self._mapping.get(key, default))


class _GivesWay:
    """A method of rows that a column of its name hides."""

    def __init__(self, name, function):
        self.name = name
        self.function = function

    def __get__(self, row, owner):
        if row is None:
            return self.function
        position = row._parent._index.get(self.name)
        if position is not None:
            return row._data[position]
        return self.function.__get__(row, owner)


for _name in ("keys", "values", "items", "has_key", "get", "count", "index"):
    setattr(Row, _name, _GivesWay(_name, Row.__dict__[_name]))


def _legacy(row, name, value):
    from ..util import warn_deprecated_20

    warn_deprecated_20(
        f"The Row.{name}() method is considered legacy as of the 1.x series of SQLAlchemy: use "
        f"row._mapping.{name}()"
    )
    return value


# The name that it had in SQLAlchemy 1.x.
LegacyRow = Row
RowProxy = Row


class RowMapping(BaseRow, Mapping):
    """A row as a mapping: by name or by column."""

    __slots__ = ()

    def __getitem__(self, key):
        return self._data[self._parent._position(key)]

    def __iter__(self):
        return iter(self._parent.keys)

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return self._parent._has(key)

    def keys(self):
        return KeysView(self)

    def values(self):
        return _Values(self)

    def items(self):
        return _Items(self)

    def __repr__(self):
        return repr(dict(zip(self._parent.keys, self._data)))

    __hash__ = BaseRow.__hash__


class _Values(ValuesView):
    def __iter__(self):
        return iter(self._mapping._data)


class _Items(ItemsView):
    def __iter__(self):
        return iter(zip(self._mapping._parent.keys, self._mapping._data))


__getattr__ = borrower(__name__)
