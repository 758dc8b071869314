# SPDX-License-Identifier: MIT
"""Columns by name, and expressions that are given one."""
from .. import exc
from .clause import ColumnElement, told, type_notation
from .names import _anonymous_label, column_name_notation, label_notation, placed_in
from .operators import ColumnOperators
from .type_api import to_instance


class NamedColumn(ColumnElement):
    """Something with a name of its own."""

    is_literal = False

    @property
    def description(self):
        return self.name

    @property
    def entity_namespace(self):
        return self.table.entity_namespace if self.table is not None else self


class ProxyForeignKey:
    """A foreign key as the columns of an alias have it."""

    def __init__(self, key, parent):
        self._key = key
        self.parent = parent
        self.constraint = key.constraint

    @property
    def column(self):
        return self._key.column

    def get_referent(self, selectable):
        return self._key.get_referent(selectable)

    def references(self, table):
        return self._key.references(table)


class ColumnClause(NamedColumn):
    """A column by its name, with or without a table."""

    __visit_name__ = "column"
    onupdate = default = server_default = server_onupdate = None
    table = None
    is_literal = False
    _foreign_keys = None

    def __init__(self, text, type_=None, is_literal=False, _selectable=None):
        self.key = self.name = text
        if _selectable is not None:
            self.table = _selectable
        if type_ is not None:
            self.type = to_instance(type_)
        if is_literal:
            self.is_literal = is_literal

    @property
    def _from_objects(self):
        return [self.table] if self.table is not None else []

    def get_children(self, **_more):
        # Of a subquery's column, what the subquery is made of.
        if self.table is not None and not self.table._is_table:
            yield self.table

    def _copy_internals(self, clone=None, **kw):
        if clone is not None and self.table is not None and not self.table._is_table:
            self.table = clone(self.table, **kw)

    @property
    def foreign_keys(self):
        own = self._foreign_keys
        if own is None:
            own = [ProxyForeignKey(key, self) for column in self._proxies
                   for key in column.foreign_keys]
        return own

    @foreign_keys.setter
    def foreign_keys(self, keys):
        self._foreign_keys = keys

    @property
    def _is_star(self):
        return self.is_literal and self.name == "*"

    @property
    def _label(self):
        return self._tq_label

    @property
    def _tq_label(self):
        """The name with that of the table before it."""
        table = self.table
        if self.is_literal or table is None or getattr(table, "name", None) is None:
            return None
        if isinstance(table.name, _anonymous_label):
            return table.name + f"_{self.name}"
        schema = getattr(table, "schema", None)
        prefix = f"{schema.replace('.', '_')}_{table.name}" if schema else table.name
        label = f"{prefix}_{self.name}"
        if label in getattr(table, "c", ()):
            # A column is called like that itself.
            number = 1
            while f"{label}_{number}" in table.c:
                number += 1
            label = f"{label}_{number}"
        return label

    _tq_key_label = _tq_label

    @property
    def _non_anon_label(self):
        return self.name

    def _notation(self, dialect):
        if self.is_literal:
            made = {"node": "Column", "name": str(self.name), "verbatim": True}
        else:
            made = {"node": "Column", **column_name_notation(self.name)}
            special = self.table is not None and self.table._column_of(self, dialect)
            if special:
                return special
        if self.table is not None:
            made["from"] = told(self.table, dialect)
        type_ = type_notation(self.type, dialect)
        if type_ is not None:
            made["type"] = type_
        return made

    def _make_proxy(self, selectable, name=None, key=None, name_is_truncatable=False, **_more):
        if self.is_literal and (name is None or name == self.name):
            return super()._make_proxy(selectable, name=name or self.name, key=key)
        made = self._constructor_of_proxy()(name or self.name, type_=self.type,
                                            _selectable=selectable)
        made.key = key or self._proxy_key or str(made.name)
        made._proxied = (self,)
        made.primary_key = self.primary_key
        return made.key, made

    def _bind_param(self, operator, obj, type_=None, expanding=False):
        from .literals import BindParameter

        return BindParameter(self.key, obj, type_=type_, unique=True, expanding=expanding,
                             _compared_to_operator=operator, _compared_to_type=self.type)

    def _constructor_of_proxy(self):
        return ColumnClause


class Label(NamedColumn):
    """An expression AS a name."""

    __visit_name__ = "label"
    _internals = ("_element",)

    def __init__(self, name, element, type_=None):
        from .coercions import expression

        inner = expression(element)
        while isinstance(inner, Label):
            inner = inner._element
        self._element = inner
        self.name = name if name is not None else _anonymous_label(
            getattr(inner, "name", None) or "anon")
        self.key = self._tq_label = self._label = self.name
        if type_ is not None:
            self.type = to_instance(type_)
        elif not inner.type._isnull:
            self.type = inner.type

    @property
    def element(self):
        return self._element

    @property
    def primary_key(self):
        return self._element.primary_key

    @property
    def foreign_keys(self):
        return self._element.foreign_keys

    @property
    def _order_by_label_element(self):
        return self

    @property
    def _from_objects(self):
        return self._element._from_objects

    @property
    def _proxies(self):
        return (self._element,)

    def self_group(self, against=None):
        return self

    def _negate(self):
        return self._element._negate()

    def _notation(self, dialect):
        return {"node": "Labelled", "name": label_notation(self.name),
                "element": self._element._notation(dialect)}

    def _column_notation(self, dialect):
        if self._element.type._has_column_expression:
            outer = self._element.type.column_expression(self._element)
            return {"node": "Labelled", "name": label_notation(self.name),
                    "element": outer._notation(dialect)}
        return self._notation(dialect)

    def _make_proxy(self, selectable, name=None, **_more):
        name = name or self.name
        made = ColumnClause(name, type_=self.type, _selectable=selectable)
        made.key = str(name)
        made._proxied = (self,)
        made.primary_key = self._element.primary_key
        return made.key, made


class _label_reference(ColumnElement):
    """The name of a column of the select, in its ORDER BY or GROUP BY."""

    __visit_name__ = "label_reference"
    _internals = ("element",)

    def __init__(self, element):
        self.element = element

    @property
    def _from_objects(self):
        return []

    def _notation(self, dialect):
        return self.element._notation(dialect)


class _textual_label_reference(ColumnElement):
    """A string in ORDER BY or GROUP BY, which should name a column of the select."""

    __visit_name__ = "textual_label_reference"

    def __init__(self, element):
        self.element = element

    def _resolve(self, columns):
        """The column of that name among `columns`."""
        wanted = self.element
        for column in columns:
            if getattr(column, "key", None) == wanted or getattr(column, "name", None) == wanted:
                return column
        for column in columns:
            if getattr(column, "_tq_label", None) == wanted:
                return column
        return None

    def _notation(self, dialect):
        raise exc.CompileError(
            f"Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. Textual SQL "
            f"expression {self.element!r} should be explicitly declared as text({self.element!r})"
        )


class CollationClause(ColumnElement):
    """The name after COLLATE."""

    __visit_name__ = "collation"

    def __init__(self, collation):
        self.collation = collation

    @classmethod
    def _create_collation_expression(cls, expression, collation):
        from .operations import BinaryExpression
        from .operators import collate

        type_ = expression.type
        if not type_._isnull:
            type_ = type_._with_collation(collation)
        return BinaryExpression(expression, cls(collation), collate, type_=type_)

    def _notation(self, dialect):
        return {"node": "Collation", "name": str(self.collation)}


def column(text, type_=None, is_literal=False, _selectable=None):
    """A column by its name."""
    return ColumnClause(text, type_, is_literal, _selectable)


def literal_column(text, type_=None):
    """Text in the place of a column."""
    return ColumnClause(text, type_=type_, is_literal=True)


placed_in("sqlalchemy.sql.elements", globals())

__all__ = ["CollationClause", "ColumnClause", "ColumnElement", "ColumnOperators", "Label",
           "NamedColumn", "_label_reference", "_textual_label_reference", "column",
           "literal_column"]
