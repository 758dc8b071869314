# SPDX-License-Identifier: MIT
"""Writes what changed in a session, in an order that foreign keys allow."""
from .. import exc as sa_exc
from . import persistence
from .base import MANYTOMANY, MANYTOONE, NO_VALUE, ONETOMANY, instance_state


def flush(session, objects=None):
    """Write the pending, changed and deleted objects of a session."""
    own = _Flush(session)
    try:
        UOWTransaction(session, objects).run()
    except BaseException as error:
        own.failed_with(error)
        raise


class _Flush:
    """The transaction a flush runs in: a failure rolls it back, and the session says so."""

    def __init__(self, session):
        self.session = session
        self.transaction = session._begin_if_needed()
        self.transaction.check_active()

    def failed_with(self, error):
        transaction = self.transaction
        for _, inner, _, _ in transaction.connections.values():
            if getattr(inner, "is_active", True):
                try:
                    inner.rollback()
                except sa_exc.SQLAlchemyError:
                    pass
        transaction.restore_snapshot(dirty_only=transaction.nested)
        transaction.is_active = False
        transaction.failed = error


class UOWTransaction:
    """One flush."""

    def __init__(self, session, objects=None):
        self.session = session
        self.given = None if objects is None else {id(instance_state(o)) for o in objects}
        self.saves = {}  # state -> True, in order
        self.deletes = {}
        self.parents_of = {}  # state -> [(parent state, property)] whose key it takes over
        self.secondary_inserts = []
        self.secondary_deletes = []
        self.late_updates = []  # post_update: (state, property, target state)
        self.strays = []  # children that no session holds take their parent's key all the same
        self.attributes = {}

    def run(self):
        session = self.session
        session._fire("before_flush", session, self, None)
        self.collect()
        self.presort()
        if not (self.saves or self.deletes or self.secondary_inserts or self.secondary_deletes):
            self.finish()
            return
        order = self.sorted_mappers()
        for states in self.batches(order, self.saves):
            for state in states:
                self.take_keys(state)
            persistence.save(session, self, states)
        self.write_late_updates()
        persistence.delete_secondary(session, self.secondary_deletes)
        persistence.insert_secondary(session, self.secondary_inserts)
        for states in reversed(list(self.batches(order, self.deletes))):
            persistence.delete(session, self, list(reversed(states)) if _self_referring(states)
                               else states)
        session._fire("after_flush", session, self)
        self.finish()
        session._fire("after_flush_postexec", session, self)

    # --- what to write

    def collect(self):
        session = self.session
        for state in sorted(session._new, key=lambda s: s.insert_order):
            self._warn_of_left_out(state)
            if self._is_orphan(state):
                session._expunge_state(state)
                continue
            self.saves[state] = True
        for state in list(session._dirty_states):
            if state in session._deleted:
                continue
            self._warn_of_left_out(state)
            if self._is_orphan(state):
                self.mark_deleted(state)
            else:
                self.saves[state] = True
        for state in session._deleted:
            self.deletes[state] = True
        if self.given is not None:
            self.saves = {s: True for s in self.saves if id(s) in self.given}
            self.deletes = {s: True for s in self.deletes if id(s) in self.given}

    def _warn_of_left_out(self, state):
        """Objects in collections that the session does not know are not written."""
        if not state.committed_state and state.key is not None:
            return
        for prop in state.mapper._props.values():
            if not prop.is_relationship or prop.viewonly:
                continue
            for member in _added(state, prop):
                child = instance_state(member)
                if child.session_ is not self.session and not child.is_deleted:
                    if prop.cascade.save_update and child.key is None and child.session_ is None:
                        continue
                    from ..util import warn

                    warn(
                        f"Object of type <{child.class_.__name__}> not in session, add operation "
                        f"along '{prop}' will not proceed"
                    )

    @staticmethod
    def _is_orphan(state):
        """Whether every relationship that owns the object let go of it."""
        if not state.parents:
            return False
        return all(owner is None for owner in state.parents.values())

    def mark_deleted(self, state):
        if state in self.deletes:
            return
        self.saves.pop(state, None)
        self.deletes[state] = True
        self.session._deleted[state] = state
        state.strong = state.obj()
        from .cascades import cascade

        for child in cascade(state, "delete", load=True):
            if child.key is not None and not child.is_deleted:
                self.mark_deleted(child)

    # --- what relationships ask for

    def presort(self):
        seen = set()
        while True:
            waiting = [s for s in [*self.deletes, *self.saves] if id(s) not in seen]
            if not waiting:
                return
            for state in waiting:
                seen.add(id(state))
                deleting = state in self.deletes
                for prop in list(state.mapper._props.values()):
                    if not prop.is_relationship or prop.viewonly:
                        continue
                    if deleting:
                        self._presort_delete(state, prop)
                    else:
                        self._presort_save(state, prop)

    def _presort_save(self, state, prop):
        direction = prop.direction
        if direction is MANYTOONE:
            self._reference_changed(state, prop)
            return
        history = _history(state, prop)
        added, deleted = history.added or (), history.deleted or ()
        if direction is MANYTOMANY:
            self._many_to_many(state, prop, added, deleted)
            return
        for member in added:
            if member is None:
                continue
            child = instance_state(member)
            if child.session_ is self.session or child in self.saves:
                self._child_of(child, state, prop)
            elif child.session_ is None and child.key is None:
                self.strays.append((child, state, prop))
        for member in deleted:
            if member is None:
                continue
            child = instance_state(member)
            if child in self.deletes or child.is_deleted:
                continue
            if prop.cascade.delete_orphan:
                if child.key is not None and child.session_ is self.session and not self._moved(
                    child, prop, state
                ):
                    self.mark_deleted(child)
            elif child.key is not None and child.session_ is self.session:
                if not self._moved(child, prop, state) and prop.passive_deletes != "all":
                    self._orphaned(child, prop)
        if prop.passive_updates is False and state.key is not None:
            self._keys_changed(state, prop)

    def _keys_changed(self, state, prop):
        keys = {state.mapper._columntoproperty[a].key for a, _ in prop.condition.local_remote_pairs}
        if keys & set(state.committed_state):
            for member in _members(state, prop):
                self._child_of(instance_state(member), state, prop)

    def _moved(self, child, prop, state):
        """Whether another object of the flush took the child over."""
        for parent, other in self.parents_of.get(child, ()):
            if parent is not state and other.key == prop.key:
                return True
        for back in prop.reverse:
            value = child.dict.get(back.key)
            if value is not None and value is not state.obj() and back.key in child.committed_state:
                return True
        owner = (child.parents or {}).get(prop)
        return owner is not None and owner is not state

    def _child_of(self, child, parent, prop):
        self.parents_of.setdefault(child, []).append((parent, prop))
        if child not in self.saves and child not in self.deletes and not child.is_deleted:
            self.saves[child] = True

    def _orphaned(self, child, prop):
        self.parents_of.setdefault(child, []).append((None, prop))
        self.saves.setdefault(child, True)

    def _reference_changed(self, state, prop):
        history = _history(state, prop)
        if not (history.added or history.deleted):
            if state.key is None and prop.key in state.dict and state.dict[prop.key] is not None:
                self.parents_of.setdefault(state, []).append(
                    (instance_state(state.dict[prop.key]), prop)
                )
            return
        for member in history.added or ():
            target = instance_state(member) if member is not None else None
            if target is not None and target.session_ is not self.session and target.key is None:
                continue
            if prop.post_update:
                self.late_updates.append((state, prop, target))
            else:
                self.parents_of.setdefault(state, []).append((target, prop))
        if prop.cascade.delete_orphan:
            for member in history.deleted or ():
                if member is not None and instance_state(member).key is not None:
                    self.mark_deleted(instance_state(member))

    def _many_to_many(self, state, prop, added, deleted):
        for member in added:
            if member is not None and not self._pair_known(state, prop, member, True):
                child = instance_state(member)
                if child.session_ is self.session:
                    self.secondary_inserts.append((prop, state, child))
        for member in deleted:
            if member is None:
                continue
            if not self._pair_known(state, prop, member, False):
                self.secondary_deletes.append((prop, state, instance_state(member)))
            if prop.cascade.delete_orphan:
                self.mark_deleted(instance_state(member))

    def _pair_known(self, state, prop, member, inserting):
        """Whether the other side of the relationship brought the same row already."""
        held = self.attributes.setdefault("inserts" if inserting else "deletes", set())
        child = id(instance_state(member))
        for reverse in prop.reverse:
            if (id(reverse), child, id(state)) in held:
                return True
        held.add((id(prop), id(state), child))
        return False

    def _presort_delete(self, state, prop):
        direction = prop.direction
        if direction is MANYTOONE:
            if prop.post_update:
                self.late_updates.append((state, prop, None))
            return
        if direction is MANYTOMANY:
            for member in self._all_members(state, prop):
                if not self._pair_known(state, prop, member, False):
                    self.secondary_deletes.append((prop, state, instance_state(member)))
            return
        if prop.passive_deletes == "all":
            return
        members = (
            _members(state, prop) if prop.passive_deletes else self._all_members(state, prop)
        )
        for member in members:
            child = instance_state(member)
            if child in self.deletes or child.is_deleted:
                continue
            if prop.cascade.delete:
                self.mark_deleted(child)
            elif child.key is not None and not self._moved(child, prop, state):
                self._orphaned(child, prop)

    @staticmethod
    def _all_members(state, prop):
        if state.session_ is not None and prop.key not in state.dict and prop.lazy not in (
            "dynamic", "write_only"
        ):
            strategy, prop.lazy = prop.lazy, "select"
            try:
                getattr(state.obj(), prop.key)
            finally:
                prop.lazy = strategy
        history = _history(state, prop)
        return [m for m in history.non_added() if m is not None]

    # --- the order

    def sorted_mappers(self):
        """The base mappers of the flush, what is referred to before what refers."""
        mappers = {}
        for state in [*self.saves, *self.deletes]:
            mappers.setdefault(state.mapper.base_mapper, set()).add(state.mapper)
        needs = {base: set() for base in mappers}
        for base, members in mappers.items():
            related = set()
            for mapper in members:
                related.update(mapper.iterate_to_root())
                for prop in mapper._props.values():
                    if not prop.is_relationship or prop.viewonly or prop.post_update:
                        continue
                    other = prop.mapper.base_mapper
                    if other is base or other not in needs:
                        continue
                    if prop.direction is MANYTOONE:
                        needs[base].add(other)
                    elif prop.direction is ONETOMANY:
                        needs[other].add(base)
            for other in needs:
                if other is not base and _refers(related, other) and base not in needs[other]:
                    needs[base].add(other)
        return _sorted(list(mappers), needs)

    def batches(self, groups, states):
        """Lists of states to write together, in order."""
        by_base = {}
        for state in states:
            by_base.setdefault(state.mapper.base_mapper, []).append(state)
        for group in groups:
            members = [s for base in group for s in by_base.get(base, ())]
            if not members:
                continue
            if len(group) == 1 and not _self_referring(members):
                yield persistence.write_order(members)
            else:
                yield from self._by_reference(members)

    def _by_reference(self, members):
        """One object at a time, for tables that refer to each other or to themselves."""
        members = persistence.write_order(members)
        inside = set(members)
        done, result, path = set(), [], set()

        def visit(state):
            if state in done or state in path:
                return
            path.add(state)
            for parent in self._referred(state):
                if parent in inside:
                    visit(parent)
            path.discard(state)
            done.add(state)
            result.append(state)

        for state in members:
            visit(state)
        for state in result:
            yield [state]

    def _referred(self, state):
        for parent, prop in self.parents_of.get(state, ()):
            if parent is not None:
                yield parent
        for prop in state.mapper._props.values():
            if prop.is_relationship and prop.direction is MANYTOONE and not prop.post_update:
                value = state.dict.get(prop.key)
                if value is None and state in self.deletes and self.session is not None:
                    from .lazy import current_target

                    value = current_target(prop, state, False)
                    value = None if value is NO_VALUE else value
                if value is not None:
                    yield instance_state(value)

    def take_keys(self, state):
        """Set the foreign keys of an object from the objects it belongs to."""
        for parent, prop in self.parents_of.get(state, ()):
            persistence.synchronize(state, parent, prop)

    def write_late_updates(self):
        changed = {}
        for state, prop, target in self.late_updates:
            persistence.synchronize(state, target, prop)
            changed[state] = True
        for state in changed:
            if state.key is not None or state in self.saves:
                persistence.update_columns_of(self.session, state)

    def finish(self):
        session = self.session
        for child, parent, prop in self.strays:
            persistence.synchronize(child, parent, prop)
        transaction = session._transaction
        for state in list(self.saves):
            if state in session._new:
                del session._new[state]
                if transaction is not None:
                    transaction.new.append(state)
                session.identity_map.put(state)
                session._fire("pending_to_persistent", session, state.obj())
            elif transaction is not None:
                transaction.dirty.add(state)
            state.commit_all()
        for state in list(self.deletes):
            session._deleted.pop(state, None)
            session._modified_states.discard(state)
            session.identity_map.discard(state)
            state.is_deleted = True
            state.modified = False
            state.committed_state.clear()
            if transaction is not None:
                transaction.deleted[state] = True
            session._fire("persistent_to_deleted", session, state.obj())
        if self.given is None:
            for state in list(session._modified_states):
                if state not in self.saves and state not in self.deletes and state.key is not None:
                    state.commit_all()


def _history(state, prop):
    from .attributes import HISTORY_BLANK

    impl = state.mapper.impls.get(prop.key)
    if impl is None:
        return HISTORY_BLANK
    return impl.get_history(state, state.dict)


def _added(state, prop):
    return [m for m in _history(state, prop).added or () if m is not None]


def _members(state, prop):
    return [m for m in _history(state, prop).non_deleted() if m is not None]


def _self_referring(states):
    for mapper in {s.mapper for s in states}:
        for prop in mapper._props.values():
            if (
                prop.is_relationship and not prop.viewonly and not prop.post_update
                and prop.direction is not MANYTOMANY and prop.mapper.common_parent(mapper)
            ):
                return True
    return False


def _refers(mappers, other):
    """Whether a table of the mappers has a foreign key to one of another mapper's."""
    tables = {id(t) for m in other.self_and_descendants for t in m.tables}
    own = {id(t): t for m in mappers for t in m.tables}
    for table in own.values():
        for column in table.c:
            for key in column.foreign_keys:
                try:
                    if id(key.column.table) in tables and id(key.column.table) not in own:
                        return True
                except sa_exc.SQLAlchemyError:
                    continue
    return False


def _sorted(members, needs):
    """Groups of mappers in order; those that need each other form one group."""
    index, low, stack, on_stack, groups = {}, {}, [], set(), []
    counter = iter(range(10**9))

    def visit(node):
        index[node] = low[node] = next(counter)
        stack.append(node)
        on_stack.add(node)
        for other in members:
            if other not in needs[node]:
                continue
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in on_stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                other = stack.pop()
                on_stack.discard(other)
                group.append(other)
                if other is node:
                    break
            groups.append(list(reversed(group)))

    for node in members:
        if node not in index:
            visit(node)
    return groups
