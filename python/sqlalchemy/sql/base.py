# SPDX-License-Identifier: MIT
"""What statements and collections of columns have in common."""
from _retort_functions import wraps

from .. import exc
from .._packages import borrower
from ..util import immutabledict
from .schema_item import DialectKWArgs, SchemaEventTarget


class _NoneName:
    """The name of a constraint that is to have none."""

    def __repr__(self):
        return "<_NoneName.NONE_NAME: 0>"

    def __str__(self):
        return "_NoneName.NONE_NAME"


_NONE_NAME = _NoneName()


class _NoArg:
    def __repr__(self):
        return "_NoArg.NO_ARG"

    def __reduce__(self):
        return "_NO_ARG"


_NO_ARG = NO_ARG = _NoArg()


def _generative(function):
    """A method that gives back a changed copy."""

    @wraps(function)
    def method(self, *args, **kw):
        made = self._generate()
        returned = function(made, *args, **kw)
        return made if returned is None else returned

    method.non_generative = function
    return method


def _exclusive_against(*names, **kw):
    """The method may not be called once one of the attributes is set."""
    messages = kw.get("msgs", {})

    def decorate(function):
        @wraps(function)
        def method(self, *args, **kwargs):
            for name in names:
                if getattr(self, name, None) is not None:
                    raise exc.InvalidRequestError(messages.get(
                        name,
                        f"Method {function.__name__}() has already been invoked on this "
                        f"{type(self).__name__} construct",
                    ))
            return function(self, *args, **kwargs)

        return method

    return decorate


class Generative:
    """Something whose methods give back changed copies."""

    def _generate(self):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        # What has been computed of the original says nothing about the copy.
        made.__dict__.pop("_memo", None)
        return made


class Executable:
    """What a connection can execute."""

    supports_execution = True
    is_select = False
    is_from_statement = False
    is_update = False
    is_insert = False
    is_text = False
    is_delete = False
    is_dml = False
    _execution_options = immutabledict()
    _with_options = ()
    _bind = None

    def execution_options(self, **kw):
        made = self._generate() if hasattr(self, "_generate") else self._clone()
        made._execution_options = self._execution_options.union(kw)
        return made

    def get_execution_options(self):
        return self._execution_options

    def options(self, *options):
        made = self._generate()
        made._with_options = tuple(self._with_options) + options
        return made

    @property
    def bind(self):
        """The engine or connection of the tables, as SQLAlchemy 1.x had it."""
        if self._bind is not None:
            return self._bind
        for table in getattr(self, "_from_objects", ()):
            found = getattr(getattr(table, "metadata", None), "bind", None)
            if found is not None:
                return found
        return None

    @bind.setter
    def bind(self, bind):
        self._bind = bind

    def execute(self, *multiparams, **params):
        bind = self.bind
        if bind is None:
            raise exc.UnboundExecutionError(
                f"This {type(self).__name__} object is not bound and does not support direct "
                "execution. Supply this statement to a Connection or Engine for execution."
            )
        from .. import util

        util.warn_deprecated_20("The Executable.execute() method is considered legacy: statements "
                                "are executed by Connection.execute().")
        return bind.execute(self, *multiparams, **params)

    def scalar(self, *multiparams, **params):
        return self.execute(*multiparams, **params).scalar()


class ColumnCollection:
    """Columns in their order, by their keys."""

    def __init__(self, columns=None):
        self._collection = []
        self._index = {}
        self._take(columns)

    def _take(self, columns):
        for item in columns or ():
            if isinstance(item, tuple):
                self.add(item[1], item[0])
            else:
                self.add(item)

    def keys(self):
        return [key for key, _ in self._collection]

    def values(self):
        return [column for _, column in self._collection]

    def items(self):
        return list(self._collection)

    _all_columns = property(values)

    def __bool__(self):
        return bool(self._collection)

    def __len__(self):
        return len(self._collection)

    def __iter__(self):
        return iter([column for _, column in self._collection])

    def __getitem__(self, key):
        try:
            if isinstance(key, (slice, tuple)):
                indexes = range(len(self._collection))[key] if isinstance(key, slice) else key
                return ColumnCollection(
                    self._collection[i] if isinstance(i, int) else (i, self._index[i])
                    for i in indexes
                ).as_readonly()
            if isinstance(key, int):
                return self._collection[key][1]
            return self._index[key]
        except (KeyError, IndexError, TypeError) as error:
            if isinstance(key, int):
                raise IndexError(key) from error
            raise KeyError(key) from error

    def __getattr__(self, key):
        if key.startswith("_") and "_index" not in self.__dict__:
            raise AttributeError(key)
        try:
            return self._index[key]
        except KeyError as error:
            raise AttributeError(key) from error

    def __contains__(self, key):
        if not isinstance(key, str):
            raise exc.ArgumentError("__contains__ requires a string argument")
        return key in self._index

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__

    def compare(self, other):
        return len(self) == len(other) and all(a is b for a, b in zip(self, other))

    def get(self, key, default=None):
        if isinstance(key, int):
            return self._collection[key][1] if key < len(self._collection) else default
        return self._index.get(key, default)

    def has_key(self, key):
        return key in self._index

    def contains_column(self, col):
        if isinstance(col, str):
            raise exc.ArgumentError(
                "contains_column cannot be used with string arguments. Use "
                "``col_name in table.c`` instead."
            )
        return any(column is col for _, column in self._collection)

    def add(self, column, key=None):
        key = column.key if key is None else key
        self._collection.append((key, column))
        self._index.setdefault(key, column)

    def extend(self, columns):
        for column in columns:
            self.add(column)

    # What as_readonly() gives shares the list and the dict: they stay the same objects.
    def clear(self):
        self._collection.clear()
        self._index.clear()

    def _renumber(self):
        self._index.clear()
        for key, column in self._collection:
            self._index.setdefault(key, column)

    def remove(self, column):
        if not self.contains_column(column):
            raise ValueError(f"Can't remove column {column!r}; column is not in this collection")
        self._become([pair for pair in self._collection if pair[1] is not column])

    def replace(self, column, extra_remove=()):
        """Add the column in the place of those that have its key or its name."""
        gone = set(map(id, extra_remove))
        made, placed = [], False
        for key, known in self._collection:
            if key in (column.key, column.name) or known.name == column.name or id(known) in gone:
                if not placed:
                    made.append((column.key, column))
                    placed = True
            else:
                made.append((key, known))
        if not placed:
            made.append((column.key, column))
        self._become(made)

    def _become(self, collection):
        self._collection[:] = collection
        self._renumber()

    def as_readonly(self):
        made = ReadOnlyColumnCollection.__new__(ReadOnlyColumnCollection)
        made._held = self._collection
        made._index = self._index
        return made

    def corresponding_column(self, column, require_embedded=False):
        """The column of these that stands for `column`, or is derived of it."""
        for _, known in self._collection:
            if known is column:
                return known
        wanted = column.proxy_set
        best, distance = None, None
        for _, known in self._collection:
            lineage = known.proxy_set
            shared = [item for item in lineage if any(item is other for other in wanted)]
            if not shared:
                continue
            # The fewer steps away, the better.
            steps = lineage.index(shared[0]) if isinstance(lineage, list) else 0
            if best is None or steps < distance:
                best, distance = known, steps
        return best

    def __str__(self):
        return f"{type(self).__name__}({', '.join(str(column) for column in self)})"


class DedupeColumnCollection(ColumnCollection):
    """The columns of a table: a later one of the same key takes the place of the first."""

    # Each key is there once, so that the dict says all.
    def __init__(self, columns=None):
        self._index = {}
        self._take(columns)

    @property
    def _collection(self):
        return list(self._index.items())

    def _become(self, collection):
        self._index.clear()
        self._index.update(collection)

    def __bool__(self):
        return bool(self._index)

    def __len__(self):
        return len(self._index)

    def __iter__(self):
        return iter(list(self._index.values()))

    def clear(self):
        self._index.clear()

    def replace(self, column, extra_remove=()):
        if self._index:
            super().replace(column, extra_remove)
        else:
            self._index[column.key] = column

    def as_readonly(self):
        made = ReadOnlyColumnCollection.__new__(ReadOnlyColumnCollection)
        made._index = self._index
        return made

    def add(self, column, key=None):
        if key is not None and column.key != key:
            raise exc.ArgumentError(
                "DedupeColumnCollection requires columns be under the same key as their .key"
            )
        known = self._index.setdefault(column.key, column)
        if known is not column:
            self.replace(column)


class ReadOnlyColumnCollection(ColumnCollection):
    """The columns of something, to be read only."""

    _held = None

    # The owner may still change: what is shown are its columns now.
    @property
    def _collection(self):
        return list(self._index.items()) if self._held is None else self._held

    def _readonly(self, *arg, **kw):
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly.")

    add = extend = remove = clear = replace = _readonly


ImmutableColumnCollection = ReadOnlyColumnCollection


class ColumnSet(list):
    """Columns, each once, told apart by identity."""

    def __init__(self, items=()):
        super().__init__()
        for item in items:
            self.add(item)

    def __contains__(self, item):
        return any(known is item for known in self)

    contains_column = __contains__

    def add(self, item):
        if item not in self:
            self.append(item)

    def update(self, items):
        for item in items:
            self.add(item)


def _entity_namespace(entity):
    return getattr(entity, "entity_namespace", entity)


def _entity_namespace_key(entity, key, default=NO_ARG):
    """The attribute `key` of what filter_by() speaks of."""
    namespace = _entity_namespace(entity)
    # Columns that are called like a method of the collection are columns here.
    if isinstance(namespace, ColumnCollection):
        found = namespace._index.get(key)
        if found is not None:
            return found
    elif hasattr(namespace, key):
        return getattr(namespace, key)
    if default is not NO_ARG:
        return default
    raise exc.InvalidRequestError(f'Entity namespace for "{entity}" has no property "{key}"')


__all__ = ["ColumnCollection", "ColumnSet", "DedupeColumnCollection", "DialectKWArgs",
           "Executable", "Generative", "ImmutableColumnCollection", "NO_ARG",
           "ReadOnlyColumnCollection", "SchemaEventTarget", "_NONE_NAME", "_NO_ARG",
           "_entity_namespace_key", "_exclusive_against", "_generative"]


__getattr__ = borrower(__name__)
