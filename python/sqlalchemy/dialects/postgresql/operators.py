# SPDX-License-Identifier: MIT
"""Operators of PostgreSQL's own types."""
from ...sql import operators

# As tightly as [] binds, and as loosely as = does.
_getitem_precedence = 15
_eq_precedence = 5


def _comparison(text, precedence=_eq_precedence):
    return operators.custom_op(text, precedence=precedence, natural_self_precedent=True,
                               eager_grouping=True, is_comparison=True)


def _other(text):
    return operators.custom_op(text, precedence=_getitem_precedence, natural_self_precedent=True,
                               eager_grouping=True)


ASTEXT = _other("->>")
JSONPATH_ASTEXT = _other("#>>")
HAS_KEY = _comparison("?")
HAS_ALL = _comparison("?&")
HAS_ANY = _comparison("?|")
CONTAINS = _comparison("@>")
CONTAINED_BY = _comparison("<@")
OVERLAP = _comparison("&&")
DELETE_PATH = _other("#-")
PATH_EXISTS = _comparison("@?")
PATH_MATCH = _comparison("@@")
STRICTLY_LEFT_OF = _comparison("<<")
STRICTLY_RIGHT_OF = _comparison(">>")
NOT_EXTEND_RIGHT_OF = _comparison("&<")
NOT_EXTEND_LEFT_OF = _comparison("&>")
ADJACENT_TO = _comparison("-|-")
GETITEM = _other("->")
