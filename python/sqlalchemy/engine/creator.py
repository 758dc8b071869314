# SPDX-License-Identifier: MIT
"""`creator`: a project's own way to connect. What connects is the engine's driver, which is told
what the project's connection is connected to."""


def created_url(creator, url):
    """The URL of the connection that a creator makes."""
    code = getattr(creator, "__code__", None)
    wants_record = code is not None and (
        code.co_argcount - hasattr(creator, "__self__") - len(creator.__defaults__ or ()) == 1)
    made = creator(None) if wants_record else creator()
    module = type(made).__module__.partition(".")[0]
    if url.get_backend_name() == "sqlite" and hasattr(made, "execute"):
        return _sqlite_url(made, url)
    if url.get_backend_name() == "postgresql" and hasattr(made, "info"):
        return _postgresql_url(made.info, url)
    raise NotImplementedError(
        f"create_engine(creator=...) gives a connection of {module or type(made)!r}, and Retort "
        f"cannot tell what it is connected to; give create_engine() the URL instead")


def _sqlite_url(made, url):
    for _number, name, path in made.execute("PRAGMA database_list").fetchall():
        if name == "main" and path:
            return url.set(database=path, query={})
    raise NotImplementedError(
        "create_engine(creator=...) gives a SQLite database in memory, which no one but the "
        "connection of Python's sqlite3 module can see; use sqlite:// with a StaticPool, or a file")


def _postgresql_url(info, url):
    """psycopg2 and psycopg know what they were told."""
    read = getattr(info, "get_parameters", None)
    given = dict(read() if read is not None else info.dsn_parameters)
    own = ("host", "port", "user", "dbname", "password", "hostaddr")
    query = {name: value for name, value in given.items() if name not in own and value}
    return url.set(host=info.host or None, port=int(info.port) if info.port else None,
                   username=info.user, password=info.password or None, database=info.dbname,
                   query=query)
