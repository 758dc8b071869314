# SPDX-License-Identifier: MIT
"""The exceptions and warnings of SQLAlchemy, under its names."""

_documentation = "20"


class HasDescriptionCode:
    """Something whose text ends with the address of a page about it."""

    code = None
    _what_are_we = "error"

    def __init__(self, *arg, **kw):
        code = kw.pop("code", None)
        if code is not None:
            self.code = code
        super().__init__(*arg, **kw)

    def _code_str(self):
        if not self.code:
            return ""
        return (
            f"(Background on this {self._what_are_we} at: "
            f"https://sqlalche.me/e/{_documentation}/{self.code})"
        )

    def __str__(self):
        message = super().__str__()
        return f"{message} {self._code_str()}" if self.code else message


class SQLAlchemyError(HasDescriptionCode, Exception):
    """The root of all errors."""

    def _message(self):
        if len(self.args) != 1:
            return str(self.args)
        text = self.args[0]
        return text.decode("utf-8", "backslashreplace") if isinstance(text, bytes) else str(text)

    def _sql_message(self):
        message = self._message()
        return f"{message} {self._code_str()}" if self.code else message

    def __str__(self):
        return self._sql_message()


class ArgumentError(SQLAlchemyError):
    """A wrong argument, most often to a constructor."""


class DuplicateColumnError(ArgumentError):
    """A table is given a second column of a name."""


class ObjectNotExecutableError(ArgumentError):
    """Something was given to execute() that is no statement."""

    def __init__(self, target):
        super().__init__(f"Not an executable object: {target!r}")
        self.target = target

    def __reduce__(self):
        return self.__class__, (self.target,)


class NoSuchModuleError(ArgumentError):
    """There is no such dialect or plugin."""


class NoForeignKeysError(ArgumentError):
    """A join finds no foreign key between its sides."""


class AmbiguousForeignKeysError(ArgumentError):
    """A join finds more than one foreign key between its sides."""


class ConstraintColumnNotFoundError(ArgumentError):
    """A constraint names a column that its table does not have."""


class CircularDependencyError(SQLAlchemyError):
    """A sort by dependency met a cycle."""

    def __init__(self, message, cycles, edges, msg=None, code=None):
        if msg is None:
            message += f" ({', '.join(repr(s) for s in cycles)})"
        else:
            message = msg
        SQLAlchemyError.__init__(self, message, code=code)
        self.cycles = cycles
        self.edges = edges

    def __reduce__(self):
        return self.__class__, (None, self.cycles, self.edges, self.args[0])


class CompileError(SQLAlchemyError):
    """SQL cannot be written for a construct."""


class UnsupportedCompilationError(CompileError):
    """The dialect has no form for a construct."""

    code = "l7de"

    def __init__(self, compiler, element_type=None, message=None):
        if element_type is None:
            super().__init__(compiler)
        else:
            super().__init__(
                f"Compiler {compiler!r} can't render element of type {element_type}"
                + (f": {message}" if message else "")
            )
        self.compiler = compiler
        self.element_type = element_type
        self.message = message

    def __reduce__(self):
        return self.__class__, (self.compiler, self.element_type, self.message)


class IdentifierError(SQLAlchemyError):
    """A name that the database cannot have."""


class DisconnectionError(SQLAlchemyError):
    """The connection is lost."""

    invalidate_pool = False


class InvalidatePoolError(DisconnectionError):
    """The connection is lost, and so are the others of its pool."""

    invalidate_pool = True


class TimeoutError(SQLAlchemyError):  # noqa: A001
    """A pool has no connection left."""


class InvalidRequestError(SQLAlchemyError):
    """Something was asked for that cannot be done now, or not this way."""


class IllegalStateChangeError(InvalidRequestError):
    """An object is asked to change while it is changing."""


class NoInspectionAvailable(InvalidRequestError):
    """There is nothing to say about what inspect() was given."""


class PendingRollbackError(InvalidRequestError):
    """A failed transaction must be rolled back first."""


class ResourceClosedError(InvalidRequestError):
    """A connection, transaction or result that is closed already."""


class NoSuchColumnError(InvalidRequestError, KeyError):
    """A row has no such column."""


class NoResultFound(InvalidRequestError):
    """A row was needed, and there was none."""


class MultipleResultsFound(InvalidRequestError):
    """One row was needed, and there were more."""


class NoReferenceError(InvalidRequestError):
    """A foreign key refers to what is not known."""


class AwaitRequired(InvalidRequestError):
    """An asynchronous call was not awaited."""

    code = "xd1r"


class MissingGreenlet(InvalidRequestError):
    """An asynchronous call was made outside of its surroundings."""

    code = "xd2s"


class NoReferencedTableError(NoReferenceError):
    """A foreign key refers to a table that is not known."""

    def __init__(self, message, tname):
        NoReferenceError.__init__(self, message)
        self.table_name = tname

    def __reduce__(self):
        return self.__class__, (self.args[0], self.table_name)


class NoReferencedColumnError(NoReferenceError):
    """A foreign key refers to a column that is not known."""

    def __init__(self, message, tname, cname):
        NoReferenceError.__init__(self, message)
        self.table_name = tname
        self.column_name = cname

    def __reduce__(self):
        return self.__class__, (self.args[0], self.table_name, self.column_name)


class NoSuchTableError(InvalidRequestError):
    """The table does not exist, or is not visible."""


class UnreflectableTableError(InvalidRequestError):
    """The table exists and cannot be reflected."""


class UnboundExecutionError(InvalidRequestError):
    """A statement was to run without a database."""


class DontWrapMixin:
    """An exception that goes through an execution as it is."""


class StatementError(SQLAlchemyError):
    """A statement failed."""

    statement = None
    params = None
    orig = None
    ismulti = None
    connection_invalidated = False

    def __init__(
        self, message, statement, params, orig, hide_parameters=False, code=None, ismulti=None
    ):
        SQLAlchemyError.__init__(self, message, code=code)
        self.statement = statement
        self.params = params
        self.orig = orig
        self.ismulti = ismulti
        self.hide_parameters = hide_parameters
        self.detail = []

    def add_detail(self, msg):
        self.detail.append(msg)

    def __reduce__(self):
        return (
            self.__class__,
            (
                self.args[0],
                self.statement,
                self.params,
                self.orig,
                self.hide_parameters,
                self.__dict__.get("code"),
                self.ismulti,
            ),
            {"detail": self.detail},
        )

    def _sql_message(self):
        details = [self._message()]
        if self.statement:
            details.append(f"[SQL: {self.statement}]")
            if self.params:
                if self.hide_parameters:
                    details.append("[SQL parameters hidden due to hide_parameters=True]")
                else:
                    from .util.parameters import repr_params

                    shown = repr_params(self.params, 10, ismulti=self.ismulti)
                    details.append(f"[parameters: {shown}]")
        code = self._code_str()
        if code:
            details.append(code)
        return "\n".join([f"({det})" for det in self.detail] + details)


class DBAPIError(StatementError):
    """An error of the database or its driver; `orig` is the driver's own."""

    code = "dbapi"

    @classmethod
    def instance(
        cls,
        statement,
        params,
        orig,
        dbapi_base_err=Exception,
        hide_parameters=False,
        connection_invalidated=False,
        dialect=None,
        ismulti=None,
    ):
        if isinstance(orig, DontWrapMixin) or not isinstance(orig, Exception):
            return orig
        if statement and (
            isinstance(orig, SQLAlchemyError) or not isinstance(orig, dbapi_base_err)
        ):
            own = isinstance(orig, SQLAlchemyError)
            text = orig.args[0] if own else orig
            name = f"{type(orig).__module__}.{type(orig).__name__}"
            return StatementError(
                f"({name}) {text}",
                statement,
                params,
                orig,
                hide_parameters=hide_parameters,
                code=orig.code if own else None,
                ismulti=ismulti,
            )
        for ancestor in type(orig).__mro__:
            found = globals().get(ancestor.__name__)
            if isinstance(found, type) and issubclass(found, DBAPIError):
                cls = found
                break
        return cls(
            statement,
            params,
            orig,
            hide_parameters=hide_parameters,
            connection_invalidated=connection_invalidated,
            code=cls.code,
            ismulti=ismulti,
        )

    def __init__(
        self,
        statement,
        params,
        orig,
        hide_parameters=False,
        connection_invalidated=False,
        code=None,
        ismulti=None,
    ):
        try:
            text = str(orig)
        except Exception as failure:
            text = f"Error in str() of DB-API-generated exception: {failure}"
        StatementError.__init__(
            self,
            f"({type(orig).__module__}.{type(orig).__name__}) {text}",
            statement,
            params,
            orig,
            hide_parameters,
            code=code,
            ismulti=ismulti,
        )
        self.connection_invalidated = connection_invalidated

    def __reduce__(self):
        return (
            self.__class__,
            (
                self.statement,
                self.params,
                self.orig,
                self.hide_parameters,
                self.connection_invalidated,
                self.__dict__.get("code"),
                self.ismulti,
            ),
            {"detail": self.detail},
        )


class InterfaceError(DBAPIError):
    """The driver was used in a wrong way."""

    code = "rvf5"


class DatabaseError(DBAPIError):
    """The database says no."""

    code = "4xp6"


class DataError(DatabaseError):
    """A value that the database cannot take."""

    code = "9h9h"


class OperationalError(DatabaseError):
    """The database cannot do its work."""

    code = "e3q8"


class IntegrityError(DatabaseError):
    """A constraint would not hold any more."""

    code = "gkpj"


class InternalError(DatabaseError):
    """The database is in trouble, or its transaction is."""

    code = "2j85"


class ProgrammingError(DatabaseError):
    """A wrong statement."""

    code = "f405"


class NotSupportedError(DatabaseError):
    """The database has no such thing."""

    code = "tw8g"


class SATestSuiteWarning(Warning):
    """Of SQLAlchemy's own tests."""


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    """Something that will go."""

    _what_are_we = "deprecation"
    deprecated_since = None


class Base20DeprecationWarning(SADeprecationWarning):
    """Something that SQLAlchemy 2.0 no longer has, or calls legacy."""

    deprecated_since = "1.4"

    def __str__(self):
        message = super().__str__()
        return message + " (Background on SQLAlchemy 2.0 at: https://sqlalche.me/e/b8d9)"


class LegacyAPIWarning(Base20DeprecationWarning):
    """Something that is legacy in SQLAlchemy 2.0."""


class MovedIn20Warning(Base20DeprecationWarning):
    """Something that has moved in SQLAlchemy 2.0."""


# What SQLAlchemy 1.4 called it.
RemovedIn20Warning = Base20DeprecationWarning


class SAPendingDeprecationWarning(PendingDeprecationWarning):
    """Something that may go one day."""

    deprecated_since = None


class SAWarning(HasDescriptionCode, RuntimeWarning):
    """Something looks wrong while the program runs."""

    _what_are_we = "warning"
