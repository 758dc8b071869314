# SPDX-License-Identifier: MIT
"""Symbols and look-ups that every part of the object relational layer needs."""
from types import UnionType

from .._packages import borrower
from . import exc


class _Symbol:
    """A constant that prints its name and may be unpickled to itself."""

    __slots__ = ("name", "truth")

    def __init__(self, name, truth=True):
        self.name = name
        self.truth = truth

    def __repr__(self):
        return self.name

    def __bool__(self):
        return self.truth


NO_VALUE = _Symbol("NO_VALUE", False)
NEVER_SET = NO_VALUE
NO_ARG = _Symbol("NO_ARG", False)
NO_CHANGE = _Symbol("NO_CHANGE")
PASSIVE_NO_RESULT = _Symbol("PASSIVE_NO_RESULT")
ATTR_EMPTY = _Symbol("ATTR_EMPTY")
NOT_EXTENSION = _Symbol("NOT_EXTENSION")
PASSIVE_OFF = _Symbol("PASSIVE_OFF")
PASSIVE_NO_INITIALIZE = _Symbol("PASSIVE_NO_INITIALIZE")
PASSIVE_NO_FETCH = _Symbol("PASSIVE_NO_FETCH")
EXT_CONTINUE = _Symbol("EXT_CONTINUE")
EXT_SKIP = _Symbol("EXT_SKIP")
EXT_STOP = _Symbol("EXT_STOP")
MANYTOONE = _Symbol("MANYTOONE")
ONETOMANY = _Symbol("ONETOMANY")
MANYTOMANY = _Symbol("MANYTOMANY")


class RelationshipDirection:
    """How many objects of the one class belong to how many of the other."""

    ONETOMANY, MANYTOONE, MANYTOMANY = ONETOMANY, MANYTOONE, MANYTOMANY


class PassiveFlag:
    """What may be done for the value of an attribute that has not been loaded."""

    PASSIVE_OFF, PASSIVE_NO_FETCH = PASSIVE_OFF, PASSIVE_NO_FETCH
    PASSIVE_NO_INITIALIZE = PASSIVE_NO_INITIALIZE


class LoaderCallableStatus:
    """What stands for a value that there is not."""

    NO_VALUE, NEVER_SET, ATTR_EMPTY = NO_VALUE, NEVER_SET, ATTR_EMPTY
    PASSIVE_NO_RESULT = PASSIVE_NO_RESULT


class InspectionAttrExtensionType:
    """The base of the kinds of attributes that extensions add."""


class NotExtension(InspectionAttrExtensionType):
    NOT_EXTENSION = NOT_EXTENSION


STATE = "_sa_instance_state"


def instance_state(instance):
    """The state of an object of a mapped class; it is made on first sight."""
    try:
        return instance.__dict__[STATE]
    except (AttributeError, KeyError):
        pass
    mapper = type(instance).__dict__.get("__mapper__") or _inherited_mapper(type(instance))
    if mapper is None:
        raise exc.UnmappedInstanceError(instance)
    from .state import InstanceState

    return InstanceState(instance, mapper)


def _inherited_mapper(cls):
    # A plain subclass of a mapped class (made after the mapping) is handled as the class itself.
    for base in cls.__mro__:
        mapper = base.__dict__.get("__mapper__")
        if mapper is not None and getattr(mapper, "is_mapper", False):
            return mapper
    return None


def instance_dict(instance):
    return instance.__dict__


def instance_str(instance):
    return state_str(instance_state(instance))


def state_str(state):
    return state.describe()


def mapper_of(class_):
    """The mapper of a class, or None."""
    if not isinstance(class_, type):
        return None
    mapper = class_.__dict__.get("__mapper__")
    if mapper is not None and getattr(mapper, "is_mapper", False):
        return mapper
    return None


def manager_of_class(class_):
    mapper = mapper_of(class_)
    return mapper.class_manager if mapper is not None else None


def class_mapper(class_, configure=True):
    """The mapper of a class; an UnmappedClassError where there is none."""
    from .. import exc as sa_exc

    if getattr(class_, "is_mapper", False):
        mapper = class_
    else:
        mapper = mapper_of(class_)
    if mapper is None:
        if not isinstance(class_, type):
            raise sa_exc.ArgumentError(f"Class object expected, got '{class_!r}'.")
        deferred = getattr(class_, "_sa_raise_deferred_config", None)
        if deferred is not None:
            deferred()
        raise exc.UnmappedClassError(class_)
    if configure:
        mapper._check_configure()
    return mapper


def object_mapper(instance):
    return instance_state(instance).mapper


def object_state(instance):
    return instance_state(instance)


def _is_mapped_class(entity):
    if isinstance(entity, type):
        return mapper_of(entity) is not None
    return bool(getattr(entity, "is_mapper", False) or getattr(entity, "is_aliased_class", False))


def _class_to_mapper(entity):
    inspected = getattr(entity, "_aliased_insp", None)
    if inspected is not None:
        return inspected.mapper
    if getattr(entity, "is_aliased_class", False) and hasattr(entity, "mapper"):
        return entity.mapper
    return class_mapper(entity)


class InspectionAttr:
    """What every thing that a mapper lists has."""

    is_selectable = False
    is_aliased_class = False
    is_instance = False
    is_mapper = False
    is_bundle = False
    is_property = False
    is_attribute = False
    is_clause_element = False
    extension_type = NOT_EXTENSION

    _is_internal_proxy = False


class InspectionAttrInfo(InspectionAttr):
    """The same, with `info`."""


class MappedClassProtocol:
    """A mapped class, for annotations."""


class Listening:
    """A descriptor: what `event.listen` calls to attach a listener to its owner."""

    def __init__(self, action="listen"):
        self.action = action

    def __get__(self, instance, owner):
        from functools import partial

        from . import events

        return partial(getattr(events, self.action), owner if instance is None else instance)


def inspect_orm(subject):
    """What inspect() answers of a mapped class, an alias, an attribute, an object."""
    if isinstance(subject, type):
        mapper = mapper_of(subject)
        if mapper is not None:
            mapper._check_configure()
        else:
            deferred = getattr(subject, "_sa_raise_deferred_config", None)
            if deferred is not None:
                deferred()
        return mapper
    alias = getattr(subject, "_aliased_insp", None)
    if alias is not None:
        return alias
    if getattr(subject, "is_mapper", False) or getattr(subject, "is_attribute", False):
        return subject
    if getattr(subject, "is_aliased_class", False) or getattr(subject, "is_bundle", False):
        return subject
    if _inherited_mapper(type(subject)) is not None:
        return instance_state(subject)
    return None


_aliases = {}


class _MappedMeta(type):
    """Gives `Mapped[int]` without the typing module: the annotation is read when a class is "
    "mapped."""

    def __getitem__(cls, item):
        # Models say Mapped[int] and Mapped[Optional[str]] over and over; the object that stands for
        # Optional[str] is the same each time, that for str | None is not. The alias keeps it alive.
        key = (cls, item.__args__ if type(item) is UnionType else id(item))
        try:
            return _aliases[key]
        except KeyError:
            made = _aliases[key] = MappedAlias(cls, item)
            return made
        except TypeError:  # something in it has no hash
            return MappedAlias(cls, item)


class MappedAlias:
    """`Mapped[X]` as the annotation of a class keeps it."""

    # What annotations.read() has made of it, where that depends upon nothing else.
    __slots__ = ("__origin__", "__args__", "_read")

    def __init__(self, origin, item):
        self.__origin__ = origin
        self.__args__ = (item,)
        self._read = None

    def __repr__(self):
        return f"{self.__origin__.__name__}[{self.__args__[0]!r}]"

    def __eq__(self, other):
        return (
            isinstance(other, MappedAlias)
            and self.__origin__ is other.__origin__
            and self.__args__ == other.__args__
        )

    def __hash__(self):
        return hash((self.__origin__, repr(self.__args__)))

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __or__(self, other):
        import typing

        return typing.Optional[self.__args__[0]] if other is type(None) or other is None else self

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getitem__(self, item):
        return MappedAlias(self.__origin__, item)


class Mapped(metaclass=_MappedMeta):
    """The annotation of a mapped attribute."""

    __slots__ = ()


class ORMDescriptor(Mapped):
    __slots__ = ()


class DynamicMapped(Mapped):
    __slots__ = ()


class WriteOnlyMapped(Mapped):
    __slots__ = ()


class SQLORMExpression(metaclass=_MappedMeta):
    __slots__ = ()


SQLCoreOperations = SQLORMExpression
ORMMeta = _MappedMeta


__getattr__ = borrower(__name__)
