# SPDX-License-Identifier: MIT
"""DDL as objects: CreateTable, DropIndex, DDL("...")... and the core's operations that they are."""
from .. import exc
from .._packages import borrower
from .base import Executable, Generative
from .foreign_key import ForeignKeyConstraint
from .constraints import CheckConstraint, PrimaryKeyConstraint, UniqueConstraint
from .naming import name_notation
from .schema_item import schema_on, table_name_notation
from .table_order import sort_tables, sort_tables_and_constraints

__all__ = [
    "AddConstraint", "BaseDDLElement", "CreateColumn", "CreateIndex", "CreateSchema",
    "CreateSequence", "CreateTable", "DDL", "DDLElement", "DDLIf", "DropColumnComment",
    "DropConstraint", "DropConstraintComment", "DropIndex", "DropSchema", "DropSequence",
    "DropTable", "DropTableComment", "ExecutableDDLElement", "InvokeDDLBase", "SetColumnComment",
    "SetConstraintComment", "SetTableComment", "_CreateDropBase", "_DropView", "sort_tables",
    "sort_tables_and_constraints",
]


class DDLIf:
    """The condition under which DDL is to be done."""

    def __init__(self, dialect, callable_, state):
        self.dialect = dialect
        self.callable_ = callable_
        self.state = state

    def applies(self, ddl, target, bind, dialect=None, **kw):
        dialect = bind.dialect if bind is not None else dialect
        if isinstance(self.dialect, str):
            if self.dialect != dialect.name:
                return False
        elif isinstance(self.dialect, (tuple, list, set)) and dialect.name not in self.dialect:
            return False
        return self.callable_ is None or bool(
            self.callable_(ddl, target, bind, state=self.state, dialect=dialect, **kw)
        )

    _should_execute = applies


class DDLCompiled:
    """DDL in SQL."""

    params = {}

    def __init__(self, statement, dialect, string):
        self.statement = statement
        self.dialect = dialect
        self.string = string

    def __str__(self):
        return self.string


class BaseDDLElement:
    """Anything that is written in DDL."""

    __visit_name__ = "ddl_element"
    # What user code registered with sqlalchemy.ext.compiler.compiles: see there.
    _compiles_hook = None

    def _operations(self, dialect):
        """The core's operations that this is, in their notation."""
        if self._compiles_hook is not None:
            text = self._compiles_hook(dialect)
            if text is not None:
                return [text_operation(text)]
        return self._own_operations(dialect)

    def _own_operations(self, dialect):
        raise exc.UnsupportedCompilationError(dialect, type(self))

    def compile(self, bind=None, dialect=None, **kw):
        from .type_text import core_dialect, named_dialect

        if dialect is None:
            dialect = named_dialect("sqlite") if bind is None else bind.dialect
        core = core_dialect(dialect)
        texts = []
        for operation in self._operations(dialect):
            statements = core.compile(operation, {"literal_binds": True, "offline": True})[0]
            texts.extend(statement for statement, _ in statements)
        before, after = self._text_frame
        return DDLCompiled(self, dialect, before + ";\n".join(texts) + after)

    # What SQLAlchemy's text has around the statement.
    _text_frame = ("", "")

    def __str__(self):
        return str(self.compile())


def text_operation(text):
    """The statement `text` as it is."""
    return {"op": "Execute", "statement": {"node": "DdlText", "sql": text}}


class ExecutableDDLElement(Executable, Generative, BaseDDLElement):
    """DDL that a connection executes."""

    is_ddl = True
    _is_ddl_element = True
    _ddl_if = None
    target = None

    def against(self, target):
        made = self._generate()
        made.target = target
        return made

    def execute_if(self, dialect=None, callable_=None, state=None):
        made = self._generate()
        made._ddl_if = DDLIf(dialect, callable_, state)
        return made

    def _should_execute(self, target, bind, **kw):
        return self._ddl_if is None or self._ddl_if.applies(self, target, bind, **kw)

    def _invoke_with(self, bind):
        if self._should_execute(self.target, bind):
            return bind.execute(self)
        return None

    def __call__(self, target, bind, **kw):
        self.against(target)._invoke_with(bind)

    def execute(self, bind=None, target=None):
        """As in SQLAlchemy 1.x."""
        self.against(target if target is not None else self.target)._invoke_with(bind)


DDLElement = ExecutableDDLElement


class DDL(ExecutableDDLElement):
    """A statement as text, into which names of the target may be put."""

    __visit_name__ = "ddl"

    def __init__(self, statement, context=None):
        if not isinstance(statement, str):
            raise exc.ArgumentError(
                f"Expected a string or unicode SQL statement, got '{statement!r}'"
            )
        self.statement = statement
        self.context = context or {}

    def _own_operations(self, dialect):
        return [text_operation(self.statement % self._context(dialect))]

    def _context(self, dialect):
        context = dict(self.context)
        if getattr(self.target, "_is_schema_table", False):
            table = self.target
            context.setdefault("table", quoted(table.name, dialect))
            context.setdefault("schema", quoted(table.schema, dialect) if table.schema else "")
            context.setdefault("fullname", quoted(table.name, dialect, table.schema))
        return context

    def __repr__(self):
        parts = [repr(self.statement)]
        if self.context:
            parts.append(f"context={self.context}")
        return f"<{type(self).__name__}@{id(self)}; {', '.join(parts)}>"


class _CreateDropBase(ExecutableDDLElement):
    """DDL about one item of a schema."""

    def __init__(self, element, **kw):
        self.element = self.target = element
        self._ddl_if = getattr(element, "_ddl_if", None)

    @property
    def bind(self):
        return getattr(getattr(self.element, "metadata", None), "bind", None)


class _CreateBase(_CreateDropBase):
    def __init__(self, element, if_not_exists=False, **kw):
        super().__init__(element)
        self.if_not_exists = if_not_exists


class _DropBase(_CreateDropBase):
    def __init__(self, element, if_exists=False, **kw):
        super().__init__(element)
        self.if_exists = if_exists


class CreateSchema(_CreateBase):
    """CREATE SCHEMA"""

    __visit_name__ = "create_schema"

    def __init__(self, name, if_not_exists=False, **kw):
        super().__init__(name, if_not_exists=if_not_exists)

    def _own_operations(self, dialect):
        return [{"op": "CreateSchema", "name": table_name_notation(self.element, None),
                 "if_not_exists": self.if_not_exists}]


class DropSchema(_DropBase):
    """DROP SCHEMA"""

    __visit_name__ = "drop_schema"

    def __init__(self, name, cascade=False, if_exists=False, **kw):
        super().__init__(name, if_exists=if_exists)
        self.cascade = cascade

    def _own_operations(self, dialect):
        return [{"op": "DropSchema", "name": table_name_notation(self.element, None),
                 "cascade": self.cascade, "if_exists": self.if_exists}]


def _element_name(element, dialect):
    return table_name_notation(element.name, schema_on(element.schema, dialect))


def quoted(name, dialect, schema=None):
    """A name as the core writes it on `dialect`."""
    from .type_text import core_dialect

    return core_dialect(dialect).format_table(table_name_notation(name, schema))


def comment_text(comment, dialect):
    """A comment as a string of the database; NULL where there is none."""
    from .type_text import core_dialect

    return core_dialect(dialect).compile_expression(
        {"node": "Literal", "value": comment}, {"literal_binds": True})[0]


class CreateTable(_CreateBase):
    """CREATE TABLE, without the table's indexes."""

    __visit_name__ = "create_table"
    _text_frame = ("\n", "\n\n")

    def __init__(self, element, include_foreign_key_constraints=None, if_not_exists=False, **kw):
        super().__init__(element, if_not_exists=if_not_exists)
        self.columns = [CreateColumn(column) for column in element.columns]
        self.include_foreign_key_constraints = include_foreign_key_constraints

    def _own_operations(self, dialect):
        # A foreign key to what nobody has declared says so now.
        for key in self.element.foreign_keys:
            key._require_column()
        # Types and comments are statements of their own.
        table = self.element._schema_notation(dialect, with_indexes=False, with_type_checks=True)
        without_types(table)
        if dialect.name not in ("mysql", "mariadb"):
            table["comment"] = None
            for column in table["columns"]:
                column["comment"] = None
        if self.include_foreign_key_constraints is not None:
            kept = [c._notation(dialect) for c in self.element._sorted_constraints
                    if isinstance(c, ForeignKeyConstraint)
                    and c in self.include_foreign_key_constraints]
            table["constraints"] = [
                c for c in table["constraints"] if c["kind"] != "foreign_key" or c in kept
            ]
        return [{"op": "CreateTable", "table": table, "if_not_exists": self.if_not_exists}]


def without_types(table):
    """Have the core leave CREATE TYPE and CREATE DOMAIN away."""
    for column in table["columns"]:
        type_ = column["type"]
        while type_ is not None:
            if type_["type"] in ("Enum", "Domain"):
                type_["no_create_type"] = True
            type_ = type_.get("item") or type_.get("data_type")


class _DropView(_DropBase):
    """DROP VIEW"""

    __visit_name__ = "drop_view"


class CreateColumn(BaseDDLElement):
    """A column within CREATE TABLE."""

    __visit_name__ = "create_column"

    def __init__(self, element):
        self.element = element


class DropTable(_DropBase):
    """DROP TABLE"""

    __visit_name__ = "drop_table"
    _text_frame = ("\n", "")

    def _own_operations(self, dialect):
        return [{"op": "DropTable", "if_exists": self.if_exists,
                 "table": _element_name(self.element, dialect)}]


class CreateSequence(_CreateBase):
    """CREATE SEQUENCE"""

    __visit_name__ = "create_sequence"

    def _own_operations(self, dialect):
        return [{"op": "CreateSequence", "sequence": self.element._notation(dialect),
                 "if_not_exists": self.if_not_exists}]


class DropSequence(_DropBase):
    """DROP SEQUENCE"""

    __visit_name__ = "drop_sequence"

    def _own_operations(self, dialect):
        schema = schema_on(self.element.schema, dialect)
        return [{"op": "DropSequence", "name": str(self.element.name),
                 "schema": None if schema is None else str(schema), "if_exists": self.if_exists}]


class CreateIndex(_CreateBase):
    """CREATE INDEX"""

    __visit_name__ = "create_index"

    def _own_operations(self, dialect):
        table = self.element.table
        if table is None:
            raise exc.CompileError(
                f"Index '{self.element.name}' is not associated with any table."
            )
        return [{"op": "CreateIndex", "table": _element_name(table, dialect),
                 "index": self.element._notation(dialect), "if_not_exists": self.if_not_exists}]


class DropIndex(_DropBase):
    """DROP INDEX"""

    __visit_name__ = "drop_index"
    _text_frame = ("\n", "")

    def _own_operations(self, dialect):
        index = self.element
        made = index._notation(dialect)
        operation = {"op": "DropIndex", "name": name_notation(index.name),
                     "if_exists": self.if_exists, "options": made.get("options")}
        if index.table is not None:
            schema = schema_on(index.table.schema, dialect)
            operation["table"] = table_name_notation(index.table.name, schema)
            operation["schema"] = None if schema is None else str(schema)
        return [operation]


class _OfConstraint:
    def __init__(self, element, *args, isolate_from_table=True, **kw):
        super().__init__(element, *args, **kw)
        if isolate_from_table:
            # What is added by itself is no part of CREATE TABLE.
            element._create_rule = False


class AddConstraint(_OfConstraint, _CreateBase):
    """ALTER TABLE ... ADD CONSTRAINT"""

    __visit_name__ = "add_constraint"

    def _own_operations(self, dialect):
        table = self.element.table
        return [{"op": "AddConstraint", "table": _element_name(table, dialect),
                 "constraint": self.element._notation(dialect)}]


_CONSTRAINT_TYPES = (
    (PrimaryKeyConstraint, "primary"), (UniqueConstraint, "unique"),
    (ForeignKeyConstraint, "foreign_key"), (CheckConstraint, "check"),
)


class DropConstraint(_OfConstraint, _DropBase):
    """ALTER TABLE ... DROP CONSTRAINT"""

    __visit_name__ = "drop_constraint"

    def __init__(self, element, *, cascade=False, if_exists=False, isolate_from_table=True, **kw):
        self.cascade = cascade
        super().__init__(element, if_exists=if_exists, isolate_from_table=isolate_from_table)

    def _own_operations(self, dialect):
        table = self.element.table
        # Operations have no CASCADE, and SQLite has no such operation: the statement is its text.
        name = name_notation(self.element.name)
        mysql = dialect.name in ("mysql", "mariadb")
        if name is None and not mysql:
            raise exc.CompileError(
                f"Can't emit DROP CONSTRAINT for constraint {self.element!r}; it has no name")
        if dialect.name == "sqlite" or self.cascade and not mysql:
            return [text_operation(
                f"ALTER TABLE {quoted(table.name, dialect, table.schema)} DROP CONSTRAINT "
                f"{'IF EXISTS ' if self.if_exists else ''}{quoted(name['text'], dialect)}"
                f"{' CASCADE' if self.cascade else ''}")]
        kinds = [kind for cls, kind in _CONSTRAINT_TYPES if isinstance(self.element, cls)]
        return [{"op": "DropConstraint", "name": name,
                 "table": _element_name(table, dialect),
                 "type": kinds[0] if kinds else None, "if_exists": self.if_exists}]


class SetTableComment(_CreateDropBase):
    """COMMENT ON TABLE"""

    __visit_name__ = "set_table_comment"

    def _own_operations(self, dialect):
        return [{"op": "CreateTableComment", "comment": self.element.comment,
                 "table": _element_name(self.element, dialect)}]


class DropTableComment(_CreateDropBase):
    """COMMENT ON TABLE ... IS NULL"""

    __visit_name__ = "drop_table_comment"

    def _own_operations(self, dialect):
        return [{"op": "DropTableComment",
                 "table": _element_name(self.element, dialect)}]


class SetColumnComment(_CreateDropBase):
    """COMMENT ON COLUMN"""

    __visit_name__ = "set_column_comment"

    def _comment(self):
        return self.element.comment

    def _own_operations(self, dialect):
        column = self.element
        if dialect.name == "sqlite":
            return [text_operation(self._text(column, dialect))]
        made = {"op": "AlterColumn", "column": str(column.name), "comment": self._comment(),
                "table": _element_name(column.table, dialect),
                "existing_type": column.type._notation(dialect)}
        if dialect.name in ("mysql", "mariadb"):
            # The statement says all of the column.
            known = column._schema_notation(dialect)
            made["new_column_name"] = str(column.name)
            made["existing_nullable"] = bool(column.nullable)
            made["existing_server_default"] = known.get("server_default")
            if column is column.table._autoincrement_column:
                made["existing_autoincrement"] = True
        return [made]

    def _text(self, column, dialect):
        table = column.table
        return (f"COMMENT ON COLUMN {quoted(table.name, dialect, table.schema)}."
                f"{quoted(column.name, dialect)} IS {comment_text(column.comment, dialect)}")


class DropColumnComment(SetColumnComment):
    """COMMENT ON COLUMN ... IS NULL"""

    __visit_name__ = "drop_column_comment"

    def _comment(self):
        return {"remove": True}

    def _text(self, column, dialect):
        return (f"COMMENT ON COLUMN {quoted(column.table.name, dialect)}."
                f"{quoted(column.name, dialect)} IS NULL")


class SetConstraintComment(_CreateDropBase):
    """COMMENT ON CONSTRAINT"""

    __visit_name__ = "set_constraint_comment"

    def _comment(self):
        return self.element.comment

    def _own_operations(self, dialect):
        if dialect.name != "postgresql":
            return super()._own_operations(dialect)
        table = self.element.table
        name = self.element._notation(dialect)["name"]
        return [text_operation(f"COMMENT ON CONSTRAINT {quoted(name['text'], dialect)} ON "
                               f"{quoted(table.name, dialect, table.schema)} IS "
                               f"{comment_text(self._comment(), dialect)}")]


class DropConstraintComment(SetConstraintComment):
    """COMMENT ON CONSTRAINT ... IS NULL"""

    __visit_name__ = "drop_constraint_comment"

    def _comment(self):
        return None


class InvokeDDLBase:
    """What visits items to create or drop them; there for isinstance() alone."""


__getattr__ = borrower(__name__)
