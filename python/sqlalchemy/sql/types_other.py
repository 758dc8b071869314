# SPDX-License-Identifier: MIT
"""Types without a family: NULL, JSON, arrays, UUIDs, pickled objects, tuples."""
from .. import exc
from . import operators
from .schema_item import SchemaEventTarget
from .type_api import Emulated, TypeEngine, TypeEngineMixin, to_instance
from .type_decorator import TypeDecorator
from .types_number import Integer
from .types_schema import Boolean
from .types_text import Concatenable, LargeBinary, _Named


class NullType(TypeEngine):
    """A type that is not known."""

    __visit_name__ = "null"
    _isnull = True

    class Comparator(TypeEngine.Comparator):
        __slots__ = ()

        def _adapt_expression(self, op, other_comparator):
            if getattr(other_comparator.type, "_isnull", False) or not operators.is_commutative(op):
                return op, self.expr.type
            return other_comparator._adapt_expression(op, self)

    comparator_factory = Comparator

    def _kind(self, dialect):
        return {"type": "Null"}


class TableValueType(TypeEngine):
    """The columns that a function gives where it stands for a table."""

    _is_table_value = True

    def __init__(self, *elements):
        self._elements = list(elements)

    def _kind(self, dialect):
        return {"type": "Null"}


class TupleType(TypeEngine):
    """Several values as one."""

    _is_tuple_type = True

    def __init__(self, *types):
        self._fully_typed = all(not getattr(type_, "_isnull", False) for type_ in types)
        self.types = [to_instance(type_) for type_ in types]

    def coerce_compared_value(self, op, value):
        return self

    def _resolve_values_to_types(self, value):
        from .sqltypes import _resolve_value_to_type

        return TupleType(*(_resolve_value_to_type(item) for item in value or ()))

    def _kind(self, dialect):
        return {"type": "Null"}


class MatchType(Boolean):
    """What MATCH gives."""


class Indexable(TypeEngineMixin):
    """A type of which [] takes a part."""

    class Comparator(TypeEngine.Comparator):
        __slots__ = ()

        def _setup_getitem(self, index):
            raise NotImplementedError()

        def __getitem__(self, index):
            op, index, type_ = self._setup_getitem(index)
            return self.operate(op, index, result_type=type_)

    comparator_factory = Comparator


class JSON(Indexable, TypeEngine):
    """A JSON document."""

    __visit_name__ = "JSON"
    hashable = False
    _text_name = None

    class _JsonNull:
        def __repr__(self):
            return "JSON_NULL"

    NULL = _JsonNull()

    def __init__(self, none_as_null=False):
        self.none_as_null = none_as_null

    class JSONElementType(TypeEngine):
        """An index or a path into a document."""

    class JSONIndexType(JSONElementType):
        def _kind(self, dialect):
            return {"type": "Native", "name": "JSON_INDEX"}

    class JSONIntIndexType(JSONIndexType):
        pass

    class JSONStrIndexType(JSONIndexType):
        pass

    class JSONPathType(JSONElementType):
        def _kind(self, dialect):
            return {"type": "Native", "name": "JSON_PATH"}

    def _kind(self, dialect):
        return {"type": "Json", "none_as_null": self.none_as_null}

    class Comparator(Indexable.Comparator):
        __slots__ = ()

        def _setup_getitem(self, index):
            if not isinstance(index, (str, int)) and hasattr(index, "__iter__"):
                return operators.json_path_getitem_op, index, self.type
            return operators.json_getitem_op, index, self.type

        def _as(self, type_, name):
            if getattr(self.expr, "operator", None) not in (
                operators.json_getitem_op, operators.json_path_getitem_op
            ):
                raise exc.InvalidRequestError(
                    f"The JSON cast operator JSON.{name}() only works with a JSON index "
                    f"expression e.g. col['q'].{name}()"
                )
            made = self.expr._clone()
            made.type = type_
            return made

        def as_boolean(self):
            return self._as(Boolean(), "as_boolean")

        def as_string(self):
            from .types_text import Unicode

            return self._as(Unicode(), "as_string")

        def as_integer(self):
            return self._as(Integer(), "as_integer")

        def as_float(self):
            from .types_number import Float

            return self._as(Float(), "as_float")

        def as_numeric(self, precision, scale, asdecimal=True):
            from .types_number import Numeric

            return self._as(Numeric(precision, scale, asdecimal=asdecimal), "as_numeric")

        def as_json(self):
            return self.expr

    comparator_factory = Comparator

    @property
    def should_evaluate_none(self):
        return self.__dict__.get("_evaluates_none", not self.none_as_null)

    @should_evaluate_none.setter
    def should_evaluate_none(self, value):
        self._evaluates_none = value
        self.none_as_null = not value

    @property
    def python_type(self):
        return dict

    def bind_processor(self, dialect):
        import json

        import _retort

        serialize = getattr(dialect, "_json_serializer", None) or json.dumps

        def process(value):
            if value is self.NULL:
                value = None
            elif type(value).__name__ in ("Null", "null") or (value is None and self.none_as_null):
                return None
            return _retort.Json(serialize(value))

        return process

    def result_processor(self, dialect, coltype):
        if dialect.name == "postgresql":
            return None  # the driver has done it
        import json

        deserialize = getattr(dialect, "_json_deserializer", None) or json.loads
        return lambda value: None if value is None else deserialize(value)


class ARRAY(SchemaEventTarget, Indexable, Concatenable, TypeEngine):
    """A list of values of one type."""

    __visit_name__ = "ARRAY"
    _is_array = True
    _postgresql = False
    zero_indexes = False

    def __init__(self, item_type, as_tuple=False, dimensions=None, zero_indexes=False):
        if isinstance(item_type, ARRAY):
            raise ValueError("Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional "
                             "arrays of basetype")
        self.item_type = to_instance(item_type)
        self.as_tuple = as_tuple
        self.dimensions = dimensions
        self.zero_indexes = zero_indexes

    def _kind(self, dialect):
        return {
            "type": "Array",
            "item": self.item_type._notation(dialect),
            "dimensions": self.dimensions,
            "postgresql_array": self._postgresql,
        }

    class Comparator(Indexable.Comparator, Concatenable.Comparator):
        __slots__ = ()

        def _setup_getitem(self, index):
            type_ = self.type
            if isinstance(index, slice):
                return operators.getitem, index, type_
            if type_.dimensions is None or type_.dimensions == 1:
                result = type_.item_type
            else:
                result = type_.adapt(type(type_), dimensions=type_.dimensions - 1)
            return operators.getitem, index, result

        def contains(self, *arg, **kw):
            raise NotImplementedError(
                "ARRAY.contains() not implemented for the base ARRAY type; please use the "
                "dialect-specific ARRAY type"
            )

        def any(self, other, operator=None):
            from .elements import CollectionAggregate

            return _reversed_compare(
                self, other, CollectionAggregate._create_any(self.expr), operator
            )

        def all(self, other, operator=None):
            from .elements import CollectionAggregate

            return _reversed_compare(
                self, other, CollectionAggregate._create_all(self.expr), operator
            )

    comparator_factory = Comparator

    @property
    def hashable(self):
        return self.as_tuple

    @property
    def python_type(self):
        return list

    def compare_values(self, x, y):
        return x == y

    def _set_parent(self, parent, **kw):
        if isinstance(self.item_type, SchemaEventTarget):
            self.item_type._set_parent(parent, **kw)

    def _set_table(self, column, table):
        if hasattr(self.item_type, "_set_table"):
            self.item_type._set_table(column, table)

    def bind_processor(self, dialect):
        process = self.item_type._cached_bind_processor(dialect)
        return lambda value: _apply(value, process, list)

    def result_processor(self, dialect, coltype):
        process = self.item_type._cached_result_processor(dialect, coltype)
        collect = tuple if self.as_tuple else list
        if process is None and collect is list:
            return None
        return lambda value: _apply(value, process, collect)


def _read_array(text):
    """An array in the text form of PostgreSQL, which it gives of enumerations, as a list."""
    import re

    stack, quoted = [[]], re.compile(r"\\(.)")
    for brace, inner, plain in re.findall(r'([{}])|"((?:[^"\\]|\\.)*)"|([^{},"]+)', text):
        if brace == "{":
            stack.append([])
        elif brace == "}":
            done = stack.pop()
            stack[-1].append(done)
        elif plain:
            stack[-1].append(None if plain == "NULL" else plain)
        else:
            stack[-1].append(quoted.sub(r"\1", inner))
    return stack[0][0]


def _apply(value, process, collect):
    if value is None:
        return None
    if isinstance(value, str):
        value = _read_array(value)
    return collect(
        _apply(item, process, collect)
        if isinstance(item, (list, tuple))
        else (process(item) if process is not None else item)
        for item in value
    )


def _reversed_compare(comparator, other, aggregate, operator):
    """``other OP ANY (array)``: the value stands on the left."""
    from .elements import BindParameter, ColumnElement

    if not isinstance(other, ColumnElement):
        key = getattr(comparator.expr, "key", None)
        other = BindParameter(key, other, type_=comparator.type.item_type, unique=True)
    return other.operate(operator or operators.eq, aggregate)


class Uuid(Emulated, TypeEngine):
    """A UUID; characters where the database has no such type."""

    __visit_name__ = "uuid"
    length = collation = None

    def __init__(self, as_uuid=True, native_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = native_uuid

    def _kind(self, dialect):
        return {"type": "Uuid", "as_text": not self.as_uuid, "not_native": not self.native_uuid}

    @property
    def native(self):
        return self.native_uuid

    @property
    def python_type(self):
        if not self.as_uuid:
            return str
        from uuid import UUID as PythonUuid

        return PythonUuid

    def coerce_compared_value(self, op, value):
        return self if isinstance(value, str) else super().coerce_compared_value(op, value)

    def _is_native(self, dialect):
        return self.native_uuid and dialect.name in ("postgresql", "mssql")

    def bind_processor(self, dialect):
        if self._is_native(dialect):
            return None
        return lambda value: value.replace("-", "") if isinstance(value, str) else value

    def result_processor(self, dialect, coltype):
        from uuid import UUID as PythonUuid

        as_uuid = self.as_uuid

        def process(value):
            if value is None:
                return None
            if not isinstance(value, PythonUuid):
                value = PythonUuid(value)
            return value if as_uuid else str(value)

        return process


class UUID(_Named, Uuid):
    """The type UUID of the SQL standard."""

    __visit_name__ = "UUID"

    def __init__(self, as_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = True

    def _kind(self, dialect):
        made = TypeEngine._kind(self, dialect)
        if not self.as_uuid:
            made["arguments"] = {"as_text": True}
        return made


class PickleType(TypeDecorator):
    """A Python object, pickled."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, protocol=5, pickler=None, comparator=None, impl=None):
        self.protocol = protocol
        self._pickler = pickler
        self.comparator = comparator
        super().__init__()
        self._own_impl = impl is not None
        if impl is not None:
            self.impl = to_instance(impl)

    @property
    def pickler(self):
        if self._pickler is None:
            import pickle

            self._pickler = pickle
        return self._pickler

    def _kind(self, dialect):
        if self._own_impl or type(self) is not PickleType:
            return super()._kind(dialect)
        return {"type": "Pickle"}

    def bind_processor(self, dialect):
        dumps, protocol = self.pickler.dumps, self.protocol
        return lambda value: None if value is None else dumps(value, protocol)

    def result_processor(self, dialect, coltype):
        loads = self.pickler.loads
        return lambda value: None if value is None else loads(bytes(value))

    def compare_values(self, x, y):
        return self.comparator(x, y) if self.comparator else x == y
