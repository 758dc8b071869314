# SPDX-License-Identifier: MIT
"""Questions about schema items that plugins of Alembic ask here."""
from _retort_functions import contextmanager

from sqlalchemy import __version__
from sqlalchemy.sql.base import _NONE_NAME
from sqlalchemy.sql.literals import BindParameter, TextClause

sqlalchemy_version = __version__
sqla_13 = sqla_14 = sqla_14_18 = sqla_14_26 = sqla_2 = True
sqlalchemy_2_0 = True
sqlalchemy_2_1 = False
sqla_1x = False
AUTOINCREMENT_DEFAULT = "auto"
identity_has_dialect_kwargs = False


def constraint_name_defined(name):
    return name is _NONE_NAME or isinstance(name, (str, _NONE_NAME.__class__))


def constraint_name_string(name):
    return isinstance(name, str)


def constraint_name_or_none(name):
    return name if isinstance(name, str) else None


def _copy(schema_item, **kw):
    copy = getattr(schema_item, "_copy", None) or schema_item.copy
    return copy(**kw)


def _get_connection_in_transaction(connection):
    return False if connection is None else bool(connection.in_transaction())


@contextmanager
def _ensure_scope_for_ddl(connection):
    if connection is None or connection.in_transaction():
        yield
        return
    with connection.begin():
        yield


def _connectable_has_table(connectable, tablename, schemaname):
    from sqlalchemy import inspect

    return inspect(connectable).has_table(tablename, schemaname)


def _table_for_constraint(constraint):
    parent = constraint.parent
    return parent if getattr(parent, "_is_schema_table", False) else parent.table


def _columns_for_constraint(constraint):
    from sqlalchemy.sql.schema import CheckConstraint, ForeignKeyConstraint

    if isinstance(constraint, ForeignKeyConstraint):
        return [element.parent for element in constraint.elements]
    if isinstance(constraint, CheckConstraint):
        return _find_columns(constraint.sqltext)
    return list(constraint.columns)


def _find_columns(clause):
    from sqlalchemy.sql.visitors import traverse

    found = set()
    traverse(clause, {}, {"column": found.add})
    return found


def _resolve_for_variant(type_, dialect):
    return type_._variant_mapping.get(dialect.name, type_)


def _get_table_key(name, schema):
    return name if schema is None else f"{schema}.{name}"


def _fk_spec(constraint):
    """Source schema, table, columns; target schema, table, columns; then the rules."""
    targets = [element._target() for element in constraint.elements]
    source = constraint.parent
    return (
        source.schema,
        source.name,
        [element.parent.name for element in constraint.elements],
        targets[0][0],
        targets[0][1],
        [column for _, _, column in targets],
        constraint.onupdate,
        constraint.ondelete,
        constraint.deferrable,
        constraint.initially,
    )


def _fk_is_self_referential(constraint):
    spec = constraint.elements[0]._get_colspec()
    return spec.rpartition(".")[0] == constraint.parent.key


def _is_type_bound(constraint):
    return constraint._type_bound


def _idx_table_bound_expressions(index):
    return index.expressions


def is_expression_index(index):
    return any(is_expression(expression) for expression in index.expressions)


def is_expression(expression):
    from sqlalchemy.sql.index import is_plain_column

    while getattr(expression, "__visit_name__", None) == "unary":
        expression = expression.element
    return not is_plain_column(expression)


def _server_default_is_computed(*server_default):
    from sqlalchemy import Computed

    return any(isinstance(default, Computed) for default in server_default)


def _server_default_is_identity(*server_default):
    from sqlalchemy import Identity

    return any(isinstance(default, Identity) for default in server_default)


def _get_constraint_final_name(constraint, dialect):
    return constraint_name_or_none(constraint.name)


def _constraint_is_named(constraint, dialect):
    return _get_constraint_final_name(constraint, dialect) is not None


def all_table_check_constraints(table):
    from sqlalchemy.sql.schema import CheckConstraint

    found = {c for c in table.constraints if isinstance(c, CheckConstraint)}
    for column in table.columns:
        found.update(c for c in column.constraints if isinstance(c, CheckConstraint))
    return found


def _textual_index_column(table, text_):
    """A column of that name, made for the table; of an expression, its columns."""
    from sqlalchemy.sql.schema import Column
    from sqlalchemy.sql.sqltypes import NULLTYPE

    if isinstance(text_, str):
        column = Column(text_, NULLTYPE)
        table.append_column(column)
        return column
    if hasattr(text_, "__clause_element__"):
        text_ = text_.__clause_element__()
    if not hasattr(text_, "_notation"):
        raise ValueError("String or text() construct expected")
    return _copy_expression(text_, table)


def _copy_expression(expression, target_table):
    """The expression over a table's columns; those that it has not it gets."""
    from sqlalchemy.sql.schema import Column
    from sqlalchemy.sql.visitors import replacement_traverse

    def replace(element):
        if not isinstance(element, Column) or element.table is None or (
                element.table is target_table):
            return None
        if element.name in target_table.c:
            return target_table.c[element.name]
        column = element._copy()
        target_table.append_column(column)
        return column

    return replacement_traverse(expression, {}, replace)


class _literal_bindparam(BindParameter):
    """A value that is written into the statement, whatever happens to other values."""

    _always_inline = True


class _textual_index_element(TextClause):
    """An element of an index as the database writes it; `check` shows the name of its class."""
