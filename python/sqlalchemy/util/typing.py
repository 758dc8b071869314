# SPDX-License-Identifier: MIT
"""Names of `typing` that projects take from here."""
from typing import *  # noqa: F401,F403
from typing import (Annotated, Concatenate, Final, Literal, ParamSpec, Protocol,  # noqa: F401
                    TypeAlias, TypedDict, TypeGuard)
