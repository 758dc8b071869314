# SPDX-License-Identifier: MIT
"""The places that things take in statements, as classes: annotations of programs name them."""

from .._annotations import Generic


class SQLRole(Generic):
    """A place in a statement."""


for _name in (
    "AllowsLambdaRole AnonymizedFromClauseRole BinaryElementRole ByOfRole CTERole "
    "ColumnArgumentRole "
    "ColumnArgumentOrKeyRole ColumnListRole ColumnsClauseRole CompoundElementRole "
    "ConstExprRole DDLConstraintColumnRole DDLExpressionRole DDLReferredColumnRole DDLRole "
    "DMLColumnRole "
    "DMLRole DMLSelectRole DMLTableRole ExpressionElementRole FromClauseRole GroupByRole "
    "HasCacheKeyRole InElementRole JoinTargetRole LabeledColumnExprRole LimitOffsetRole "
    "OnClauseRole OrderByRole ReturnsRowsRole SelectStatementRole StatementOptionRole "
    "StatementRole "
    "StrAsPlainColumnRole StrictFromClauseRole StructuralRole TruncatedLabelRole "
    "TypedColumnsClauseRole "
    "UsesInspection WhereHavingRole"
).split():
    globals()[_name] = type(_name, (SQLRole,), {"__module__": __name__})
del _name
