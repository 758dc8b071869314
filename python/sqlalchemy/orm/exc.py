# SPDX-License-Identifier: MIT
"""The errors of the object relational layer."""
from .. import exc as sa_exc
from ..exc import MultipleResultsFound, NoResultFound  # noqa: F401

NO_STATE = (AttributeError, KeyError)


class StaleDataError(sa_exc.SQLAlchemyError):
    """An UPDATE or DELETE met another number of rows than it was meant for."""


ConcurrentModificationError = StaleDataError


class FlushError(sa_exc.SQLAlchemyError):
    """A flush found objects in a state that cannot be written."""


class MappedAnnotationError(sa_exc.ArgumentError):
    """A `Mapped[...]` annotation says nothing that a column can be made of."""


class UnmappedError(sa_exc.InvalidRequestError):
    """Something that is not mapped was given where a mapped thing is needed."""


class ObjectDereferencedError(sa_exc.SQLAlchemyError):
    """The object of a state is gone."""


class DetachedInstanceError(sa_exc.SQLAlchemyError):
    """Data of an object without a session would have to be loaded."""

    code = "bhk3"


class UnmappedInstanceError(UnmappedError):
    """An object of a class without a mapping."""

    def __init__(self, obj, msg=None):
        if not msg:
            name = _safe_name(type(obj))
            if hasattr(type(obj), "__mapper__"):
                msg = (
                    f"Class {name!r} is mapped, but this instance lacks "
                    "instrumentation.  This occurs when the instance"
                    "is created before sqlalchemy.orm.mapper("
                    f"{name}) was called."
                )
            else:
                msg = f"Class {name!r} is not mapped"
                if isinstance(obj, type):
                    msg += (
                        f"; was a class ({_safe_name(obj)}) supplied where an instance was "
                        "required?"
                    )
        super().__init__(msg)


class UnmappedClassError(UnmappedError):
    """A class without a mapping."""

    def __init__(self, cls, msg=None):
        super().__init__(msg or f"Class {_safe_name(cls)!r} is not mapped")


class UnmappedColumnError(sa_exc.InvalidRequestError):
    """A column that no attribute of the mapper stands for."""


class ObjectDeletedError(sa_exc.InvalidRequestError):
    """The row of an object is no longer there."""

    def __init__(self, state, msg=None):
        if not msg:
            msg = (
                f"Instance '{state.describe()}' has been deleted, or its row is otherwise not "
                "present."
            )
        super().__init__(msg)


class LoaderStrategyException(sa_exc.InvalidRequestError):
    """A loader option that does not apply to the attribute."""


class ObjectNotExecutableError(sa_exc.ArgumentError):
    """Something that is not a statement was given to execute."""


def _safe_name(cls):
    try:
        return ".".join((cls.__module__, cls.__name__))
    except AttributeError:
        return repr(cls)
