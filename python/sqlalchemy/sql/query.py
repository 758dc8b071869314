# SPDX-License-Identifier: MIT
"""What all statements with rows as their result have in common; UNION and its relatives."""
from .. import exc
from . import coercions
from .base import ColumnCollection, Executable, Generative, _generative
from .clause import ClauseElement, many, telling
from .columns import _textual_label_reference
from .fromclause import ReturnsRows
from .names import placed_in


class HasCTE:
    """A statement that WITH can stand before, or be named by."""

    _independent_ctes = ()

    @_generative
    def add_cte(self, *ctes, nest_here=False):
        self._independent_ctes += tuple(ctes)

    def cte(self, name=None, recursive=False, nesting=False):
        from .aliases import CTE

        return CTE._construct(self, name=name, recursive=recursive, nesting=nesting)


class HasPrefixes:
    """A statement with words after its first one."""

    _prefixes = ()

    @_generative
    def prefix_with(self, *prefixes, dialect="*"):
        self._prefixes += tuple((_word(prefix), dialect) for prefix in prefixes)


class HasSuffixes:
    """A statement with words at its end."""

    _suffixes = ()

    @_generative
    def suffix_with(self, *suffixes, dialect="*"):
        self._suffixes += tuple((_word(suffix), dialect) for suffix in suffixes)


def _word(word):
    return str(getattr(word, "text", word))


def words_notation(words):
    return [{"text": text, "dialect": None if dialect == "*" else dialect}
            for text, dialect in words] or None


class ForUpdateArg(ClauseElement):
    """FOR UPDATE and its options."""

    __visit_name__ = "for_update_arg"
    _internals = ("of",)

    def __init__(self, nowait=False, read=False, of=None, skip_locked=False, key_share=False):
        self.nowait, self.read = nowait, read
        self.skip_locked, self.key_share = skip_locked, key_share
        if of is None:
            self.of = None
        else:
            if not isinstance(of, (list, tuple)):
                of = (of,)
            self.of = [coercions.order_expression(item, role="GROUP BY / OF / etc. expression")
                       for item in of]

    @classmethod
    def _from_argument(cls, with_for_update):
        if isinstance(with_for_update, cls):
            return with_for_update
        if with_for_update in (None, False):
            return None
        if with_for_update is True:
            return cls()
        return cls(**with_for_update)

    def _notation(self, dialect):
        tables = []
        for item in self.of or ():
            # Rows are locked, not columns.
            table = getattr(item, "table", None)
            item = item if table is None else table
            if not any(item is known for known in tables):
                tables.append(item)
        return {"read": bool(self.read), "key_share": bool(self.key_share),
                "nowait": bool(self.nowait), "skip_locked": bool(self.skip_locked),
                "of": many(tables, dialect)}


class SelectBase(HasCTE, Executable, Generative, ReturnsRows):
    """A statement whose result are rows."""

    is_select = True
    _is_select_base = True

    @property
    def _from_objects(self):
        return [self]

    # ---- columns

    @property
    def selected_columns(self):
        """The columns that the result has, by their keys."""
        return ColumnCollection(
            (key or str(name), column) for key, name, column in self._proxied_columns()
        ).as_readonly()

    @property
    def exported_columns(self):
        return self.selected_columns

    @property
    def c(self):
        from .. import util

        util.warn_deprecated("The SelectBase.c and SelectBase.columns attributes are deprecated "
                             "and will be removed in a future release; these attributes "
                             "implicitly create a subquery that should be explicit.  Please call "
                             "SelectBase.subquery() first in order to create a subquery, which "
                             "then contains this attribute.", version="1.4")
        return self._implicit_subquery.columns

    columns = c

    @property
    def _implicit_subquery(self):
        found = self.__dict__.get("_memo_subquery")
        if found is None or found[0] is not self:
            found = self.__dict__["_memo_subquery"] = (self, self.subquery())
        return found[1]

    def corresponding_column(self, column, require_embedded=False):
        return self.exported_columns.corresponding_column(column, require_embedded)

    # ---- what is made of it

    def subquery(self, name=None):
        from .aliases import Subquery

        return Subquery._construct(self, name=name)

    def alias(self, name=None, flat=False):
        return self.subquery(name=name)

    def lateral(self, name=None):
        from .aliases import Lateral

        return Lateral._construct(self, name=name)

    def scalar_subquery(self):
        from .scalar import ScalarSelect

        return ScalarSelect(self)

    def as_scalar(self):
        from .. import util

        util.warn_deprecated("The SelectBase.as_scalar() method is deprecated and will be removed "
                             "in a future release.  Please refer to SelectBase.scalar_subquery()",
                             version="1.4")
        return self.scalar_subquery()

    def label(self, name):
        return self.scalar_subquery().label(name)

    def exists(self):
        from .scalar import Exists

        return Exists(self)

    def select(self, *arg, **kw):
        return self.subquery().select(*arg, **kw)

    def _compound(self, keyword, other):
        return CompoundSelect(keyword, self, *other)

    def union(self, *other):
        return self._compound("UNION", other)

    def union_all(self, *other):
        return self._compound("UNION ALL", other)

    def except_(self, *other):
        return self._compound("EXCEPT", other)

    def except_all(self, *other):
        return self._compound("EXCEPT ALL", other)

    def intersect(self, *other):
        return self._compound("INTERSECT", other)

    def intersect_all(self, *other):
        return self._compound("INTERSECT ALL", other)

    def self_group(self, against=None):
        return self

    def _notation_in_from(self, dialect):
        return self._notation(dialect)


class GenerativeSelect(SelectBase):
    """A SELECT, or several: what can be sorted and cut."""

    _order_by_clauses = ()
    _group_by_clauses = ()
    _limit_clause = None
    _offset_clause = None
    _fetch_clause = None
    _fetch_clause_options = None
    _for_update_arg = None
    _label_style = 2

    @_generative
    def with_for_update(self, nowait=False, read=False, of=None, skip_locked=False,
                        key_share=False):
        self._for_update_arg = ForUpdateArg(nowait, read, of, skip_locked, key_share)

    def get_label_style(self):
        return self._label_style

    @_generative
    def set_label_style(self, style):
        self._label_style = style

    def apply_labels(self):
        return self.set_label_style(1)

    with_labels = apply_labels

    @_generative
    def limit(self, limit):
        self._fetch_clause = None
        self._limit_clause = coercions.row_count(limit)

    @_generative
    def offset(self, offset):
        self._offset_clause = coercions.row_count(offset)

    @_generative
    def fetch(self, count, with_ties=False, percent=False, **_dialect):
        self._limit_clause = None
        self._fetch_clause = coercions.row_count(count)
        self._fetch_clause_options = {"with_ties": with_ties, "percent": percent}

    @_generative
    def slice(self, start, stop):
        if start is not None and stop is not None:
            self._offset_clause = coercions.row_count(start)
            self._limit_clause = coercions.row_count(stop - start)
        elif stop is not None:
            self._limit_clause = coercions.row_count(stop)
        elif start is not None:
            self._offset_clause = coercions.row_count(start)
        if isinstance(getattr(self._offset_clause, "value", None), int) and (
            self._offset_clause.value == 0
        ):
            self._offset_clause = None

    @_generative
    def order_by(self, *clauses):
        if len(clauses) == 1 and clauses[0] is None:
            self._order_by_clauses = ()
        else:
            self._order_by_clauses += tuple(
                coercions.order_expression(clause) for clause in _flat(clauses)
                if clause is not None and clause is not False)

    @_generative
    def group_by(self, *clauses):
        if len(clauses) == 1 and clauses[0] is None:
            self._group_by_clauses = ()
        else:
            self._group_by_clauses += tuple(
                coercions.order_expression(clause, role="GROUP BY expression")
                for clause in _flat(clauses))

    def _rows_notation(self, dialect):
        """LIMIT and OFFSET."""
        made = {}
        if self._limit_clause is not None:
            made["limit"] = self._limit_clause._notation(dialect)
        if self._offset_clause is not None:
            made["offset"] = self._offset_clause._notation(dialect)
        if self._fetch_clause is not None:
            made["fetch"] = {"count": self._fetch_clause._notation(dialect),
                             **self._fetch_clause_options}
        return made

    @property
    def _limit(self):
        return getattr(self._limit_clause, "value", None)

    @property
    def _offset(self):
        return getattr(self._offset_clause, "value", None)


def _flat(clauses):
    for clause in clauses:
        if isinstance(clause, (list, tuple)):
            yield from clause
        else:
            yield clause


def _columns_from(froms):
    return [column for item in froms for column in getattr(item, "c", ())]


def sorted_notation(clauses, columns, dialect, by_label=True, froms=()):
    """ORDER BY or GROUP BY: names of labels instead of what they stand for. A name may also be that
    of a column of `froms` that is not selected."""
    from .columns import Label
    from .names import column_name_notation

    labels = {column.name: column for column in columns if isinstance(column, Label)}

    def one(clause):
        if isinstance(clause, _textual_label_reference):
            found = clause._resolve(columns)
            if found is None:
                found = clause._resolve(_columns_from(froms))
            if found is None:
                return clause._notation(dialect)
            if isinstance(found, Label):
                return {"node": "Column", **column_name_notation(found.name)}
            return found._notation(dialect)
        inner = getattr(clause, "element", None)
        if getattr(clause, "modifier", None) is not None and inner is not None and (
            isinstance(inner, (_textual_label_reference, Label)) or hasattr(inner, "modifier")
        ):
            from .operations import operator_notation

            return {"node": "Unary", **operator_notation(clause.modifier), "modifier": True,
                    "operand": one(inner)}
        if by_label and isinstance(clause, Label) and clause.name in labels and (
            clause.shares_lineage(labels[clause.name])
        ):
            return {"node": "Column", **column_name_notation(clause.name)}
        return clause._notation(dialect)

    return [one(clause) for clause in clauses] or None


class CompoundSelect(GenerativeSelect):
    """UNION, EXCEPT, INTERSECT."""

    __visit_name__ = "compound_select"
    _internals = ("selects", "_order_by_clauses", "_limit_clause", "_offset_clause")
    _auto_correlate = False

    def __init__(self, keyword, *selects):
        self.keyword = keyword
        self.selects = [self._select(item) for item in selects]
        counts = [len(item._proxied_columns()) for item in self.selects]
        for number, count in enumerate(counts[1:], 2):
            if count != counts[0]:
                raise exc.CompileError(
                    "All selectables passed to CompoundSelect must have identical numbers of "
                    f"columns; select #1 has {counts[0]} columns, select #{number} has {count}"
                )

    @staticmethod
    def _select(item):
        found = coercions.resolved(item)
        if not getattr(found, "_is_select_base", False):
            inner = getattr(found, "element", None)
            if getattr(inner, "_is_select_base", False):
                return inner
            if getattr(found, "_is_from_clause", False) and hasattr(found, "select"):
                return found.select()
            coercions.refuse("SELECT construct for inclusion in a UNION or other set construct",
                             item)
        return found

    def _proxied_columns(self):
        return self.selects[0]._proxied_columns()

    @property
    def _all_selected_columns(self):
        return self.selects[0]._all_selected_columns

    @property
    def _raw_columns(self):
        return self.selects[0]._raw_columns

    def is_derived_from(self, fromclause):
        return any(item.is_derived_from(fromclause) for item in self.selects)

    def _notation(self, dialect, in_from=False):
        with telling():
            parts = [item._notation_in_from(dialect) if in_from else item._notation(dialect)
                     for item in self.selects]
            return {"node": "CompoundSelect", "keyword": self.keyword, "selects": parts,
                    "order_by": sorted_notation(self._order_by_clauses,
                                                self._all_selected_columns, dialect),
                    **self._rows_notation(dialect)}

    def _notation_in_from(self, dialect):
        return self._notation(dialect, in_from=True)


def union(*selects):
    return CompoundSelect("UNION", *selects)


def union_all(*selects):
    return CompoundSelect("UNION ALL", *selects)


def except_(*selects):
    return CompoundSelect("EXCEPT", *selects)


def except_all(*selects):
    return CompoundSelect("EXCEPT ALL", *selects)


def intersect(*selects):
    return CompoundSelect("INTERSECT", *selects)


def intersect_all(*selects):
    return CompoundSelect("INTERSECT ALL", *selects)


placed_in("sqlalchemy.sql.selectable", globals())

__all__ = ["CompoundSelect", "ForUpdateArg", "GenerativeSelect", "HasCTE", "HasPrefixes",
           "HasSuffixes", "SelectBase", "except_", "except_all", "intersect",
           "intersect_all", "sorted_notation", "union", "union_all", "words_notation"]
