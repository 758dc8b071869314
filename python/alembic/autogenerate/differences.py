# SPDX-License-Identifier: MIT
"""The engine's differences as Alembic's operations, of the author's and the database's objects."""
from ..operations import ops


class Differences:
    """Makes operations; positions are looked up on both sides."""

    def __init__(self, models, database):
        self.models = models
        self.database = database

    def operations(self, found, by_table, by_column):
        """All of them, in order. `by_table` and `by_column` have what comparators of others made of
        the operations on a table, and on a column."""
        made = []
        for group in found:
            if group[0] == "table":
                _, name, schema, differences = group
                inner = self.of_table(name, schema, differences, by_table, by_column)
                if inner:
                    made.append(ops.ModifyTableOps(name, inner, schema=schema))
            else:
                made.append(self._operation(group[1], None, None))
        return made

    def of_table(self, name, schema, differences, by_table, by_column):
        made = []
        for difference in differences:
            kind, model, _, details = difference
            if kind == "replaced":
                made.extend(by_table[details])
            elif kind == "AlterColumn" and model in by_column:
                made.append(by_column[model])
            else:
                made.append(self._operation(difference, name, schema))
        return made

    def _operation(self, difference, name, schema):
        kind, model, database, details = difference
        models, reflected = self.models, self.database
        if kind == "CreateTable":
            return ops.CreateTableOp.from_table(models.table(model))
        if kind == "DropTable":
            return ops.DropTableOp.from_table(reflected.table(database[0]))
        if kind == "AddColumn":
            return ops.AddColumnOp.from_column_and_tablename(schema, name, models.column(model))
        if kind == "DropColumn":
            return ops.DropColumnOp.from_column_and_tablename(schema, name,
                                                              reflected.column(database))
        if kind == "AlterColumn":
            return self.alter_column(name, schema, details, model, database)
        if kind == "CreateIndex":
            return ops.CreateIndexOp.from_index(models.index(model))
        if kind == "DropIndex":
            return ops.DropIndexOp.from_index(reflected.index(database))
        if kind == "AddConstraint":
            return ops.AddConstraintOp.from_constraint(models.constraint(model))
        if kind == "DropConstraint":
            return ops.DropConstraintOp.from_constraint(reflected.constraint(database))
        if kind == "CreateTableComment":
            return ops.CreateTableCommentOp(name, models.table(model).comment, schema=schema,
                                            existing_comment=details)
        if kind == "DropTableComment":
            return ops.DropTableCommentOp(name, existing_comment=details, schema=schema)
        assert kind == "Execute", kind
        from .statements import ComparedSQLOp

        return ComparedSQLOp(details["sql"], committed=details["committed"], undo=details["undo"])

    def alter_column(self, name, schema, changes, model, database):
        """`changes` tells what changes, and what is known of the column before."""
        ours, theirs = self.models.column(model), self.database.column(database)
        made = ops.AlterColumnOp(name, ours.name, schema=schema)
        if changes.get("existing_type"):
            made.existing_type = theirs.type
        if changes.get("existing_server_default"):
            made.existing_server_default = theirs.server_default
        made.existing_nullable = changes.get("existing_nullable")
        made.existing_comment = changes.get("existing_comment")
        if changes.get("type"):
            made.modify_type = ours.type
        if changes.get("server_default"):
            made.modify_server_default = ours.server_default
        if changes.get("comment"):
            made.modify_comment = ours.comment
        made.modify_nullable = changes.get("nullable")
        said = changes.get("autoincrement")
        # To the core a column with a default of Python's is never numbered, either.
        if said or (said is False and ours.autoincrement is False):
            made.kw["autoincrement"] = said
        return made
