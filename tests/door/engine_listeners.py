# SPDX-License-Identifier: MIT
"""What listeners of an engine are told: connections lent and given back, statements that fail."""
import sys

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import ExceptionContext

engine = sa.create_engine(sys.argv[1])


class Mine(Exception):
    pass


for name in ("first_connect", "connect", "checkout", "checkin"):
    def seen(connection, record, *more, name=name):
        record.info.setdefault("seen", []).append(name)
        print(name, len(more), record.info["seen"])

    event.listen(engine, name, seen)


@event.listens_for(engine, "handle_error", retval=True)
def failed(context: ExceptionContext):
    print(type(context.original_exception).__name__, type(context.sqlalchemy_exception).__name__,
          context.statement, context.engine is engine, context.dialect is engine.dialect,
          context.connection is not None, context.is_disconnect)
    if "one" in context.statement:
        raise Mine("raised")
    return Mine("returned") if "two" in context.statement else None


@event.listens_for(engine, "handle_error")
def failed_again(context):
    print("again", getattr(context, "chained_exception", None))


with engine.connect() as connection:
    connection.info["mine"] = True
    for table in ("one", "two", "three"):
        try:
            connection.execute(sa.text(f"SELECT * FROM {table}"))
        except Exception as error:
            print(type(error).__name__, str(error).partition("\n")[0], type(error.__cause__).__name__)
        connection.rollback()
with engine.connect() as connection:
    print(sorted(connection.info))

# Files of SQLite, and servers, keep their connections.
print(type(engine.pool).__name__, engine.dialect.get_dialect_pool_class(engine.url).__name__)
memory = sa.make_url("sqlite://")
print(memory.get_dialect().get_pool_class(memory).__name__)
