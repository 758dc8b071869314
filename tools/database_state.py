# SPDX-License-Identifier: MIT
"""What a database holds, as values that can be compared: objects by name, rows of tables.

Nothing depends on the order in which things were created, but for the columns of a table.
"""

import contextlib
import re
import sqlite3
import subprocess

import postgres_server

# A word, a quoted name, a string, a comment, or a character alone.
TOKEN = re.compile(r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\w+|\s+|.""",
                   re.DOTALL)
PLAIN_NAME = re.compile(r'^(?:"([a-z_][a-z0-9_]*)"|`([a-z_][a-z0-9_]*)`|\[([a-z_][a-z0-9_]*)\])$')
CONSTRAINT_WORDS = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE"}

MASKS = {
    "uuid": r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
    "time": r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d(?::?\d\d)?|Z)?",
}


def tokens(sql):
    """The words of a statement without white space and comments; needless quotes are taken off."""
    for token in TOKEN.findall(sql):
        if token.isspace() or token.startswith(("--", "/*")):
            continue
        plain = PLAIN_NAME.match(token)
        yield plain[plain.lastindex] if plain else token


def parts_of_table(sql):
    """The columns of CREATE TABLE in their order, its constraints, and what follows the parenthesis."""
    words = list(tokens(sql))
    first = words.index("(")
    items, item, depth, end = [], [], 0, len(words)
    for index in range(first, len(words)):
        word = words[index]
        depth += (word == "(") - (word == ")")
        if depth == 0:
            end = index
            break
        if depth == 1 and word == ",":
            items.append(item)
            item = []
        elif not (depth == 1 and word == "("):
            item.append(word)
    items.append(item)
    columns = [" ".join(item) for item in items if item and item[0].upper() not in CONSTRAINT_WORDS]
    constraints = sorted(" ".join(item) for item in items
                         if item and item[0].upper() in CONSTRAINT_WORDS)
    return columns, constraints, " ".join(words[end + 1:])


def normal_sql(sql):
    """One line for each part of a statement, without what says nothing."""
    return [without_defaults(line) for line in lines_of_statement(sql)]


def without_defaults(line):
    """ASC is the order of an index that names none; a literal means the same in parentheses."""
    if re.match(r"CREATE (?:UNIQUE )?INDEX ", line):
        return re.sub(r" ASC(?= [,)]| NULLS)", "", line)
    return re.sub(r"\bDEFAULT \( ('(?:[^']|'')*'|\w+) \)", r"DEFAULT \1", line)


def lines_of_statement(sql):
    if re.match(r"\s*CREATE\s+(?:\w+\s+)?TABLE\b", sql, re.IGNORECASE):
        columns, constraints, rest = parts_of_table(sql)
        return columns + constraints + ([rest] if rest else [])
    return [" ".join(tokens(sql))]


class Sqlite:
    """A database file, opened anew for each question."""

    def __init__(self, path):
        self.path = path
        self.url = f"sqlite:///{path}"

    def schema(self):
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            rows = database.execute("SELECT type, name, sql FROM sqlite_master "
                                    "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'").fetchall()
        return {f"{kind} {name}": normal_sql(sql) for kind, name, sql in rows}

    def data(self):
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            database.text_factory = lambda text: text.decode("utf-8", "backslashreplace")
            names = [row[0] for row in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
            return {name: self.rows(database, name) for name in names}

    @staticmethod
    def rows(database, name):
        cursor = database.execute('SELECT * FROM "{}"'.format(name.replace('"', '""')))
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row)) for row in cursor]


class Postgresql:
    """A database on a server, looked at with PostgreSQL's own programs."""

    def __init__(self, url):
        self.url = url

    def schema(self):
        done = subprocess.run(
            [postgres_server.program("pg_dump"), "--schema-only", "--no-owner", "--no-privileges",
             self.url], capture_output=True, text=True, check=True)
        objects = {}
        # Each object has a comment of its own: its name, its kind, its schema.
        for part in re.split(r"(?m)^--\n(?=-- Name: )", done.stdout)[1:]:
            title, _, body = part.partition("\n--\n")
            name = re.match(r"-- Name: (.*?); Type: (.*?); Schema: (.*?);", title)
            body = re.sub(r"(?m)^(?:SET |SELECT pg_catalog\.set_config).*\n", "", body)
            # Commands of psql stand at the end.
            body = re.sub(r"(?m)^(?:--|\\).*\n?", "", body).strip().rstrip(";")
            key = f"{name[2].lower()} {name[3]}.{name[1]}"
            objects[key] = objects.get(key, []) + normal_sql(body)
        return objects

    def data(self):
        names = postgres_server.psql(
            self.url, "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE' "
            "AND table_schema NOT IN ('pg_catalog', 'information_schema');").split("\n")
        return {name: self.rows(name) for name in names if name}

    def rows(self, name):
        text = postgres_server.psql(self.url, f"COPY (SELECT * FROM {name}) TO STDOUT WITH (HEADER);")
        lines = text.splitlines()
        if not lines:
            return []
        columns = lines[0].split("\t")
        return [dict(zip(columns, line.split("\t"))) for line in lines[1:]]


class Mask:
    """Hides values that differ from run to run: whole columns, and what looks like an id or a time."""

    def __init__(self, kinds, columns):
        self.pattern = re.compile("|".join(f"(?:{MASKS[kind]})" for kind in kinds)) if kinds else None
        self.columns = set(columns)

    def row(self, table, row):
        table = table.rsplit(".", 1)[-1].strip('"')
        return repr({column: self.value(table, column, value) for column, value in row.items()})

    def value(self, table, column, value):
        if f"{table}.{column}" in self.columns or f"*.{column}" in self.columns:
            return "(masked)"
        if self.pattern and isinstance(value, str):
            return self.pattern.sub("(masked)", value)
        return value
