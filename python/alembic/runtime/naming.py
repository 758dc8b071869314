# SPDX-License-Identifier: MIT
"""Naming conventions as far as the engine understands them."""

_KIND_OF_CLASS = {
    "Index": "ix",
    "UniqueConstraint": "uq",
    "CheckConstraint": "ck",
    "ForeignKeyConstraint": "fk",
    "PrimaryKeyConstraint": "pk",
}
_KINDS = frozenset(_KIND_OF_CLASS.values())


def plain_convention(convention):
    """The templates of a MetaData's naming convention that use no tokens of the author's own."""
    own = [f"%({key})" for key, value in convention.items() if callable(value)]
    found = {}
    for key, template in convention.items():
        kind = key if isinstance(key, str) else _KIND_OF_CLASS.get(key.__name__)
        if kind in _KINDS and isinstance(template, str):
            if not any(token in template for token in own):
                found[kind] = template
    return found


def has_own_tokens(convention):
    return any(callable(value) for value in convention.values())
