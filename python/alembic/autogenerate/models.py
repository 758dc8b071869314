# SPDX-License-Identifier: MIT
"""The author's tables as the engine compares them; positions lead back to the author's objects."""
from sqlalchemy.sql.constraints import PrimaryKeyConstraint
from sqlalchemy.sql.schema_item import options_notation, table_name_notation


class ModelTables:
    """All tables of some MetaData, one after the other."""

    def __init__(self, metadatas, dialect):
        self.metadatas = metadatas
        self.dialect = dialect
        self.tables = []

    def notation(self):
        """Each table is described when it comes to be read: all at once would take room."""
        made = []
        for metadata in self.metadatas:
            tables = metadata.sorted_tables
            self.tables += tables
            made.append({
                "schema": None if metadata.schema is None else str(metadata.schema),
                "tables": map(self._table, tables)})
        return made

    def _table(self, table):
        dialect = self.dialect
        made = {
            "name": table_name_notation(table.name, table.schema),
            "columns": [column._schema_notation(dialect) for column in table.columns],
            "constraints": [constraint._notation(dialect) for constraint in constraints(table)],
            "indexes": [index._notation(dialect) for index in table._sorted_indexes()],
        }
        if table.comment is not None:
            made["comment"] = table.comment
        if table._dialect_options:
            made["options"] = options_notation(table, dialect)
        return made

    # ---- what a position is about

    def table(self, position):
        return self.tables[position[0]]

    def column(self, position):
        return list(self.table(position).columns)[position[1]]

    def index(self, position):
        return self.table(position)._sorted_indexes()[position[1]]

    def constraint(self, position):
        table, element, column = position
        if column is not None:
            return column_checks(list(self.tables[table].columns)[column])[element]
        return constraints(self.tables[table])[element]

    def find(self, kind, position):
        if kind == "table":
            return self.table(position)
        if position[1] is None:
            return None
        if kind == "column":
            return self.column(position)
        if kind == "index":
            return self.index(position)
        return self.constraint(position)


def constraints(table):
    """Those that the engine is told of."""
    return [each for each in table._sorted_constraints if not each._type_bound
            and (not isinstance(each, PrimaryKeyConstraint) or each._columns._index)]


def column_checks(column):
    return sorted((each for each in column.constraints if not each._type_bound),
                  key=lambda each: each._creation_order)
