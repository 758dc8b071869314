# SPDX-License-Identifier: MIT
"""EXCLUDE constraints of PostgreSQL."""
from ...sql.constraints import ColumnCollectionConstraint, _column_inside, constraint_column
from ...sql.defaults import ddl_expression
from ...sql.index import is_plain_column


class ExcludeConstraint(ColumnCollectionConstraint):
    """No two rows may be such that all operators are true of their elements."""

    __visit_name__ = "exclude_constraint"
    create_drop_stringify_dialect = "postgresql"
    where = None

    def __init__(self, *elements, **kw):
        self.operators = {}
        self._render_exprs = []
        columns = []
        for element, operator in elements:
            expression = constraint_column(element)
            column = _column_inside(expression)
            if column is not None:
                columns.append(column)
            name = column if isinstance(column, str) else getattr(column, "name", None)
            if name is not None:
                self.operators[name] = operator
            self._render_exprs.append((expression, name, operator))
        super().__init__(*columns, name=kw.get("name"), deferrable=kw.get("deferrable"),
                         initially=kw.get("initially"), info=kw.get("info"))
        self.using = kw.get("using", "gist")
        if kw.get("where") is not None:
            self.where = ddl_expression(kw["where"])
        self.ops = kw.get("ops", {})

    def _set_parent(self, parent, **kw):
        super()._set_parent(parent)
        self._render_exprs = [
            (parent.c[expression] if isinstance(expression, str) else expression, name, operator)
            for expression, name, operator in self._render_exprs
        ]

    def _copy(self, *, target_table=None, **kw):
        elements = [
            (expression if isinstance(expression, str) else
             expression.key if is_plain_column(expression) else expression, operator)
            for expression, _, operator in self._render_exprs
        ]
        return self._schema_item_copy(ExcludeConstraint(
            *elements, name=self.name, deferrable=self.deferrable, initially=self.initially,
            where=self.where, using=self.using, ops=self.ops))

    def _notation(self, dialect):
        elements = []
        for expression, _, operator in self._render_exprs:
            if isinstance(expression, str):
                element = {"column": expression}
            elif is_plain_column(expression):
                element = {"column": str(expression.name)}
            else:
                element = {"expression": expression._notation(dialect)}
            elements.append({**element, "operator_name": operator})
        return {
            **self._base_notation("exclude", dialect),
            "elements": elements,
            "using_method": self.using,
            "where": None if self.where is None else self.where._notation(dialect),
            "ops": dict(self.ops or {}),
        }
