# SPDX-License-Identifier: MIT
"""All selectables under the name of the module that SQLAlchemy has them in."""
from .._packages import borrower
from .aliases import (CTE, Alias, AliasedReturnsRows, FromGrouping, Lateral, ScalarValues,
                      Subquery, TableSample, TableValuedAlias, TableValuedColumn, Values, alias,
                      cte, lateral, subquery, tablesample, values)
from .fromclause import (FromClause, Join, NamedFromClause, ReturnsRows, Selectable, TableClause,
                         join, outerjoin, table)
from .query import (CompoundSelect, ForUpdateArg, GenerativeSelect, HasCTE, HasPrefixes,
                    HasSuffixes, SelectBase, except_, except_all, intersect, intersect_all, union,
                    union_all)
from .scalar import Exists, ScalarSelect, exists
from .select import (LABEL_STYLE_DEFAULT, LABEL_STYLE_DISAMBIGUATE_ONLY, LABEL_STYLE_NONE,
                     LABEL_STYLE_TABLENAME_PLUS_COL, Select, select)
from .textual import TextAsFrom, TextualSelect


class SelectLabelStyle:
    """How the columns of a select are called."""

    LABEL_STYLE_NONE = LABEL_STYLE_NONE
    LABEL_STYLE_TABLENAME_PLUS_COL = LABEL_STYLE_TABLENAME_PLUS_COL
    LABEL_STYLE_DISAMBIGUATE_ONLY = LABEL_STYLE_DISAMBIGUATE_ONLY
    LABEL_STYLE_DEFAULT = LABEL_STYLE_DEFAULT


__all__ = ["Alias", "AliasedReturnsRows", "CTE", "CompoundSelect", "Exists", "ForUpdateArg",
           "FromClause", "FromGrouping", "GenerativeSelect", "HasCTE", "HasPrefixes",
           "HasSuffixes", "Join", "LABEL_STYLE_DEFAULT", "LABEL_STYLE_DISAMBIGUATE_ONLY",
           "LABEL_STYLE_NONE", "LABEL_STYLE_TABLENAME_PLUS_COL", "Lateral", "NamedFromClause",
           "ReturnsRows", "ScalarSelect", "ScalarValues", "Select", "SelectBase",
           "SelectLabelStyle", "Selectable", "Subquery", "TableClause", "TableSample",
           "TableValuedAlias", "TableValuedColumn", "TextAsFrom", "TextualSelect", "Values",
           "alias", "cte", "except_", "except_all", "exists", "intersect", "intersect_all", "join",
           "lateral", "outerjoin", "select", "subquery", "table", "tablesample", "union",
           "union_all", "values"]


__getattr__ = borrower(__name__)
