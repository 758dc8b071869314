# SPDX-License-Identifier: MIT
"""Operations on constraints."""
from ..util.langhelpers import Dispatcher
from .base import BatchOperations, Operations
from .ops_tables import MigrateOperation, schema_objects

_TYPE_OF_VISIT_NAME = {
    "unique_constraint": "unique",
    "foreign_key_constraint": "foreignkey",
    "primary_key_constraint": "primary",
    "check_constraint": "check",
    "column_check_constraint": "check",
    "table_or_column_check_constraint": "check",
}


def _given_name(constraint):
    return constraint.name if isinstance(constraint.name, str) else None


def _table_of(constraint):
    """A check may stand at a column."""
    parent = constraint.parent
    return parent if getattr(parent, "_is_schema_table", False) else parent.table


def _given(constraint, *names):
    """The attributes of `constraint` that say something."""
    return {name: getattr(constraint, name) for name in names if getattr(constraint, name)}


class AddConstraintOp(MigrateOperation):
    """ALTER TABLE ... ADD CONSTRAINT"""

    add_constraint_ops = Dispatcher()

    @property
    def constraint_type(self):
        raise NotImplementedError()

    @classmethod
    def register_add_constraint(cls, type_):
        """Have the decorated class stand for the constraints that `type_` visits."""

        def register(klass):
            cls.add_constraint_ops.dispatch_for(type_)(klass.from_constraint)
            return klass

        return register

    @classmethod
    def from_constraint(cls, constraint):
        return cls.add_constraint_ops.dispatch(constraint.__visit_name__)(constraint)

    def to_constraint(self, migration_context=None):
        raise NotImplementedError()

    def reverse(self):
        return DropConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        return ("add_constraint", self.to_constraint())


@Operations.register_operation("drop_constraint")
@BatchOperations.register_operation("drop_constraint", "batch_drop_constraint")
class DropConstraintOp(MigrateOperation):
    """ALTER TABLE ... DROP CONSTRAINT"""

    def __init__(self, constraint_name, table_name, type_=None, *, schema=None, if_exists=None,
                 _reverse=None):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.constraint_type = type_
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse

    def reverse(self):
        return AddConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        kind = "remove_fk" if self.constraint_type == "foreignkey" else "remove_constraint"
        return (kind, self.to_constraint())

    @classmethod
    def from_constraint(cls, constraint):
        table = _table_of(constraint)
        return cls(_given_name(constraint), table.name, schema=table.schema,
                   type_=_TYPE_OF_VISIT_NAME.get(constraint.__visit_name__),
                   _reverse=AddConstraintOp.from_constraint(constraint))

    def to_constraint(self):
        if self._reverse is None:
            raise ValueError(
                "constraint cannot be produced; original constraint is not present")
        constraint = self._reverse.to_constraint()
        constraint.name = self.constraint_name
        constraint.parent.name = self.table_name
        constraint.parent.schema = self.schema
        return constraint

    @classmethod
    def drop_constraint(cls, operations, constraint_name, table_name, type_=None, *, schema=None,
                        if_exists=None):
        """Drop a constraint; some databases need its type."""
        return operations.invoke(cls(constraint_name, table_name, type_=type_, schema=schema,
                                     if_exists=if_exists))

    @classmethod
    def batch_drop_constraint(cls, operations, constraint_name, type_=None):
        """Drop a constraint of the table."""
        return operations.invoke(cls(constraint_name, operations.impl.table_name, type_=type_,
                                     schema=operations.impl.schema))


@Operations.register_operation("create_primary_key")
@BatchOperations.register_operation("create_primary_key", "batch_create_primary_key")
@AddConstraintOp.register_add_constraint("primary_key_constraint")
class CreatePrimaryKeyOp(AddConstraintOp):
    """ADD PRIMARY KEY"""

    constraint_type = "primarykey"

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = constraint.parent
        return cls(_given_name(constraint), table.name, list(constraint.columns.keys()),
                   schema=table.schema, **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return schema_objects(migration_context).primary_key_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw)

    @classmethod
    def create_primary_key(cls, operations, constraint_name, table_name, columns, *, schema=None):
        """Add a primary key."""
        return operations.invoke(cls(constraint_name, table_name, columns, schema=schema))

    @classmethod
    def batch_create_primary_key(cls, operations, constraint_name, columns):
        """Add a primary key to the table."""
        return operations.invoke(cls(constraint_name, operations.impl.table_name, columns,
                                     schema=operations.impl.schema))


@Operations.register_operation("create_unique_constraint")
@BatchOperations.register_operation("create_unique_constraint", "batch_create_unique_constraint")
@AddConstraintOp.register_add_constraint("unique_constraint")
class CreateUniqueConstraintOp(AddConstraintOp):
    """ADD UNIQUE"""

    constraint_type = "unique"

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = constraint.parent
        return cls(_given_name(constraint), table.name, [c.name for c in constraint.columns],
                   schema=table.schema, **_given(constraint, "deferrable", "initially"),
                   **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return schema_objects(migration_context).unique_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw)

    @classmethod
    def create_unique_constraint(cls, operations, constraint_name, table_name, columns, *,
                                 schema=None, **kw):
        """Add a unique constraint."""
        return operations.invoke(cls(constraint_name, table_name, columns, schema=schema, **kw))

    @classmethod
    def batch_create_unique_constraint(cls, operations, constraint_name, columns, **kw):
        """Add a unique constraint to the table."""
        kw["schema"] = operations.impl.schema
        return operations.invoke(cls(constraint_name, operations.impl.table_name, columns, **kw))


@Operations.register_operation("create_foreign_key")
@BatchOperations.register_operation("create_foreign_key", "batch_create_foreign_key")
@AddConstraintOp.register_add_constraint("foreign_key_constraint")
class CreateForeignKeyOp(AddConstraintOp):
    """ADD FOREIGN KEY"""

    constraint_type = "foreignkey"

    def __init__(self, constraint_name, source_table, referent_table, local_cols, remote_cols,
                 **kw):
        self.constraint_name = constraint_name
        self.source_table = source_table
        self.referent_table = referent_table
        self.local_cols = local_cols
        self.remote_cols = remote_cols
        self.kw = kw

    def to_diff_tuple(self):
        return ("add_fk", self.to_constraint())

    @classmethod
    def from_constraint(cls, constraint):
        from ..util.sqla_compat import _fk_spec

        schema, table, columns, target_schema, target_table, target_columns = (
            _fk_spec(constraint)[:6])
        return cls(_given_name(constraint), table, target_table, columns, target_columns,
                   source_schema=schema, referent_schema=target_schema,
                   **_given(constraint, "onupdate", "ondelete", "initially", "deferrable",
                            "use_alter", "match"),
                   **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return schema_objects(migration_context).foreign_key_constraint(
            self.constraint_name, self.source_table, self.referent_table, self.local_cols,
            self.remote_cols, **self.kw)

    @classmethod
    def create_foreign_key(cls, operations, constraint_name, source_table, referent_table,
                           local_cols, remote_cols, *, onupdate=None, ondelete=None,
                           deferrable=None, initially=None, match=None, source_schema=None,
                           referent_schema=None, **dialect_kw):
        """Add a foreign key."""
        return operations.invoke(cls(
            constraint_name, source_table, referent_table, local_cols, remote_cols,
            onupdate=onupdate, ondelete=ondelete, deferrable=deferrable,
            source_schema=source_schema, referent_schema=referent_schema, initially=initially,
            match=match, **dialect_kw))

    @classmethod
    def batch_create_foreign_key(cls, operations, constraint_name, referent_table, local_cols,
                                 remote_cols, *, referent_schema=None, onupdate=None,
                                 ondelete=None, deferrable=None, initially=None, match=None,
                                 **dialect_kw):
        """Add a foreign key to the table."""
        return operations.invoke(cls(
            constraint_name, operations.impl.table_name, referent_table, local_cols, remote_cols,
            onupdate=onupdate, ondelete=ondelete, deferrable=deferrable,
            source_schema=operations.impl.schema, referent_schema=referent_schema,
            initially=initially, match=match, **dialect_kw))


@Operations.register_operation("create_check_constraint")
@BatchOperations.register_operation("create_check_constraint", "batch_create_check_constraint")
@AddConstraintOp.register_add_constraint("check_constraint")
@AddConstraintOp.register_add_constraint("table_or_column_check_constraint")
@AddConstraintOp.register_add_constraint("column_check_constraint")
class CreateCheckConstraintOp(AddConstraintOp):
    """ADD CHECK"""

    constraint_type = "check"

    def __init__(self, constraint_name, table_name, condition, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.condition = condition
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _table_of(constraint)
        return cls(_given_name(constraint), table.name, constraint.sqltext, schema=table.schema,
                   **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return schema_objects(migration_context).check_constraint(
            self.constraint_name, self.table_name, self.condition, schema=self.schema, **self.kw)

    @classmethod
    def create_check_constraint(cls, operations, constraint_name, table_name, condition, *,
                                schema=None, **kw):
        """Add a check constraint."""
        return operations.invoke(cls(constraint_name, table_name, condition, schema=schema, **kw))

    @classmethod
    def batch_create_check_constraint(cls, operations, constraint_name, condition, **kw):
        """Add a check constraint to the table."""
        return operations.invoke(cls(constraint_name, operations.impl.table_name, condition,
                                     schema=operations.impl.schema, **kw))


@Operations.register_operation("create_exclude_constraint")
@BatchOperations.register_operation("create_exclude_constraint", "batch_create_exclude_constraint")
@AddConstraintOp.register_add_constraint("exclude_constraint")
class CreateExcludeConstraintOp(AddConstraintOp):
    """ADD EXCLUDE, of PostgreSQL"""

    constraint_type = "exclude"

    def __init__(self, constraint_name, table_name, elements, where=None, schema=None,
                 _orig_constraint=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.elements = elements
        self.where = where
        self.schema = schema
        self._orig_constraint = _orig_constraint
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = constraint.parent
        return cls(constraint.name, table.name,
                   [(expression, operator) for expression, _, operator
                    in constraint._render_exprs],
                   where=constraint.where, schema=table.schema, _orig_constraint=constraint,
                   deferrable=constraint.deferrable, initially=constraint.initially,
                   using=constraint.using)

    def to_constraint(self, migration_context=None):
        if self._orig_constraint is not None:
            return self._orig_constraint
        return schema_objects(migration_context).exclude_constraint(
            self.constraint_name, self.table_name, self.elements, where=self.where,
            schema=self.schema, **self.kw)

    @classmethod
    def create_exclude_constraint(cls, operations, constraint_name, table_name, *elements, **kw):
        """Add an exclude constraint, of pairs of an expression and an operator."""
        return operations.invoke(cls(constraint_name, table_name, elements, **kw))

    @classmethod
    def batch_create_exclude_constraint(cls, operations, constraint_name, *elements, **kw):
        """Add an exclude constraint to the table."""
        kw["schema"] = operations.impl.schema
        return operations.invoke(cls(constraint_name, operations.impl.table_name, elements, **kw))
