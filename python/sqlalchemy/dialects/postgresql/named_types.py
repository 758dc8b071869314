# SPDX-License-Identifier: MIT
"""Types that are items of the schema in PostgreSQL: enumerations and domains."""
from ... import exc
from ...sql.ddl import _CreateDropBase, text_operation
from ...sql.ddl_run import asks, connection_of
from ...sql.defaults import ddl_expression
from ...sql.schema_item import fire, table_name_notation
from ...sql.type_api import NativeForEmulated, TypeEngine, to_instance
from ...sql.types_schema import Enum, SchemaType

_NO_NAME = object()


class NamedType(SchemaType):
    """The base of both."""

    _native_dialect = "postgresql"

    def _is_named_type(self, dialect):
        return self.create_type

    def create(self, bind, checkfirst=True, **kw):
        _create(self, bind, checkfirst)

    def drop(self, bind, checkfirst=True, **kw):
        _drop(self, bind, checkfirst)


class _OfPostgresql(_CreateDropBase):
    def _own_operations(self, dialect):
        if dialect.name != "postgresql":
            raise exc.UnsupportedCompilationError(dialect, type(self))
        return self._postgresql_operations(dialect)


class CreateEnumType(_OfPostgresql):
    """CREATE TYPE ... AS ENUM"""

    __visit_name__ = "create_enum_type"

    def _postgresql_operations(self, dialect):
        return [{"op": "CreateEnum", "type": _enum_notation(self.element, dialect)}]


class DropEnumType(_OfPostgresql):
    """DROP TYPE"""

    __visit_name__ = "drop_enum_type"

    def _postgresql_operations(self, dialect):
        return [{"op": "DropEnum", "type": _enum_notation(self.element, dialect)}]


class CreateDomainType(_OfPostgresql):
    """CREATE DOMAIN"""

    __visit_name__ = "create_domain_type"

    def _postgresql_operations(self, dialect):
        # The core makes domains along with the tables that use them: take that statement alone.
        from ...sql.type_text import core_dialect

        domain = {**self.element._kind(dialect), "no_create_type": False}
        table = {"name": {"name": "t"}, "columns": [{"name": "c", "type": domain}]}
        operation = {"op": "CreateTable", "table": table}
        statements = core_dialect(dialect).compile(operation, {"literal_binds": True})[0]
        return [text_operation(statements[0][0])]


class DropDomainType(_OfPostgresql):
    """DROP DOMAIN"""

    __visit_name__ = "drop_domain_type"

    def _postgresql_operations(self, dialect):
        return [{"op": "DropDomain",
                 "name": table_name_notation(self.element.name, self.element.schema)}]


def _enum_notation(type_, dialect):
    return Enum._kind(type_, dialect)


def _has_none(type_, dialect):
    """Whether the dialect has no enumerations of its own, so that there is nothing to do."""
    return isinstance(type_, Enum) and not dialect.supports_native_enum


def _create(type_, bind, checkfirst):
    if _has_none(type_, bind.dialect):
        return
    with connection_of(bind) as connection:
        if asks(connection, checkfirst) and has_type(connection, type_):
            return
        element = CreateDomainType if isinstance(type_, DOMAIN) else CreateEnumType
        fire(type_, "before_create", type_, connection)
        connection.execute(element(type_))
        fire(type_, "after_create", type_, connection)


def _drop(type_, bind, checkfirst):
    if _has_none(type_, bind.dialect):
        return
    with connection_of(bind) as connection:
        if asks(connection, checkfirst) and not has_type(connection, type_):
            return
        element = DropDomainType if isinstance(type_, DOMAIN) else DropEnumType
        fire(type_, "before_drop", type_, connection)
        connection.execute(element(type_))
        fire(type_, "after_drop", type_, connection)


create_enum, drop_enum = _create, _drop


def has_type(connection, type_):
    """Whether the database has a type of that name where `type_` would be."""
    return connection.dialect.has_type(connection, str(type_.name), schema=type_.schema)


class ENUM(NamedType, NativeForEmulated, Enum):
    """A type of PostgreSQL's own for an enumeration."""

    __visit_name__ = "ENUM"
    _postgresql = True
    native_enum = True

    def __init__(self, *enums, name=_NO_NAME, create_type=True, **kw):
        if kw.pop("native_enum", None) is False:
            from ... import util

            util.warn(
                "the native_enum flag does not apply to the sqlalchemy.dialects.postgresql.ENUM "
                "datatype; this type always refers to ENUM.   Use sqlalchemy.types.Enum for "
                "non-native enum."
            )
        self.create_type = create_type
        if name is not _NO_NAME:
            kw["name"] = name
        Enum.__init__(self, *enums, **kw)

    def coerce_compared_value(self, op, value):
        from ...sql.sqltypes import String

        coerced = super().coerce_compared_value(op, value)
        return self if coerced._type_affinity is String else coerced

    def as_generic(self, allow_nulltype=False):
        return self._adapted_to(Enum)


class DOMAIN(NamedType, TypeEngine):
    """A type with a default and conditions."""

    __visit_name__ = "DOMAIN"
    _named_type_kind = "pg_DOMAIN"

    def __init__(self, name, data_type, *, collation=None, default=None, constraint_name=None,
                 not_null=None, check=None, create_type=True, **kw):
        self.data_type = to_instance(data_type)
        self.default = default
        self.collation = collation
        self.constraint_name = constraint_name
        self.not_null = bool(not_null)
        self.check = ddl_expression(check) if check is not None else None
        self.create_type = create_type
        super().__init__(name=name, **kw)

    def _kind(self, dialect):
        return {
            "type": "Domain",
            "name": str(self.name),
            "data_type": self.data_type._notation(dialect),
            "schema": None if self.schema is None else str(self.schema),
            "collation": self.collation,
            "default_text": _in_sql(self.default, dialect),
            "constraint_name": None if self.constraint_name is None else str(self.constraint_name),
            "not_null": self.not_null,
            "check": _in_sql(self.check, dialect),
            "no_create_type": not self.create_type or self.metadata is not None,
        }


def _in_sql(value, dialect):
    """A default or a condition as the core has it in a domain: in SQL."""
    from ...sql.type_text import core_dialect

    if value is None:
        return None
    if hasattr(value, "_notation"):
        notation = value._notation(dialect)
    elif isinstance(value, (str, int, float)):
        notation = {"node": "Literal", "value": value}
    else:
        raise exc.ArgumentError(f"A domain's default cannot be {value!r}")
    core = core_dialect(dialect)
    return core.compile_expression(notation, {"literal_binds": True})[0]
