# SPDX-License-Identifier: MIT
"""Names of `typing` that projects take from here."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import typing

    return getattr(typing, name)
