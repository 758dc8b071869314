# SPDX-License-Identifier: MIT
"""The classes of operations."""
from .ops_columns import AddColumnOp, AlterColumnOp, DropColumnOp  # noqa: F401
from .ops_constraints import (  # noqa: F401
    AddConstraintOp,
    CreateCheckConstraintOp,
    CreateExcludeConstraintOp,
    CreateForeignKeyOp,
    CreatePrimaryKeyOp,
    CreateUniqueConstraintOp,
    DropConstraintOp,
)
from .ops_containers import (  # noqa: F401
    DowngradeOps,
    MigrationScript,
    ModifyTableOps,
    OpContainer,
    UpgradeOps,
)
from .ops_data import BulkInsertOp, ExecuteSQLOp  # noqa: F401
from .ops_indexes import CreateIndexOp, DropIndexOp  # noqa: F401
from .ops_tables import (  # noqa: F401
    AlterTableOp,
    CreateTableCommentOp,
    CreateTableOp,
    DropTableCommentOp,
    DropTableOp,
    MigrateOperation,
    RenameTableOp,
)

# They tell that they are of this module, as messages and logs show them.
for _found in list(globals().values()):
    if isinstance(_found, type):
        _found.__module__ = __name__
