# SPDX-License-Identifier: MIT
"""What a class and its table have to do with each other."""
from _operator import is_

from .. import exc as sa_exc
from .._packages import borrower
from .._annotations import Generic
from . import exc
from .attributes import QueryableAttribute
from .base import STATE, InspectionAttr, Listening, instance_state, mapper_of
from .mapper_properties import MapperProperties, _instrument_hooks  # noqa: F401
from .mapper_views import MapperViews
from .mapper_views import every_mapper as _every_mapper
from .properties import ColumnProperty, MappedColumn

_Function = type(lambda: None)
# Options with what they are where nobody gives them; without any of them a mapping is plain.
_OPTIONS = (
    "concrete", "version_id_col", "version_id_generator", "polymorphic_identity",
    "polymorphic_abstract", "polymorphic_load", "column_prefix", "include_properties",
    "passive_updates", "passive_deletes", "confirm_deleted_rows", "eager_defaults",
    "always_refresh", "batch", "_given_primary_key",
)
_PLAIN = (False, None, None, None, False, None, "", None, True, False, True, "auto", False, True,
          None)
# What a plain mapping has when somebody asks for it.
_LATER = frozenset(("_props", "_columntoproperty", "impls", "primary_key_props", "_pk_keys"))
_unconfigured = []
_configuring = []


class Mapper(MapperProperties, MapperViews, InspectionAttr, Generic):
    """The mapping of one class."""

    is_mapper = True
    is_selectable = True
    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")
    concrete_adapt = None
    # What most mappings say is said once: with more than thirty attributes of their own, objects
    # take three times the memory.
    inherits = version_id_col = version_id_generator = polymorphic_on = None
    polymorphic_identity = include_properties = inherit_condition = polymorphic_load = None
    _reconstructor = _column_attrs = _given_primary_key = None
    concrete = single = polymorphic_abstract = always_refresh = configured = False
    passive_deletes = False
    passive_updates = confirm_deleted_rows = batch = True
    column_prefix = ""
    eager_defaults = "auto"
    exclude_properties = frozenset()

    def __init__(self, class_, local_table=None, properties=None, primary_key=None,
                 non_primary=False, inherits=None, inherit_condition=None,
                 inherit_foreign_keys=None, always_refresh=False, version_id_col=None,
                 version_id_generator=None, polymorphic_on=None, _polymorphic_map=None,
                 polymorphic_identity=None, concrete=False, with_polymorphic=None,
                 polymorphic_abstract=False, polymorphic_load=None,
                 allow_partial_pks=True, batch=True, column_prefix=None,
                 include_properties=None, exclude_properties=None, passive_updates=True,
                 passive_deletes=False, confirm_deleted_rows=True, eager_defaults="auto",
                 legacy_is_orphan=False, order_by=False, registry=None):
        self.class_ = class_
        self.registry = registry
        self.local_table = local_table
        given = (concrete, version_id_col, version_id_generator, polymorphic_identity,
                 polymorphic_abstract, polymorphic_load, column_prefix or "", include_properties,
                 passive_updates, passive_deletes, confirm_deleted_rows, eager_defaults,
                 always_refresh, batch, primary_key)
        plain = all(map(is_, given, _PLAIN))
        if not plain:
            for name, value in zip(_OPTIONS, given):
                if value is not getattr(Mapper, name):
                    setattr(self, name, value)
        if exclude_properties:
            self.exclude_properties = set(exclude_properties)
        self._props = {}
        self._columntoproperty = _ColumnMap(self)
        self.impls = {}
        self.written_columns = {}  # table -> its columns with their properties
        self.cached_composites = []
        self.validators = {}
        self._inheriting_mappers = []
        self.listeners = {}
        self._setup_inheritance(inherits, inherit_condition)
        self._setup_class()
        properties = properties or {}
        if plain and inherits is None and not exclude_properties and polymorphic_on is None and (
            self._setup_later(properties)
        ):
            self.primary_key = self._checked_primary_key(self._table_primary_key())
        else:
            self._setup_properties(properties)
            self._setup_polymorphism(polymorphic_on)
            self._setup_primary_key()
        _unconfigured.append(self)

    # --- set-up

    def _setup_inheritance(self, inherits, inherit_condition):
        if inherits is None:
            self.base_mapper = self
            self.persist_selectable = self.local_table
            self.polymorphic_map = {}
            return
        parent = inherits if isinstance(inherits, Mapper) else mapper_of(inherits)
        if parent is None:
            from .base import class_mapper

            parent = class_mapper(inherits, False)
        if not issubclass(self.class_, parent.class_):
            raise sa_exc.ArgumentError(
                f"Class '{self.class_.__name__}' does not inherit from '{parent.class_.__name__}'"
            )
        parent._finish_setup()
        self.inherits = parent
        parent._inheriting_mappers.append(self)
        self.passive_updates = parent.passive_updates if self.passive_updates else False
        self.polymorphic_map = {} if self.concrete else parent.polymorphic_map
        self.base_mapper = self if self.concrete else parent.base_mapper
        self.listeners = {k: list(v) for k, v in parent.listeners.items() if v} and {}
        if self.version_id_col is None and not self.concrete:
            self.version_id_col = parent.version_id_col
            self.version_id_generator = parent.version_id_generator
        elif self.version_id_col is None and self.concrete and parent.version_id_col is not None:
            name = parent.version_id_col.name
            if self.local_table is not None and name in self.local_table.c:
                self.version_id_col = self.local_table.c[name]
        if self.local_table is None or self.local_table is parent.local_table:
            self.local_table = parent.local_table
            self.persist_selectable = parent.persist_selectable
            self.single = True
        elif self.concrete:
            self.persist_selectable = self.local_table
        else:
            self._inherit_on = inherit_condition
            self._join_parent()

    def _join_parent(self):
        from ..sql.expression import and_
        from .join_condition import between

        parent = self.inherits
        condition = self._inherit_on
        if condition is None:
            pairs = between(parent.local_table, self.local_table)
            if not pairs:
                for table in parent.tables:
                    pairs = between(table, self.local_table)
                    if pairs:
                        break
            if not pairs:
                raise sa_exc.NoForeignKeysError(
                    f"Can't determine the inherit condition between inherited table "
                    f"'{parent.local_table.name}' and inheriting table "
                    f"'{self.local_table.name}'; tables "
                    "have no foreign key relationships established.  Please ensure the "
                    "inheriting table "
                    "has a foreign key relationship to the inherited table, or provide an "
                    "'on clause' using the 'inherit_condition' mapper argument."
                )
            condition = and_(*[left == right for left, right in pairs])
        self.inherit_condition = condition
        self.persist_selectable = None  # made when it is first asked for

    def __getattr__(self, name):
        if name in _LATER and self._finish_setup():
            return self.__dict__[name]
        raise AttributeError(f"'Mapper' object has no attribute {name!r}")

    @property
    def selectable(self):
        if self.persist_selectable is None:
            from ..sql.expression import join

            self.persist_selectable = join(
                self.inherits.selectable, self.local_table, self.inherit_condition
            )
        return self.persist_selectable

    mapped_table = selectable
    with_polymorphic = None
    _with_polymorphic_mappers = ()

    def _setup_class(self):
        class_ = self.class_
        if class_.__dict__.get("__mapper__") is not None and isinstance(
            class_.__dict__["__mapper__"], Mapper
        ):
            raise sa_exc.ArgumentError(
                f"Class '{class_!r}' already has a primary mapper defined. "
            )
        type.__setattr__(class_, "__mapper__", self)
        if not any("_sa_listen" in base.__dict__ for base in class_.__mro__):
            type.__setattr__(class_, "_sa_listen", Listening())
            type.__setattr__(class_, "_sa_unlisten", Listening("remove"))
        for base in class_.__mro__:
            if base is object or base.__module__.startswith("sqlalchemy."):
                continue
            # Functions that validates() and reconstructor() have marked have attributes.
            for value in [value for value in base.__dict__.values()
                          if type(value) is _Function and value.__dict__]:
                names = getattr(value, "__sa_validators__", None)
                if names is not None:
                    for name in names:
                        self.validators.setdefault(
                            name, (value, value.__sa_validation_opts__)
                        )
                if getattr(value, "__sa_reconstructor__", False) and not self._reconstructor:
                    self._reconstructor = value
        self._wrap_init()

    def _wrap_init(self):
        class_ = self.class_
        original = class_.__init__
        if getattr(original, "_sa_wrapped", False) and "__init__" not in class_.__dict__:
            return

        def __init__(self, *args, **kwargs):
            dict_ = self.__dict__
            if STATE not in dict_:
                state = instance_state(self)
                state.mapper._check_configure()
                state.mapper.fire_init(state, args, kwargs)
            return original(self, *args, **kwargs)

        __init__._sa_wrapped = True
        __init__._sa_original_init = original
        __init__.__wrapped__ = original
        __init__.__doc__ = original.__doc__
        __init__.__module__ = class_.__module__
        __init__.__defaults__ = None
        type.__setattr__(class_, "__init__", __init__)

    def _setup_polymorphism(self, polymorphic_on):
        if polymorphic_on is None and self.inherits is not None:
            # a concrete mapper stands alone
            if not self.concrete:
                self.polymorphic_on = self.inherits.polymorphic_on
        elif polymorphic_on is not None:
            self.polymorphic_on = self._polymorphic_column(polymorphic_on)
        if self.polymorphic_identity is not None:
            held = self.polymorphic_map.get(self.polymorphic_identity)
            if held is not None and held is not self:
                from ..util import warn

                warn(
                    "Reassigning polymorphic association for identity "
                    f"{self.polymorphic_identity!r} "
                    f"from {held!r} to {self!r}: Check for duplicate use of "
                    f"{self.polymorphic_identity!r} as value for polymorphic_identity."
                )
            self.polymorphic_map[self.polymorphic_identity] = self

    def _polymorphic_column(self, given):
        if isinstance(given, str):
            prop = self._props.get(given)
            if prop is None:
                raise sa_exc.ArgumentError(
                    f"Can't determine polymorphic_on value '{given}' - no attribute is mapped to "
                    "this "
                    "name."
                )
            return prop.columns[0]
        if isinstance(given, MappedColumn):
            return given.column
        if isinstance(given, ColumnProperty):
            return given.columns[0]
        if isinstance(given, QueryableAttribute):
            return given.__clause_element__()
        return given

    def _setup_primary_key(self):
        given = self._given_primary_key
        if given is not None:
            given = given if isinstance(given, (list, tuple)) else [given]
            columns = []
            for column in given:
                if isinstance(column, str):
                    column = self._props[column].columns[0]
                elif isinstance(column, MappedColumn):
                    column = column.column
                elif isinstance(column, QueryableAttribute):
                    column = column.__clause_element__()
                columns.append(column)
            self.primary_key = tuple(columns)
        elif self.inherits is not None and not self.concrete:
            self.primary_key = self.inherits.primary_key
        else:
            self.primary_key = self._table_primary_key()
        self._checked_primary_key(self.primary_key)
        self._setup_primary_key_props()

    def _checked_primary_key(self, columns):
        if not columns:
            raise sa_exc.ArgumentError(
                f"Mapper {self} could not assemble any primary key columns for mapped table "
                f"'{self._description_of_table()}'"
            )
        return columns

    def _setup_primary_key_props(self):
        self.primary_key_props = [self._columntoproperty[c] for c in self.primary_key]
        self._pk_keys = [p.key for p in self.primary_key_props]

    def _table_primary_key(self):
        table = self.local_table
        if getattr(table, "_is_schema_table", False):
            return tuple(table.primary_key._columns)
        key = getattr(table, "primary_key", None)
        return tuple(key.columns if hasattr(key, "columns") else key or ())

    def _description_of_table(self):
        return getattr(self.local_table, "description", None) or getattr(
            self.local_table, "name", self.local_table
        )

    # --- configuration

    def _check_configure(self):
        if _unconfigured:
            configure_mappers()

    def _post_configure(self):
        for prop in list(self._props.values()):
            if prop.parent is self:
                prop.init()
        self.configured = True


def listen_every(name, function, accepts):
    """An event of all mappers, present and future, that `accepts` takes."""
    _every_mapper.setdefault(name, []).append((function, accepts))


class _ColumnMap(dict):
    """column -> property; a column without one is an error that names it."""

    __slots__ = ("mapper",)

    def __init__(self, mapper):
        super().__init__()
        self.mapper = mapper

    def __missing__(self, column):
        prop = self.mapper._props.get(getattr(column, "key", None))
        if prop is not None and prop.is_column and any(column is c for c in prop.columns):
            return prop
        raise exc.UnmappedColumnError(
            f"Column {column} is not configured on mapper {self.mapper}..."
        )


def configure_mappers():
    """Set up what needs all classes: the relationships between them."""
    if _configuring:
        return
    _configuring.append(True)
    try:
        for function, _ in _every_mapper.get("before_configured", ()):
            function()
        while _unconfigured:
            mapper = _unconfigured[0]
            if getattr(mapper, "_configure_failed", None) is not None:
                failure = mapper._configure_failed
                raise sa_exc.InvalidRequestError(
                    "One or more mappers failed to initialize - can't proceed with "
                    "initialization of "
                    f"other mappers. Triggering mapper: '{mapper}'. Original exception was: "
                    f"{failure}"
                )
            try:
                mapper._post_configure()
            except Exception as error:
                mapper._configure_failed = error
                raise
            _unconfigured.remove(mapper)
            for function in mapper.listeners_of("mapper_configured"):
                function(mapper, mapper.class_)
        for function, _ in _every_mapper.get("after_configured", ()):
            function()
    finally:
        _configuring.pop()


def discard(mapper):
    """Forget a mapper of a registry that is disposed of."""
    if mapper in _unconfigured:
        _unconfigured.remove(mapper)


__getattr__ = borrower(__name__)
