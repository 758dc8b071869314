# SPDX-License-Identifier: MIT
"""The methods that say what a query selects: conditions, joins, order, groups."""
from .. import exc as sa_exc
from .attributes import QueryableAttribute
from .entities import entity_of


def _element(thing):
    """An expression of what the author gave; strings are refused where text would be guessed."""
    if hasattr(thing, "_core_statement"):
        return thing.scalar_subquery()
    return thing


class ShapeMethods:
    """Everything of a query that gives back a changed query."""

    # --- conditions

    def filter(self, *criteria):
        self._refuse_after_limit("filter")
        return self._copy(self._select.where(*[_element(c) for c in criteria]))

    where = filter

    def filter_by(self, **kwargs):
        self._refuse_after_limit("filter_by")
        entity = self._entity_zero()
        if entity is None:
            raise sa_exc.InvalidRequestError(
                "Can't use filter_by when the first entity '%s' of a query is not a mapped class. "
                "Please use the filter method instead, or change the order of the entities in the "
                "query" % (self._given[0] if self._given else None)
            )
        return self._copy(self._select.where(*[
            _attribute_of(entity, key) == value for key, value in kwargs.items()
        ]))

    def _refuse_after_limit(self, name):
        if self._select._limit_clause is not None or self._select._offset_clause is not None:
            raise sa_exc.InvalidRequestError(
                f"Query.{name}() being called on a Query which already has LIMIT or OFFSET "
                "applied.  "
                "Call {0}() before limit() or offset() are applied.".format(name)
            )

    def having(self, *having):
        return self._copy(self._select.having(*[_element(h) for h in having]))

    # --- order and groups

    def order_by(self, *clauses):
        self._refuse_after_limit("order_by")
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            made = self._select._generate()
            made._order_by_clauses = ()
            return self._copy(made)
        return self._copy(self._select.order_by(*_spread(clauses)))

    def group_by(self, *clauses):
        self._refuse_after_limit("group_by")
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            made = self._select._generate()
            made._group_by_clauses = ()
            return self._copy(made)
        return self._copy(self._select.group_by(*_spread(clauses)))

    def distinct(self, *expr):
        return self._copy(self._select.distinct(*expr))

    def limit(self, limit):
        return self._copy(self._select.limit(_element(limit)))

    def offset(self, offset):
        return self._copy(self._select.offset(_element(offset)))

    def slice(self, start, stop):
        return self._copy(self._select.slice(start, stop))

    def __getitem__(self, item):
        if isinstance(item, slice):
            start, stop, step = item.start, item.stop, item.step
            if (isinstance(start, int) and start < 0) or (isinstance(stop, int) and stop < 0):
                raise IndexError(
                    "negative indexes are not accepted by SQL index / slice operators"
                )
            if isinstance(stop, int) and isinstance(start, int) and stop - start <= 0:
                return []
            rows = list(self.slice(start, stop))
            return rows[::step] if step is not None else rows
        if item < 0:
            raise IndexError("negative indexes are not accepted by SQL index / slice operators")
        return list(self[item:item + 1])[0]

    # --- what is selected

    def add_columns(self, *columns):
        return self._with_given(self._given + tuple(columns))

    def add_column(self, column):
        return self.add_columns(column)

    def add_entity(self, entity, alias=None):
        return self._with_given((*self._given, entity))

    def with_entities(self, *entities):
        from .query import _flat

        return self._with_given(tuple(_flat(entities)))

    def _with_given(self, given):
        made = self._select._generate()
        made._given_columns = tuple(given)
        return self._copy(made)

    def select_from(self, *from_obj):
        made = self._copy()
        froms = []
        for thing in from_obj:
            pair = entity_of(thing)
            if pair is not None:
                made._from_owner = thing
                froms.append(pair[1].selectable if pair[1] is not None else pair[0].selectable)
            elif hasattr(thing, "_core_statement"):
                froms.append(thing.subquery())
            else:
                froms.append(thing)
        made._select = made._select.select_from(*froms)
        return made

    def select_entity_from(self, from_obj):
        return self.select_from(from_obj)

    # --- joins

    def join(self, target, *props, isouter=False, full=False, **legacy):
        onclause = props[0] if len(props) == 1 else None
        if legacy.pop("aliased", None) or legacy.pop("from_joinpoint", None):
            raise sa_exc.ArgumentError("Query.join(aliased=..., from_joinpoint=...) was removed")
        legacy_pair = isinstance(target, tuple) and len(target) == 2 and not props
        if legacy_pair:
            target, onclause = target
        made = self
        if len(props) > 1:
            for thing in (target, *props):
                made = made._join(thing, None, isouter, full)
            return made
        return made._join(target, onclause, isouter, full)

    def outerjoin(self, target, *props, full=False):
        return self.join(target, *props, isouter=True, full=full)

    def _join(self, target, onclause, isouter, full):
        if isinstance(target, str):
            target = _attribute_of(self._entity_zero(), target)
        if isinstance(onclause, str):
            onclause = _attribute_of(self._entity_zero(), onclause)
        if hasattr(target, "_core_statement"):
            target = target.subquery()
        select = self._select
        left = self._left_of(target, onclause)
        made_select = select._generate()
        made_select._setup_joins = (
            *select._setup_joins, (target, _clause(onclause), left, isouter, full)
        )
        made = self._copy(made_select)
        made._last_joined = _joined_entity(target)
        return made

    def _left_of(self, target, onclause):
        """The left side of a join that the join itself does not tell."""
        if isinstance(target, QueryableAttribute) and not target.prop.is_column:
            return None
        if isinstance(onclause, QueryableAttribute) and not onclause.prop.is_column:
            return None
        if self._select._from_obj or self._select._setup_joins:
            if self._select._from_obj:
                return None
        froms, seen = [], set()
        from .entities import make_entities

        for entity in make_entities(self._given):
            for element in entity.froms:
                if id(element) not in seen:
                    seen.add(id(element))
                    froms.append(element)
        right = _right(target)
        froms = [f for f in froms if f is not right]
        if not froms:
            return None
        if len(froms) == 1:
            return froms[0]
        if onclause is not None:
            named = set(map(id, getattr(_clause(onclause), "_from_objects", ())))
            for element in froms:
                if id(element) in named:
                    return element
        else:
            from ..sql.fromclause import Join

            for element in froms:
                if Join._can_join(element, right):
                    return element
        return froms[0]

    def reset_joinpoint(self):
        made = self._copy()
        made._last_joined = None
        return made

    # --- set operations

    def union(self, *queries):
        return self._set_operation("union", queries)

    def union_all(self, *queries):
        return self._set_operation("union_all", queries)

    def intersect(self, *queries):
        return self._set_operation("intersect", queries)

    def except_(self, *queries):
        return self._set_operation("except_", queries)

    def intersect_all(self, *queries):
        return self._set_operation("intersect_all", queries)

    def except_all(self, *queries):
        return self._set_operation("except_all", queries)

    def _set_operation(self, name, queries):
        from ..sql import expression
        from .util import aliased

        parts = [self._core_statement(True), *[
            q._core_statement(True) if hasattr(q, "_core_statement") else q for q in queries
        ]]
        subquery = getattr(expression, name)(*parts).subquery("anon_1")
        given = []
        for entity, position in self._positions():
            if entity.is_object:
                given.append(aliased(entity.mapper.class_, subquery))
            else:
                given.append(list(subquery.c)[position].label(entity.name))
        made = type(self)(given, self.session)
        made._params = self._params
        return made

    def _positions(self):
        compiled = self._compiled()
        for entity in compiled.entities:
            yield entity, getattr(entity, "place", None)

    def from_self(self, *entities):
        return self._set_operation_of_one()

    def _set_operation_of_one(self):
        from .util import aliased

        subquery = self._core_statement(True).subquery("anon_1")
        given = []
        for entity, position in self._positions():
            if entity.is_object:
                given.append(aliased(entity.mapper.class_, subquery))
            else:
                given.append(list(subquery.c)[position].label(entity.name))
        return type(self)(given, self.session)

    # --- the rest

    def options(self, *options):
        from .query import _flat

        return self._copy(self._select.options(*_flat(options)))

    def correlate(self, *fromclauses):
        things = [_right(f) if entity_of(f) is not None else f for f in fromclauses]
        return self._copy(self._select.correlate(*things))

    def with_for_update(self, **kwargs):
        return self._copy(self._select.with_for_update(**kwargs))

    def with_labels(self):
        return self._copy(self._select.set_label_style(1))

    def set_label_style(self, style):
        return self._copy(self._select.set_label_style(style))

    apply_labels = with_labels

    def prefix_with(self, *prefixes, dialect="*"):
        return self._copy(self._select.prefix_with(*prefixes, dialect=dialect))

    def suffix_with(self, *suffixes, dialect="*"):
        return self._copy(self._select.suffix_with(*suffixes, dialect=dialect))

    def add_cte(self, *ctes):
        return self._copy(self._select.add_cte(*ctes))

    def with_hint(self, *args, **kwargs):
        return self._copy(self._select.with_hint(*args, **kwargs))

    def enable_eagerloads(self, value):
        return self._copy()

    def enable_assertions(self, value):
        return self._copy()

    def yield_per(self, count):
        return self._copy()

    def execution_options(self, **options):
        made = self._copy()
        made._execution_options = {**self._execution_options, **options}
        return made

    def get_execution_options(self):
        return dict(self._execution_options)

    def populate_existing(self):
        made = self._copy()
        made._populate = True
        return made

    def autoflush(self, setting):
        made = self._copy()
        made._autoflush_on = setting
        return made

    def with_parent(self, instance, property=None, from_entity=None):
        from .util import with_parent

        if property is None:
            from .base import object_mapper

            target = entity_of(self._entity_zero())[0]
            for prop in object_mapper(instance).relationships:
                if prop.mapper is target:
                    property = prop
                    break
        return self.filter(with_parent(instance, property))

    @property
    def whereclause(self):
        return self._select.whereclause


def _spread(clauses):
    found = []
    for clause in clauses:
        if isinstance(clause, (list, tuple)):
            found.extend(_spread(clause))
        else:
            found.append(_element(clause))
    return found


def _attribute_of(entity, key):
    pair = entity_of(entity)
    if pair is not None:
        owner = pair[1].entity if pair[1] is not None else pair[0].class_
        try:
            return getattr(owner, key)
        except AttributeError:
            raise sa_exc.InvalidRequestError(
                f'Entity namespace for "{_describe(owner)}" has no property "{key}"'
            ) from None
    if key in getattr(entity, "c", ()):
        return entity.c[key]
    raise sa_exc.InvalidRequestError(
        f'Entity namespace for "{_describe(entity)}" has no property "{key}"'
    )


def _describe(entity):
    pair = entity_of(entity)
    if pair is not None and pair[1] is None:
        return str(pair[0].selectable)
    return getattr(entity, "name", entity)


def _clause(onclause):
    if onclause is None or isinstance(onclause, QueryableAttribute) and not onclause.prop.is_column:
        return onclause
    element = getattr(onclause, "__clause_element__", None)
    return element() if element is not None and not hasattr(onclause, "_notation") else onclause


def _right(target):
    pair = entity_of(target)
    if pair is None:
        return target
    return pair[1].selectable if pair[1] is not None else pair[0].selectable


def _joined_entity(target):
    if isinstance(target, QueryableAttribute):
        if target._of_type is not None:
            return target._of_type
        return target.prop.mapper.class_
    return target
