# SPDX-License-Identifier: MIT
"""What operations on schema items are to the engine, as dictionaries."""
import _retort

from sqlalchemy import exc
from sqlalchemy.sql.naming import name_notation
from sqlalchemy.sql.schema_item import fire, option_notation, table_name_notation
from sqlalchemy.sql.type_api import to_instance

_CONSTRAINT_TYPES = {
    "unique_constraint": "unique",
    "foreign_key_constraint": "foreign_key",
    "primary_key_constraint": "primary",
    "check_constraint": "check",
    "column_check_constraint": "check",
    "table_or_column_check_constraint": "check",
}


def server_default_notation(default, dialect):
    """A server default as given to alter_column(); None takes it away."""
    if default is None:
        return {"remove": True}
    from sqlalchemy.sql.defaults import DefaultClause, FetchedValue

    if not isinstance(default, FetchedValue):
        default = DefaultClause(default)
    return default._notation(dialect)


def _is_default(value):
    """Whether it can be a server default; only MySQL's statements repeat the one that is there."""
    return value is None or isinstance(value, str) or hasattr(value, "_notation")


def options_notation(options, dialect):
    return {key: option_notation(value, dialect)
            for key, value in options.items() if value is not None}


def _name_of(table):
    return table_name_notation(table.name, table.schema)


def _of_dialects(options):
    """Scripts give alter_column() what only other directives know, which has no effect."""
    return {name: value for name, value in options.items()
            if name.partition("_")[0] in _retort.dialect_names()}


def _optional_text(value):
    return None if value is None else str(value)


class OperationTaker:
    """Makes the engine's operations of schema items; what takes them says `_take`."""

    def _take(self, operation):
        raise NotImplementedError

    def create_table(self, table, **kw):
        fire(table, "before_create", table, self.connection, checkfirst=False, _ddl_runner=self)
        for key in table.foreign_keys:
            key._require_column()
        self._take({"op": "CreateTable",
                    "table": table._schema_notation(self.dialect, with_type_checks=True),
                    "if_not_exists": bool(kw.get("if_not_exists"))})
        fire(table, "after_create", table, self.connection, checkfirst=False, _ddl_runner=self)

    def drop_table(self, table, **kw):
        fire(table, "before_drop", table, self.connection, checkfirst=False, _ddl_runner=self)
        self._take({"op": "DropTable", "table": _name_of(table),
                    "if_exists": bool(kw.get("if_exists")),
                    "options": options_notation(table.dialect_kwargs, self.dialect)})
        fire(table, "after_drop", table, self.connection, checkfirst=False, _ddl_runner=self)

    def rename_table(self, old_table_name, new_table_name, schema=None):
        self._take({"op": "RenameTable", "table": table_name_notation(old_table_name, schema),
                    "new_name": str(new_table_name)})

    def create_table_comment(self, table, existing_comment=None):
        self._take({"op": "CreateTableComment", "table": _name_of(table),
                    "comment": table.comment, "existing_comment": existing_comment})

    def drop_table_comment(self, table, existing_comment=None):
        self._take({"op": "DropTableComment", "table": _name_of(table),
                    "existing_comment": existing_comment})

    def create_column_comment(self, column):
        self.alter_column(column.table.name, column.name, schema=column.table.schema,
                          comment=column.comment, existing_type=column.type)

    def add_column(self, table_name, column, *, schema=None, if_not_exists=None,
                   inline_references=None, inline_primary_key=None, **kw):
        self._take({
            "op": "AddColumn", "table": table_name_notation(table_name, schema),
            "column": column if isinstance(column, dict)
            else column._schema_notation(self.dialect),
            "if_not_exists": bool(if_not_exists), "inline_references": bool(inline_references),
            "inline_primary_key": bool(inline_primary_key),
            "insert_before": _optional_text(kw.get("insert_before")),
            "insert_after": _optional_text(kw.get("insert_after")),
        })

    def drop_column(self, table_name, column, *, schema=None, if_exists=None, **kw):
        self._take({
            "op": "DropColumn", "table": table_name_notation(table_name, schema),
            "column": str(getattr(column, "name", column)),
            "quote": getattr(getattr(column, "name", column), "quote", None),
            "if_exists": bool(if_exists),
            "options": options_notation(
                {key: value for key, value in kw.items() if not key.startswith("existing_")},
                self.dialect),
        })

    def alter_column(self, table_name, column_name, *, nullable=None, server_default=False,
                     name=None, type_=None, schema=None, existing_type=None,
                     existing_server_default=False, existing_nullable=None, comment=False,
                     existing_comment=None, autoincrement=None, existing_autoincrement=None,
                     insert_before=None, insert_after=None, **kw):
        dialect = self.dialect
        made = {
            "op": "AlterColumn", "table": table_name_notation(table_name, schema),
            "column": str(column_name),
            "nullable": None if nullable is None else bool(nullable),
            "new_column_name": _optional_text(name),
            "type": None if type_ is None else to_instance(type_)._notation(dialect),
            "existing_type": None if existing_type is None
            else to_instance(existing_type)._notation(dialect),
            "existing_nullable": None if existing_nullable is None else bool(existing_nullable),
            "existing_comment": existing_comment,
            "autoincrement": None if autoincrement is None else bool(autoincrement),
            "existing_autoincrement": None if existing_autoincrement is None
            else bool(existing_autoincrement),
            "insert_before": _optional_text(insert_before),
            "insert_after": _optional_text(insert_after),
            "options": options_notation(_of_dialects(kw), dialect),
        }
        if server_default is not False:
            made["server_default"] = server_default_notation(server_default, dialect)
        if existing_server_default is not False and (
                dialect.name in ("mysql", "mariadb") or _is_default(existing_server_default)):
            made["existing_server_default"] = server_default_notation(existing_server_default,
                                                                      dialect)
        if comment is not False:
            made["comment"] = {"remove": True} if comment is None else comment
        self._take(made)

    def add_constraint(self, const, **kw):
        if const._create_rule is not None and not const._type_bound:
            return
        self._take({"op": "AddConstraint", "table": _name_of(const.table),
                    "constraint": const._notation(self.dialect)})

    def drop_constraint(self, const, **kw):
        self._take({"op": "DropConstraint", "name": name_notation(const.name),
                    "table": _name_of(const.table),
                    "type": _CONSTRAINT_TYPES.get(const.__visit_name__),
                    "if_exists": bool(kw.get("if_exists")),
                    "options": options_notation(const.dialect_kwargs, self.dialect)})

    def create_index(self, index, **kw):
        self._take({"op": "CreateIndex", "table": _name_of(index.table),
                    "index": index._notation(self.dialect),
                    "if_not_exists": bool(kw.get("if_not_exists"))})

    def drop_index(self, index, **kw):
        table = index.table
        name = name_notation(index.name)
        if name is None:
            raise exc.CompileError("DROP INDEX requires that the index have a name")
        known = table is not None and table.name != "no_table"
        self._take({
            "op": "DropIndex", "name": name, "table": _name_of(table) if known else None,
            "schema": _optional_text(None if table is None else table.schema),
            "if_exists": bool(kw.get("if_exists")),
            "options": options_notation(index.dialect_kwargs, self.dialect),
        })
