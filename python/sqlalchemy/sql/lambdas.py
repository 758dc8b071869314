# SPDX-License-Identifier: MIT
"""Statements made by functions. SQLAlchemy remembers what they gave; here they are just called."""
from .clause import ClauseElement


class LambdaElement(ClauseElement):
    """What a function gives."""

    __visit_name__ = "lambda_element"


class StatementLambdaElement(LambdaElement):
    """A statement that functions make and change."""

    supports_execution = True

    def __init__(self, fn):
        self._resolved = fn()

    def __add__(self, other):
        return self.add_criteria(other)

    def add_criteria(self, other, **_more):
        made = self._clone()
        made._resolved = other(self._resolved)
        return made

    def __clause_element__(self):
        return self._resolved

    def __getattr__(self, name):
        if name.startswith("__") or name == "_resolved":
            raise AttributeError(name)
        return getattr(self._resolved, name)

    def _notation(self, dialect):
        return self._resolved._notation(dialect)


def lambda_stmt(lmb, **_more):
    return StatementLambdaElement(lmb)


class CacheKey(tuple):
    """For isinstance() alone: nothing here is cached by key."""


class _SavepointClause(ClauseElement):
    """A savepoint by name; connections make theirs by begin_nested()."""

    def __init__(self, ident):
        self.ident = ident


class SavepointClause(_SavepointClause):
    __visit_name__ = "savepoint"


class RollbackToSavepointClause(_SavepointClause):
    __visit_name__ = "rollback_to_savepoint"


class ReleaseSavepointClause(_SavepointClause):
    __visit_name__ = "release_savepoint"


def Nullable(typ):
    """A type for type checkers."""
    return typ


NotNullable = Nullable
