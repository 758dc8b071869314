# SPDX-License-Identifier: MIT
"""Attributes that reach through a relationship to an attribute of what it refers to."""
from ..orm.base import InspectionAttr, class_mapper, mapper_of


class AssociationProxyExtensionType:
    ASSOCIATION_PROXY = "ASSOCIATION_PROXY"


ASSOCIATION_PROXY = AssociationProxyExtensionType.ASSOCIATION_PROXY


def association_proxy(target_collection, attr, *, creator=None, getset_factory=None,
                      proxy_factory=None, proxy_bulk_set=None, info=None,
                      cascade_scalar_deletes=False, create_on_none_assignment=False, **dataclass):
    """An attribute that stands for `attr` of what `target_collection` refers to."""
    return AssociationProxy(
        target_collection, attr, creator=creator, info=info,
        cascade_scalar_deletes=cascade_scalar_deletes, dataclass=dataclass,
    )


class AssociationProxy(InspectionAttr):
    """The descriptor of an association proxy."""

    is_attribute = True
    extension_type = ASSOCIATION_PROXY

    def __init__(self, target_collection, attr, *, creator=None, info=None,
                 cascade_scalar_deletes=False, dataclass=None):
        self.target_collection = target_collection
        self.value_attr = attr
        self.creator = creator
        self.cascade_scalar_deletes = cascade_scalar_deletes
        self.info = info or {}
        self.dataclass = dataclass or {}
        self.key = f"_{type(self).__name__}_{target_collection}_{id(self)}"

    @classmethod
    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)

    def _sa_dataclass_field(self):
        import dataclasses

        return dataclasses.field(**self.dataclass)

    def for_class(self, class_, obj=None):
        return AssociationProxyInstance(self, class_)

    def __get__(self, instance, owner):
        if instance is None:
            if mapper_of(owner) is None and not hasattr(owner, "_aliased_insp"):
                return self
            return AssociationProxyInstance(self, owner)
        return AssociationProxyInstance(self, type(instance)).get(instance)

    def _expression_for(self, alias):
        return AssociationProxyInstance(self, alias)

    def __set__(self, instance, values):
        AssociationProxyInstance(self, type(instance)).set(instance, values)

    def __delete__(self, instance):
        AssociationProxyInstance(self, type(instance)).delete(instance)


class AssociationProxyInstance:
    """An association proxy on one class."""

    is_aliased_class = False

    def __init__(self, parent, owning_class):
        self.parent = parent
        self.owning_class = owning_class
        self.target_collection = parent.target_collection
        self.value_attr = parent.value_attr
        self.key = parent.key

    @property
    def _prop(self):
        owner = self.owning_class
        insp = getattr(owner, "_aliased_insp", None)
        mapper = insp.mapper if insp is not None else class_mapper(owner)
        prop = mapper.get_property(self.target_collection)
        if not prop.is_relationship:
            raise NotImplementedError(
                "association proxy to a non-relationship intermediary is not supported"
            )
        return prop

    @property
    def target_class(self):
        return self._prop.mapper.class_

    @property
    def scalar(self):
        prop = self._prop
        prop._configured_condition()
        return not prop.uselist

    @property
    def remote_attr(self):
        return getattr(self.target_class, self.value_attr)

    @property
    def local_attr(self):
        return getattr(self.owning_class, self.target_collection)

    attr = property(lambda self: (self.local_attr, self.remote_attr))

    # --- objects

    def get(self, obj):
        target = getattr(obj, self.target_collection)
        if self.scalar:
            return None if target is None else getattr(target, self.value_attr)
        if isinstance(target, dict):
            return _AssociationDict(self, obj)
        if isinstance(target, set):
            return _AssociationSet(self, obj)
        return _AssociationList(self, obj)

    def set(self, obj, values):
        if self.scalar:
            target = getattr(obj, self.target_collection)
            if target is None:
                if values is None:
                    return
                setattr(obj, self.target_collection, self.create(values))
            else:
                setattr(target, self.value_attr, values)
                if values is None and self.parent.cascade_scalar_deletes:
                    setattr(obj, self.target_collection, None)
            return
        proxy = self.get(obj)
        if proxy is values:
            return
        proxy._replace(values)

    def delete(self, obj):
        if self.scalar:
            target = getattr(obj, self.target_collection)
            if target is not None:
                delattr(target, self.value_attr)
        setattr(obj, self.target_collection, None if self.scalar else [])

    def create(self, *args):
        creator = self.parent.creator or self.target_class
        return creator(*args)

    # --- expressions

    def _criterion(self, criterion, kwargs):
        remote = self.remote_attr
        relation = getattr(getattr(remote, "prop", None), "is_relationship", False)
        if relation:
            inner = remote.any(criterion, **kwargs) if remote.prop.uselist else remote.has(
                criterion, **kwargs
            )
            return inner
        return criterion

    def any(self, criterion=None, **kwargs):
        local = self.local_attr
        if isinstance(self.remote_attr, AssociationProxyInstance):
            return local.any(self.remote_attr.any(criterion, **kwargs))
        relation = getattr(getattr(self.remote_attr, "prop", None), "is_relationship", False)
        if relation:
            inner = self._criterion(criterion, kwargs)
            return local.has(inner) if self.scalar else local.any(inner)
        return local.any(criterion, **kwargs)

    def has(self, criterion=None, **kwargs):
        relation = getattr(getattr(self.remote_attr, "prop", None), "is_relationship", False)
        if relation:
            return self.local_attr.has(self._criterion(criterion, kwargs))
        return self.local_attr.has(criterion, **kwargs)

    def contains(self, value):
        return self.local_attr.any(self._equals(value))

    def _equals(self, value):
        remote = self.remote_attr
        if getattr(getattr(remote, "prop", None), "is_relationship", False) and remote.prop.uselist:
            return remote.contains(value)
        return remote == value

    def _compared(self, criterion):
        return self.local_attr.has(criterion) if self.scalar else self.local_attr.any(criterion)

    def __eq__(self, other):
        if other is None:
            from ..sql.expression import or_

            nothing = self.local_attr == None  # noqa: E711
            return or_(self._compared(self.remote_attr == None), nothing)  # noqa: E711
        return self._compared(self._equals(other))

    def __ne__(self, other):
        return self._compared(self.remote_attr != other)

    def __hash__(self):
        return id(self)

    def __lt__(self, other):
        return self._compared(self.remote_attr < other)

    def __le__(self, other):
        return self._compared(self.remote_attr <= other)

    def __gt__(self, other):
        return self._compared(self.remote_attr > other)

    def __ge__(self, other):
        return self._compared(self.remote_attr >= other)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def compared(*args, **kwargs):
            return self._compared(getattr(self.remote_attr, name)(*args, **kwargs))

        return compared


class _Association:
    """A collection of the values behind a collection of objects."""

    def __init__(self, proxy, obj):
        self._proxy = proxy
        self._obj = obj

    @property
    def col(self):
        return getattr(self._obj, self._proxy.target_collection)

    def _get(self, member):
        return getattr(member, self._proxy.value_attr)

    def __len__(self):
        return len(self.col)

    def __bool__(self):
        return bool(self.col)

    def __repr__(self):
        return repr(self._plain())

    def __eq__(self, other):
        return self._plain() == _plain(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def copy(self):
        return self._plain()


def _plain(value):
    return value._plain() if isinstance(value, _Association) else value


class _AssociationList(_Association):
    def _plain(self):
        return list(self)

    def __iter__(self):
        for member in list(self.col):
            yield self._get(member)

    def __contains__(self, value):
        return any(v == value for v in self)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self._get(m) for m in self.col[index]]
        return self._get(self.col[index])

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            self.col[index] = [self._proxy.create(v) for v in value]
        else:
            setattr(self.col[index], self._proxy.value_attr, value)

    def __delitem__(self, index):
        del self.col[index]

    def append(self, value):
        self.col.append(self._proxy.create(value))

    def extend(self, values):
        for value in values:
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def __add__(self, other):
        return list(self) + list(other)

    def insert(self, index, value):
        self.col.insert(index, self._proxy.create(value))

    def index(self, value):
        return list(self).index(value)

    def count(self, value):
        return list(self).count(value)

    def remove(self, value):
        for index, held in enumerate(self):
            if held == value:
                del self.col[index]
                return
        raise ValueError("value not in list")

    def pop(self, index=-1):
        return self._get(self.col.pop(index))

    def clear(self):
        del self.col[:]

    def _replace(self, values):
        values = list(values)
        self.clear()
        self.extend(values)


class _AssociationSet(_Association):
    def _plain(self):
        return set(self)

    def __iter__(self):
        for member in list(self.col):
            yield self._get(member)

    def __contains__(self, value):
        return any(v == value for v in self)

    def add(self, value):
        if value not in self:
            self.col.add(self._proxy.create(value))

    def discard(self, value):
        for member in list(self.col):
            if self._get(member) == value:
                self.col.discard(member)
                return

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        return self._get(self.col.pop())

    def update(self, values):
        for value in values:
            self.add(value)

    def clear(self):
        self.col.clear()

    def union(self, other):
        return set(self) | set(other)

    def __or__(self, other):
        return set(self) | set(other)

    def __and__(self, other):
        return set(self) & set(other)

    def __sub__(self, other):
        return set(self) - set(other)

    def _replace(self, values):
        wanted = set(values)
        for value in set(self) - wanted:
            self.remove(value)
        for value in wanted - set(self):
            self.add(value)


class _AssociationDict(_Association):
    def _plain(self):
        return dict(self.items())

    def __iter__(self):
        return iter(self.col)

    def __contains__(self, key):
        return key in self.col

    def __getitem__(self, key):
        return self._get(self.col[key])

    def __setitem__(self, key, value):
        if key in self.col:
            setattr(self.col[key], self._proxy.value_attr, value)
        else:
            self.col[key] = self._proxy.create(key, value)

    def __delitem__(self, key):
        del self.col[key]

    def get(self, key, default=None):
        return self[key] if key in self else default

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def keys(self):
        return self.col.keys()

    def values(self):
        return [self._get(m) for m in self.col.values()]

    def items(self):
        return [(k, self._get(m)) for k, m in self.col.items()]

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        return self._get(self.col.pop(key))

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def clear(self):
        self.col.clear()

    def _replace(self, values):
        values = dict(values)
        for key in set(self.col) - set(values):
            del self[key]
        self.update(values)
