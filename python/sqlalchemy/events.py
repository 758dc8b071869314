# SPDX-License-Identifier: MIT
"""The classes that name events; listeners are attached to their targets (see event.py)."""


class ConnectionEvents:
    """Of engines and connections."""


class DialectEvents:
    """Of dialects."""


class PoolEvents:
    """Of pools."""


class DDLEvents:
    """Of tables and their like."""


class SchemaEventTarget:
    """Of schema items."""
