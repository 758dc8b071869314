# SPDX-License-Identifier: MIT
"""Columns and constraints as Python code."""
from sqlalchemy.dialects.postgresql.exclude import ExcludeConstraint
from sqlalchemy.schema import (
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Identity,
    PrimaryKeyConstraint,
    UniqueConstraint,
)

from ..util.langhelpers import Dispatcher
from .render_types import _repr_type
from .render_values import (
    _alembic_autogenerate_prefix,
    _ident,
    _keywords,
    _render_gen_name,
    _render_potential_expr,
    _render_server_default,
    _sqlalchemy_autogenerate_prefix,
    _user_defined_render,
)

_constraint_renderers = Dispatcher()


def _render_column(column, autogen_context):
    rendered = _user_defined_render("column", column, autogen_context)
    if rendered is not False:
        return rendered
    options, after_type = [], []
    if column.server_default:
        # Before the type: a project's render_item is asked in this order.
        default = _render_server_default(column.server_default, autogen_context)
        if default and isinstance(column.server_default, (Computed, Identity)):
            after_type.append(default)
        elif default:
            options.append(("server_default", default))
    arguments = [repr(_ident(column.name)), _repr_type(column.type, autogen_context), *after_type]
    if column.autoincrement is not None and column.autoincrement != "auto":
        options.append(("autoincrement", column.autoincrement))
    if column.nullable is not None:
        options.append(("nullable", column.nullable))
    if column.system:
        options.append(("system", column.system))
    if column.comment:
        options.append(("comment", repr(column.comment)))
    options += [(name, _render_potential_expr(value, autogen_context))
                for name, value in column.dialect_kwargs.items()]
    # The comma is there also where nothing follows.
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}Column(" \
           f"{', '.join(arguments)}, {_keywords(options)})"


def _render_dialect_kwargs_items(autogen_context, dialect_kwargs):
    return [f"{name}={_render_potential_expr(value, autogen_context)}"
            for name, value in dialect_kwargs.items()]


def _render_constraint(constraint, autogen_context, namespace_metadata):
    try:
        renderer = _constraint_renderers.dispatch(constraint)
    except ValueError:
        from ..util.messaging import warn

        warn(f"No renderer is established for object {constraint!r}")
        return f"[Unknown Python object {constraint!r}]"
    return renderer(constraint, autogen_context, namespace_metadata)


def _name_option(constraint, autogen_context):
    name = constraint.name
    return [("name", repr(_render_gen_name(autogen_context, name)))] if name else []


@_constraint_renderers.dispatch_for(PrimaryKeyConstraint)
def _render_primary_key(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("primary_key", constraint, autogen_context)
    if rendered is not False:
        return rendered
    columns = [repr(_ident(column.name)) for column in constraint.columns]
    if not columns:
        return None
    options = [f"{name}={value}" for name, value in _name_option(constraint, autogen_context)]
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}PrimaryKeyConstraint(" \
           f"{', '.join(columns + options)})"


def _fk_colspec(key, metadata_schema, namespace_metadata):
    """What a foreign key refers to; it may not be described anywhere."""
    table, _, column = key._get_colspec().rpartition(".")
    if metadata_schema is not None and "." not in table:
        table = f"{metadata_schema}.{table}"
    parent = key.parent
    if not key.link_to_name and parent is not None and parent.table is not None:
        known = None if namespace_metadata is None else namespace_metadata.tables.get(table)
        found = None if known is None else known.c.get(column)
        if found is not None:
            column = _ident(found.name)
    return f"{table}.{column}"


@_constraint_renderers.dispatch_for(ForeignKeyConstraint)
def _render_foreign_key(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("foreign_key", constraint, autogen_context)
    if rendered is not False:
        return rendered
    options = _name_option(constraint, autogen_context)
    for name in ("onupdate", "ondelete", "initially", "deferrable", "use_alter", "match"):
        if getattr(constraint, name):
            options.append((name, repr(getattr(constraint, name))))
    schema = None if namespace_metadata is None else namespace_metadata.schema
    columns = ", ".join(repr(_ident(key.parent.name)) for key in constraint.elements)
    targets = ", ".join(repr(_fk_colspec(key, schema, namespace_metadata))
                        for key in constraint.elements)
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}ForeignKeyConstraint(" \
           f"[{columns}], [{targets}], {_keywords(options)})"


@_constraint_renderers.dispatch_for(UniqueConstraint)
def _render_unique_constraint(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("unique", constraint, autogen_context)
    if rendered is not False:
        return rendered
    return _uq_constraint(constraint, autogen_context, False)


def _uq_constraint(constraint, autogen_context, alter):
    """As a directive, or as part of a table."""
    arguments = []
    in_batch = autogen_context._has_batch
    columns = [_ident(column.name) for column in constraint.columns]
    if alter:
        arguments.append(repr(_render_gen_name(autogen_context, constraint.name)))
        if not in_batch:
            arguments.append(repr(_ident(constraint.table.name)))
        arguments.append(repr(columns))
    else:
        arguments += [repr(name) for name in columns]
    arguments += [f"{name}={getattr(constraint, name)!r}" for name in ("deferrable", "initially")
                  if getattr(constraint, name)]
    if alter and not in_batch and constraint.table.schema:
        arguments.append(f"schema={_ident(constraint.table.schema)!r}")
    if not alter:
        arguments += [f"{name}={value}"
                      for name, value in _name_option(constraint, autogen_context)]
    arguments += _render_dialect_kwargs_items(autogen_context, constraint.dialect_kwargs)
    if alter:
        function = f"{_alembic_autogenerate_prefix(autogen_context)}create_unique_constraint"
    else:
        function = f"{_sqlalchemy_autogenerate_prefix(autogen_context)}UniqueConstraint"
    return f"{function}({', '.join(arguments)})"


@_constraint_renderers.dispatch_for(CheckConstraint)
def _render_check_constraint(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("check", constraint, autogen_context)
    if rendered is not False:
        return rendered
    if constraint._type_bound:
        return None
    text = _render_potential_expr(constraint.sqltext, autogen_context, wrap_in_element=False)
    options = "".join(f", {name}={value}"
                      for name, value in _name_option(constraint, autogen_context))
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}CheckConstraint({text}{options})"


def _excluded(value, autogen_context):
    """One element of an EXCLUDE constraint."""
    if value.__visit_name__ == "column":
        function = "literal_column" if value.is_literal else "column"
        prefix = _sqlalchemy_autogenerate_prefix(autogen_context)
        return f"{prefix}{function}({_ident(value.name)!r})"
    from sqlalchemy.sql.functions import FunctionElement

    wrapped = value.__visit_name__ == "textclause" or isinstance(value, FunctionElement)
    return _render_potential_expr(value, autogen_context, wrap_in_element=wrapped)


def _exclude_constraint(constraint, autogen_context, alter):
    in_batch = autogen_context._has_batch
    arguments = []
    if alter:
        arguments.append(repr(_render_gen_name(autogen_context, constraint.name)))
        if not in_batch:
            arguments.append(repr(_ident(constraint.table.name)))
    arguments += [f"({_excluded(expression, autogen_context)}, {operator!r})"
                  for expression, _, operator in constraint._render_exprs]
    if constraint.where is not None:
        arguments.append(f"where={_render_potential_expr(constraint.where, autogen_context)}")
    arguments += [f"{name}={str(getattr(constraint, name))!r}"
                  for name in ("deferrable", "initially", "using") if getattr(constraint, name)]
    if alter and not in_batch and constraint.table.schema:
        arguments.append(f"schema={_ident(constraint.table.schema)!r}")
    if not alter:
        arguments += [f"{name}={value}"
                      for name, value in _name_option(constraint, autogen_context)]
    if alter:
        function = f"{_alembic_autogenerate_prefix(autogen_context)}create_exclude_constraint"
    else:
        if autogen_context.imports is not None:
            autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        function = "postgresql.ExcludeConstraint"
    return f"{function}({', '.join(arguments)})"


@_constraint_renderers.dispatch_for(ExcludeConstraint)
def _render_exclude_constraint(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("exclude", constraint, autogen_context)
    if rendered is not False:
        return rendered
    return _exclude_constraint(constraint, autogen_context, False)
