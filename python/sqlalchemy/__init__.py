# SPDX-License-Identifier: MIT
"""The names that scripts know SQLAlchemy by. Each module is imported when it is first asked for."""
import gc
import sys

# Models are many objects that stay: looking for garbage among them every 700 new ones takes a
# fifth of the time that their import takes.
gc.set_threshold(50_000, 20, 100)

__version__ = "2.0.52"

# Module: the names that `sqlalchemy` has from it.
_EXPORTS = {
    "engine": """
        AdaptedConnection BaseRow BindTyping ChunkedIteratorResult Compiled Connection
        CreateEnginePlugin CursorResult Dialect Engine ExceptionContext ExecutionContext
        FrozenResult IteratorResult MappingResult MergedResult NestedTransaction Result ResultProxy
        RootTransaction Row RowMapping ScalarResult Transaction TwoPhaseTransaction TypeCompiler URL
        Inspector create_engine create_mock_engine create_pool_from_url engine_from_config make_url
        result_tuple""",
    "inspection": "inspect",
    "pool": """
        AssertionPool AsyncAdaptedQueuePool NullPool Pool PoolProxiedConnection PoolResetState
        QueuePool SingletonThreadPool StaticPool""",
    "schema": """
        BLANK_SCHEMA BaseDDLElement CheckConstraint Column ColumnDefault Computed Constraint DDL
        DDLElement DefaultClause ExecutableDDLElement FetchedValue ForeignKey ForeignKeyConstraint
        Identity Index MetaData PrimaryKeyConstraint Sequence Table UniqueConstraint
        insert_sentinel ThreadLocalMetaData PassiveDefault""",
    "sql": "ColumnExpressionArgument NotNullable Nullable SelectLabelStyle",
    "sql.expression": """
        Alias AliasedReturnsRows BinaryExpression BindParameter BooleanClauseList CTE CacheKey Case
        Cast ClauseElement ClauseList CollectionAggregate ColumnClause ColumnCollection
        ColumnElement ColumnOperators CompoundSelect Delete Executable Exists Extract False_
        FromClause FromGrouping Function FunctionElement FunctionFilter GenerativeSelect Grouping
        HasCTE HasPrefixes HasSuffixes Insert Join LABEL_STYLE_DEFAULT
        LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label
        LambdaElement Lateral Null Operators Over ReleaseSavepointClause ReturnsRows
        RollbackToSavepointClause SQLColumnExpression SavepointClause ScalarSelect Select
        SelectBase Selectable StatementLambdaElement Subquery TableClause TableSample
        TableValuedAlias TextAsFrom TextClause TextualSelect True_ TryCast Tuple TypeClause
        TypeCoerce UnaryExpression Update UpdateBase Values ValuesBase Visitable WithinGroup alias
        all_ and_ any_ asc between bindparam bitwise_not case cast collate column cte custom_op
        delete desc distinct except_ except_all exists extract false func funcfilter insert
        intersect intersect_all join label lambda_stmt lateral literal literal_column modifier not_
        null nulls_first nulls_last nullsfirst nullslast or_ outerjoin outparam over quoted_name
        select subquery table tablesample text true try_cast tuple_ type_coerce union union_all
        update values within_group""",
    "types": """
        ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB DATE DATETIME DECIMAL DOUBLE
        DOUBLE_PRECISION Date DateTime Double Enum FLOAT Float INT INTEGER Integer Interval JSON
        LargeBinary NCHAR NUMERIC NVARCHAR Numeric PickleType REAL SMALLINT SmallInteger String
        TEXT TIME TIMESTAMP Text Time TupleType TypeDecorator UUID Unicode UnicodeText Uuid
        VARBINARY VARCHAR Binary""",
}
_MODULE_OF = {name: module for module, names in _EXPORTS.items() for name in names.split()}
_MODULES = {
    "connectors", "databases", "dialects", "engine", "event", "events", "exc", "ext", "future",
    "inspection", "interfaces", "log", "orm", "pool", "processors", "schema", "sql", "testing",
    "types", "util",
}

__all__ = [name for name in _MODULE_OF
           if name not in ("Binary", "ThreadLocalMetaData", "PassiveDefault", "ResultProxy")]
# `from sqlalchemy import *` brings the modules as well, which some call by these names.
__all__ += ["dialects", "engine", "event", "exc", "inspection", "pool", "schema", "sql", "types",
            "util"]


def _module(name):
    full = f"{__name__}.{name}"
    if full not in sys.modules:
        __import__(full)
    return sys.modules[full]


def __getattr__(name):
    module = _MODULE_OF.get(name)
    if module is not None:
        found = globals()[name] = getattr(_module(module), name)
        return found
    if name in _MODULES:
        try:
            return _module(name)
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
            raise AttributeError(f"sqlalchemy.{name} is not supported by Retort yet") from None
    if name.startswith("__"):
        raise AttributeError(f"module 'sqlalchemy' has no attribute {name!r}")
    raise AttributeError(
        f"module 'sqlalchemy' has no attribute {name!r}: sqlalchemy.{name} is not supported by "
        "Retort yet"
    )


def __dir__():
    return sorted({*globals(), *__all__, *_MODULES})
