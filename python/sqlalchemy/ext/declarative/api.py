# SPDX-License-Identifier: MIT
"""The older home of declarative_base()."""
from ...orm.decl_api import (  # noqa: F401
    DeclarativeMeta,
    as_declarative,
    declarative_base,
    declared_attr,
    has_inherited_table,
    synonym_for,
)
