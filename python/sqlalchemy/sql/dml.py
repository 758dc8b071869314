# SPDX-License-Identifier: MIT
"""INSERT, UPDATE and DELETE."""
from .. import exc
from .._packages import borrower
from . import coercions
from .assignments import assigned_rows, from_select, set_clause
from .base import Executable, Generative, _generative
from .clause import ClauseElement, many, telling, told

from .query import HasCTE, HasPrefixes, words_notation
from .schema_item import DialectKWArgs


class UpdateBase(HasCTE, HasPrefixes, DialectKWArgs, Executable, Generative, ClauseElement):
    """A statement that changes rows."""

    __visit_name__ = "update_base"
    is_dml = True
    _is_returns_rows = True
    _returning = ()
    _given_returning = ()
    _return_defaults = False
    _hints = ()
    table = None

    def _generate(self):
        made = super()._generate()
        if "_dialect_options" in made.__dict__:
            made.__dict__["_dialect_options"] = type(self.dialect_options)(
                {name: type(options)(options) for name, options in self.dialect_options.items()})
        return made

    @property
    def bind(self):
        return self._bind or getattr(getattr(self.table, "metadata", None), "bind", None)

    @bind.setter
    def bind(self, bind):
        self._bind = bind

    @property
    def _from_objects(self):
        return []

    @property
    def entity_description(self):
        return {"name": getattr(self.table, "name", None), "table": self.table}

    @_generative
    def with_dialect_options(self, **opt):
        self._validate_dialect_kwargs(opt)

    @_generative
    def returning(self, *cols, sort_by_parameter_order=False, **_more):
        if len(cols) == 1 and isinstance(cols[0], (list, tuple)):
            cols = cols[0]
        self._given_returning += tuple(cols)
        self._returning += tuple(
            column for item in cols for column in coercions.columns_of(item))

    @_generative
    def return_defaults(self, *cols, **_more):
        self._return_defaults = True

    @_generative
    def with_hint(self, text, selectable=None, dialect_name="*"):
        raise exc.CompileError("with_hint() is not supported by Retort yet")

    @property
    def _all_selected_columns(self):
        return list(self._returning)

    def _proxied_columns(self):
        return [(column.key or column._proxy_key, None, column) for column in self._returning]

    @property
    def exported_columns(self):
        from .base import ColumnCollection

        return ColumnCollection(
            (key, column) for key, _, column in self._proxied_columns()).as_readonly()

    returning_columns = exported_columns

    def _common(self, dialect):
        made = {}
        if self._prefixes:
            made["prefixes"] = words_notation(self._prefixes)
        if self._returning:
            made["returning"] = [column._column_notation(dialect) for column in self._returning]
        if self._independent_ctes:
            made["ctes"] = [told(item, dialect) for item in self._independent_ctes]
        options = {key: value for key, value in self.dialect_kwargs.items() if value is not None}
        if options and not self.is_insert:
            made["dialect_options"] = options
        return made

    def _set_legacy(self, kwargs):
        made = self
        for name, value in list(kwargs.items()):
            if name == "returning" and value is not None:
                made = made.returning(*value)
            elif name == "prefixes" and value is not None:
                made = made.prefix_with(*value)
            elif name == "bind":
                made._bind = value
            elif name == "preserve_parameter_order":
                made._preserve_order = value
            elif "_" in name and name.split("_", 1)[0] in ("mysql", "mariadb", "postgresql",
                                                           "sqlite", "mssql", "oracle"):
                made = made.with_dialect_options(**{name: value})
            elif name not in ("inline", "return_defaults", "returning", "prefixes"):
                raise TypeError(f"{type(self).__name__.lower()}() got an unexpected keyword "
                                f"argument {name!r}")
        return made


class ValuesBase(UpdateBase):
    """A statement that sets columns."""

    __visit_name__ = "values_base"
    _internals = ("table",)
    _supports_multi_parameters = False
    select = None
    _select_names = None
    _values = None
    _multi_values = ()
    _ordered_values = None
    _post_values_clause = None
    _inline = False
    _preserve_order = False

    def __init__(self, table):
        # What the author has named: a mapped class, perhaps.
        self._given_entity = table
        self.table = coercions.from_clause(
            table, role="subject table for an INSERT, UPDATE or DELETE")

    @_generative
    def values(self, *args, **kwargs):
        if self.select is not None:
            raise exc.InvalidRequestError(
                "Can't mix single and multiple VALUES formats" if self._multi_values else
                "This construct already inserts from a SELECT")
        if args:
            if len(args) > 1:
                raise exc.ArgumentError("Only a single dictionary/tuple or list of "
                                        "dictionaries/tuples is accepted positionally.")
            if kwargs:
                raise exc.ArgumentError("Can't pass positional and kwargs to values() "
                                        "simultaneously")
            self._positional_values(args[0])
            return
        if kwargs:
            self._merge(kwargs)
        elif self._values is None:
            self._values = {}

    def _positional_values(self, given):
        if given is None:
            return
        if isinstance(given, dict):
            self._merge(given)
            return
        if hasattr(given, "_mapping"):
            self._merge(given._mapping)
            return
        if not isinstance(given, (list, tuple)):
            raise exc.ArgumentError(f"dict or tuple expected, got {given!r}")
        if given and isinstance(given[0], (list, dict, tuple)):
            pairs = all(isinstance(item, tuple) and len(item) == 2 for item in given)
            if not self._supports_multi_parameters:
                if pairs:
                    self._ordered_values = list(given)
                    return
                raise exc.InvalidRequestError(
                    f"{type(self).__name__.upper()} construct does not support multiple parameter "
                    "sets.")
            if self._values:
                raise exc.InvalidRequestError(
                    "Can't mix single and multiple VALUES formats in one INSERT statement")
            self._multi_values += (given,)
            return
        columns = list(self.table.c)
        self._merge({column.key: value for column, value in zip(columns, given)})

    def get_children(self, **kw):
        yield from super().get_children(**kw)
        for values in (self._values or {}, dict(self._ordered_values or ())):
            for value in values.values():
                if isinstance(value, ClauseElement):
                    yield value
        if self._post_values_clause is not None:
            yield self._post_values_clause

    def _copy_internals(self, clone=None, **kw):
        super()._copy_internals(clone=clone, **kw)

        def copied(value):
            return clone(value, **kw) if isinstance(value, ClauseElement) else value

        if clone is None:
            return
        if self._values:
            self._values = {key: copied(value) for key, value in self._values.items()}
        if self._ordered_values:
            self._ordered_values = [(key, copied(value)) for key, value in self._ordered_values]
        if self._multi_values:
            self._multi_values = tuple(
                [{key: copied(value) for key, value in row.items()} if isinstance(row, dict)
                 else [copied(value) for value in row] for row in group]
                for group in self._multi_values)
        if self._post_values_clause is not None:
            self._post_values_clause = clone(self._post_values_clause, **kw)

    def _merge(self, values):
        if self._multi_values:
            raise exc.InvalidRequestError(
                "Can't mix single and multiple VALUES formats in one INSERT statement")
        if self._ordered_values:
            raise exc.ArgumentError(
                "Cannot call values() on an UPDATE statement that has ordered_values()")
        merged = dict(self._values or {})
        for key, value in dict(values).items():
            merged[_column_key(key)] = value
        self._values = merged

    @property
    def parameters(self):
        return self._values

    def _notation(self, dialect, parameters=None):
        """`parameters` are those that the statement is executed with: columns to be set, too."""
        raise NotImplementedError()


def _column_key(key):
    """The key of VALUES and SET: a name, or a column of another table than the statement's."""
    found = coercions.resolved(key)
    if isinstance(found, str) or isinstance(found, ClauseElement):
        return found
    coercions.refuse("SET/VALUES column expression or string key", key)


class Insert(ValuesBase):
    """INSERT."""

    __visit_name__ = "insert"
    _internals = ("table", "select", "_returning")
    _supports_multi_parameters = True
    is_insert = True
    include_insert_from_select_defaults = False

    @classmethod
    def _legacy(cls, table, values=None, inline=False, kwargs=None):
        made = cls(table)
        if values is not None:
            made = made.values(values)
        return made._set_legacy(dict(kwargs or {}))

    @_generative
    def inline(self):
        self._inline = True

    @_generative
    def from_select(self, names, select, include_defaults=True):
        if self._values:
            raise exc.InvalidRequestError("This construct already inserts value expressions")
        self._select_names = [
            name if isinstance(name, str) else coercions.resolved(name).key for name in names]
        self._inline = True
        self.include_insert_from_select_defaults = include_defaults
        found = coercions.resolved(select)
        if not getattr(found, "_is_select_base", False) and not getattr(
            found, "_is_text_clause", False
        ):
            coercions.refuse("SELECT statement or equivalent textual object", select)
        self.select = found

    def _notation(self, dialect, parameters=None):
        with telling():
            made = {"node": "Insert", "table": told(self.table, dialect)}
            if self.select is not None:
                made.update(from_select(self, dialect, parameters))
            else:
                rows = assigned_rows(self, dialect, parameters)
                made["rows"] = rows
                made["multi_row"] = bool(self._multi_values)
            if self._post_values_clause is not None:
                made.update(self._post_values_clause._keys(self, dialect))
            made.update(self._common(dialect))
            return made


class DMLWhereBase:
    """A statement that changes those rows that fulfil conditions."""

    _where_criteria = ()

    @_generative
    def where(self, *whereclause):
        self._where_criteria += coercions.conditions(whereclause)

    def filter(self, *criteria):
        return self.where(*criteria)

    def filter_by(self, **kwargs):
        from .base import _entity_namespace_key

        return self.where(*(
            _entity_namespace_key(self.table, key) == value for key, value in kwargs.items()))

    @property
    def whereclause(self):
        from .operations import BooleanClauseList

        return BooleanClauseList._construct_for_whereclause(self._where_criteria)

    _whereclause = whereclause


class Update(DMLWhereBase, ValuesBase):
    """UPDATE."""

    __visit_name__ = "update"
    _internals = ("table", "_where_criteria", "_returning")
    is_update = True

    @classmethod
    def _legacy(cls, table, whereclause=None, values=None, inline=False, kwargs=None):
        made = cls(table)._set_legacy(dict(kwargs or {}))
        if whereclause is not None:
            made = made.where(whereclause)
        return made if values is None else made.values(values)

    @_generative
    def inline(self):
        self._inline = True

    @_generative
    def ordered_values(self, *args):
        if self._values:
            raise exc.ArgumentError("This statement already has "
                                    "values present")
        if self._ordered_values:
            raise exc.ArgumentError("This statement already has ordered values present")
        self._ordered_values = [(_column_key(key), value) for key, value in args]

    def _notation(self, dialect, parameters=None):
        with telling():
            return {"node": "Update", "table": told(self.table, dialect),
                    "set": set_clause(self, dialect, parameters),
                    "where": many(self._where_criteria, dialect), **self._common(dialect)}


class Delete(DMLWhereBase, UpdateBase):
    """DELETE."""

    __visit_name__ = "delete"
    _internals = ("table", "_where_criteria", "_returning")
    is_delete = True

    def __init__(self, table):
        # What the author has named: a mapped class, perhaps.
        self._given_entity = table
        self.table = coercions.from_clause(
            table, role="subject table for an INSERT, UPDATE or DELETE")

    @classmethod
    def _legacy(cls, table, whereclause=None, kwargs=None):
        made = cls(table)._set_legacy(dict(kwargs or {}))
        return made if whereclause is None else made.where(whereclause)

    def _notation(self, dialect, parameters=None):
        with telling():
            return {"node": "Delete", "table": told(self.table, dialect),
                    "where": many(self._where_criteria, dialect), **self._common(dialect)}


def insert(table, values=None, inline=False, **kwargs):
    return Insert._legacy(table, values, inline, kwargs)


def update(table, whereclause=None, values=None, inline=False, **kwargs):
    return Update._legacy(table, whereclause, values, inline, kwargs)


def delete(table, whereclause=None, **kwargs):
    return Delete._legacy(table, whereclause, kwargs)


__all__ = ["Delete", "Insert", "Update", "UpdateBase", "ValuesBase",
           "delete", "insert", "update"]


__getattr__ = borrower(__name__)
