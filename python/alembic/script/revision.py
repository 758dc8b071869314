# SPDX-License-Identifier: MIT
"""Revisions, their map, and what can be wrong with them."""
import _retort

from ..util.langhelpers import to_tuple


class RevisionError(Exception):
    """Something is wrong with revisions or with how they are named."""

    # What a command says in its place, where that is something else.
    _command_text = None
    # Whether it is found when the file has been written already.
    _is_left_behind = False


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

    def __init__(self, revision):
        super().__init__([revision] if isinstance(revision, str) else revision)


class DependencyLoopDetected(DependencyCycleDetected, LoopDetected):
    kind = "Dependency self-loop"


class Revision:
    """A place in the graph of revisions."""

    nextrev = frozenset()
    _all_nextrev = frozenset()
    _resolved_dependencies = ()
    _normalized_resolved_dependencies = ()

    def __init__(self, revision, down_revision, dependencies=None, branch_labels=None):
        if down_revision and revision in to_tuple(down_revision):
            raise LoopDetected(revision)
        if dependencies and revision in to_tuple(dependencies):
            raise DependencyLoopDetected(revision)
        self.verify_rev_id(revision)
        self.revision = revision
        self.down_revision = tuple_rev_as_scalar(down_revision)
        self.dependencies = tuple_rev_as_scalar(dependencies)
        self._orig_branch_labels = to_tuple(branch_labels, default=())
        self.branch_labels = set(self._orig_branch_labels)

    @classmethod
    def verify_rev_id(cls, revision):
        illegal = sorted(set(revision).intersection("@-+:"))
        if illegal:
            raise RevisionError(f"Character(s) '{', '.join(illegal)}' not allowed in revision "
                                f"identifier '{revision}'")

    def _take_links(self, record):
        """What the map has found out about this revision."""
        self.branch_labels = set(record["branch_labels"])
        self.nextrev = frozenset(record["nextrev"])
        self._all_nextrev = frozenset(record["all_nextrev"])
        self._resolved_dependencies = tuple(record["dependencies"])
        self._normalized_resolved_dependencies = tuple(record["normalized_dependencies"])

    @property
    def _versioned_down_revisions(self):
        return to_tuple(self.down_revision, default=())

    @property
    def _normalized_down_revisions(self):
        return self._versioned_down_revisions + self._normalized_resolved_dependencies

    @property
    def _all_down_revisions(self):
        return self._versioned_down_revisions + self._resolved_dependencies

    @property
    def is_head(self):
        return not self.nextrev

    @property
    def _is_real_head(self):
        return not self._all_nextrev

    @property
    def is_base(self):
        return self.down_revision is None

    @property
    def _is_real_base(self):
        return self.down_revision is None and self.dependencies is None

    @property
    def is_branch_point(self):
        return len(self.nextrev) > 1

    @property
    def _is_real_branch_point(self):
        return len(self._all_nextrev) > 1

    @property
    def is_merge_point(self):
        return len(self._versioned_down_revisions) > 1

    def __repr__(self):
        args = [repr(self.revision), repr(self.down_revision)]
        if self.dependencies:
            args.append(f"dependencies={self.dependencies!r}")
        if self.branch_labels:
            args.append(f"branch_labels={self.branch_labels!r}")
        return f"{type(self).__name__}({', '.join(args)})"


def tuple_rev_as_scalar(rev):
    """None for no revisions, the one for one, else the tuple."""
    if not rev:
        return None
    if isinstance(rev, str):
        return rev
    return rev[0] if len(rev) == 1 else tuple(rev)


def _notation(revision):
    return {"revision": revision.revision,
            "down_revision": list(to_tuple(revision.down_revision, default=())),
            "branch_labels": list(revision._orig_branch_labels),
            "depends_on": list(to_tuple(revision.dependencies, default=()))}


def _ids(value):
    """A symbol, or a list of them, from whatever names revisions."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Revision):
        return value.revision
    return [each.revision if isinstance(each, Revision) else each for each in value
            if each is not None]


class RevisionMap:
    """Revisions by their ids, and the ways between them; read when it is first asked."""

    def __init__(self, generator):
        self._generator = generator
        self._known = None
        self._objects = {}

    @property
    def _graph(self):
        if self._known is None:
            self._known = self._load()
        return self._known

    def _load(self):
        objects = list(self._generator())
        graph = _retort.RevisionGraph([_notation(each) for each in objects])
        self._warn(graph)
        for each in objects:
            self._objects[each.revision] = each
        for each in self._objects.values():
            each._take_links(graph.record(each.revision))
        return graph

    @staticmethod
    def _warn(graph):
        if graph.warnings:
            from ..util.messaging import warn

            for text in graph.warnings:
                warn(text)

    def _object(self, id_):
        return self._objects[id_]

    def _many(self, ids):
        return tuple(map(self._object, ids))

    # ---- ends and all

    @property
    def heads(self):
        return tuple(self._graph.heads())

    @property
    def _real_heads(self):
        return tuple(self._graph.real_heads())

    @property
    def bases(self):
        return tuple(self._graph.bases())

    @property
    def _real_bases(self):
        return tuple(self._graph.real_bases())

    @property
    def _revision_map(self):
        found = {id_: self._object(id_) for id_ in self._graph.ids()}
        for label in self._graph.labels():
            found[label] = self._object(self._graph.find(label))
        found[None] = found[()] = None
        return found

    def __iter__(self):
        return iter(self._many(self._graph.ids()))

    def add_revision(self, revision, _replace=False):
        """Take one more revision into the map."""
        graph = self._graph
        if _replace:
            self._objects.pop(revision.revision, None)
        known = [each for each in self._many(graph.ids())
                 if not _replace or each.revision != revision.revision]
        made = _retort.RevisionGraph([_notation(each) for each in (*known, revision)])
        if not _replace:
            self._warn(made)
        self._objects[revision.revision] = revision
        self._known = made
        for id_, each in self._objects.items():
            each._take_links(made.record(id_))

    # ---- from names to revisions

    def get_current_head(self, branch_label=None):
        heads = self.heads
        if branch_label:
            heads = self.filter_for_lineage(heads, branch_label)
        if len(heads) > 1:
            raise MultipleHeads(heads, f"{branch_label}@head" if branch_label else "head")
        return heads[0] if heads else None

    def get_revisions(self, id_):
        """The revisions that a symbol names, or each of several."""
        if isinstance(id_, (list, tuple, set, frozenset)):
            return tuple(found for each in id_ for found in self.get_revisions(each))
        if id_ is None:
            return ()
        if isinstance(id_, Revision):
            return (id_,)
        _require_text(id_)
        return self._many(self._graph.resolve(id_))

    def get_revision(self, id_):
        """The one revision that a symbol names."""
        if isinstance(id_, (list, tuple)):
            if len(id_) > 1:
                raise MultipleHeads(tuple(id_), id_)
            id_ = id_[0] if id_ else None
        if id_ is None:
            return None
        if isinstance(id_, Revision):
            return id_
        _require_text(id_)
        found = self._graph.resolve_one(id_)
        return None if found is None else self._object(found)

    def _resolve_revision_number(self, id_):
        """The ids that a symbol stands for, without looking whether they are there; its branch."""
        label = None
        if isinstance(id_, str) and "@" in id_:
            label, _, id_ = id_.partition("@")
        elif id_ is not None and not isinstance(id_, (str, tuple)):
            _require_text(id_)
        if id_ == "heads":
            return (self.filter_for_lineage(self.heads, label) if label
                    else self._real_heads), label
        if id_ == "head":
            head = self.get_current_head(label)
            return ((head,) if head else ()), label
        if id_ is None or id_ == "base":
            return (), label
        return to_tuple(id_), label

    def _revision_for_ident(self, resolved_id, check_branch=None):
        if resolved_id is None:
            return None
        return self.get_revision(f"{check_branch}@{resolved_id}" if check_branch else resolved_id)

    # ---- ways

    def filter_for_lineage(self, targets, check_against, include_dependencies=False):
        """Those of `targets` that share a line with a branch or a revision."""
        targets = tuple(targets)
        if not check_against:
            return targets
        by_id = {self._graph.resolve_one(_ids(each)): each for each in targets}
        kept = self._graph.in_lineage([id_ for id_ in by_id if id_ is not None],
                                      _ids(check_against), include_dependencies)
        return tuple(by_id[id_] for id_ in kept)

    def iterate_revisions(self, upper, lower, implicit_base=False, inclusive=False,
                          assert_relative_length=True, select_for_downgrade=False):
        """From the upper end down to the lower one, newest first."""
        ids = self._graph.iterate(
            _ids(upper), _ids(lower), implicit_base=implicit_base, inclusive=inclusive,
            stops_at_edge=not assert_relative_length, for_downgrade=select_for_downgrade)
        yield from self._many(ids)

    def _get_all_current(self, id_):
        """What a database at these revisions shows: the tips of all that they imply."""
        return set(self._many(self._graph.current(list(to_tuple(id_, default=())))))

    def _related(self, targets, links):
        found, waiting = [], [self.get_revision(_ids(each)) for each in targets]
        seen = set()
        while waiting:
            each = waiting.pop()
            if each is None or each.revision in seen:
                continue
            seen.add(each.revision)
            found.append(each)
            waiting.extend(map(self._object, links(each)))
        return found

    def _get_descendant_nodes(self, targets, map_=None, check=False,
                              omit_immediate_dependencies=False, include_dependencies=True):
        return self._related(
            targets, lambda each: each._all_nextrev if include_dependencies else each.nextrev)

    def _get_ancestor_nodes(self, targets, map_=None, check=False, include_dependencies=True):
        return self._related(
            targets, lambda each: each._normalized_down_revisions if include_dependencies
            else each._versioned_down_revisions)


def _require_text(id_):
    if not isinstance(id_, str):
        raise RevisionError(f"revision identifier {id_!r} is not a string; ensure database "
                            "driver settings are correct")
