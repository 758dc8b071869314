# SPDX-License-Identifier: MIT
"""The object relational layer's names for type checkers."""
from .._annotations import annotations_of

__getattr__ = annotations_of(
    __name__,
    """_InternalEntityType _ExternalEntityType _EntityType _ClassDict _InstanceDict
    _IdentityKeyType _ORMColumnExprArgument _ORMCOLEXPR _OrmKnownExecutionOptions
    OrmExecuteOptionsParameter _ORMAdapterProto _LoaderCallable""",
    "_T _T_co _O")
