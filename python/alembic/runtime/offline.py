# SPDX-License-Identifier: MIT
"""What stands for a connection where SQL is written instead of being run."""


class OfflineConnection:
    """Writes what it is given to execute; there are no results."""

    # Questions to a database have no answers here: what asks first creates or drops at once.
    _is_offline = True
    closed = False

    def __init__(self, impl):
        self._impl = impl

    @property
    def dialect(self):
        return self._impl.dialect

    @property
    def engine(self):
        return self

    bind = engine

    @property
    def name(self):
        return self._impl.dialect.name

    def schema_for_object(self, obj):
        return obj.schema

    def connect(self, **kw):
        return self

    def execution_options(self, **kw):
        return self

    def execute(self, statement, parameters=None, execution_options=None):
        self._impl._exec(statement)
