# SPDX-License-Identifier: MIT
"""As runtime.environment, where older projects import it from."""
from .runtime.environment import *  # noqa: F401,F403
