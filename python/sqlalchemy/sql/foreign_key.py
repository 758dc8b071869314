# SPDX-License-Identifier: MIT
"""Foreign keys: of one column, and of several."""
from .. import exc
from .constraints import ColumnCollectionConstraint, ColumnCollectionMixin, Constraint
from .naming import name_notation
from .schema_item import (BLANK_SCHEMA, RETAIN_SCHEMA, DialectKWArgs, SchemaItem, schema_on,
                          options_notation, table_key, table_name_notation)

_RULES = ("onupdate", "ondelete", "deferrable", "initially", "match")


def _rules(key):
    found = {}
    for name in _RULES:
        value = getattr(key, name)
        if value is not None:
            found[name] = value
    if key.use_alter:
        found["use_alter"] = True
    return found


class ForeignKey(DialectKWArgs, SchemaItem):
    """A column's reference to another: by "table.column", or by the column itself."""

    __visit_name__ = "foreign_key"
    # What most do not say is said once.
    _unresolvable = use_alter = link_to_name = False
    constraint = parent = name = onupdate = ondelete = deferrable = initially = match = None
    comment = _table_column = None

    def __init__(self, column, _constraint=None, use_alter=False, name=None, onupdate=None,
                 ondelete=None, deferrable=None, initially=None, link_to_name=False, match=None,
                 info=None, comment=None, _unresolvable=False, **dialect_kw):
        if not isinstance(column, str):
            inner = getattr(column, "__clause_element__", None)
            column = inner() if inner is not None else column
            if not hasattr(column, "table"):
                raise exc.ArgumentError(
                    f"String column name or Column object for DDL foreign key constraint "
                    f"expected, got {column!r}."
                )
            if column.table is not None and not hasattr(column.table, "fullname"):
                raise exc.ArgumentError(
                    f"ForeignKey received Column not bound to a Table, got: {column.table!r}"
                )
            self._table_column = column
        self._colspec = column
        if _unresolvable:
            self._unresolvable = _unresolvable
        if _constraint is not None:
            self.constraint = _constraint
        if use_alter:
            self.use_alter = use_alter
        if name is not None:
            self.name = name
        if not (onupdate is ondelete is deferrable is initially is match is None):
            self.onupdate = onupdate
            self.ondelete = ondelete
            self.deferrable = deferrable
            self.initially = initially
            self.match = match
        if link_to_name:
            self.link_to_name = link_to_name
        if comment is not None:
            self.comment = comment
        if info:
            self.info = info
        self._unvalidated_dialect_kw = dialect_kw

    def __repr__(self):
        return f"ForeignKey({self._get_colspec()!r})"

    def copy(self, *, schema=None, **kw):
        return self._copy(schema=schema, **kw)

    def _copy(self, *, schema=None, **kw):
        made = ForeignKey(self._get_colspec(schema=schema), use_alter=self.use_alter,
                          name=self.name, link_to_name=self.link_to_name, comment=self.comment,
                          **{name: getattr(self, name) for name in _RULES},
                          **self._unvalidated_dialect_kw)
        return self._schema_item_copy(made)

    def _get_colspec(self, schema=None, table_name=None, _is_copy=False):
        if schema is not None and schema is not RETAIN_SCHEMA:
            _, table, column = self._column_tokens
            table = table_name or table
            return f"{table}.{column}" if schema is BLANK_SCHEMA else f"{schema}.{table}.{column}"
        if table_name:
            own_schema, _, column = self._column_tokens
            return f"{table_key(table_name, own_schema)}.{column}"
        column = self._table_column
        if column is None:
            return self._colspec
        if column.table is None:
            if _is_copy:
                raise exc.InvalidRequestError(
                    "Can't copy ForeignKey object which refers to non-table bound Column "
                    f"{column!r}"
                )
            return column.key
        return f"{column.table.fullname}.{column.key}"

    target_fullname = property(_get_colspec)

    @property
    def _referred_schema(self):
        return self._column_tokens[0]

    def _table_key(self):
        if self._table_column is not None:
            return None if self._table_column.table is None else self._table_column.table.key
        schema, table, _ = self._column_tokens
        return table_key(table, schema)

    @property
    def _column_tokens(self):
        parts = self._get_colspec().split(".")
        if len(parts) == 1:
            return None, parts[0], None
        return ".".join(parts[:-2]) or None, parts[-2], parts[-1]

    def _target(self):
        """The referred column's (schema, table, name) as the database knows them."""
        column = self._table_column
        if column is None:
            column = self.__dict__.get("_column")
        if column is None and self._can_resolve():
            column = self._resolve_column(raiseerr=False)
        if column is not None and column.table is not None:
            return column.table.schema, column.table.name, str(column.name)
        schema, table, name = self._column_tokens
        if schema is None and self._can_resolve() and self.parent.table.metadata.schema:
            schema = self.parent.table.metadata.schema
        return schema, table, name

    def _can_resolve(self):
        return (self.parent is not None
                and getattr(self.parent.table, "_is_schema_table", False))

    def references(self, table):
        return table.corresponding_column(self.column) is not None

    def get_referent(self, table):
        return table.corresponding_column(self.column)

    def _resolve_col_tokens(self):
        if self.parent is None:
            raise exc.InvalidRequestError(
                "this ForeignKey object does not yet have a parent Column associated with it."
            )
        if self.parent.table is None:
            raise exc.InvalidRequestError(
                "this ForeignKey's parent column is not yet associated with a Table."
            )
        parent_table = self.parent.table
        schema, name, column = self._column_tokens
        if schema is None and not self._unresolvable and parent_table.metadata.schema is not None:
            schema = parent_table.metadata.schema
        return parent_table, table_key(name, schema), column

    def _link_to_col_by_colstring(self, parent_table, table, name):
        if name is None:
            name = self.parent.key
            found = table.c.get(name)
        elif self.link_to_name:
            found = next((c for c in table.c if c.name == name), None)
        else:
            found = table.c.get(name)
        if found is None:
            raise exc.NoReferencedColumnError(
                f"Could not initialize target column for ForeignKey '{self._colspec}' on table "
                f"'{parent_table.name}': table '{table.name}' has no column named '{name}'",
                table.name,
                name,
            )
        return found

    @property
    def column(self):
        found = self.__dict__.get("_column")
        if found is None:
            found = self.__dict__["_column"] = self._resolve_column()
        return found

    def _require_column(self):
        """Throws where the referred table or column is not in the MetaData."""
        return self.column

    def _resolve_column(self, *, raiseerr=True):
        if not isinstance(self._colspec, str):
            return self._colspec
        parent_table, key, name = self._resolve_col_tokens()
        if self._unresolvable or key not in parent_table.metadata:
            if not raiseerr:
                return None
            raise exc.NoReferencedTableError(
                f"Foreign key associated with column '{self.parent}' could not find table "
                f"'{key}' with which to generate a foreign key to target column '{name}'",
                key,
            )
        if parent_table.key not in parent_table.metadata:
            if not raiseerr:
                return None
            raise exc.InvalidRequestError(
                f"Table {parent_table} is no longer associated with its parent MetaData"
            )
        table = parent_table.metadata.tables[key]
        try:
            return self._link_to_col_by_colstring(parent_table, table, name)
        except exc.NoReferencedColumnError:
            if not raiseerr:
                return None
            raise

    def _set_target_column(self, column):
        # A column without a type of its own has that of the column that it refers to.
        if self.parent.type._isnull:
            self.parent.type = column.type
            self.parent._setup_on_memoized_fks(lambda key: key._set_target_column(self.parent))
        self.__dict__["_column"] = column

    def _set_parent(self, parent, **kw):
        if self.parent is not None and self.parent is not parent:
            raise exc.InvalidRequestError("This ForeignKey already has a parent !")
        self.parent = parent
        parent.foreign_keys.add(self)
        parent._on_table_attach(self._set_table)

    def _set_remote_table(self, table):
        parent_table, _, name = self._resolve_col_tokens()
        self._set_target_column(self._link_to_col_by_colstring(parent_table, table, name))
        self.constraint._validate_dest_table(table)

    def _remove_from_metadata(self, metadata):
        if isinstance(self._colspec, str):
            _, key, name = self._resolve_col_tokens()
            waiting = metadata._fk_memos.get(key, {}).get(name, ())
            if self in waiting:
                waiting.remove(self)

    def _set_table(self, column, table):
        if self.constraint is None:
            self.constraint = ForeignKeyConstraint(
                [], [], use_alter=self.use_alter, name=self.name, comment=self.comment,
                link_to_name=self.link_to_name, onupdate=self.onupdate, ondelete=self.ondelete,
                deferrable=self.deferrable, initially=self.initially, match=self.match,
                **self._unvalidated_dialect_kw)
            self.constraint._append_element(column, self)
            self.constraint._set_parent_with_dispatch(table)
        table.foreign_keys.add(self)
        if not isinstance(self._colspec, str):
            self._set_target_column(self._colspec)
            return
        parent_table, key, name = self._resolve_col_tokens()
        metadata = parent_table.metadata
        if key in metadata.tables:
            try:
                found = self._link_to_col_by_colstring(parent_table, metadata.tables[key], name)
            except exc.NoReferencedColumnError:
                pass  # it may come later
            else:
                self._set_target_column(found)
        metadata._fk_memos.setdefault(key, {}).setdefault(name, []).append(self)

    def _notation(self, dialect):
        """As a reference written at its column."""
        schema, table, column = self._target()
        target = table_key(table, schema)
        self._validate_dialect_kwargs(self._unvalidated_dialect_kw)
        return {
            "name": name_notation(self.name),
            "target": f"{target}.{column}" if column is not None else target,
            "rules": _rules(self),
            "options": options_notation(self, dialect),
        }

    _schema_notation = _notation

    def _validate_dialect_kwargs(self, kwargs):
        # What a ForeignKey is given goes to its constraint.
        for key, value in kwargs.items():
            dialect, _, name = key.partition("_")
            self.dialect_options[dialect][name] = value


class ForeignKeyConstraint(ColumnCollectionConstraint):
    """FOREIGN KEY (...) REFERENCES ..."""

    __visit_name__ = "foreign_key_constraint"
    # What most do not say is said once.
    use_alter = link_to_name = False
    onupdate = ondelete = match = None

    def __init__(self, columns, refcolumns, name=None, onupdate=None, ondelete=None,
                 deferrable=None, initially=None, use_alter=False, link_to_name=False, match=None,
                 table=None, info=None, comment=None, **dialect_kw):
        Constraint.__init__(self, name=name, deferrable=deferrable, initially=initially,
                            info=info, comment=comment, **dialect_kw)
        if onupdate is not None:
            self.onupdate = onupdate
        if ondelete is not None:
            self.ondelete = ondelete
        if link_to_name:
            self.link_to_name = link_to_name
        if use_alter:
            self.use_alter = use_alter
        if match is not None:
            self.match = match
        if len(set(columns)) != len(refcolumns):
            if len(set(columns)) != len(columns):
                raise exc.ArgumentError(
                    "ForeignKeyConstraint with duplicate source column references are not "
                    "supported."
                )
            raise exc.ArgumentError(
                "ForeignKeyConstraint number of constrained columns must match the number of "
                "referenced columns."
            )
        self.elements = [
            ForeignKey(refcolumn, _constraint=self, name=self.name, use_alter=use_alter,
                       link_to_name=link_to_name,
                       **{rule: getattr(self, rule) for rule in _RULES}, **self.dialect_kwargs)
            for refcolumn in refcolumns
        ]
        ColumnCollectionMixin.__init__(self, *columns)
        if table is not None and self.__dict__.get("parent") is not table:
            self._set_parent_with_dispatch(table)

    def _append_element(self, column, fk):
        self._columns.add(column)
        self.elements.append(fk)

    @property
    def _elements(self):
        return dict(zip(self.column_keys, self.elements))

    @property
    def _referred_schema(self):
        return self.elements[0]._referred_schema if self.elements else None

    @property
    def referred_table(self):
        return self.elements[0].column.table

    def _validate_dest_table(self, table):
        if len(self.elements) < 2:
            return
        keys = {element._table_key() for element in self.elements}
        if None not in keys and len(keys) > 1:
            first, second = sorted(keys)[:2]
            raise exc.ArgumentError(
                f"ForeignKeyConstraint on {table.fullname}({self._col_description}) refers to "
                f"multiple remote tables: {first} and {second}"
            )

    @property
    def column_keys(self):
        if "parent" in self.__dict__:
            return list(self._columns.keys())
        return [column if isinstance(column, str) else column.key
                for column in self._pending_colargs]

    @property
    def _col_description(self):
        return ", ".join(self.column_keys)

    def _set_parent(self, table, **kw):
        ColumnCollectionConstraint._set_parent(self, table)
        for column, element in zip(self._columns, self.elements):
            if element.parent is not column:
                element._set_parent_with_dispatch(column)
        self._validate_dest_table(table)

    def _copy(self, *, schema=None, target_table=None, **kw):
        targets = []
        for element in self.elements:
            to_itself = (target_table is not None
                         and element._table_key() == element.parent.table.key)
            targets.append(element._get_colspec(
                schema=schema, table_name=target_table.name if to_itself else None, _is_copy=True))
        made = ForeignKeyConstraint(
            [element.parent.key for element in self.elements] or list(self._pending_colargs),
            targets, name=self.name, use_alter=self.use_alter, link_to_name=self.link_to_name,
            comment=self.comment, **{rule: getattr(self, rule) for rule in _RULES},
            **self.dialect_kwargs)
        for mine, theirs in zip(self.elements, made.elements):
            mine._schema_item_copy(theirs)
        return self._schema_item_copy(made)

    def _notation(self, dialect):
        targets = [element._target() for element in self.elements]
        made = {
            **self._base_notation("foreign_key", dialect),
            "columns": self._column_names(),
            "rules": _rules(self),
        }
        # These two are rules of a foreign key.
        made.pop("deferrable", None)
        made.pop("initially", None)
        if targets:
            schema, table, _ = targets[0]
            made["referred_table"] = table_name_notation(table, schema_on(schema, dialect))
            made["referred_columns"] = [column for _, _, column in targets if column is not None]
        return made

    _schema_notation = _notation
