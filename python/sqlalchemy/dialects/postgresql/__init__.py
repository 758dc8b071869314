# SPDX-License-Identifier: MIT
"""What belongs to PostgreSQL alone."""
from .. import lazy_exports
from ..._packages import cover

cover(__name__, ("array", "hstore"))

__getattr__, __all__ = lazy_exports(__name__, {
    "types": """
        ARRAY BIGINT BIT BOOLEAN BYTEA CHAR CIDR CITEXT DATE DOUBLE_PRECISION FLOAT INET INTEGER
        INTERVAL MACADDR MACADDR8 MONEY NUMERIC OID REAL REGCLASS REGCONFIG SMALLINT TEXT TIME
        TIMESTAMP TSQUERY TSVECTOR UUID VARCHAR PGArray PGBit PGCidr PGInet PGInterval PGMacAddr
        PGMacAddr8 PGUuid""",
    "named_types": """
        CreateDomainType CreateEnumType DOMAIN DropDomainType DropEnumType ENUM NamedType""",
    "json": "JSON JSONB JSONPATH",
    "hstore": "HSTORE hstore",
    "ranges": """
        AbstractMultiRange AbstractRange AbstractSingleRange DATEMULTIRANGE DATERANGE
        INT4MULTIRANGE INT4RANGE INT8MULTIRANGE INT8RANGE MultiRange NUMMULTIRANGE NUMRANGE Range
        TSMULTIRANGE TSRANGE TSTZMULTIRANGE TSTZRANGE""",
    "array": "All Any array",
    "dml": "Insert insert",
    "exclude": "ExcludeConstraint",
    "ext": """
        aggregate_order_by array_agg phraseto_tsquery plainto_tsquery to_tsquery to_tsvector
        ts_headline websearch_to_tsquery""",
    "base": "dialect",
}, ("psycopg2", "psycopg", "asyncpg", "pg8000", "psycopg2cffi", "operators"))
