# SPDX-License-Identifier: MIT
"""Text whose columns have been named."""
from .. import exc
from .columns import ColumnClause
from .query import SelectBase
from .type_api import to_instance
from .names import placed_in


class TextualSelect(SelectBase):
    """text().columns(): a statement as text, the columns of whose result are known."""

    __visit_name__ = "textual_select"
    _internals = ("element",)
    is_text = True

    def __init__(self, text, columns, positional=False):
        self.element = text
        self.column_args = list(columns)
        self.positional = positional

    @classmethod
    def _of(cls, text, cols, types):
        positional, by_key = [], []
        rest = dict(types)
        for column in cols:
            if isinstance(column, str):
                raise exc.ArgumentError(f"Column expression expected, got {column!r}.")
            positional.append(column)
            if column.key in rest:
                made = ColumnClause(column.key, to_instance(rest.pop(column.key)))
                positional[-1] = made
        by_key = [ColumnClause(key, to_instance(type_)) for key, type_ in rest.items()]
        return cls(text, positional + by_key, positional=bool(positional) and not by_key)

    @property
    def _all_selected_columns(self):
        return self.column_args

    _raw_columns = _all_selected_columns

    def _proxied_columns(self):
        return [(column.key, column.name, column) for column in self.column_args]

    def bindparams(self, *binds, **bind_as_values):
        made = self._generate()
        made.element = self.element.bindparams(*binds, **bind_as_values)
        return made

    def columns(self, *cols, **types):
        return self._of(self.element, cols, types)

    def is_derived_from(self, fromclause):
        return self is fromclause

    def _notation(self, dialect):
        return self.element._notation(dialect)

    def _notation_in_from(self, dialect):
        return {"node": "Grouping", "element": self.element._notation(dialect)}


TextAsFrom = TextualSelect


placed_in("sqlalchemy.sql.selectable", globals())
