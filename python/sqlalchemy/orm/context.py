# SPDX-License-Identifier: MIT
"""Turns a select() over mapped classes into one over tables, and its rows into objects."""
from .attributes import QueryableAttribute
from .entities import ColumnEntity as _ColumnEntity  # noqa: F401
from .entities import MapperEntity as _MapperEntity  # noqa: F401
from .entities import Selected, entity_of, is_orm, make_entities
from .loading import Loader
from .strategy_options import Loads


class QueryContext:
    """What a query that runs is told by its options."""

    def __init__(self, session, statement):
        self.session = session
        self.statement = statement


def wants_orm(statement):
    """Whether a SELECT asks for anything that this layer has to do."""
    given = getattr(statement, "_given_columns", None)
    if given is None:
        return False
    if any(is_orm(thing) for thing in given):
        return True
    for target, onclause, left, *_ in statement._setup_joins:
        if is_orm(target) or is_orm(onclause) or left is not None and is_orm(left):
            return True
    return False


class CompiledSelect:
    """A SELECT over tables that was made of one over classes."""

    def __init__(self, statement, ordered_loads=None):
        self.given = statement
        self.entities = make_entities(statement._given_columns)
        options = [o for o in statement._with_options]
        self.loads = Loads(options)
        self.selected = Selected()
        for entity in self.entities:
            entity.setup(self.selected, self._loads_of(entity))
        self.core = self._core(statement)
        self._metadata = None

    def _loads_of(self, entity):
        return self.loads

    def _core(self, statement):
        made = statement._generate()
        made._given_columns = tuple(self.selected.columns)
        made._raw_columns = list(self.selected.columns)
        made._from_obj = self._froms(statement)
        made._setup_joins = tuple(self._joins(statement))
        criteria = []
        seen = set()
        for entity in self.entities:
            if entity.mapper is not None:
                mark = id(entity.alias or entity.mapper)
                if mark in seen:
                    continue
                seen.add(mark)
            criteria.extend(entity.criteria())
        criteria.extend(_loader_criteria(statement, self.entities))
        if criteria:
            made = made.where(*criteria)
        made._with_options = ()
        return made

    def _froms(self, statement):
        """The FROM elements; a class of several tables stands for their join."""
        froms = list(statement._from_obj)
        placed = [id(f) for f in froms]
        joined_lefts = {
            id(left) for _, _, left, *_ in statement._setup_joins if left is not None
        }
        for entity in self.entities:
            if entity.mapper is None:
                continue
            selectable = (
                entity.alias.selectable if entity.alias is not None else entity.mapper.selectable
            )
            is_join = getattr(selectable, "_is_join", False)
            if is_join and id(selectable) not in placed and id(selectable) not in joined_lefts:
                if not any(_holds(f, selectable) for f in froms):
                    froms.append(selectable)
                    placed.append(id(selectable))
        return tuple(froms)

    def _joins(self, statement):
        for target, onclause, left, isouter, full in statement._setup_joins:
            yield from expand_join(target, onclause, left, isouter, full)

    # --- results

    @property
    def names(self):
        return [entity.name for entity in self._named()]

    def _named(self):
        unnamed = [
            e for e in self.entities if e.name is None and getattr(e, "element", None) is not None
        ]
        if unnamed:
            from ..sql.select import Select

            keys = [
                (column, key) for key, _, column in
                Select(*[e.element for e in unnamed])._proxied_columns()
            ]
            for entity in unnamed:
                for column, key in keys:
                    if column is entity.element:
                        entity.name = key
        return self.entities

    def metadata(self):
        from ..engine.result import SimpleResultMetaData

        objects = []
        for entity in self._named():
            found = [entity.given]
            element = getattr(entity, "element", None)
            if element is not None:
                found.append(element)
            objects.append(tuple(found))
        return SimpleResultMetaData([e.name for e in self.entities], objects)

    @property
    def single_entity(self):
        return len(self.entities) == 1 and self.entities[0].is_object

    def filter_uniquely(self):
        """Whether rows may repeat an object that is asked for once."""
        return any(e.is_object and e.nested for e in self.entities)


def _holds(element, selectable):
    if element is selectable:
        return True
    if getattr(element, "_is_join", False):
        return _holds(element.left, selectable) or _holds(element.right, selectable)
    return False


def _selectable(thing):
    pair = entity_of(thing)
    if pair is None:
        return None
    mapper, alias = pair
    return alias.selectable if alias is not None else mapper.selectable


def expand_join(target, onclause, left, isouter, full):
    """Joins over tables, for one over classes and relationships."""
    if left is not None:
        left = _selectable(left) if entity_of(left) is not None else left
    attribute = None
    if isinstance(target, QueryableAttribute) and _is_relationship(target):
        attribute, target = target, None
    elif isinstance(onclause, QueryableAttribute) and _is_relationship(onclause):
        attribute, onclause = onclause, None
    if attribute is None:
        pair = entity_of(target)
        right = _selectable(target)
        if pair is not None:
            criterion = pair[0].single_criterion(pair[1])
            if criterion is not None and onclause is not None:
                from ..sql.expression import and_

                onclause = and_(onclause, criterion)
        yield (right if right is not None else target), onclause, left, isouter, full
        return
    from .relationship_comparator import join_steps

    steps = join_steps(attribute, target, isouter)
    if onclause is not None:
        from ..sql.expression import and_

        right, on, start = steps[-1]
        steps[-1] = (right, and_(on, onclause), start)
    for right, on, start in steps:
        yield right, on, start, isouter, full


def _is_relationship(attribute):
    return getattr(attribute.prop, "is_relationship", False)


def _loader_criteria(statement, entities):
    found = []
    for option in statement._with_options:
        criteria_for = getattr(option, "criteria_for", None)
        if criteria_for is None:
            continue
        for entity in entities:
            if entity.mapper is not None:
                found.extend(criteria_for(entity.mapper, entity.alias))
    return found


def rows_of(session, compiled, cursor, populate_existing=False):
    """[tuple of values] of the rows that a statement gave."""
    loader = Loader(session, compiled.entities, compiled.loads, populate_existing)
    entities = compiled.entities
    made = []
    if len(entities) == 1:
        entity = entities[0]
        if entity.is_object:
            instance = loader.instance
            made = [(instance(entity, row),) for row in cursor]
        else:
            made = [(loader.value(entity, row),) for row in cursor]
    else:
        value = loader.value
        for row in cursor:
            made.append(tuple([value(entity, row) for entity in entities]))
    loader.finish()
    return made


class FromStatement:
    """`select(Model).from_statement(text(...))`: rows of a statement that is given as it stands."""

    def __init__(self, entities, element):
        self.entities = entities
        self.element = element
        self._with_options = ()
        self._execution_options = {}
        self._label_style = None

    supports_execution = True
    is_select = True

    def options(self, *options):
        self._with_options += options
        return self

    def execution_options(self, **options):
        self._execution_options = {**self._execution_options, **options}
        return self

    def get_execution_options(self):
        return self._execution_options


def load_from_statement(session, given, cursor, populate_existing=False):
    """(names, rows) for entities whose columns are found by name in the result of a statement."""
    entities = make_entities(given.entities)
    keys = list(cursor.keys())
    missing = []

    class Places(Selected):
        def place(self, column):
            for name in (getattr(column, "name", None), getattr(column, "key", None),
                         getattr(column, "_label", None)):
                if name is not None and str(name) in keys:
                    return keys.index(str(name))
            missing.append(column)
            return -1

        add = place

    loads = Loads(given._with_options)
    selected = Places()
    for entity in entities:
        entity.setup(selected, loads)
        if entity.is_object:
            entity.places = [p for p in entity.places if p[1] >= 0]
            if entity.discriminator == -1:
                entity.discriminator = None
            if -1 in entity.key_places:
                from .. import exc as sa_exc

                raise sa_exc.NoSuchColumnError(
                    f"Could not locate column in row for column '{missing[0]}'"
                )
    loader = Loader(session, entities, loads, populate_existing)
    rows = [tuple([loader.value(e, row) for e in entities]) for row in cursor]
    loader.finish()
    return entities, rows
