# SPDX-License-Identifier: MIT
"""The functions with which a class body says what it maps."""
from .base import NO_ARG
from .interfaces import AttributeOptions
from .properties import (MAPPED_COLUMN_OPTIONS, Column, ColumnProperty, MappedColumn,
                         MappedSQLExpression)

_DATACLASS = ("init", "repr", "default", "default_factory", "compare", "kw_only", "hash")


def _options(kwargs):
    given = {name: kwargs.pop(name) for name in _DATACLASS if name in kwargs}
    metadata = kwargs.pop("dataclass_metadata", NO_ARG)
    return AttributeOptions(metadata=metadata, **given)


def mapped_column(*args, **kwargs):
    if kwargs and not MAPPED_COLUMN_OPTIONS.isdisjoint(kwargs):
        return MappedColumn(*args, **kwargs)
    # Most say nothing but what a Column is told.
    made = MappedColumn.__new__(MappedColumn)
    made.column = Column(*args, **kwargs)
    return made


def orm_insert_sentinel(name=None, type_=None, *, default=None, omit_from_statements=True):
    """A column by which the rows of an INSERT are told apart."""
    from ..sql.defaults import _InsertSentinelColumnDefault
    from ..sql.sqltypes import INTEGERTYPE

    return MappedColumn(
        name, type_ or INTEGERTYPE, insert_sentinel=True,
        insert_default=_InsertSentinelColumnDefault() if default is None else default,
        _omit_from_statements=omit_from_statements,
    )


def column_property(column, *additional_columns, **kwargs):
    options = _options(kwargs)
    return MappedSQLExpression(column, *additional_columns, attribute_options=options, **kwargs)


def deferred(column, *additional_columns, group=None, raiseload=False, comparator_factory=None,
             active_history=False, expire_on_flush=True, info=None, doc=None, **kwargs):
    options = _options(kwargs)
    return MappedSQLExpression(
        column, *additional_columns, deferred=True, group=group, raiseload=raiseload,
        comparator_factory=comparator_factory, active_history=active_history, info=info, doc=doc,
        attribute_options=options,
    )


def query_expression(default_expr=None, *, repr=NO_ARG, compare=NO_ARG, expire_on_flush=True,
                     info=None, doc=None):
    from ..sql.expression import null

    prop = MappedSQLExpression(
        null() if default_expr is None else default_expr, info=info, doc=doc
    )
    prop.query_expression = True
    return prop


def relationship(argument=None, secondary=None, **kwargs):
    from .relationships import RelationshipProperty

    metadata = kwargs.pop("dataclass_metadata", None)
    if metadata is not None:
        kwargs["metadata"] = metadata
    return RelationshipProperty(argument, secondary, **kwargs)


def dynamic_loader(argument=None, **kwargs):
    kwargs["lazy"] = "dynamic"
    return relationship(argument, **kwargs)


def backref(name, **kwargs):
    return (name, kwargs)


def synonym(name, *, map_column=None, descriptor=None, comparator_factory=None, info=None, doc=None,
            **kwargs):
    from .descriptor_props import SynonymProperty

    return SynonymProperty(
        name, map_column=map_column, descriptor=descriptor, comparator_factory=comparator_factory,
        attribute_options=_options(kwargs), info=info, doc=doc,
    )


def composite(class_or_attr=None, *attrs, **kwargs):
    from .descriptor_props import CompositeProperty

    options = _options(kwargs)
    return CompositeProperty(class_or_attr, *attrs, attribute_options=options, **kwargs)


def validates(*names, include_removes=False, include_backrefs=True):
    """Marks a method that checks values of attributes before they are set."""

    def wrap(function):
        function.__sa_validators__ = names
        function.__sa_validation_opts__ = {
            "include_removes": include_removes,
            "include_backrefs": include_backrefs,
        }
        return function

    return wrap


def reconstructor(function):
    """Marks a method that runs when an object is loaded."""
    function.__sa_reconstructor__ = True
    return function


def clear_mappers():
    """Forget every mapping."""
    import gc

    from . import mapper as mapper_module

    for found in [o for o in gc.get_objects() if isinstance(o, mapper_module.Mapper)]:
        mapper_module.discard(found)
        if found.class_.__dict__.get("__mapper__") is found:
            type.__delattr__(found.class_, "__mapper__")
        if found.registry is not None:
            found.registry._mappers[:] = [m for m in found.registry._mappers if m is not found]
            found.registry._class_registry.pop(found.class_.__name__, None)


__all__ = ["ColumnProperty"]
