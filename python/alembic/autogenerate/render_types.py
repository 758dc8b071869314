# SPDX-License-Identifier: MIT
"""Types as Python code, with the imports that the code needs."""
from .render_values import (
    _sqlalchemy_autogenerate_prefix,
    _user_autogenerate_prefix,
    _user_defined_render,
)


def _dialect_of(module):
    """The name of the dialect that a type's module belongs to; None: to none."""
    return module.split(".")[2] if module.startswith("sqlalchemy.dialects.") else None


def _repr_type(type_, autogen_context, _skip_variants=False):
    rendered = _user_defined_render("type", type_, autogen_context)
    if rendered is not False:
        return rendered
    impl = getattr(autogen_context.migration_context, "impl", None)
    of_impl = impl.render_type(type_, autogen_context) if impl is not None else None
    if not _skip_variants and type_._variant_mapping:
        return _render_variants(type_, autogen_context)
    module = type(type_).__module__
    dialect = _dialect_of(module)
    if dialect is not None:
        if autogen_context.imports is not None:
            autogen_context.imports.add(f"from sqlalchemy.dialects import {dialect}")
        return of_impl or f"{dialect}.{type_!r}"
    if of_impl:
        return of_impl
    if not module.startswith("sqlalchemy."):
        return f"{_user_autogenerate_prefix(autogen_context, type_)}{type_!r}"
    if type_.__visit_name__ == "ARRAY":
        return render_with_inner_type(type_, autogen_context, "item_type", r"(.+?\()")
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}{type_!r}"


def _render_variants(type_, autogen_context):
    variants = type_._variant_mapping
    base = type_.copy()
    base._variant_mapping = {}
    text = _repr_type(base, autogen_context, _skip_variants=True)
    for dialect in sorted(variants):
        variant = _repr_type(variants[dialect], autogen_context, _skip_variants=True)
        text += f".with_variant({variant}, {dialect!r})"
    return text


def render_with_inner_type(type_, autogen_context, attribute, before):
    """A type whose repr() shows another within; that one is rendered by itself. `before`: a
    pattern for what comes before it."""
    import re

    inner = getattr(type_, attribute, None)
    if inner is None:
        return False
    shown = re.sub(r"([\(\)])", r"\\\1", repr(inner))
    rendered = _repr_type(inner, autogen_context)
    text = re.sub(before + shown, lambda found: found.group(1) + rendered, repr(type_))
    module = type(type_).__module__
    dialect = _dialect_of(module)
    if dialect is not None:
        return f"{dialect}.{text}"
    if module.startswith("sqlalchemy"):
        return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}{text}"
    return None
