# SPDX-License-Identifier: MIT
"""Where plugins register what compares the database with the models."""
from . import comparators  # noqa: F401
