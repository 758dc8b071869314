# SPDX-License-Identifier: MIT
"""What a query asks for: whole objects, columns of them, bundles; and the columns that take."""
from .. import exc as sa_exc
from .attributes import QueryableAttribute
from .base import mapper_of


def entity_of(thing):
    """(mapper, alias or None) of a mapped class, a mapper or an alias; None of anything else."""
    insp = getattr(thing, "_aliased_insp", None)
    if insp is not None:
        return insp.mapper, insp
    if isinstance(thing, type):
        mapper = mapper_of(thing)
        return (mapper, None) if mapper is not None else None
    if getattr(thing, "is_aliased_class", False) and hasattr(thing, "adapt"):
        return thing.mapper, thing
    if getattr(thing, "is_mapper", False):
        return thing, None
    return None


def is_orm(thing):
    """Whether a thing given to select() asks for the layer's work."""
    if isinstance(thing, QueryableAttribute):
        return True
    return getattr(thing, "is_bundle", False) or entity_of(thing) is not None


class Selected:
    """The columns of a statement in the making; a column asked for twice is selected once."""

    def __init__(self):
        self.columns = []
        self._places = {}

    def place(self, column):
        place = self._places.get(id(column))
        if place is None:
            place = self._places[id(column)] = len(self.columns)
            self.columns.append(column)
        return place

    def add(self, column):
        self.columns.append(column)
        return len(self.columns) - 1


class MapperEntity:
    """Whole objects of a class."""

    is_object = True

    def __init__(self, mapper, alias, given):
        mapper._check_configure()
        self.mapper = mapper
        self.alias = alias
        self.given = given
        self.name = alias.name if alias is not None and alias.name else mapper.class_.__name__
        self.options = None

    @property
    def selectable(self):
        return self.alias.selectable if self.alias is not None else self.mapper.selectable

    froms = property(lambda self: [self.selectable])

    @property
    def type(self):
        return self.mapper.class_

    def _column(self, expression):
        return self.alias.adapt(expression) if self.alias is not None else expression

    def properties(self, loads):
        """The column properties to select, those of subclasses in the same tables included."""
        mapper = self.mapper
        found = {}
        tables = set(map(id, mapper.tables))
        for source in mapper.self_and_descendants:
            for key, prop in source._props.items():
                if not prop.is_column or key in found and source is not mapper:
                    continue
                if source is not mapper:
                    table = getattr(prop.columns[0], "table", None)
                    if source.concrete or id(table) not in tables:
                        continue
                found.setdefault(key, prop)
        wanted = []
        for key, prop in found.items():
            column = prop.columns[0]
            if loads.wants_column(mapper, prop) or any(
                column is c for c in mapper.primary_key
            ) or column is mapper.polymorphic_on or any(
                c is p for p in mapper.primary_key for c in prop.columns
            ):
                wanted.append(prop)
        return wanted

    def setup(self, selected, loads):
        mapper = self.mapper
        self.loads = loads
        self.places = []
        for prop in self.properties(loads):
            expression = loads.expression_for(mapper, prop)
            if expression is None:
                expression = self._own_column(prop)
            self.places.append((prop.key, selected.place(self._column(expression)), prop))
        self.key_places = [selected.place(self._column(c)) for c in mapper.primary_key]
        self.discriminator = None
        if mapper.polymorphic_on is not None:
            self.discriminator = selected.place(self._column(mapper.polymorphic_on))
        self.nested = loads.setup_nested(self, selected)

    def _own_column(self, prop):
        """Of the columns of a property, the one this mapper's tables have."""
        if len(prop.columns) == 1:
            return prop.columns[0]
        tables = self.mapper.tables
        for column in prop.columns:
            if any(column.table is t for t in tables):
                return column
        return prop.columns[0]

    def criteria(self):
        criterion = self.mapper.single_criterion(self.alias)
        return [criterion] if criterion is not None else []


class ColumnEntity:
    """One column or expression."""

    is_object = False

    def __init__(self, given, name=None):
        self.given = given
        self.alias = None
        self.mapper = None
        self.attribute = given if isinstance(given, QueryableAttribute) else None
        stands_for = hasattr(given, "__clause_element__") and not hasattr(given, "type")
        element = given
        if stands_for or self.attribute is not None:
            element = given.__clause_element__()
        if isinstance(element, str):
            raise sa_exc.ArgumentError(
                f"Column expression, FROM clause, or other columns clause element expected, got "
                f"{given!r}. Did you mean to say select(text({given!r}))?"
            )
        if hasattr(element, "scalar_subquery") and hasattr(element, "selected_columns"):
            element = element.scalar_subquery()
        self.element = element
        self.name = name
        if self.name is None:
            if self.attribute is not None:
                self.name = self.attribute.key
            else:
                # the key of a column, the name of a label, nothing for a bare expression
                self.name = getattr(element, "key", None) or getattr(element, "name", None)
                if hasattr(element, "table") and getattr(element, "key", None) is None:
                    self.name = getattr(element, "name", None)
        if self.attribute is not None:
            parent = self.attribute.parent
            pair = entity_of(parent)
            if pair is not None:
                self.mapper, self.alias = pair

    @property
    def type(self):
        return self.element.type

    @property
    def froms(self):
        if self.mapper is not None:
            return [self.alias.selectable if self.alias is not None else self.mapper.selectable]
        return list(getattr(self.element, "_from_objects", ()))

    def setup(self, selected, loads):
        self.place = selected.add(self.element)

    def criteria(self):
        if self.mapper is None:
            return []
        criterion = self.mapper.single_criterion(self.alias)
        return [criterion] if criterion is not None else []


class BundleEntity:
    """Several columns as one value."""

    is_object = False
    alias = mapper = None

    def __init__(self, bundle):
        self.given = bundle
        self.name = bundle.name
        self.parts = [make_entity(e) for e in bundle.exprs]
        self.type = None

    @property
    def froms(self):
        return [f for part in self.parts for f in part.froms]

    def setup(self, selected, loads):
        for part in self.parts:
            part.setup(selected, loads)

    def criteria(self):
        return [c for part in self.parts for c in part.criteria()]


class TableEntity:
    """All columns of a table or a subquery."""

    is_object = False
    mapper = alias = None

    def __init__(self, selectable):
        self.given = selectable
        self.columns = [ColumnEntity(c) for c in selectable.c]


def make_entity(given):
    if getattr(given, "is_bundle", False):
        return BundleEntity(given)
    pair = entity_of(given)
    if pair is not None:
        return MapperEntity(*pair, given)
    if isinstance(given, type):
        deferred = getattr(given, "_sa_raise_deferred_config", None)
        if deferred is not None:
            deferred()
        raise sa_exc.ArgumentError(
            "Column expression, FROM clause, or other columns clause element expected, got "
            f"{given!r}."
        )
    return ColumnEntity(given)


def make_entities(things):
    """The entities of what was given to a query; a table stands for its columns."""
    found = []
    for thing in things:
        if isinstance(thing, (list, tuple)):
            found.extend(make_entities(thing))
            continue
        is_table = getattr(thing, "_is_from_clause", False) and not getattr(
            thing, "_is_column_element", False
        )
        if is_table and not getattr(thing, "_is_select_base", False):
            found.extend(ColumnEntity(c) for c in thing.c)
        else:
            found.append(make_entity(thing))
    return found
