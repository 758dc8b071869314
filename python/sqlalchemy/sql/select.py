# SPDX-License-Identifier: MIT
"""SELECT."""
from .. import exc
from . import coercions
from .base import _entity_namespace_key, _generative
from .clause import ColumnElement, many, telling, told
from .columns import ColumnClause, Label
from .joins import final_froms
from .names import _anonymous_label, label_notation, placed_in
from .operations import BooleanClauseList
from .query import (ForUpdateArg, GenerativeSelect, HasPrefixes, HasSuffixes, sorted_notation,
                    words_notation)

LABEL_STYLE_NONE = 0
LABEL_STYLE_TABLENAME_PLUS_COL = 1
LABEL_STYLE_DISAMBIGUATE_ONLY = LABEL_STYLE_DEFAULT = 2


class Select(HasPrefixes, HasSuffixes, GenerativeSelect):
    """SELECT columns FROM elements WHERE conditions."""

    __visit_name__ = "select"
    _internals = ("_raw_columns", "_from_obj", "_where_criteria", "_having_criteria",
                  "_order_by_clauses", "_group_by_clauses", "_distinct_on", "_limit_clause",
                  "_offset_clause", "_fetch_clause", "_setup_joins", "_correlate",
                  "_correlate_except", "_for_update_arg", "_independent_ctes")
    _from_obj = ()
    _where_criteria = ()
    _having_criteria = ()
    _distinct = False
    _distinct_on = ()
    _setup_joins = ()
    _correlate = ()
    _correlate_except = None
    _auto_correlate = True
    _hints = ()

    def __new__(cls, *_args, **_more):
        return object.__new__(cls)

    def __init__(self, *entities):
        # What the author has named, mapped classes included.
        self._given_columns = tuple(entities)
        self._raw_columns = [_raw_column(entity) for entity in entities]

    @classmethod
    def _legacy(cls, *args, **kw):
        """As SQLAlchemy 1.x was called too: the columns in a list, the clauses as arguments."""
        if "columns" in kw:
            args = (kw.pop("columns"), *args)
        if not (kw or (args and isinstance(args[0], list))):
            return cls(*args)
        from .. import util

        util.warn_deprecated_20('The legacy calling style of select() is deprecated and will be '
                                'removed in SQLAlchemy 2.0.  Please use the new calling style '
                                'described at select().')
        names = ("whereclause", "from_obj", "distinct", "having", "correlate", "prefixes",
                 "suffixes")
        columns = args[0] if args and isinstance(args[0], (list, tuple)) else args
        if args and columns is args[0]:
            kw.update(zip(names, args[1:]))
        return cls(*(columns or ()))._with_legacy_keywords(kw)

    def _with_legacy_keywords(self, kw):
        made = self
        for name, value in kw.items():
            if value is None:
                continue
            several = value if isinstance(value, (list, tuple)) else (value,)
            if name == "whereclause":
                made = made.where(value)
            elif name == "from_obj":
                made = made.select_from(*several)
            elif name in ("order_by", "group_by", "having", "correlate"):
                made = getattr(made, name)(*several)
            elif name in ("limit", "offset"):
                made = getattr(made, name)(value)
            elif name == "distinct":
                made = made.distinct() if value is True else made.distinct(*several)
            elif name in ("for_update", "with_for_update"):
                made = made.with_for_update(read=value in ("read", "read_nowait"),
                                            nowait="nowait" in str(value))
            elif name == "use_labels":
                made = made.apply_labels() if value else made
            elif name in ("prefixes", "suffixes"):
                made = made.prefix_with(*several) if name == "prefixes" else (
                    made.suffix_with(*several))
            elif name == "bind":
                made = made._generate()
                made._bind = value
            else:
                raise TypeError(f"select() got an unexpected keyword argument {name!r}")
        return made

    # ---- columns

    @property
    def _all_selected_columns(self):
        found = []
        for item in self._raw_columns:
            found.extend(item._select_iterable)
        return found

    inner_columns = property(lambda self: iter(self._all_selected_columns))

    @property
    def column_descriptions(self):
        return [
            {"name": column._proxy_key if isinstance(column, ColumnElement) else None,
             "type": getattr(column, "type", None), "expr": column}
            for column in self._all_selected_columns
        ]

    @_generative
    def add_columns(self, *entities):
        self._given_columns += entities
        self._raw_columns = self._raw_columns + [_raw_column(entity) for entity in entities]

    def column(self, column):
        return self.add_columns(column)

    @_generative
    def with_only_columns(self, *entities, maintain_column_froms=False):
        if len(entities) == 1 and isinstance(entities[0], (list, tuple)):
            entities = tuple(entities[0])
        if maintain_column_froms:
            self._from_obj = tuple(self.columns_clause_froms)
        self._given_columns = entities
        self._raw_columns = [_raw_column(entity) for entity in entities]

    def reduce_columns(self, only_synonyms=True):
        return self

    def _proxied_columns(self):
        """Key, name (None: its own) and column, of those that a subquery has."""
        found = self.__dict__.get("_memo_proxied")
        if found is None or found[0] is not self._raw_columns:
            found = (self._raw_columns, list(self._name_columns()))
            self.__dict__["_memo_proxied"] = found
        return found[1]

    def _name_columns(self):
        seen = {}
        for column in self._all_selected_columns:
            if not isinstance(column, ColumnElement):
                continue
            key = name = column._proxy_key
            if self._label_style == LABEL_STYLE_TABLENAME_PLUS_COL and column._label is not None:
                key = name = column._label
            elif isinstance(column, (Label, ColumnClause)):
                name = column.name
            elif name is None:
                name = column._made_up_name()
            if key is None:
                key = getattr(column, "name", None)
            key = "_no_label" if key is None or isinstance(key, _anonymous_label) else str(key)
            if name in seen and self._label_style:
                seen[name] += 1
                key = f"{key}_{seen[name]}"
                name = _anonymous_label(name)
            else:
                seen[name] = 0
            yield key, name, column

    def _columns_notation(self, dialect, in_from):
        made = []
        if not in_from and self._label_style != LABEL_STYLE_TABLENAME_PLUS_COL:
            for column in self._all_selected_columns:
                made.append(column._column_notation(dialect) if hasattr(
                    column, "_column_notation") else column._notation(dialect))
            return made
        named = {}  # of a column that is selected twice: both names
        for _, name, column in self._proxied_columns():
            named.setdefault(id(column), []).append(name)
        for column in self._all_selected_columns:
            names = named.get(id(column))
            name = names.pop(0) if names else None
            noted = getattr(column, "_column_notation", column._notation)(dialect)
            plain = isinstance(column, Label) or name is None or (
                isinstance(column, ColumnClause) and name == column.name)
            if not plain and noted.get("node") != "Labelled":
                noted = {"node": "Labelled", "name": label_notation(name), "element": noted}
            made.append(noted)
        return made

    # ---- FROM

    @property
    def froms(self):
        return self.get_final_froms()

    def get_final_froms(self):
        """The FROM elements, those that only columns or conditions name included."""
        found, hidden = [], []
        for item in [*final_froms(self), *self._raw_columns, *self._where_criteria]:
            for element in item._from_objects:
                if not any(element is known for known in found):
                    found.append(element)
        for element in found:
            hidden.extend(getattr(element, "_hide_froms", ()))
        return [item for item in found if not any(item is inner for inner in hidden)]

    @property
    def columns_clause_froms(self):
        found = []
        for item in self._raw_columns:
            for element in item._from_objects:
                if not any(element is known for known in found):
                    found.append(element)
        return found

    locate_all_froms = get_final_froms

    @property
    def bind(self):
        if self._bind is not None:
            return self._bind
        for element in self.get_final_froms():
            found = getattr(getattr(element, "metadata", element), "bind", None)
            if found is not None:
                return found
        return None

    @bind.setter
    def bind(self, bind):
        self._bind = bind

    def is_derived_from(self, fromclause):
        return self is fromclause or any(
            item.is_derived_from(fromclause) for item in self.get_final_froms())

    @_generative
    def select_from(self, *froms):
        if len(froms) == 1 and isinstance(froms[0], (list, tuple)):
            froms = froms[0]
        self._from_obj += tuple(coercions.from_clause(item, implicit_subquery=True)
                                for item in froms)

    @_generative
    def join(self, target, onclause=None, *, isouter=False, full=False):
        self._setup_joins += ((target, onclause, None, isouter, full),)

    def outerjoin(self, target, onclause=None, *, full=False):
        return self.join(target, onclause, isouter=True, full=full)

    def outerjoin_from(self, from_, target, onclause=None, *, full=False):
        return self.join_from(from_, target, onclause, isouter=True, full=full)

    @_generative
    def join_from(self, from_, target, onclause=None, *, isouter=False, full=False):
        self._setup_joins += ((target, onclause, coercions.from_clause(from_), isouter, full),)

    def from_statement(self, statement):
        """The entities of this one, loaded from the rows of a statement that is given as it is."""
        from ..orm.context import FromStatement

        return FromStatement(self._given_columns, statement).options(*self._with_options)

    # ---- conditions

    @property
    def whereclause(self):
        return BooleanClauseList._construct_for_whereclause(self._where_criteria)

    _whereclause = whereclause

    @_generative
    def where(self, *whereclause):
        self._where_criteria += coercions.conditions(whereclause)

    def filter(self, *criteria):
        return self.where(*criteria)

    def filter_by(self, **kwargs):
        entity = self._filter_by_zero()
        return self.where(*(
            _entity_namespace_key(entity, key) == value for key, value in kwargs.items()))

    def _filter_by_zero(self):
        if self._setup_joins:
            return _namespace_of(self._setup_joins[-1][0])
        if self._from_obj:
            return self._from_obj[0]
        if not self._given_columns:
            raise exc.InvalidRequestError("Entity namespace for \"None\" has no property")
        return _namespace_of(self._given_columns[0])

    @_generative
    def having(self, *having):
        self._having_criteria += coercions.conditions(having)

    @_generative
    def distinct(self, *expr):
        self._distinct = True
        self._distinct_on += tuple(coercions.order_expression(item) for item in expr)

    @_generative
    def correlate(self, *fromclauses):
        self._auto_correlate = False
        if fromclauses and fromclauses[0] is None:
            self._correlate = ()
        else:
            self._correlate += tuple(coercions.from_clause(item) for item in fromclauses)

    @_generative
    def correlate_except(self, *fromclauses):
        self._auto_correlate = False
        if fromclauses and fromclauses[0] is None:
            self._correlate_except = ()
        else:
            self._correlate_except = (self._correlate_except or ()) + tuple(
                coercions.from_clause(item) for item in fromclauses)

    @_generative
    def with_hint(self, selectable, text, dialect_name="*"):
        if dialect_name == "*":
            raise exc.CompileError("with_hint() is not supported by Retort yet")
        self._hints += ((selectable, text, dialect_name),)

    def with_statement_hint(self, text, dialect_name="*"):
        return self.with_hint(None, text, dialect_name)

    def append_whereclause(self, whereclause):
        self._where_criteria += coercions.conditions((whereclause,))

    append_where = append_whereclause

    # ---- the notation

    def _notation(self, dialect, in_from=False):
        for _, text, name in self._hints:
            if name == dialect.name:
                raise exc.CompileError("with_hint() is not supported by Retort yet")
        with telling() as known:
            columns = self._all_selected_columns
            outer = known.pop("froms", None)
            listed = self._columns_notation(dialect, in_from)
            conditions = many(self._where_criteria, dialect)
            froms = {id(item): item for item in final_froms(self) + known.pop("froms", [])}
            if outer is not None:
                known["froms"] = outer
            sources = [*froms.values(), *self.columns_clause_froms]
            made = {
                "node": "Select",
                "columns": listed,
                "from": [told(item, dialect) for item in froms.values()] or None,
                "where": conditions,
                "group_by": sorted_notation(self._group_by_clauses, columns, dialect, False,
                                            sources),
                "having": many(self._having_criteria, dialect),
                "order_by": sorted_notation(self._order_by_clauses, columns, dialect, True,
                                            sources),
                **self._rows_notation(dialect),
            }
            if self._distinct:
                made["distinct"] = True
                if dialect.name == "postgresql":  # others leave the columns out
                    made["distinct_on"] = sorted_notation(self._distinct_on, columns, dialect,
                                                          False)
            if self._prefixes:
                made["prefixes"] = words_notation(self._prefixes)
            if self._suffixes:
                made["suffixes"] = words_notation(self._suffixes)
            if not self._auto_correlate:
                made["no_auto_correlate"] = True
                made["correlate"] = [told(item, dialect) for item in self._correlate] or None
                if self._correlate_except is not None:
                    made["correlate_except"] = [told(item, dialect)
                                                for item in self._correlate_except]
            if self._independent_ctes:
                made["ctes"] = [told(item, dialect) for item in self._independent_ctes]
            if self._for_update_arg is not None:
                made["for_update"] = self._for_update_arg._notation(dialect)
            return made

    def _notation_in_from(self, dialect):
        return self._notation(dialect, in_from=True)


def _raw_column(entity):
    found = coercions.resolved(entity)
    if getattr(found, "_is_from_clause", False):
        return found
    columns = coercions.columns_of(found)
    return columns[0] if len(columns) == 1 else _Columns(columns)


class _Columns:
    """Several columns in the place of one element."""

    _is_from_clause = False

    def __init__(self, columns):
        self._select_iterable = tuple(columns)

    @property
    def _from_objects(self):
        return [item for column in self._select_iterable for item in column._from_objects]


def _namespace_of(entity):
    """What the keywords of filter_by() name attributes of."""
    if isinstance(entity, ColumnClause) and entity.table is not None:
        return entity.table
    found = coercions.resolved(entity)
    if isinstance(found, ColumnElement):
        tables = found._from_objects
        return tables[0] if tables else found
    return entity


def select(*entities, **kw):
    """SELECT."""
    return Select._legacy(*entities, **kw)


placed_in("sqlalchemy.sql.selectable", globals())

__all__ = ["ForUpdateArg", "LABEL_STYLE_DEFAULT", "LABEL_STYLE_DISAMBIGUATE_ONLY",
           "LABEL_STYLE_NONE", "LABEL_STYLE_TABLENAME_PLUS_COL", "Select", "select"]
