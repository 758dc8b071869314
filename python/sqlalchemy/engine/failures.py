# SPDX-License-Identifier: MIT
"""Statements that failed, as listeners to `handle_error` see them."""


class ExceptionContext:
    """What a listener is told of a failure; `chained_exception` is what an earlier one made."""

    cursor = None
    execution_context = None
    chained_exception = None
    is_disconnect = False
    invalidate_pool_on_disconnect = True
    is_pre_ping = False

    def __init__(self, connection, error):
        self.connection = connection
        self.engine = connection.engine
        self.dialect = connection.dialect
        self.original_exception = getattr(error, "orig", None) or error
        self.sqlalchemy_exception = error if hasattr(error, "orig") else None
        self.statement = getattr(error, "statement", None)
        self.parameters = getattr(error, "params", None)


def as_handled(connection, error):
    """The exception that listeners make of one: what they return, or what one of them raises."""
    if "handle_error" not in connection.engine._event_names:
        return error
    context = ExceptionContext(connection, error)
    for listener in connection.engine._listeners["handle_error"]:
        try:
            found = listener(context)
        except Exception as raised:
            return raised
        if found is not None:
            context.chained_exception = error = found
    return error
