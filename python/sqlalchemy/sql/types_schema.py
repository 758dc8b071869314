# SPDX-License-Identifier: MIT
"""Types that may need something of the schema besides their name: Enum and Boolean."""
from .base import _NONE_NAME
from .names import conv, quoted_name
from .schema_item import SchemaEventTarget, schema_on
from .type_api import Emulated, TypeEngine, generic_repr
from .types_text import String, _Named

_UNSET = object()


def _name_notation(name):
    """The name of a type or of its CHECK, and whether naming conventions leave it alone."""
    if name is None or name is _NONE_NAME:
        return None, None
    return str(name), isinstance(name, conv)


class SchemaType(SchemaEventTarget):
    """A type that is an item of the schema, or that brings a CHECK constraint along."""

    def __init__(self, name=None, schema=None, metadata=None, inherit_schema=False, quote=None,
                 _create_events=True, _adapted_from=None):
        self.name = name if name is _NONE_NAME else quoted_name.construct(name, quote)
        self.schema = schema
        self.metadata = metadata
        self.inherit_schema = inherit_schema
        if metadata is not None:
            self._listen_to(metadata)

    # Whether the database has types of this kind, under a name of their own.
    _named_type_kind = None

    def _is_named_type(self, dialect):
        return False

    def _listen_to(self, metadata):
        from . import type_creation

        type_creation.listen(metadata, type_creation.OnDialect(self))

    def _set_type_parent(self, parent):
        self._set_parent(parent)

    def _set_parent(self, column, **kw):
        on_attach = getattr(column, "_on_table_attach", None)
        if on_attach is not None:
            on_attach(self._set_table)

    def _set_table(self, column, table):
        if self.inherit_schema:
            self.schema = table.schema
        elif self.metadata is not None and self.schema is None and self.metadata.schema:
            self.schema = self.metadata.schema
        from . import type_creation

        type_creation.attach(self, column, table)

    def copy(self, **kw):
        made = TypeEngine.adapt(self, type(self))
        if self.metadata is not None:
            made.metadata = kw.get("_to_metadata") or self.metadata
            made._listen_to(made.metadata)
        return made

    def create(self, bind, checkfirst=False):
        """Have the database make this type, where it has such types."""
        _of_dialect(self, bind, "create", checkfirst)

    def drop(self, bind, checkfirst=False):
        _of_dialect(self, bind, "drop", checkfirst)


def _of_dialect(type_, bind, action, checkfirst):
    dialect = bind.dialect
    impl = type_.dialect_impl(dialect)
    if impl is not type_:
        getattr(impl, action)(bind, checkfirst=checkfirst)
        return
    if dialect.name == "postgresql" and isinstance(type_, Enum) and type_.native_enum:
        from ..dialects.postgresql import named_types

        getattr(named_types, f"{action}_enum")(type_, bind, checkfirst)


class Enum(String, SchemaType, Emulated, TypeEngine):
    """One of a closed set of strings, or of the members of a Python enumeration."""

    __visit_name__ = "enum"
    _postgresql = False
    create_type = True
    _named_type_kind = "pg_ENUM"

    def __init__(self, *enums, **kw):
        self._enum_init(enums, kw)

    def _is_named_type(self, dialect):
        return self.native_enum and self.create_type and self.__visit_name__ in ("enum", "ENUM")

    def _needs_check(self, dialect):
        return not self.native_enum or not dialect.supports_native_enum

    def _set_table(self, column, table):
        SchemaType._set_table(self, column, table)
        if self.create_constraint:
            from .elements import type_coerce
            from .type_creation import attach_check

            attach_check(self, column, type_coerce(column, String()), self.enums)

    def _enum_init(self, enums, kw):
        self.native_enum = kw.pop("native_enum", True)
        self.create_constraint = kw.pop("create_constraint", False)
        self.values_callable = kw.pop("values_callable", None)
        self._sort_key_function = kw.pop("sort_key_function", _UNSET)
        length_given = kw.pop("length", _UNSET)
        self._omit_aliases = kw.pop("omit_aliases", True)
        values, objects = self._parse_into_values(enums, kw)
        self.validate_strings = kw.pop("validate_strings", False)
        self.enums = list(values)
        self._object_lookup = dict(zip(values, objects))
        self._valid_lookup = dict(zip(reversed(list(objects)), reversed(list(values))))
        for value in values:
            self._valid_lookup[value] = self._valid_lookup[self._object_lookup[value]]
        self._valid_lookup[None] = self._object_lookup[None] = None
        self._default_length = length = max((len(value) for value in self.enums), default=0)
        if length_given is not _UNSET:
            if length_given is not None and length_given < length:
                raise ValueError(
                    "When provided, length must be larger or equal than the length of the longest "
                    f"enum value. {length_given} < {length}"
                )
            length = length_given
        self._length_given = length_given not in (_UNSET, None)
        String.__init__(self, length=length)
        if self.enum_class is not None and values:
            kw.setdefault("name", self.enum_class.__name__.lower())
        names = ("name", "schema", "metadata", "inherit_schema", "quote")
        SchemaType.__init__(self, **{name: kw.pop(name) for name in names if name in kw})

    def _parse_into_values(self, enums, kw):
        if not enums and "_enums" in kw:
            enums = kw.pop("_enums")
        self.enum_class = None
        if len(enums) != 1 or not hasattr(enums[0], "__members__"):
            return enums, enums
        self.enum_class = enums[0]
        members = {
            name: member
            for name, member in self.enum_class.__members__.items()
            if not self._omit_aliases or member.name == name
        }
        values = self.values_callable(self.enum_class) if self.values_callable else list(members)
        return values, list(members.values())

    @property
    def _enums_argument(self):
        return [self.enum_class] if self.enum_class is not None else self.enums

    @property
    def native(self):
        return self.native_enum

    @property
    def sort_key_function(self):
        if self._sort_key_function is _UNSET:
            return self._db_value_for_elem
        return self._sort_key_function

    class Comparator(String.Comparator):
        __slots__ = ()

        def _adapt_expression(self, op, other_comparator):
            adapted, type_ = super()._adapt_expression(op, other_comparator)
            if adapted is not op:
                type_ = String(self.type.length)
            return adapted, type_

    comparator_factory = Comparator

    def _kind(self, dialect):
        name, final = _name_notation(self.name)
        return {
            "type": "Enum",
            "values": [str.__str__(value) for value in self.enums],
            "name": name,
            "name_is_final": final,
            "schema": schema_on(self.schema, dialect),
            "no_native_enum": not self.native_enum,
            "create_constraint": self.create_constraint,
            # A type that belongs to a MetaData is made with that, not with a table.
            "no_create_type": not self.create_type or self.metadata is not None,
            "postgresql_enum": self._postgresql,
            "length": self.length,
            "inherit_schema": self.inherit_schema,
            "collation": self.collation,
        }

    def _unknown_value(self, elem):
        shown = ", ".join(
            value if len(value) <= 11 else f"{value[:11]}.." for value in self.enums
        )
        if len(self.enums) > 4:
            shown = ", ".join(
                value if len(value) <= 11 else f"{value[:11]}.."
                for value in (*self.enums[:3], "...", self.enums[-1])
            )
        return LookupError(
            f"'{elem}' is not among the defined enum values. Enum name: {self.name}. "
            f"Possible values: {shown}"
        )

    def _db_value_for_elem(self, elem):
        try:
            return self._valid_lookup[elem]
        except KeyError:
            if not self.validate_strings and isinstance(elem, str):
                return elem
            raise self._unknown_value(elem) from None

    def _object_value_for_elem(self, elem):
        try:
            return self._object_lookup[elem]
        except KeyError:
            raise self._unknown_value(elem) from None

    def bind_processor(self, dialect):
        return self._db_value_for_elem

    def result_processor(self, dialect, coltype):
        return self._object_value_for_elem

    def _resolve_for_literal(self, value):
        return Enum(type(value))

    def _compare_type_affinity(self, other):
        return super()._compare_type_affinity(other) or other._type_affinity is String

    def as_generic(self, allow_nulltype=False):
        return self._adapted_to(Enum)

    def _adapted_to(self, cls):
        kw = {"native_enum": self.native_enum, "create_constraint": self.create_constraint,
              "values_callable": self.values_callable, "name": self.name, "schema": self.schema,
              "inherit_schema": self.inherit_schema, "length": self.length}
        if self.native_enum:
            kw.pop("length")
        return cls(*self._enums_argument, **kw)

    def copy(self, **kw):
        return SchemaType.copy(self, **kw)

    @property
    def python_type(self):
        return self.enum_class or str

    def __repr__(self):
        more = [("native_enum", True), ("create_constraint", False),
                ("length", self._default_length)]
        return generic_repr(self, names_from=(Enum, SchemaType), more=more)


class Boolean(SchemaType, Emulated, TypeEngine):
    """True or false."""

    __visit_name__ = "boolean"

    def __init__(self, create_constraint=False, name=None, _create_events=True,
                 _adapted_from=None):
        self.create_constraint = create_constraint
        self.name = name
        self._create_events = _create_events

    def _needs_check(self, dialect):
        return not dialect.supports_native_boolean and dialect.non_native_boolean_check_constraint

    def _set_table(self, column, table):
        if self.create_constraint:
            from .elements import type_coerce
            from .type_creation import attach_check
            from .types_number import Integer

            attach_check(self, column, type_coerce(column, Integer()), [0, 1])

    def copy(self, **kw):
        return TypeEngine.adapt(self, type(self))

    def _kind(self, dialect):
        name, final = _name_notation(self.name)
        return {
            "type": "Boolean",
            "create_constraint": self.create_constraint,
            "name": name,
            "name_is_final": final,
        }

    @property
    def python_type(self):
        return bool

    def _strict_as_bool(self, value):
        if value is None or value in (True, False):
            return None if value is None else bool(value)
        if not isinstance(value, int):
            raise TypeError(f"Not a boolean value: {value!r}")
        raise ValueError(f"Value {value!r} is not None, True, or False")

    def bind_processor(self, dialect):
        return self._strict_as_bool

    def result_processor(self, dialect, coltype):
        return lambda value: None if value is None else bool(value)


class BOOLEAN(_Named, Boolean):
    __visit_name__ = "BOOLEAN"
    _native_arguments = ()
