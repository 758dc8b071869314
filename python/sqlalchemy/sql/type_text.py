# SPDX-License-Identifier: MIT
"""What a type is in SQL, as the core writes it."""


class _NamedDialect:
    """As much of a dialect as a notation asks for."""

    def __init__(self, name):
        self.name = name

    def type_descriptor(self, typeobj):
        return described_type(typeobj, self.name)


def described_type(typeobj, dialect_name):
    """What load_dialect_impl() of an author's own type asks a dialect for: the type, or the more
    general one that the dialect has a class for."""
    made = typeobj() if isinstance(typeobj, type) else typeobj
    name = made.__visit_name__
    if name not in _DESCRIBED or made._native_dialect == dialect_name:
        return made
    from . import sqltypes

    kind = _DESCRIBED[name].get("mysql" if dialect_name == "mariadb" else dialect_name)
    if kind == "Numeric":
        return sqltypes.Numeric(made.precision, made.scale, asdecimal=made.asdecimal)
    if kind in ("Float", "Double"):
        return getattr(sqltypes, kind)(made.precision, asdecimal=made.asdecimal)
    if kind == "DateTime":
        return sqltypes.DateTime(getattr(made, "timezone", False))
    return sqltypes.JSON(made.none_as_null) if kind == "JSON" else made


# By the names of types and of dialects.
_DESCRIBED = {
    "DECIMAL": {"postgresql": "Numeric", "mysql": "Numeric"},
    "REAL": {"postgresql": "Float", "mysql": "Float"},
    "double": {"postgresql": "Float"},
    "DOUBLE": {"postgresql": "Float"},
    "DOUBLE_PRECISION": {"postgresql": "Float", "mysql": "Double"},
    "TIMESTAMP": {"sqlite": "DateTime"},
    "JSONB": {"sqlite": "JSON", "mysql": "JSON"},
}


def named_dialect(name):
    """A dialect by its name alone."""
    return _NamedDialect(name)


def core_dialect(dialect):
    """The core's dialect behind `dialect`, which may be a name or an object with one."""
    import _retort

    core = getattr(dialect, "_core", None)
    return core if core is not None else _retort.dialect(getattr(dialect, "name", dialect))


def type_text(type_, dialect):
    """The SQL text of `type_` on `dialect`; without one, on the dialect that it belongs to."""
    if dialect is None:
        # SQLite writes all types of the SQL standard under their own names.
        dialect = _NamedDialect(type_._native_dialect or "sqlite")
        if getattr(type_, "_is_array", False):
            dialect = _NamedDialect("postgresql")
    return core_dialect(dialect).format_type(type_._notation(dialect))
