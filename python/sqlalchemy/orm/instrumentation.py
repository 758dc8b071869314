# SPDX-License-Identifier: MIT
"""The face of class instrumentation that other packages look at."""
from .base import instance_state, mapper_of


class ClassManager:
    """What a mapped class carries, under the names of the original."""

    def __init__(self, mapper):
        self.mapper = mapper
        self.class_ = mapper.class_
        self.registry = mapper.registry
        self.is_mapped = True

    def __contains__(self, key):
        return key in self.mapper.impls

    def __iter__(self):
        return iter(self.mapper.impls)

    def __getitem__(self, key):
        return getattr(self.class_, key)

    def keys(self):
        return list(self.mapper.impls)

    attributes = property(lambda self: [getattr(self.class_, k) for k in self.mapper.impls])

    def new_instance(self, state=None):
        instance = self.class_.__new__(self.class_)
        instance_state(instance)
        return instance

    def has_state(self, instance):
        return "_sa_instance_state" in instance.__dict__

    def __eq__(self, other):
        return isinstance(other, ClassManager) and other.mapper is self.mapper

    def __hash__(self):
        return id(self.mapper)


def manager_of_class(class_):
    mapper = mapper_of(class_)
    return ClassManager(mapper) if mapper is not None else None


opt_manager_of_class = manager_of_class


def is_instrumented(instance, key):
    return key in instance_state(instance).mapper.impls


def register_class(class_, *args, **kwargs):
    return manager_of_class(class_)
