# SPDX-License-Identifier: MIT
"""Warnings, shown at the line of the user's code that caused them."""


def _show(message, category, code=None):
    import sys
    import warnings

    # Up to the first frame that is none of ours.
    level = 2
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.partition(".")[0] not in ("sqlalchemy", "alembic"):
            break
        frame = frame.f_back
        level += 1
    warnings.warn(category(message, code=code) if code else category(message), stacklevel=level)


def warn(msg, code=None):
    from ..exc import SAWarning

    _show(msg, SAWarning, code)


def warn_limited(msg, args):
    from ..exc import SAWarning

    _show(msg % args if args else msg, SAWarning)


def warn_deprecated(msg, version=None, stacklevel=3, code=None):
    from ..exc import SADeprecationWarning

    _show(msg, SADeprecationWarning, code)


def warn_deprecated_limited(msg, args, version=None, stacklevel=3, code=None):
    from ..exc import SADeprecationWarning

    _show(msg % args if args else msg, SADeprecationWarning, code)


def warn_deprecated_20(msg, stacklevel=3, code=None):
    """For what SQLAlchemy 2.0 no longer has, and what works here all the same."""
    from ..exc import Base20DeprecationWarning

    _let_through(Base20DeprecationWarning)
    _show(msg, Base20DeprecationWarning, code)


def _let_through(category):
    """Python hides deprecations outside the main module; who runs old migrations is to see these.
    What the user says of warnings still comes first."""
    import warnings

    for place, known in enumerate(warnings.filters):
        if known[2] is category:
            return
        if known == ("ignore", None, DeprecationWarning, None, 0):
            warnings.filters.insert(place, ("default", None, category, None, 0))
            warnings._filters_mutated()
            return


def deprecated(version, message=None, add_deprecation_to_docstring=True, warning=None, **_more):
    def decorate(function):
        from functools import wraps

        @wraps(function)
        def call(*args, **kw):
            warn_deprecated(message or f"Call to deprecated function {function.__name__}")
            return function(*args, **kw)

        return call

    return decorate


def deprecated_params(**_specs):
    return lambda function: function
