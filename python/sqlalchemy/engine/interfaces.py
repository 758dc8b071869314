# SPDX-License-Identifier: MIT
"""Names of SQLAlchemy's interfaces, for annotations and tests of type."""
from .._annotations import annotations_of
from .default import Dialect, TypeCompiler  # noqa: F401
from .failures import ExceptionContext  # noqa: F401


class AdaptedConnection:
    """A driver's connection with another's face."""


class BindTyping:
    """How a driver is told of types."""

    NONE = 1
    SETINPUTSIZES = 2
    RENDER_CASTS = 3


class Compiled:
    """A statement in SQL."""


class CreateEnginePlugin:
    """Changes how engines are created; there is nothing for it to change here."""

    def __init__(self, url, kwargs):
        self.url = url


class ExecutionContext:
    """The state of one execution."""


class ReflectedColumn(dict):
    """A column as the Inspector tells of it."""


class ReflectedIndex(dict):
    """An index as the Inspector tells of it."""


ReflectedForeignKeyConstraint = ReflectedUniqueConstraint = ReflectedCheckConstraint = dict
ReflectedPrimaryKeyConstraint = ReflectedTableComment = ReflectedIdentity = dict
ReflectedComputed = ReflectedConstraint = dict
DBAPIConnection = DBAPICursor = DBAPIModule = object


_annotation = annotations_of(
    __name__,
    """ConnectArgsType CacheStats ExecuteStyle DBAPIType _CoreSingleExecuteParams
    _MutableCoreSingleExecuteParams _CoreMultiExecuteParams _CoreAnyExecuteParams
    _DBAPISingleExecuteParams _DBAPIMultiExecuteParams _DBAPIAnyExecuteParams
    _DBAPICursorDescription _AnySingleExecuteParams _AnyMultiExecuteParams _AnyExecuteParams
    CompiledCacheType SchemaTranslateMapType _ImmutableExecuteOptions _ParamStyle
    _GenericSetInputSizesType IsolationLevel _CoreKnownExecutionOptions _ExecuteOptions
    CoreExecuteOptionsParameter VersionInfoType TableKey""",
    "_T")


def __getattr__(name):
    if name in ("Connectable", "ConnectionEventsTarget"):  # the former's name in SQLAlchemy 1.x
        from .base import ConnectionEventsTarget

        return ConnectionEventsTarget
    return _annotation(name)
