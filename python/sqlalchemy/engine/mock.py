# SPDX-License-Identifier: MIT
"""The engine that runs nothing: each statement goes to a function."""
from .create import create_mock_engine  # noqa: F401


class MockConnection:
    """A connection whose statements go to a function."""

    # There is nobody to ask whether a table exists.
    _is_mock = True

    def __init__(self, dialect, execute):
        self._dialect = dialect
        self._execute_impl = execute

    @property
    def engine(self):
        return self

    @property
    def dialect(self):
        return self._dialect

    @property
    def name(self):
        return self._dialect.name

    def schema_for_object(self, obj):
        return obj.schema

    def connect(self, **kwargs):
        return self

    def execution_options(self, **kw):
        return self

    def execute(self, obj, parameters=None, execution_options=None):
        return self._execute_impl(obj, parameters)
