# SPDX-License-Identifier: MIT
"""`Operations`, whose methods are the directives of scripts, and how more of them are added."""
from _retort_functions import contextmanager

from ..util.langhelpers import Dispatcher, ModuleClsProxy

__all__ = ("Operations", "BatchOperations")


class AbstractOperations(ModuleClsProxy):
    """Makes operations and has them carried out."""

    _to_impl = Dispatcher()

    def __init__(self, migration_context, impl=None):
        self.migration_context = migration_context
        self.impl = migration_context.impl if impl is None else impl

    @property
    def schema_obj(self):
        from .schemaobj import SchemaObjects

        return SchemaObjects(self.migration_context)

    @classmethod
    def register_operation(cls, name, sourcename=None):
        """Make the class method `sourcename` of an operation class the directive `name`."""

        def register(op_cls):
            setattr(cls, name, _directive(op_cls, name, sourcename or name))
            return op_cls

        return register

    @classmethod
    def implementation_for(cls, op_cls, replace=False, qualifier="default"):
        """Have the decorated function carry operations of a class out."""

        def decorate(function):
            cls._to_impl.dispatch_for(op_cls, replace=replace, qualifier=qualifier)(function)
            return function

        return decorate

    @classmethod
    @contextmanager
    def context(cls, migration_context):
        op = Operations(migration_context)
        op._install_proxy()
        try:
            yield op
        finally:
            op._remove_proxy()

    @contextmanager
    def batch_alter_table(self, table_name, schema=None, recreate="auto", partial_reordering=None,
                          copy_from=None, table_args=(), table_kwargs=None, reflect_args=(),
                          reflect_kwargs=None, naming_convention=None):
        from .batch import BatchOperationsImpl

        impl = BatchOperationsImpl(self, table_name, schema, recreate, copy_from, table_args,
                                   table_kwargs or {}, reflect_args, reflect_kwargs or {},
                                   naming_convention, partial_reordering)
        yield BatchOperations(self.migration_context, impl=impl)
        impl.flush()

    def get_context(self):
        return self.migration_context

    def invoke(self, operation):
        function = self._to_impl.dispatch(operation, self.migration_context.impl.__dialect__)
        return function(self, operation)

    def f(self, name):
        from sqlalchemy.sql.names import conv

        return conv(name)

    def inline_literal(self, value, type_=None):
        from ..util.sqla_compat import _literal_bindparam

        return _literal_bindparam(None, value, type_=type_)

    def get_bind(self):
        return self.migration_context.impl.bind

    def run_async(self, async_function, *args, **kw_args):
        connection = self.get_bind()
        if connection is None or self.migration_context.as_sql:
            raise NotImplementedError("Cannot call run_async in SQL mode")
        if not connection.dialect.is_async:
            raise ValueError("Cannot call run_async with a sync engine")
        from sqlalchemy.ext.asyncio import AsyncConnection
        from sqlalchemy.util import await_only

        return await_only(async_function(
            AsyncConnection._retrieve_proxy_for_target(connection), *args, **kw_args))


def _directive(op_cls, name, source):
    function = getattr(op_cls, source)

    def directive(self, *args, **kw):
        return function(self, *args, **kw)

    directive.__name__ = directive.__qualname__ = name
    directive.__doc__ = function.__doc__
    directive.__wrapped__ = function
    return directive


class Operations(AbstractOperations):
    """The directives of scripts."""


class BatchOperations(AbstractOperations):
    """The directives on one table, collected and carried out together."""


# The directives register themselves here.
from .. import runtime  # noqa: E402
from . import ops  # noqa: F401

if runtime.running is not None:
    Operations(runtime.running)._install_proxy()
