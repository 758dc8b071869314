# SPDX-License-Identifier: MIT
"""Indexes, of columns and of expressions."""
from .. import exc
from .constraints import ColumnCollectionMixin, constraint_column
from .names import quoted_name
from .naming import name_after_attach, name_notation
from .schema_item import DialectKWArgs, HasConditionalDDL, SchemaItem, options_notation


class Index(DialectKWArgs, ColumnCollectionMixin, HasConditionalDDL, SchemaItem):
    """An index of a table."""

    __visit_name__ = "index"
    _any_columns = True

    def __init__(self, name, *expressions, unique=False, quote=None, info=None, _table=None,
                 _column_flag=False, **dialect_kw):
        self.table = None
        self.name = quoted_name.construct(name, quote)
        self.unique = unique
        if info is not None:
            self.info = info
        self._validate_dialect_kwargs(dialect_kw)
        self.expressions = []
        # Columns may be those of another description of the table that is given.
        ColumnCollectionMixin.__init__(self, *expressions, _autoattach=_table is None,
                                       _column_flag=_column_flag,
                                       _gather_expressions=self.expressions)
        if _table is not None:
            self._set_parent(_table)
            name_after_attach(self, _table)

    def _set_parent(self, table, **kw):
        ColumnCollectionMixin._set_parent(self, table)
        if self.table is not None and table is not self.table:
            raise exc.ArgumentError(
                f"Index '{self.name}' is against table '{self.table.description}', and cannot be "
                f"associated with table '{table.description}'."
            )
        self.table = table
        table.indexes.add(self)
        columns = self._col_expressions(table)
        self.expressions = [
            column if isinstance(expression, str) else expression
            for expression, column in zip(self.expressions, columns)
        ]
        self._table_bound_expressions = self.expressions

    def _set_parent_with_dispatch(self, parent, **kw):
        super()._set_parent_with_dispatch(parent, **kw)
        name_after_attach(self, parent)

    def create(self, bind=None, checkfirst=False):
        from .ddl_run import create_item

        create_item(self, bind, checkfirst)

    def drop(self, bind=None, checkfirst=False):
        from .ddl_run import drop_item

        drop_item(self, bind, checkfirst)

    def __repr__(self):
        return "Index({})".format(", ".join(
            [repr(self.name)] + [repr(expression) for expression in self.expressions]
            + (["unique=True"] if self.unique else [])
        ))

    def _copy_to(self, table):
        """The same index of a copy of the table."""
        expressions = [copied_expression(expression, table) for expression in self.expressions]
        return self._schema_item_copy(
            Index(self.name, *expressions, unique=self.unique, _table=table, **self.dialect_kwargs)
        )

    def _notation(self, dialect):
        made = {
            "name": name_notation(self.name),
            "elements": [index_element(expression, dialect) for expression in self.expressions],
        }
        if self.unique:
            made["unique"] = True
        options = self._named_options(dialect)
        if options:
            made["options"] = options
        return made

    def _named_options(self, dialect):
        """The options, which speak of columns by their keys, with the names of the database."""
        if not self._dialect_options:
            return {}
        options = options_notation(self, dialect)
        if self.table is None:
            return options
        for dialect_name, given in self.dialect_options.items():
            included = given.get("include")
            if included:
                names = [c if isinstance(c, str) else str(constraint_column(c).name)
                         for c in included]
                options[f"{dialect_name}_include"] = {"list": names}
        name_of = {c.key: str(c.name) for c in self.table.c if c.key != c.name}
        if not name_of:
            return options
        for option, value in options.items():
            if not isinstance(value, dict):
                continue
            if "list" in value and option.endswith("_include"):
                value["list"] = [name_of.get(item, item) for item in value["list"]]
            elif "map" in value and option == "postgresql_ops":
                value["map"] = {name_of.get(key, key): item for key, item in value["map"].items()}
        return options

    _schema_notation = _notation


def copied_expression(expression, table):
    """`expression` about the columns of `table` in place of those with their keys."""
    from . import visitors

    if isinstance(expression, str):
        return expression

    def of_table(element, **kw):
        if getattr(element, "_is_schema_column", False) and element.key in table.c:
            return table.c[element.key]
        return None

    return visitors.replacement_traverse(expression, {}, of_table)


def index_element(expression, dialect):
    """A column by its name, anything else as an expression."""
    if isinstance(expression, str):
        return {"column": str(expression)}
    if is_plain_column(expression) and getattr(expression.name, "quote", None) is None:
        return {"column": str(expression.name)}
    return {"expression": _with_named_columns(expression)._notation(dialect)}


def _with_named_columns(expression):
    """desc("name"): in an index the name is that of a column."""
    element = getattr(expression, "element", None)
    if getattr(expression, "modifier", None) is None or element is None:
        return expression
    named = _with_named_columns(element)
    if element.__visit_name__ == "textual_label_reference":
        from .columns import ColumnClause

        named = ColumnClause(element.element)
    if named is element:
        return expression
    made = expression._clone()
    made.element = named
    return made


def is_plain_column(expression):
    """Whether `expression` is a column by its name, not literal text."""
    return (getattr(expression, "__visit_name__", None) == "column"
            and not getattr(expression, "is_literal", False))
