# SPDX-License-Identifier: MIT
"""How a session executes statements."""
from .. import exc as sa_exc
from .base import class_mapper, mapper_of


class QueryMethods:
    """The reading methods of a session."""

    def query(self, *entities, **kwargs):
        from .query import Query

        make = self._query_cls or Query
        return make(entities, self, **kwargs)

    # --- statements

    def execute(self, statement, params=None, *, execution_options=None, bind_arguments=None,
                _parent_execute_state=None, _add_event=None, **legacy):
        statement = _executable(statement)
        if legacy:
            # the 1.x form: session.execute(text, mapper=..., bind=...)
            bind_arguments = {**(bind_arguments or {}), **legacy}
        options = dict(self._execution_options)
        options.update(execution_options or {})
        listeners = self._listeners.get("do_orm_execute") or [
            f for functions in self._class_listeners("do_orm_execute") for f in functions or ()
        ]
        if listeners:
            from .session_making import ORMExecuteState

            state = ORMExecuteState(self, statement, params, options, bind_arguments or {})
            for function in listeners:
                result = function(state)
                if result is not None:
                    return result
            statement, params = state.statement, state.parameters
        return self._execute_internal(statement, params, options, bind_arguments)

    def _execute_internal(self, statement, params=None, options=None, bind_arguments=None):
        from .context import FromStatement, wants_orm

        options = options or {}
        if isinstance(statement, FromStatement):
            return self._execute_from_statement(statement, params, options, bind_arguments)
        if getattr(statement, "is_select", False):
            if self.autoflush and options.get("autoflush", True):
                self._autoflush()
            if wants_orm(statement):
                return self._execute_select(statement, params, options, bind_arguments)
            from .orm_dml import compound_entities

            compound = compound_entities(statement)
            if compound is not None:
                return self._execute_compound(compound, statement, params, options, bind_arguments)
        elif getattr(statement, "is_dml", False):
            from .orm_dml import entity_of_statement, execute_dml

            mapper = entity_of_statement(statement)
            if mapper is not None:
                return execute_dml(self, mapper, statement, params, options, bind_arguments)
        return self._core_execute(statement, params, options, bind_arguments)

    def _core_execute(self, statement, params, options, bind_arguments, mapper=None):
        arguments = dict(bind_arguments or {})
        bind = arguments.pop("bind", None)
        if bind is None:
            arguments.setdefault("mapper", mapper)
            arguments.setdefault("clause", statement)
            bind = self.get_bind(**arguments)
        connection = self._connection_for(bind)
        if params is None or params == {}:
            return connection.execute(statement, execution_options=options or None)
        return connection.execute(statement, params, execution_options=options or None)

    def _run(self, statement, mapper, params=None):
        """Execute a statement of the layer's own, without a flush before it."""
        connection = self._connection_for(self.get_bind(mapper))
        return connection.execute(statement, params) if params else connection.execute(statement)

    def _execute_select(self, statement, params, options, bind_arguments):
        from ..engine.result import IteratorResult
        from .context import CompiledSelect, rows_of

        compiled = CompiledSelect(statement)
        options = {**statement.get_execution_options(), **options}
        mapper = next((e.mapper for e in compiled.entities if e.mapper is not None), None)
        cursor = self._core_execute(
            compiled.core, params, _core_options(options), bind_arguments, mapper
        )
        rows = rows_of(self, compiled, cursor, options.get("populate_existing", False))
        return IteratorResult(compiled.metadata(), iter(rows))

    def _execute_compound(self, compiled, statement, params, options, bind_arguments):
        from ..engine.result import IteratorResult
        from .context import rows_of

        cursor = self._core_execute(compiled.core, params, _core_options(options), bind_arguments)
        return IteratorResult(compiled.metadata(), iter(rows_of(self, compiled, cursor)))

    def _execute_from_statement(self, statement, params, options, bind_arguments):
        from ..engine.result import IteratorResult, SimpleResultMetaData
        from .context import load_from_statement
        from .entities import entity_of

        self._autoflush()
        options = {**statement.get_execution_options(), **options}
        mapper = next(
            (entity_of(e)[0] for e in statement.entities if entity_of(e) is not None), None
        )
        cursor = self._core_execute(
            statement.element, params, _core_options(options), bind_arguments, mapper
        )
        entities, rows = load_from_statement(
            self, statement, cursor, options.get("populate_existing", False)
        )
        return IteratorResult(
            SimpleResultMetaData([e.name for e in entities], [(e.given,) for e in entities]),
            iter(rows),
        )

    def scalar(self, statement, params=None, **kwargs):
        return self.execute(statement, params, **kwargs).scalar()

    def scalars(self, statement, params=None, **kwargs):
        return self.execute(statement, params, **kwargs).scalars()

    # --- by identity

    def get(self, entity, ident, *, options=None, populate_existing=False, with_for_update=None,
            identity_token=None, execution_options=None, bind_arguments=None):
        from .entities import entity_of

        pair = entity_of(entity)
        mapper = pair[0] if pair is not None else class_mapper(entity)
        values = identity_values(mapper, ident)
        if not populate_existing and not with_for_update:
            key = mapper.identity_key_from_primary_key(values)
            state = self.identity_map.state(key)
            if state is None and key[1] != values:
                state = None
            if state is not None:
                if state.is_deleted or not state.mapper.isa(mapper):
                    return None
                if state.expired_attributes and not _refreshed(self, state):
                    return None
                return state.obj()
        if any(v is None for v in values) and all(v is None for v in values):
            return None
        from .loading import load_by_identity

        return load_by_identity(
            self, mapper, values, options or (), populate_existing, with_for_update
        )

    def get_one(self, entity, ident, **kwargs):
        found = self.get(entity, ident, **kwargs)
        if found is None:
            raise sa_exc.NoResultFound("No row was found when one was required")
        return found


def _refreshed(session, state):
    """Whether the row of an expired object is still there."""
    from .loading import load_row_of

    if all(key in state.dict for key in state.mapper._pk_keys):
        return True
    keys = set(state.expired_attributes)
    return load_row_of(session, state, keys)


def identity_values(mapper, ident):
    """The values of a primary key, from one value, a tuple or a dictionary."""
    if isinstance(ident, dict):
        try:
            return tuple([ident[key] for key in mapper._pk_keys])
        except KeyError:
            listed = ", ".join(f"'{key}'" for key in mapper._pk_keys)
            raise sa_exc.InvalidRequestError(
                "Incorrect names of values in identifier to formulate primary key for "
                "session.get(); "
                f"primary key attribute names are {listed} (synonym names are also accepted)"
            ) from None
    values = tuple(ident) if isinstance(ident, (tuple, list)) else (ident,)
    if hasattr(ident, "_mapping"):
        values = tuple(ident)
    if len(values) != len(mapper.primary_key):
        listed = ",".join(f"'{c}'" for c in mapper.primary_key)
        raise sa_exc.InvalidRequestError(
            "Incorrect number of values in identifier to formulate primary key for session.get(); "
            f"primary key columns are {listed}"
        )
    return values


_OWN_OPTIONS = ("populate_existing", "autoflush", "synchronize_session", "yield_per",
                "identity_token", "is_delete_using", "is_update_from", "dml_strategy",
                "render_nulls")


def _core_options(options):
    return {k: v for k, v in options.items() if k not in _OWN_OPTIONS}


def _executable(statement):
    if isinstance(statement, str):
        from ..sql.expression import text
        from ..util import warn_deprecated_20

        warn_deprecated_20(
            "Textual SQL expression should be explicitly declared as text(): passing a string to "
            "Session.execute() is deprecated"
        )
        return text(statement)
    if getattr(statement, "supports_execution", False) or hasattr(statement, "next_value"):
        return statement
    asked = getattr(statement, "__clause_element__", None)
    if asked is not None and mapper_of(statement) is None:
        return asked()
    from .exc import ObjectNotExecutableError
    from .. import exc

    error = getattr(exc, "ObjectNotExecutableError", None)
    if error is not None:
        raise error(statement)
    raise ObjectNotExecutableError(f"Not an executable object: {statement!r}")


class NoAutoflush:
    """`with session.no_autoflush`: queries leave what is pending unwritten."""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.before = self.session.autoflush
        self.session.autoflush = False
        return self.session

    def __exit__(self, *_):
        self.session.autoflush = self.before
