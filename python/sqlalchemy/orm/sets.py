# SPDX-License-Identifier: MIT
"""A set of objects by what they are, not by what they equal."""


class IdentitySet:
    """Objects, each once, in the order of adding."""

    def __init__(self, objects=()):
        self._members = {id(o): o for o in objects if o is not None}

    def add(self, value):
        self._members[id(value)] = value

    def discard(self, value):
        self._members.pop(id(value), None)

    def remove(self, value):
        del self._members[id(value)]

    def __contains__(self, value):
        return id(value) in self._members

    def __iter__(self):
        return iter(list(self._members.values()))

    def __len__(self):
        return len(self._members)

    def __eq__(self, other):
        return isinstance(other, IdentitySet) and set(self._members) == set(other._members)

    def __or__(self, other):
        return IdentitySet([*self, *other])

    union = __or__

    def __sub__(self, other):
        taken = {id(o) for o in other}
        return IdentitySet(o for o in self if id(o) not in taken)

    difference = __sub__

    def __and__(self, other):
        kept = {id(o) for o in other}
        return IdentitySet(o for o in self if id(o) in kept)

    intersection = __and__

    def __repr__(self):
        return f"IdentitySet({list(self._members.values())!r})"
