# SPDX-License-Identifier: MIT
"""How the parts of an expression are declared to be visited; get_children() is what counts here."""
from .cache_key import CacheKey, HasCacheKey, MemoizedHasCacheKey  # noqa: F401
from .visitors import ExtendedInternalTraversal, InternalTraversal  # noqa: F401


class HasCopyInternals:
    """Something whose parts are copied along."""
