# SPDX-License-Identifier: MIT
"""What listeners to applied versions are told."""
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
