# SPDX-License-Identifier: MIT
"""MATCH ... AGAINST of MySQL."""
from ...sql import coercions, operators
from ...sql.operations import BinaryExpression
from ...sql.tuples import Tuple

__all__ = ["match"]


def match(*cols, against, in_boolean_mode=False, in_natural_language_mode=False,
          with_query_expansion=False):
    """Whether a full-text search finds `against` in the columns."""
    if in_boolean_mode or in_natural_language_mode or with_query_expansion:
        raise NotImplementedError(
            "modes of sqlalchemy.dialects.mysql.match are not supported by Retort yet")
    if not cols:
        from ... import exc

        raise exc.ArgumentError("columns are required")
    columns = [coercions.expression(column) for column in cols]
    left = columns[0] if len(columns) == 1 else Tuple(*columns)
    return BinaryExpression(left, coercions.operand(against, columns[0], operators.match_op),
                            operators.match_op)
