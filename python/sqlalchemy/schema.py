# SPDX-License-Identifier: MIT
"""Tables, columns, constraints, and DDL."""
from .sql.schema import *  # noqa: F401
from .sql.schema import __all__ as _schema_names
from .sql.schema import _get_table_key  # noqa: F401

# The second half stands in other modules, which are imported when they are asked for.
__all__ = [name for name in _schema_names if not name.startswith("_")] + """
    AddConstraint BaseDDLElement CreateColumn CreateIndex CreateSchema CreateSequence CreateTable
    DDL DDLElement DropColumnComment DropConstraint DropConstraintComment DropIndex DropSchema
    DropSequence DropTable DropTableComment ExecutableDDLElement SetColumnComment
    SetConstraintComment SetTableComment conv sort_tables sort_tables_and_constraints
    """.split()

_ELSEWHERE = {
    "conv": "names",
    "SchemaVisitor": "visitors",
}


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'sqlalchemy.schema' has no attribute {name!r}")
    from .sql import ddl

    if name in ddl.__all__:
        return getattr(ddl, name)
    if name in _ELSEWHERE:
        from importlib import import_module

        return getattr(import_module(f"sqlalchemy.sql.{_ELSEWHERE[name]}"), name)
    if name in ("ThreadLocalMetaData", "PassiveDefault"):  # 1.x
        from .util import warn_deprecated

        instead = {"ThreadLocalMetaData": "MetaData", "PassiveDefault": "DefaultClause"}[name]
        warn_deprecated(f"sqlalchemy.{name} is {instead} in later versions", "0.6")
        return globals()[instead]
    raise AttributeError(f"module 'sqlalchemy.schema' has no attribute {name!r}")
