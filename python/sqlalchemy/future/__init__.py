# SPDX-License-Identifier: MIT
"""What SQLAlchemy 1.4 offered of 2.0."""
from ..engine import Connection, Engine, create_engine  # noqa: F401


def __getattr__(name):
    if name == "select":
        from ..sql.expression import select

        return select
    raise AttributeError(f"sqlalchemy.future.{name} is not supported by Retort yet")
