# SPDX-License-Identifier: MIT
"""Makers of sessions, and what listeners to their statements are given."""
from .base import Listening


class sessionmaker:
    """Makes sessions of one configuration."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")

    def __init__(self, bind=None, *, class_=None, autoflush=True, expire_on_commit=True,
                 info=None, **kw):
        kw["bind"] = bind
        kw["autoflush"] = autoflush
        kw["expire_on_commit"] = expire_on_commit
        if info is not None:
            kw["info"] = info
        if class_ is None:
            from .session import Session as class_
        self.kw = kw
        self.class_ = type(class_.__name__, (class_,), {})

    def __call__(self, **local_kw):
        made = {**self.kw, **local_kw}
        if self.kw.get("info") is not None and "info" in local_kw:
            made["info"] = {**self.kw["info"], **local_kw["info"]}
        return self.class_(**made)

    def begin(self):
        return _BegunSession(self())

    def configure(self, **new_kw):
        self.kw.update(new_kw)

    def __repr__(self):
        options = ", ".join(f"{k}={v!r}" for k, v in self.kw.items())
        return f"sessionmaker(class_={self.class_.__name__!r}, {options})"


class _BegunSession:
    """`with maker.begin() as session`: commits and closes at the end."""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.transaction = self.session.begin()
        self.transaction.__enter__()
        return self.session

    def __exit__(self, *details):
        try:
            self.transaction.__exit__(*details)
        finally:
            self.session.close()


class ORMExecuteState:
    """What a `do_orm_execute` listener is given."""

    def __init__(self, session, statement, parameters, execution_options, bind_arguments):
        self.session = session
        self.statement = statement
        self.parameters = parameters
        self.execution_options = execution_options
        self.local_execution_options = execution_options
        self.bind_arguments = bind_arguments
        self.is_select = bool(getattr(statement, "is_select", False))
        self.is_insert = bool(getattr(statement, "is_insert", False))
        self.is_update = bool(getattr(statement, "is_update", False))
        self.is_delete = bool(getattr(statement, "is_delete", False))
        self.is_orm_statement = True
        self.is_column_load = self.is_relationship_load = False

    def invoke_statement(self, statement=None, params=None, execution_options=None,
                         bind_arguments=None):
        return self.session._execute_internal(
            statement if statement is not None else self.statement,
            params if params is not None else self.parameters,
            execution_options or self.execution_options, bind_arguments or self.bind_arguments,
        )
