# SPDX-License-Identifier: MIT
"""What every column type can do, and the notation by which the core knows it."""
from .. import exc
from .operators import ColumnOperators

# Flags of a code object: *args, **kwargs.
_VARIADIC = 0x04
_KEYWORDS = 0x08
_MISSING = object()


def generic_repr(obj, names_from=None, omit=(), more=()):
    """``Name(positional, keyword=value)`` as the constructors of `names_from` would be called."""
    positional, keywords, variable = [], {}, None
    for number, source in enumerate(names_from or (type(obj),)):
        code = getattr(source.__init__, "__code__", None)
        if code is None:
            continue
        names = code.co_varnames[1 : code.co_argcount]
        defaults = source.__init__.__defaults__ or ()
        plain = len(names) - len(defaults)
        if number == 0:
            positional.extend(names[:plain])
            if code.co_flags & _VARIADIC:
                variable = code.co_varnames[code.co_argcount + code.co_kwonlyargcount]
        else:
            keywords.update(dict.fromkeys(names[:plain], _MISSING))
        keywords.update(zip(names[plain:], defaults))
    output = [repr(getattr(obj, name, None)) for name in positional]
    if variable is not None:
        output.extend(repr(value) for value in getattr(obj, variable, ()))
    for name, default in [*keywords.items(), *more]:
        if name in omit:
            continue
        try:
            value = getattr(obj, name, _MISSING)
            if value is not _MISSING and value != default:
                output.append(f"{name}={value!r}")
        except Exception:  # a value whose comparison fails is not worth a failing repr
            continue
    return f"{type(obj).__name__}({', '.join(output)})"


def arguments(obj, names):
    """The attributes `names` of `obj` that have been given, as a Native type's arguments."""
    found = {}
    for name in names:
        value = getattr(obj, name, None)
        if value is not None and value is not False:
            found[name] = value
    return found


# The core's lengths are no longer.
LONGEST = 2147483647


def written_out(type_, dialect):
    """The notation of a type that is longer than the core can count: as text, number and all."""
    from copy import copy

    from .type_text import core_dialect

    shorter = copy(type_)
    shorter.length = LONGEST
    text = core_dialect(dialect or "sqlite").format_type(shorter._kind(dialect))
    return {"type": "Verbatim", "text": text.replace(str(LONGEST), str(type_.length))}


class TypeEngine:
    """The base of all column types."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    __visit_name__ = "type_engine"
    _sqla_type = True
    _isnull = False
    _is_tuple_type = False
    _is_table_value = False
    _is_array = False
    _is_type_decorator = False
    render_bind_cast = False
    render_literal_cast = False
    hashable = True
    sort_key_function = None
    should_evaluate_none = False
    _variant_mapping = {}
    # Called with each attribute that is mapped to a column of this type: see ext.mutable.
    _sa_attribute_hooks = ()
    # The dialect whose type this is ("" for the SQL standard's); the arguments that the core reads.
    _native_dialect = ""
    _native_arguments = ()
    # What user code registered with sqlalchemy.ext.compiler.compiles: see there.
    _compiles_hook = None

    class Comparator(ColumnOperators):
        """Operators of expressions of this type."""

        __slots__ = ("expr", "type")

        def __init__(self, expr):
            self.expr = expr
            self.type = expr.type

        def __clause_element__(self):
            return self.expr

        def operate(self, op, *other, **kwargs):
            from . import default_comparator

            return default_comparator.operate(self.expr, op, *other, **kwargs)

        def reverse_operate(self, op, other, **kwargs):
            from . import default_comparator

            return default_comparator.reverse_operate(self.expr, op, other, **kwargs)

        def _adapt_expression(self, op, other_comparator):
            return op, self.type

    comparator_factory = Comparator

    # ---- the notation

    def _notation(self, dialect):
        """This type for the core; variants for other dialects with it."""
        variant = self._variant_mapping.get(dialect.name) if dialect is not None else None
        if variant is not None:
            return variant._notation(dialect)
        if self._compiles_hook is not None:
            text = self._compiles_hook(dialect)
            if text is not None:
                return {"type": "Verbatim", "text": text}
        return self._kind(dialect)

    def _kind(self, dialect):
        native = self._native_dialect
        made = arguments(self, self._native_arguments)
        if type(made.get("length")) is int and made["length"] > LONGEST:
            return written_out(self, dialect)
        if native != "postgresql" and dialect is not None and dialect.name == "postgresql":
            native = ""  # PostgreSQL takes the SQL standard's name from any dialect's type
        return {
            "type": "Native",
            "dialect": native,
            "name": self.__visit_name__,
            "arguments": made,
        }

    # ---- values

    def literal_processor(self, dialect):
        return None

    def bind_processor(self, dialect):
        return None

    def result_processor(self, dialect, coltype):
        return None

    def column_expression(self, colexpr):
        return None

    def bind_expression(self, bindvalue):
        return None

    @property
    def _has_column_expression(self):
        return type(self).column_expression is not TypeEngine.column_expression

    @property
    def _has_bind_expression(self):
        return type(self).bind_expression is not TypeEngine.bind_expression

    def _cached_bind_processor(self, dialect):
        return self.dialect_impl(dialect).bind_processor(dialect)

    def _cached_literal_processor(self, dialect):
        return self.dialect_impl(dialect).literal_processor(dialect)

    def _cached_result_processor(self, dialect, coltype=None):
        return self.dialect_impl(dialect).result_processor(dialect, coltype)

    def _literal_value(self, value, dialect):
        """`value` as the core takes it where it is to be written into the statement."""
        process = self._cached_bind_processor(dialect)
        return value if process is None else process(value)

    def compare_values(self, x, y):
        return x == y

    def copy_value(self, value):
        return value

    def get_dbapi_type(self, dbapi):
        return None

    @property
    def python_type(self):
        raise NotImplementedError()

    # ---- other types

    @staticmethod
    def _to_instance(cls_or_self):
        return to_instance(cls_or_self)

    @property
    def _type_affinity(self):
        """The most general type of which this is a kind: what decides about operators."""
        found = type(self)
        for cls in type(self).__mro__:
            if cls is TypeEngine or cls is UserDefinedType:
                break
            if issubclass(cls, TypeEngine):
                found = cls
        return found

    @property
    def _generic_type_affinity(self):
        for cls in type(self).__mro__:
            if (
                cls.__module__ == "sqlalchemy.sql.sqltypes"
                and issubclass(cls, TypeEngine)
                and (not cls.__name__.isupper() or cls.__name__ in ("ARRAY", "JSON"))
                and not cls.__name__.startswith("_")
            ):
                return cls
            if cls.__name__ == "_Binary":
                from .sqltypes import LargeBinary

                return LargeBinary
        from .sqltypes import NullType

        return NullType

    def as_generic(self, allow_nulltype=False):
        from .sqltypes import NullType

        generic = self._generic_type_affinity
        if generic is NullType and not allow_nulltype:
            raise NotImplementedError(
                "Default TypeEngine.as_generic() heuristic method was unsuccessful for "
                f"{type(self).__module__}.{type(self).__name__}. A custom as_generic() method "
                "must be implemented for this type class."
            )
        return self._adapted_to(generic)

    def _adapted_to(self, cls):
        return self.adapt(cls)

    def _resolve_for_literal(self, value):
        return self

    def _resolve_for_python_type(self, python_type, matched_on, matched_on_flattened=None):
        return self if python_type is matched_on else None

    def _with_collation(self, collation):
        return self

    def coerce_compared_value(self, op, value):
        from .sqltypes import _resolve_value_to_type

        coerced = _resolve_value_to_type(value)
        if coerced._isnull or coerced._type_affinity is self._type_affinity:
            return self
        return coerced

    def _compare_type_affinity(self, other):
        return self._type_affinity is other._type_affinity

    def with_variant(self, type_, *dialect_names):
        if not dialect_names:
            raise exc.ArgumentError("At least one dialect name is required")
        for name in dialect_names:
            if name in self._variant_mapping:
                raise exc.ArgumentError(f"Dialect {name!r} is already present in the mapping for "
                                        f"this {self!r}")
        made = self.copy()
        type_ = to_instance(type_)
        if type_._variant_mapping:
            raise exc.ArgumentError("can't pass a type that already has variants as a "
                                    "dialect-level type to with_variant()")
        made._variant_mapping = {**self._variant_mapping, **dict.fromkeys(dialect_names, type_)}
        return made

    def evaluates_none(self):
        made = self.copy()
        made.should_evaluate_none = True
        return made

    def dialect_impl(self, dialect):
        """The type that works for this one on `dialect`."""
        variant = self._variant_mapping.get(getattr(dialect, "name", None))
        return self if variant is None else variant.dialect_impl(dialect)

    def _unwrapped_dialect_impl(self, dialect):
        return self.dialect_impl(dialect)

    def adapt(self, cls, **kw):
        made = cls.__new__(cls)
        made.__dict__.update(self.__dict__)
        made.__dict__.update(kw)
        return made

    def copy(self, **kw):
        return self.adapt(type(self))

    @property
    def _static_cache_key(self):
        return (type(self),)

    # ---- text

    def compile(self, dialect=None):
        from .type_text import type_text

        return type_text(self, dialect)

    def __str__(self):
        return str(self.compile())

    def __repr__(self):
        return generic_repr(self)


class TypeEngineMixin:
    """Something that types inherit besides their own base."""


class ExternalType:
    """A type that is not SQLAlchemy's own; only caching told these apart."""

    cache_ok = None


class UserDefinedType(ExternalType, TypeEngine):
    """A type whose SQL text is what get_col_spec() says."""

    __visit_name__ = "user_defined"
    ensure_kwarg = "get_col_spec"

    def coerce_compared_value(self, op, value):
        return self

    def _kind(self, dialect):
        spec = type(self).get_col_spec if hasattr(type(self), "get_col_spec") else None
        if spec is None:
            raise exc.UnsupportedCompilationError(None, type(self))
        code = getattr(spec, "__code__", None)
        takes_keywords = code is not None and code.co_flags & _KEYWORDS
        kw = {"type_expression": None} if takes_keywords else {}
        return {"type": "Verbatim", "text": str(self.get_col_spec(**kw))}


class Emulated:
    """A type that stands in for one that the database may have of its own."""

    native = True

    def adapt_to_emulated(self, impltype, **kw):
        return self.adapt(impltype, **kw)


class NativeForEmulated:
    """A dialect's own type in place of an emulated one."""

    @classmethod
    def adapt_native_to_emulated(cls, impl, **kw):
        return cls(**kw)

    @classmethod
    def adapt_emulated_to_native(cls, impl, **kw):
        return cls(**kw)


def to_instance(typeobj, *arg, **kw):
    """An instance of a type given as class or instance; None is the type that is not known."""
    if typeobj is None:
        from .sqltypes import NULLTYPE

        return NULLTYPE
    if callable(typeobj):
        return typeobj(*arg, **kw)
    return typeobj


def adapt_type(typeobj, colspecs):
    """`typeobj` as the class that `colspecs` names for it."""
    if isinstance(typeobj, type):
        typeobj = typeobj()
    for cls in type(typeobj).__mro__[:-1]:
        if cls in colspecs:
            impl = colspecs[cls]
            return typeobj if issubclass(type(typeobj), impl) else typeobj.adapt(impl)
    return typeobj


def __getattr__(name):
    # These stand in a file of their own.
    if name in ("TypeDecorator", "Variant", "SchemaEventTarget"):
        from . import type_decorator

        return getattr(type_decorator, name)
    if name in ("_T", "_T_co", "_TE", "_O", "_CT"):  # projects borrow these for their annotations
        from typing import TypeVar

        return TypeVar(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
