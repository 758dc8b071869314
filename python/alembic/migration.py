# SPDX-License-Identifier: MIT
"""As runtime.migration, where older projects import it from."""
from .runtime.migration import *  # noqa: F401,F403
