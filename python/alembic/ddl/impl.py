# SPDX-License-Identifier: MIT
"""Carrying operations out: each is given to the engine's run, which compiles and sends it."""
from .notation import OperationTaker


class ImplMeta(type):
    """Registers implementations by the names of their dialects."""

    def __init__(cls, classname, bases, fields):
        super().__init__(classname, bases, fields)
        if "__dialect__" in fields:
            _impls[fields["__dialect__"]] = cls


_impls = {}


class DefaultImpl(OperationTaker, metaclass=ImplMeta):
    """What a database does with operations; made by the migration context, for its dialect."""

    __dialect__ = "default"
    transactional_ddl = False
    command_terminator = ";"
    type_synonyms = ({"NUMERIC", "DECIMAL"},)
    type_arg_extract = ()
    identity_attrs_ignore = ("on_null",)

    def __init__(self, dialect, connection, as_sql, transactional_ddl, output_buffer,
                 context_opts, run=None, bind=None):
        self.dialect = dialect
        self.connection = connection
        self.as_sql = as_sql
        self.literal_binds = context_opts.get("literal_binds", False)
        if as_sql and self.literal_binds:
            dialect._literal_binds = True  # NULL stays NULL, whatever its type makes of values
        self.output_buffer = output_buffer
        self.memo = {}
        self.context_opts = context_opts
        self._run = run
        self._bind = bind
        if transactional_ddl is not None:
            self.transactional_ddl = transactional_ddl

    @classmethod
    def get_by_dialect(cls, dialect):
        return _impls[dialect.name]

    @property
    def bind(self):
        return self.connection if self._bind is None else self._bind

    def _take(self, operation):
        self._run.invoke(operation)

    # ---- statements

    def execute(self, sql, execution_options=None):
        self._exec(sql, execution_options)

    def _exec(self, construct, execution_options=None, multiparams=None, params=None):
        if isinstance(construct, str):
            from sqlalchemy.sql.literals import TextClause

            construct = TextClause(construct)
        if self.as_sql:
            if multiparams is not None or params:
                raise TypeError("SQL parameters not allowed with as_sql")
        elif execution_options or multiparams or params or _is_for_connection(construct):
            connection = self.connection
            if execution_options:
                connection = connection.execution_options(**execution_options)
            if params and multiparams is not None:
                raise TypeError("Can't send params and multiparams at the same time")
            return connection.execute(construct, multiparams or params)
        element = getattr(construct, "__clause_element__", None)
        if element is not None:
            construct = element()
        if hasattr(construct, "_operations"):
            for operation in construct._operations(self.dialect):
                self._take(operation)
        elif hasattr(construct, "_notation") and not isinstance(construct, type):
            self._take({"op": "Execute", "statement": construct._notation(self.dialect)})
        else:
            from sqlalchemy.exc import ObjectNotExecutableError

            raise ObjectNotExecutableError(construct)
        return None

    def bulk_insert(self, table, rows, multiinsert=True):
        if not isinstance(rows, list):
            raise TypeError("List expected")
        if rows and not isinstance(rows[0], dict):
            raise TypeError("List of dictionaries expected")
        from ..operations.rows import bulk_insert_notation

        self._take(
            bulk_insert_notation(table, rows, multiinsert, self.dialect, self.as_sql))

    # ---- text of the script that is written offline

    def static_output(self, text):
        self._run.write(text)

    def emit_begin(self):
        self.static_output("BEGIN" + self.command_terminator)

    def emit_commit(self):
        self.static_output("COMMIT" + self.command_terminator)

    # ---- what plugins override; the engine asks none of it

    def start_migrations(self):
        """Called when migrations are about to run."""

    def requires_recreate_in_batch(self, batch_op):
        return batch_op._should_recreate()

    def prep_table_for_batch(self, batch_impl, table):
        """The engine prepares tables itself."""

    def autogen_column_reflect(self, inspector, table, column_info):
        """Autogenerate may have reflected columns corrected here."""

    def correct_for_autogen_constraints(self, conn_uniques, conn_indexes,
                                        metadata_unique_constraints, metadata_indexes):
        """Autogenerate may have constraints corrected here."""

    def correct_for_autogen_foreignkeys(self, conn_fks, metadata_fks):
        """Autogenerate may have foreign keys corrected here."""

    def compare_type(self, inspector_column, metadata_column):
        """Whether the types differ, by the rules of the dialect."""
        return self.dialect._core.types_differ(metadata_column.type._notation(self.dialect),
                                               inspector_column.type._notation(self.dialect))

    def compare_server_default(self, inspector_column, metadata_column, rendered_metadata_default,
                               rendered_inspector_default):
        """Whether the defaults differ as they are written. The engine's own comparison, which may
        ask the database, comes where no project overrides this."""
        return rendered_metadata_default != rendered_inspector_default

    def render_type(self, type_obj, autogen_context):
        return False

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        """An expression as DDL has it: columns without their table, values within the text."""
        if self.dialect.name == "default":
            return str(expr.compile(dialect=self.dialect, compile_kwargs={
                "literal_binds": True, "include_table": False}))
        return self.dialect._core.compile_expression(
            _without_tables(expr._notation(self.dialect)), {"literal_binds": True})[0]

    def version_table_impl(self, *, version_table, version_table_schema, version_table_pk, **kw):
        from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

        table = Table(version_table, MetaData(), Column("version_num", String(32), nullable=False),
                      schema=version_table_schema)
        if version_table_pk:
            table.append_constraint(
                PrimaryKeyConstraint("version_num", name=f"{version_table}_pkc"))
        return table


def _without_tables(notation):
    if isinstance(notation, dict):
        left = {key: _without_tables(value) for key, value in notation.items()}
        if left.get("node") == "Column":
            left.pop("from", None)
        return left
    if isinstance(notation, (list, tuple)):
        return [_without_tables(item) for item in notation]
    return notation


def _is_for_connection(construct):
    """Whether the connection has to look at it first: the client makes some of its values."""
    table = getattr(construct, "table", None)
    if table is None or not getattr(construct, "is_dml", False):
        return False
    return any(getattr(column, "default", None) is not None
               or getattr(column, "onupdate", None) is not None
               for column in getattr(table, "columns", ()))


class PostgresqlImpl(DefaultImpl):
    __dialect__ = "postgresql"
    transactional_ddl = True
    type_synonyms = DefaultImpl.type_synonyms + ({"FLOAT", "DOUBLE PRECISION"},)
    # Types that hold another, which is rendered by itself: its attribute, what comes before it.
    _inner_types = {"HSTORE": ("text_type", r"(.+?\(.*text_type=)"),
                    "ARRAY": ("item_type", r"(.+?\()"),
                    "JSON": ("astext_type", r"(.+?\(.*astext_type=)"),
                    "JSONB": ("astext_type", r"(.+?\(.*astext_type=)")}

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        if is_index and not getattr(expr, "_is_column_clause", False):
            expr = expr.self_group()
        return super().render_ddl_sql_expr(expr, is_server_default, is_index, **kw)

    def render_type(self, type_obj, autogen_context):
        inner = self._inner_types.get(type_obj.__visit_name__)
        if inner is None or not type(type_obj).__module__.startswith(
                "sqlalchemy.dialects.postgresql"):
            return False
        from ..autogenerate.render_types import render_with_inner_type

        return render_with_inner_type(type_obj, autogen_context, *inner)


class SQLiteImpl(DefaultImpl):
    __dialect__ = "sqlite"

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        text = super().render_ddl_sql_expr(expr, is_server_default, is_index, **kw)
        return f"({text})" if is_server_default and _lacks_parentheses(text) else text

    def alter_column(self, table_name, column_name, *, comment=False, name=None, **kw):
        if comment is False:
            super().alter_column(table_name, column_name, name=name, **kw)
            return
        if any(kw.get(key, unchanged) is not unchanged for key, unchanged in (
                ("nullable", None), ("server_default", False), ("type_", None))):
            super().alter_column(table_name, column_name, **kw)
        from sqlalchemy.exc import UnsupportedCompilationError

        from .base import ColumnComment

        raise UnsupportedCompilationError(
            self.dialect.ddl_compiler_instance, ColumnComment,
            f"{ColumnComment} construct has no default compilation handler.")


def _lacks_parentheses(text):
    """Whether a default counts as an expression, which SQLite only takes in parentheses: all but a
    digit, a string, and what is within parentheses already."""
    ends = text[:1] + text[-1:]
    return bool(text) and not (len(text) == 1 and text in "0123456789."
                               or len(text) > 2 and ends in ("''", "()"))


class MySQLImpl(DefaultImpl):
    __dialect__ = "mysql"

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        text = super().render_ddl_sql_expr(expr, is_server_default, is_index, **kw)
        if not is_index:
            return text
        from sqlalchemy.sql.functions import FunctionElement

        kind = expr.__visit_name__
        ordered = getattr(getattr(expr, "modifier", None), "__name__", "") in ("desc_op", "asc_op")
        grouped = kind == "binary" or kind == "unary" and not ordered
        return f"({text})" if grouped or isinstance(expr, FunctionElement) else text
    type_synonyms = DefaultImpl.type_synonyms + ({"BOOL", "TINYINT"}, {"JSON", "LONGTEXT"})


class MariaDBImpl(MySQLImpl):
    __dialect__ = "mariadb"


class MSSQLImpl(DefaultImpl):
    __dialect__ = "mssql"
    transactional_ddl = True
    batch_separator = "GO"
    type_synonyms = DefaultImpl.type_synonyms + ({"VARCHAR", "NVARCHAR"},)

    def emit_begin(self):
        self.static_output("BEGIN TRANSACTION" + self.command_terminator)

    def emit_commit(self):
        super().emit_commit()
        separator = self.context_opts.get("mssql_batch_separator", self.batch_separator)
        if separator:
            self.static_output(separator)


class OracleImpl(DefaultImpl):
    __dialect__ = "oracle"
    batch_separator = "/"
    command_terminator = ""
    type_synonyms = DefaultImpl.type_synonyms + ({"VARCHAR", "VARCHAR2"}, {"BIGINT", "INTEGER",
                                                                          "SMALLINT", "DECIMAL",
                                                                          "NUMERIC", "NUMBER"})

    def emit_begin(self):
        """A transaction begins by itself there."""

    def emit_commit(self):
        self.static_output("COMMIT" + self.command_terminator)
