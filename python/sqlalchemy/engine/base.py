# SPDX-License-Identifier: MIT
"""Connections: statements, transactions, options."""
from _retort_functions import Later

from ..util import immutabledict
from .transactions import (  # noqa: F401
    NestedTransaction,
    RootTransaction,
    Transaction,
    TwoPhaseTransaction,
    check_context,
)

# A connection on which nothing is executed from Python needs none of these.
exc = Later("sqlalchemy.exc")
execution = Later("sqlalchemy.engine.execution")
given = Later("sqlalchemy.engine.parameters")
results = Later("sqlalchemy.engine.cursor")

_WRITES = ("insert", "update", "delete", "replace")


class ConnectionEventsTarget:
    """What is executed with: connections and engines."""


class Connection(ConnectionEventsTarget):
    """A session with the database, lent by an engine."""

    _is_future = True
    _sqla_logger_namespace = "sqlalchemy.engine.Connection"
    should_close_with_result = False
    _transaction = None
    _nested_transaction = None
    _trans_context_manager = None
    # While a migration runs, begin and end of transactions are the run's affair.
    _managed = False
    _savepoints = 0

    def __init__(self, engine, dbapi_connection=None, core=None):
        self.engine = engine
        self._options = engine.get_execution_options()
        self.dialect = engine.dialect._with_schemas(self._options.get("schema_translate_map"))
        self._own_core = core
        self._dbapi = dbapi_connection
        self._closed = False
        self._invalid = False
        if core is not None:
            engine._describe(core)
            engine._lent = core
        elif dbapi_connection is None:
            self._dbapi = engine.pool._check_out(engine)
        level = self._options.get("isolation_level")
        if level is not None:
            self._set_isolation_level(level)
        if "engine_connect" in engine._event_names:
            engine._tell_of(self)

    # ---- the engine's connection behind this one

    @property
    def _core(self):
        if self._own_core is not None:
            return self._own_core
        if self._closed:
            raise exc.ResourceClosedError("This Connection is closed")
        if self._invalid:
            if self._transaction is not None:
                self._invalid_transaction()
            self._invalid = False
            self._dbapi = self.engine.pool._check_out(self.engine)
        return self._dbapi._core

    @_core.setter
    def _core(self, core):
        self._own_core = core

    def _manage(self, core):
        """Use the connection of a migration run, which begins and ends transactions, till
        _release()."""
        self._own_core = core
        self._managed = True

    def _release(self):
        self._own_core = None
        self._managed = False

    @property
    def connection(self):
        if self._closed:
            raise exc.ResourceClosedError("This Connection is closed")
        if self._dbapi is None or self._own_core is not None:
            from .dbapi import DBAPIConnection

            made = DBAPIConnection(self._core, self.dialect)
            made._begins = False
            return made
        return self._dbapi

    @property
    def _dbapi_connection(self):
        return self.connection

    @property
    def closed(self):
        return self._closed

    @property
    def invalidated(self):
        return self._invalid

    @property
    def info(self):
        return self.connection.info

    @property
    def default_isolation_level(self):
        return self.dialect.default_isolation_level

    @property
    def _is_autocommit(self):
        return self._options.get("isolation_level") == "AUTOCOMMIT"

    @property
    def default_schema_name(self):
        return self.dialect.default_schema_name

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        if self._closed:
            return
        if self._transaction is not None:
            self._transaction.close()
        self._transaction = None
        self._closed = True
        if self._dbapi is not None and not self._invalid:
            self._dbapi._reset_isolation()
            self.engine._take_back(self._dbapi)

    def detach(self):
        if self._closed:
            raise exc.ResourceClosedError("This Connection is closed")
        self._dbapi._detached = True

    def invalidate(self, exception=None):
        if self._closed:
            raise exc.ResourceClosedError("This Connection is closed")
        if not self._invalid and self._dbapi is not None:
            self.engine.pool._drop(self._dbapi)
        self._invalid = True

    def _invalid_transaction(self):
        kind = "savepoint " if self._nested_transaction is not None else ""
        raise exc.PendingRollbackError(
            f"Can't reconnect until invalid {kind}transaction is rolled back.  Please rollback() "
            "fully before proceeding",
            code="8s2b",
        )

    def connect(self, close_with_result=False):
        """As SQLAlchemy 1.x had it: the connection itself, which the inner block does not close."""
        from ..util import warn_deprecated_20

        warn_deprecated_20("The Connection.connect() method is considered legacy as of the 1.x "
                           "series of SQLAlchemy and will be removed in 2.0.")
        return _Branch(self)

    # ---- options

    def execution_options(self, **opt):
        level = opt.get("isolation_level")
        if level is not None:
            if self._transaction is not None or (self._managed and self._core.in_transaction):
                raise exc.InvalidRequestError(
                    "This connection has already initialized a SQLAlchemy Transaction() object "
                    "via begin() or autobegin; isolation_level may not be altered unless "
                    "rollback() or commit() is called first."
                )
            self._set_isolation_level(level)
        self._options = self._options.union(opt)
        if "schema_translate_map" in opt:
            self.dialect = self.dialect._with_schemas(opt["schema_translate_map"])
        return self

    def get_execution_options(self):
        return self._options

    def _set_isolation_level(self, level):
        name = level.replace("_", " ").upper()
        known = self.dialect.get_isolation_level_values()
        if name not in known:
            raise exc.ArgumentError(
                f"Invalid value {level!r} for isolation_level. Valid isolation levels for "
                f"{self.dialect.name!r} are {', '.join(known)}"
            )
        self.connection._set_isolation(name)

    def get_isolation_level(self):
        import _retort

        return _retort.isolation(self._core)

    # ---- transactions

    def begin(self):
        if self._transaction is not None:
            raise exc.InvalidRequestError(
                "This connection has already initialized a SQLAlchemy Transaction() object via "
                "begin() or autobegin; can't call begin() here unless rollback() or commit() is "
                "called first."
            )
        self._transaction = None
        return RootTransaction(self)

    def begin_nested(self):
        if self._transaction is None:
            self._autobegin()
        return NestedTransaction(self)

    def begin_twophase(self, xid=None):
        raise NotImplementedError(
            "Connection.begin_twophase() is not supported by Retort yet"
        )

    def _autobegin(self):
        self.begin()

    def commit(self):
        if self._transaction is not None:
            self._transaction.commit()
        elif self._managed:
            self._core.commit()

    def rollback(self):
        if self._transaction is not None:
            self._transaction.rollback()
        elif self._managed:
            self._core.rollback()

    def in_transaction(self):
        if self._transaction is not None:
            return self._transaction.is_active
        # sqlite3 begins late; SQLAlchemy calls a connection in use in a transaction all the same.
        return self._managed and (self._core.in_transaction or self.dialect.name == "sqlite")

    def in_nested_transaction(self):
        return self._nested_transaction is not None and self._nested_transaction.is_active

    def get_transaction(self):
        if self._transaction is None and self._managed and self._core.in_transaction:
            self._autobegin()
        return self._transaction

    def get_nested_transaction(self):
        return self._nested_transaction

    def _get_required_transaction(self):
        if self._transaction is None:
            raise exc.InvalidRequestError("connection is not in a transaction")
        return self._transaction

    def _begin_impl(self, transaction):
        core = self._core
        if not self._managed and self.dialect.name != "sqlite" and self._begins():
            if not core.in_transaction:
                core.begin()
        if self.engine._event_names:
            self.engine._fire("begin", self)

    def _begins(self):
        return not self._is_autocommit and (self._dbapi is None or self._dbapi._begins)

    def _commit_impl(self):
        if self.engine._event_names:
            self.engine._fire("commit", self)
        try:
            self._core.commit()
        except exc.InternalError as error:
            # PostgreSQL ends a transaction in which a statement has failed by rolling it back, and
            # psycopg2 does not say so.
            if self._managed or getattr(error.orig, "pgcode", None) != "25P02":
                raise

    def _rollback_impl(self):
        if self.engine._event_names:
            self.engine._fire("rollback", self)
        if not self._invalid and not self._closed:
            self._core.rollback()

    def _savepoint_impl(self):
        import _retort

        self._savepoints += 1
        name = f"sa_savepoint_{self._savepoints}"
        if not self._managed and self.dialect.name == "sqlite" and not self._core.in_transaction:
            # Without BEGIN, its release would already commit.
            self._begin_deferred()
        elif self._managed and not self._core.in_transaction:
            self._core.begin()
        _retort.savepoint(self._core, name)
        return name

    def _release_savepoint_impl(self, name):
        import _retort

        _retort.release_savepoint(self._core, name)

    def _rollback_to_savepoint_impl(self, name):
        import _retort

        _retort.rollback_to_savepoint(self._core, name)

    def _begin_deferred(self):
        import _retort

        if self._begins():
            _retort.begin_deferred(self._core)

    def _prepare(self):
        """Before any statement: a transaction is begun if there is none."""
        if self._closed:
            raise exc.ResourceClosedError("This Connection is closed")
        transaction = self._transaction
        if transaction is None:
            check_context(self)
            if not self._managed:
                self._autobegin()
        elif not transaction.is_active:
            self._invalid_transaction()
        else:
            check_context(self)
            nested = self._nested_transaction
            if nested is not None and not nested.is_active:
                self._invalid_transaction()

    def _begin_for(self, notation, statement=None):
        self._prepare()
        if self.dialect.name == "sqlite" and not self._managed:
            kind = notation.get("node")
            text = notation.get("sql") or "" if kind in ("Text", "DdlText") else kind
            self._begin_for_write(text)

    def _begin_for_sql(self, sql):
        self._prepare()
        if self.dialect.name == "sqlite" and not self._managed:
            self._begin_for_write(sql)

    def _begin_for_write(self, text):
        """Python's sqlite3 begins a transaction with the first statement that changes rows."""
        words = text.split(None, 1)
        if words and words[0].lower() in _WRITES and not self._core.in_transaction:
            self._begin_deferred()

    # ---- statements

    def execute(self, statement, parameters=None, *more, execution_options=None, **keywords):
        if isinstance(statement, str):
            return self._execute_text(statement, parameters, more, keywords)
        sets, ismulti = given.distilled(parameters, more, keywords)
        listeners = self.engine._event_names
        if listeners and "before_execute" in listeners:
            statement = self._before_execute(statement, sets, ismulti, execution_options)
        result = execution.execute(self, statement, sets, ismulti, execution_options)
        if listeners and "after_execute" in listeners:
            self.engine._fire(
                "after_execute", self, statement, sets if ismulti else [],
                {} if ismulti or not sets else sets[0], execution_options or {}, result,
            )
        yield_per = self._options.get("yield_per") or (execution_options or {}).get("yield_per")
        if yield_per and hasattr(result, "yield_per"):
            result.yield_per(yield_per)
        return result

    def _before_execute(self, statement, sets, ismulti, options):
        for answer in self.engine._fire(
            "before_execute", self, statement, sets if ismulti else [],
            {} if ismulti or not sets else sets[0], options or {},
        ):
            if isinstance(answer, tuple):
                statement = answer[0]
        return statement

    def _execute_text(self, sql, parameters, more, keywords):
        from ..util import warn_deprecated_20

        warn_deprecated_20(
            "Passing a string to Connection.execute() is deprecated and will be removed in version "
            "2.0.  Use the text() construct, or the Connection.exec_driver_sql() method to invoke "
            "a driver-level SQL string."
        )
        if more and not isinstance(parameters, (dict, list, tuple)):
            parameters = (parameters, *more)
        elif more:
            parameters = [parameters, *more]
        elif keywords and parameters is None:
            parameters = keywords
        elif parameters is not None and not isinstance(parameters, (dict, list, tuple)):
            parameters = (parameters,)
        return self.exec_driver_sql(sql, parameters)

    def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        several = isinstance(parameters, list) and (
            not parameters or isinstance(parameters[0], (dict, list, tuple))
        )
        if not several:
            columns, rows, count = execution.run_driver_sql(self, statement, parameters)
            return results.CursorResult(self, columns, rows, count)
        total = 0
        for one in parameters:
            columns, _rows, count = execution.run_driver_sql(self, statement, one)
            total += max(count, 0)
        return results.CursorResult(self, None, (), total)

    def scalar(self, statement, parameters=None, *more, execution_options=None, **keywords):
        result = self.execute(
            statement, parameters, *more, execution_options=execution_options, **keywords
        )
        return result.scalar() if hasattr(result, "scalar") else result

    def scalars(self, statement, parameters=None, *, execution_options=None):
        return self.execute(statement, parameters, execution_options=execution_options).scalars()

    def schema_for_object(self, obj):
        from ..sql.schema_item import schema_on

        return schema_on(obj.schema, self.dialect)

    def _execute_default(self, default, parameters=(), options=None):
        return execution.execute(self, default, [], False, options)

    def _run_ddl_visitor(self, visitorcallable, element, **kwargs):
        raise NotImplementedError("Connection._run_ddl_visitor() is not supported by Retort yet")

    # ---- as SQLAlchemy 1.x had them

    def run_callable(self, callable_, *args, **kwargs):
        from ..util import warn_deprecated_20

        warn_deprecated_20("The Connection.run_callable() method is deprecated and will be "
                           "removed in a future release.")
        return callable_(self, *args, **kwargs)

    def transaction(self, callable_, *args, **kwargs):
        with self.begin():
            return callable_(self, *args, **kwargs)

    # ---- listeners

    def _fire(self, name, *arguments):
        return self.engine._fire(name, *arguments)

    def _statement_listeners(self):
        return self.engine._sees_statements

    def _before_cursor(self, listeners, sql, shown, many=False):
        if listeners:
            self.engine._fire(
                "before_cursor_execute", self, self.connection.cursor(), sql, shown, None, many
            )
        if self.engine._echo:
            self.engine._log(sql, shown)

    def _done_by_listener(self, name, sql, shown):
        """What a listener to do_execute has made of a statement: (columns, rows, rowcount). None:
        it is still to be carried out."""
        if name not in self.engine._event_names:
            return None
        cursor = self.connection.cursor()
        for listener in self.engine._listeners[name]:
            if listener(cursor, sql, shown, None):
                columns = cursor.description and tuple(each[0] for each in cursor.description)
                return columns, cursor.fetchall() if columns else [], cursor.rowcount
        return None

    def _after_cursor(self, listeners, sql, shown, many=False):
        if listeners:
            self.engine._fire(
                "after_cursor_execute", self, self.connection.cursor(), sql, shown, None, many
            )


class _Branch:
    """A connection under another name; closing it closes nothing."""

    def __init__(self, connection):
        self.__dict__["_connection"] = connection

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def __enter__(self):
        return self._connection

    def __exit__(self, *_error):
        """The connection is its lender's to close."""

    def close(self):
        """The connection is its lender's to close."""


NO_OPTIONS = immutabledict()


def __getattr__(name):
    if name in ("Engine", "OptionEngine"):
        from .engine import Engine

        return Engine
    if name == "CursorResult":
        return results.CursorResult
    if name == "SimpleResultMetaData":
        from .result_keys import SimpleResultMetaData

        return SimpleResultMetaData
    raise AttributeError(f"sqlalchemy.engine.base.{name} is not supported by Retort yet")
