# SPDX-License-Identifier: MIT
"""Database URLs. The engine reads and writes their text."""
import _retort
from _collections import _tuplegetter

from ..util import immutabledict, to_list

_FIELDS = ("drivername", "username", "password", "host", "port", "database", "query")


def _text(value, name):
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string")
    return value


def _optional_text(value, name):
    return value if value is None else _text(value, name)


def _port(value):
    if value is None:
        return None
    try:
        return int(value)
    except TypeError:
        raise TypeError("Port argument must be an integer or None") from None


def _query_value(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return tuple(_query_value(element) for element in value)
    raise TypeError("Query dictionary values must be strings or sequences of strings")


def _query(values):
    if not values:
        return immutabledict()
    made = {}
    for key, value in values.items() if hasattr(values, "items") else values:
        if not isinstance(key, str):
            raise TypeError("Query dictionary keys must be strings")
        made[key] = _query_value(value)
    return immutabledict(made)


def _collected(pairs):
    """Pairs of text as a query: what is given twice becomes a tuple."""
    made = {}
    for key, value in pairs:
        if key in made:
            made[key] = (*to_list(made[key]), value)
        else:
            made[key] = value
    return immutabledict(made)


class _Fields(tuple):
    """A named tuple; that of `collections` takes longer to make than all the rest here."""

    __slots__ = ()
    _fields = __match_args__ = _FIELDS
    _field_defaults = {}

    def __new__(cls, drivername, username, password, host, port, database, query):
        return tuple.__new__(cls, (drivername, username, password, host, port, database, query))

    @classmethod
    def _make(cls, values):
        return cls(*values)

    def _replace(self, **kw):
        return type(self)(**{**self._asdict(), **kw})

    def _asdict(self):
        return dict(zip(_FIELDS, self))

    def __getnewargs__(self):
        return tuple(self)


for _position, _name in enumerate(_FIELDS):
    setattr(_Fields, _name, _tuplegetter(_position, _name))


class URL(_Fields):
    """Where a database is, who asks, and the options of the connection. Does not change."""

    __slots__ = ()

    @classmethod
    def create(
        cls,
        drivername,
        username=None,
        password=None,
        host=None,
        port=None,
        database=None,
        query=immutabledict(),
    ):
        return cls(
            _text(drivername, "drivername"),
            _optional_text(username, "username"),
            password,
            _optional_text(host, "host"),
            _port(port),
            _optional_text(database, "database"),
            _query(query),
        )

    def set(
        self,
        drivername=None,
        username=None,
        password=None,
        host=None,
        port=None,
        database=None,
        query=None,
    ):
        given = {
            "drivername": drivername,
            "username": username,
            "password": password,
            "host": host,
            "port": port,
            "database": database,
            "query": query,
        }
        fields = self._asdict()
        fields.update((name, value) for name, value in given.items() if value is not None)
        return type(self).create(**fields)

    def update_query_string(self, query_string, append=False):
        probe = make_url("x://?" + query_string)
        pairs = [(key, value) for key, values in probe.normalized_query.items() for value in values]
        return self.update_query_pairs(pairs, append=append)

    def update_query_pairs(self, key_value_pairs, append=False):
        new = {}
        for key, value in key_value_pairs:
            if key in new:
                new[key] = [*to_list(new[key]), value]
            else:
                new[key] = list(value) if isinstance(value, (list, tuple)) else value
        if append:
            for key in new:
                if key in self.query:
                    new[key] = [*to_list(self.query[key]), *to_list(new[key])]
            merged = {**new, **{k: v for k, v in self.query.items() if k not in new}}
        else:
            merged = {**self.query, **new}
        return self.set(query=merged)

    def update_query_dict(self, query_parameters, append=False):
        return self.update_query_pairs(query_parameters.items(), append=append)

    def difference_update_query(self, names):
        names = set(names)
        if not names.intersection(self.query):
            return self
        return self._replace(
            query=immutabledict({k: v for k, v in self.query.items() if k not in names})
        )

    @property
    def normalized_query(self):
        return immutabledict(
            {k: v if isinstance(v, tuple) else (v,) for k, v in self.query.items()}
        )

    def render_as_string(self, hide_password=True):
        pairs = [(k, v) for k, values in self.normalized_query.items() for v in values]
        password = None if self.password is None else str(self.password)
        fields = (*self[:2], password, *self[3:6], pairs)
        return _retort.format_url(fields, hide_password)

    def __to_string__(self, hide_password=True):
        return self.render_as_string(hide_password)

    def __str__(self):
        return self.render_as_string()

    __repr__ = __str__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __hash__(self):
        return hash(self.render_as_string(hide_password=False))

    def __eq__(self, other):
        return isinstance(other, URL) and tuple(self) == tuple(other)

    def __ne__(self, other):
        return not self == other

    def get_backend_name(self):
        return self.drivername.partition("+")[0]

    def get_driver_name(self):
        return self.drivername.partition("+")[2] or self.get_dialect().driver

    def get_dialect(self, _is_async=False):
        from .default import dialect_class

        return dialect_class(self.drivername, _is_async)

    def translate_connect_args(self, names=None, **kw):
        renamed = dict(zip(("host", "database", "username", "password", "port"), names or ()))
        renamed.update(kw)
        found = {}
        for attribute in ("host", "database", "username", "password", "port"):
            name = renamed.get(attribute, attribute)
            value = getattr(self, attribute)
            if name and value:
                found[name] = value
        return found


def make_url(name_or_url):
    """A URL from its text; a URL as it is."""
    if isinstance(name_or_url, URL):
        return name_or_url
    if hasattr(name_or_url, "render_as_string"):
        name_or_url = name_or_url.render_as_string(hide_password=False)
    if not isinstance(name_or_url, str):
        from .. import exc

        raise exc.ArgumentError(
            f"Expected string or URL object, got {name_or_url!r}"
        )
    *fields, pairs = _retort.parse_url(name_or_url)
    return URL(*fields, _collected(pairs))
