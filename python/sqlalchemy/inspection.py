# SPDX-License-Identifier: MIT
"""inspect(): what there is to say about a database, a mapped class, an object."""

_inspectors = {}


def _inspects(*types):
    """Register what says something about instances of those types."""

    def decorate(function):
        for type_ in types:
            _inspectors[type_] = function
        return function

    return decorate


def _self_inspects(cls):
    _inspectors[cls] = True
    return cls


def inspect(subject, raiseerr=True):
    """The Inspector of an engine or connection, the mapper of a class, the state of an object."""
    for cls in type(subject).__mro__:
        found = _inspectors.get(cls)
        if found is not None:
            made = subject if found is True else found(subject)
            if made is not None:
                return made
    made = _of_database(subject)
    if made is None:
        made = _of_orm(subject)
    if made is None and hasattr(subject, "_sa_inspect"):
        made = subject._sa_inspect()
    if made is None and getattr(subject, "is_clause_element", False) and not isinstance(
        subject, type
    ):
        return subject
    if made is None and raiseerr:
        from .exc import NoInspectionAvailable

        raise NoInspectionAvailable(
            "No inspection system is available for object of type "
            f"{type(subject)}"
        )
    return made


def _of_database(subject):
    if isinstance(subject, type):
        return None
    if hasattr(subject, "dialect") and (
        hasattr(subject, "exec_driver_sql") or hasattr(subject, "raw_connection")
    ):
        from .engine.reflection import Inspector

        return Inspector(subject)
    return None


def _of_orm(subject):
    import sys

    # Without the ORM nothing is mapped.
    if "sqlalchemy.orm" not in sys.modules:
        return None
    from .orm.base import inspect_orm

    return inspect_orm(subject)
