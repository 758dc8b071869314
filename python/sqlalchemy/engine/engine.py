# SPDX-License-Identifier: MIT
"""Engines: where a database is, and the connections to it."""
from _retort_functions import Later, contextmanager

from ..util import immutabledict
from .base import Connection, ConnectionEventsTarget

exc = Later("sqlalchemy.exc")

# Those that happen here, and those of pools and savepoints that need nobody to act upon them.
_EVENTS = frozenset((
    "after_cursor_execute", "after_execute", "before_cursor_execute", "before_execute", "begin",
    "checkin", "checkout", "close", "close_detached", "commit", "connect", "detach",
    "do_execute", "do_executemany", "engine_connect", "engine_disposed", "first_connect",
    "handle_error", "invalidate",
    "release_savepoint", "reset", "rollback", "rollback_savepoint", "savepoint",
    "set_connection_execution_options", "set_engine_execution_options", "soft_invalidate"))
# Those by which listeners change what is done.
_ABSENT_EVENTS = frozenset((
    "begin_twophase", "commit_twophase", "do_connect", "do_execute_no_params",
    "do_setinputsizes", "prepare_twophase", "rollback_twophase"))
_STATEMENT_EVENTS = frozenset(
    ("before_cursor_execute", "after_cursor_execute", "do_execute", "do_executemany"))


class Engine(ConnectionEventsTarget):
    """Lends connections to one database."""

    _is_future = True
    _connection_cls = Connection
    _sqla_logger_namespace = "sqlalchemy.engine.Engine"
    hide_parameters = False
    _event_names = frozenset()
    _sees_statements = False  # some listener is told of each statement
    # The connection of a run that was opened elsewhere: all there is to connect to.
    _lent = None

    def __init__(self, pool, dialect, url, logging_name=None, echo=False, hide_parameters=False,
                 execution_options=None, connect_args=None):
        self.pool = pool
        self.url = url
        self.dialect = dialect
        self.logging_name = logging_name
        self.hide_parameters = hide_parameters
        self._options = immutabledict(execution_options or {})
        self._connect_args = connect_args or {}
        self._echo = False
        self._echo_asked = None
        self._listeners = {}
        self.echo = echo

    @property
    def name(self):
        return self.dialect.name

    @property
    def driver(self):
        return self.dialect.driver

    @property
    def engine(self):
        return self

    def __repr__(self):
        return f"Engine({self.url!r})"

    # ---- connections

    def connect(self, close_with_result=False):
        if self._lent is not None:
            made = self._connection_cls(self, core=self._lent)
            made._manage(self._lent)
            return made
        return self._connection_cls(self)

    @contextmanager
    def begin(self):
        with self.connect() as connection:
            with connection.begin():
                yield connection

    def raw_connection(self, _connection=None):
        return self.pool._check_out(self)

    def dispose(self, close=True):
        self.pool.dispose()
        self._fire("engine_disposed", self)

    def clear_compiled_cache(self):
        """There is none."""

    def _open(self):
        """A new connection of the engine's."""
        import _retort

        from .dbapi import DBAPIConnection

        url = self.url
        creator = getattr(self.pool, "_creator", None)
        if creator is not None:
            from .creator import created_url

            url = created_url(creator, url)
        elif self.dialect.name == "sqlite":
            import _retort_door

            if _retort_door.only_looks:
                url = _where_there_is_a_file(url)
        core = _retort.connect(connect_url(url, self._connect_args))
        made = DBAPIConnection(core, self.dialect)
        is_first = self._describe(core)
        if self._event_names:
            if is_first:
                self._fire("first_connect", made, _Record(made))
            self._fire("connect", made, _Record(made))
        level = self.dialect.isolation_level
        if level:
            made._set_isolation(level.replace("_", " ").upper())
        return made

    def _tell_of(self, connection):
        """engine_connect: in SQLAlchemy 1.x listeners had another argument, never true here."""
        for listener in self._listeners["engine_connect"]:
            listener(connection, *((False,) if _takes_branch(listener.function) else ()))

    def _take_back(self, made):
        """A connection that its user has closed."""
        self.pool._check_in(made)
        if "checkin" in self._event_names:
            self._fire("checkin", None if made.closed else made, _Record(made))

    def _lend(self, made):
        """A connection that the pool gives out."""
        if "checkout" in self._event_names:
            self._fire("checkout", made, _Record(made), made)

    def _describe(self, core):
        """Tell the dialect of the server; answers whether that was news."""
        import _retort

        dialect = self.dialect
        if dialect.__dict__.get("server_version_info"):
            return False
        dialect.server_version_info = version_info(dialect.name, core.server_version)
        dialect.default_schema_name = _retort.default_schema(core) or None
        if dialect.name == "sqlite":
            returning = dialect.server_version_info >= (3, 35)
            dialect.insert_returning = dialect.update_returning = returning
            dialect.delete_returning = returning
            dialect.default_isolation_level = "SERIALIZABLE"
        else:
            dialect.default_isolation_level = "READ COMMITTED"
        return True

    # ---- options

    def execution_options(self, **opt):
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made._options = self._options.union(opt)
        if opt.get("isolation_level") is not None:
            made._options = made._options.union(opt)
        return made

    def update_execution_options(self, **opt):
        self._options = self._options.union(opt)

    def get_execution_options(self):
        return self._options

    # ---- as SQLAlchemy 1.x had them

    def _warn(self, name):
        from ..util import warn_deprecated_20

        warn_deprecated_20(
            f"The Engine.{name}() method is considered legacy as of the 1.x series of SQLAlchemy "
            "and will be removed in 2.0."
        )

    def execute(self, statement, *multiparams, **params):
        self._warn("execute")
        with self.connect() as connection:
            result = connection.execute(statement, *multiparams, **params)
            connection.commit()
        return result

    def scalar(self, statement, *multiparams, **params):
        return self.execute(statement, *multiparams, **params).scalar()

    def has_table(self, table_name, schema=None):
        self._warn("has_table")
        from .reflection import Inspector

        return Inspector(self).has_table(table_name, schema=schema)

    def table_names(self, schema=None, connection=None):
        self._warn("table_names")
        from .reflection import Inspector

        return Inspector(connection or self).get_table_names(schema)

    def run_callable(self, callable_, *args, **kwargs):
        self._warn("run_callable")
        with self.connect() as connection:
            return callable_(connection, *args, **kwargs)

    def transaction(self, callable_, *args, **kwargs):
        self._warn("transaction")
        with self.begin() as connection:
            return callable_(connection, *args, **kwargs)

    contextual_connect = connect

    def _run_ddl_visitor(self, visitorcallable, element, **kwargs):
        raise NotImplementedError("Engine._run_ddl_visitor() is not supported by Retort yet")

    # ---- listeners and the echo log

    def _listen(self, name, function):
        if name not in _EVENTS:
            from ..exc import InvalidRequestError

            if name in _ABSENT_EVENTS:
                raise NotImplementedError(
                    f"The event '{name}' of engines is not supported by Retort yet")
            raise InvalidRequestError(f"No such event '{name}' for target '{self}'")
        self._listeners.setdefault(name, []).append(function)
        self._note_names()

    def _unlisten(self, name, function):
        self._listeners[name].remove(function)
        if not self._listeners[name]:
            del self._listeners[name]
        self._note_names()

    def _note_names(self):
        self._event_names = frozenset(self._listeners)
        self._sees_statements = not _STATEMENT_EVENTS.isdisjoint(self._listeners)

    def _fire(self, name, *arguments):
        return [function(*arguments) for function in self._listeners.get(name, ())]

    @property
    def echo(self):
        return self._echo_asked

    @echo.setter
    def echo(self, value):
        self._echo_asked = value
        self._echo = bool(value)
        if value:
            from ..log import prepare

            self._logger = prepare(self.logging_name)
        else:
            from ..log import logger_in_use

            # What fileConfig() has set up is known only then.
            self._logger = logger_in_use("sqlalchemy.engine.Engine")
            self._echo = self._logger is not None and self._logger.isEnabledFor(20)

    def _log(self, sql, shown):
        if not self._logger.isEnabledFor(20):
            return
        from ..util.parameters import repr_params

        self._logger.info(sql)
        if self.hide_parameters:
            self._logger.info("[generated in 0.00000s] [SQL parameters hidden due to "
                              "hide_parameters=True]")
        else:
            many = isinstance(shown, list)
            self._logger.info("[generated in 0.00000s] %s", repr_params(shown, 10, ismulti=many))


def _where_there_is_a_file(url):
    """A database in memory stands for a file that is not there."""
    import os

    path = url.database
    missing = path and not path.startswith((":", "file:")) and not os.path.exists(path)
    return url.set(database=":memory:") if missing else url


def _takes_branch(function):
    code = getattr(function, "__code__", None)
    return code is not None and code.co_argcount - hasattr(function, "__self__") == 2


OptionEngine = Engine


class _Record:
    """The pool's note about a connection, for listeners."""

    def __init__(self, made):
        self.dbapi_connection = self.driver_connection = self.connection = made
        self.info = made.info
        self.record_info = made.record_info


def version_info(name, number):
    """The server's version as SQLAlchemy has it."""
    if name == "sqlite":
        return number // 1000000, number // 1000 % 1000, number % 1000
    if number >= 100000:
        return number // 10000, number % 10000
    return number // 10000, number // 100 % 100, number % 100


def connect_url(url, connect_args):
    """The URL as text, with what connect_args has beyond it."""
    if connect_args:
        fields = {}
        query = dict(url.query)
        for key, value in connect_args.items():
            name = {"user": "username", "dbname": "database", "passwd": "password"}.get(key, key)
            if name in ("username", "password", "host", "port", "database"):
                fields[name] = value
            elif key == "server_settings":
                # asyncpg's way of naming them.
                settings = " ".join(f"-c {k}={v}".replace(" ", "\\ ", 0) for k, v in value.items())
                query["options"] = f"{query.get('options', '')} {settings}".strip()
            elif value is not None:
                query[key] = _option_text(value)
        url = url.set(query=query, **fields)
    return url.render_as_string(hide_password=False)


def _option_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise exc.ArgumentError(
        f"the value {value!r} in connect_args is not supported by Retort yet: texts and numbers are"
    )
