# SPDX-License-Identifier: MIT
"""PostgreSQL's dialect, and all its types in one place."""
from ...engine.default import TypeCompiler, dialect_class, named_class
from .hstore import HSTORE  # noqa: F401
from .json import JSON, JSONB, JSONPATH  # noqa: F401
from .named_types import DOMAIN, ENUM, CreateEnumType, DropEnumType  # noqa: F401
from .ranges import *  # noqa: F401
from .types import *  # noqa: F401
from .types import (BIGINT, BIT, BOOLEAN, BYTEA, CHAR, CIDR, CITEXT, DATE, DOUBLE_PRECISION, FLOAT,
                    INET, INTEGER, INTERVAL, MACADDR, MACADDR8, MONEY, NUMERIC, OID, REAL,
                    REGCLASS, SMALLINT, TEXT, TIME, TIMESTAMP, TSQUERY, TSVECTOR, UUID, VARCHAR)
from .types import (PGArray, PGBit, PGCidr, PGInet, PGInterval, PGMacAddr,  # noqa: F401
                    PGMacAddr8, PGUuid)

PGDialect = named_class("postgresql")
dialect = dialect_class("postgresql")
PGTypeCompiler = TypeCompiler

# By their names in the catalog; others add the types of extensions here, and reflection looks.
ischema_names = {
    "integer": INTEGER, "bigint": BIGINT, "smallint": SMALLINT, "character varying": VARCHAR,
    "character": CHAR, "name": VARCHAR, "text": TEXT, "numeric": NUMERIC, "float": FLOAT,
    "real": REAL, "inet": INET, "cidr": CIDR, "citext": CITEXT, "uuid": UUID, "bit": BIT,
    "bit varying": BIT, "macaddr": MACADDR, "macaddr8": MACADDR8, "money": MONEY, "oid": OID,
    "regclass": REGCLASS, "double precision": DOUBLE_PRECISION, "timestamp": TIMESTAMP,
    "timestamp with time zone": TIMESTAMP, "timestamp without time zone": TIMESTAMP,
    "time with time zone": TIME, "time without time zone": TIME, "date": DATE, "time": TIME,
    "bytea": BYTEA, "boolean": BOOLEAN, "hstore": HSTORE, "json": JSON, "jsonb": JSONB,
    "interval": INTERVAL, "tsvector": TSVECTOR, "tsquery": TSQUERY, "jsonpath": JSONPATH,
}


def __getattr__(name):
    if name in ("array", "Any", "All"):
        from . import array

        return getattr(array, name)
    if name in ("PGCompiler", "PGDDLCompiler", "PGIdentifierPreparer"):
        from ...sql import compiler

        return {"PGCompiler": compiler.SQLCompiler, "PGDDLCompiler": compiler.DDLCompiler,
                "PGIdentifierPreparer": compiler.IdentifierPreparer}[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}: it is not supported by "
                         "Retort yet")
