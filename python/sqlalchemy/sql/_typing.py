# SPDX-License-Identifier: MIT
"""The expression language's names for type checkers."""
from .._annotations import annotations_of

__getattr__ = annotations_of(
    __name__,
    """_HasClauseElement _CoreAdapterProto _HasDialect _StarOrOne _MAYBE_ENTITY
    _TextCoercedExpressionArgument _ColumnsClauseArgument _TypedColumnClauseArgument
    _OnlyColumnArgument _ColumnExpressionArgument ColumnExpressionArgument
    _ColumnExpressionOrLiteralArgument _ColumnExpressionOrStrLabelArgument _ByArgument _InfoType
    _FromClauseArgument _JoinTargetArgument _OnClauseArgument _SelectStatementForCompoundArgument
    _DMLColumnArgument _DMLKey _DMLColumnKeyMapping _DDLColumnArgument _DMLTableArgument
    _PropagateAttrsType _TypeEngineArgument _EquivalentColumnMap _LimitOffsetType
    _AutoIncrementType _CreateDropBind""",
    "_T _T_co _CE _CLE _NOT_ENTITY _TP _T0 _T1 _T2 _T3 _T4 _T5 _T6 _T7 _T8 _T9")
