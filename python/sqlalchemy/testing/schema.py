# SPDX-License-Identifier: MIT
"""Tables and columns that take options of a test suite, which say nothing here."""
from .. import schema


def Table(*args, **kw):
    return schema.Table(*args, **_without_options(kw))


def Column(*args, **kw):
    return schema.Column(*args, **_without_options(kw))


def mapped_column(*args, **kw):
    from ..orm import mapped_column as made

    return made(*args, **_without_options(kw))


def _without_options(kw):
    return {name: value for name, value in kw.items() if not name.startswith("test_")}
