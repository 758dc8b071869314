# SPDX-License-Identifier: MIT
"""Names of the cache of compiled statements; the core compiles each time, and keeps nothing."""
from .lambdas import CacheKey  # noqa: F401


class HasCacheKey:
    """Something that says whether its SQL may be kept."""

    inherit_cache = None


class MemoizedHasCacheKey(HasCacheKey):
    """The same, for what does not change."""
