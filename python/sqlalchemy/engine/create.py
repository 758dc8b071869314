# SPDX-License-Identifier: MIT
"""create_engine() and its relatives: their many keywords."""
from _retort_functions import Later

from .url import make_url

exc = Later("sqlalchemy.exc")

# Keywords of the engine itself; what they mean is told where they are used.
_ENGINE = ("logging_name", "echo", "hide_parameters", "execution_options")
# Those of pools, with "pool_" in front.
_POOL = ("logging_name", "recycle", "reset_on_return", "timeout", "pre_ping", "use_lifo", "size")
# Without bearing on how the engine here works.
_IGNORED = {
    "_initialize", "convert_unicode", "encoding", "enable_from_linting", "executemany_mode",
    "executemany_batch_page_size", "executemany_values_page_size", "future", "implicit_returning",
    "insertmanyvalues_page_size", "max_identifier_length", "module", "dbapi", "native_datetime",
    "plugins", "query_cache_size", "skip_autocommit_rollback", "strategy", "supports_unicode_binds",
    "use_batch_mode", "use_insertmanyvalues", "use_native_hstore", "use_native_unicode",
    "client_encoding", "server_side_cursors", "use_native_uuid", "case_sensitive", "label_length",
    "case_insensitive", "async_fallback", "prepared_statement_cache_size", "empty_in_strategy",
    "fast_executemany", "use_setinputsizes", "legacy_schema_aliasing", "deprecate_large_types",
    "arraysize", "auto_convert_lobs", "coerce_to_decimal", "thick_mode", "isolation_level",
    "json_serializer", "json_deserializer", "paramstyle", "use_ansi", "connection_record",
    "stream_results", "logging_token",
}
_CLASSES = {
    "NullPool", "QueuePool", "StaticPool", "SingletonThreadPool", "AssertionPool",
    "AsyncAdaptedQueuePool",
}


def _pool_for(url, dialect, kwargs):
    pool = kwargs.pop("pool", None)
    pool_class = kwargs.pop("poolclass", None)
    creator = kwargs.pop("creator", None)
    if kwargs.pop("async_creator", None) is not None:
        raise NotImplementedError(
            "create_engine(async_creator=...) is not supported by Retort: the engine's own driver "
            "connects. Give a URL, or creator= with a connection of sqlite3 or psycopg")
    options = {}
    for name in _POOL:
        if "pool_" + name in kwargs:
            options["pool_size" if name == "size" else name] = kwargs.pop("pool_" + name)
    if "echo_pool" in kwargs:
        options["echo"] = kwargs.pop("echo_pool")
    if "max_overflow" in kwargs:
        options["max_overflow"] = kwargs.pop("max_overflow")
    kwargs.pop("pool_events", None)
    kwargs.pop("pool_threadlocal", None)
    if pool is not None:
        return pool
    if pool_class is None:
        pool_class = dialect.get_dialect_pool_class(url)
    made = pool_class if not isinstance(pool_class, type) else None
    return made if made is not None else pool_class(creator, **options)


def create_engine(url, **kwargs):
    """An engine for a URL. Nothing is opened yet."""
    from .engine import Engine

    url = make_url(url)
    is_async = kwargs.pop("_is_async", False)
    kwargs.pop("plugins", None)
    url = url.difference_update_query(["plugin"])
    dialect_class = url.get_dialect(is_async)
    dialect_options = {
        name: kwargs[name]
        for name in ("isolation_level", "json_serializer", "json_deserializer", "paramstyle")
        if name in kwargs
    }
    dialect = dialect_class(**dialect_options)
    pool = _pool_for(url, dialect, kwargs)
    engine_options = {name: kwargs.pop(name) for name in _ENGINE if name in kwargs}
    engine_options["connect_args"] = dict(kwargs.pop("connect_args", None) or {})
    unknown = [name for name in kwargs if name not in _IGNORED]
    if unknown:
        names = ",".join(f"'{name}'" for name in unknown)
        raise TypeError(
            f"Invalid argument(s) {names} sent to create_engine(), using configuration "
            f"{type(dialect).__name__}/{type(pool).__name__}/{Engine.__name__}.  Please check that "
            "the keyword arguments are appropriate for this combination of components."
        )
    engine = Engine(pool, dialect, url, **engine_options)
    from .. import event

    event._attach_class_listeners(engine)
    return engine


def _coerced(name, value):
    """A configuration file's text as the type that the keyword has."""
    from ..util import asbool

    if not isinstance(value, str):
        return value
    if name in ("echo", "echo_pool", "pool_pre_ping", "future", "hide_parameters", "pool_use_lifo",
                "implicit_returning", "use_batch_mode", "use_native_unicode", "convert_unicode"):
        try:
            return asbool(value)
        except ValueError:
            if name in ("echo", "echo_pool") and value == "debug":
                return value
            raise
    if name in ("pool_size", "max_overflow", "pool_recycle", "query_cache_size"):
        return int(value)
    if name in ("pool_timeout",):
        return float(value)
    if name == "poolclass" and value in _CLASSES:
        from .. import pool as pools

        return getattr(pools, value)
    if name == "connect_args" and value:
        raise exc.ArgumentError("connect_args cannot be given in a configuration file")
    return value


def engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    """An engine from keys of a configuration that begin with `prefix`."""
    options = {
        key[len(prefix):]: configuration[key] for key in configuration if key.startswith(prefix)
    }
    options["_coerce_config"] = True
    options.update(kwargs)
    options.pop("_coerce_config")
    url = options.pop("url")
    options = {name: _coerced(name, value) for name, value in options.items()}
    return create_engine(url, **options)


def create_pool_from_url(url, **kwargs):
    url = make_url(url)
    pool_options = {
        (name if name in ("poolclass", "creator", "max_overflow") else "pool_" + name): value
        for name, value in kwargs.items()
    }
    return _pool_for(url, url.get_dialect()(), pool_options)


def create_mock_engine(url, executor, **kw):
    """An engine that hands each statement to `executor` and opens nothing."""
    from .mock import MockConnection

    return MockConnection(make_url(url).get_dialect()(), executor)
