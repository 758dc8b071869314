# SPDX-License-Identifier: MIT
"""What a mapper tells of itself: its columns, properties, relatives; and its listeners."""
from .. import exc as sa_exc
from .attributes import QueryableAttribute
from .base import InspectionAttr, instance_state

# event name -> [(function, which mappers)], of all mappers
every_mapper = {}


class MapperViews:
    """The telling half of a mapper."""

    # --- what a mapper tells

    def __repr__(self):
        return f"<Mapper at 0x{id(self):x}; {self.class_.__name__}>"

    def __str__(self):
        name = self._description_of_table()
        primary = "" if not self.concrete else ""
        return f"Mapper[{self.class_.__name__}{primary}({name})]"

    entity = property(lambda self: self.class_)
    mapper = property(lambda self: self)

    @property
    def class_manager(self):
        from .instrumentation import ClassManager

        return ClassManager(self)

    @property
    def tables(self):
        if self.inherits is not None and not self.concrete and not self.single:
            return [*self.inherits.tables, self.local_table]
        if self.inherits is not None and self.single:
            return self.inherits.tables
        element = self.local_table
        if element is not None and not hasattr(element, "metadata") and hasattr(element, "left"):
            return _tables_of_join(element)
        return [self.local_table]

    @property
    def columns(self):
        from .collections_of_mapper import PropertyNames

        return PropertyNames({
            key: p.columns[0] for key, p in self._ordered_props() if p.is_column
        })

    c = columns

    def _ordered_props(self):
        self._check_configure()
        return self._props.items()

    def _view(self, keep):
        from .collections_of_mapper import PropertyNames

        return PropertyNames({key: p for key, p in self._ordered_props() if keep(p)})

    @property
    def attrs(self):
        return self._view(lambda p: True)

    @property
    def relationships(self):
        return self._view(lambda p: p.is_relationship)

    @property
    def synonyms(self):
        from .descriptor_props import SynonymProperty

        return self._view(lambda p: isinstance(p, SynonymProperty))

    @property
    def composites(self):
        from .descriptor_props import CompositeProperty

        return self._view(lambda p: isinstance(p, CompositeProperty))

    @property
    def column_attrs(self):
        if self._column_attrs is None:
            from .collections_of_mapper import PropertyNames

            self._column_attrs = PropertyNames(
                {key: p for key, p in self._props.items() if p.is_column}
            )
        return self._column_attrs

    @property
    def all_orm_descriptors(self):
        from .collections_of_mapper import PropertyNames

        found = {}
        for base in reversed(self.class_.__mro__):
            for key, value in base.__dict__.items():
                if isinstance(value, QueryableAttribute) or getattr(
                    value, "extension_type", None
                ) not in (None, InspectionAttr.extension_type):
                    found[key] = getattr(self.class_, key) if isinstance(
                        value, QueryableAttribute
                    ) else value
        return PropertyNames(found)

    def iterate_properties(self):
        self._check_configure()
        return iter(list(self._props.values()))

    iterate_properties = property(iterate_properties)

    def has_property(self, key):
        return key in self._props

    def get_property(self, key, _configure_mappers=True):
        if _configure_mappers:
            self._check_configure()
        try:
            return self._props[key]
        except KeyError:
            raise sa_exc.InvalidRequestError(
                f"Mapper '{self}' has no property '{key}'.  If this property was indicated from "
                "other "
                "mappers or configure events, ensure registry.configure() has been called."
            ) from None

    def get_property_by_column(self, column):
        return self._columntoproperty[column]

    def add_property(self, key, prop):
        self._configure_property(key, prop, init=self.configured)

    def add_properties(self, properties):
        for key, value in properties.items():
            self.add_property(key, value)

    def _expire_memoizations(self):
        self._column_attrs = None
        self.written_columns.clear()

    def iterate_to_root(self):
        mapper = self
        while mapper is not None:
            yield mapper
            mapper = mapper.inherits

    def iterate_descendants(self):
        for mapper in self._inheriting_mappers:
            yield mapper
            yield from mapper.iterate_descendants()

    @property
    def self_and_descendants(self):
        return [self, *self.iterate_descendants()]

    def polymorphic_iterator(self):
        return iter(self.self_and_descendants)

    def isa(self, other):
        return any(mapper is other for mapper in self.iterate_to_root())

    def common_parent(self, other):
        return self.base_mapper is other.base_mapper

    def __clause_element__(self):
        return self.selectable

    # --- events

    def listen(self, name, function, propagate=False):
        self.listeners.setdefault(name, []).append((function, propagate))

    def listeners_of(self, name):
        found = [f for f, _ in self.listeners.get(name, ())]
        mapper = self.inherits
        while mapper is not None:
            found.extend(f for f, propagate in mapper.listeners.get(name, ()) if propagate)
            mapper = mapper.inherits
        if every_mapper.get(name):
            found.extend(f for f, accepts in every_mapper[name] if accepts(self))
        return found

    def fire(self, name, connection, state):
        for function in self.listeners_of(name):
            function(self, connection, state.obj())

    def fire_instance(self, name, state, *args):
        if not self.listeners and not every_mapper and self.inherits is None:
            return
        for function in self.listeners_of(name):
            function(state.obj(), *args)

    def fire_init(self, state, args, kwargs):
        self.fire_instance("init", state, args, kwargs)

    def fire_load(self, state, context):
        if self._reconstructor is not None:
            self._reconstructor(state.obj())
        if self.listeners or every_mapper or self.inherits is not None:
            for function in self.listeners_of("load"):
                function(state.obj(), context)

    # --- identities

    def primary_key_from_instance(self, instance):
        state = instance_state(instance)
        return self.primary_key_of(state)

    def primary_key_of(self, state):
        dict_ = state.dict
        return [
            dict_[key] if key in dict_ else getattr(state.obj(), key, None)
            for key in self._pk_keys
        ]

    def identity_key_from_instance(self, instance):
        return self.identity_key_from_primary_key(self.primary_key_from_instance(instance))

    def identity_key_from_primary_key(self, primary_key, identity_token=None):
        return (self.base_mapper.class_, tuple(primary_key), identity_token)

    def identity_key_from_row(self, row, identity_token=None, adapter=None):
        mapping = getattr(row, "_mapping", row)
        return self.identity_key_from_primary_key([mapping[c] for c in self.primary_key])

    def polymorphic_identities(self):
        """The values of the discriminator that mean this class or one that derives from it."""
        return [
            m.polymorphic_identity for m in self.self_and_descendants
            if m.polymorphic_identity is not None
        ]

    def single_criterion(self, entity=None):
        """What rows of a shared table must fulfil to be of this class; None where all are."""
        if not self.single or self.polymorphic_on is None:
            return None
        column = self.polymorphic_on
        if entity is not None:
            column = entity.adapt(column)
        return column.in_(self.polymorphic_identities())


def _tables_of_join(element):
    if hasattr(element, "left") and hasattr(element, "right"):
        return [*_tables_of_join(element.left), *_tables_of_join(element.right)]
    return [element]
