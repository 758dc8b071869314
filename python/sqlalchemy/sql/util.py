# SPDX-License-Identifier: MIT
"""The parts of sqlalchemy.sql.util that other packages use."""
from .visitors import replacement_traverse


class ClauseAdapter:
    """Says of a selectable what has been said of what it stands for."""

    def __init__(self, selectable, equivalents=None, include_fn=None, exclude_fn=None, **_more):
        self.selectable = selectable
        self.equivalents = equivalents or {}
        self.include_fn = include_fn
        self.exclude_fn = exclude_fn

    def replace(self, element):
        """The selectable's column in the place of `element`, or None."""
        if not getattr(element, "_is_column_element", False):
            return None
        if self.include_fn is not None and not self.include_fn(element):
            return None
        if self.exclude_fn is not None and self.exclude_fn(element):
            return None
        return self.selectable.corresponding_column(element)

    def traverse(self, element):
        return replacement_traverse(element, {}, self.replace)

    copy_and_process = adapt_clause = traverse


def find_tables(clause, **_more):
    """The tables that `clause` speaks of."""
    return [element for element in clause._from_objects if getattr(element, "_is_table", False)]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise AttributeError(f"sqlalchemy.sql.util.{name} is not supported by Retort yet")
