# SPDX-License-Identifier: MIT
"""What Python objects become where an expression, a table or a statement is asked for."""
from .. import exc
from .._packages import borrower
from .clause import ClauseElement, ColumnElement
from .literals import BindParameter, False_, Null, TextClause, True_


def resolved(element):
    """What an object of the author's own stands for: mapped classes and attributes say."""
    while not isinstance(element, ClauseElement):
        asked = getattr(element, "__clause_element__", None)
        if asked is None or isinstance(element, type) and not hasattr(element, "__table__"):
            table = _of_mapped(element)
            return element if table is None else table
        inner = asked()
        if inner is element:
            break
        element = inner
    return element


def _of_mapped(element):
    """The table of a mapped class, an alias of one or a mapper."""
    if isinstance(element, (str, int, float, list, tuple, dict, type(None))):
        return None
    for name in ("__table__", "selectable"):
        found = getattr(element, name, None)
        if isinstance(found, ClauseElement):
            return found
    if isinstance(element, type):
        import sys

        if "sqlalchemy.orm" in sys.modules:
            from ..inspection import inspect

            found = getattr(inspect(element, raiseerr=False), "selectable", None)
            if isinstance(found, ClauseElement):
                return found
    return None


def is_literal(element):
    """Whether the object is a plain value."""
    return not isinstance(element, ClauseElement) and not hasattr(element, "__clause_element__")


def refuse(role, element, argname=None, advice=None, code=None, error=None):
    if argname:
        message = f"{role} expected for argument {argname!r}; got {element!r}."
    else:
        message = f"{role} expected, got {element!r}."
    if advice:
        message += " " + advice
    raise exc.ArgumentError(message, code=code) from error


def _scalar(element):
    return element.scalar_subquery() if element._is_select_base else element


def expression(element, type_=None, name=None, role="SQL expression element"):
    """An expression; a plain value becomes a parameter."""
    found = resolved(element)
    if isinstance(found, ColumnElement) or getattr(found, "_is_text_clause", False):
        return found
    if isinstance(found, ClauseElement):
        if found._is_select_base:
            return found.scalar_subquery()
        if found._is_clause_list or getattr(found, "_is_expression", False):
            return found
        if found._is_from_clause:
            if hasattr(found, "scalar_values"):
                refuse(role, found, advice="To create a column expression from a VALUES clause, "
                                           "use the .scalar_values() method.")
            if hasattr(found, "table_valued"):
                refuse(role, found, advice="To create a column expression from a FROM clause row "
                                           "as a whole, use the .table_valued() method.")
        refuse(role, found)
    if hasattr(found, "next_value"):
        return found.next_value()
    if found is None and (type_ is None or not type_.should_evaluate_none):
        return Null._instance()
    if isinstance(found, dict) and type_ is None:
        refuse(role, found)
    return BindParameter(name, found, type_, unique=True)


def operand(element, expr, operator, type_=None):
    """The other side of an operator: a plain value becomes a parameter of `expr`'s type."""
    found = resolved(element)
    if not isinstance(found, ClauseElement):
        if hasattr(found, "next_value"):
            return found.next_value()
        return expr._bind_param(operator, found, type_=type_)
    found = expression(found, role="SQL expression element or literal value")
    if found._is_bind_parameter and found.type._isnull and not expr.type._isnull:
        found = found._with_binary_element_type(type_ if type_ is not None else expr.type)
    return found


def constant(element, role="Constant True/False/None expression"):
    found = resolved(element)
    if isinstance(found, ClauseElement):
        return found
    if found is None:
        return Null._instance()
    if found is False:
        return False_._instance()
    if found is True:
        return True_._instance()
    refuse(role, element)


def says_something(condition):
    """Whether a condition is more than an AND or OR of nothing."""
    return condition.__visit_name__ != "expression_clauselist" or bool(condition.clauses)


def conditions(elements):
    """Those of several conditions that say something."""
    found = (condition(element) for element in elements)
    return tuple(each for each in found if says_something(each))


def condition(element, role="SQL expression for WHERE/HAVING role", argname=None):
    """A condition of WHERE, HAVING, ON, AND."""
    found = resolved(element)
    if isinstance(found, ClauseElement):
        if found._is_select_base:
            return found.scalar_subquery()
        if found._is_from_clause and not found._is_column_element:
            refuse(role, element, argname)
        return found
    if isinstance(found, str):
        refuse_text(found, argname)
    if found is None or isinstance(found, bool):
        return constant(found)
    refuse(role, element, argname)


def refuse_text(element, argname=None):
    shown = str(element)
    shown = shown if len(shown) < 100 else shown[:97] + "..."
    raise exc.ArgumentError(
        f"Textual SQL expression {shown!r} "
        f"{f'for argument {argname} ' if argname else ''}should be explicitly declared as "
        f"text({shown!r})"
    )


_COLUMNS = "Column expression, FROM clause, or other columns clause element"


def columns_of(element):
    """What an element of a SELECT's column list stands for: several columns, if it is a table."""
    found = resolved(element)
    if isinstance(found, ClauseElement):
        if found._is_select_base:
            return (found.scalar_subquery(),)
        return found._select_iterable
    if hasattr(found, "_all_columns"):
        return tuple(found)
    if isinstance(found, (tuple, list, dict)):
        advice = None
        if isinstance(found, (list, tuple)):
            items = ", ".join(repr(item) for item in found)
            advice = f"Did you mean to say select({items})?"
        refuse(_COLUMNS, element, advice=advice)
    if isinstance(found, bool) or found is None:
        return (constant(found),)
    if isinstance(found, (int, float)):
        from .columns import ColumnClause

        return (ColumnClause(str(found), is_literal=True),)
    if isinstance(found, str):
        from .columns import ColumnClause

        if found == "*":
            return (ColumnClause("*", is_literal=True),)
        name = found
        plain = all(part.isidentifier() for part in name.split("."))
        raise exc.ArgumentError(
            f"Textual column expression {name!r} should be explicitly declared with "
            f"text({name!r}), or use {'column' if plain else 'literal_column'}({name!r}) for more "
            "specificity"
        )
    entities = getattr(found, "_select_columns", None)
    if entities is not None:
        return tuple(entities)
    refuse(_COLUMNS, element)


def from_clause(element, role="FROM expression, such as a Table or alias() object",
                implicit_subquery=False):
    """Something that rows come from."""
    found = resolved(element)
    if isinstance(found, ClauseElement):
        if found._is_from_clause or found._is_text_clause:
            return found
        if found._is_select_base:
            if implicit_subquery:
                from .. import util

                util.warn("Implicit coercion of SELECT and textual SELECT constructs into FROM "
                          "clauses is deprecated; please call .subquery() on any Core select or "
                          "ORM Query object in order to produce a subquery object.")
                return found.subquery()
            refuse(role, found, code="89ve",
                   advice=f"To create a FROM clause from a {type(found)} object, use the "
                          ".subquery() method.")
    if isinstance(found, str):
        refuse_text(found)
    refuse(role, element)


def order_expression(element, role="ORDER BY expression"):
    """An element of ORDER BY or GROUP BY: strings name columns of the select."""
    found = resolved(element)
    if isinstance(found, ClauseElement):
        if found._is_select_base:
            return found.scalar_subquery()
        return found
    if isinstance(found, str):
        from .columns import _textual_label_reference

        return _textual_label_reference(found)
    if found is None or isinstance(found, bool):
        return constant(found)
    refuse(role, element)


def row_count(element):
    """LIMIT, OFFSET, FETCH."""
    from .sqltypes import INTEGERTYPE

    if element is None:
        return None
    found = resolved(element)
    if isinstance(found, ClauseElement):
        if found._is_bind_parameter or isinstance(found, (ColumnElement, TextClause)):
            return found
        refuse("LIMIT / OFFSET expression", element)
    try:
        value = int(found)
    except (TypeError, ValueError) as error:
        refuse("LIMIT / OFFSET expression", element, error=error)
    return BindParameter(None, value, type_=INTEGERTYPE, unique=True)


def in_operand(element, expr, operator):
    """What follows IN."""
    role = "IN expression list, SELECT construct, or bound parameter object"
    found = resolved(element)
    if isinstance(found, ClauseElement):
        if found._is_select_base:
            return found.scalar_subquery()
        if found._is_bind_parameter:
            found = found._clone(maintain_key=True)
            found.expanding = True
            found.expand_op = operator
            if found.type._isnull:
                found.type = expr.type
            return found
        if hasattr(found, "scalar_values"):
            return found.scalar_values()
        if found._is_from_clause and not found._is_column_element:
            from .. import util

            util.warn(f"Coercing {type(found).__name__} object into a select() for use in IN(); "
                      "please pass a select() construct explicitly")
            inner = getattr(found, "element", None)
            query = inner if getattr(inner, "_is_select_base", False) else found.select()
            return query.scalar_subquery()
        if isinstance(found, (TextClause, ColumnElement)) or found._is_clause_list:
            return found
        refuse(role, element)
    if isinstance(found, (str, bytes)) or not hasattr(found, "__iter__"):
        refuse(role, element)
    items = list(found)
    if not any(isinstance(resolved(item), ClauseElement) for item in items):
        return expr._bind_param(operator, items, expanding=True)
    from .tuples import Tuple

    made = Tuple.__new__(Tuple)
    made.clauses = tuple(
        item if isinstance(item, ClauseElement)
        else Null._instance() if item is None else expr._bind_param(operator, item)
        for item in map(resolved, items)
    )
    return made


__getattr__ = borrower(__name__)
