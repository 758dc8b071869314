# SPDX-License-Identifier: MIT
"""Types of columns that the database told of, as the classes that SQLAlchemy would give."""
from ..sql import sqltypes

_SQLITE_OWN = ("JSON",)
_SQLITE_NAMES = {
    "BIGINT": "BIGINT", "BLOB": "BLOB", "BOOL": "BOOLEAN", "BOOLEAN": "BOOLEAN", "CHAR": "CHAR",
    "DATE": "DATE", "DATE_CHAR": "DATE", "DATETIME": "DATETIME", "DATETIME_CHAR": "DATETIME",
    "DOUBLE": "DOUBLE", "DOUBLE_PRECISION": "DOUBLE_PRECISION", "DECIMAL": "DECIMAL",
    "FLOAT": "FLOAT", "INT": "INTEGER", "INTEGER": "INTEGER", "JSON": "JSON", "NUMERIC": "NUMERIC",
    "REAL": "REAL", "SMALLINT": "SMALLINT", "TEXT": "TEXT", "TIME": "TIME", "TIME_CHAR": "TIME",
    "TIMESTAMP": "TIMESTAMP", "VARCHAR": "VARCHAR", "NVARCHAR": "NVARCHAR", "_CHAR": "TEXT",
}


def type_from_notation(notation, dialect_name):
    """The type that a notation stands for; one that is not known as NullType."""
    kind = notation["type"]
    if kind == "Native":
        return _native(notation, dialect_name)
    if kind == "Verbatim":
        text = notation.get("text") or ""
        if dialect_name == "sqlite":
            return sqlite_type(text)
        from ..sql.type_reading import registered_type

        return registered_type(text, dialect_name)
    if kind == "Array":
        from ..dialects.postgresql import ARRAY

        item = type_from_notation(notation["item"], dialect_name)
        return sqltypes.NULLTYPE if item._isnull else ARRAY(item)
    if kind == "Enum":
        return _enum(notation)
    if kind == "Domain":
        return _domain(notation, dialect_name)
    return _generic(kind, notation)


def _class_of(name, owner, dialect_name):
    if owner == "postgresql" or (owner == "" and dialect_name == "postgresql" and name in (
            "TIMESTAMP", "TIME", "INTERVAL", "BYTEA")):
        from ..dialects import postgresql

        found = getattr(postgresql, name, None)
        if found is not None:
            return found
    if dialect_name == "sqlite" and name in _SQLITE_OWN:
        from ..dialects import sqlite

        return getattr(sqlite, name)
    if owner in ("mysql", "mariadb"):
        from ..dialects import mysql

        return getattr(mysql, name)
    return getattr(sqltypes, name, None)


def _native(notation, dialect_name):
    name = notation["name"]
    arguments = dict(notation.get("arguments") or {})
    cls = _class_of(name, notation.get("dialect") or "", dialect_name)
    if cls is None:
        return sqltypes.NULLTYPE
    if name == "DOUBLE_PRECISION" and dialect_name == "postgresql":
        arguments.setdefault("precision", 53)
    if dialect_name == "sqlite":
        arguments.pop("collation", None)
    return cls(**arguments)


def sqlite_type(text):
    """SQLite takes any words for a type and looks for a few of them; so does SQLAlchemy."""
    import re

    match = re.match(r"([\w ]+)(\(.*?\))?", text)
    words, arguments = (match.group(1), match.group(2)) if match else ("", "")
    if " COLLATE " in words:
        words = words.partition(" COLLATE ")[0]
    if words in _SQLITE_NAMES:
        cls = _class_of(_SQLITE_NAMES[words], "", "sqlite")
    elif "INT" in words:
        cls = sqltypes.INTEGER
    elif "CHAR" in words or "CLOB" in words or "TEXT" in words:
        cls = sqltypes.TEXT
    elif "BLOB" in words or not words:
        return sqltypes.NULLTYPE
    elif "REAL" in words or "FLOA" in words or "DOUB" in words:
        cls = sqltypes.REAL
    else:
        cls = sqltypes.NUMERIC
    numbers = [int(number) for number in re.findall(r"(\d+)", arguments or "")]
    try:
        return cls(*numbers)
    except TypeError:
        from ..util import warn

        warn(f"Could not instantiate type {cls} with reflected arguments "
             f"{[str(number) for number in numbers]}; using no arguments.")
        return cls()


def _enum(notation):
    from ..dialects.postgresql import ENUM

    return ENUM(
        *notation["values"],
        name=notation.get("name"),
        schema=notation.get("schema"),
    )


def _domain(notation, dialect_name):
    from ..dialects.postgresql import DOMAIN

    return DOMAIN(
        notation["name"],
        type_from_notation(notation["data_type"], dialect_name),
        schema=notation.get("schema"),
        not_null=notation.get("not_null"),
        default=notation.get("default_text"),
        create_type=False,
    )


def _generic(kind, notation):
    """A type of the standard that the engine keeps by kind."""
    cls = getattr(sqltypes, {"Json": "JSON", "Null": "NullType"}.get(kind, kind))
    names = {"length", "collation", "precision", "scale", "timezone", "asdecimal"}
    return cls(**{key: value for key, value in notation.items() if key in names})
