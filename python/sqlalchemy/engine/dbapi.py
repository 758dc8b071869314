# SPDX-License-Identifier: MIT
"""The engine's connection with the face of a Python database driver: cursors, commit, rollback."""
import _retort


def driver_module(dialect):
    """The driver's module, as far as its exceptions go."""
    import _retort_driver_errors as drivers

    return drivers.module("sqlite3" if dialect.name == "sqlite" else "psycopg2")


class Cursor:
    """Statements and their rows, as PEP 249 has them."""

    arraysize = 1

    def __init__(self, connection):
        self.connection = connection
        self.description = None
        self.rowcount = -1
        self.lastrowid = None
        self.closed = False
        self._rows = iter(())

    def execute(self, operation, parameters=None):
        connection = self.connection
        connection._begin_for(operation)
        try:
            columns, rows, self.rowcount = _retort.driver_sql(
                connection._core, operation, parameters
            )
        except Exception as error:
            # A driver raises its own errors, not SQLAlchemy's around them.
            orig = getattr(error, "orig", None)
            raise (error if orig is None else orig) from None
        self.description = columns and [(name, None, None, None, None, None, None)
                                        for name in columns]
        self._rows = iter(rows)
        if connection._dialect.name == "sqlite":
            self.lastrowid = connection._core.run("SELECT last_insert_rowid()")[1][0][0]
            return self
        return None

    def executemany(self, operation, seq_of_parameters):
        total = 0
        for parameters in seq_of_parameters:
            self.execute(operation, parameters)
            total += max(self.rowcount, 0)
        self.rowcount = total

    def executescript(self, script):
        return self.execute(script)

    def fetchone(self):
        return next(self._rows, None)

    def fetchmany(self, size=None):
        made = []
        for row in self._rows:
            made.append(row)
            if len(made) >= (size or self.arraysize):
                break
        return made

    def fetchall(self):
        return list(self._rows)

    def __iter__(self):
        return iter(self.fetchone, None)

    def close(self):
        self.closed = True

    def setinputsizes(self, *sizes):
        """Nothing to be done."""

    def setoutputsize(self, *sizes):
        """Nothing to be done."""

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def __getattr__(self, name):
        raise AttributeError(f"cursor.{name} is not supported by Retort yet")


class DBAPIConnection:
    """One connection of the engine, as the pool holds it and as listeners to "connect" see it."""

    # Whether a transaction is begun without being asked for; sqlite3's isolation_level=None.
    _begins = True
    _detached = False
    _changed = False  # the isolation level, by a user of the connection

    def __init__(self, core, dialect):
        self._core = core
        self._dialect = dialect
        self.info = {}
        self.record_info = {}
        self._isolation = ""

    @property
    def dbapi_connection(self):
        return self

    driver_connection = connection = dbapi_connection

    @property
    def is_valid(self):
        return not self._core.closed

    @property
    def closed(self):
        return self._core.closed

    @property
    def server_version(self):
        return self._core.server_version

    @property
    def in_transaction(self):
        return self._core.in_transaction

    @property
    def isolation_level(self):
        return self._isolation

    @isolation_level.setter
    def isolation_level(self, value):
        self._isolation = value
        self._begins = value is not None

    @property
    def autocommit(self):
        return not self._begins

    @autocommit.setter
    def autocommit(self, value):
        self._begins = not value

    def set_session(self, isolation_level=None, autocommit=None, **_more):
        if autocommit is not None:
            self.autocommit = autocommit
        if isolation_level is not None:
            _retort.set_isolation(self._core, isolation_level)

    def set_isolation_level(self, level):
        self.autocommit = level == 0

    def _set_isolation(self, name):
        """A level by SQLAlchemy's name."""
        self._changed = True
        if name == "AUTOCOMMIT":
            self._begins = False
            return
        self._begins = True
        _retort.set_isolation(self._core, name)

    def _reset_isolation(self):
        """For the next user: the engine's own level."""
        if not self._changed or self._core.closed:
            return
        level = self._dialect.isolation_level or self._dialect.default_isolation_level
        if level is not None:
            self._set_isolation(level.replace("_", " ").upper())
        self._changed = False

    def _begin_for(self, sql):
        if not self._begins or self._core.in_transaction:
            return
        if self._dialect.name != "sqlite":
            self._core.begin()
            return
        words = sql.split(None, 1)
        if words and words[0].lower() in ("insert", "update", "delete", "replace"):
            _retort.begin_deferred(self._core)

    def cursor(self, *args, **kwargs):
        return Cursor(self)

    def execute(self, operation, parameters=None):
        cursor = Cursor(self)
        cursor.execute(operation, parameters)
        return cursor

    def executescript(self, script):
        return self.execute(script)

    def commit(self):
        self._core.commit()

    def rollback(self):
        self._core.rollback()

    def close(self):
        if not self._core.closed:
            self._core.close()

    def invalidate(self, e=None, soft=False):
        self.close()

    def detach(self):
        self._detached = True

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        if type_ is None:
            self.commit()
        else:
            self.rollback()

    def __getattr__(self, name):
        if name in ("Error", "OperationalError", "IntegrityError", "ProgrammingError"):
            return getattr(driver_module(self._dialect), name)
        raise AttributeError(f"the driver's connection.{name} is not supported by Retort yet")
