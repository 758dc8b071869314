# SPDX-License-Identifier: MIT
"""Walks over the elements of a statement, with and without making another one of them."""
from .._packages import borrower
from .clause import ClauseElement

Visitable = ClauseElement
ExternallyTraversible = ClauseElement


def iterate(obj, opts=None):
    """The element and all within it, the outer ones first."""
    yield obj
    waiting = [obj.get_children(**(opts or {}))]
    seen = {}
    while waiting:
        level, waiting = waiting, []
        for children in level:
            for child in children:
                yield child
                if child._is_from_clause:
                    # All columns of a subquery lead to it: once is enough.
                    if id(child) in seen:
                        continue
                    seen[id(child)] = child
                waiting.append(child.get_children(**(opts or {})))


def traverse_using(iterator, obj, visitors):
    for element in iterator:
        visit = visitors.get(element.__visit_name__)
        if visit is not None:
            visit(element)
    return obj


def traverse(obj, opts, visitors):
    """Call, for each element, the function that `visitors` has under its __visit_name__."""
    return traverse_using(iterate(obj, opts), obj, visitors)


def cloned_traverse(obj, opts, visitors):
    """A copy of the element, in which the visitors may change what they see."""
    made = {}
    stop_on = set(map(id, opts.get("stop_on", ())))

    def clone(element, **kw):
        if id(element) in stop_on or "no_replacement_traverse" in element._annotations:
            return element
        found = made.get(id(element))
        if found is None:
            copy = element._clone(**kw)
            # The original is kept too, lest its id be given again.
            found = made[id(element)] = (copy, element)
            copy._copy_internals(clone=clone, **kw)
            visit = visitors.get(copy.__visit_name__)
            if visit is not None:
                visit(copy)
        return found[0]

    kw = {"maintain_key": True} if opts.get("maintain_key") else {}
    return clone(obj, **kw) if obj is not None else None


def replacement_traverse(obj, opts, replace):
    """A copy of the element with others in the place of those for which `replace` gives one."""
    made = {}
    stop_on = set(map(id, opts.get("stop_on", ())))

    def clone(element, **kw):
        if id(element) in stop_on or "no_replacement_traverse" in element._annotations:
            return element
        other = replace(element)
        if other is not None:
            stop_on.add(id(other))
            return other
        found = made.get(id(element))
        if found is None:
            copy = element._clone(**kw)
            found = made[id(element)] = (copy, element)
            copy._copy_internals(clone=clone, **kw)
        return found[0]

    return clone(obj) if obj is not None else None


class ExternalTraversal:
    """A visitor with a method for each kind of element."""

    __traverse_options__ = {}

    def traverse_single(self, obj, **kw):
        visit = getattr(self, f"visit_{obj.__visit_name__}", None)
        return visit(obj, **kw) if visit is not None else None

    def iterate(self, obj):
        return iterate(obj, self.__traverse_options__)

    def traverse(self, obj):
        return traverse(obj, self.__traverse_options__, self._visitor_dict)

    @property
    def _visitor_dict(self):
        return {name[6:]: getattr(self, name) for name in dir(self) if name.startswith("visit_")}


class SchemaVisitor(ExternalTraversal):
    """A visitor of tables and what belongs to them."""

    __traverse_options__ = {"schema_visitor": True}


class CloningExternalTraversal(ExternalTraversal):
    """A visitor that changes a copy."""

    def traverse(self, obj):
        return cloned_traverse(obj, self.__traverse_options__, self._visitor_dict)


class ReplacingExternalTraversal(CloningExternalTraversal):
    """A visitor that puts other elements in the places of some."""

    def replace(self, elem):
        raise NotImplementedError()

    def traverse(self, obj):
        return replacement_traverse(obj, self.__traverse_options__, self.replace)


ClauseVisitor = ExternalTraversal
CloningVisitor = CloningExternalTraversal
ReplacingCloningVisitor = ReplacingExternalTraversal


class _Parts(type):
    def __getattr__(cls, name):
        if not name.startswith("dp_"):
            raise AttributeError(name)
        return name[3:]


class InternalTraversal(metaclass=_Parts):
    """`dp_...`: the kinds of parts that `_traverse_internals` of a construct tells of."""


class ExtendedInternalTraversal(InternalTraversal):
    """The same, with those that SQLAlchemy keeps to itself."""


__getattr__ = borrower(__name__)
