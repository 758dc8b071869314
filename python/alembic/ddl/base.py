# SPDX-License-Identifier: MIT
"""Parts of ALTER TABLE as DDL elements, for those who compile them in a way of their own."""
from sqlalchemy.sql.ddl import DDLElement
from sqlalchemy.sql.schema_item import table_name_notation
from sqlalchemy.sql.type_api import to_instance


class AlterTable(DDLElement):
    """A statement about one table."""

    def __init__(self, table_name, schema=None):
        self.table_name = table_name
        self.schema = schema

    def _of(self, dialect):
        from .notation import OperationTaker

        taker = OperationTaker()
        taken = []
        taker.dialect, taker.connection, taker._take = dialect, None, taken.append
        self._give_to(taker)
        return taken

    _own_operations = _of

    def _give_to(self, impl):
        raise NotImplementedError(f"A {type(self).__name__} by itself is not supported by Retort")


class RenameTable(AlterTable):
    def __init__(self, old_table_name, new_table_name, schema=None):
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    def _give_to(self, impl):
        impl.rename_table(self.table_name, self.new_table_name, schema=self.schema)


class AlterColumn(AlterTable):
    def __init__(self, name, column_name, schema=None, existing_type=None, existing_nullable=None,
                 existing_server_default=None, existing_comment=None):
        super().__init__(name, schema=schema)
        self.column_name = column_name
        self.existing_type = None if existing_type is None else to_instance(existing_type)
        self.existing_nullable = existing_nullable
        self.existing_server_default = existing_server_default
        self.existing_comment = existing_comment

    def _change(self):
        return {}

    def _give_to(self, impl):
        impl.alter_column(self.table_name, self.column_name, schema=self.schema,
                          existing_type=self.existing_type,
                          existing_nullable=self.existing_nullable,
                          existing_server_default=self.existing_server_default or False,
                          existing_comment=self.existing_comment, **self._change())


class ColumnNullable(AlterColumn):
    def __init__(self, name, column_name, nullable, **kw):
        super().__init__(name, column_name, **kw)
        self.nullable = nullable

    def _change(self):
        return {"nullable": self.nullable}


class ColumnType(AlterColumn):
    def __init__(self, name, column_name, type_, **kw):
        super().__init__(name, column_name, **kw)
        self.type_ = to_instance(type_)

    def _change(self):
        return {"type_": self.type_}


class ColumnName(AlterColumn):
    def __init__(self, name, column_name, newname, **kw):
        super().__init__(name, column_name, **kw)
        self.newname = newname

    def _change(self):
        return {"name": self.newname}


class ColumnDefault(AlterColumn):
    def __init__(self, name, column_name, default, **kw):
        super().__init__(name, column_name, **kw)
        self.default = default

    def _change(self):
        return {"server_default": self.default}


class ComputedColumnDefault(ColumnDefault):
    pass


class IdentityColumnDefault(ColumnDefault):
    def __init__(self, name, column_name, default, impl, **kw):
        super().__init__(name, column_name, default, **kw)
        self.impl = impl


class ColumnComment(AlterColumn):
    def __init__(self, name, column_name, comment, **kw):
        super().__init__(name, column_name, **kw)
        self.comment = comment

    def _change(self):
        return {"comment": self.comment}


class AddColumn(AlterTable):
    def __init__(self, name, column, schema=None, if_not_exists=None, inline_references=None,
                 inline_primary_key=None):
        super().__init__(name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key

    def _give_to(self, impl):
        impl.add_column(self.table_name, self.column, schema=self.schema,
                        if_not_exists=self.if_not_exists,
                        inline_references=self.inline_references,
                        inline_primary_key=self.inline_primary_key)


class DropColumn(AlterTable):
    def __init__(self, name, column, schema=None, if_exists=None):
        super().__init__(name, schema=schema)
        self.column = column
        self.if_exists = if_exists

    def _give_to(self, impl):
        impl.drop_column(self.table_name, self.column, schema=self.schema,
                         if_exists=self.if_exists)


def format_table_name(compiler, name, schema):
    """A table's name as the dialect of a compiler writes it."""
    return compiler.dialect._core.format_table(table_name_notation(name, schema))


def format_column_name(compiler, name):
    return compiler.dialect._core.quote(str(name))


def format_type(compiler, type_):
    return compiler.dialect._core.format_type(to_instance(type_)._notation(compiler.dialect))


def alter_table(compiler, name, schema):
    return f"ALTER TABLE {format_table_name(compiler, name, schema)}"


def alter_column(compiler, name):
    return f"ALTER COLUMN {format_column_name(compiler, name)}"


def add_column(compiler, column, **kw):
    specification = compiler.get_column_specification(column, **kw)
    return f"ADD COLUMN {specification}"


def drop_column(compiler, name, if_exists=None, **kw):
    guard = "IF EXISTS " if if_exists else ""
    return f"DROP COLUMN {guard}{format_column_name(compiler, name)}"
