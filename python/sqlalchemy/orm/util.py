# SPDX-License-Identifier: MIT
"""Aliases of classes, bundles, joins, and small look-ups."""
from .. import exc as sa_exc
from .._packages import borrower
from .._annotations import Generic
from .attributes import QueryableAttribute
from .base import InspectionAttr, class_mapper, instance_state
from .base import instance_str, object_mapper, object_state, state_str  # noqa: F401
from .base import _class_to_mapper, _inherited_mapper, _is_mapped_class  # noqa: F401
from .entities import entity_of, make_entity
from .interfaces import MapperOption
from .relationships import CascadeOptions  # noqa: F401


class AliasedInsp(InspectionAttr, Generic):
    """What an alias of a class knows: the mapper, and the selectable that stands for its tables."""

    is_aliased_class = True
    is_selectable = True

    def __init__(self, entity, mapper, selectable, name, columns):
        self.entity = entity
        self.mapper = mapper
        self.selectable = selectable
        self.name = name
        self._columns = columns  # function: column of the mapper's tables -> column of the alias

    class_ = property(lambda self: self.mapper.class_)
    local_table = property(lambda self: self.selectable)

    def adapt_column(self, column):
        return self._columns(column)

    def adapt(self, expression):
        """An expression over the class's own tables, over the alias."""
        if getattr(expression, "table", None) is not None and hasattr(expression, "foreign_keys"):
            found = self._columns(expression)
            return expression if found is None else found
        from ..sql.visitors import replacement_traverse

        def replace(element):
            if getattr(element, "table", None) is not None and hasattr(element, "foreign_keys"):
                return self._columns(element)
            return None

        return replacement_traverse(expression, {}, replace)

    def __clause_element__(self):
        return self.selectable

    def common_parent(self, other):
        return self.mapper.common_parent(other)

    def isa(self, other):
        return self.mapper.isa(other)

    def __repr__(self):
        return f"<AliasedInsp at 0x{id(self):x}; {self.mapper.class_.__name__}>"


class AliasedClass(Generic):
    """A mapped class under another name in one statement."""

    def __init__(self, mapped_class_or_ac, alias=None, name=None, flat=False, adapt_on_names=False,
                 with_polymorphic_mappers=None, **_more):
        mapper, _ = entity_of(mapped_class_or_ac)
        mapper._check_configure()
        made_by_us = alias is None
        if alias is None:
            selectable, columns = _alias_of(mapper, name)
        else:
            alias = getattr(alias, "__clause_element__", lambda: alias)()
            if hasattr(alias, "_is_select_base") and alias._is_select_base:
                alias = alias.subquery()
            selectable = alias
            columns = _by_correspondence(mapper, alias)
        self.__dict__["_aliased_insp"] = AliasedInsp(
            self, mapper, selectable,
            name or (None if made_by_us else getattr(selectable, "name", None)), columns,
        )
        self.__dict__["__name__"] = mapper.class_.__name__

    def __getattr__(self, key):
        insp = self.__dict__["_aliased_insp"]
        mapper = insp.mapper
        prop = mapper._props.get(key)
        if prop is not None:
            attribute = getattr(mapper.class_, key)
            made = attribute.adapt_to_entity(insp)
            made.class_ = self
            self.__dict__[key] = made
            return made
        value = None
        for base in mapper.class_.__mro__:
            if key in base.__dict__:
                value = base.__dict__[key]
                break
        else:
            raise AttributeError(key)
        getter = getattr(value, "_expression_for", None)
        if getter is not None:
            return getter(self)
        if hasattr(value, "__func__"):
            return value.__func__.__get__(self)
        if hasattr(value, "__get__") and not callable(value):
            return value.__get__(None, self)
        if callable(value) and hasattr(value, "__get__"):
            return value.__get__(self)
        return value

    def __repr__(self):
        return f"<AliasedClass at 0x{id(self):x}; {self._aliased_insp.mapper.class_.__name__}>"

    def __str__(self):
        return f"aliased({self._aliased_insp.mapper.class_.__name__})"

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def __clause_element__(self):
        return self._aliased_insp.selectable


def _alias_of(mapper, name):
    """(alias of the tables of a mapper, function from their columns to those of the alias)."""
    selectable = mapper.selectable
    if not getattr(selectable, "_is_join", False):
        made = selectable.alias(name)
        return made, _columns_of({id(selectable): made})
    aliases = {}

    def rebuild(element):
        from ..sql.expression import join
        from ..sql.visitors import replacement_traverse

        if not getattr(element, "_is_join", False):
            made = aliases[id(element)] = element.alias()
            return made
        left, right = rebuild(element.left), rebuild(element.right)
        columns = _columns_of(aliases)

        def replace(inner):
            if getattr(inner, "table", None) is not None and hasattr(inner, "foreign_keys"):
                return columns(inner)
            return None

        return join(left, right, replacement_traverse(element.onclause, {}, replace),
                    isouter=element.isouter, full=element.full)

    made = rebuild(selectable)
    return made, _columns_of(aliases)


def _columns_of(aliases):
    def column_of(column):
        made = aliases.get(id(column.table))
        return made.c[column.key] if made is not None else None

    return column_of


def _by_correspondence(mapper, selectable):
    tables = {id(t) for t in mapper.tables}

    def column_of(column):
        if id(column.table) not in tables:
            return None
        found = selectable.corresponding_column(column)
        if found is None:
            found = selectable.c.get(column.key)
        return found

    return column_of


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    """An alias of a mapped class; of a table or a subquery, its plain alias."""
    if entity_of(element) is None and hasattr(element, "alias"):
        return element.alias(name)
    if entity_of(element) is None:
        class_mapper(element)
    return AliasedClass(element, alias, name=name, flat=flat, adapt_on_names=adapt_on_names)


def with_polymorphic(base, classes, selectable=False, flat=False, polymorphic_on=None,
                     aliased=False, innerjoin=False, adapt_on_names=False, name=None, **_more):
    """The class with its subclasses; their columns are loaded when they are asked for."""
    if aliased:
        return AliasedClass(base)
    return base


def polymorphic_union(table_map, typecolname, aliasname="p_union", cast_nulls=True):
    """A UNION of the tables of concrete classes, with a column that says which is which."""
    from ..sql.expression import cast, literal_column, null, select, type_coerce, union_all

    columns, names = {}, []
    for table in table_map.values():
        for column in table.c:
            if column.key not in columns:
                names.append(column.key)
            columns[column.key] = column.type
    parts = []
    for type_, table in table_map.items():
        picked = []
        for name in names:
            if name in table.c:
                picked.append(table.c[name])
            elif cast_nulls:
                picked.append(cast(null(), columns[name]).label(name))
            else:
                picked.append(type_coerce(null(), columns[name]).label(name))
        if typecolname is not None:
            picked.append(literal_column(f"'{type_}'").label(typecolname))
        parts.append(select(*picked).select_from(table))
    return union_all(*parts).alias(aliasname)


class Bundle(InspectionAttr, Generic):
    """Columns that come as one value of a row."""

    is_bundle = True
    single_entity = False

    def __init__(self, name, *exprs, single_entity=False, **_more):
        self.name = self._label = name
        self.exprs = exprs
        self.single_entity = single_entity
        for expression in exprs:
            key = make_entity(expression).name
            if key and not hasattr(self, key):
                setattr(self, key, expression)

    @property
    def c(self):
        from .collections_of_mapper import PropertyNames

        return PropertyNames({make_entity(e).name: e for e in self.exprs})

    columns = c

    def make(self, loader, values):
        return self.create_row_processor(
            None, [lambda row, i=i: row[i] for i in range(len(values))],
            [make_entity(e).name for e in self.exprs],
        )(values)

    def create_row_processor(self, query, procs, labels):
        from ..engine.result import result_tuple

        keyed = result_tuple(labels)
        return lambda row: keyed([proc(row) for proc in procs])

    def label(self, name):
        made = type(self)(name, *self.exprs)
        return made

    def __clause_element__(self):
        from ..sql.elements import ClauseList

        return ClauseList(*[
            e.__clause_element__() if hasattr(e, "__clause_element__") else e for e in self.exprs
        ])


class LoaderCriteriaOption(MapperOption):
    """Criteria for every use of a class in a statement."""

    propagate_to_loaders = True

    def __init__(self, entity, where_criteria, loader_only=False, include_aliases=False,
                 propagate_to_loaders=True, track_closure_variables=True):
        self.entity = entity
        self.where_criteria = where_criteria
        self.include_aliases = include_aliases

    def criteria_for(self, mapper, alias):
        if alias is not None and not self.include_aliases:
            return []
        if not issubclass(mapper.class_, self.entity):
            return []
        criteria = self.where_criteria
        if callable(criteria) and not hasattr(criteria, "_notation"):
            criteria = criteria(mapper.class_)
        element = getattr(criteria, "__clause_element__", None)
        if element is not None and not hasattr(criteria, "_notation"):
            criteria = element()
        return [alias.adapt(criteria) if alias is not None else criteria]


def with_loader_criteria(entity_or_base, where_criteria, **options):
    return LoaderCriteriaOption(entity_or_base, where_criteria, **options)


def with_parent(instance, prop, from_entity=None):
    """The criterion that rows belong to an object by one of its relationships."""
    from ..sql.expression import and_
    from .lazy import _criteria, local_values

    if isinstance(prop, str):
        raise sa_exc.ArgumentError(
            "with_parent() accepts class-bound mapped attributes, not strings"
        )
    property_ = prop.prop if isinstance(prop, QueryableAttribute) else prop
    return and_(*_criteria(property_, local_values(property_, instance_state(instance))))


def _join(left, right, onclause, isouter, full):
    from ..sql.expression import join as core_join
    from .context import _selectable, expand_join

    made = _selectable(left) if entity_of(left) is not None else left
    for step, on, _, outer, is_full in expand_join(right, onclause, None, isouter, full):
        made = core_join(made, step, on, isouter=outer, full=is_full)
    return made


def join(left, right, onclause=None, isouter=False, full=False):
    return _join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return _join(left, right, onclause, True, full)


def was_deleted(object):
    return instance_state(object).was_deleted or instance_state(object).is_deleted


def object_session_of(instance):
    return instance_state(instance).session_


def identity_key(*args, instance=None, row=None, identity_token=None, **kwargs):
    """The key of an object in a session."""
    if args:
        mapper = class_mapper(args[0])
        if row is not None or len(args) < 2:
            return mapper.identity_key_from_row(row)
        ident = args[1]
        values = ident if isinstance(ident, (tuple, list)) else (ident,)
        return mapper.identity_key_from_primary_key(tuple(values))
    if instance is None:
        raise sa_exc.ArgumentError("class or instance is required")
    return object_mapper(instance).identity_key_from_instance(instance)


__getattr__ = borrower(__name__)
