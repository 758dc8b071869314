# SPDX-License-Identifier: MIT
"""What rows come from: tables by name, joins, and what all of them can do."""
from .. import exc
from . import coercions
from .base import ColumnCollection, ColumnSet, DedupeColumnCollection, Executable, Generative
from .clause import ClauseElement, told
from .names import column_name_notation, placed_in, quoted_name
from .schema_item import schema_on


class Selectable(ClauseElement):
    """Something that has columns."""

    is_selectable = True


class ReturnsRows(Selectable):
    """Something that gives rows."""

    _is_returns_rows = True

    @property
    def selectable(self):
        return self

    def is_derived_from(self, fromclause):
        raise NotImplementedError()


class FromClause(ReturnsRows):
    """Something that can stand in FROM."""

    __visit_name__ = "fromclause"
    _is_from_clause = True
    _is_join = False
    named_with_column = False
    schema = None
    name = None

    # ---- columns

    @property
    def columns(self):
        """The columns by their keys."""
        found = self.__dict__.get("_memo")
        if found is None:
            found = self.__dict__["_memo"] = ColumnCollection()
            self._populate(found)
        return found.as_readonly()

    @property
    def c(self):
        return self.columns

    exported_columns = property(lambda self: self.c)

    def _populate(self, columns):
        """Fill in the columns."""

    @property
    def _all_columns(self):
        return list(self.c)

    @property
    def primary_key(self):
        return ColumnSet(column for column in self.c if column.primary_key)

    @property
    def foreign_keys(self):
        return [key for column in self.c for key in column.foreign_keys]

    @property
    def entity_namespace(self):
        return self.c

    @property
    def _select_iterable(self):
        return list(self.c)

    @property
    def _from_objects(self):
        return [self]

    @property
    def _hide_froms(self):
        return []

    @property
    def description(self):
        return self.name if self.name is not None else f"{type(self).__name__} object"

    def corresponding_column(self, column, require_embedded=False):
        return self.c.corresponding_column(column, require_embedded)

    def _column_of(self, column, dialect):
        """The notation of a column of this element that is not just a name; None: it is."""
        return None

    def is_derived_from(self, fromclause):
        return fromclause is self

    # ---- what is made of it

    def select(self, whereclause=None, **kwargs):
        from .select import Select

        made = Select(self)
        if whereclause is not None:
            made = made.where(whereclause)
        return made._with_legacy_keywords(kwargs) if kwargs else made

    def join(self, right, onclause=None, isouter=False, full=False):
        return Join(self, right, onclause, isouter, full)

    def outerjoin(self, right, onclause=None, full=False):
        return Join(self, right, onclause, True, full)

    def alias(self, name=None, flat=False):
        from .aliases import Alias

        return Alias._construct(self, name=name)

    def _anonymous_fromclause(self, name=None, flat=False):
        return self.alias(name=name)

    def table_valued(self):
        from .aliases import TableValuedColumn

        return TableValuedColumn(self)

    def tablesample(self, sampling, name=None, seed=None):
        from .aliases import TableSample

        return TableSample._construct(self, sampling=sampling, name=name, seed=seed)

    def count(self, whereclause=None, **_more):
        from .functions import func
        from .select import Select

        column = next(iter(self.primary_key), None)
        made = Select(func.count(column if column is not None else next(iter(self.c)))).select_from(
            self)
        return made if whereclause is None else made.where(whereclause)


class NamedFromClause(FromClause):
    """A FROM element with a name."""

    named_with_column = True




class TableClause(NamedFromClause):
    """A table by its name, of which only those columns are known that one has named."""

    __visit_name__ = "table"
    _is_table = True
    implicit_returning = False
    _autoincrement_column = None
    metadata = None

    def __init__(self, name, *columns, schema=None, **kw):
        if kw:
            raise exc.ArgumentError(f"Unsupported argument(s): {list(kw)}")
        self.name = name
        self.schema = schema
        self._columns = DedupeColumnCollection()
        for column in columns:
            self.append_column(column)

    @property
    def fullname(self):
        return f"{self.schema}.{self.name}" if self.schema else self.name

    @property
    def columns(self):
        return self._columns.as_readonly()

    @property
    def c(self):
        return self._columns.as_readonly()

    @property
    def primary_key(self):
        return ColumnSet()

    def append_column(self, c, **_more):
        if c.table is not None and c.table is not self:
            raise exc.ArgumentError(
                f"column object '{c.key}' already assigned to table {c.table!r}"
            )
        self._columns.add(c)
        c.table = self

    def get_children(self, **_more):
        return iter(())

    def _copy_internals(self, clone=None, **_more):
        """The columns stay those of the table."""

    def _clone(self, **_more):
        return self

    def _notation(self, dialect):
        made = {"node": "Table", **column_name_notation(self.name)}
        schema = self._schema_for(dialect)
        if schema is not None:
            made["schema"] = str(schema)
        return made

    def _schema_for(self, dialect):
        """The schema that the statement names: connections may map it to another."""
        return schema_on(self.schema, dialect)

    def __str__(self):
        return self.fullname

    # ---- statements

    def insert(self, values=None, inline=False, **kwargs):
        from .dml import Insert

        return Insert._legacy(self, values, inline, kwargs)

    def update(self, whereclause=None, values=None, inline=False, **kwargs):
        from .dml import Update

        return Update._legacy(self, whereclause, values, inline, kwargs)

    def delete(self, whereclause=None, **kwargs):
        from .dml import Delete

        return Delete._legacy(self, whereclause, kwargs)


class Join(FromClause):
    """Two FROM elements, and the condition that rows of both have to fulfil."""

    __visit_name__ = "join"
    _internals = ("left", "right", "onclause")
    _is_join = True

    def __init__(self, left, right, onclause=None, isouter=False, full=False):
        self.left = coercions.from_clause(left)
        self.right = coercions.from_clause(right, implicit_subquery=True)
        if onclause is None:
            self.onclause = self._match_primaries(self.left, self.right)
        else:
            self.onclause = coercions.condition(onclause, role="SQL expression for ON clause")
        self.isouter = isouter
        self.full = full

    @property
    def description(self):
        return f"Join object on {self.left.description}({id(self.left)}) and " \
               f"{self.right.description}({id(self.right)})"

    def is_derived_from(self, fromclause):
        return (fromclause is self or self.left.is_derived_from(fromclause)
                or self.right.is_derived_from(fromclause))

    def _populate(self, columns):
        for side in (self.left, self.right):
            for column in side.c:
                columns.add(column, getattr(column, "_tq_key_label", None) or column.key)

    @property
    def primary_key(self):
        return ColumnSet(column for column in self.c if column.primary_key)

    @property
    def _from_objects(self):
        return [self, *self.left._from_objects, *self.right._from_objects]

    @property
    def _hide_froms(self):
        return [*self.left._from_objects, *self.right._from_objects]

    @property
    def bind(self):
        for table in self._hide_froms:
            found = getattr(getattr(table, "metadata", None), "bind", None)
            if found is not None:
                return found
        return None

    def _match_primaries(self, left, right):
        subset = left.right if isinstance(left, Join) else None
        return self._join_condition(left, right, a_subset=subset)

    @classmethod
    def _can_join(cls, left, right, consider_as_foreign_keys=None):
        return bool(cls._joining_columns(left, right, None))

    @classmethod
    def _joining_columns(cls, a, b, a_subset):
        """By constraint, the pairs of columns that foreign keys between the two relate."""
        found = {}
        for left in (a_subset, a):
            if left is None:
                continue
            for keys, other in ((b.foreign_keys, left), (left.foreign_keys, b)):
                if left is b and other is b:
                    continue
                for key in keys:
                    try:
                        column = key.get_referent(other)
                    except exc.NoReferenceError as error:
                        if error.table_name in _table_names(other):
                            raise
                        continue
                    if column is not None:
                        found.setdefault(id(key.constraint), (key.constraint, []))[1].append(
                            (column, key.parent))
            if found:
                break
        return list(found.values())

    @classmethod
    def _join_condition(cls, a, b, *, a_subset=None, consider_as_foreign_keys=None):
        from .operations import and_

        constraints = cls._joining_columns(a, b, a_subset)
        if len(constraints) > 1:
            # Several constraints over the same columns say the same.
            distinct = {frozenset(tuple(map(id, pair)) for pair in pairs): (key, pairs)
                        for key, pairs in constraints}
            constraints = list(distinct.values())
        if len(constraints) > 1:
            raise exc.AmbiguousForeignKeysError(
                f"Can't determine join between '{a.description}' and '{b.description}'; tables "
                "have more than one foreign key constraint relationship between them. Please "
                "specify the 'onclause' of this join explicitly."
            )
        if not constraints:
            hint = ""
            if isinstance(b, Join):
                hint = " Perhaps you meant to convert the right side to a subquery using alias()?"
            raise exc.NoForeignKeysError(
                f"Can't find any foreign key relationships between '{a.description}' and "
                f"'{b.description}'.{hint}"
            )
        return and_(*(column == parent for column, parent in constraints[0][1]))

    def _notation(self, dialect):
        return {"node": "Join", "left": told(self.left, dialect),
                "right": told(self.right, dialect),
                "condition": self.onclause._notation(dialect),
                "outer": bool(self.isouter), "full": bool(self.full)}


def _table_names(element):
    return {getattr(item, "name", None) for item in element._from_objects}


def table(name, *columns, schema=None, **kw):
    """A table by its name."""
    return TableClause(name, *columns, schema=schema, **kw)


def join(left, right, onclause=None, isouter=False, full=False):
    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return Join(left, right, onclause, True, full)


placed_in("sqlalchemy.sql.selectable", globals())

__all__ = ["Executable", "FromClause", "Generative", "Join", "NamedFromClause", "ReturnsRows",
           "Selectable", "TableClause", "join", "outerjoin", "quoted_name", "table"]
