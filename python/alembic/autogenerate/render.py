# SPDX-License-Identifier: MIT
"""Where plugins register what renders operations as code."""
from . import renderers  # noqa: F401


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise AttributeError(
        f"alembic.autogenerate.render.{name}: autogenerate is not there yet in Retort")
