# SPDX-License-Identifier: MIT
"""Properties over other attributes: synonyms and composites."""
from .. import exc as sa_exc
from .attributes import NO_VALUE, HISTORY_BLANK, History, ProxyAttribute
from .interfaces import MapperProperty, PropComparator


class DescriptorProperty(MapperProperty):
    """A property that stores nothing of its own."""

    deferred = False
    raiseload = False


class SynonymProperty(DescriptorProperty):
    """Another name of an attribute, with a descriptor of the class's own if it has one."""

    def __init__(self, name, map_column=None, descriptor=None, comparator_factory=None,
                 attribute_options=None, info=None, doc=None):
        super().__init__()
        self.name = name
        self.map_column = map_column
        self.descriptor = descriptor
        self.comparator_factory = comparator_factory
        self.attribute_options = attribute_options
        self.info = info
        self.doc = doc

    def set_parent(self, parent, init=True):
        super().set_parent(parent, init)
        if self.map_column:
            table = parent.persist_selectable
            if self.key not in table.c:
                raise sa_exc.ArgumentError(
                    f"Can't compile synonym '{self.name}': no column on table "
                    f"'{table}' named '{self.key}'"
                )
            from .properties import ColumnProperty

            parent._configure_property(self.name, ColumnProperty(table.c[self.key]))

    @property
    def target(self):
        return getattr(self.parent.class_, self.name)

    def _proxied(self, attribute):
        target = self.target
        entity = attribute._entity
        if entity is not None:
            return getattr(entity.entity, self.name)
        return target

    def comparator(self, attribute):
        if self.comparator_factory is not None:
            return self.comparator_factory(self, attribute._entity or self.parent)
        target = self._proxied(attribute)
        return getattr(target, "comparator", target)

    def clause_of(self, attribute):
        if self.comparator_factory is not None:
            return self.comparator(attribute).__clause_element__()
        target = self._proxied(attribute)
        return target.__clause_element__()

    def value_of(self, instance):
        return getattr(instance, self.name)

    def set_value(self, instance, value):
        setattr(instance, self.name, value)

    def instrument_class(self, mapper):
        descriptor = self.descriptor
        if descriptor is None:
            existing = None
            for base in mapper.class_.__mro__:
                if self.key in base.__dict__:
                    existing = base.__dict__[self.key]
                    break
            if isinstance(existing, property) or (
                hasattr(existing, "__get__") and hasattr(existing, "__set__")
                and not isinstance(existing, (MapperProperty, ProxyAttribute))
                and not hasattr(existing, "impl")
            ):
                descriptor = existing
        attribute = ProxyAttribute(mapper.class_, self.key, self, descriptor=descriptor)
        type.__setattr__(mapper.class_, self.key, attribute)


Synonym = SynonymProperty


class CompositeComparator(PropComparator):
    """Several columns compared as one value."""

    def _columns(self):
        return [prop.adapted_expression(self._entity()) for prop in self.prop.props]

    def _entity(self):
        entity = self._parententity
        return entity if getattr(entity, "is_aliased_class", False) else None

    def _operand(self):
        from ..sql.elements import ClauseList

        return ClauseList(*self._columns())

    __clause_element__ = _operand

    def _values(self, other):
        if other is None:
            return [None] * len(self.prop.props)
        if isinstance(other, CompositeComparator):
            return other._columns()
        inner = getattr(other, "comparator", None)
        if isinstance(inner, CompositeComparator):
            return inner._columns()
        return self.prop.values_in(other)

    def _compare(self, op, other):
        from ..sql.expression import and_

        return and_(*[op(c, v) for c, v in zip(self._columns(), self._values(other))])

    def __eq__(self, other):
        return self._compare(lambda column, value: column == value, other)

    def __ne__(self, other):
        from ..sql.expression import not_

        return not_(self.__eq__(other))

    __hash__ = PropComparator.__hash__


class CompositeProperty(DescriptorProperty):
    """A value object over several columns."""

    Comparator = CompositeComparator

    def __init__(self, class_or_attr=None, *attrs, active_history=False, deferred=False,
                 group=None, comparator_factory=None, info=None, doc=None,
                 attribute_options=None, **kwargs):
        super().__init__()
        is_class = isinstance(class_or_attr, type) or (
            callable(class_or_attr) and not hasattr(class_or_attr, "columns_to_assign")
            and not hasattr(class_or_attr, "type")
        )
        if is_class or class_or_attr is None:
            self.composite_class = class_or_attr
            self.given = list(attrs)
        else:
            self.composite_class = None
            self.given = [class_or_attr, *attrs]
        self.composite_deferred = deferred
        self.group = group
        self.comparator_factory = comparator_factory or CompositeComparator
        self.info = info
        self.doc = doc
        self.attribute_options = attribute_options
        self.active_history = active_history
        self._props = None

    def declarative_scan(self, scan, key, annotation):
        if annotation is not None and self.composite_class is None:
            from .annotations import python_type_of

            self.composite_class = python_type_of(annotation)
        if annotation is not None and not self.given:
            self._columns_from_dataclass(scan)
        else:
            self._fill_columns(scan)

    def _columns_from_dataclass(self, scan):
        from .properties import MappedColumn

        for name in _field_names(self.composite_class):
            column = MappedColumn()
            self.given.append(column)
            column.column.name = column.column.key = name
        self._fill_columns(scan)

    def _fill_columns(self, scan):
        from .annotations import read

        names = None
        for index, attr in enumerate(self.given):
            column = getattr(attr, "column", None)
            if column is None or not hasattr(attr, "take_annotation"):
                continue
            names = names or _field_names(self.composite_class)
            hints = _hints(self.composite_class)
            if index >= len(names) or names[index] not in hints:
                continue
            if column.name is None:
                column.name = column.key = names[index]
            cls, name = self.composite_class, names[index]
            annotation = read(hints[name], cls, cls.__module__, name, False)
            attr.take_annotation(scan, names[index], annotation)

    @property
    def columns_to_assign(self):
        found = []
        for attr in self.given:
            column = getattr(attr, "column", attr)
            if hasattr(column, "server_default") and column.table is None:
                found.append((column, 0))
        return found

    mapper_property_to_assign = property(lambda self: self)

    @property
    def props(self):
        if self._props is None:
            found = []
            for attr in self.given:
                if isinstance(attr, str):
                    found.append(self.parent.get_property(attr))
                elif hasattr(attr, "prop"):
                    found.append(attr.prop)
                else:
                    column = getattr(attr, "column", attr)
                    found.append(self.parent._columntoproperty[column])
            self._props = found
            for prop in found:
                impl = self.parent.impls[prop.key]
                impl.composites = (*impl.composites, self.key)
        return self._props

    columns = property(lambda self: [p.columns[0] for p in self.props])

    def values_in(self, value):
        accessor = getattr(value, "__composite_values__", None)
        if accessor is not None:
            return list(accessor())
        return [getattr(value, name) for name in _field_names(type(value))]

    def value_of(self, instance):
        dict_ = instance.__dict__
        if self.key not in dict_:
            values = [getattr(instance, prop.key) for prop in self.props]
            from .base import instance_state

            if instance_state(instance).key is None and all(v is None for v in values):
                return None
            if all(v is None for v in values) and instance_state(instance).key is None:
                return None
            dict_[self.key] = self.composite_class(*values)
        return dict_[self.key]

    def set_value(self, instance, value):
        dict_ = instance.__dict__
        if value is None:
            values = [None] * len(self.props)
        else:
            values = self.values_in(value)
        for prop, part in zip(self.props, values):
            setattr(instance, prop.key, part)
        dict_[self.key] = value

    def get_history(self, instance):
        from .base import instance_state

        state = instance_state(instance)
        added, deleted, changed = [], [], False
        for prop in self.props:
            history = state.get_history(prop.key)
            changed = changed or history.has_changes()
            added.append((history.non_deleted() or [None])[0])
            deleted.append((history.deleted or history.unchanged or [None])[0])
        if changed:
            return History([self.composite_class(*added)], (), [self.composite_class(*deleted)])
        return HISTORY_BLANK if added is NO_VALUE else History(
            (), [self.composite_class(*added)], ()
        )

    def comparator(self, attribute):
        return self.comparator_factory(self, attribute._entity or self.parent)

    def clause_of(self, attribute):
        return self.comparator(attribute).__clause_element__()

    def instrument_class(self, mapper):
        type.__setattr__(mapper.class_, self.key, ProxyAttribute(mapper.class_, self.key, self))
        mapper.cached_composites.append(self.key)


Composite = CompositeProperty


class ConcreteInheritedProperty(DescriptorProperty):
    """Stands where a concrete subclass has nothing of what its base has."""


def _field_names(cls):
    fields = getattr(cls, "__dataclass_fields__", None)
    if fields is not None:
        return [name for name, field in fields.items() if field.init]
    import inspect

    return [name for name in inspect.signature(cls.__init__).parameters if name != "self"]


def _hints(cls):
    fields = getattr(cls, "__dataclass_fields__", None)
    if fields is not None:
        return {name: field.type for name, field in fields.items()}
    return {k: v for k, v in getattr(cls.__init__, "__annotations__", {}).items() if k != "return"}
