# SPDX-License-Identifier: MIT
"""Each directive as a call of `op`, or of the batch that it is in."""
from ..operations import ops
from . import default_renderers
from .render_schema import (
    _exclude_constraint,
    _render_column,
    _render_constraint,
    _render_dialect_kwargs_items,
    _uq_constraint,
)
from .render_types import _repr_type
from .render_values import (
    _alembic_autogenerate_prefix,
    _ident,
    _render_gen_name,
    _render_potential_expr,
    _render_server_default,
)

_renders = default_renderers.dispatch_for


def _call(autogen_context, name, arguments):
    prefix = _alembic_autogenerate_prefix(autogen_context)
    return f"{prefix}{name}({', '.join(arguments)})"


def _guard(name, value):
    return [] if value is None else [f"{name}={bool(value)!r}"]


def _schema(op):
    return [f"schema={_ident(op.schema)!r}"] if op.schema else []


# ---- tables


@_renders(ops.CreateTableOp)
def _add_table(autogen_context, op):
    from .render import MAX_PYTHON_ARGS

    table = op.to_table()
    columns = [_render_column(column, autogen_context) for column in table.columns]
    constraints = [_render_constraint(constraint, autogen_context, op._namespace_metadata)
                   for constraint in table._sorted_constraints]
    items = [each for each in columns if each]
    items += sorted(each for each in constraints if each is not None)
    arguments = ",\n".join(items)
    if len(items) > MAX_PYTHON_ARGS:
        arguments = f"*[{arguments}]"
    lines = [f"{_alembic_autogenerate_prefix(autogen_context)}create_table("
             f"{_ident(op.table_name)!r}", arguments]
    lines += _schema(op)
    if table.comment:
        lines.append(f"comment={_ident(table.comment)!r}")
    if table.info:
        lines.append(f"info={table.info!r}")
    lines += [f"{name.replace(' ', '_')}={op.kw[name]!r}" for name in sorted(op.kw)]
    if table._prefixes:
        prefixes = ", ".join(f"'{prefix}'" for prefix in table._prefixes)
        lines.append(f"prefixes=[{prefixes}]")
    lines += _guard("if_not_exists", op.if_not_exists)
    return ",\n".join(lines) + "\n)"


@_renders(ops.DropTableOp)
def _drop_table(autogen_context, op):
    return _call(autogen_context, "drop_table",
                 [repr(_ident(op.table_name)), *_schema(op), *_guard("if_exists", op.if_exists)])


def _on_lines(autogen_context, name, op, arguments):
    """A call with each argument on a line of its own; in a batch the table is known."""
    if not autogen_context._has_batch:
        schema = None if op.schema is None else f"'{op.schema}'"
        arguments = [f"'{op.table_name}'", *arguments, f"schema={schema}"]
    lines = ",\n".join("    " + argument for argument in arguments)
    return f"{_alembic_autogenerate_prefix(autogen_context)}{name}(\n{lines}\n)"


@_renders(ops.CreateTableCommentOp)
def _render_create_table_comment(autogen_context, op):
    return _on_lines(autogen_context, "create_table_comment", op,
                     [repr(op.comment), f"existing_comment={op.existing_comment!r}"])


@_renders(ops.DropTableCommentOp)
def _render_drop_table_comment(autogen_context, op):
    return _on_lines(autogen_context, "drop_table_comment", op,
                     [f"existing_comment={op.existing_comment!r}"])


# ---- columns


@_renders(ops.AddColumnOp)
def _add_column(autogen_context, op):
    column = str(_render_column(op.column, autogen_context))
    if autogen_context._has_batch:
        return _call(autogen_context, "add_column", [column])
    arguments = [repr(_ident(op.table_name)), column, *_schema(op)]
    if op.if_not_exists is not None:
        arguments.append(f"if_not_exists={op.if_not_exists!r}")
    return _call(autogen_context, "add_column", arguments)


@_renders(ops.DropColumnOp)
def _drop_column(autogen_context, op):
    column = repr(_ident(op.column_name))
    if autogen_context._has_batch:
        return _call(autogen_context, "drop_column", [column])
    arguments = [repr(_ident(op.table_name)), column, *_schema(op)]
    if op.if_exists is not None:
        arguments.append(f"if_exists={op.if_exists!r}")
    return _call(autogen_context, "drop_column", arguments)


@_renders(ops.AlterColumnOp)
def _alter_column(autogen_context, op):
    options = []
    if op.existing_type is not None:
        options.append(("existing_type", _repr_type(op.existing_type, autogen_context)))
    if op.modify_server_default is not False:
        options.append(("server_default",
                        _render_server_default(op.modify_server_default, autogen_context)))
    if op.modify_name is not None:
        options.append(("new_column_name", repr(_ident(op.modify_name))))
    if op.modify_type is not None:
        options.append(("type_", _repr_type(op.modify_type, autogen_context)))
    if op.modify_nullable is not None:
        options.append(("nullable", repr(op.modify_nullable)))
    if op.modify_comment is not False:
        options.append(("comment", repr(op.modify_comment)))
    if op.existing_comment is not None:
        options.append(("existing_comment", repr(op.existing_comment)))
    if op.modify_nullable is None and op.existing_nullable is not None:
        options.append(("existing_nullable", repr(op.existing_nullable)))
    if op.kw.get("autoincrement") is not None:
        options.append(("autoincrement", repr(op.kw["autoincrement"])))
    if op.modify_server_default is False and op.existing_server_default:
        options.append(("existing_server_default",
                        _render_server_default(op.existing_server_default, autogen_context)))
    in_batch = autogen_context._has_batch
    if op.schema and not in_batch:
        options.append(("schema", repr(_ident(op.schema))))
    names = [op.column_name] if in_batch else [op.table_name, op.column_name]
    lines = [", ".join(repr(_ident(name)) for name in names)]
    lines += [f"{' ' * 11}{name}={value}" for name, value in options]
    text = ",\n".join(lines)
    return f"{_alembic_autogenerate_prefix(autogen_context)}alter_column({text})"


# ---- indexes


@_renders(ops.CreateIndexOp)
def _add_index(autogen_context, op):
    index = op.to_index()
    in_batch = autogen_context._has_batch
    elements = ", ".join(_render_potential_expr(element, autogen_context, is_index=True)
                         for element in index.expressions)
    arguments = [repr(_render_gen_name(autogen_context, index.name))]
    if not in_batch:
        arguments.append(repr(_ident(index.table.name)))
    arguments += [f"[{elements}]", f"unique={index.unique or False!r}"]
    if not in_batch and index.table.schema:
        arguments.append(f"schema={_ident(index.table.schema)!r}")
    arguments += _render_dialect_kwargs_items(autogen_context, index.dialect_kwargs)
    arguments += _guard("if_not_exists", op.if_not_exists)
    return _call(autogen_context, "create_index", arguments)


@_renders(ops.DropIndexOp)
def _drop_index(autogen_context, op):
    arguments = [repr(_render_gen_name(autogen_context, op.index_name))]
    if not autogen_context._has_batch:
        arguments += [f"table_name={_ident(op.table_name)!r}", *_schema(op)]
    arguments += _render_dialect_kwargs_items(autogen_context, op.to_index().dialect_kwargs)
    arguments += _guard("if_exists", op.if_exists)
    return _call(autogen_context, "drop_index", arguments)


# ---- constraints


@_renders(ops.CreateUniqueConstraintOp)
def _add_unique_constraint(autogen_context, op):
    return [_uq_constraint(op.to_constraint(), autogen_context, True)]


@_renders(ops.CreateForeignKeyOp)
def _add_fk_constraint(autogen_context, op):
    constraint = op.to_constraint()
    in_batch = autogen_context._has_batch
    arguments = [repr(_render_gen_name(autogen_context, op.constraint_name))]
    if not in_batch:
        arguments.append(repr(_ident(op.source_table)))
    arguments += [repr(_ident(op.referent_table)), repr([_ident(name) for name in op.local_cols]),
                  repr([_ident(name) for name in op.remote_cols])]
    names = ("referent_schema", "onupdate", "ondelete", "initially", "deferrable", "use_alter",
             "match")
    for name in names if in_batch else ("source_schema", *names):
        if op.kw.get(name) is not None:
            arguments.append(f"{name}={op.kw[name]!r}")
    arguments += _render_dialect_kwargs_items(autogen_context, constraint.dialect_kwargs)
    return _call(autogen_context, "create_foreign_key", arguments)


@_renders(ops.CreatePrimaryKeyOp)
def _add_pk_constraint(autogen_context, op):
    raise NotImplementedError()


@_renders(ops.CreateCheckConstraintOp)
def _add_check_constraint(autogen_context, op):
    constraint = op.to_constraint()
    in_batch = autogen_context._has_batch
    arguments = [repr(_render_gen_name(autogen_context, op.constraint_name))]
    if not in_batch:
        arguments.append(repr(_ident(op.table_name)))
    arguments.append(_render_potential_expr(constraint.sqltext, autogen_context,
                                            wrap_in_element=False))
    if not in_batch:
        arguments += _schema(op)
    return _call(autogen_context, "create_check_constraint", arguments)


@_renders(ops.CreateExcludeConstraintOp)
def _add_exclude_constraint(autogen_context, op):
    return _exclude_constraint(op.to_constraint(), autogen_context, alter=True)


@_renders(ops.DropConstraintOp)
def _drop_constraint(autogen_context, op):
    arguments = [repr(_render_gen_name(autogen_context, op.constraint_name))]
    if not autogen_context._has_batch:
        arguments += [repr(_ident(op.table_name)), *_schema(op)]
    if op.constraint_type:
        arguments.append(f"type_={_ident(op.constraint_type)!r}")
    if op.if_exists is not None:
        arguments.append(f"if_exists={op.if_exists}")
    return _call(autogen_context, "drop_constraint", arguments)


# ---- statements


@_renders(ops.ExecuteSQLOp)
def _execute_sql(autogen_context, op):
    if not isinstance(op.sqltext, str):
        raise NotImplementedError(
            "Autogenerate rendering of SQL Expression language constructs not supported here; "
            "please use a plain SQL string"
        )
    return _call(autogen_context, "execute", [repr(op.sqltext)])
