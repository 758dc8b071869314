# SPDX-License-Identifier: MIT
"""Values whose changes in place are noticed: dictionaries, lists, sets, composites."""
from .._packages import borrower
import weakref
from _retort_functions import wraps


class MutableBase:
    """What mutable values of columns and of composites have in common."""

    @property
    def _parents(self):
        held = self.__dict__.get("_sa_parents")
        if held is None:
            held = self.__dict__["_sa_parents"] = weakref.WeakKeyDictionary()
        return held

    @classmethod
    def coerce(cls, key, value):
        if value is None:
            return None
        raise ValueError(f"Attribute '{key}' does not accept objects of type {type(value)}")


class Mutable(MutableBase):
    """A value that tells the objects that hold it when it changes."""

    def changed(self):
        from ..orm.base import NO_VALUE

        for state, key in list(self._parents.items()):
            if key in state.dict:
                state.committed_state.pop(key, None)
                state.modified_event(key, NO_VALUE)

    @classmethod
    def _attach(cls, attribute, coerce=True):
        impl = attribute.prop.parent.impls[attribute.key]
        key = impl.key

        def convert(state, value):
            if value is not None:
                if coerce:
                    made = cls.coerce(key, value)
                else:
                    made = value
                if made is not None:
                    made._parents[state] = key
                return made
            return value

        def on_load(state, _name):
            value = state.dict.get(key)
            if value is not None:
                state.dict[key] = convert(state, value)

        def on_set(obj, value, old, _initiator):
            from ..orm.base import instance_state

            state = instance_state(obj)
            if value is old:
                return value
            if isinstance(old, cls):
                old._parents.pop(state, None)
            if hasattr(value, "_notation") and not isinstance(value, cls):
                return value
            return convert(state, value)

        if not any(getattr(f, "_sa_mutable", None) is cls for f in impl.listeners.get("set", ())):
            on_set._sa_mutable = cls
            impl.listen("load", on_load)
            impl.listen("set", on_set)

    @classmethod
    def associate_with_attribute(cls, attribute):
        cls._attach(attribute)

    @classmethod
    def associate_with(cls, sqltype):
        """All columns of a type, of classes mapped from now on."""
        from ..orm import mapper as mapper_module

        def hook(mapper, attribute):
            prop = attribute.prop
            if prop.is_column and isinstance(getattr(prop.columns[0], "type", None), sqltype):
                cls._attach(attribute)

        mapper_module._instrument_hooks.append(hook)

    @classmethod
    def as_mutable(cls, sqltype):
        """A type for one column, whose values are of this class."""
        from ..sql.type_api import to_instance

        sqltype = to_instance(sqltype)
        # the hook goes with the type wherever the column is copied
        sqltype._sa_attribute_hooks = (
            *getattr(sqltype, "_sa_attribute_hooks", ()),
            lambda mapper, attribute: cls._attach(attribute),
        )
        return sqltype


def _changing(base, names):
    """The methods of a built-in class, each with word of the change."""
    made = {}
    for name in names:
        plain = getattr(base, name)

        def method(self, *args, _plain=plain, **kwargs):
            result = _plain(self, *args, **kwargs)
            self.changed()
            return result

        made[name] = wraps(plain)(method)
    return made


class MutableDict(Mutable, dict):
    """A dictionary whose changes are noticed."""

    @classmethod
    def coerce(cls, key, value):
        if not isinstance(value, cls):
            if isinstance(value, dict):
                return cls(value)
            return Mutable.coerce(key, value)
        return value

    def setdefault(self, key, value=None):
        held = dict.setdefault(self, key, value)
        self.changed()
        return held

    def __getstate__(self):
        return dict(self)

    def __setstate__(self, state):
        dict.update(self, state)

    def __reduce_ex__(self, protocol):
        return (type(self), (dict(self),))

    def __ior__(self, other):
        self.update(other)
        return self


for _name, _method in _changing(
    dict, ("__setitem__", "__delitem__", "update", "pop", "popitem", "clear")
).items():
    setattr(MutableDict, _name, _method)


class MutableList(Mutable, list):
    """A list whose changes are noticed."""

    @classmethod
    def coerce(cls, key, value):
        if not isinstance(value, cls):
            if isinstance(value, list):
                return cls(value)
            return Mutable.coerce(key, value)
        return value

    def is_scalar(self, value):
        return not isinstance(value, list)

    def __reduce_ex__(self, protocol):
        return (type(self), (list(self),))

    def __iadd__(self, other):
        self.extend(other)
        return self


for _name, _method in _changing(
    list, ("__setitem__", "__delitem__", "pop", "append", "extend", "insert", "remove", "clear",
           "sort", "reverse")
).items():
    setattr(MutableList, _name, _method)


class MutableSet(Mutable, set):
    """A set whose changes are noticed."""

    @classmethod
    def coerce(cls, key, value):
        if not isinstance(value, cls):
            if isinstance(value, (set, frozenset, list, tuple)):
                return cls(value)
            return Mutable.coerce(key, value)
        return value

    def __reduce_ex__(self, protocol):
        return (type(self), (set(self),))

    def __ior__(self, other):
        self.update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self


for _name, _method in _changing(
    set, ("update", "intersection_update", "difference_update", "symmetric_difference_update",
          "add", "remove", "discard", "pop", "clear")
).items():
    setattr(MutableSet, _name, _method)


class MutableComposite(MutableBase):
    """A composite value that tells the objects that hold it when it changes."""

    def changed(self):
        for state, key in list(self._parents.items()):
            prop = state.mapper.get_property(key)
            for part, value in zip(prop.props, prop.values_in(self)):
                setattr(state.obj(), part.key, value)

    @classmethod
    def coerce(cls, key, value):
        return value


__getattr__ = borrower(__name__)
