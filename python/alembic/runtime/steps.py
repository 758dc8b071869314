# SPDX-License-Identifier: MIT
"""Steps along the graph of revisions, and what listeners are told of them."""
import _retort

from ..util.langhelpers import to_tuple


class MigrationInfo:
    """One step from some revisions to others."""

    def __init__(self, revision_map, is_upgrade, is_stamp, up_revisions, down_revisions):
        self.revision_map = revision_map
        self.is_upgrade = is_upgrade
        self.is_stamp = is_stamp
        self.up_revision_ids = to_tuple(up_revisions, default=())
        self.up_revision_id = self.up_revision_ids[0] if self.up_revision_ids else None
        self.down_revision_ids = to_tuple(down_revisions, default=())

    @property
    def is_migration(self):
        return not self.is_stamp

    @property
    def source_revision_ids(self):
        return self.down_revision_ids if self.is_upgrade else self.up_revision_ids

    @property
    def destination_revision_ids(self):
        return self.up_revision_ids if self.is_upgrade else self.down_revision_ids

    @property
    def up_revision(self):
        return self.revision_map.get_revision(self.up_revision_id)

    @property
    def up_revisions(self):
        return self.revision_map.get_revisions(self.up_revision_ids)

    @property
    def down_revisions(self):
        return self.revision_map.get_revisions(self.down_revision_ids)

    @property
    def source_revisions(self):
        return self.revision_map.get_revisions(self.source_revision_ids)

    @property
    def destination_revisions(self):
        return self.revision_map.get_revisions(self.destination_revision_ids)


class MigrationStep:
    """A movement from some revisions to others, as a plan has it."""

    def __init__(self, revision_map, core):
        self.revision_map = revision_map
        self._core = core

    @classmethod
    def _from_core(cls, revision_map, core):
        made = cls.__new__(cls)
        MigrationStep.__init__(made, revision_map, core)
        return made

    @classmethod
    def upgrade_from_script(cls, revision_map, script):
        return RevisionStep(revision_map, script, True)

    @classmethod
    def downgrade_from_script(cls, revision_map, script):
        return RevisionStep(revision_map, script, False)

    @property
    def is_upgrade(self):
        return self._core.is_upgrade

    @property
    def is_downgrade(self):
        return not self.is_upgrade

    @property
    def name(self):
        return self.migration_fn.__name__

    @property
    def from_revisions(self):
        return tuple(self._core.from_all)

    @property
    def to_revisions(self):
        return tuple(self._core.to_all)

    @property
    def from_revisions_no_deps(self):
        return tuple(self._core.from_ids)

    @property
    def to_revisions_no_deps(self):
        return tuple(self._core.to_ids)

    @property
    def short_log(self):
        return self._core.text

    def __str__(self):
        return f"{self.short_log}, {self.doc}" if self.doc else self.short_log


class RevisionStep(MigrationStep):
    """One script, up or down."""

    def __init__(self, revision_map, revision, is_upgrade):
        super().__init__(revision_map, revision_map._graph.step(revision.revision, is_upgrade))

    @property
    def revision(self):
        return self.revision_map._object(self._core.revision)

    @property
    def migration_fn(self):
        module = self.revision.module
        return module.upgrade if self.is_upgrade else module.downgrade

    @property
    def name(self):
        return "upgrade" if self.is_upgrade else "downgrade"

    @property
    def doc(self):
        return self.revision.doc

    @property
    def info(self):
        revision = self.revision
        return MigrationInfo(self.revision_map, up_revisions=revision.revision,
                             down_revisions=revision._normalized_down_revisions,
                             is_upgrade=self.is_upgrade, is_stamp=False)

    def __repr__(self):
        return f"RevisionStep({self._core.revision!r}, is_upgrade={self.is_upgrade!r})"

    def __eq__(self, other):
        return (isinstance(other, RevisionStep) and other.revision is self.revision
                and other.is_upgrade == self.is_upgrade)

    __hash__ = None


class StampStep(MigrationStep):
    """A change of the version table alone."""

    doc = None
    name = "stamp_revision"

    def __init__(self, from_, to_, is_upgrade, branch_move, revision_map=None):
        super().__init__(revision_map, _retort.Step.stamp(
            list(to_tuple(from_, default=())), list(to_tuple(to_, default=())), is_upgrade,
            branch_move))

    @property
    def from_(self):
        return tuple(self._core.from_all)

    @property
    def to_(self):
        return tuple(self._core.to_all)

    @property
    def branch_move(self):
        return self._core.branch_move

    @property
    def migration_fn(self):
        return self.stamp_revision

    def stamp_revision(self, **kw):
        return None

    @property
    def info(self):
        up, down = ((self.to_, self.from_) if self.is_upgrade else (self.from_, self.to_))
        return MigrationInfo(self.revision_map, up_revisions=up, down_revisions=down,
                             is_upgrade=self.is_upgrade, is_stamp=True)

    def __eq__(self, other):
        return (isinstance(other, StampStep) and other.from_ == self.from_
                and other.to_ == self.to_ and other.branch_move == self.branch_move
                and other.is_upgrade == self.is_upgrade)

    __hash__ = None
