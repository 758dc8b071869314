# SPDX-License-Identifier: MIT
"""UPDATEs of a flush: those that follow each other with the same columns are sent together."""
from ..engine.bulk import update_many
from . import exc


class Updates:
    """The rows of one UPDATE statement that wait to be sent."""

    def __init__(self):
        self.shape = None
        self.connection = None
        self.statement = None
        self.rows = []

    def add(self, connection, table, values, criteria):
        """One row: {column: value} to set, {column: value} to find it by."""
        shape = (connection, table, tuple(values), tuple(criteria))
        if shape != self.shape:
            self.send()
            self.shape = shape
        self.rows.append([*values.values(), *criteria.values()])

    def send(self):
        if not self.rows:
            return
        rows, self.rows = self.rows, []
        connection, table, columns, keys = self.shape
        self.shape = None
        count = update_many(connection, table, columns, keys, rows)
        if count != len(rows):
            raise exc.StaleDataError(
                f"UPDATE statement on table '{table.name}' expected to update {len(rows)} "
                f"row(s); {count} were matched."
            )
