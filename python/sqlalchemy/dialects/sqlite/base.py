# SPDX-License-Identifier: MIT
"""SQLite's dialect and its types."""
from ...engine.default import TypeCompiler, dialect_class, named_class
from .types import *  # noqa: F401

SQLiteDialect = named_class("sqlite")
dialect = dialect_class("sqlite")
SQLiteTypeCompiler = TypeCompiler
