# SPDX-License-Identifier: MIT
"""Dialects: what a database is called and can do. What it is told is the core's affair."""
import _retort

from ..util import immutabledict

# Flags that differ from DefaultDialect's, as SQLAlchemy has them.
_RETURNING = {
    "insert_returning": True,
    "update_returning": True,
    "delete_returning": True,
    "full_returning": True,
    "insert_executemany_returning": True,
    "insert_executemany_returning_sort_by_parameter_order": True,
}
_MYSQL = {
    "default_paramstyle": "format",
    "positional": True,
    "div_is_floordiv": False,
    "inline_comments": True,
    "insert_null_pk_still_autoincrements": True,
    "max_index_name_length": 64,
    "max_constraint_name_length": 64,
    "max_identifier_length": 255,
    "supports_comments": True,
    "supports_default_metavalue": True,
    "supports_multivalues_insert": True,
    "supports_native_decimal": True,
    "supports_native_enum": True,
    "use_insertmanyvalues": True,
}
_FLAGS = {
    "postgresql": {
        "default_paramstyle": "pyformat",
        "max_identifier_length": 63,
        "postfetch_lastrowid": False,
        "preexecute_autoincrement_sequences": True,
        "sequences_optional": True,
        "supports_comments": True,
        "supports_constraint_comments": True,
        "supports_default_metavalue": True,
        "supports_default_values": True,
        "supports_empty_insert": False,
        "supports_identity_columns": True,
        "supports_multivalues_insert": True,
        "supports_native_boolean": True,
        "supports_native_enum": True,
        "supports_native_uuid": True,
        "supports_sane_multi_rowcount": False,
        "supports_sequences": True,
        "supports_server_side_cursors": True,
        "update_returning_multifrom": True,
        "use_insertmanyvalues": True,
        **_RETURNING,
    },
    "sqlite": {
        "default_paramstyle": "qmark",
        "positional": True,
        "insert_null_pk_still_autoincrements": True,
        "supports_alter": False,
        "supports_default_metavalue": True,
        "supports_default_values": True,
        "supports_empty_insert": False,
        "supports_multivalues_insert": True,
        "supports_sane_rowcount_returning": False,
        "tuple_in_values": True,
        "update_returning_multifrom": True,
        "use_insertmanyvalues": True,
        **_RETURNING,
    },
    "mysql": _MYSQL,
    "mariadb": {**_MYSQL, "is_mariadb": True},
    "mssql": {
        "default_paramstyle": "named",
        "favor_returning_over_lastrowid": True,
        "max_identifier_length": 128,
        "non_native_boolean_check_constraint": False,
        "sequences_optional": True,
        "supports_comments": True,
        "supports_default_values": True,
        "supports_empty_insert": False,
        "supports_multivalues_insert": True,
        "supports_native_decimal": True,
        "supports_sane_multi_rowcount": False,
        "supports_sane_rowcount_returning": False,
        "supports_sequences": True,
        "update_returning_multifrom": True,
        "use_insertmanyvalues": True,
        **_RETURNING,
    },
    "oracle": {
        "default_paramstyle": "named",
        "div_is_floordiv": False,
        "max_identifier_length": 128,
        "postfetch_lastrowid": False,
        "requires_name_normalize": True,
        "supports_comments": True,
        "supports_default_metavalue": True,
        "supports_empty_insert": False,
        "supports_identity_columns": True,
        "supports_sequences": True,
        "supports_simple_order_by_label": False,
        **_RETURNING,
    },
}
# The driver that SQLAlchemy takes where the URL names none.
_DRIVERS = {
    "postgresql": "psycopg2",
    "sqlite": "pysqlite",
    "mysql": "mysqldb",
    "mariadb": "mysqldb",
    "mssql": "pyodbc",
    "oracle": "cx_oracle",
}
_ASYNC_DRIVERS = {"postgresql": "asyncpg", "sqlite": "aiosqlite", "mysql": "asyncmy"}
_ASYNC_NAMES = {"asyncpg", "aiosqlite", "aiomysql", "asyncmy", "psycopg_async", "oracledb_async",
                "aioodbc"}
# Those that are both have one name in URLs.
_BOTH_WAYS = {"psycopg", "oracledb"}
_PARAMSTYLES = {"asyncpg": "numeric_dollar", "pg8000": "format", "aiosqlite": "qmark"}


class TypeCompiler:
    """SQL of types."""

    def __init__(self, dialect):
        self.dialect = dialect

    def process(self, type_, **kw):
        return self.dialect._core.format_type(type_._notation(self.dialect))

    def __getattr__(self, name):
        if name.startswith("visit_"):
            return self.process
        raise AttributeError(name)


class DDLCompiler:
    """SQL of the schema."""

    def __init__(self, dialect):
        self.dialect = dialect


class DefaultDialect:
    """A database as SQLAlchemy knows one: name, abilities, and the core's dialect behind it."""

    name = "default"
    driver = None
    default_paramstyle = "named"
    is_async = False
    is_mariadb = False
    positional = False
    supports_statement_cache = True
    default_schema_name = None
    server_version_info = None
    default_isolation_level = None
    dbapi = None
    reflection_options = ()
    engine_config_types = immutabledict()
    construct_arguments = None
    has_terminate = False
    encoding = "utf-8"
    label_length = None
    max_identifier_length = 9999
    max_index_name_length = None
    max_constraint_name_length = None
    div_is_floordiv = True
    favor_returning_over_lastrowid = False
    inline_comments = False
    insert_null_pk_still_autoincrements = False
    non_native_boolean_check_constraint = True
    postfetch_lastrowid = True
    preexecute_autoincrement_sequences = False
    requires_name_normalize = False
    returns_native_bytes = False
    sequences_optional = False
    supports_alter = True
    supports_comments = False
    supports_constraint_comments = False
    supports_default_metavalue = False
    supports_default_values = False
    supports_empty_insert = True
    supports_identity_columns = False
    supports_is_distinct_from = True
    supports_multivalues_insert = False
    supports_native_boolean = False
    supports_native_decimal = False
    supports_native_enum = False
    supports_native_uuid = False
    supports_sane_multi_rowcount = True
    supports_sane_rowcount = True
    supports_sane_rowcount_returning = True
    supports_schemas = True
    supports_sequences = False
    supports_server_side_cursors = False
    supports_simple_order_by_label = True
    supports_unicode_statements = True
    supports_unicode_binds = True
    supports_views = True
    supports_right_nested_joins = True
    supports_for_update_of = False
    tuple_in_values = False
    insert_returning = update_returning = delete_returning = full_returning = False
    insert_executemany_returning = False
    insert_executemany_returning_sort_by_parameter_order = False
    update_returning_multifrom = False
    update_executemany_returning = delete_executemany_returning = False
    use_insertmanyvalues = False
    _ddl_events_ran = False

    def __init__(self, paramstyle=None, isolation_level=None, **options):
        # literal_binds and the like of dialect_opts, options of drivers: not the core's affair.
        self.paramstyle = paramstyle or self.default_paramstyle
        self.isolation_level = isolation_level
        self.options = options
        for option in ("server_version_info", "supports_native_boolean"):
            if option in options:
                setattr(self, option, options[option])
        json = {k: options[k] for k in ("json_serializer", "json_deserializer") if k in options}
        self._json_serializer = json.get("json_serializer")
        self._json_deserializer = json.get("json_deserializer")

    @property
    def _core(self):
        core = self.__dict__.get("_core_dialect")
        if core is None:
            core = self.__dict__["_core_dialect"] = _retort.dialect(self.name)
        return core

    # The schemas that a connection puts in the place of those of tables.
    _schema_translate_map = None

    def _with_schemas(self, mapping):
        """This dialect as a connection with such a `schema_translate_map` has it."""
        if mapping == self._schema_translate_map:
            return self
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        made._schema_translate_map = mapping
        return made

    @property
    def dialect_description(self):
        return f"{self.name}+{self.driver}"

    @property
    def dialect(self):
        return self

    @property
    def identifier_preparer(self):
        made = self.__dict__.get("_identifier_preparer")
        if made is None:
            from .identifiers import IdentifierPreparer

            made = self.__dict__["_identifier_preparer"] = IdentifierPreparer(self)
        return made

    def preparer(self, dialect=None):
        return self.identifier_preparer

    @property
    def type_compiler_instance(self):
        made = self.__dict__.get("_type_compiler")
        if made is None:
            made = self.__dict__["_type_compiler"] = self._compiler_class(TypeCompiler)(self)
        return made

    @property
    def ddl_compiler_instance(self):
        return self._compiler_class(DDLCompiler)(self)

    def _compiler_class(self, base):
        """The class called as SQLAlchemy's for this dialect: "PGTypeCompiler"."""
        name = type(self).__name__.partition("Dialect")[0] + base.__name__
        module = "mysql" if self.is_mariadb else self.name
        return type(name, (base,), {"__module__": f"sqlalchemy.dialects.{module}.base"})

    type_compiler = type_compiler_instance

    def statement_compiler(self, dialect, statement, **kw):
        return statement.compile(dialect=self, **kw)

    def ddl_compiler(self, dialect, statement, **kw):
        return statement.compile(dialect=self)

    def type_descriptor(self, typeobj):
        from ..sql.type_text import described_type

        made = described_type(typeobj, self.name)
        if self.name == "mssql" and made.__visit_name__ == "CHAR":
            # Its driver has one type for all strings.
            from ..sql.types_text import String

            return String(made.length, made.collation)
        return made

    @classmethod
    def get_dialect_cls(cls, url):
        return cls

    @classmethod
    def get_async_dialect_cls(cls, url):
        return cls

    @classmethod
    def get_pool_class(cls, url):
        """The pool of an engine that names none."""
        from .. import pool

        in_memory = cls.name == "sqlite" and (
            not url.database or url.database == ":memory:" or "mode=memory" in url.database
            or url.query.get("mode") == "memory")
        return getattr(cls, "poolclass", pool.SingletonThreadPool if in_memory else pool.QueuePool)

    def get_dialect_pool_class(self, url):
        return self.get_pool_class(url)

    @classmethod
    def load_provisioning(cls):
        """Nothing to load."""

    @classmethod
    def import_dbapi(cls):
        return None

    def initialize(self, connection):
        """What the first connection tells about the server."""

    def create_connect_args(self, url):
        return [], url.translate_connect_args(username="user", database="dbname")

    def get_isolation_level_values(self, dbapi_conn=None):
        if self.name == "sqlite":
            return ["READ UNCOMMITTED", "SERIALIZABLE", "AUTOCOMMIT"]
        return ["AUTOCOMMIT", "READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ",
                "SERIALIZABLE"]

    def normalize_name(self, name):
        return name

    denormalize_name = normalize_name

    # ---- questions to the database, by way of the Inspector

    def has_table(self, connection, table_name, schema=None, **kw):
        from .reflection import Inspector

        return Inspector(connection).has_table(table_name, schema=schema)

    def has_sequence(self, connection, sequence_name, schema=None, **kw):
        from .reflection import Inspector

        return Inspector(connection).has_sequence(sequence_name, schema=schema)

    def has_index(self, connection, table_name, index_name, schema=None, **kw):
        from .reflection import Inspector

        return Inspector(connection).has_index(table_name, index_name, schema=schema)

    def has_schema(self, connection, schema_name, **kw):
        from .reflection import Inspector

        return Inspector(connection).has_schema(schema_name)

    def has_type(self, connection, type_name, schema=None, **kw):
        from .reflection import Inspector

        return Inspector(connection).has_type(type_name, schema=schema)

    def __getattr__(self, name):
        # dialect.get_columns(connection, ...) and its like are the Inspector's.
        if name.startswith("get_"):
            from .reflection import Inspector

            if hasattr(Inspector, name):
                return lambda connection, *args, **kw: getattr(Inspector(connection), name)(
                    *args, **{k: v for k, v in kw.items() if k != "info_cache"}
                )
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} object at {id(self):#x}>"


Dialect = DefaultDialect
_NAMES = {
    "postgresql": "PGDialect",
    "sqlite": "SQLiteDialect",
    "mysql": "MySQLDialect",
    "mariadb": "MariaDBDialect",
    "mssql": "MSDialect",
    "oracle": "OracleDialect",
}
_made = {}


def named_class(name):
    """The class of the dialects of that name, whatever the driver."""
    found = _made.get(name)
    if found is None:
        if name not in _FLAGS:
            from ..exc import NoSuchModuleError

            raise NoSuchModuleError(f"Can't load plugin: sqlalchemy.dialects:{name}")
        fields = {"name": name, "driver": _DRIVERS[name], **_FLAGS[name]}
        if name == "mariadb":
            base = named_class("mysql")
        else:
            base = DefaultDialect
        fields["__module__"] = f"sqlalchemy.dialects.{'mysql' if name == 'mariadb' else name}.base"
        found = _made[name] = type(_NAMES[name], (base,), fields)
    return found


def driver_class(name, driver):
    """The class of a dialect with that driver."""
    found = _made.get((name, driver))
    if found is None:
        fields = {"driver": driver.removesuffix("_async"), "is_async": driver in _ASYNC_NAMES}
        if driver in _PARAMSTYLES:
            fields["default_paramstyle"] = _PARAMSTYLES[driver]
        base = named_class(name)
        fields["__module__"] = f"sqlalchemy.dialects.{name}.{driver}"
        found = _made[(name, driver)] = type(f"{base.__name__}_{driver}", (base,), fields)
    return found


def dialect_class(drivername, _is_async=False):
    """The class for the first part of a URL."""
    name, _, driver = drivername.partition("+")
    if name == "postgres":
        name = "postgresql"
    named_class(name)
    if not driver:
        driver = _ASYNC_DRIVERS.get(name) if _is_async else None
    elif _is_async and driver in _BOTH_WAYS:
        driver += "_async"
    return driver_class(name, driver or _DRIVERS[name])


class StrCompileDialect(DefaultDialect):
    """The dialect of str(statement)."""

    supports_sequences = True
    supports_default_values = True
    supports_multivalues_insert = True

    @property
    def _core(self):
        return _retort.dialect("sqlite")
