# SPDX-License-Identifier: MIT
"""References from one mapped class to another."""
from .. import exc as sa_exc
from .._packages import borrower
from .base import MANYTOMANY, MANYTOONE, ONETOMANY, _class_to_mapper
from .base import DynamicMapped, WriteOnlyMapped
from .interfaces import AttributeOptions, MapperProperty
from .relationship_values import LateImpl, RelationshipValues


def _mark(expression, name):
    import copy

    element = getattr(expression, "__clause_element__", None)
    element = element() if element is not None else expression
    element = getattr(element, "_cls", element)
    marked = copy.copy(element)
    marked._orm_column = getattr(element, "_orm_column", element)
    marked._orm_marks = getattr(element, "_orm_marks", frozenset()) | {name}
    return marked


def foreign(expr):
    return _mark(expr, "foreign")


def remote(expr):
    return _mark(expr, "remote")


class CascadeOptions(frozenset):
    """Which operations on an object are done to what it refers to."""

    _all = frozenset(
        ["save-update", "delete", "expunge", "merge", "refresh-expire"]
    )
    _known = _all | {"delete-orphan", "none", "all"}

    def __new__(cls, value):
        if value is None:
            value = "save-update, merge"
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        values = set(value)
        unknown = values - cls._known
        if unknown:
            listed = ", ".join(repr(v) for v in sorted(unknown))
            raise sa_exc.ArgumentError(f"Invalid cascade option(s): {listed}")
        if "all" in values:
            values |= cls._all
        if "none" in values:
            values.clear()
        values.discard("all")
        self = super().__new__(cls, values)
        self.save_update = "save-update" in values
        self.delete = "delete" in values
        self.delete_orphan = "delete-orphan" in values
        self.merge = "merge" in values
        self.expunge = "expunge" in values
        self.refresh_expire = "refresh-expire" in values
        return self


class RelationshipProperty(RelationshipValues, MapperProperty):
    """A reference, or a collection of references, to objects of a class."""

    is_relationship = True
    deferred = False
    raiseload = False

    def __init__(self, argument=None, secondary=None, *, uselist=None, collection_class=None,
                 primaryjoin=None, secondaryjoin=None, back_populates=None, order_by=False,
                 backref=None, overlaps=None, post_update=False, cascade=None, viewonly=False,
                 lazy="select", passive_deletes=False, passive_updates=True,
                 active_history=False, enable_typechecks=True, foreign_keys=None,
                 remote_side=None, join_depth=None, comparator_factory=None,
                 single_parent=False, innerjoin=False, distinct_target_key=None,
                 load_on_pending=False, query_class=None, info=None, omit_join=None,
                 sync_backref=None, doc=None, bake_queries=True, cascade_backrefs=False,
                 attribute_options=None, **dataclass_options):
        super().__init__()
        self.argument = argument
        self.given_secondary = secondary
        self.secondary = None
        self.uselist = uselist
        self.collection_class = collection_class
        self.given_primaryjoin = primaryjoin
        self.given_secondaryjoin = secondaryjoin
        self.back_populates = back_populates
        self.given_order_by = order_by
        self.order_by = ()
        self.backref = backref
        if back_populates and backref:
            raise sa_exc.ArgumentError(
                "back_populates and backref keyword arguments are mutually exclusive"
            )
        self.overlaps = overlaps
        self.post_update = post_update
        self.viewonly = viewonly
        self.lazy = lazy
        self.passive_deletes = passive_deletes
        self.passive_updates = passive_updates
        self.active_history = active_history
        self.given_foreign_keys = foreign_keys
        self.given_remote_side = remote_side
        self.single_parent = single_parent
        self.innerjoin = innerjoin
        self.load_on_pending = load_on_pending
        self.query_class = query_class
        self.info = info if info is not None else {}
        self.doc = doc
        self.comparator_factory = comparator_factory
        self.attribute_options = attribute_options or AttributeOptions(**dataclass_options)
        self._cascade = CascadeOptions(
            cascade if cascade is not None or not viewonly else "merge"
        )
        self.reverse = []
        self.condition = None
        self._mapper = None
        self._impl = None

    # --- declarative

    def declarative_scan(self, scan, key, annotation):
        self.registry = scan.registry
        if annotation is None:
            if self.argument is None:
                raise sa_exc.ArgumentError(
                    "relationship() requires an argument, or a Mapped[] annotation that names the "
                    f"class, on {scan.cls.__name__}.{key}"
                )
            return
        from .annotations import relationship_target

        target, collection = relationship_target(annotation)
        if annotation.container is DynamicMapped:
            self.lazy = "dynamic"
            self.uselist = True
        elif annotation.container is WriteOnlyMapped:
            self.lazy = "write_only"
            self.uselist = True
        elif annotation.container is not None:
            if collection is not None:
                if self.collection_class is None:
                    self.collection_class = collection
                if self.uselist is None:
                    self.uselist = True
            elif self.collection_class is None and self.uselist is None:
                self.uselist = False
        if self.argument is None:
            self.argument = target

    # --- set-up

    def set_parent(self, parent, init=True):
        super().set_parent(parent, init)

    @property
    def cascade(self):
        return self._cascade

    @cascade.setter
    def cascade(self, value):
        self._cascade = CascadeOptions(value)

    def instrument_class(self, mapper):
        from .impls import CollectionImpl, ObjectImpl

        # which of the two it is may need the join condition; until then any value is possible
        if self.lazy in ("dynamic", "write_only", "dynamic_write"):
            from .dynamic import DynamicImpl

            kind = DynamicImpl
        elif self.uselist is None:
            kind = LateImpl
        else:
            kind = CollectionImpl if self.uselist else ObjectImpl
        self._impl = mapper.instrument(self.key, self, kind)

    @property
    def impl(self):
        return self.parent.impls[self.key]

    def _resolver(self):
        from .clsregistry import Resolver

        registry = self.parent.registry
        metadata = getattr(self.parent.class_, "metadata", None)
        if metadata is None or not hasattr(metadata, "tables"):
            metadata = registry.metadata
        return Resolver(self.parent.class_, registry._class_registry, metadata)

    @property
    def mapper(self):
        if self._mapper is None:
            self._mapper = self._target_mapper()
        return self._mapper

    @property
    def entity(self):
        return self.mapper

    def _target_mapper(self):
        argument = self.argument
        if isinstance(argument, str):
            argument = self._resolver().evaluate_class(argument, self)
        elif callable(argument) and not isinstance(argument, type) and not hasattr(
            argument, "is_mapper"
        ):
            argument = argument()
        argument = getattr(argument, "_cls", argument)
        if getattr(argument, "is_mapper", False):
            return argument
        try:
            return _class_to_mapper(argument)
        except sa_exc.ArgumentError:
            raise sa_exc.ArgumentError(
                f"relationship '{self.key}' expects a class or a mapper argument (received: "
                f"{type(argument)})"
            ) from None

    def _evaluated(self, value, favor_tables=False):
        if isinstance(value, str):
            resolver = self._resolver()
            resolver.favor_tables = favor_tables
            if favor_tables:
                table = resolver.table(value)
                if table is not None:
                    return table
            value = resolver.evaluate(value, self)
        elif callable(value) and not hasattr(value, "__clause_element__") and not hasattr(
            value, "_notation"
        ) and not isinstance(value, type):
            value = value()
        return getattr(value, "_cls", value)

    def _element(self, value):
        element = getattr(value, "__clause_element__", None)
        if isinstance(value, type):
            return value
        column = getattr(value, "column", None)
        if column is not None and hasattr(value, "take_annotation"):
            return column
        return element() if element is not None and not hasattr(value, "foreign_keys") else (
            element() if element is not None and hasattr(value, "prop") else value
        )

    def _elements(self, value):
        value = self._evaluated(value)
        if value is None or value is False:
            return []
        if not isinstance(value, (list, tuple, set, frozenset)):
            value = [value]
        found = []
        for item in value:
            if isinstance(item, str):
                item = self._evaluated(item)
            elif callable(item) and type(item).__name__ == "function":
                item = item()
            if isinstance(item, (list, tuple)):
                found.extend(self._elements(item))
            else:
                found.append(self._element(item))
        return found

    def do_init(self):
        from .join_condition import JoinCondition

        if self.given_secondary is not None:
            secondary = self._evaluated(self.given_secondary, favor_tables=True)
            self.secondary = getattr(secondary, "__table__", secondary)
        primary = self._evaluated(self.given_primaryjoin)
        second = self._evaluated(self.given_secondaryjoin)
        target = self.mapper
        self.condition = JoinCondition(
            self, self.parent, target, _clause(primary), _clause(second), self.secondary,
            self._elements(self.given_foreign_keys), self._elements(self.given_remote_side),
            self.parent.common_parent(target),
        )
        if self.uselist is None:
            self.uselist = self.condition.direction is not MANYTOONE
        self._settle_impl()
        self._check_cascade()
        self.order_by = tuple(self._elements(self.given_order_by))
        self._setup_backref()

    primaryjoin = property(lambda self: self._configured_condition().primaryjoin)
    secondaryjoin = property(lambda self: self._configured_condition().secondaryjoin)
    direction = property(lambda self: self._configured_condition().direction)
    local_remote_pairs = property(lambda self: self._configured_condition().local_remote_pairs)
    synchronize_pairs = property(lambda self: self._configured_condition().synchronize_pairs)
    secondary_synchronize_pairs = property(
        lambda self: self._configured_condition().secondary_synchronize_pairs
    )
    local_columns = property(lambda self: self._configured_condition().local_columns)
    remote_side = property(lambda self: self._configured_condition().remote_columns)
    target = property(lambda self: self.mapper.selectable)

    def _configured_condition(self):
        if self.condition is None:
            self.parent._check_configure()
        if self.condition is None:
            self.init()
        return self.condition

    @property
    def simple_many_to_one(self):
        """Whether the target is found by its primary key alone."""
        condition = self._configured_condition()
        return (
            condition.direction is MANYTOONE
            and condition.pure
            and {r for _, r in condition.local_remote_pairs} == set(self.mapper.primary_key)
        )

    def _settle_impl(self):
        impl = self._impl
        if type(impl) is LateImpl:
            from .impls import CollectionImpl, ObjectImpl

            impl.__class__ = CollectionImpl if self.uselist else ObjectImpl

    def _check_cascade(self):
        if (
            self._cascade.delete_orphan and not self.single_parent
            and self.direction in (MANYTOMANY, MANYTOONE)
        ):
            kind = "many-to-one" if self.direction is MANYTOONE else "many-to-many"
            hint = (
                "Set the single_parent flag on this relationship() to force this relationship to "
                f"only allow a single referenced object on the {self.mapper.class_.__name__!r} "
                "side."
            )
            raise sa_exc.ArgumentError(
                f"For {kind} relationship {self}, delete-orphan cascade is normally configured "
                "only "
                "on the \"one\" side of a one-to-many relationship, and not on the \"many\" side "
                "of a "
                "many-to-one or many-to-many relationship.  To force this relationship to allow a "
                f"particular {self.mapper.class_.__name__!r} object to be referenced by only a "
                "single "
                f"{self.parent.class_.__name__!r} object at a time via the {self} relationship, "
                "which would allow delete-orphan cascade to take place in this direction, set the "
                f"single_parent=True flag. {hint}"
            )

    def _setup_backref(self):
        if self.backref is not None:
            key, options = self.backref, {}
            if isinstance(key, tuple):
                key, options = key
            self._make_backref(key, dict(options))
        if self.back_populates is not None:
            name = self.back_populates
            if callable(name):
                name = name()
                name = getattr(name, "key", name)
            target = self.mapper
            other = target._props.get(name)
            if other is None:
                raise sa_exc.InvalidRequestError(
                    f"Mapper '{target}' has no property '{name}'.  If this property was indicated "
                    "from other mappers or configure events, ensure registry.configure() has been "
                    "called."
                )
            if other.is_relationship:
                if other not in self.reverse:
                    self.reverse.append(other)
                if self not in other.reverse:
                    other.reverse.append(self)
                other.init()
                if other.direction is self.direction and self.direction is not MANYTOMANY:
                    raise sa_exc.ArgumentError(
                        f"{other} and back-reference {self} are both of the same direction "
                        f"{self.direction!r}.  Did you mean to set remote_side on the many-to-one "
                        "side ?"
                    )

    def _make_backref(self, key, options):
        target = self.mapper
        if key in target._props and target._props[key].is_relationship:
            raise sa_exc.ArgumentError(
                f"Error creating backref '{key}' on relationship '{self}': property of that name "
                f"exists on mapper '{target}'"
            )
        condition = self.condition
        if self.secondary is not None:
            options.setdefault("primaryjoin", condition.secondaryjoin)
            options.setdefault("secondaryjoin", condition.primaryjoin)
        else:
            options.setdefault("primaryjoin", condition.primaryjoin)
        if self.given_foreign_keys is not None:
            options.setdefault("foreign_keys", [b for _, b in condition.synchronize_pairs])
        if self.parent.base_mapper is target.base_mapper and self.secondary is None:
            options.setdefault("remote_side", list(condition.local_columns))
        options.setdefault("viewonly", self.viewonly)
        options.setdefault("post_update", self.post_update)
        options.setdefault("passive_updates", self.passive_updates)
        made = RelationshipProperty(
            self.parent, self.secondary, back_populates=self.key, **options
        )
        target._configure_property(key, made, init=False)
        self.back_populates = key
        made.init()

    # --- expressions

    def comparator(self, attribute):
        from .relationship_comparator import RelationshipComparator

        factory = self.comparator_factory or RelationshipComparator
        made = factory(self, attribute._entity or self.parent)
        made._of_type = attribute._of_type
        made._extra = attribute._extra_criteria
        return made

    @property
    def Comparator(self):
        from .relationship_comparator import RelationshipComparator

        return RelationshipComparator

    def clause_of(self, attribute):
        return self.comparator(attribute).__clause_element__()

    @property
    def class_attribute(self):
        return getattr(self.parent.class_, self.key)


Relationship = RelationshipProperty
_RelationshipDeclared = RelationshipProperty


def _clause(expression):
    if expression is None:
        return None
    element = getattr(expression, "__clause_element__", None)
    return element() if element is not None and not hasattr(expression, "_notation") else expression


__all__ = ["MANYTOMANY", "MANYTOONE", "ONETOMANY", "RelationshipProperty", "foreign", "remote"]


__getattr__ = borrower(__name__)
