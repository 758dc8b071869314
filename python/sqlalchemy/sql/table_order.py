# SPDX-License-Identifier: MIT
"""Tables in an order in which they can be created, and the foreign keys that must wait."""
from .. import exc, util


def sort_tables(tables, skip_fn=None, extra_dependencies=None):
    """`tables` so that each comes after those that it refers to."""
    def skip(constraint):
        return True if any(skip_fn(element) for element in constraint.elements) else None

    pairs = sort_tables_and_constraints(tables, skip if skip_fn is not None else None,
                                        extra_dependencies, _warn_for_cycles=True)
    return [table for table, _ in pairs if table is not None]


def sort_tables_and_constraints(tables, filter_fn=None, extra_dependencies=None,
                                _warn_for_cycles=False):
    """[(table, its constraints)...], and at last (None, the constraints to be added then)."""
    tables = list(tables)
    fixed = list(extra_dependencies or ())
    mutable = []
    remaining = []
    for table in tables:
        for constraint in _constraints_of(table):
            if constraint.use_alter is True or (
                filter_fn is not None and filter_fn(constraint) is True
            ):
                remaining.append(constraint)
            elif constraint.referred_table is not table:
                mutable.append((constraint.referred_table, table))
        fixed.extend((parent, table) for parent in table._extra_dependencies)
    ordered, cycle = _ordered(tables, fixed + mutable)
    if cycle:
        if _warn_for_cycles:
            names = ", ".join(sorted(table.fullname for table in cycle))
            util.warn(
                "Cannot correctly sort tables; there are unresolvable cycles between tables "
                f'"{names}", which is usually caused by mutually dependent foreign key '
                "constraints.  Foreign key constraints involving these tables will not be "
                "considered; this warning may raise an error in a future release."
            )
        for table in cycle:
            for constraint in _constraints_of(table):
                if filter_fn is None or filter_fn(constraint) is not False:
                    remaining.append(constraint)
                    edge = (constraint.referred_table, table)
                    mutable = [known for known in mutable if known != edge]
        ordered, cycle = _ordered(tables, fixed + mutable)
        if cycle:
            names = ", ".join(sorted(table.fullname for table in cycle))
            raise exc.CircularDependencyError(
                f"Circular dependency detected. ({names})", set(cycle), fixed + mutable
            )
    done = {id(constraint) for constraint in remaining}
    pairs = [
        (table, [c for c in _constraints_of(table) if id(c) not in done]) for table in ordered
    ]
    return pairs + [(None, remaining)]


def _constraints_of(table):
    return sorted(table.foreign_key_constraints, key=lambda c: c._creation_order)


def _ordered(tables, edges):
    """(tables in order, those of a cycle): a table comes as soon as what it needs has come."""
    parents = {id(table): set() for table in tables}
    for parent, child in edges:
        if parent is not child and id(parent) in parents and id(child) in parents:
            parents[id(child)].add(id(parent))
    children = {id(table): [] for table in tables}
    for table in tables:
        for parent in parents[id(table)]:
            children[parent].append(table)
    place = {id(table): number for number, table in enumerate(tables)}
    missing = {key: len(needed) for key, needed in parents.items()}
    ordered, ready = [], [table for table in tables if not missing[id(table)]]
    while ready:
        ordered.extend(ready)
        freed = []
        for table in ready:
            for child in children[id(table)]:
                missing[id(child)] -= 1
                if not missing[id(child)]:
                    freed.append(child)
        ready = sorted(freed, key=lambda table: place[id(table)])
    placed = {id(table) for table in ordered}
    waiting = [table for table in tables if id(table) not in placed]
    return ordered, _in_cycles(waiting, parents)


def _in_cycles(tables, parents):
    """Those of `tables` that refer to themselves through others."""
    def reaches_itself(table):
        seen, front = set(), set(parents[id(table)])
        while front:
            if id(table) in front:
                return True
            seen |= front
            front = {up for known in front for up in parents.get(known, ())} - seen
        return False

    return [table for table in tables if reaches_itself(table)]
