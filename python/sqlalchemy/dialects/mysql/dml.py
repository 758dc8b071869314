# SPDX-License-Identifier: MIT
"""INSERT ... ON DUPLICATE KEY UPDATE of MySQL and MariaDB."""
from ... import exc
from ...sql.base import _exclusive_against, _generative
from ...sql.dml import Insert as StandardInsert
from ...sql.upsert import OnDuplicateClause, proposed_columns

__all__ = ["Insert", "insert"]


class Insert(StandardInsert):
    """INSERT with what is done about rows that are there already."""

    stringify_dialect = "mysql"

    @property
    def inserted(self):
        return self.inserted_alias.columns

    @property
    def inserted_alias(self):
        found = self.__dict__.get("_memo_inserted")
        if found is None:
            found = self.__dict__["_memo_inserted"] = proposed_columns(self.table, "inserted")
        return found

    @_generative
    @_exclusive_against("_post_values_clause", msgs={
        "_post_values_clause":
            "This Insert construct already has an ON DUPLICATE KEY clause present"})
    def on_duplicate_key_update(self, *args, **kw):
        if args and kw:
            raise exc.ArgumentError("Can't pass kwargs and positional arguments simultaneously")
        if args:
            if len(args) > 1:
                raise exc.ArgumentError("Only a single dictionary or list of tuples is accepted "
                                        "positionally.")
            values = args[0]
        else:
            values = kw
        self._post_values_clause = OnDuplicateClause(self.inserted_alias, values)


def insert(table, values=None, inline=False, **kwargs):
    return Insert._legacy(table, values, inline, kwargs)
