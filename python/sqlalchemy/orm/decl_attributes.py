# SPDX-License-Identifier: MIT
"""Attributes that are set on a class that is mapped already."""
from .attributes import QueryableAttribute
from .base import mapper_of
from .decl_table import is_column
from .descriptor_props import SynonymProperty
from .interfaces import MapperProperty
from .properties import MappedColumn


def add_attribute(cls, key, value):
    """What is set on a class that is mapped already."""
    mapper = mapper_of(cls)
    if mapper is None:
        type.__setattr__(cls, key, value)
        return
    if is_column(value):
        if value.key is None:
            value.key = key
        if value.name is None:
            value.name = key
        cls.__table__.append_column(value, replace_existing=True)
        mapper.add_property(key, value)
    elif isinstance(value, MappedColumn):
        column = value.column
        if column.key is None:
            column.key = key
        if column.name is None:
            column.name = key
        cls.__table__.append_column(column, replace_existing=True)
        mapper.add_property(key, value.mapper_property_to_assign or column)
    elif isinstance(value, MapperProperty):
        mapper.add_property(key, value)
    elif isinstance(value, QueryableAttribute) and value.key != key:
        mapper.add_property(key, SynonymProperty(value.key))
    else:
        type.__setattr__(cls, key, value)


def del_attribute(cls, key):
    if isinstance(cls.__dict__.get(key), (MapperProperty, QueryableAttribute)):
        raise NotImplementedError("Can't un-map individual mapped attributes on a mapped class.")
    type.__delattr__(cls, key)
