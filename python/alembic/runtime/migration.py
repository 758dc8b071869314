# SPDX-License-Identifier: MIT
"""`MigrationContext`: a database, or a script for one, that migrations are run on."""
import sys
from _retort_functions import contextmanager, nullcontext

import _retort

from ..util.exc import CommandError
from ..util.langhelpers import to_tuple

_PLAIN_OPTIONS = ("version_table", "version_table_schema", "version_table_pk",
                  "transaction_per_migration", "transactional_ddl", "literal_binds", "purge",
                  "dont_mutate", "silent")
_IMPL = "alembic.ddl.impl"
_SEPARATORS = {"mssql": "mssql_batch_separator", "oracle": "oracle_batch_separator"}


class _ProxyTransaction:
    """The transaction that env.py began; it may be another one by the time it ends."""

    def __init__(self, migration_context):
        self._run = migration_context._run

    @property
    def is_active(self):
        return True

    def rollback(self):
        self._run.rollback()

    def commit(self):
        self._run.commit()

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        if type_ is None:
            self._run.commit()
        else:
            self._run.rollback()


class MigrationContext:
    """What `op` works on: a connection, or an output for SQL."""

    def __init__(self, dialect, connection, opts, environment_context=None, _run=None):
        self.environment_context = environment_context
        self.opts = opts
        self.dialect = dialect
        self.script = opts.get("script")
        self.as_sql = bool(opts.get("as_sql", False))
        self.purge = opts.get("purge", False)
        self._transaction_per_migration = opts.get("transaction_per_migration", False)
        self._user_compare_type = opts.get("compare_type", True)
        self._user_compare_server_default = opts.get("compare_server_default", False)
        self._start_from_rev = opts.get("starting_rev")
        self.version_table = opts.get("version_table", "alembic_version")
        self.version_table_schema = opts.get("version_table_schema")
        self.on_version_apply_callbacks = opts.get("on_version_apply", ())
        self._migrations_fn = opts.get("fn")
        self.output_buffer = _output(opts)
        if not self.as_sql and opts.get("literal_binds"):
            raise CommandError("Can't use literal_binds setting without as_sql mode")
        self._in_external_transaction = connection is not None and connection.in_transaction()
        self._own_connection = None if self.as_sql else connection
        self._run = _run or self._open_run(connection)
        self._impl = None
        self._first_connection = self._own_connection
        # Who has looked into that module may have classes of his own for the dialect.
        if self.as_sql or _IMPL in sys.modules:
            self._impl = self._make_impl()
        if self.as_sql:
            from sqlalchemy.engine.mock import MockConnection

            self.impl.connection = MockConnection(
                dialect, lambda construct, *_parameters: self.impl._exec(construct))

    @classmethod
    def configure(cls, connection=None, url=None, dialect_name=None, dialect=None,
                  environment_context=None, dialect_opts=None, opts=None):
        """A context for a connection, or for a dialect as far as is known of it."""
        if connection is not None:
            if not hasattr(connection, "in_transaction"):
                raise CommandError(
                    "'connection' argument to configure() is expected to be a "
                    f"sqlalchemy.engine.Connection instance, got {connection!r}"
                )
            dialect = connection.dialect
        elif url:
            from sqlalchemy.engine.url import make_url

            dialect = make_url(url).get_dialect()(**(dialect_opts or {}))
        elif dialect_name:
            dialect = _named_dialect(dialect_name, dialect_opts or {})
        elif not dialect:
            raise Exception("Connection, url, or dialect_name is required.")
        return cls(dialect, connection, {} if opts is None else opts, environment_context)

    @classmethod
    def _from_run(cls, run):
        """The context of a run that the engine made itself."""
        core = run.connection
        connection = None
        if core is not None:
            connection = _connection_over(core)
            dialect = connection.dialect
        else:
            dialect = _named_dialect(run.dialect.name, {})
        return cls(dialect, connection, {"as_sql": core is None}, _run=run)

    # ---- the engine's run

    def _open_run(self, connection):
        opts = self.opts
        options = {name: opts[name] for name in _PLAIN_OPTIONS if opts.get(name) is not None}
        options["paramstyle"] = self.dialect.paramstyle
        options["dialect_options"] = {
            name: value for name, value in getattr(self.dialect, "options", {}).items()
            if isinstance(value, (bool, int, str))}
        options["starting_rev"] = _revision_text(opts.get("starting_rev"))
        separator = _SEPARATORS.get(self.dialect.name)
        if separator is not None and opts.get(separator) is not None:
            options["batch_separator"] = opts[separator]
        if self._plans():
            options["scripts"] = self.script._core
            options["plan"] = self._plan
            options["dont_mutate"] = bool(opts.get("dont_mutate"))
        convention = getattr(opts.get("target_metadata"), "naming_convention", None)
        if convention is not None:
            from .naming import plain_convention

            options["naming_convention"] = plain_convention(convention)
        if self.on_version_apply_callbacks:
            options["on_version_apply"] = self._version_applied
        if self.as_sql:
            name = self.dialect.name
            if name == "mysql" and options["dialect_options"].get("is_mariadb"):
                name = "mariadb"
            return _retort.offline_run(name, self.output_buffer, options)
        if connection is None:
            return None
        options["external_transaction"] = self._in_external_transaction
        run = _retort.online_run(connection._core, options)
        connection._manage(run.connection)
        return run

    def _plans(self):
        """Whether a function makes the steps, and not the command at hand."""
        return (self._migrations_fn is not None and self.script is not None
                and self.opts.get("revision_context") is None)

    def _plan(self, rows):
        steps = self._migrations_fn(tuple(rows), self)
        return [step._core for step in steps or ()]

    def _version_applied(self, info, heads):
        from .steps import MigrationInfo

        step = MigrationInfo(
            revision_map=None if self.script is None else self.script.revision_map,
            is_upgrade=info["is_upgrade"], is_stamp=info["is_stamp"],
            up_revisions=tuple(info["up_revisions"]),
            down_revisions=tuple(info["down_revisions"]))
        for callback in self.on_version_apply_callbacks:
            callback(ctx=self, step=step, heads=set(heads), run_args=self._run_args)

    _run_args = {}

    def _run_connection(self):
        """The engine's connection, in the state in which statements can be sent."""
        self.connection._prepare()
        return self.connection._core

    def close(self):
        """Give the connection back to whom it belongs."""
        connection, self._own_connection = self._own_connection, None
        if connection is not None:
            connection._release()

    def __del__(self):
        if self.__dict__.get("_own_connection") is not None:
            self.close()

    # ---- what it works on

    @property
    def connection(self):
        return self._first_connection if self._impl is None else self._impl.connection

    @property
    def bind(self):
        return self.connection

    @property
    def impl(self):
        """What carries operations out; a run that has none to carry out does without."""
        if self._impl is None:
            self._impl = self._make_impl()
        return self._impl

    @impl.setter
    def impl(self, impl):
        self._impl = impl

    def _make_impl(self):
        from ..ddl.impl import DefaultImpl

        return DefaultImpl.get_by_dialect(self.dialect)(
            self.dialect, self._first_connection, self.as_sql,
            self.opts.get("transactional_ddl"), self.output_buffer, self.opts, run=self._run)

    @property
    def config(self):
        return None if self.environment_context is None else self.environment_context.config

    @property
    def _version(self):
        return self.impl.version_table_impl(
            version_table=self.version_table, version_table_schema=self.version_table_schema,
            version_table_pk=self.opts.get("version_table_pk", True))

    # ---- transactions

    def begin_transaction(self, _per_migration=False):
        """A `with` block around migrations; what it means depends upon the database."""
        if _per_migration and self.as_sql:
            return self._begin_commit() if (
                self.impl.transactional_ddl and self._transaction_per_migration
            ) else nullcontext()
        if self._run is None or not self._run.begin_transaction():
            return nullcontext()
        return _ProxyTransaction(self)

    @contextmanager
    def _begin_commit(self):
        self.impl.emit_begin()
        yield
        self.impl.emit_commit()

    @contextmanager
    def autocommit_block(self):
        """A block of statements outside of transactions; what was done before is committed."""
        self._run.begin_autocommit()
        try:
            yield
        finally:
            self._run.end_autocommit()

    def _in_connection_transaction(self):
        connection = self._own_connection
        return connection is not None and connection.in_transaction()

    # ---- versions

    def get_current_revision(self):
        heads = self.get_current_heads()
        if len(heads) > 1:
            raise CommandError(
                f"Version table '{self.version_table}' has more than one head present; please "
                "use get_current_heads()"
            )
        return heads[0] if heads else None

    def get_current_heads(self):
        if self.as_sql:
            return self._starting_heads()
        if self._start_from_rev:
            raise CommandError(
                "Can't specify current_rev to context when using a database connection"
            )
        return tuple(self._run.heads())

    def _starting_heads(self):
        start = self._start_from_rev
        if start == "base":
            start = None
        elif start is not None and self.script:
            start = [self.script.get_revision(each).revision for each in to_tuple(start)
                     if each not in (None, "base")]
        return to_tuple(start, default=())

    def _ensure_version_table(self, purge=False):
        self._run.ensure_version_table()
        if purge:
            self.connection.execute(self._version.delete())

    def _has_version_table(self):
        from sqlalchemy import inspect

        return inspect(self.connection).has_table(self.version_table, self.version_table_schema)

    def stamp(self, script_directory, revision):
        """Record that the database is at a revision, without running anything."""
        if not hasattr(self._run, "stamp"):
            raise CommandError(
                "MigrationContext.stamp() is not supported by Retort yet; the command `stamp` is")
        self._run.stamp(script_directory._core, list(to_tuple(revision)))

    def run_migrations(self, **kw):
        if self._impl is not None or _IMPL in sys.modules:
            self.impl.start_migrations()
        self._run_args = kw
        if not self._plans():
            self._run.run_migrations(kw)
        else:
            import _retort_door

            # The scripts find `op` where it has been set up around this call.
            with _retort_door.inside_environment():
                self._run.run_migrations(kw)
        if self._migrations_fn is not None and not self._plans():
            self._migrations_fn(self.get_current_heads(), self)

    def execute(self, sql, execution_options=None):
        self.impl._exec(sql, execution_options)


def _output(opts):
    buffer = opts.get("output_buffer") or sys.stdout
    if opts.get("output_encoding"):
        from ..util.compat import EncodedIO

        return EncodedIO(buffer, opts["output_encoding"])
    return buffer


def _named_dialect(name, options):
    from sqlalchemy.engine.default import dialect_class

    return dialect_class(name)(**options)


def _revision_text(revision):
    if revision is None or isinstance(revision, str):
        return revision
    return ", ".join(revision)


def _connection_over(core):
    from sqlalchemy.engine.url import make_url
    from sqlalchemy import create_engine

    made = create_engine(make_url(f"{core.dialect_name}://"))
    connection = type(made)._connection_cls(made, core=core)
    connection._manage(core)
    return connection


def __getattr__(name):
    if name in ("MigrationInfo", "MigrationStep", "RevisionStep", "StampStep", "HeadMaintainer"):
        from . import steps

        return getattr(steps, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
