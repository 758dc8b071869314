# SPDX-License-Identifier: MIT
"""Everything that a schema is made of."""
from .._packages import borrower
from .column import Column, insert_sentinel
from .constraints import (CheckConstraint, ColumnCollectionConstraint, ColumnCollectionMixin,
                          Constraint, PrimaryKeyConstraint, UniqueConstraint)
from .defaults import (CallableColumnDefault, ColumnDefault, ColumnElementColumnDefault, Computed,
                       DefaultClause, DefaultGenerator, FetchedValue, Identity, IdentityOptions,
                       ScalarElementColumnDefault, Sequence)
from .foreign_key import ForeignKey, ForeignKeyConstraint
from .index import Index
from .metadata import DEFAULT_NAMING_CONVENTION, MetaData
from .schema_item import (BLANK_SCHEMA, NULL_UNSPECIFIED, RETAIN_SCHEMA, DialectKWArgs,
                          HasConditionalDDL, SchemaConst, SchemaEventTarget, SchemaItem,
                          SchemaVisitable)
from .schema_item import table_key as _get_table_key
from .table import Table

__all__ = [
    "BLANK_SCHEMA", "CallableColumnDefault", "CheckConstraint", "Column",
    "ColumnCollectionConstraint", "ColumnCollectionMixin", "ColumnDefault",
    "ColumnElementColumnDefault", "Computed", "Constraint", "DEFAULT_NAMING_CONVENTION",
    "DefaultClause", "DefaultGenerator", "DialectKWArgs", "FetchedValue", "ForeignKey",
    "ForeignKeyConstraint", "HasConditionalDDL", "Identity", "IdentityOptions", "Index",
    "MetaData", "NULL_UNSPECIFIED", "PrimaryKeyConstraint", "RETAIN_SCHEMA",
    "ScalarElementColumnDefault", "SchemaConst", "SchemaEventTarget", "SchemaItem",
    "SchemaVisitable", "Sequence", "Table", "UniqueConstraint", "_get_table_key",
    "insert_sentinel",
]

# The classes tell where SQLAlchemy has them.
for _name in __all__:
    _class = globals().get(_name)
    if isinstance(_class, type) and _class.__module__.startswith("sqlalchemy.sql."):
        _class.__module__ = __name__


__getattr__ = borrower(__name__)
