# SPDX-License-Identifier: MIT
"""All elements of expressions under the name of the module that SQLAlchemy has them in."""
from .._packages import borrower
from .clause import ClauseElement, ColumnElement, SQLColumnExpression, SQLCoreOperations
from .columns import (CollationClause, ColumnClause, Label, NamedColumn, _label_reference,
                      _textual_label_reference, column, literal_column)
from .constructs import (Case, Cast, Extract, FunctionFilter, Over, TryCast, TypeCoerce,
                         WithinGroup, WrapsColumnExpression, case, cast, extract, try_cast,
                         tuple_, type_coerce)
from .literals import (BindParameter, False_, Null, TextClause, True_, TypeClause, bindparam,
                       false, literal, null, outparam, text, true)
from .names import _anonymous_label, _generated_label, _truncated_label, conv, quoted_name
from .operations import (AsBoolean, BinaryExpression, BooleanClauseList, ClauseList,
                         CollectionAggregate, ExpressionClauseList, Grouping, OperatorExpression,
                         UnaryExpression, and_, not_, or_)
from .tuples import Slice, Tuple

DQLDMLClauseElement = CompilerElement = ClauseElement
KeyedColumnElement = ColumnElement

__all__ = ["AsBoolean", "BinaryExpression", "BindParameter", "BooleanClauseList", "Case", "Cast",
           "ClauseElement", "ClauseList", "CollationClause", "CollectionAggregate", "ColumnClause",
           "ColumnElement", "CompilerElement", "DQLDMLClauseElement", "ExpressionClauseList",
           "Extract", "False_", "FunctionFilter", "Grouping", "KeyedColumnElement", "Label",
           "NamedColumn", "Null", "OperatorExpression", "Over", "SQLColumnExpression",
           "SQLCoreOperations", "Slice", "TextClause", "True_", "TryCast", "Tuple", "TypeClause",
           "TypeCoerce", "UnaryExpression", "WithinGroup", "WrapsColumnExpression",
           "_anonymous_label", "_generated_label", "_label_reference", "_textual_label_reference",
           "_truncated_label", "and_", "bindparam", "case", "cast", "column", "conv", "extract",
           "false", "literal", "literal_column", "not_", "null", "or_", "outparam", "quoted_name",
           "text", "true", "try_cast", "tuple_", "type_coerce"]


__getattr__ = borrower(__name__)
