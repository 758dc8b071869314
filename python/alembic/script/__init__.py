# SPDX-License-Identifier: MIT
"""The directory of revision scripts."""
from .base import Script, ScriptDirectory

__all__ = ["ScriptDirectory", "Script"]
