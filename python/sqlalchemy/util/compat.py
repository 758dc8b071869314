# SPDX-License-Identifier: MIT
"""What older code asks about the version of Python."""

py3k = True
py2k = False
string_types = (str,)
text_type = str
binary_type = bytes
int_types = (int,)


def __getattr__(name):
    raise AttributeError(f"sqlalchemy.util.compat.{name} is not supported by Retort yet")
