# SPDX-License-Identifier: MIT
"""The descriptors that stand on mapped classes."""
import collections

from .base import InspectionAttr, Listening, Mapped, instance_state, mapper_of
from .base import (  # noqa: F401
    NO_VALUE,
    PASSIVE_NO_FETCH,
    PASSIVE_NO_INITIALIZE,
    PASSIVE_NO_RESULT,
    PASSIVE_OFF,
    instance_dict,
    manager_of_class,
)
from .interfaces import ExpressionForwarder


class History(collections.namedtuple("History", ["added", "unchanged", "deleted"])):
    """What was added to, left in and taken from an attribute since the last flush."""

    __slots__ = ()

    def __bool__(self):
        return bool(self.added or self.deleted) or self is not HISTORY_BLANK and bool(
            self.unchanged
        )

    def empty(self):
        return not bool((self.added or self.deleted) or self.unchanged)

    def sum(self):
        return list(self.added or []) + list(self.unchanged or []) + list(self.deleted or [])

    def non_deleted(self):
        return list(self.added or []) + list(self.unchanged or [])

    def non_added(self):
        return list(self.unchanged or []) + list(self.deleted or [])

    def has_changes(self):
        return bool(self.added or self.deleted)


HISTORY_BLANK = History((), (), ())


class QueryableAttribute(ExpressionForwarder, InspectionAttr, Mapped):
    """An attribute of a mapped class, or of an alias of one, as an expression."""

    is_attribute = True
    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")
    __iter__ = None  # an attribute with [] is no sequence
    _entity = None  # an alias through which the attribute is seen
    _of_type = None
    _extra_criteria = ()

    def __init__(self, class_, key, prop=None, entity=None, of_type=None, extra=()):
        self.class_ = class_
        self.key = key
        if prop is not None:
            self.prop = prop
        if entity is not None:
            self._entity = entity
        if of_type is not None:
            self._of_type = of_type
        if extra:
            self._extra_criteria = tuple(extra)

    parent = property(lambda self: self._entity or self.prop.parent)
    _parententity = parent
    doc = property(lambda self: self.prop.doc)

    @property
    def __doc__(self):
        return self.prop.doc

    @property
    def info(self):
        prop = self.prop
        if prop.info is None:
            columns = getattr(prop, "columns", None)
            prop.info = columns[0].info if columns and hasattr(columns[0], "info") else {}
        return prop.info

    @property
    def comparator(self):
        return self.prop.comparator(self)

    def _operand(self):
        return self.prop.comparator(self)

    @property
    def expression(self):
        return self.__clause_element__()

    def __clause_element__(self):
        return self.prop.clause_of(self)

    def _notation(self, dialect):
        return self.__clause_element__()._notation(dialect)

    def _join_parts(self):
        """What a join along this relationship joins to, and on what condition."""
        from .relationship_comparator import join_steps

        ((right, condition, _),) = join_steps(self, None, True)
        return right, condition

    def adapt_to_entity(self, entity):
        return type(self)(
            entity.entity, self.key, self.prop, entity, self._of_type, self._extra_criteria
        )

    def of_type(self, entity):
        from .base import _class_to_mapper

        _class_to_mapper(entity)
        return QueryableAttribute(
            self.class_, self.key, self.prop, self._entity, entity, self._extra_criteria
        )

    def and_(self, *criteria):
        return QueryableAttribute(
            self.class_, self.key, self.prop, self._entity, self._of_type,
            self._extra_criteria + criteria,
        )

    def label(self, name):
        return self.__clause_element__().label(name)

    @property
    def _is_waiting(self):
        """Whether the mapper has not been asked for this attribute yet."""
        return "prop" not in self.__dict__

    def __getattr__(self, name):
        if name == "prop" or name == "impl":
            # The mapper of the class gives them to its attributes when it is first asked.
            mapper = mapper_of(self.class_)
            if mapper is not None:
                mapper._finish_setup()
            return self.__dict__.get(name)
        if name.startswith("__"):
            raise AttributeError(name)
        operand = self._operand()
        try:
            return getattr(operand, name)
        except AttributeError:
            pass
        kind = "InstrumentedAttribute" if isinstance(self, InstrumentedAttribute) else "attribute"
        raise AttributeError(
            f"Neither {kind!r} object nor {type(operand).__name__!r} object associated with "
            f"{self.class_.__name__}.{self.key} has an attribute {name!r}"
        )

    def __str__(self):
        return f"{getattr(self.class_, '__name__', self.class_)}.{self.key}"

    def __repr__(self):
        return f"<sqlalchemy.orm.attributes.{type(self).__name__} object at 0x{id(self):x}>"

    # An attribute is the same in copies of what holds it.
    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def set_committed_value(self, instance, value):
        set_committed_value(instance, self.key, value)

    # last: the name hides the built-in one in this body
    property = property(lambda self: self.prop)


class InstrumentedAttribute(QueryableAttribute):
    """The descriptor of an attribute: values of objects, an expression on the class."""

    def __get__(self, instance, owner):
        if instance is None:
            return self
        try:
            return instance.__dict__[self.key]
        except KeyError:
            return self.impl.get(instance_state(instance), instance.__dict__)

    def __set__(self, instance, value):
        self.impl.set(instance_state(instance), instance.__dict__, value)

    def __delete__(self, instance):
        self.impl.delete(instance_state(instance), instance.__dict__)

    def adapt_to_entity(self, entity):
        return QueryableAttribute(entity.entity, self.key, self.prop, entity)


class ProxyAttribute(QueryableAttribute):
    """The class attribute of a synonym, a composite: something else holds the values."""

    _is_internal_proxy = True

    def __init__(self, class_, key, prop, entity=None, descriptor=None):
        super().__init__(class_, key, prop, entity)
        self.descriptor = descriptor

    @property
    def original_property(self):
        return self.prop

    def __get__(self, instance, owner):
        if instance is None:
            return self
        if self.descriptor is not None:
            return self.descriptor.__get__(instance, owner)
        return self.prop.value_of(instance)

    def __set__(self, instance, value):
        if self.descriptor is not None:
            self.descriptor.__set__(instance, value)
        else:
            self.prop.set_value(instance, value)

    def __delete__(self, instance):
        if self.descriptor is not None:
            self.descriptor.__delete__(instance)
        else:
            self.prop.set_value(instance, None)

    def adapt_to_entity(self, entity):
        return ProxyAttribute(entity.entity, self.key, self.prop, entity, self.descriptor)


def get_attribute(instance, key):
    return getattr(instance, key)


def set_attribute(instance, key, value, initiator=None):
    state = instance_state(instance)
    state.mapper.impls[key].set(state, state.dict, value)


def del_attribute(instance, key):
    delattr(instance, key)


def init_collection(instance, key):
    state = instance_state(instance)
    return state.mapper.impls[key].initialize(state, state.dict)


def set_committed_value(instance, key, value):
    """Set a value as if it had been loaded."""
    state = instance_state(instance)
    state.mapper.impls[key].set_committed(state, state.dict, value)


def flag_modified(instance, key):
    """Say that the value of an attribute changed in place."""
    from .. import exc as sa_exc

    state = instance_state(instance)
    dict_ = state.dict
    if key not in dict_:
        if key not in state.mapper.impls:
            raise KeyError(key)
        raise sa_exc.InvalidRequestError(
            f"Can't flag attribute '{key}' modified; it's not present in the object state"
        )
    state.committed_state.pop(key, None)
    state.modified_event(key, NO_VALUE)


def flag_dirty(instance):
    state = instance_state(instance)
    state.modified = True
    if state.session_ is not None:
        state.strong = instance
        state.session_._modified_states.add(state)


def get_history(instance, key, passive=PASSIVE_OFF):
    state = instance_state(instance)
    if passive is PASSIVE_OFF and key not in state.dict and key not in state.committed_state:
        getattr(instance, key)
    return state.get_history(key)


def get_state_history(state, key, passive=PASSIVE_OFF):
    return state.get_history(key)


def has_parent(cls, instance, key, optimistic=False):
    return bool(instance_state(instance).parents)


def register_attribute_impl(*args, **kwargs):
    raise NotImplementedError(
        "sqlalchemy.orm.attributes.register_attribute_impl is not supported by Retort yet"
    )


Event = collections.namedtuple("Event", ["impl", "op", "key"])
OP_REMOVE, OP_APPEND, OP_REPLACE, OP_BULK_REPLACE, OP_MODIFIED = (
    "remove", "append", "replace", "bulk_replace", "modified",
)


_IMPLS = {
    "AttributeImpl": "ScalarImpl",
    "ScalarAttributeImpl": "ScalarImpl",
    "ScalarObjectAttributeImpl": "ObjectImpl",
    "CollectionAttributeImpl": "CollectionImpl",
}


def __getattr__(name):
    if name in _IMPLS:
        from . import impls

        return getattr(impls, _IMPLS[name])
    raise AttributeError(f"sqlalchemy.orm.attributes.{name} is not supported by Retort yet")
