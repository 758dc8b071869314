# SPDX-License-Identifier: MIT
"""Relationships in expressions: comparisons, any(), has(), and as what a join goes along."""
from .. import exc as sa_exc
from .base import MANYTOMANY, MANYTOONE, instance_state
from .entities import entity_of
from .interfaces import PropComparator


class RelationshipComparator(PropComparator):
    """What a relationship answers on the class."""

    __slots__ = ("_of_type", "_extra")

    def __init__(self, prop, parententity=None, adapt_to_entity=None, of_type=None, extra=()):
        super().__init__(prop, parententity, adapt_to_entity)
        self._of_type = of_type
        self._extra = extra

    def _source(self):
        entity = self._parententity
        return entity if getattr(entity, "is_aliased_class", False) else None

    @property
    def entity(self):
        return self.prop.mapper

    mapper = entity
    is_attribute = True

    def _operand(self):
        return self.__clause_element__()

    def __clause_element__(self):
        return join_condition(self.prop, self._source(), None)[-1][1]

    def of_type(self, cls):
        return type(self)(self.prop, self._parententity, None, cls, self._extra)

    def __eq__(self, other):
        from ..sql.expression import and_, not_

        prop = self.prop
        other = _literal(other)
        if other is None:
            if prop.direction is MANYTOONE:
                return and_(*[
                    self._local(local) == None  # noqa: E711
                    for local, _ in prop.local_remote_pairs
                ])
            return not_(self._exists(None))
        if prop.uselist:
            raise sa_exc.InvalidRequestError(
                "Can't compare a collection to an object or collection; use contains() to test for "
                "membership."
            )
        return and_(*self._equal_to(other))

    def __ne__(self, other):
        from ..sql.expression import and_, not_, or_

        prop = self.prop
        other = _literal(other)
        if other is None:
            if prop.direction is MANYTOONE:
                return or_(*[
                    self._local(local) != None  # noqa: E711
                    for local, _ in prop.local_remote_pairs
                ])
            return self._exists(None)
        if prop.uselist:
            raise sa_exc.InvalidRequestError(
                "Can't compare a collection to an object or collection; use contains() to test for "
                "membership."
            )
        if prop.direction is MANYTOONE:
            return or_(*[
                (column != value) | (column == None)  # noqa: E711
                for column, value in self._pairs(other)
            ])
        return not_(and_(*self._equal_to(other)))

    __hash__ = PropComparator.__hash__

    def _local(self, column):
        source = self._source()
        return source.adapt(column) if source is not None else column

    def _pairs(self, other):
        state = instance_state(other)
        for local, remote in self.prop.local_remote_pairs:
            yield self._local(local), _value(state, remote)

    def _equal_to(self, other):
        return [column == value for column, value in self._pairs(other)]

    def in_(self, other):
        raise NotImplementedError(
            "in_() not yet supported for relationships.  For a simple many-to-one, use in_() "
            "against "
            "the set of foreign key values."
        )

    def any(self, criterion=None, **kwargs):
        if not self.prop.uselist:
            raise sa_exc.InvalidRequestError(
                "'any()' not implemented for scalar attributes. Use has()."
            )
        return self._exists(criterion, kwargs)

    def has(self, criterion=None, **kwargs):
        if self.prop.uselist:
            raise sa_exc.InvalidRequestError("'has()' not implemented for collections. Use any().")
        return self._exists(criterion, kwargs)

    def contains(self, other, **kwargs):
        from ..sql.expression import and_

        prop = self.prop
        if not prop.uselist:
            raise sa_exc.InvalidRequestError(
                "'contains' not implemented for scalar attributes.  Use =="
            )
        state = instance_state(other)
        if prop.direction is MANYTOMANY:
            criteria = [
                second == _value(state, first)
                for first, second in prop.secondary_synchronize_pairs
            ]
            return self._exists_in_secondary(and_(*criteria))
        return and_(*[
            self._local(local) == _value(state, remote)
            for local, remote in prop.local_remote_pairs
        ])

    def _exists_in_secondary(self, criterion):
        from ..sql.expression import and_, exists, literal_column

        steps = join_condition(self.prop, self._source(), None)
        secondary, on = steps[0]
        made = exists(literal_column("1")).select_from(secondary).where(and_(on, criterion))
        return made.correlate_except(secondary)

    def _exists(self, criterion, equal=()):
        """EXISTS (rows of the target that belong to the row at hand and fulfil the criterion)."""
        from ..sql.expression import and_, exists, literal_column

        prop = self.prop
        target = entity_of(self._of_type) if self._of_type is not None else None
        alias = target[1] if target is not None else None
        adapt_back = None
        if alias is None and prop.secondary is None and prop.mapper.common_parent(prop.parent):
            from .util import aliased

            made = aliased((target[0] if target else prop.mapper).class_)
            alias = made._aliased_insp
            adapt_back = alias.adapt
        steps = join_condition(prop, self._source(), alias)
        mapper = target[0] if target is not None else prop.mapper
        selectable = alias.selectable if alias is not None else mapper.selectable
        owner = alias.entity if alias is not None else mapper.class_
        criteria = [on for _, on in steps]
        for key, value in dict(equal).items():
            criteria.append(getattr(owner, key) == value)
        for extra in self._extra:
            criteria.append(extra if adapt_back is None else adapt_back(_element(extra)))
        if criterion is not None:
            criterion = _element(criterion)
            criteria.append(criterion if adapt_back is None else adapt_back(criterion))
        single = mapper.single_criterion(alias)
        if single is not None:
            criteria.append(single)
        made = exists(literal_column("1")).select_from(selectable)
        inner = [selectable]
        if prop.secondary is not None:
            made = made.select_from(prop.secondary)
            inner.append(prop.secondary)
        return made.where(and_(*criteria)).correlate_except(*inner)


def _literal(other):
    if other is None:
        return None
    if type(other).__name__ == "Null":
        return None
    return other


def _value(state, column):
    key = state.mapper._columntoproperty[column].key
    return state.dict[key] if key in state.dict else getattr(state.obj(), key)


def _element(criterion):
    element = getattr(criterion, "__clause_element__", None)
    if element is not None and not hasattr(criterion, "_notation"):
        return element()
    return criterion


def join_condition(prop, source, target):
    """[(right selectable, condition)]: one step, or two by way of a secondary table."""
    condition = prop._configured_condition()
    right = target.selectable if target is not None else prop.mapper.selectable
    if condition.secondary is not None:
        first = _adapted(condition, condition.primaryjoin, source, None)
        second = _adapted(condition, condition.secondaryjoin, None, target)
        return [(condition.secondary, first), (right, second)]
    return [(right, _adapted(condition, condition.primaryjoin, source, target))]


def _adapted(condition, expression, source, target):
    """A join condition with aliases in the place of the classes' own tables."""
    from ..sql.visitors import replacement_traverse
    from .join_condition import bare

    if source is None and target is None:
        return expression

    def replace(element):
        if getattr(element, "table", None) is None or not hasattr(element, "foreign_keys"):
            return None
        column = bare(element)
        if condition.is_remote(element):
            return target.adapt_column(column) if target is not None else None
        return source.adapt_column(column) if source is not None else None

    return replacement_traverse(expression, {}, replace)


def join_steps(attribute, target, isouter):
    """[(right, condition, left)] of a join along a relationship."""
    from ..sql.expression import and_, join

    prop = attribute.prop
    source = attribute._entity
    given = target if target is not None else attribute._of_type
    pair = entity_of(given) if given is not None else None
    alias = pair[1] if pair is not None else None
    if given is not None and pair is None:
        from .util import aliased

        alias = aliased(prop.mapper.class_, given)._aliased_insp
    left = source.selectable if source is not None else prop.parent.selectable
    steps = join_condition(prop, source, alias)
    if pair is not None and alias is None and pair[0] is not prop.mapper:
        steps[-1] = (pair[0].selectable, steps[-1][1])
    mapper = pair[0] if pair is not None else prop.mapper
    single = mapper.single_criterion(alias)
    extra = [_element(c) for c in attribute._extra_criteria]
    if single is not None:
        extra.append(single)
    if extra:
        steps[-1] = (steps[-1][0], and_(steps[-1][1], *extra))
    if len(steps) == 1:
        return [(steps[0][0], steps[0][1], left)]
    (secondary, first), (right, second) = steps
    if isouter:
        return [(join(secondary, right, second), first, left)]
    return [(secondary, first, left), (right, second, secondary)]
