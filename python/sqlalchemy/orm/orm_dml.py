# SPDX-License-Identifier: MIT
"""INSERT, UPDATE and DELETE statements over mapped classes, executed by a session."""
from .attributes import QueryableAttribute
from .base import mapper_of
from .entities import entity_of, is_orm


def entity_of_statement(statement):
    """The mapper of the class that a statement was made for; None if it was made for a table."""
    given = getattr(statement, "_given_entity", None)
    if given is None:
        return None
    pair = entity_of(given)
    return pair[0] if pair is not None else None


def execute_dml(session, mapper, statement, params, options, bind_arguments):
    """Execute a statement over a class, and bring the session's objects up to date."""
    options = {**statement.get_execution_options(), **options}
    if getattr(statement, "is_insert", False):
        return _insert(session, mapper, statement, params, options, bind_arguments)
    if isinstance(params, (list, tuple)) and params and getattr(statement, "is_update", False):
        session.bulk_update_mappings(mapper.class_, params)
        from ..engine.result import null_result

        return null_result()
    session._autoflush()
    synchronize = options.get("synchronize_session", "auto")
    criterion = mapper.single_criterion()
    if criterion is not None:
        statement = statement.where(criterion)
    statement = _by_column(mapper, statement)
    touched = _touched(session, mapper, statement, params) if synchronize else []
    given, statement = _returning(statement)
    result = session._core_execute(statement, params, _core(options), bind_arguments, mapper)
    for state in touched:
        if getattr(statement, "is_delete", False):
            session._modified_states.discard(state)
            session.identity_map.discard(state)
            state.is_deleted = True
            if session._transaction is not None:
                session._transaction.deleted[state] = True
        else:
            keys = [
                p.key for p in mapper.column_attrs
                if p.key not in state.committed_state and p.key not in mapper._pk_keys
            ]
            state.expire(keys)
    return _with_entities(session, given, result)


def _by_column(mapper, statement):
    """The statement with columns where its values name attributes of another name."""
    renamed = _renamed(mapper)
    if not renamed:
        return statement
    made = statement._generate()
    if getattr(made, "_values", None):
        made._values = {_column(renamed, k): v for k, v in made._values.items()}
    if getattr(made, "_multi_values", None):
        made._multi_values = tuple(
            [
                {_column(renamed, k): v for k, v in row.items()} if isinstance(row, dict) else row
                for row in rows
            ]
            for rows in made._multi_values
        )
    if getattr(made, "_ordered_values", None):
        made._ordered_values = [(_column(renamed, k), v) for k, v in made._ordered_values]
    return made


def _renamed(mapper):
    """attribute name -> key of its column, where the two differ."""
    return {
        key: p.columns[0].key for key, p in mapper._props.items()
        if p.is_column and hasattr(p.columns[0], "server_default") and p.columns[0].key != key
    }


def _column(renamed, key):
    return renamed.get(key, key) if isinstance(key, str) else key


def _core(options):
    from .session_query import _core_options

    return _core_options(options)


def _touched(session, mapper, statement, params):
    """The states of the session whose rows a statement matches."""
    candidates = [
        s for s in session.identity_map.all_states() if s.mapper.isa(mapper) and not s.is_deleted
    ]
    if not candidates:
        return []
    from ..sql.expression import select

    query = select(*mapper.primary_key).select_from(mapper.local_table)
    for criterion in getattr(statement, "_where_criteria", ()):
        query = query.where(criterion)
    result = session._run(query, mapper, params if isinstance(params, dict) else None)
    keys = {tuple(row) for row in result.fetchall()}
    return [s for s in candidates if s.key[1] in keys]


def _returning(statement):
    """What RETURNING names of classes, and the statement that returns their columns instead."""
    given = getattr(statement, "_given_returning", None)
    if not given or not any(is_orm(g) for g in given):
        return None, statement
    from .context import Selected, make_entities
    from .strategy_options import Loads

    entities = make_entities(given)
    selected, loads = Selected(), Loads()
    for entity in entities:
        entity.setup(selected, loads)
    made = statement._generate()
    made._returning = ()
    made._given_returning = ()
    return (entities, loads), made.returning(*selected.columns)


def _with_entities(session, given, result):
    if given is None:
        return result
    from ..engine.result import IteratorResult, SimpleResultMetaData
    from .loading import Loader

    entities, loads = given
    loader = Loader(session, entities, loads, populate_existing=True)
    rows = [tuple([loader.value(e, row) for e in entities]) for row in result.fetchall()]
    return IteratorResult(
        SimpleResultMetaData([e.name for e in entities], [(e.given,) for e in entities]),
        iter(rows),
    )


def _insert(session, mapper, statement, params, options, bind_arguments):
    session._autoflush()
    renamed = _renamed(mapper)
    statement = _by_column(mapper, statement)
    single = not isinstance(params, (list, tuple))
    rows = [params] if single else list(params)
    if renamed:
        rows = [
            None if row is None else {renamed.get(k, k): v for k, v in row.items()} for row in rows
        ]
    if mapper.single and mapper.polymorphic_on is not None and not single:
        key = mapper.polymorphic_on.key
        rows = [{key: mapper.polymorphic_identity, **row} for row in rows]
    given, statement = _returning(statement)
    if given is not None and not single:
        # one statement a row: each gives its row back
        found = []
        for row in rows:
            result = session._core_execute(statement, row, _core(options), bind_arguments, mapper)
            found.extend(_with_entities(session, given, result).fetchall())
        from ..engine.result import IteratorResult, SimpleResultMetaData

        return IteratorResult(
            SimpleResultMetaData([e.name for e in given[0]], [(e.given,) for e in given[0]]),
            iter([tuple(row) for row in found]),
        )
    result = session._core_execute(
        statement, rows[0] if single else rows, _core(options), bind_arguments, mapper
    )
    return _with_entities(session, given, result)


def attribute_values(mapper, values):
    """Values of an UPDATE by column, where attributes and their names may stand for columns."""
    pairs = values.items() if hasattr(values, "items") else values
    found = []
    for key, value in pairs:
        if isinstance(key, str):
            prop = mapper._props.get(key)
            if prop is None:
                from .. import exc as sa_exc

                attribute = getattr(mapper.class_, key, None)
                update = getattr(attribute, "_bulk_update_tuples", None)
                if update is not None:
                    found.extend(update(value))
                    continue
                if key in mapper.local_table.c:
                    found.append((mapper.local_table.c[key], _element(value)))
                    continue
                raise sa_exc.InvalidRequestError(
                    f"Attribute name not found, can't be synchronized back to objects: {key!r}"
                )
            key = prop
        elif isinstance(key, QueryableAttribute):
            key = key.prop
        if getattr(key, "is_property", False):
            target = getattr(key, "name", None)
            if not key.is_column and isinstance(target, str):
                key = mapper._props[target]
            if not key.is_column:
                for prop, part in zip(key.props, key.values_in(value)):
                    found.append((prop.columns[0], part))
                continue
            key = key.columns[0]
        elif hasattr(key, "__clause_element__"):
            key = key.__clause_element__()
        found.append((key, _element(value)))
    return found


def _element(value):
    element = getattr(value, "__clause_element__", None)
    if element is not None and not hasattr(value, "_notation") and mapper_of(value) is None:
        return element()
    return value


def compound_entities(statement):
    """What a UNION of selects over one class gives: the objects of its rows. None of others."""
    selects = getattr(statement, "selects", None)
    if not selects:
        return None
    from .context import CompiledSelect, wants_orm

    parts = []
    for select in selects:
        select = getattr(select, "element", select)
        if not hasattr(select, "_given_columns") or not wants_orm(select):
            return None
        parts.append(CompiledSelect(select))
    made = statement._generate()
    made.selects = [p.core for p in parts]
    parts[0].core = made
    return parts[0]
