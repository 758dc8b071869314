# SPDX-License-Identifier: MIT
"""Dispatch to several functions, in the order of their priority."""
import enum


class PriorityDispatchResult(enum.Enum):
    """What a function says about those after it in its subgroup."""

    CONTINUE = enum.auto()
    STOP = enum.auto()


class DispatchPriority(enum.IntEnum):
    """When a function comes."""

    FIRST = 50
    MEDIUM = 25
    LAST = 10


class PriorityDispatcher:
    """All functions registered for a target, called in turn."""

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, priority=DispatchPriority.MEDIUM, qualifier="default",
                     subgroup=None):
        def decorate(function):
            self._registry.setdefault((target, qualifier, priority), []).append(
                (function, subgroup)
            )
            return function

        return decorate

    def dispatch(self, target, *, qualifier="default"):
        qualifiers = ("default",) if qualifier == "default" else (qualifier, "default")

        def go(*args, **kw):
            stopped = set()
            for priority in DispatchPriority:
                for each in qualifiers:
                    for function, subgroup in self._registry.get((target, each, priority), ()):
                        if subgroup in stopped:
                            continue
                        if function(*args, **kw) is PriorityDispatchResult.STOP:
                            stopped.add(subgroup)

        return go

    def branch(self):
        made = PriorityDispatcher()
        made.populate_with(self)
        return made

    def populate_with(self, other):
        for key, functions in other._registry.items():
            self._registry.setdefault(key, []).extend(functions)
