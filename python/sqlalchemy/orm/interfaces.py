# SPDX-License-Identifier: MIT
"""The bases of what a mapper holds: its properties, and the options a query takes."""
import functools

from .._packages import borrower
from .._annotations import Generic
from .base import (  # noqa: F401
    EXT_CONTINUE,
    EXT_SKIP,
    EXT_STOP,
    MANYTOMANY,
    MANYTOONE,
    NOT_EXTENSION,
    NO_ARG,
    ONETOMANY,
    InspectionAttr,
    Mapped,
)

_counter = iter(range(1, 2**62))


class AttributeOptions:
    """The arguments of an attribute that only a dataclass reads."""

    __slots__ = ("init", "repr", "default", "default_factory", "compare", "kw_only", "hash",
                 "metadata")

    def __init__(self, init=NO_ARG, repr=NO_ARG, default=NO_ARG, default_factory=NO_ARG,
                 compare=NO_ARG, kw_only=NO_ARG, hash=NO_ARG, metadata=NO_ARG):
        self.init = init
        self.repr = repr
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.kw_only = kw_only
        self.hash = hash
        self.metadata = metadata

    def given(self):
        if self is NO_OPTIONS:
            return {}
        return {n: getattr(self, n) for n in self.__slots__ if getattr(self, n) is not NO_ARG}


NO_OPTIONS = AttributeOptions()


class MappedAttribute(InspectionAttr, Mapped):
    """Anything that a declarative class maps under the name of an attribute."""

    attribute_options = None

    def declarative_scan(self, scan, key, annotation):
        """Learn from the annotation under which the attribute stands (None: there is none)."""


class MapperProperty(MappedAttribute):
    """A property of a mapper."""

    is_property = True
    parent = None
    key = None
    doc = None
    info = None
    strategy_key = ()
    # whether loading the object brings it, without a query of its own
    is_column = False
    is_relationship = False
    _configured = False

    def __init__(self):
        self._creation_order = next(_counter)

    def set_parent(self, parent, init=True):
        self.parent = parent

    def instrument_class(self, mapper):
        """Put the descriptor on the class."""

    def do_init(self):
        """The part of the set-up that needs all other mappers."""

    def init(self):
        if not self._configured:
            self._configured = True
            self.do_init()

    @property
    def class_attribute(self):
        return getattr(self.parent.class_, self.key)

    def __str__(self):
        return f"{self.parent.class_.__name__ if self.parent else ''}.{self.key or 'no key'}"

    def __repr__(self):
        return f"<{type(self).__name__} at 0x{id(self):x}; {self.key or 'no key'}>"


class StrategizedProperty(MapperProperty):
    pass


def _binary(name):
    @functools.wraps(getattr(object, name, lambda self, other: None))
    def method(self, *args):
        return getattr(self._operand(), name)(*args)

    return method


class ExpressionForwarder:
    """Column operators and methods, forwarded to what stands in an expression for this thing."""

    __slots__ = ()

    def _operand(self):
        raise NotImplementedError

    def __clause_element__(self):
        return self._operand()

    def operate(self, op, *other, **kwargs):
        return op(self._operand(), *other, **kwargs)

    def reverse_operate(self, op, other, **kwargs):
        return op(other, self._operand(), **kwargs)

    def __hash__(self):
        return id(self)


for _name in (
    "eq ne lt le gt ge add sub mul truediv floordiv mod neg invert and or lshift rshift contains "
    "getitem radd rsub rmul rtruediv rmod rand ror rfloordiv matmul"
).split():
    setattr(ExpressionForwarder, f"__{_name}__", _binary(f"__{_name}__"))


class PropComparator(ExpressionForwarder, Generic):
    """What the class attribute of a property answers in an expression."""

    __slots__ = ("prop", "_parententity", "_adapt_to_entity")

    def __init__(self, prop=None, parententity=None, adapt_to_entity=None):
        self.prop = prop
        self._parententity = parententity
        self._adapt_to_entity = adapt_to_entity

    def any(self, criterion=None, **kwargs):
        raise NotImplementedError(f"{self} has no any()")

    def has(self, criterion=None, **kwargs):
        raise NotImplementedError(f"{self} has no has()")

    # last: the name hides the built-in one in this body
    property = property(lambda self: self.prop)


class MapperOption:
    """An option of a query."""

    propagate_to_loaders = False

    def process_query(self, query):
        pass


class UserDefinedOption(MapperOption):
    def __init__(self, payload=None):
        self.payload = payload


ORMOption = MapperOption
LoaderOption = MapperOption
CompileStateOption = MapperOption
ExecutableOption = MapperOption


__getattr__ = borrower(__name__)
