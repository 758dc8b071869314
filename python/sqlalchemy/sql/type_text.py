# SPDX-License-Identifier: MIT
"""What a type is in SQL, as the core writes it."""


class _NamedDialect:
    """As much of a dialect as a notation asks for."""

    def __init__(self, name):
        self.name = name

    def type_descriptor(self, typeobj):
        # what load_dialect_impl() of an author's own type asks a dialect for
        return typeobj() if isinstance(typeobj, type) else typeobj


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
