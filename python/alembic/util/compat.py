# SPDX-License-Identifier: MIT
"""Names that plugins of Alembic take from here."""
import io
import os
import sys

py39 = py310 = py311 = True
py312 = py313 = py314 = sys.version_info >= (3, 12)
is_posix = os.name == "posix"
string_types = (str,)
binary_type = bytes
text_type = str
StringIO = io.StringIO


class EncodedIO(io.TextIOWrapper):
    """Text over a stream of bytes that stays open."""

    def close(self):
        pass


def __getattr__(name):
    if name in ("inspect_getfullargspec", "inspect_formatargspec", "getfullargspec"):
        import inspect

        return inspect.getfullargspec
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
