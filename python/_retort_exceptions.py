# SPDX-License-Identifier: MIT
"""The engine's errors as the exceptions that users of SQLAlchemy and Alembic catch."""

_SQLALCHEMY = {
    "argument": "ArgumentError",
    "config": "ArgumentError",
    "unsupported_compilation": "UnsupportedCompilationError",
    "identifier": "IdentifierError",
    "invalid_request": "InvalidRequestError",
    "no_such_table": "NoSuchTableError",
}


def make(code, message, hint="", details=None):
    """The exception for an error of the engine: its kind, its text, what to do about it."""
    made = _make(code, message, details or {})
    if hint:
        # Shown by whoever shows the exception in the end; the text stays SQLAlchemy's.
        made._retort_hint = hint
    return made


def _make(code, message, details):
    if code == "database":
        return _database_error(message, details)
    if code == "config" and message.startswith("Bad value substitution"):
        return _interpolation_error(message)
    if code == "not_implemented":
        return NotImplementedError(message)
    if code == "internal":
        return RuntimeError(message)
    if code in ("compile", "unsupported"):
        return _compile_error(message)
    name = _SQLALCHEMY.get(code)
    if name is not None:
        from sqlalchemy import exc

        return getattr(exc, name)(message)
    from alembic.util.exc import CommandError

    return CommandError(message)


def _compile_error(message):
    """Types of other dialects are refused in SQLAlchemy's words."""
    from sqlalchemy import exc

    start, separator, rest = message.partition("Dialect '")
    dialect, known, type_ = rest.partition("' has no type ")
    if not separator or not known:
        return exc.CompileError(message)
    from sqlalchemy.engine.default import named_class

    compiler = named_class(dialect)().type_compiler_instance
    text = f"{start}Compiler {compiler!r} can't render element of type {type_.partition(';')[0]}"
    if start:
        return exc.CompileError(text)
    return exc.UnsupportedCompilationError(text)


def _interpolation_error(message):
    from configparser import Error, InterpolationMissingOptionError

    made = InterpolationMissingOptionError.__new__(InterpolationMissingOptionError)
    Error.__init__(made, message)
    return made


def revision_error(kind, cause, text, argument, revisions, lower, upper):
    """What is wrong with the graph: `cause` in the map's own words, `text` in a command's."""
    from alembic.script import revision

    class_ = getattr(revision, kind, revision.RevisionError)
    made = class_.__new__(class_)
    Exception.__init__(made, cause)
    made._command_text = text
    made._is_left_behind = kind == "DuplicateLabel"
    made.argument = argument
    if kind == "MultipleHeads":
        made.heads = tuple(revisions)
    elif kind == "RangeNotAncestorError":
        made.lower, made.upper = lower, upper
    else:
        made.revisions = revisions
    return made


def driver_error(message, details):
    """The exception of the driver that would have been used."""
    import _retort_driver_errors as drivers

    state, code = details.get("sqlstate"), details.get("native_code") or 0
    text = details.get("server_text") or message
    if not state and code:
        return drivers.sqlite_error(code, text)
    return drivers.postgresql_error(state, text, details.get("fields") or {})


def _database_error(message, details):
    from sqlalchemy import exc

    orig = driver_error(message, details)
    return exc.DBAPIError.instance(
        details.get("statement") or None,
        None,
        orig,
        connection_invalidated=bool(details.get("connection") and details.get("statement")),
    )
