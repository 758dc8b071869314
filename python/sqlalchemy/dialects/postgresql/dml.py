# SPDX-License-Identifier: MIT
"""INSERT ... ON CONFLICT of PostgreSQL."""
from ...sql.base import _exclusive_against, _generative
from ...sql.dml import Insert as StandardInsert
from ...sql.upsert import OnConflictDoNothing, OnConflictDoUpdate, proposed_columns

__all__ = ["Insert", "insert"]

_once = _exclusive_against("_post_values_clause", msgs={
    "_post_values_clause": "This Insert construct already has an ON CONFLICT clause established"})


class Insert(StandardInsert):
    """INSERT with what is done about rows that are there already."""

    stringify_dialect = "postgresql"
    _conflict_dialect = "postgresql"

    @property
    def excluded(self):
        return self._excluded_alias.columns

    @property
    def _excluded_alias(self):
        found = self.__dict__.get("_memo_excluded")
        if found is None:
            found = self.__dict__["_memo_excluded"] = proposed_columns(self.table, "excluded")
        return found

    @_generative
    @_once
    def on_conflict_do_update(self, constraint=None, index_elements=None, index_where=None,
                              set_=None, where=None):
        self._post_values_clause = OnConflictDoUpdate(
            self._conflict_dialect, constraint, index_elements, index_where, set_, where)

    @_generative
    @_once
    def on_conflict_do_nothing(self, constraint=None, index_elements=None, index_where=None):
        self._post_values_clause = OnConflictDoNothing(
            self._conflict_dialect, constraint, index_elements, index_where)


def insert(table, values=None, inline=False, **kwargs):
    return Insert._legacy(table, values, inline, kwargs)
