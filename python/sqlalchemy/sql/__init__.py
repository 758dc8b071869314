# SPDX-License-Identifier: MIT
"""The SQL expression language and the schema; each module is imported when it is asked for."""
import sys

from .._packages import cover

cover(__name__, ("column", "select", "table"))

_MODULES = {
    "annotation", "base", "cache_key", "coercions", "compiler", "ddl", "default_comparator",
    "dml", "elements", "events", "expression", "functions", "lambdas", "naming", "operators",
    "roles", "schema", "selectable", "sqltypes", "traversals", "type_api", "util", "visitors",
}


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in _MODULES:
        full = f"{__name__}.{name}"
        try:
            __import__(full)
        except ModuleNotFoundError as error:
            if error.name != full:
                raise
            raise AttributeError(f"sqlalchemy.sql.{name} is not supported by Retort yet") from None
        return sys.modules[full]
    from . import expression

    try:
        found = getattr(expression, name)
    except AttributeError:
        raise AttributeError(
            f"module {__name__!r} has no attribute {name!r}: sqlalchemy.sql.{name} is not "
            "supported by Retort yet") from None
    globals()[name] = found
    return found


def __dir__():
    from . import expression

    return sorted({*globals(), *expression.__all__, *_MODULES})
