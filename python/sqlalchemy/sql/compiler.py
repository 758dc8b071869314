# SPDX-License-Identifier: MIT
"""Statements in SQL, as the core writes them."""
from .._packages import borrower
from .names import _anonymous_label, label_notation
from .type_text import core_dialect


class CoreDialect:
    """As much of a dialect as a statement without one needs."""

    # SQL of no dialect in particular is nearest to PostgreSQL's.
    name = "postgresql"
    paramstyle = "named"
    server_version_info = None
    _schema_translate_map = None


class Compiled:
    """A statement, its SQL for a dialect, and the values of its parameters."""

    is_sql = True
    is_ddl = False
    _cached_metadata = None

    def __init__(self, dialect, statement, compile_kwargs=None, paramstyle=None):
        self.dialect = dialect
        self.statement = statement
        self.compile_kwargs = compile_kwargs or {}
        self.literal_binds = bool(self.compile_kwargs.get("literal_binds"))
        before = getattr(dialect, "_literal_binds", False)
        dialect._literal_binds = self.literal_binds
        try:
            self._notation = statement._notation(dialect)
        finally:
            dialect._literal_binds = before
        self._style = paramstyle or getattr(dialect, "paramstyle", None) or "named"
        self.string, self._values = self._compile(self._style)

    def _compile(self, style):
        options = {"literal_binds": self.literal_binds, "paramstyle": style}
        return core_dialect(self.dialect).compile_expression(self._notation, options)

    @property
    def _named(self):
        """Names and values of the parameters, in the order of the text."""
        found = self.__dict__.get("_names")
        if found is None:
            text, values = self._compile("pyformat")
            found = self.__dict__["_names"] = list(zip(placeholder_names(text), values))
        return found

    @property
    def params(self):
        return self.construct_params()

    def construct_params(self, params=None, **_more):
        made = dict(self._named)
        for key, value in (params or {}).items():
            if key in made:
                made[key] = value
        return made

    @property
    def positional(self):
        return self._style in ("qmark", "format", "numeric", "numeric_dollar")

    @property
    def positiontup(self):
        return [name for name, _ in self._named] if self.positional else None

    @property
    def binds(self):
        return dict(self._named)

    bind_names = binds

    @property
    def preparer(self):
        return self.dialect.identifier_preparer

    @property
    def sql_compiler(self):
        return self

    def process(self, obj, **kwargs):
        return UserCompiler(self.dialect).process(obj, **kwargs)

    def __str__(self):
        return self.string


SQLCompiler = StrSQLCompiler = Compiled


def placeholder_names(text):
    """The names in a text with ``%(name)s`` for placeholders and double percent signs."""
    import re

    return [match.group(1) for match in re.finditer(r"%%|%\(([^)]*)\)s", text) if match.group(1)]


def compiled_for(element, bind, dialect, kw):
    """What ``element.compile(...)`` gives."""
    if dialect is None and bind is not None:
        dialect = bind.dialect
    if dialect is None:
        found = getattr(element, "bind", None)
        dialect = getattr(found, "dialect", None)
    if isinstance(dialect, type):
        dialect = dialect()
    if dialect is None or dialect.name == "default":
        return Compiled(_stand_in(element), element, kw.get("compile_kwargs"), "named")
    return Compiled(dialect, element, kw.get("compile_kwargs"))


def _stand_in(element):
    """The dialect that an element belongs to, or one for all."""
    wanted = getattr(element, "stringify_dialect", "default")
    made = CoreDialect()
    if wanted not in ("default", "postgresql"):
        made.name = wanted
    return made


class UserCompiler:
    """The compiler that functions under @compiles are called with."""

    def __init__(self, dialect, collected=None):
        self.dialect = dialect
        # The parameters of what has been compiled, by the names that stand for them in the text.
        self._collected = {} if collected is None else collected
        self.statement = None
        self.stack = []
        self.positional = False
        self.isinsert = self.isupdate = self.isdelete = False

    @property
    def preparer(self):
        return self.dialect.identifier_preparer

    @property
    def sql_compiler(self):
        return self

    @property
    def type_compiler(self):
        return self.dialect.type_compiler

    type_compiler_instance = type_compiler

    def process(self, obj, **kw):
        """The SQL of an element, a type or DDL."""
        if getattr(obj, "_sqla_type", False):
            return core_dialect(self.dialect).format_type(obj._notation(self.dialect))
        if hasattr(obj, "_operations") and not hasattr(obj, "_notation"):
            return str(obj.compile(dialect=self.dialect)).strip()
        return self._text(obj._notation(self.dialect), kw)

    def _text(self, notation, kw):
        if kw.get("include_table") is False and notation.get("node") == "Column":
            notation = {key: value for key, value in notation.items() if key != "from"}
        literal_binds = bool(kw.get("literal_binds"))
        text, values = core_dialect(self.dialect).compile_expression(
            notation, {"literal_binds": literal_binds, "paramstyle": "pyformat"})
        import re

        remaining = iter(values)

        def stand_in(match):
            if match.group(0) == "%%":
                return "%"
            name = match.group(1)
            while name in self._collected:
                name += "_"
            self._collected[name] = next(remaining)
            return f":{name}"

        return re.sub(r"%%|%\(([^)]*)\)s", stand_in, text)

    def __getattr__(self, name):
        if not name.startswith("visit_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

        def visit(element, **kw):
            if getattr(element, "_sqla_type", False):
                return core_dialect(self.dialect).format_type(element._kind(self.dialect))
            if hasattr(element, "_own_operations"):
                return self._own_ddl(element)
            if hasattr(element, "_base_notation"):
                return constraint_text(element, self.dialect)
            builtin = getattr(type(element), "_builtin_notation", type(element)._notation)
            return self._text(builtin(element, self.dialect), kw)

        return visit

    def _own_ddl(self, element):
        core = core_dialect(self.dialect)
        options = {"literal_binds": True, "offline": True}
        return ";\n".join(
            statement for operation in element._own_operations(self.dialect)
            for statement, _ in core.compile(operation, options)[0])

    def render_literal_value(self, value, type_):
        from .literals import BindParameter

        return self.process(BindParameter(None, value, type_=type_), literal_binds=True)

    def bindparam_string(self, name, **_more):
        return f":{name}"

    def get_column_specification(self, column, **_more):
        """A column as CREATE TABLE has it."""
        notation = {"op": "AddColumn", "table": {"name": "t"},
                    "column": column._notation(self.dialect)}
        statements = core_dialect(self.dialect).compile(
            notation, {"literal_binds": True, "offline": True})[0]
        return statements[0][0].partition(" ADD COLUMN ")[2]

    def notation_of(self, text):
        """The text that a function has given, with the parameters that are in it."""
        import re

        def escape(match):
            return match.group(0) if match.group(1) in self._collected else "\\" + match.group(0)

        sql = re.sub(r"(?<![:\w\x5c]):(\w+)", escape, text)
        parameters = []
        for name, value in self._collected.items():
            stem, _, number = name.rstrip("_").rpartition("_")
            # What was made up before must not be the same as what is made up in the statement.
            label = label_notation(_anonymous_label(stem)) if stem and number.isdigit() else (
                {"text": name})
            parameters.append(
                {"name": name, "literal": {"node": "Literal", "value": value, "name": label}})
        return {"node": "Text", "sql": sql, "parameters": parameters}


def constraint_text(constraint, dialect):
    """A constraint as CREATE TABLE has it, whatever @compiles says of its class."""
    builtin = getattr(type(constraint), "_builtin_notation", type(constraint)._notation)
    notation = builtin(constraint, dialect)
    columns = [{"name": name, "type": {"type": "Integer"}}
               for name in notation.get("columns", ()) or ()]
    statements = core_dialect(dialect).compile(
        {"op": "CreateTable",
         "table": {"name": "t", "columns": columns, "constraints": [notation]}},
        {"literal_binds": True, "offline": True})[0]
    lines = statements[0][0].partition("(\n\t")[2].rpartition("\n)")[0]
    return lines.split(", \n\t", len(columns))[-1]


class IdentifierPreparer:
    """Names as a dialect quotes them; see sqlalchemy.engine.identifiers."""

    def __new__(cls, dialect, *args, **kw):
        from ..engine.identifiers import IdentifierPreparer as made

        return made(dialect, *args, **kw)


class DDLCompiler(UserCompiler):
    """For isinstance() and names alone: DDL is the core's affair."""


class TypeCompiler(UserCompiler):
    """For isinstance() and names alone: types are the core's affair."""


GenericTypeCompiler = TypeCompiler


__getattr__ = borrower(__name__)
