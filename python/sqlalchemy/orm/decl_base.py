# SPDX-License-Identifier: MIT
"""Maps a class from what stands in its body and in its mixins."""
from .. import exc as sa_exc
from . import annotations as annotation_reader
from . import clsregistry
from .attributes import QueryableAttribute
from .base import mapper_of
from .decl_table import TableMaking, is_column, is_declared
from .descriptor_props import SynonymProperty
from .interfaces import NO_OPTIONS, MappedAttribute, MapperProperty
from .mapper import Mapper, listen_every
from .properties import MappedColumn

_DIRECTIVES = ("__table__", "__mapper_args__", "__tablename__", "__table_args__")

_HIDDEN = ("__", "_sa_")

# the attributes that are being computed while a class is mapped: class -> {declared_attr: value}
_scans = {}


def map_class(registry, cls):
    """Map one declarative class."""
    if cls.__dict__.get("__mapper__") is not None and mapper_of(cls) is not None:
        raise sa_exc.InvalidRequestError(
            f"Class {cls!r} already has been instrumented declaratively"
        )
    if cls.__dict__.get("__abstract__", False):
        return None
    if getattr(cls, "_sa_decl_prepare", None) is not None:
        # DeferredReflection: the class is mapped when its table is known
        type.__setattr__(cls, "_sa_registry", registry)
        clsregistry.add_class(cls.__name__, cls, registry._class_registry)
        cls._sa_deferred_classes.append((registry, cls))
        return None
    return ClassScan(registry, cls).map()


def map_imperatively(registry, cls, table, options):
    """Map a class to a table that is given beside it."""
    type.__setattr__(cls, "_sa_registry", registry) if "_sa_registry" not in cls.__dict__ else None
    clsregistry.add_class(cls.__name__, cls, registry._class_registry)
    options = dict(options)
    if options.get("inherits") is None:
        for base in cls.__mro__[1:]:
            if mapper_of(base) is not None:
                options["inherits"] = base
                break
    if table is not None and not hasattr(cls, "__table__"):
        type.__setattr__(cls, "__table__", table)
    mapper = Mapper(cls, table, registry=registry, **options)
    registry._mappers.append(mapper)
    _listen_declare(cls)
    return mapper


class ClassScan(TableMaking):
    """What was found in one class on the way to its mapper."""

    table = table_args = tablename = mapper_args = inherits = None
    single = False

    def __init__(self, registry, cls):
        self.registry = registry
        self.cls = cls
        self.collected = {}
        self.annotations = {}
        self.properties = {}
        self.columns = []
        self.declared = set()  # their ids
        self.order = {}
        self.copies = {}
        self.has_table = "__table__" in cls.__dict__
        self.dataclass_options = getattr(cls, "_sa_apply_dc_transforms", None)
        self.was_dataclass = "__dataclass_fields__" in cls.__dict__ or (
            hasattr(cls, "__dataclass_fields__") and self.dataclass_options is None
        )
        self.allow_unmapped = bool(
            getattr(cls, "__allow_unmapped__", False) or self.dataclass_options
        )

    def map(self):
        cls = self.cls
        type.__setattr__(cls, "_sa_registry", self.registry)
        _scans[cls] = {}
        try:
            _listen_declare(cls)
            self._scan()
            if self.dataclass_options:
                from .dataclass_mapping import apply

                apply(self)
            self._find_inherited()
            clsregistry.add_class(cls.__name__, cls, self.registry._class_registry)
            self._extract_properties()
            self._extract_columns()
            self._make_table()
            self._place_columns_in_inherited_table()
            mapper = self._make_mapper()
        finally:
            _scans.pop(cls, None)
        self.registry._mappers.append(mapper)
        after = getattr(cls, "_sa_after_mapping", None)
        if after is not None:
            after(mapper)
        return mapper

    # --- reading the class and its bases

    def _scan(self):
        cls = self.cls
        bases = []
        for base in cls.__mro__:
            if base is object or base.__module__.startswith("sqlalchemy."):
                continue  # nothing there is mapped
            mapped = base is not cls and _is_mapped_base(base)
            names = _names_of(base) if base is cls else _names_of_base(base)
            copies = {}
            if not mapped and base is not cls and names:
                copies = self._copy_columns(base, names)
            bases.append((base, mapped, names, copies))
        inherited_args = False
        for base, mapped, names, copies in bases:
            self.collected.update(copies)
            own = vars(base)
            hints = own.get("__annotations__", {})
            for name in names:
                value = own.get(name)
                if name in _DIRECTIVES:
                    inherited_args |= self._directive(base, mapped, name, value)
                elif mapped:
                    self._warn_of_declared(base, name, value)
                elif base is not cls:
                    self._from_mixin(base, name, value, hints.get(name))
                else:
                    self._from_class(name, value, hints.get(name))
            if not mapped and "__dataclass_fields__" in own:
                self._from_dataclass_fields(base, own["__dataclass_fields__"].values(), hints)
        if inherited_args and not self.tablename:
            self.table_args = None

    def _directive(self, base, mapped, name, value):
        # Of a mapped base, only what it declares for its subclasses as well counts.
        if mapped and not is_declared(value):
            return False
        cls = self.cls
        if name == "__mapper_args__":
            if self.mapper_args is None:
                self.mapper_args = lambda: dict(cls.__mapper_args__ or {})
        elif name == "__tablename__":
            if not self.tablename:
                self.tablename = cls.__tablename__
        elif name == "__table__":
            if is_declared(value) and not self.has_table:
                type.__setattr__(cls, "__table__", cls.__table__)
                self.has_table = True
        elif not self.table_args:
            self.table_args = cls.__table_args__
            if not isinstance(self.table_args, (tuple, dict, type(None))):
                raise sa_exc.ArgumentError("__table_args__ value must be a tuple, dict, or None")
            return base is not cls
        return False

    def _warn_of_declared(self, base, name, value):
        if is_declared(value) and not value.quiet and value.cascading is not True:
            from ..util import warn

            warn(
                f"Regular (i.e. not __special__) attribute '{base.__name__}.{name}' uses "
                f"@declared_attr, but owning class {base} is mapped - not applying to subclass "
                f"{self.cls}."
            )

    def _overridden(self, name, value):
        return getattr(self.cls, name, value) is not value

    def _copy_columns(self, base, names):
        found = {}
        own = vars(base)
        hints = own.get("__annotations__", {})
        cls = self.cls
        for name in names:
            value, hint = own.get(name), hints.get(name)
            if name in _DIRECTIVES:
                continue
            if value is None and hint is not None and annotation_reader.is_mapped(
                hint, cls, base.__module__
            ):
                if self.has_table or self._overridden(name, None):
                    continue
                annotation = self._annotation(name, hint, base, True)
                if annotation is None:
                    continue
                value = (annotation.attribute if annotation.attribute is not None
                         else MappedColumn())
                found[name] = value
                type.__setattr__(cls, name, value)
            elif isinstance(value, MappedColumn) or is_column(value):
                if self._overridden(name, value):
                    continue
                if hint is not None:
                    self._annotation(name, hint, base, isinstance(value, MappedColumn) and True)
                if self.has_table and (getattr(value, "name", None) or name) in cls.__table__.c:
                    continue
                if name in vars(cls):
                    continue
                for key in value.foreign_keys:
                    column = getattr(key, "_table_column", None)
                    if column is not None and column.table is None:
                        raise sa_exc.InvalidRequestError(
                            "Columns with foreign keys to non-table-bound columns must be declared "
                            "as @declared_attr callables on declarative mixin classes.  For "
                            "dataclass field() objects, use a lambda:."
                        )
                copy = value._copy()
                self.copies[value] = copy
                if isinstance(value, MappedColumn):
                    self.copies[value.column] = copy.column
                found[name] = copy
                type.__setattr__(cls, name, copy)
        return found

    def _annotation(self, name, hint, base, expect_mapped):
        if name in self.annotations:
            return self.annotations[name]
        expect = bool(expect_mapped) and not self.was_dataclass and not self.allow_unmapped
        annotation = annotation_reader.read(hint, self.cls, base.__module__, name, expect)
        if annotation is not None:
            self.annotations[name] = annotation
        return annotation

    def _from_mixin(self, base, name, value, hint):
        if isinstance(value, MappedColumn) or is_column(value):
            return
        if isinstance(value, MapperProperty):
            raise sa_exc.InvalidRequestError(
                "Mapper properties (i.e. deferred,column_property(), relationship(), etc.) must be "
                "declared as @declared_attr callables on declarative mixin classes.  For dataclass "
                "field() objects, use a lambda:"
            )
        if is_declared(value):
            self._declared(base, name, value)

    def _declared(self, base, name, value):
        cls = self.cls
        if value.cascading is True:
            if name in vars(cls) and vars(cls)[name] is not value:
                from ..util import warn

                warn(
                    f"Attribute '{name}' on class {cls} cannot be processed due to "
                    "@declared_attr.cascading; skipping"
                )
            made = value.fget(cls)
            type.__setattr__(cls, name, made)
            self.copies[value] = made
        else:
            if self._is_hidden(base, name, value):
                return
            made = getattr(cls, name)
            if isinstance(made, QueryableAttribute) and made.class_ is not cls:
                return
        self.collected[name] = made
        if (is_column(made) or isinstance(made, MapperProperty)) and getattr(
            made, "doc", None
        ) is None:
            made.doc = value.__doc__
        hints = getattr(value.fget, "__annotations__", {})
        hint = hints.get("return")
        if hint is not None and annotation_reader.is_mapped(hint, cls, base.__module__):
            self._annotation(name, hint, base, True)

    def _is_hidden(self, base, name, value):
        for other in self.cls.__mro__:
            if name in other.__dict__:
                return other is not base
        return False

    def _from_class(self, name, value, hint):
        annotation = None
        if hint is not None:
            expect = value is None or isinstance(value, MappedAttribute)
            annotation = self._annotation(name, hint, self.cls, expect)
        if (
            value is None and annotation is not None and annotation.container is not None
            and not self.has_table
        ):
            self.collected[name] = (
                annotation.attribute if annotation.attribute is not None else MappedColumn()
            )
        elif name in vars(self.cls):
            self.collected[name] = value

    def _from_dataclass_fields(self, base, fields, hints):
        """What fields of a dataclass say in their metadata that they map."""
        key = getattr(self.cls, "__sa_dataclass_metadata_key__", None)
        for field in fields if key is not None else ():
            if field.name not in hints or key not in field.metadata:
                continue
            value = field.metadata[key]
            if not is_column(value) and not isinstance(value, MappedAttribute):
                value = value.fget(self.cls) if is_declared(value) else value()
            elif base is not self.cls and not isinstance(value, MapperProperty):
                value = value._copy()
            self.collected.setdefault(field.name, value)

    # --- properties, columns, the table

    def _find_inherited(self):
        cls = self.cls
        found = []
        for base in cls.__bases__:
            for candidate in base.__mro__:
                if mapper_of(candidate) is not None:
                    if candidate not in found:
                        found.append(candidate)
                    break
        found = [c for c in found if not any(o is not c and issubclass(o, c) for o in found)]
        if len(found) > 1:
            raise sa_exc.InvalidRequestError(
                f"Class {cls} has multiple mapped bases: {found!r}"
            )
        if found:
            self.inherits = found[0]
        if not self.has_table and self.tablename is None:
            self.single = True

    def _extract_properties(self):
        cls = self.cls
        for name in list(self.collected):
            value = self.collected[name]
            if type(value) is MappedColumn and name != "metadata":  # as nearly always
                self._learn(name, value)
                self.properties[name] = value
                continue
            if is_declared(value):
                value = getattr(cls, name)
                hints = getattr(vars(cls).get(name).fget, "__annotations__", {}) if hasattr(
                    vars(cls).get(name), "fget"
                ) else {}
                if hints.get("return") is not None and annotation_reader.is_mapped(
                    hints["return"], cls, cls.__module__
                ):
                    self._annotation(name, hints["return"], cls, True)
            elif (
                isinstance(value, QueryableAttribute) and value.class_ is not cls
                and value.key != name
            ):
                value = SynonymProperty(value.key)
                type.__setattr__(cls, name, value)
            if isinstance(value, tuple) and len(value) == 1 and (
                isinstance(value[0], MappedAttribute) or is_column(value[0])
            ):
                from ..util import warn

                warn(
                    f"Ignoring declarative-like tuple value of attribute '{name}': possibly a "
                    "copy-and-paste error with a comma accidentally placed at the end of the line?"
                )
                continue
            if not isinstance(value, MappedAttribute) and not is_column(value):
                self.collected.pop(name)
                continue
            if name == "metadata":
                raise sa_exc.InvalidRequestError(
                    "Attribute name 'metadata' is reserved when using the Declarative API."
                )
            if is_column(value):
                if value.key is None:
                    value.key = name
                if value.name is None:
                    value.name = name
            else:
                self._learn(name, value)
                if not hasattr(value, "columns_to_assign") and not isinstance(
                    value, MapperProperty
                ):
                    # e.g. an association proxy: it is the descriptor itself
                    type.__setattr__(cls, name, value)
                    continue
            self.properties[name] = value

    def _learn(self, name, value):
        """Let an attribute take from its annotation what it does not say itself."""
        annotation = self.annotations.get(name)
        if annotation is not None and annotation.container is None and not (
            self.allow_unmapped or self.was_dataclass
        ):
            annotation = None
        if value.attribute_options is not NO_OPTIONS:
            self._check_dataclass_arguments(name, value)
        value.declarative_scan(self, name, annotation)

    def _check_dataclass_arguments(self, name, value):
        options = getattr(value, "attribute_options", None)
        if options is None or options is NO_OPTIONS or self.dataclass_options:
            return
        given = set(options.given())
        if not isinstance(value, MapperProperty):
            given.discard("default")
        given -= {"compare", "kw_only", "hash"}
        if given:
            listed = ", ".join(sorted(
                repr("dataclass_metadata" if g == "metadata" else g) for g in given
            ))
            raise sa_exc.ArgumentError(
                f"Attribute '{name}' on class {self.cls} includes dataclasses argument(s): "
                f"{listed} "
                "but class does not specify SQLAlchemy native dataclass configuration."
            )

    def _extract_columns(self):
        for name, value in list(self.properties.items()):
            if type(value) is MappedColumn and value._is_plain:
                column = value.column
                self._declare(column)
                if name == column.key:
                    del self.properties[name]
                else:
                    self.properties[name] = column
                continue
            assign = (
                getattr(value, "columns_to_assign", None)
                if isinstance(value, MappedAttribute) else None
            )
            if assign is not None:
                prop = value.mapper_property_to_assign
                columns = list(assign)
                if prop is not None:
                    self.properties[name] = prop
                else:
                    del self.properties[name]
                for column, order in columns:
                    self._declare(column)
                    self.order[column] = order
                    if prop is None and name != column.key:
                        self.properties[name] = column
            elif is_column(value):
                self._declare(value)
                if name == value.key:
                    del self.properties[name]

    def _declare(self, column):
        if id(column) not in self.declared:
            self.declared.add(id(column))
            self.columns.append(column)


def _is_mapped_base(base):
    return mapper_of(base) is not None


def _names_of(base):
    """The names of a class's body that a mapping may mean, in their order."""
    own = vars(base)
    hints = own.get("__annotations__", {})
    first = [n for n in own if n in hints or n in _DIRECTIVES or not n.startswith(_HIDDEN)]
    if not hints:
        return first
    return [n for n in _merge(first, list(hints))
            if n in _DIRECTIVES or not n.startswith(_HIDDEN)]


def _names_of_base(base):
    """Those of them that mean something to the classes below."""
    own = vars(base)
    hints = own.get("__annotations__", {})
    found = []
    for name in _names_of(base):
        value = own.get(name)
        if name in _DIRECTIVES or (
            name in hints if value is None
            else isinstance(value, MappedAttribute) or is_column(value) or is_declared(value)
        ):
            found.append(name)
    return found


def _merge(first, second):
    """Two overlapping ordered lists as one: at a shared name, the other list catches up with it."""
    shared = set(first).intersection(second)
    merged = []
    walking, waiting = iter(first), iter(second)
    while True:
        for item in walking:
            if item in shared:
                shared.discard(item)
                walking, waiting = waiting, walking
                break
            merged.append(item)
        else:
            merged.extend(waiting)
            return merged


def _listen_declare(cls):
    if "__declare_last__" in cls.__dict__:
        listen_every("after_configured", lambda: cls.__declare_last__(), lambda mapper: False)
    if "__declare_first__" in cls.__dict__:
        listen_every("before_configured", lambda: cls.__declare_first__(), lambda mapper: False)
