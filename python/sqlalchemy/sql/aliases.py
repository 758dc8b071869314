# SPDX-License-Identifier: MIT
"""FROM elements under another name: aliases, subqueries, named selects, functions with rows."""
from .. import exc
from . import coercions
from .clause import ColumnElement, told, type_notation
from .columns import ColumnClause
from .fromclause import FromClause, NamedFromClause
from .names import _anonymous_label, label_notation, placed_in


class AliasedReturnsRows(NamedFromClause):
    """Something with rows, under a name."""

    _internals = ("element",)

    @classmethod
    def _construct(cls, selectable, name=None, **kw):
        made = cls.__new__(cls)
        made._init(coercions.resolved(selectable), name, **kw)
        return made

    def _init(self, element, name=None):
        self.element = element
        self.name = _given_name(name, element)

    @property
    def description(self):
        return str(self.name)

    @property
    def original(self):
        return self.element

    @property
    def entity_namespace(self):
        return self.c

    def _populate(self, columns):
        proxied = getattr(self.element, "_proxied_columns", None)
        if proxied is None:
            for key, column in self.element.c.items():
                made = column._make_proxy(self, key=key)[1]
                columns.add(made, key)
            return
        for key, name, column in proxied():
            columns.add(column._make_proxy(self, name=name, key=key)[1], key)

    def is_derived_from(self, fromclause):
        return fromclause is self or self.element.is_derived_from(fromclause)

    @property
    def _from_objects(self):
        return [self]

    @property
    def bind(self):
        return self.element.bind

    def _notation(self, dialect):
        return {"node": "Alias", "name": label_notation(self.name),
                "element": _element_notation(self.element, dialect)}


def _given_name(name, element):
    if name is not None:
        return name
    stem = getattr(element, "name", None) if getattr(element, "named_with_column", False) else None
    if isinstance(stem, _anonymous_label):
        stem = None
    return _anonymous_label(stem or "anon")


def _element_notation(element, dialect):
    as_from = getattr(element, "_notation_in_from", None)
    return told(element, dialect) if as_from is None else as_from(dialect)


class Alias(AliasedReturnsRows):
    """A table under another name."""

    __visit_name__ = "alias"
    # The name under which statements of a dialect speak of the row that could not be inserted.
    _proposed = False

    def _column_of(self, column, dialect):
        if not self._proposed:
            return None
        made = {"node": "ProposedColumn", "name": str(column.name)}
        type_ = type_notation(column.type, dialect)
        if type_ is not None:
            made["type"] = type_
        return made


class FromGrouping(FromClause):
    """Parentheses around a FROM element."""

    __visit_name__ = "grouping"
    _internals = ("element",)

    def __init__(self, element):
        self.element = element

    @property
    def columns(self):
        return self.element.columns

    def _notation(self, dialect):
        return told(self.element, dialect)


class Lateral(Alias):
    """A subquery that may speak of the FROM elements beside it."""

    __visit_name__ = "lateral"

    def _notation(self, dialect):
        return {**super()._notation(dialect), "lateral": True}


class Subquery(AliasedReturnsRows):
    """A select in FROM."""

    __visit_name__ = "subquery"
    _is_subquery = True

    def as_scalar(self):
        from .. import util

        util.warn_deprecated_20("The :meth:`.Subquery.as_scalar` method, which was previously "
                                "``Alias.as_scalar()`` prior to version 1.4, is deprecated")
        return self.element.scalar_subquery()


class TableSample(AliasedReturnsRows):
    """Some of the rows of a table."""

    __visit_name__ = "tablesample"

    def _init(self, element, name=None, sampling=None, seed=None):
        from .functions import Function, func

        super()._init(element, name)
        self.sampling = sampling if isinstance(sampling, Function) else func.system(sampling)
        self.seed = seed

    def _notation(self, dialect):
        sample = {"method": self.sampling._notation(dialect)}
        if self.seed is not None:
            sample["seed"] = coercions.expression(self.seed)._notation(dialect)
        return {**super()._notation(dialect), "sample": sample}


class CTE(AliasedReturnsRows):
    """A statement to which WITH gives a name."""

    __visit_name__ = "cte"
    _restates = None
    _cte_alias = None
    _prefixes = ()

    def _init(self, element, name=None, recursive=False, nesting=False, _cte_alias=None,
              _restates=None):
        super()._init(element, name)
        self.recursive = recursive
        self.nesting = nesting
        self._cte_alias = _cte_alias
        self._restates = _restates

    def _populate(self, columns):
        if self._cte_alias is not None:
            for key, column in self._cte_alias.c.items():
                columns.add(column._make_proxy(self, key=key)[1], key)
        else:
            super()._populate(columns)

    def alias(self, name=None, flat=False):
        return CTE._construct(self.element, name=name or _anonymous_label("anon"),
                              recursive=self.recursive, nesting=self.nesting, _cte_alias=self)

    def _restated(self, element):
        return CTE._construct(element, name=self.name, recursive=self.recursive,
                              nesting=self.nesting, _restates=self)

    def union(self, *other):
        return self._restated(self.element.union(*other))

    def union_all(self, *other):
        return self._restated(self.element.union_all(*other))

    def prefix_with(self, *prefixes, dialect="*"):
        made = self._clone()
        made._prefixes = self._prefixes + tuple(
            (str(getattr(prefix, "text", prefix)), dialect) for prefix in prefixes)
        return made

    def _notation(self, dialect):
        if self._cte_alias is not None:
            return {"node": "Alias", "name": label_notation(self.name),
                    "element": told(self._cte_alias, dialect)}
        made = {"node": "Cte", "name": label_notation(self.name),
                "element": _element_notation(self.element, dialect)}
        if self.recursive:
            made["recursive"] = True
        for text, name in self._prefixes:
            word = text.upper()
            if name not in ("*", dialect.name):
                continue
            if word not in ("MATERIALIZED", "NOT MATERIALIZED"):
                raise exc.CompileError(f"The prefix {text!r} of a CTE is not supported by Retort "
                                       "yet")
            made["materialized"] = word == "MATERIALIZED"
        return made


class TableValuedAlias(Alias):
    """A function whose result is a table."""

    __visit_name__ = "table_valued_alias"
    joins_implicitly = False
    _derived = False
    _with_types = False

    def _init(self, element, name=None, table_value_type=None, joins_implicitly=False,
              with_ordinality=False):
        self.element = element
        self.name = name if name is not None else _anonymous_label("anon")
        self.joins_implicitly = joins_implicitly
        self._with_ordinality = with_ordinality
        self._tableval_type = table_value_type

    def _populate(self, columns):
        for column in getattr(self._tableval_type, "_elements", ()):
            made = ColumnClause(column.name, type_=column.type, _selectable=self)
            made._proxied = (column,)
            columns.add(made, column.key)

    @property
    def column(self):
        return TableValuedColumn(self, self.element.type)

    def alias(self, name=None, flat=False):
        made = self._clone()
        made.name = name if name is not None else _anonymous_label("anon")
        return made

    def lateral(self, name=None):
        made = self.alias(name=name) if name is not None else self._clone()
        made._lateral = True
        return made

    def render_derived(self, name=None, with_types=False):
        made = self._clone()
        made.name = name if name is not None else _anonymous_label("anon")
        made._derived = True
        made._with_types = with_types
        return made

    def _notation(self, dialect):
        made = {"node": "Alias", "name": label_notation(self.name),
                "element": self.element._notation(dialect)}
        if self._with_ordinality:
            made["with_ordinality"] = True
        if getattr(self, "_lateral", False):
            made["lateral"] = True
        if self._derived:
            made["columns"] = [
                {"name": str(column.name),
                 "type": type_notation(column.type, dialect) if self._with_types else None}
                for column in self.c
            ]
        return made


class TableValuedColumn(ColumnElement):
    """A FROM element as one value."""

    __visit_name__ = "table_valued_column"

    def __init__(self, scalar_alias, type_=None):
        self.scalar_alias = scalar_alias
        self.key = self.name = scalar_alias.name
        if type_ is not None:
            self.type = type_

    @property
    def _from_objects(self):
        return [self.scalar_alias]

    def _notation(self, dialect):
        made = {"node": "Column", "name": "", "from": told(self.scalar_alias, dialect),
                "row": True}
        type_ = type_notation(self.type, dialect)
        if type_ is not None:
            made["type"] = type_
        return made


class Values(NamedFromClause):
    """Rows that are written down, as a table."""

    __visit_name__ = "values"

    def __init__(self, *columns, name=None, literal_binds=False):
        self._column_args = columns
        self.name = name
        self.named_with_column = name is not None
        self.literal_binds = literal_binds
        self._data = ()
        self._lateral = False

    def _populate(self, columns):
        for column in self._column_args:
            if getattr(column, "table", None) is not None and column.table is not self:
                column = column._make_proxy(self)[1]
            else:
                column.table = self
            columns.add(column)

    @property
    def _column_types(self):
        return [column.type for column in self._column_args]

    def _clone(self, **_more):
        made = super()._clone()
        made._column_args = tuple(
            ColumnClause(column.name, type_=column.type) for column in self._column_args)
        return made

    def alias(self, name=None, flat=False):
        made = self._clone()
        made.name = name if name is not None else _anonymous_label("anon")
        made.named_with_column = True
        return made

    def data(self, values):
        made = self._clone()
        made._data = self._data + (tuple(values),)
        return made

    def scalar_values(self):
        return ScalarValues(self)

    def lateral(self, name=None):
        made = self.alias(name=name)
        made._lateral = True
        return made

    def cte(self, name=None, recursive=False, nesting=False):
        return CTE._construct(self, name=name, recursive=recursive, nesting=nesting)

    def _rows_notation(self, dialect):
        from .literals import BindParameter

        rows = []
        for row in (row for block in self._data for row in block):
            items = []
            for value, column in zip(row, self._column_args):
                value = coercions.resolved(value)
                if not isinstance(value, ColumnElement):
                    value = BindParameter(None, value, type_=column.type, unique=True)
                    value._always_inline = self.literal_binds
                items.append(value._notation(dialect))
            rows.append(items)
        return rows

    def _notation(self, dialect):
        made = {"node": "Values", "rows": self._rows_notation(dialect), "columns": [
            {"name": str(column.name), "type": type_notation(column.type, dialect)}
            for column in self._column_args
        ]}
        if self.name is not None:
            made["name"] = label_notation(self.name)
        return made


class ScalarValues(ColumnElement):
    """Rows that are written down, in an expression."""

    __visit_name__ = "scalar_values"

    def __init__(self, values):
        self._values = values

    def _notation(self, dialect):
        inner = self._values._clone()
        inner.name = None
        return inner._notation(dialect)


# ---- the functions that make them


def alias(selectable, name=None, flat=False):
    return coercions.from_clause(selectable, implicit_subquery=True).alias(name=name, flat=flat)


def subquery(alias, *args, **kwargs):
    from .select import Select

    return Select._legacy(*args, **kwargs).subquery(alias)


def cte(selectable, name=None, recursive=False):
    return coercions.resolved(selectable).cte(name=name, recursive=recursive)


def lateral(selectable, name=None):
    return coercions.resolved(selectable).lateral(name=name)


def tablesample(selectable, sampling, name=None, seed=None):
    return coercions.from_clause(selectable).tablesample(sampling, name=name, seed=seed)


def values(*columns, name=None, literal_binds=False):
    return Values(*columns, name=name, literal_binds=literal_binds)


placed_in("sqlalchemy.sql.selectable", globals())

__all__ = ["Alias", "AliasedReturnsRows", "CTE", "FromGrouping", "Lateral", "ScalarValues",
           "Subquery", "TableSample", "TableValuedAlias", "TableValuedColumn", "Values", "alias",
           "cte", "lateral", "subquery", "tablesample", "values"]
