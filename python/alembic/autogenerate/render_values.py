# SPDX-License-Identifier: MIT
"""Names, values and server defaults as Python code."""


class _f_name:
    """A name that is shown within the function that keeps naming conventions off it."""

    def __init__(self, prefix, name):
        self.prefix = prefix
        self.name = name

    def __repr__(self):
        return f"{self.prefix}f({str(self.name)!r})"


def _ident(name):
    """A name that is shown as a plain string, whatever says how it is quoted."""
    return None if name is None else str.__str__(name)


def _render_gen_name(autogen_context, name):
    from sqlalchemy.sql.names import conv

    if isinstance(name, conv):
        return _f_name(_alembic_autogenerate_prefix(autogen_context), name)
    return _ident(name) if isinstance(name, str) else None


def _sqlalchemy_autogenerate_prefix(autogen_context):
    return autogen_context.opts.get("sqlalchemy_module_prefix", "sa.") or ""


def _alembic_autogenerate_prefix(autogen_context):
    if autogen_context._has_batch:
        return "batch_op."
    return autogen_context.opts.get("alembic_module_prefix", "op.") or ""


def _user_autogenerate_prefix(autogen_context, target):
    prefix = autogen_context.opts.get("user_module_prefix")
    return f"{target.__module__}." if prefix is None else prefix


def _user_defined_render(type_, object_, autogen_context):
    """What the project's own function makes of an object; False: it leaves it to us."""
    render = autogen_context.opts.get("render_item")
    return render(type_, object_, autogen_context) if render else False


def _render_potential_expr(value, autogen_context, *, wrap_in_element=True,
                           is_server_default=False, is_index=False):
    if isinstance(value, (list, tuple)):
        items = ", ".join(_render_potential_expr(item, autogen_context) for item in value)
        if isinstance(value, tuple):
            return f"({items}{',' if len(value) == 1 else ''})"
        return f"[{items}]"
    if getattr(value, "_is_schema_column", False):
        return repr(_ident(value.name))
    if not hasattr(value, "_notation") or isinstance(value, type):
        return repr(value)
    text = autogen_context.migration_context.impl.render_ddl_sql_expr(
        value, is_server_default=is_server_default, is_index=is_index)
    if not wrap_in_element:
        return repr(text)
    element = "literal_column" if is_index else "text"
    rendered = f"{_sqlalchemy_autogenerate_prefix(autogen_context)}{element}({text!r})"
    if is_index and value.__visit_name__ == "label" and type(value.name) is str:
        rendered += f".label({value.name!r})"
    return rendered


def _render_server_default(default, autogen_context, repr_=True):
    from sqlalchemy.schema import Computed, DefaultClause, FetchedValue, Identity

    rendered = _user_defined_render("server_default", default, autogen_context)
    if rendered is not False:
        return rendered
    if isinstance(default, Computed):
        return _render_computed(default, autogen_context)
    if isinstance(default, Identity):
        return _render_identity(default, autogen_context)
    if isinstance(default, DefaultClause):
        if not isinstance(default.arg, str):
            return _render_potential_expr(default.arg, autogen_context, is_server_default=True)
        default = default.arg
    elif isinstance(default, FetchedValue):
        return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}FetchedValue()"
    if isinstance(default, str) and repr_:
        default = default.removeprefix("'")
        default = repr(default[:-1] if default.endswith("'") else default)
    return default


def _keywords(pairs):
    return ", ".join(f"{name}={value}" for name, value in pairs)


def _render_computed(computed, autogen_context):
    text = _render_potential_expr(computed.sqltext, autogen_context, wrap_in_element=False)
    stored = [] if computed.persisted is None else [("persisted", computed.persisted)]
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}Computed({text}, " \
           f"{_keywords(stored)})"


_IDENTITY_OPTIONS = ("on_null", "start", "increment", "minvalue", "maxvalue", "nominvalue",
                     "nomaxvalue", "cycle", "cache", "order")


def _render_identity(identity, autogen_context):
    options = [("always", identity.always)]
    options += [(name, getattr(identity, name)) for name in _IDENTITY_OPTIONS
                if getattr(identity, name, None) is not None]
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}Identity({_keywords(options)})"
