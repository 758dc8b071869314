# SPDX-License-Identifier: MIT
"""The name of SQLAlchemy 1.x's listener classes, which event.listen() has taken the place of."""


class PoolListener:
    """Listens to a pool."""


class ConnectionProxy:
    """Listens to connections."""
