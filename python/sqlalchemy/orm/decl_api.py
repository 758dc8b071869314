# SPDX-License-Identifier: MIT
"""Declarative mapping: bases, the registry of mapped classes, attributes that a mixin computes."""
from .. import exc as sa_exc
from .._packages import borrower
from .base import NO_ARG, InspectionAttr, Listening, Mapped, mapper_of
from .annotations import resolve_python_type
from .decl_attributes import add_attribute, del_attribute
from .decl_base import _scans, map_class, map_imperatively


def has_inherited_table(cls):
    """Whether a class derives from one that has a table."""
    return any(getattr(base, "__table__", None) is not None for base in cls.__mro__[1:])


class DeclarativeAttributeIntercept(type(Mapped)):
    """The metaclass of `DeclarativeBase`: what is set on a mapped class later is mapped too."""

    def __setattr__(cls, key, value):
        if "__mapper__" in cls.__dict__:
            add_attribute(cls, key, value)
        else:
            type.__setattr__(cls, key, value)

    def __delattr__(cls, key):
        del_attribute(cls, key)

    def __getitem__(cls, item):
        return cls.__class_getitem__(item)


class DCTransformDeclarative(DeclarativeAttributeIntercept):
    """The metaclass of mapped dataclasses."""


class DeclarativeMeta(DeclarativeAttributeIntercept):
    """The metaclass of what `declarative_base()` makes."""

    def __init__(cls, name, bases, dict_, **kwargs):
        dict_ = cls.__dict__
        registry_ = getattr(cls, "_sa_registry", None)
        if registry_ is None:
            registry_ = dict_.get("registry")
            if not isinstance(registry_, registry):
                raise sa_exc.InvalidRequestError(
                    "Declarative base class has no 'registry' attribute, or registry is not a "
                    "sqlalchemy.orm.registry() object"
                )
            cls._sa_registry = registry_
        if not cls.__dict__.get("__abstract__", False):
            map_class(registry_, cls)
        type.__init__(cls, name, bases, {})


class declared_attr(Mapped):
    """An attribute of a mixin that is computed for every class that uses it."""

    _is_declared_attr = True

    def __init__(self, fget, cascading=False, quiet=False):
        if isinstance(fget, classmethod):
            fget = fget.__func__
        self.fget = fget
        self.cascading = cascading
        self.quiet = quiet
        self.__doc__ = getattr(fget, "__doc__", None)

    def __get__(self, instance, owner):
        cls = owner
        scan = _scans.get(cls)
        if scan is None:
            if mapper_of(cls) is None and not self.fget.__name__.startswith("__"):
                from ..util import warn

                warn(
                    f"Unmanaged access of declarative attribute {self.fget.__name__} from "
                    "non-mapped "
                    f"class {cls.__name__}"
                )
            return self.fget(cls)
        if self not in scan:
            scan[self] = self.fget(cls)
        return scan[self]

    @staticmethod
    def cascading(fget):
        return declared_attr(fget, cascading=True)

    @staticmethod
    def directive(fget):
        return declared_attr(fget)


class declarative_mixin:
    def __new__(cls, class_):
        return class_


def declared_directive(fget):
    return declared_attr(fget)


def synonym_for(name, map_column=False):
    """Makes a property of a class a synonym of an attribute."""

    def decorate(function):
        from .descriptor_props import SynonymProperty

        return SynonymProperty(name, map_column=map_column, descriptor=function)

    return decorate


def comparable_using(factory):
    raise NotImplementedError("comparable_using is not supported by Retort yet")


def _constructor(self, **kwargs):
    cls = type(self)
    for key, value in kwargs.items():
        if not hasattr(cls, key):
            raise TypeError(f"{key!r} is an invalid keyword argument for {cls.__name__}")
        setattr(self, key, value)


_constructor.__name__ = "__init__"
_declarative_constructor = _constructor


class registry(InspectionAttr):
    """The mapped classes that know each other by name, and their MetaData."""

    def __init__(self, *, metadata=None, class_registry=None, type_annotation_map=None,
                 constructor=_constructor):
        if metadata is None:
            from ..sql.schema import MetaData

            metadata = MetaData()
        self.metadata = metadata
        self._class_registry = class_registry if class_registry is not None else {}
        self.type_annotation_map = {}
        if type_annotation_map:
            self.update_type_annotation_map(type_annotation_map)
        self.constructor = constructor
        self._mappers = []

    def update_type_annotation_map(self, type_annotation_map):
        for kind, type_ in type_annotation_map.items():
            self.type_annotation_map[kind] = type_
            for member in _members_without_none(kind):
                self.type_annotation_map.setdefault(member, type_)

    def _resolve_type(self, kind):
        return resolve_python_type(self.type_annotation_map, kind)

    mappers = property(lambda self: frozenset(self._mappers))

    def generate_base(self, mapper=None, cls=object, name="Base", metaclass=DeclarativeMeta):
        bases = cls if isinstance(cls, tuple) else (cls,)
        dict_ = {
            "registry": self, "metadata": self.metadata, "_sa_registry": self,
            "_sa_listen": Listening(), "_sa_unlisten": Listening("remove"),
        }
        if self.constructor is not None:
            dict_["__init__"] = self.constructor
        dict_["__abstract__"] = True
        if isinstance(cls, type):
            dict_["__doc__"] = cls.__doc__
        if mapper is not None:
            dict_["__mapper_cls__"] = mapper
        if hasattr(cls, "__class_getitem__"):
            dict_["__class_getitem__"] = classmethod(lambda class_, key: class_)
        return metaclass(name, bases, dict_)

    def mapped(self, cls):
        map_class(self, cls)
        return cls

    def as_declarative_base(self, **kwargs):
        def decorate(cls):
            kwargs["cls"] = cls
            kwargs["name"] = cls.__name__
            return self.generate_base(**kwargs)

        return decorate

    def mapped_as_dataclass(self, cls=None, *, init=NO_ARG, repr=NO_ARG, eq=NO_ARG, order=NO_ARG,
                            unsafe_hash=NO_ARG, match_args=NO_ARG, kw_only=NO_ARG,
                            dataclass_callable=NO_ARG):
        options = {
            "init": init, "repr": repr, "eq": eq, "order": order, "unsafe_hash": unsafe_hash,
            "match_args": match_args, "kw_only": kw_only,
            "dataclass_callable": dataclass_callable,
        }

        def decorate(class_):
            type.__setattr__(class_, "_sa_apply_dc_transforms", options)
            map_class(self, class_)
            return class_

        return decorate if cls is None else decorate(cls)

    def map_declaratively(self, cls):
        return map_class(self, cls)

    def map_imperatively(self, class_, local_table=None, **kwargs):
        return map_imperatively(self, class_, local_table, kwargs)

    def configure(self, cascade=False):
        from .mapper import configure_mappers

        configure_mappers()

    def dispose(self, cascade=False):
        from .mapper import discard

        for mapper in self._mappers:
            discard(mapper)
            if mapper.class_.__dict__.get("__mapper__") is mapper:
                type.__delattr__(mapper.class_, "__mapper__")
        self._mappers.clear()
        self._class_registry.clear()


def _members_without_none(kind):
    # Mapped[Optional[X]] is looked up as X
    args = getattr(kind, "__args__", ())
    origin = getattr(kind, "__origin__", None)
    is_union = type(kind).__name__ == "UnionType" or getattr(origin, "_name", None) == "Union"
    if is_union and type(None) in args and len(args) == 2:
        return [a for a in args if a is not type(None)]
    return []


def declarative_base(*, metadata=None, mapper=None, cls=object, name="Base", class_registry=None,
                     type_annotation_map=None, constructor=_constructor, metaclass=DeclarativeMeta,
                     bind=None):
    """A base class for declarative mappings."""
    if bind is not None and metadata is None:
        from ..sql.schema import MetaData

        metadata = MetaData()
    return registry(
        metadata=metadata, class_registry=class_registry, constructor=constructor,
        type_annotation_map=type_annotation_map,
    ).generate_base(mapper=mapper, cls=cls, name=name, metaclass=metaclass)


def as_declarative(**kwargs):
    """Makes a class a declarative base."""
    own = {k: kwargs.pop(k) for k in ("metadata", "class_registry", "type_annotation_map")
           if k in kwargs}
    kwargs.pop("bind", None)

    def decorate(cls):
        return registry(**own).as_declarative_base(**kwargs)(cls)

    return decorate


def _setup_base(cls):
    """The registry and the MetaData of a class that stands directly below DeclarativeBase."""
    dict_ = cls.__dict__
    metadata = dict_.get("metadata")
    given = dict_.get("registry")
    type_map = dict_.get("type_annotation_map")
    if given is not None and not isinstance(given, registry):
        raise sa_exc.InvalidRequestError(
            "Declarative base class has a 'registry' attribute that is not an instance of "
            "sqlalchemy.orm.registry()"
        )
    if given is None:
        options = {"type_annotation_map": type_map}
        if metadata is not None:
            options["metadata"] = metadata
        given = registry(**options)
        type.__setattr__(cls, "registry", given)
    elif type_map is not None:
        given.update_type_annotation_map(type_map)
    type.__setattr__(cls, "_sa_registry", given)
    if metadata is None:
        type.__setattr__(cls, "metadata", given.metadata)
    # dataclasses and classes with a constructor of their own keep it
    if getattr(cls, "__init__", object.__init__) is object.__init__ and given.constructor:
        type.__setattr__(cls, "__init__", given.constructor)


def _apply(cls):
    if not cls.__dict__.get("__abstract__", False):
        map_class(cls._sa_registry, cls)


class DeclarativeBase(metaclass=DeclarativeAttributeIntercept):
    """The base of bases: `class Base(DeclarativeBase): pass`."""

    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")

    def __init_subclass__(cls, **kwargs):
        if DeclarativeBase in cls.__bases__:
            _check_base(cls)
            _setup_base(cls)
        else:
            _apply(cls)
        super().__init_subclass__(**kwargs)

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class DeclarativeBaseNoMeta:
    """`DeclarativeBase` without a metaclass."""

    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")

    def __init_subclass__(cls, **kwargs):
        if DeclarativeBaseNoMeta in cls.__bases__:
            _check_base(cls)
            _setup_base(cls)
        else:
            _apply(cls)
        super().__init_subclass__(**kwargs)


def _check_base(cls):
    if "_sa_registry" in cls.__dict__:
        return
    if isinstance(cls.__dict__.get("__tablename__"), str):
        raise sa_exc.InvalidRequestError(
            f"Cannot use {cls.__bases__[0].__name__!r} directly as a declarative base class. "
            "Create a "
            "Base by creating a subclass of it."
        )


class MappedAsDataclass(metaclass=DCTransformDeclarative):
    """Classes below become dataclasses when they are mapped."""

    def __init_subclass__(cls, init=NO_ARG, repr=NO_ARG, eq=NO_ARG, order=NO_ARG,
                          unsafe_hash=NO_ARG, match_args=NO_ARG, kw_only=NO_ARG,
                          dataclass_callable=NO_ARG, **kwargs):
        options = {
            "init": init, "repr": repr, "eq": eq, "order": order, "unsafe_hash": unsafe_hash,
            "match_args": match_args, "kw_only": kw_only,
            "dataclass_callable": dataclass_callable,
        }
        inherited = getattr(cls, "_sa_apply_dc_transforms", None)
        if inherited is not None:
            options = {
                k: inherited.get(k, NO_ARG) if v is NO_ARG else v for k, v in options.items()
            }
        type.__setattr__(cls, "_sa_apply_dc_transforms", options)
        super().__init_subclass__(**kwargs)
        if mapper_of(cls) is None:
            from .dataclass_mapping import make_plain_dataclass

            make_plain_dataclass(cls, options)

    @classmethod
    def __class_getitem__(cls, item):
        return cls


def mapped_as_dataclass(registry_, **kwargs):
    return registry_.mapped_as_dataclass(**kwargs)


def add_mapped_attribute(target, key, attr):
    """Map one more attribute of a class, as setting it does."""
    add_attribute(target, key, attr)


__getattr__ = borrower(__name__)
