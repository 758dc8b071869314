# SPDX-License-Identifier: MIT
"""Constraints of tables and columns, except foreign keys."""
from .. import exc
from .base import _NONE_NAME, DedupeColumnCollection
from .defaults import Identity, ddl_expression
from .naming import constraint_name_for_table, name_after_attach, name_notation
from .schema_item import (NULL_UNSPECIFIED, DialectKWArgs, HasConditionalDDL, SchemaItem,
                          next_creation, options_notation)


class Constraint(DialectKWArgs, HasConditionalDDL, SchemaItem):
    """The base of all constraints."""

    __visit_name__ = "constraint"
    # What most do not say is said once.
    _column_flag = _type_bound = False
    deferrable = initially = comment = _create_rule = None

    def __init__(self, name=None, deferrable=None, initially=None, info=None, comment=None,
                 _create_rule=None, _type_bound=False, **dialect_kw):
        self.name = name
        if deferrable is not None:
            self.deferrable = deferrable
        if initially is not None:
            self.initially = initially
        if info:
            self.info = info
        if _create_rule is not None:
            self._create_rule = _create_rule
        if _type_bound:
            self._type_bound = _type_bound
        self._creation_order = next_creation()
        if dialect_kw:
            self._validate_dialect_kwargs(dialect_kw)
        if comment is not None:
            self.comment = comment

    @property
    def table(self):
        parent = self.__dict__.get("parent")
        if parent is not None and getattr(parent, "_is_schema_table", False):
            return parent
        raise exc.InvalidRequestError(
            "This constraint is not bound to a table.  Did you mean to call "
            "table.append_constraint(constraint) ?"
        )

    def _set_parent(self, parent, **kw):
        self.parent = parent
        parent.constraints.add(self)

    def _set_parent_with_dispatch(self, parent, **kw):
        super()._set_parent_with_dispatch(parent, **kw)
        if getattr(parent, "_is_schema_table", False):
            name_after_attach(self, parent)
        else:
            parent._on_table_attach(lambda column, table: name_after_attach(self, table))

    def copy(self, **kw):
        return self._copy(**kw)

    def _copy(self, **kw):
        raise NotImplementedError()

    def _base_notation(self, kind, dialect):
        made = {"kind": kind}
        if self.name is not None:
            made["name"] = name_notation(self.name)
        if self.deferrable is not None:
            made["deferrable"] = self.deferrable
        if self.initially is not None:
            made["initially"] = self.initially
        if self._dialect_options:
            made["options"] = options_notation(self, dialect)
        return made

    def _notation(self, dialect):
        raise exc.CompileError(f"A {type(self).__name__} says nothing that could be created")

    def _schema_notation(self, dialect):
        return self._notation(dialect)


def constraint_column(column):
    """A column of a constraint or an index: itself, or its name."""
    if isinstance(column, str) or column is None:
        return column
    if hasattr(column, "__clause_element__"):
        column = column.__clause_element__()
    if hasattr(column, "_notation"):
        return column
    raise exc.ArgumentError(
        f"Column expression, or string name of a column expected, got {column!r}."
    )


class ColumnCollectionMixin:
    """Something that consists of columns of one table."""

    _allow_multiple_tables = _column_flag = False
    # Whether columns of no table count among its columns.
    _any_columns = False

    def __init__(self, *columns, _autoattach=True, _column_flag=False, _gather_expressions=None):
        if _column_flag:
            self._column_flag = _column_flag
        self._columns = DedupeColumnCollection()
        self._pending_colargs = ()
        if not columns:
            return
        self._pending_colargs = []
        for column in columns:
            if type(column) is not str:
                column = constraint_column(column)
            if _gather_expressions is not None:
                _gather_expressions.append(column)
                column = _column_inside(column, self._any_columns)
            self._pending_colargs.append(column)
        if _autoattach:
            self._check_attach()

    def _check_attach(self):
        """Become part of the table that the columns belong to, now or when they do."""
        columns = [c for c in self._pending_colargs if type(c) is not str and _is_schema_column(c)]
        if not columns:
            return
        attached = [c for c in columns if getattr(c.table, "_is_schema_table", False)]
        waiting = {id(c) for c in columns if c not in attached}
        if waiting:
            if any(isinstance(c, str) for c in self._pending_colargs):
                return

            def column_attached(column, table):
                waiting.discard(id(column))
                if not waiting and getattr(table, "_is_schema_table", False):
                    self._check_attach()

            self._cols_wo_table = True
            for column in columns:
                if column not in attached:
                    column._on_table_attach(column_attached)
            return
        tables = {id(c.table): c.table for c in attached}
        if len(tables) == 1:
            self._set_parent_with_dispatch(attached[0].table)
        elif len(tables) > 1 and not self._allow_multiple_tables:
            table = attached[0].table
            others = ", ".join(f"'{c}'" for c in attached[1:] if c.table is not table)
            raise exc.ArgumentError(
                f"Column(s) {others} are not part of table '{table.description}'."
            )

    @property
    def columns(self):
        return self._columns.as_readonly()

    c = columns

    def _col_expressions(self, parent):
        if not getattr(parent, "_is_schema_table", False):
            return [c for c in self._pending_colargs if _is_schema_column(c)]
        found = []
        if not self._pending_colargs:
            return found
        known = parent.c._index
        for column in self._pending_colargs:
            if isinstance(column, str):
                if column not in known:
                    raise exc.ConstraintColumnNotFoundError(
                        f"Can't create {type(self).__name__} on table '{parent.description}': no "
                        f"column named '{column}' is present."
                    )
                column = known[column]
            found.append(column)
        return found

    def _set_parent(self, parent, **kw):
        for column in self._col_expressions(parent):
            if column is not None and (self._any_columns or _is_schema_column(column)):
                self._columns.add(column)

    def _column_names(self):
        """The names of the columns: of the database, not the keys of Python."""
        if self._columns._index:
            return [str(c.name) for c in self._columns._index.values()]
        return [c if isinstance(c, str) else str(c.name) for c in self._pending_colargs
                if c is not None]


def _is_schema_column(element):
    return getattr(element, "_is_schema_column", False)


def _mentioned_columns(expression):
    from . import visitors

    found = []
    visitors.traverse(expression, {}, {"column": found.append})
    return found


def columns_in(expression):
    """The columns of tables that `expression` is about."""
    return [column for column in _mentioned_columns(expression) if _is_schema_column(column)]


def _column_inside(expression, of_any_table=False):
    """The column that stands for an index expression."""
    if expression is None or isinstance(expression, str) or _is_schema_column(expression):
        return expression
    find = _mentioned_columns if of_any_table else columns_in
    return next(iter(find(expression)), None)


class ColumnCollectionConstraint(ColumnCollectionMixin, Constraint):
    """A constraint on columns."""

    def __init__(self, *columns, name=None, deferrable=None, initially=None, info=None,
                 _autoattach=True, _column_flag=False, _gather_expressions=None, **dialect_kw):
        Constraint.__init__(self, name=name, deferrable=deferrable, initially=initially,
                            info=info, **dialect_kw)
        ColumnCollectionMixin.__init__(self, *columns, _autoattach=_autoattach,
                                       _column_flag=_column_flag,
                                       _gather_expressions=_gather_expressions)

    def _set_parent(self, parent, **kw):
        Constraint._set_parent(self, parent)
        ColumnCollectionMixin._set_parent(self, parent)

    def __contains__(self, x):
        return x in self._columns

    def _copy(self, *, target_table=None, **kw):
        names = [c.key for c in self._columns] or list(self._pending_colargs)
        made = type(self)(*names, name=self.name, deferrable=self.deferrable,
                          initially=self.initially, comment=self.comment, **self.dialect_kwargs)
        return self._schema_item_copy(made)

    def contains_column(self, col):
        return self._columns.contains_column(col)

    def __iter__(self):
        return iter(self._columns)

    def __len__(self):
        return len(self._columns)

    def __bool__(self):
        return True


class CheckConstraint(ColumnCollectionConstraint):
    """CHECK (...)"""

    __visit_name__ = "table_or_column_check_constraint"
    _allow_multiple_tables = True

    def __init__(self, sqltext, name=None, deferrable=None, initially=None, table=None, info=None,
                 _create_rule=None, _autoattach=True, _type_bound=False, **dialect_kw):
        self.sqltext = ddl_expression(sqltext)
        super().__init__(*columns_in(self.sqltext), name=name, deferrable=deferrable,
                         initially=initially, info=info, _create_rule=_create_rule,
                         _type_bound=_type_bound, _autoattach=_autoattach, **dialect_kw)
        if table is not None:
            self._set_parent_with_dispatch(table)

    @property
    def is_column_level(self):
        return not getattr(self.__dict__.get("parent"), "_is_schema_table", False)

    def _copy(self, *, target_table=None, **kw):
        made = CheckConstraint(self.sqltext, name=self.name, initially=self.initially,
                               deferrable=self.deferrable, _create_rule=self._create_rule,
                               table=target_table, comment=self.comment, _autoattach=False,
                               _type_bound=self._type_bound, **self.dialect_kwargs)
        return self._schema_item_copy(made)

    def _notation(self, dialect):
        made = self._base_notation("check", dialect)
        if self.name is _NONE_NAME and not self.is_column_level:
            # Of a type without a name: the convention's, if it does not need one.
            made["name"] = name_notation(constraint_name_for_table(self, self.parent))
        made["condition"] = self.sqltext._notation(dialect)
        return made


class PrimaryKeyConstraint(ColumnCollectionConstraint):
    """PRIMARY KEY (...)"""

    __visit_name__ = "primary_key_constraint"
    _implicit_generated = False

    def __init__(self, *columns, name=None, deferrable=None, initially=None, info=None,
                 _implicit_generated=False, **dialect_kw):
        if _implicit_generated:
            self._implicit_generated = _implicit_generated
        super().__init__(*columns, name=name, deferrable=deferrable, initially=initially,
                         info=info, **dialect_kw)

    def _set_parent(self, table, **kw):
        super()._set_parent(table)
        if table.primary_key is not self:
            table.constraints.discard(table.primary_key)
            table._set_primary_key(self)
            table.constraints.add(self)
        flagged = [c for c in table._columns if c.primary_key]
        if self._columns and flagged and set(flagged) != set(self._columns):
            from .. import util

            theirs = ", ".join(f"'{c.name}'" for c in flagged)
            ours = ", ".join(f"'{c.name}'" for c in self._columns)
            util.warn(
                f"Table '{table.name}' specifies columns {theirs} as primary_key=True, not "
                f"matching locally specified columns {ours}; setting the current primary key "
                f"columns to {ours}. This warning may become an exception in a future release"
            )
            flagged = []
        for column in self._columns:
            column.primary_key = True
            if column._user_defined_nullable is NULL_UNSPECIFIED:
                column.nullable = False
        for column in flagged:
            self._columns.add(column)

    def _reload(self, columns):
        for column in columns:
            column.primary_key = True
            self._columns.add(column)
        self._set_parent_with_dispatch(self.table)

    def _replace(self, column):
        self._columns.replace(column)
        if self._implicit_generated:
            self.name = None
            name_after_attach(self, self.table)

    @property
    def columns_autoinc_first(self):
        first = self._autoincrement_column
        if first is None:
            return list(self._columns)
        return [first] + [c for c in self._columns if c is not first]

    @property
    def _autoincrement_column(self):
        columns = list(self._columns)
        asked = [c for c in columns if c.autoincrement is True]
        if len(asked) > 1 and len(columns) > 1:
            raise exc.ArgumentError(
                "Only one Column may be marked autoincrement=True, found both "
                f"{asked[1].name} and {asked[0].name}."
            )
        if asked:
            if not _is_number(asked[0]):
                raise exc.ArgumentError(
                    f"Column type {asked[0].type} on column '{asked[0]}' is not compatible with "
                    "autoincrement=True"
                )
            return asked[0]
        if len(columns) != 1 or columns[0].autoincrement not in ("auto", "ignore_fk"):
            return None
        column = columns[0]
        if (
            not _is_number(column)
            or (column.default is not None and not column.default.is_sequence)
            or (column.server_default is not None
                and not isinstance(column.server_default, Identity))
            or (column._foreign_keys and column.autoincrement != "ignore_fk")
        ):
            return None
        return column

    def _notation(self, dialect):
        return {**self._base_notation("primary_key", dialect), "columns": self._column_names()}


def _is_number(column):
    from .types_number import Integer, Numeric

    return issubclass(column.type._type_affinity, (Integer, Numeric))


class UniqueConstraint(ColumnCollectionConstraint):
    """UNIQUE (...)"""

    __visit_name__ = "unique_constraint"

    def _notation(self, dialect):
        return {**self._base_notation("unique", dialect), "columns": self._column_names()}
