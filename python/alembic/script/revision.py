# SPDX-License-Identifier: MIT
"""Revisions, their map, and what can be wrong with them."""
from ..util.langhelpers import to_tuple


class RevisionError(Exception):
    """Something is wrong with revisions or with how they are named."""


class RangeNotAncestorError(RevisionError):
    def __init__(self, lower, upper):
        self.lower = lower
        self.upper = upper
        super().__init__(f"Revision {lower or 'base'} is not an ancestor of revision "
                         f"{upper or 'base'}")


class MultipleHeads(RevisionError):
    def __init__(self, heads, argument):
        self.heads = heads
        self.argument = argument
        super().__init__(f"Multiple heads are present for given argument '{argument}'; "
                         f"{', '.join(heads)}")


class ResolutionError(RevisionError):
    def __init__(self, message, argument):
        super().__init__(message)
        self.argument = argument


class CycleDetected(RevisionError):
    kind = "Cycle"

    def __init__(self, revisions):
        self.revisions = revisions
        super().__init__(f"{self.kind} is detected in revisions ({', '.join(revisions)})")


class DependencyCycleDetected(CycleDetected):
    kind = "Dependency cycle"


class LoopDetected(CycleDetected):
    kind = "Self-loop"


class DependencyLoopDetected(DependencyCycleDetected, LoopDetected):
    kind = "Dependency self-loop"


class Revision:
    """A place in the graph of revisions."""

    def __init__(self, revision, down_revision, dependencies=None, branch_labels=None):
        self.revision = revision
        self.down_revision = tuple_rev_as_scalar(down_revision)
        self.dependencies = tuple_rev_as_scalar(dependencies)
        self.branch_labels = set(to_tuple(branch_labels, default=()))
        self.nextrev = frozenset()

    @property
    def _versioned_down_revisions(self):
        return to_tuple(self.down_revision, default=())

    @property
    def _normalized_down_revisions(self):
        return self._versioned_down_revisions + to_tuple(self.dependencies, default=())

    _all_down_revisions = _normalized_down_revisions

    @property
    def is_head(self):
        return not self.nextrev

    @property
    def is_base(self):
        return self.down_revision is None

    @property
    def is_branch_point(self):
        return len(self.nextrev) > 1

    @property
    def is_merge_point(self):
        return len(self._versioned_down_revisions) > 1

    def __repr__(self):
        return f"{type(self).__name__}({self.revision!r}, {self.down_revision!r})"


def tuple_rev_as_scalar(rev):
    """None for no revisions, the one for one, else the tuple."""
    if not rev:
        return None
    if isinstance(rev, str):
        return rev
    return rev[0] if len(rev) == 1 else tuple(rev)


class RevisionMap:
    """The revisions of a directory of scripts."""

    def __init__(self, generator):
        directory = getattr(generator, "__self__", None)
        if directory is None or not hasattr(directory, "_core"):
            raise NotImplementedError(
                "A RevisionMap over revisions that are in no directory is not supported by Retort "
                "yet"
            )
        self._directory = directory

    @property
    def heads(self):
        return tuple(self._directory.get_heads())

    @property
    def _real_heads(self):
        return self.heads

    @property
    def bases(self):
        return tuple(self._directory.get_bases())

    @property
    def _revision_map(self):
        return {script.revision: script for script in self._directory.walk_revisions()}

    def get_current_head(self, branch_label=None):
        if branch_label is None:
            return self._directory.get_current_head()
        return self._directory.get_revision(f"{branch_label}@head").revision

    def get_revision(self, id_):
        return self._directory.get_revision(id_)

    def get_revisions(self, id_):
        return self._directory.get_revisions(id_)

    def iterate_revisions(self, upper, lower, **options):
        return self._directory.iterate_revisions(upper, lower, **options)

    def __iter__(self):
        return self._directory.walk_revisions()
