# SPDX-License-Identifier: MIT
"""Which engine or connection a session uses for what."""
from .. import exc as sa_exc
from .base import class_mapper, mapper_of


class BindMethods:
    """The binds of a session."""

    def _add_bind(self, key, bind):
        if isinstance(key, type):
            self._binds[key] = bind
            mapper = mapper_of(key)
            if mapper is not None:
                for table in mapper.tables:
                    self._binds[table] = bind
        elif getattr(key, "is_mapper", False):
            self._binds[key.class_] = bind
        else:
            self._binds[key] = bind

    def bind_mapper(self, mapper, bind):
        self._add_bind(mapper, bind)

    def bind_table(self, table, bind):
        self._add_bind(table, bind)

    def get_bind(self, mapper=None, *, clause=None, bind=None, _sa_skip_events=None,
                 _sa_skip_for_implicit_returning=False, **kwargs):
        if bind is not None:
            return bind
        if mapper is not None and not getattr(mapper, "is_mapper", False):
            mapper = class_mapper(mapper)
        if self._binds:
            if mapper is not None:
                for cls in mapper.class_.__mro__:
                    if cls in self._binds:
                        return self._binds[cls]
                if mapper.local_table in self._binds:
                    return self._binds[mapper.local_table]
            if clause is not None:
                for table in getattr(clause, "_from_objects", ()):
                    if table in self._binds:
                        return self._binds[table]
        if self.bind is not None:
            return self.bind
        candidates = []
        if mapper is not None:
            candidates.append(getattr(mapper.local_table, "metadata", None))
        for table in getattr(clause, "_from_objects", ()) if clause is not None else ():
            candidates.append(getattr(table, "metadata", None))
        for metadata in candidates:
            if getattr(metadata, "bind", None) is not None:
                return metadata.bind
        what = []
        if mapper is not None:
            what.append(f"mapper {mapper}")
        if clause is not None:
            what.append("SQL expression")
        raise sa_exc.UnboundExecutionError(
            f"Could not locate a bind configured on {', '.join(what)}{' or ' if what else ''}this "
            "Session."
        )

    def connection(self, bind_arguments=None, execution_options=None):
        arguments = dict(bind_arguments or {})
        bind = arguments.pop("bind", None) or self.get_bind(**arguments)
        return self._connection_for(bind, execution_options)

    def _connection_for(self, bind, execution_options=None):
        return self._begin_if_needed().connection_for(bind, execution_options)
