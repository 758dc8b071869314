# SPDX-License-Identifier: MIT
"""The languages that a record's project can be written in: as it is (Python), as SQL, as C++.

A record's `spec` says what its migrations do. Files in another language are written from it; what the
program prints and writes is turned back, so that the same expectations serve for all.
"""

import ast
import pathlib
import re

TEMPLATES = pathlib.Path(__file__).resolve().parent.parent.parent / "templates"
# What makes a project more than its spec says.
PYTHON_ONLY = {"custom-env", "custom-mako", "raw-python", "bytecode", "python_only", "argparse"}
SQL_TYPES = {"Integer": "INTEGER", "Text": "TEXT", "Boolean": "BOOLEAN", "DateTime": "DATETIME",
             "Date": "DATE", "BigInteger": "BIGINT", "Float": "FLOAT"}
OTHER_DIALECTS = re.compile(r"(?m)^sqlalchemy\.url *= *(?:postgresql|mysql|mariadb|mssql|oracle)")
COMPILING = re.compile(r"(?m)^INFO +\[alembic\.native\] .*\n")
HEADER_LINE = re.compile(r"(?m)^ *(?:Revision ID|Revises|Create Date):.*\n?")


class NotSpoken(Exception):
    """The language has no words for this."""


class PythonDoor:
    """Projects as they are."""

    variables = {}
    is_python = True
    timeout = 60

    def __init__(self, program):
        pass

    def speaks(self, record):
        return True

    def file(self, record, path, content, spec):
        """Under which name and with what content a file of the record is written; None: not at all."""
        return path, content

    def renamed(self, path):
        return path

    def spoken(self, text):
        """A text of the program as Python projects have it."""
        return text

    def comparable(self, text):
        """What of a text is the same in all languages."""
        return text

    def kind_of_exception(self, kind):
        return kind

    def follows(self, step):
        """Whether the record is of interest from this step on."""
        return True


class TranslatingDoor(PythonDoor):
    """Projects whose migrations are written anew."""

    is_python = False
    extension = None
    template = None

    def speaks(self, record):
        needs = {need.split(":")[0] for need in record["needs"]}
        if not record["spec"] or needs & (PYTHON_ONLY | {"env-option"}):
            return False
        # What the editor shows, and SQL that depends on the dialect.
        if any(step.get("argv", [""])[0] == "edit" for step in record["steps"]) or \
                any(OTHER_DIALECTS.search(text) for text in record["files"].values()):
            return False
        specs = list(self.specs(record).values())
        specs += [step["spec"] for step in record["steps"] if "spec" in step]
        try:
            for revision in specs:
                self.migration(revision, "")
        except NotSpoken:
            return False
        return True

    @staticmethod
    def specs(record):
        return {revision["file"]: revision for revision in record["spec"]["revisions"]
                if "file" in revision}

    def file(self, record, path, content, spec):
        if path.endswith("env.py"):
            return None, None
        if path.endswith("script.py.mako"):
            template = TEMPLATES / self.template
            return path.removesuffix("script.py.mako") + template.name, template.read_text()
        spec = spec or self.specs(record).get(path)
        if spec:
            return self.renamed(path), self.migration(spec, docstring(content) or spec.get("doc"))
        return path, content

    def renamed(self, path):
        return path.removesuffix(".py") + self.extension if path.endswith(".py") else path

    def spoken(self, text):
        # The env file of a project of SQL migrations is C++.
        return text.replace(self.extension, ".py").replace("/env.cc ", "/env.py ")

    def follows(self, step):
        # A file that is no Python; what comes after depends on it.
        return step.get("exception", [""])[0] != "builtins.SyntaxError"

    def comparable(self, text):
        return " ".join(HEADER_LINE.sub("", text).split())


def docstring(content):
    try:
        return (ast.get_docstring(ast.parse(content), clean=False) or "").strip()
    except SyntaxError:
        return ""


def listed(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def column_parts(column):
    return column[0], column[1], column[2] if len(column) > 2 else {}


class SqlDoor(TranslatingDoor):
    extension = ".sql"
    template = "sql/script.sql.mako"

    def kind_of_exception(self, kind):
        # A statement cannot raise an exception of its choice.
        return "crash" if kind == "script" else kind

    def migration(self, spec, doc):
        lines = [("-- " + line).rstrip() for line in doc.splitlines()]
        lines.append("--")
        for name in ("revision", "down_revision", "branch_labels", "depends_on"):
            lines.append(f"-- {name}: {', '.join(listed(spec.get(name)))}".rstrip())
        for name in ("upgrade", "downgrade"):
            lines += ["", f"-- {name}"] + [self.operation(one) for one in spec.get(name) or []]
        return "\n".join(lines) + "\n"

    def operation(self, operation):
        kind, *arguments = operation
        if kind == "execute":
            return arguments[0] + ";"
        if kind == "create_table":
            return self.create_table(*arguments)
        if kind == "drop_table":
            return f"DROP TABLE {arguments[0]};"
        if kind == "add_column":
            return f"ALTER TABLE {arguments[0]} ADD COLUMN {self.column(arguments[1])};"
        if kind == "drop_column":
            return f"ALTER TABLE {arguments[0]} DROP COLUMN {arguments[1]};"
        if kind == "create_index":
            unique = "UNIQUE " if len(arguments) > 3 and arguments[3] else ""
            return f"CREATE {unique}INDEX {arguments[0]} ON {arguments[1]} ({', '.join(arguments[2])});"
        if kind == "drop_index":
            return f"DROP INDEX {arguments[0]};"
        if kind == "rename_table":
            return f"ALTER TABLE {arguments[0]} RENAME TO {arguments[1]};"
        if kind == "bulk_insert":
            return "\n\n".join(
                f"INSERT INTO {arguments[0]} ({', '.join(row)}) "
                f"VALUES ({', '.join(map(self.literal, row.values()))});" for row in arguments[2])
        if kind == "fail":
            return "SELECT fail_on_purpose();"
        if kind == "print":
            return ""
        raise NotSpoken(kind)

    def create_table(self, name, columns):
        lines = [self.column(column) for column in columns]
        keys = [column[0] for column in columns if column_parts(column)[2].get("pk")]
        if keys:
            lines.append(f"PRIMARY KEY ({', '.join(keys)})")
        return f"CREATE TABLE {name} (\n    " + ", \n    ".join(lines) + "\n);"

    def column(self, column):
        name, kind, options = column_parts(column)
        text = f"{name} {self.type(kind)}"
        if "default" in options:
            text += f" DEFAULT {self.literal(options['default'])}"
        if options.get("pk") or options.get("nullable") is False:
            text += " NOT NULL"
        return text

    @staticmethod
    def type(name):
        sized = re.fullmatch(r"(String|Numeric)\((.*)\)", name)
        if sized:
            return f"{'VARCHAR' if sized[1] == 'String' else 'NUMERIC'}({sized[2]})"
        if name not in SQL_TYPES:
            raise NotSpoken(name)
        return SQL_TYPES[name]

    @staticmethod
    def literal(value):
        if value is None:
            return "NULL"
        if isinstance(value, (int, float)):
            return str(value)
        return "'" + value.replace("'", "''") + "'"


class NativeDoor(TranslatingDoor):
    extension = ".cc"
    timeout = 600  # the compiler's time, on a machine that has other things to do
    template = "cpp/script.cc.mako"

    def __init__(self, program):
        super().__init__(program)
        # Compiled migrations are kept from record to record.
        self.variables = {"XDG_CACHE_HOME": str(program.parent.parent / "tests" / "cache")}

    def spoken(self, text):
        return COMPILING.sub("", super().spoken(text))

    def kind_of_exception(self, kind):
        # An exception's class is C++'s.
        return "own" if kind == "script" else kind

    def migration(self, spec, doc):
        lines = [("// " + line).rstrip() for line in doc.splitlines()]
        # Headers cost time in each of the files.
        kinds = {one[0] for name in ("upgrade", "downgrade") for one in spec.get(name) or []}
        headers = {"fail": "#include <stdexcept>", "print": "#include <iostream>"}
        lines += ["#include <retort/migration.h>"]
        lines += [header for kind, header in headers.items() if kind in kinds]
        lines += ["", "using namespace retort;", "", "const RevisionIdentity identity{"]
        lines.append(f"    .revision = {self.text(spec['revision'])},")
        for name in ("down_revision", "branch_labels", "depends_on"):
            values = ", ".join(map(self.text, listed(spec.get(name))))
            lines.append(f"    .{name} = {{{values}}},")
        lines.append("};")
        for name in ("upgrade", "downgrade"):
            lines += ["", f"static void {name}([[maybe_unused]] Operations& op) {{"]
            lines += ["    " + self.operation(one) for one in spec.get(name) or []]
            lines.append("}")
        return "\n".join(lines + ["", "RETORT_MIGRATION(identity, upgrade, downgrade)", ""])

    @staticmethod
    def text(value):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'

    def operation(self, operation):
        kind, *arguments = operation
        if kind in ("execute", "drop_table", "drop_index") and len(arguments) == 1:
            return f"op.{kind}({self.text(arguments[0])});"
        if kind in ("drop_column", "rename_table"):
            return f"op.{kind}({', '.join(map(self.text, arguments))});"
        if kind == "create_table":
            columns = ", ".join(map(self.column, arguments[1]))
            return f"op.create_table({self.text(arguments[0])}, {{{columns}}});"
        if kind == "add_column":
            return f"op.add_column({self.text(arguments[0])}, {self.column(arguments[1])});"
        if kind == "bulk_insert":
            rows = ", ".join(
                "{" + ", ".join(f"{{{self.text(name)}, {self.value(value)}}}"
                                for name, value in row.items()) + "}" for row in arguments[2])
            return f"op.bulk_insert({self.text(arguments[0])}, {{{rows}}});"
        if kind == "fail":
            return f"throw std::runtime_error({self.text(arguments[0])});"
        if kind == "print":
            return f"std::cout << {self.text(arguments[0])} << std::endl;"
        raise NotSpoken(kind)

    def column(self, column):
        name, kind, options = column_parts(column)
        if "default" in options:
            raise NotSpoken("default")
        text = f"Column{{.name = {self.text(name)}, .type = {self.type(kind)}"
        if options.get("nullable") is False:
            text += ", .nullable = false"
        if options.get("pk"):
            text += ", .primary_key = true"
        return text + "}"

    @staticmethod
    def type(name):
        sized = re.fullmatch(r"(String|Numeric)\((.*)\)", name)
        if sized:
            return f"type::{sized[1]}{{{sized[2]}}}"
        if name not in SQL_TYPES:
            raise NotSpoken(name)
        return f"type::{name}{{}}"

    def value(self, value):
        if value is None:
            return "nullptr"
        return self.text(value) if isinstance(value, str) else str(value)


DOORS = {"python": PythonDoor, "sql": SqlDoor, "native": NativeDoor}
