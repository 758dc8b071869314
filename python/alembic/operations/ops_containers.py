# SPDX-License-Identifier: MIT
"""Operations that hold others: those of one table, of one script."""
from ..util.langhelpers import to_list
from .ops_tables import MigrateOperation


class OpContainer(MigrateOperation):
    """A list of operations."""

    def __init__(self, ops=()):
        self.ops = list(ops)

    def is_empty(self):
        return not self.ops

    def as_diffs(self):
        return list(self._ops_as_diffs(self))

    @classmethod
    def _ops_as_diffs(cls, migrations):
        for op in migrations.ops:
            if hasattr(op, "ops"):
                yield from cls._ops_as_diffs(op)
            else:
                yield op.to_diff_tuple()

    def _reversed(self):
        made = [op.reverse() for op in reversed(self.ops)]
        return [op for op in made if op is not None]


class ModifyTableOps(OpContainer):
    """The operations on one table."""

    def __init__(self, table_name, ops, *, schema=None):
        super().__init__(ops)
        self.table_name = table_name
        self.schema = schema

    def reverse(self):
        return ModifyTableOps(self.table_name, ops=self._reversed(), schema=self.schema)


class UpgradeOps(OpContainer):
    """The operations of upgrade()."""

    def __init__(self, ops=(), upgrade_token="upgrades"):
        super().__init__(ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops):
        downgrade_ops.ops[:] = self._reversed()
        return downgrade_ops

    def reverse(self):
        return self.reverse_into(DowngradeOps())


class DowngradeOps(OpContainer):
    """The operations of downgrade()."""

    def __init__(self, ops=(), downgrade_token="downgrades"):
        super().__init__(ops)
        self.downgrade_token = downgrade_token

    def reverse(self):
        return UpgradeOps(ops=self._reversed())


def _require(found, cls):
    for each in found:
        if not isinstance(each, cls):
            raise TypeError(f"Operations of a script are {cls.__name__}, not {each!r}")


class MigrationScript(MigrateOperation):
    """A revision file to be."""

    def __init__(self, rev_id, upgrade_ops, downgrade_ops, *, message=None, imports=frozenset(),
                 head=None, splice=None, branch_label=None, version_path=None, depends_on=None):
        self.rev_id = rev_id
        self.message = message
        self.imports = set(imports) if isinstance(imports, frozenset) else imports
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = str(version_path).replace("\\", "/") if version_path else None
        self.depends_on = depends_on
        self.upgrade_ops = upgrade_ops
        self.downgrade_ops = downgrade_ops

    @staticmethod
    def _single(found, kind):
        if len(found) > 1:
            raise ValueError(
                f"This MigrationScript instance has a multiple-entry list for {kind}Ops; please "
                f"use the {kind.lower()}_ops_list attribute."
            )
        return found[0] if found else None

    @property
    def upgrade_ops(self):
        return self._single(self._upgrade_ops, "Upgrade")

    @upgrade_ops.setter
    def upgrade_ops(self, upgrade_ops):
        self._upgrade_ops = to_list(upgrade_ops)
        _require(self._upgrade_ops, UpgradeOps)

    @property
    def downgrade_ops(self):
        return self._single(self._downgrade_ops, "Downgrade")

    @downgrade_ops.setter
    def downgrade_ops(self, downgrade_ops):
        self._downgrade_ops = to_list(downgrade_ops)
        _require(self._downgrade_ops, DowngradeOps)

    @property
    def upgrade_ops_list(self):
        return self._upgrade_ops

    @property
    def downgrade_ops_list(self):
        return self._downgrade_ops
