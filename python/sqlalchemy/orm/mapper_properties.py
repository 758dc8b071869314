# SPDX-License-Identifier: MIT
"""The part of a mapper that sets up its properties: those given, inherited, and of the table."""
from .. import exc as sa_exc
from .attributes import InstrumentedAttribute, QueryableAttribute
from .impls import ScalarImpl
from .interfaces import MapperProperty
from .properties import ColumnProperty, MappedColumn

_instrument_hooks = []
_BEFORE = ("_props", "_columntoproperty", "impls")


class MapperProperties:
    """What a Mapper does with its properties."""

    _is_finishing = False

    def _setup_properties(self, properties):
        if self.inherits is not None:
            for key, prop in list(self.inherits._props.items()):
                if key not in self._props:
                    self._adopt(key, prop)
        table = self.local_table
        of_columns = self._configure_given(properties, table)
        if table is None:
            return
        for column in table.c:
            given = of_columns.get(column)
            if given is not None and given[0] is not None:
                key, value = given
                self._configure_property(key, value, init=False)
                given[0] = None  # it may be there for more columns
            if column in self._columntoproperty:
                continue
            key = self.column_prefix + column.key
            if self._excluded(column):
                continue
            if self.inherits is not None and not self.concrete and not self.single:
                existing = self._props.get(key)
                if existing is not None and existing.is_column:
                    self._combine(key, column, existing)
                    continue
            if self.single and key in self._props:
                continue
            self._configure_property(key, column, init=False)

    def _setup_later(self, properties):
        """Whether the properties of columns can wait until somebody asks for one of them.

        Who only wants the tables pays nothing for them but the attributes of the class."""
        table = self.local_table
        if not getattr(table, "_is_schema_table", False) or _instrument_hooks:
            return False
        others = {}
        for key, value in properties.items():
            if not getattr(type(value), "_is_schema_column", False):
                if isinstance(value, ColumnProperty) or not isinstance(value, MapperProperty):
                    return False
                others[key] = value
            elif value.table is not table or value.key != key:
                return False
        columns = tuple(table._columns)
        for column in columns:
            if column.type._sa_attribute_hooks or column.key in others:
                return False
        for key, prop in others.items():
            self._configure_property(key, prop, init=False)
        class_ = self.class_
        for column in columns:
            type.__setattr__(class_, column.key, InstrumentedAttribute(class_, column.key))
        held = self.__dict__
        self._waiting = columns, *(held.pop(name) for name in _BEFORE)
        return True

    def _finish_setup(self):
        """Set up what _setup_later() has put off; whether there was anything."""
        waiting = self.__dict__.pop("_waiting", None)
        if waiting is None:
            return False
        columns, *before = waiting
        self.__dict__.update(zip(_BEFORE, before))
        self._is_finishing = True
        try:
            for column in columns:
                self._configure_property(column.key, column, init=False)
        finally:
            del self._is_finishing
        self._setup_primary_key_props()
        return True

    def _configure_given(self, properties, table):
        """Set up what stands for no column of the table; {column: [key, property]} of the rest.

        Those come in the order of the table's columns."""
        of_columns = {}
        own = set(table.c) if table is not None else ()
        for key, value in properties.items():
            columns = getattr(value, "columns", None) if isinstance(value, ColumnProperty) else (
                [value] if getattr(type(value), "_is_schema_column", False) else [])
            columns = [column for column in columns if column in own]
            if not columns or any(column in of_columns for column in columns):
                self._configure_property(key, value, init=False)
                continue
            given = [key, value]
            for column in columns:
                of_columns[column] = given
        return of_columns

    def _excluded(self, column):
        if self.include_properties is not None and column.key not in self.include_properties:
            return column not in self.include_properties
        return column.key in self.exclude_properties or column in self.exclude_properties

    def _combine(self, key, column, existing):
        """A column of the joined table that bears the name of an inherited one holds the same "
        "value."""
        if existing.parent is not self:
            inherited = existing
            existing = inherited.copy()
            existing.columns = [column] + inherited.columns
            self._configure_property(key, existing, init=False)
        else:
            existing.columns.append(column)
            self._columntoproperty[column] = existing

    def _adopt(self, key, prop):
        """Take over a property of the base."""
        if self.concrete and not prop.is_relationship:
            return
        own = self.class_.__dict__.get(key)
        if own is not None and not isinstance(own, (MapperProperty, QueryableAttribute)):
            if not hasattr(own, "server_default") and not isinstance(own, MappedColumn):
                # a plain attribute of the class hides what it inherits
                return
        if self.concrete:
            return
        self._props[key] = prop
        if prop.is_column:
            for column in prop.columns:
                self._columntoproperty.setdefault(column, prop)
        if key in self.inherits.impls:
            self.impls[key] = self.inherits.impls[key]
        if key in self.inherits.cached_composites:
            self.cached_composites.append(key)

    def _configure_property(self, key, value, init=True):
        if isinstance(value, MappedColumn):
            value = value.mapper_property_to_assign or value.column
        if isinstance(value, (list, tuple)):
            value = ColumnProperty(*value)
        if not isinstance(value, MapperProperty):
            if isinstance(value, QueryableAttribute):
                value = value.__clause_element__()
            existing = self._props.get(key)
            if (
                existing is not None and existing.is_column and existing.parent is not self
                and not self.concrete and self.inherits is not None
                and getattr(value, "table", None) is not None
                and not self.single
            ):
                self._combine(key, value, existing)
                return self._props[key]
            if not hasattr(value, "type"):
                raise sa_exc.ArgumentError(
                    f"Implicitly combining column is not possible: {value!r} given for property "
                    f"{key!r}"
                )
            value = ColumnProperty(value)
        prop = value
        prop.key = key
        self._props[key] = prop
        prop.set_parent(self)
        if prop.is_column:
            for column in prop.columns:
                self._columntoproperty[column] = prop
            self._expire_memoizations()
        prop.instrument_class(self)
        for mapper in self._inheriting_mappers:
            held = mapper._props.get(key)
            if held is None or held.parent is not mapper:
                mapper._adopt(key, prop)
                mapper._column_attrs = None
        if init and self.configured:
            prop.init()
        return prop

    def instrument_column(self, prop):
        self.instrument(prop.key, prop)

    def instrument(self, key, prop, impl_class=None):
        impl = (impl_class or ScalarImpl)(prop, key)
        attribute = self.class_.__dict__.get(key)
        late = (self._is_finishing and type(attribute) is InstrumentedAttribute
                and attribute._is_waiting)
        if late:
            attribute.prop = prop
        else:
            attribute = InstrumentedAttribute(self.class_, key, prop)
        attribute.impl = impl
        self.impls[key] = impl
        for mapper in self.iterate_descendants():
            mapper.impls.setdefault(key, impl)
        if not late:
            type.__setattr__(self.class_, key, attribute)
        validator = self.validators.get(key)
        if validator is not None:
            self._add_validator(impl, key, *validator)
        if late:
            # Who has come to listen since the class was mapped has not been told of others either.
            return impl
        hook = getattr(prop.columns[0], "type", None) if prop.is_column else None
        for listener in getattr(hook, "_sa_attribute_hooks", ()):
            listener(self, attribute)
        for listener in _instrument_hooks:
            listener(self, attribute)
        return impl

    @staticmethod
    def _add_validator(impl, key, function, options):
        removes = options.get("include_removes", False)

        def checked(obj, value, *rest):
            if removes:
                return function(obj, key, value, False)
            return function(obj, key, value)

        if impl.collection:
            impl.listen("append", checked)
            if removes:
                impl.listen("remove", lambda obj, value, *_: function(obj, key, value, True))
        else:
            impl.listen("set", checked)
            if removes:
                impl.listen("remove", lambda obj, value, *_: function(obj, key, value, True))
