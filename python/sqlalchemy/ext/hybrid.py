# SPDX-License-Identifier: MIT
"""Attributes that are computed in Python on objects, and an expression on the class."""
from .._packages import borrower
from ..orm.attributes import QueryableAttribute
from ..orm.base import InspectionAttr
from ..orm.interfaces import PropComparator


class HybridExtensionType:
    HYBRID_METHOD = "HYBRID_METHOD"
    HYBRID_PROPERTY = "HYBRID_PROPERTY"


HYBRID_METHOD = HybridExtensionType.HYBRID_METHOD
HYBRID_PROPERTY = HybridExtensionType.HYBRID_PROPERTY


class hybrid_method(InspectionAttr):
    """A method that also works on the class, where it gives an expression."""

    is_attribute = True
    extension_type = HYBRID_METHOD

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    def __init__(self, func, expr=None):
        self.func = func
        self.expr = expr or func
        self.__doc__ = func.__doc__

    def __get__(self, instance, owner):
        if instance is None:
            return self.expr.__get__(owner, owner)
        return self.func.__get__(instance, owner)

    def _expression_for(self, alias):
        return self.expr.__get__(alias, alias)

    def expression(self, expr):
        self.expr = expr
        return self

    @property
    def inplace(self):
        return self


class hybrid_property(InspectionAttr):
    """A property that also works on the class, where it gives an expression."""

    is_attribute = True
    extension_type = HYBRID_PROPERTY

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    def __init__(self, fget, fset=None, fdel=None, expr=None, custom_comparator=None,
                 update_expr=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = _plain(expr)
        self.custom_comparator = _plain(custom_comparator)
        self.update_expr = _plain(update_expr)
        self.__doc__ = getattr(fget, "__doc__", None)
        self.__name__ = getattr(fget, "__name__", None)

    def __set_name__(self, owner, name):
        if self.__name__ is None:
            self.__name__ = name

    def __get__(self, instance, owner):
        if owner is None:
            return self
        if instance is None:
            return self._expression_for(owner)
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _with(self, **changes):
        values = {
            "fget": self.fget, "fset": self.fset, "fdel": self.fdel, "expr": self.expr,
            "custom_comparator": self.custom_comparator, "update_expr": self.update_expr,
        }
        values.update(changes)
        return type(self)(**values)

    def getter(self, fget):
        return self._with(fget=fget)

    def setter(self, fset):
        return self._with(fset=fset)

    def deleter(self, fdel):
        return self._with(fdel=fdel)

    def expression(self, expr):
        return self._with(expr=expr)

    def comparator(self, comparator):
        return self._with(custom_comparator=comparator)

    def update_expression(self, meth):
        return self._with(update_expr=meth)

    @property
    def overrides(self):
        return self

    @property
    def inplace(self):
        return _InPlace(self)

    def _key_on(self, owner):
        for cls in getattr(owner, "__mro__", ()):
            for name, value in cls.__dict__.items():
                if value is self:
                    return name
        return self.__name__

    def _expression_for(self, owner):
        name = self.__name__
        if self.custom_comparator is not None:
            return HybridAttribute(owner, name, self, self.custom_comparator(owner))
        found = (self.expr or self.fget)(owner)
        if found is None or isinstance(found, (bool, int, str)):
            return found
        if isinstance(found, HybridAttribute):
            return HybridAttribute(owner, name, self, found._comparator)
        if hasattr(found, "__clause_element__") or hasattr(found, "_notation"):
            return HybridAttribute(owner, name, self, found)
        return found


class _InPlace:
    """Changes a hybrid property under the name it has already."""

    def __init__(self, attribute):
        self.attribute = attribute

    def _set(self, **changes):
        for key, value in changes.items():
            setattr(self.attribute, key, _plain(value))
        return self.attribute

    def getter(self, fget):
        return self._set(fget=fget)

    def setter(self, fset):
        return self._set(fset=fset)

    def deleter(self, fdel):
        return self._set(fdel=fdel)

    def expression(self, expr):
        return self._set(expr=expr)

    def comparator(self, comparator):
        return self._set(custom_comparator=comparator)

    def update_expression(self, meth):
        return self._set(update_expr=meth)


def _plain(function):
    # @classmethod may stand below @prop.expression
    return function.__func__ if isinstance(function, classmethod) else function


class _HybridProp:
    """What stands where a mapped attribute has its property."""

    is_column = True
    is_relationship = False
    doc = None

    def __init__(self, owner, key, info):
        self.key = key
        self.parent = getattr(owner, "__mapper__", None)
        self.info = info
        self.columns = []


class HybridAttribute(QueryableAttribute):
    """The expression of a hybrid on a class, under the name of the hybrid."""

    def __init__(self, owner, key, hybrid, comparator):
        self.class_ = owner
        self.key = key
        self.descriptor = hybrid
        self._comparator = comparator
        insp = getattr(owner, "_aliased_insp", None)
        self._entity = insp
        self._of_type = None
        self._extra_criteria = ()
        self.impl = None
        self.prop = _HybridProp(owner if insp is None else insp.mapper.class_, key, {})

    @property
    def comparator(self):
        return self._comparator

    def _operand(self):
        return self._comparator

    def __clause_element__(self):
        found = self._comparator
        while not hasattr(found, "_notation") or isinstance(found, QueryableAttribute):
            found = found.__clause_element__()
        return found

    def _bulk_update_tuples(self, value):
        if self.descriptor.update_expr is not None:
            from ..orm.orm_dml import attribute_values

            mapper = self.prop.parent
            return attribute_values(mapper, self.descriptor.update_expr(self.class_, value))
        return [(self.__clause_element__(), value)]

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._comparator, name)


class Comparator(PropComparator):
    """The base of comparators that hybrids define."""

    def __init__(self, expression):
        self.expression = expression

    def _operand(self):
        return self.__clause_element__()

    def __clause_element__(self):
        found = self.expression
        while hasattr(found, "__clause_element__") and not (
            hasattr(found, "_notation") and not isinstance(found, QueryableAttribute)
        ):
            found = found.__clause_element__()
        return found

    def __getattr__(self, name):
        if name.startswith("__") or name == "expression":
            raise AttributeError(name)
        return getattr(self.__clause_element__(), name)

    def operate(self, op, *other, **kwargs):
        return op(self.__clause_element__(), *other, **kwargs)


class ExprComparator(Comparator):
    """A comparator over a plain expression."""

    def __init__(self, cls, expression, hybrid):
        super().__init__(expression)
        self.cls = cls
        self.hybrid = hybrid


__getattr__ = borrower(__name__)
