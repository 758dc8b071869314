# SPDX-License-Identifier: MIT
"""Bases of concrete classes, and classes whose tables are reflected later."""
from ... import exc as sa_exc
from ...orm.base import mapper_of


class ConcreteBase:
    """A mapped base whose subclasses have whole tables of their own."""

    @classmethod
    def __declare_first__(cls):
        return None


class AbstractConcreteBase(ConcreteBase):
    """A base without a table; every subclass with `concrete=True` has one."""

    __no_table__ = True
    __abstract__ = True

    def __init_subclass__(cls, **kwargs):
        if AbstractConcreteBase in cls.__bases__ and "__abstract__" not in cls.__dict__:
            # it has no table, so it is not mapped itself
            cls.__abstract__ = True
        super().__init_subclass__(**kwargs)


class DeferredReflection:
    """Classes that are mapped when `prepare(engine)` has read their tables."""

    _sa_decl_prepare = True
    _sa_deferred_classes = []

    @classmethod
    def prepare(cls, bind, **reflect_kw):
        waiting = [
            (registry, class_) for registry, class_ in cls._sa_deferred_classes
            if issubclass(class_, cls) and mapper_of(class_) is None
        ]
        connection = bind.connect() if not hasattr(bind, "begin_nested") else bind
        try:
            for registry, class_ in waiting:
                scan = _ReflectingScan(registry, class_)
                scan.bind = connection
                scan.reflect_kw = reflect_kw
                scan.map()
                cls._sa_deferred_classes.remove((registry, class_))
        finally:
            if connection is not bind:
                connection.close()

    @classmethod
    def _sa_raise_deferred_config(cls):
        from ...orm.exc import UnmappedClassError

        raise UnmappedClassError(
            cls,
            msg=f"Class {cls.__module__}.{cls.__name__} is a subclass of DeferredReflection.  "
                "Mappings "
            "are not produced until the .prepare() method is called on the class hierarchy.",
        )


def _scan_class():
    from ...orm.decl_base import ClassScan

    class ReflectingScan(ClassScan):
        bind = None
        reflect_kw = {}

        def _make_table(self):
            super()._make_table()
            table = self.table
            if table is None:
                return
            from ...inspection import inspect

            # the columns that the class has come first and stay as they are
            own = [column.name for column in table.c]
            inspect(self.bind).reflect_table(table, None, own, **self.reflect_kw)

    return ReflectingScan


def _ReflectingScan(registry, class_):
    if mapper_of(class_) is not None:
        raise sa_exc.InvalidRequestError(f"Class {class_!r} is mapped already")
    return _scan_class()(registry, class_)
