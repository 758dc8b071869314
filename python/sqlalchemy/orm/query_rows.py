# SPDX-License-Identifier: MIT
"""The methods with which a query is run."""
from .. import exc as sa_exc
from .entities import entity_of, make_entities


class RowMethods:
    """Everything of a query that goes to the database."""

    def _session(self):
        if self.session is None:
            raise sa_exc.InvalidRequestError(
                "Query has no session bound to it"
            )
        return self.session

    def _fetch(self):
        """(compiled select, rows as tuples of values)."""
        from .context import rows_of
        from .session_query import _core_options

        session = self._session()
        if self._autoflush_on:
            session._autoflush()
        options = _core_options(self._execution_options)
        populate = self._populate or self._execution_options.get("populate_existing", False)
        if self._from_statement is not None:
            return self._fetch_from_statement(session, options, populate)
        self._fire_before_compile("before_compile")
        compiled = self._compiled()
        statement = compiled.core
        mapper = next((e.mapper for e in compiled.entities if e.mapper is not None), None)
        cursor = session._core_execute(statement, self._params or None, options, None, mapper)
        return compiled.entities, compiled, rows_of(session, compiled, cursor, populate)

    def _fire_before_compile(self, name):
        for function in _listeners.get(name, ()):
            changed = function(self)
            if changed is not None:
                self.__dict__.update(changed.__dict__)

    def _fetch_from_statement(self, session, options, populate):
        from .context import FromStatement, load_from_statement

        given = FromStatement(list(self._given), self._from_statement)
        given._with_options = tuple(self._select._with_options)
        mapper = next((entity_of(g)[0] for g in self._given if entity_of(g) is not None), None)
        cursor = session._core_execute(
            self._from_statement, self._params or None, options, None, mapper
        )
        entities, rows = load_from_statement(session, given, cursor, populate)
        return entities, None, rows

    def _rows(self):
        """The rows: objects of their own where one class is asked for."""
        entities, compiled, rows = self._fetch()
        if len(entities) == 1 and (
            entities[0].is_object or getattr(entities[0].given, "single_entity", False)
        ):
            found, seen = [], set()
            for (obj,) in rows:
                # a row that an outer join repeats is one object all the same
                if id(obj) not in seen:
                    seen.add(id(obj))
                    found.append(obj)
            return found
        from ..engine.row import Row

        metadata = compiled.metadata() if compiled is not None else _metadata(entities)
        return [Row(metadata, row) for row in rows]

    def __iter__(self):
        return iter(self._rows())

    def all(self):
        return self._rows()

    def first(self):
        limited = self
        if self._from_statement is None and not (
            self._select._limit_clause is not None
        ):
            limited = self.limit(1)
        rows = limited._rows()
        return rows[0] if rows else None

    def one(self):
        rows = self._rows()
        if not rows:
            raise sa_exc.NoResultFound("No row was found when one was required")
        if len(rows) > 1:
            raise sa_exc.MultipleResultsFound(
                "Multiple rows were found when exactly one was required"
            )
        return rows[0]

    def one_or_none(self):
        rows = self._rows()
        if len(rows) > 1:
            raise sa_exc.MultipleResultsFound(
                "Multiple rows were found when one or none was required"
            )
        return rows[0] if rows else None

    def scalar(self):
        found = self.one_or_none()
        if found is None:
            return None
        return found[0] if hasattr(found, "_mapping") else found

    def tuples(self):
        return self

    def get(self, ident):
        session = self._session()
        entities = make_entities(self._given)
        if len(entities) != 1 or not entities[0].is_object:
            raise sa_exc.InvalidRequestError(
                "get() can only be used against a single mapped class."
            )
        if self._select._where_criteria:
            raise sa_exc.InvalidRequestError(
                "Query.get() being called on a Query with existing criterion. "
            )
        return session.get(
            entities[0].mapper, ident, options=self._select._with_options,
            populate_existing=self._populate,
        )

    def count(self):
        from ..sql.expression import func, literal_column, select

        session = self._session()
        if self._autoflush_on:
            session._autoflush()
        inner = self._core_statement(True).subquery("anon_1")
        statement = select(func.count(literal_column("*"))).select_from(inner)
        mapper = next((entity_of(g)[0] for g in self._given if entity_of(g) is not None), None)
        if mapper is None:
            mapper = next((e.mapper for e in make_entities(self._given) if e.mapper), None)
        return session._core_execute(
            statement, self._params or None, None, None, mapper
        ).scalar()

    # --- changes

    def delete(self, synchronize_session="auto", delete_args=None):
        from ..sql.expression import delete

        mapper = self._changed_mapper("delete")
        statement = delete(mapper.local_table).where(*self._select._where_criteria)
        return self._execute_change(statement, mapper, synchronize_session)

    def update(self, values, synchronize_session="auto", update_args=None):
        from ..sql.expression import update
        from .orm_dml import attribute_values

        mapper = self._changed_mapper("update")
        pairs = attribute_values(mapper, values)
        statement = update(mapper.local_table).where(*self._select._where_criteria)
        if (update_args or {}).get("preserve_parameter_order"):
            statement = statement.ordered_values(*pairs)
        else:
            statement = statement.values(dict(pairs))
        return self._execute_change(statement, mapper, synchronize_session)

    def _changed_mapper(self, name):
        select = self._select
        for attribute, word in (
            ("_limit_clause", "limit"), ("_offset_clause", "offset"),
            ("_order_by_clauses", "order_by"), ("_group_by_clauses", "group_by"),
            ("_from_obj", "select_from"), ("_setup_joins", "join"),
        ):
            value = getattr(select, attribute)
            if value is not None and value != () and value != []:
                if word in ("select_from", "join"):
                    word = "join(), outerjoin(), select_from(), or from_self"
                raise sa_exc.InvalidRequestError(
                    f"Can't call Query.update() or Query.delete() when {word}() has been called"
                )
        entities = make_entities(self._given)
        if not entities or entities[0].mapper is None:
            raise sa_exc.InvalidRequestError(
                f"query.{name}() needs a mapped class as its only entity"
            )
        return entities[0].mapper

    def _execute_change(self, statement, mapper, synchronize):
        from .orm_dml import execute_dml

        if synchronize not in (False, None, "auto", "evaluate", "fetch"):
            raise sa_exc.ArgumentError(
                "Valid strategies for session synchronization are 'auto', 'evaluate', 'fetch', "
                "False"
            )
        options = {**self._execution_options, "synchronize_session": synchronize}
        session = self._session()
        result = execute_dml(session, mapper, statement, self._params or None, options, None)
        return result.rowcount


def _metadata(entities):
    from ..engine.result import SimpleResultMetaData

    return SimpleResultMetaData([e.name for e in entities], [(e.given,) for e in entities])


_listeners = {}
