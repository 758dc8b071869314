# SPDX-License-Identifier: MIT
"""TypeDecorator: a type that does what another does, with the user's own treatment of values."""
from .schema_item import SchemaEventTarget
from .type_api import ExternalType, TypeEngine, to_instance


class TypeDecorator(SchemaEventTarget, ExternalType, TypeEngine):
    """A type made of another, `impl`, which may differ by dialect."""

    __visit_name__ = "type_decorator"
    _is_type_decorator = True
    coerce_to_is_types = (type(None),)

    def __init__(self, *args, **kwargs):
        if not hasattr(type(self), "impl"):
            raise AssertionError(
                "TypeDecorator implementations require a class-level variable 'impl' which refers "
                "to the class of type being decorated"
            )
        self.impl = to_instance(type(self).impl, *args, **kwargs)

    class Comparator(TypeEngine.Comparator):
        __slots__ = ()

        def operate(self, op, *other, **kwargs):
            kwargs["_python_is_types"] = self.expr.type.coerce_to_is_types
            return super().operate(op, *other, **kwargs)

        def reverse_operate(self, op, other, **kwargs):
            kwargs["_python_is_types"] = self.expr.type.coerce_to_is_types
            return super().reverse_operate(op, other, **kwargs)

    @property
    def comparator_factory(self):
        inner = self.impl_instance.comparator_factory
        if isinstance(inner, type) and issubclass(TypeDecorator.Comparator, inner):
            return inner
        if issubclass(inner, TypeDecorator.Comparator):
            return inner
        return type("TDComparator", (TypeDecorator.Comparator, inner), {})

    @property
    def impl_instance(self):
        return self.impl

    @property
    def _type_affinity(self):
        return self.impl_instance._type_affinity

    @property
    def _isnull(self):
        return False

    @property
    def sort_key_function(self):
        return self.impl_instance.sort_key_function

    # ---- the type on a dialect

    def load_dialect_impl(self, dialect):
        return self.impl_instance

    def type_engine(self, dialect):
        return to_instance(self.load_dialect_impl(dialect))

    def _kind(self, dialect):
        impl = self.impl_instance if dialect is None else self.type_engine(dialect)
        if impl is self:
            impl = self.impl_instance
        return impl._notation(dialect)

    def _working_impl(self, dialect):
        impl = self.type_engine(dialect)
        impl = self.impl_instance if impl is self else impl
        return impl.dialect_impl(dialect)

    def _unwrapped_dialect_impl(self, dialect):
        variant = self.dialect_impl(dialect)
        if variant is not self:
            return variant._unwrapped_dialect_impl(dialect)
        impl = self._working_impl(dialect)
        return impl._unwrapped_dialect_impl(dialect)

    # ---- what the user may say

    def process_bind_param(self, value, dialect):
        raise NotImplementedError()

    def process_literal_param(self, value, dialect):
        raise NotImplementedError()

    def process_result_value(self, value, dialect):
        raise NotImplementedError()

    def _says(self, method):
        return getattr(type(self), method) is not getattr(TypeDecorator, method)

    def bind_processor(self, dialect):
        inner = self._working_impl(dialect).bind_processor(dialect)
        if self._says("process_bind_param"):
            say = self.process_bind_param
        elif self._says("process_literal_param"):
            say = self.process_literal_param
        else:
            return inner
        if inner is None:
            return lambda value: say(value, dialect)
        return lambda value: inner(say(value, dialect))

    def literal_processor(self, dialect):
        return self._working_impl(dialect).literal_processor(dialect)

    def _literal_value(self, value, dialect):
        variant = self.dialect_impl(dialect)
        if variant is not self:
            return variant._literal_value(value, dialect)
        if self._says("process_literal_param"):
            value = self.process_literal_param(value, dialect)
        elif self._says("bind_processor"):
            process = self.bind_processor(dialect)
            return value if process is None else process(value)
        elif self._says("process_bind_param"):
            value = self.process_bind_param(value, dialect)
        return self._working_impl(dialect)._literal_value(value, dialect)

    def result_processor(self, dialect, coltype):
        inner = self._working_impl(dialect).result_processor(dialect, coltype)
        if not self._says("process_result_value"):
            return inner
        say = self.process_result_value
        if inner is None:
            return lambda value: say(value, dialect)
        return lambda value: say(inner(value), dialect)

    @property
    def _has_bind_expression(self):
        return (
            type(self).bind_expression is not TypeDecorator.bind_expression
            or self.impl_instance._has_bind_expression
        )

    def bind_expression(self, bindparam):
        return self.impl_instance.bind_expression(bindparam)

    @property
    def _has_column_expression(self):
        return (
            type(self).column_expression is not TypeDecorator.column_expression
            or self.impl_instance._has_column_expression
        )

    def column_expression(self, column):
        return self.impl_instance.column_expression(column)

    def coerce_compared_value(self, op, value):
        return self

    def compare_values(self, x, y):
        return self.impl_instance.compare_values(x, y)

    def copy_value(self, value):
        return self.impl_instance.copy_value(value)

    def get_dbapi_type(self, dbapi):
        return self.impl_instance.get_dbapi_type(dbapi)

    # ---- copies and parents

    def copy(self, **kw):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        return made

    def _with_collation(self, collation):
        made = self.copy()
        made.impl = self.impl_instance._with_collation(collation)
        return made

    def _set_parent(self, parent, outer=False, **kw):
        super()._set_parent(parent)
        if not outer and isinstance(self.impl_instance, SchemaEventTarget):
            self.impl_instance._set_parent(parent, outer=False, **kw)

    def _set_table(self, column, table):
        if hasattr(self.impl_instance, "_set_table"):
            self.impl_instance._set_table(column, table)

    def __getattr__(self, key):
        # Whatever the decorated type has: length, timezone, enums...
        if key == "impl" or key.startswith("__"):
            raise AttributeError(key)
        return getattr(self.impl, key)

    def __repr__(self):
        from .type_api import generic_repr

        return generic_repr(self, names_from=(type(self.impl_instance),))


class Variant(TypeDecorator):
    """The wrapper that with_variant() made in SQLAlchemy 1.x; there for isinstance() alone."""

    def __init__(self, *arg, **kw):
        raise NotImplementedError("Variant is no longer used in SQLAlchemy; this is a placeholder "
                                  "symbol for backwards compatibility.")
