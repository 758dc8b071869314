# SPDX-License-Identifier: MIT
"""Makes objects of rows."""
from .base import NO_VALUE
from .state import InstanceState


class Loader:
    """Turns the rows of one statement into what its entities ask for."""

    def __init__(self, session, entities, loads, populate_existing=False, refresh=None,
                 only_keys=None):
        self.session = session
        self.entities = entities
        self.loads = loads
        self.populate_existing = populate_existing
        self.refresh = refresh  # the state whose row is read again
        self.only_keys = only_keys
        self.loaded = {}  # entity -> states in the order of rows
        self.filled = {}  # (id(state), key) of contained collections under way
        self.execution_options = {}
        self.compile_state = None

    def value(self, entity, row):
        if entity.is_object:
            return self.instance(entity, row)
        parts = getattr(entity, "parts", None)
        if parts is not None:
            return entity.given.make(self, [self.value(p, row) for p in parts])
        return row[entity.place]

    def instance(self, entity, row):
        """The object of a row, or None where an outer join found nothing."""
        mapper = entity.mapper
        key_values = tuple([row[i] for i in entity.key_places])
        if None in key_values and all(v is None for v in key_values):
            return None
        session = self.session
        key = (mapper.base_mapper.class_, key_values, None)
        state = session.identity_map.state(key) if session is not None else None
        fresh = state is None
        if self.refresh is not None and self.refresh.key == key:
            state, fresh = self.refresh, False
        if fresh:
            target = mapper
            if entity.discriminator is not None:
                target = self.polymorphic_target(mapper, row[entity.discriminator])
            obj = target.class_.__new__(target.class_)
            state = InstanceState(obj, target)
            state.key = key
            state.session_ = session
            dict_ = obj.__dict__
            impls = target.impls
            for name, place, _ in entity.places:
                if name in impls:
                    dict_[name] = row[place]
            if session is not None:
                session.identity_map.put(state)
            state.load_options = entity.loads.for_lazy_loads(entity)
            if target.listeners or target._reconstructor or target.inherits is not None or _hooks():
                target.fire_load(state, self)
            self._mutable(state, dict_, entity)
            session and session._fire("loaded_as_persistent", session, obj)
        else:
            obj = state.obj()
            dict_ = obj.__dict__
            self._fill_existing(entity, state, dict_, row)
        self.loaded.setdefault(entity, {})[id(state)] = state
        for nested in entity.nested:
            self._fill_nested(nested, state, dict_, row, fresh)
        return obj

    def _mutable(self, state, dict_, entity):
        for name, _, prop in entity.places:
            impl = state.mapper.impls.get(name)
            if impl is not None and "load" in impl.listeners:
                for function in impl.listeners["load"]:
                    function(state, name)

    def _fill_existing(self, entity, state, dict_, row):
        expired = state.expired_attributes
        replace = self.populate_existing or state is self.refresh
        if not expired and not replace and len(dict_) > len(state.mapper.impls):
            return
        changed = []
        for name, place, _ in entity.places:
            if name not in state.mapper.impls:
                continue
            if self.only_keys is not None and name not in self.only_keys:
                continue
            if replace or name in expired or name not in dict_:
                if name in state.committed_state:
                    if not self.populate_existing and not (
                        state is self.refresh and self.only_keys is None
                    ):
                        continue
                    del state.committed_state[name]
                dict_[name] = row[place]
                expired.discard(name)
                changed.append(name)
        if changed:
            for name in changed:
                impl = state.mapper.impls[name]
                for function in impl.listeners.get("load", ()):
                    function(state, name)
                for composite in impl.composites:
                    dict_.pop(composite, None)
            state.mapper.fire_instance("refresh", state, self, changed)
        if self.populate_existing and not state.committed_state and state.modified:
            state.commit_all()

    @staticmethod
    def polymorphic_target(mapper, value):
        if value is None and value not in mapper.polymorphic_map:
            return mapper
        target = mapper.polymorphic_map.get(value)
        if target is None:
            from .. import exc as sa_exc

            raise sa_exc.InvalidRequestError(
                f"No such polymorphic_identity {value!r} is defined"
            ) from None
        return target if target.isa(mapper) else mapper

    def _fill_nested(self, nested, state, dict_, row, fresh):
        """Put what `contains_eager` brings with the row into the attribute."""
        value = self.instance(nested.entity, row)
        key = nested.key
        impl = state.mapper.impls.get(key)
        if impl is None:
            return
        mark = (id(state), key)
        first = mark not in self.filled
        if first and key in dict_ and not self.populate_existing and not fresh:
            self.filled[mark] = None
            return
        if not impl.collection:
            if first:
                self.filled[mark] = state
                dict_[key] = value
            return
        if first:
            self.filled[mark] = set()
            dict_.pop(key, None)
            impl.initialize(state, dict_)
        seen = self.filled[mark]
        if seen is not None and value is not None and id(value) not in seen:
            seen.add(id(value))
            dict_[key]._sa_adapter.append_silently(value)
            impl.prop.note_parent(state, value)

    def finish(self):
        """After the last row: the relationships that are to be there without being asked for."""
        for entity, states in list(self.loaded.items()):
            entity.loads.load_eagerly(self, entity, list(states.values()))
        self.loaded = {}


def _hooks():
    from .mapper import _every_mapper

    return bool(_every_mapper)


def select_entity(session, mapper, options=(), only=None):
    """(statement, entity, loads) that read objects of one class."""
    from ..sql.expression import select
    from .entities import MapperEntity, Selected
    from .strategy_options import Loads

    entity = MapperEntity(mapper, None, mapper.class_)
    loads = Loads(options, only)
    selected = Selected()
    entity.setup(selected, loads)
    statement = select(*selected.columns).select_from(mapper.selectable)
    return statement, entity, loads


def load_row_of(session, state, keys):
    """Read attributes of a persistent object's row; False if the row is not there."""
    mapper = state.mapper
    only = {k for k in keys if k in mapper._props} | {p.key for p in mapper.primary_key_props}
    statement, entity, loads = select_entity(session, mapper, (), only)
    statement = statement.where(*identity_criteria(mapper, state.key[1]))
    loader = Loader(session, [entity], loads, refresh=state, only_keys=set(keys))
    with session.no_autoflush:
        rows = session._run(statement, mapper).fetchall()
    for row in rows:
        loader.instance(entity, row)
        return True
    return False


def identity_criteria(mapper, values, adapt=None):
    """column == value for each column of the primary key."""
    found = []
    for column, value in zip(mapper.primary_key, values):
        element = adapt(column) if adapt is not None else column
        found.append(element == value)
    return found


def load_by_identity(session, mapper, values, options=(), populate_existing=False,
                     with_for_update=None):
    """The object with a primary key, read from its table."""
    statement, entity, loads = select_entity(session, mapper, options)
    statement = statement.where(*identity_criteria(mapper, values))
    for criterion in entity.criteria():
        statement = statement.where(criterion)
    if with_for_update:
        given = {} if with_for_update is True else dict(with_for_update)
        statement = statement.with_for_update(**given)
    loader = Loader(session, [entity], loads, populate_existing)
    found = None
    for row in session._run(statement, mapper).fetchall():
        found = loader.instance(entity, row)
    loader.finish()
    return found


def value_of(dict_, key):
    value = dict_.get(key, NO_VALUE)
    return None if value is NO_VALUE else value
