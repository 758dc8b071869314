# SPDX-License-Identifier: MIT
"""Properties that stand for columns or SQL expressions."""
from .. import exc as sa_exc
from .._packages import borrower
from ..sql.schema import Column
from . import annotations as annotation_reader
from .base import NO_ARG
from .interfaces import (NO_OPTIONS, AttributeOptions, ExpressionForwarder, MappedAttribute,
                         MapperProperty, PropComparator)


class ColumnComparator(PropComparator):
    """The class attribute of a column in an expression; `comparator_factory` derives from it."""

    def __init__(self, prop=None, parententity=None, adapt_to_entity=None):
        super().__init__(prop, parententity, adapt_to_entity)

    def _operand(self):
        return self.prop.adapted_expression(self._parententity)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._operand(), name)


class ColumnProperty(MapperProperty):
    """An attribute for a column, or for the columns of joined tables that hold the same value."""

    is_column = True
    Comparator = comparator_factory = ColumnComparator
    # What most properties say is said once.
    group = attribute_options = None
    deferred = raiseload = active_history = False
    expire_on_flush = instrument = True

    def __init__(self, column, *additional, group=None, deferred=False, raiseload=False,
                 comparator_factory=None, active_history=False, expire_on_flush=True, info=None,
                 doc=None, attribute_options=None, _instrument=True):
        super().__init__()
        self.columns = [_as_element(c) for c in (column, *additional)]
        if group is not None:
            self.group = group
        if deferred and deferred is not NO_ARG:
            self.deferred = True
        if raiseload:
            self.raiseload = raiseload
        if comparator_factory is not None:
            self.comparator_factory = comparator_factory
        if active_history:
            self.active_history = active_history
        if not expire_on_flush:
            self.expire_on_flush = expire_on_flush
        if info is not None:
            self.info = info
        if doc is None:
            for column_ in self.columns:
                doc = getattr(column_, "doc", None)
                if doc:
                    break
        if doc:
            self.doc = doc
        if attribute_options is not None:
            self.attribute_options = attribute_options
        if not _instrument:
            self.instrument = _instrument

    strategy_key = property(lambda self: (("deferred", self.deferred), ("instrument", True)))

    @property
    def expression(self):
        return self.columns[0]

    @property
    def is_table_column(self):
        return getattr(self.columns[0], "table", None) is not None and hasattr(
            self.columns[0], "server_default"
        )

    def adapted_expression(self, entity):
        expression = self.columns[0]
        if entity is not None and getattr(entity, "is_aliased_class", False):
            return entity.adapt(expression)
        parent = self.parent
        if parent is not None and parent.concrete_adapt is not None:
            return parent.concrete_adapt(expression)
        return expression

    def comparator(self, attribute):
        if self.comparator_factory is ColumnComparator:
            return self.adapted_expression(attribute._entity)
        return self.comparator_factory(self, attribute._entity or self.parent)

    def clause_of(self, attribute):
        return self.adapted_expression(attribute._entity)

    def copy(self):
        return type(self)(
            *self.columns, group=self.group, deferred=self.deferred, raiseload=self.raiseload,
            comparator_factory=self.comparator_factory, active_history=self.active_history,
            info=self.info, doc=self.doc,
        )

    def instrument_class(self, mapper):
        mapper.instrument_column(self)


class MappedSQLExpression(ColumnProperty):
    """`column_property()`, `query_expression()`: any expression."""

    def declarative_scan(self, scan, key, annotation):
        column = self.columns[0]
        if getattr(column, "name", "") is None:
            column.name = column.key = key
        if annotation is not None and _is_null_type(column):
            from .annotations import Annotation, python_type_of

            kind = scan.registry._resolve_type(python_type_of(annotation))
            if isinstance(annotation, Annotation) and kind is not None:
                column.type = kind

    @property
    def columns_to_assign(self):
        return [
            (c, 0) for c in self.columns if hasattr(c, "server_default") and c.table is None
        ]

    mapper_property_to_assign = property(lambda self: self)


def _is_null_type(column):
    type_ = getattr(column, "type", None)
    return type_ is not None and getattr(type_, "_isnull", False)


def _as_element(column):
    if type(column) is Column:
        return column
    element = getattr(column, "__clause_element__", None)
    if element is not None and not hasattr(column, "type"):
        column = element()
    if isinstance(column, MappedColumn):
        column = column.column
    if hasattr(column, "scalar_subquery") and hasattr(column, "froms"):
        column = column.scalar_subquery()
    if not hasattr(column, "type") and not hasattr(column, "_notation"):
        raise sa_exc.ArgumentError(
            "Column expression, FROM clause, or other columns clause element expected, got "
            f"{column!r}."
        )
    return column


class MappedColumn(ExpressionForwarder, MappedAttribute):
    """`mapped_column()`: a Column in the making, and the options of its attribute."""

    # What most columns say is said once.
    attribute_options = NO_OPTIONS
    has_insert_default = has_nullable = use_existing_column = active_history = False
    deferred = sort_order = NO_ARG
    deferred_group = deferred_raiseload = None

    def __init__(self, *args, init=NO_ARG, repr=NO_ARG, default=NO_ARG, default_factory=NO_ARG,
                 compare=NO_ARG, kw_only=NO_ARG, hash=NO_ARG, dataclass_metadata=NO_ARG,
                 nullable=NO_ARG, deferred=NO_ARG, deferred_group=None, deferred_raiseload=None,
                 use_existing_column=False, sort_order=NO_ARG, active_history=False,
                 insert_default=NO_ARG, **kwargs):
        if not (init is repr is default is default_factory is compare is kw_only is hash
                is dataclass_metadata is NO_ARG):
            self.attribute_options = AttributeOptions(
                init, repr, default, default_factory, compare, kw_only, hash, dataclass_metadata
            )
        if insert_default is not NO_ARG:
            self.has_insert_default = True
            kwargs["default"] = insert_default
        elif default is not NO_ARG and default_factory is NO_ARG:
            kwargs["default"] = default
        if nullable is not NO_ARG:
            self.has_nullable = True
            kwargs["nullable"] = nullable
        if deferred is not NO_ARG:
            self.deferred = deferred
        if deferred_group is not None:
            self.deferred_group = deferred_group
        if deferred_raiseload is not None:
            self.deferred_raiseload = deferred_raiseload
        if use_existing_column:
            self.use_existing_column = use_existing_column
        if sort_order is not NO_ARG:
            self.sort_order = sort_order
        if active_history:
            self.active_history = active_history
        self.column = Column(*args, **kwargs)

    foreign_keys = property(lambda self: self.column.foreign_keys)
    name = property(lambda self: self.column.name)
    key = property(lambda self: self.column.key)
    type = property(lambda self: self.column.type)
    table = property(lambda self: self.column.table)
    info = property(lambda self: self.column.info)

    @property
    def doc(self):
        return self.column.doc

    @doc.setter
    def doc(self, value):
        self.column.doc = value

    def _copy(self, **kwargs):
        new = MappedColumn.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.column = self.column._copy(**kwargs)
        return new

    copy = _copy

    @property
    def _is_plain(self):
        """Whether the column says all that is to be known of its attribute."""
        return (self.deferred is self.sort_order is NO_ARG and not self.active_history
                and self.deferred_group is self.deferred_raiseload is None)

    @property
    def mapper_property_to_assign(self):
        deferred = self.deferred
        if deferred is NO_ARG:
            deferred = bool(self.deferred_group or self.deferred_raiseload)
        if deferred or self.active_history:
            return ColumnProperty(
                self.column, deferred=deferred, group=self.deferred_group,
                raiseload=bool(self.deferred_raiseload), active_history=self.active_history,
                attribute_options=self.attribute_options,
            )
        return None

    @property
    def columns_to_assign(self):
        return [(self.column, self.sort_order if self.sort_order is not NO_ARG else 0)]

    def _operand(self):
        return self.column

    def __getattr__(self, name):
        # Reached for column operators: a mapped column may stand in an expression of its class.
        if name.startswith("__") or "column" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__dict__["column"], name)

    def declarative_scan(self, scan, key, annotation):
        if self.use_existing_column:
            self.column = self._existing(scan, key, self.column)
        column = self.column
        if column.key is None:
            column.key = key
        if column.name is None:
            column.name = key
        if annotation is None:
            if column.type._isnull and not column._foreign_keys:
                raise MappedAnnotationErrorFor(
                    'Python typing annotation is required for attribute '
                    f'"{scan.cls.__name__}.{key}" '
                    'when primary argument(s) for "MappedColumn" construct are None or not present'
                )
            return
        self.take_annotation(scan, key, annotation)

    def _existing(self, scan, key, column):
        if self.use_existing_column and scan.inherits is not None and scan.single:
            from .base import class_mapper

            table = class_mapper(scan.inherits, False).local_table
            name = column.name if column.name is not None else key
            found = table.c.get(name)
            return column if found is None else found
        return column

    def take_annotation(self, scan, key, annotation):
        """Fill what the author left open in the column from the annotation."""
        column = self.column
        if not self.has_nullable and column.nullable is not annotation.optional:
            # A nullable that an Annotated column states comes before the annotation's None.
            column.nullable = annotation.optional
        template = annotation.mapped_column
        if template is not None:
            self.column = template._existing(scan, key, self.column)
            if not self.has_insert_default and template.column.default is not None:
                self.column.default = None
            merge_column(template, self)
            column = self.column
        if column.type._isnull and not column._foreign_keys:
            type_ = annotation_reader.column_type_of(scan, column.key, annotation)
            _set_type(column, type_)

    @property
    def _dataclass_arguments(self):
        return self.attribute_options.given()


# What mapped_column() is told beside the arguments of a Column.
MAPPED_COLUMN_OPTIONS = frozenset(MappedColumn.__init__.__kwdefaults__)


def MappedAnnotationErrorFor(message):
    from .exc import MappedAnnotationError

    return MappedAnnotationError(message)


def _set_type(column, type_):
    setter = getattr(column, "_set_type", None)
    if setter is not None:
        setter(type_)
    else:
        column.type = type_


def merge_column(template, target):
    """Give a column what the mapped_column() inside an Annotated says and the column does not."""
    source, column = template.column, target.column
    if source.primary_key:
        column.primary_key = True
    if source.autoincrement != "auto" and column.autoincrement == "auto":
        column.autoincrement = source.autoincrement
    if source.info:
        column.info.update(source.info)
    if not source.type._isnull and column.type._isnull:
        type_ = source.type
        copy = getattr(type_, "copy", None)
        _set_type(column, copy() if copy is not None and hasattr(type_, "_set_parent") else type_)
    if template.has_nullable and not target.has_nullable:
        column.nullable = source.nullable
    elif source.primary_key and not target.has_nullable:
        column.nullable = False
    for name in ("default", "server_default", "onupdate", "server_onupdate"):
        value = getattr(source, name, None)
        if value is not None and getattr(column, name, None) is None:
            copy = getattr(value, "_copy", None)
            value = copy() if copy is not None else value
            setter = getattr(value, "_set_parent", None)
            if setter is not None:
                setter(column)
            else:
                setattr(column, name, value)
    for name in ("index", "unique"):
        if getattr(source, name) in (True, False) and getattr(column, name) is None:
            setattr(column, name, getattr(source, name))
    for name in ("doc", "comment"):
        if getattr(source, name, None) and getattr(column, name, None) is None:
            setattr(column, name, getattr(source, name))
    for constraint in source.constraints:
        if not getattr(constraint, "_type_bound", False):
            constraint._copy()._set_parent(column)
    for key in list(source.foreign_keys):
        if getattr(key, "constraint", None) is None:
            key._copy()._set_parent(column)
    for name in ("deferred", "sort_order"):
        if getattr(target, name) is NO_ARG:
            setattr(target, name, getattr(template, name))
    for name in ("deferred_group", "deferred_raiseload"):
        if getattr(target, name) is None:
            setattr(target, name, getattr(template, name))
    target.use_existing_column = target.use_existing_column or template.use_existing_column
    target.active_history = target.active_history or template.active_history


__getattr__ = borrower(__name__)
