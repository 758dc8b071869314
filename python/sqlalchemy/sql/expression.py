# SPDX-License-Identifier: MIT
"""The expression language under one name. Each part is imported when it is first asked for."""
import sys

_EXPORTS = {
    "clause": "ClauseElement ColumnElement SQLColumnExpression SQLCoreOperations",
    "base": "ColumnCollection Executable Generative",
    "operators": "ColumnOperators Operators",
    "visitors": "Visitable",
    "names": "quoted_name",
    "columns": """
        CollationClause ColumnClause Label NamedColumn column literal_column""",
    "constructs": """
        Case Cast Extract FunctionFilter Over TryCast TypeCoerce WithinGroup all_ any_ asc between
        bitwise_not case cast collate custom_op desc distinct extract funcfilter label nulls_first
        nulls_last nullsfirst nullslast over try_cast tuple_ type_coerce within_group""",
    "literals": """
        BindParameter False_ Null TextClause True_ TypeClause bindparam false literal null outparam
        text true""",
    "operations": """
        AsBoolean BinaryExpression BooleanClauseList ClauseList CollectionAggregate
        ExpressionClauseList Grouping OperatorExpression UnaryExpression and_ not_ or_""",
    "tuples": "Slice Tuple",
    "selectable": """
        Alias AliasedReturnsRows CTE CompoundSelect Exists ForUpdateArg FromClause FromGrouping
        GenerativeSelect HasCTE HasPrefixes HasSuffixes Join LABEL_STYLE_DEFAULT
        LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Lateral
        NamedFromClause ReturnsRows ScalarSelect ScalarValues Select SelectBase SelectLabelStyle
        Selectable Subquery TableClause TableSample TableValuedAlias TextAsFrom TextualSelect
        Values alias cte except_ except_all exists intersect intersect_all join lateral outerjoin
        select subquery table tablesample union union_all values""",
    "dml": "Delete Insert Update UpdateBase ValuesBase delete insert update",
    "functions": "Function FunctionElement func modifier",
    "lambdas": """
        CacheKey LambdaElement NotNullable Nullable ReleaseSavepointClause
        RollbackToSavepointClause SavepointClause StatementLambdaElement lambda_stmt""",
}
_MODULE_OF = {name: module for module, names in _EXPORTS.items() for name in names.split()}

__all__ = sorted(_MODULE_OF)

# Names of 1.x.
_OLD = {
    "_BindParamClause": "BindParameter", "_Case": "Case", "_Cast": "Cast", "_Label": "Label",
    "_TextClause": "TextClause", "_UnaryExpression": "UnaryExpression",
    "_BinaryExpression": "BinaryExpression", "_Grouping": "Grouping", "_Select": "Select",
    "ColumnExpressionArgument": "ColumnElement",
}


def __getattr__(name):
    module = _MODULE_OF.get(name)
    if module is None:
        if name in _OLD:
            return __getattr__(_OLD[name])
        if name.startswith("__"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        raise AttributeError(
            f"module {__name__!r} has no attribute {name!r}: sqlalchemy.sql.expression.{name} is "
            "not supported by Retort yet")
    full = f"sqlalchemy.sql.{module}"
    __import__(full)
    found = globals()[name] = getattr(sys.modules[full], name)
    return found


def __dir__():
    return sorted({*globals(), *__all__})
