# SPDX-License-Identifier: MIT
"""Options that say which attributes a query loads, and when."""
from .. import exc as sa_exc
from .entities import entity_of
from .interfaces import MapperOption

_EAGER = ("joined", "selectin", "subquery", "immediate", "contains")


class Load(MapperOption):
    """A chain of loader options that starts at one class."""

    propagate_to_loaders = True

    def __init__(self, entity=None):
        self.root = entity_of(entity)[0] if entity is not None else None
        self.path = ()
        # (path of relationship properties, action, argument)
        self.entries = ()

    def _with(self, path, *entries):
        made = Load.__new__(type(self))
        made.root = self.root
        made.path = path
        made.entries = self.entries + entries
        return made

    def _step(self, attr, action, argument=None):
        if isinstance(attr, str) and attr == "*":
            return self._with(self.path, (self.path, action + "*", argument))
        prop = _relationship(attr)
        if self.root is None and not self.path:
            made_root = getattr(attr, "parent", None)
            pair = entity_of(made_root) if made_root is not None else None
            root = pair[0] if pair else None
        else:
            root = self.root
        path = self.path + (prop,)
        made = self._with(path, (path, action, _StepArgument(attr, argument)))
        made.root = root
        return made

    def _columns(self, attrs, action, argument=None):
        props = tuple(_any_property(a) for a in attrs)
        return self._with(self.path, (self.path, action, (props, argument)))

    def joinedload(self, attr, innerjoin=None):
        return self._step(attr, "joined")

    def selectinload(self, attr, recursion_depth=None):
        return self._step(attr, "selectin")

    def subqueryload(self, attr):
        return self._step(attr, "subquery")

    def immediateload(self, attr, recursion_depth=None):
        return self._step(attr, "immediate")

    def lazyload(self, attr):
        return self._step(attr, "select")

    def noload(self, attr):
        return self._step(attr, "noload")

    def raiseload(self, attr, sql_only=False):
        return self._step(attr, "raise_on_sql" if sql_only else "raise")

    def defaultload(self, attr):
        return self._step(attr, "default")

    def contains_eager(self, attr, alias=None, _is_chain=False, _propagate_to_loaders=False):
        return self._step(attr, "contains", alias)

    def load_only(self, *attrs, raiseload=False):
        return self._columns(attrs, "only", raiseload)

    def defer(self, key, raiseload=False, *more):
        if isinstance(key, str) and key == "*":
            return self._with(self.path, (self.path, "defer*", raiseload))
        return self._columns((key,), "defer", raiseload)

    def undefer(self, key, *more):
        if isinstance(key, str) and key == "*":
            return self._with(self.path, (self.path, "undefer*", None))
        return self._columns((key,), "undefer")

    def undefer_group(self, name):
        return self._with(self.path, (self.path, "undefer_group", name))

    def with_expression(self, key, expression):
        return self._columns((key,), "expression", expression)

    def selectin_polymorphic(self, classes):
        return self

    def options(self, *options):
        entries = []
        for option in options:
            for path, action, argument in option.entries:
                entries.append((self.path + path, action, argument))
        return self._with(self.path, *entries)

    def process_query(self, query):
        pass


_AbstractLoad = _LoadElement = _AttributeStrategyLoad = Load


class _StepArgument:
    __slots__ = ("attribute", "alias")

    def __init__(self, attribute, alias):
        self.attribute = attribute
        self.alias = alias


def _relationship(attr):
    if isinstance(attr, str):
        raise sa_exc.ArgumentError(
            "Strings are not accepted for attribute names in loader options; please use "
            "class-bound "
            "attributes directly."
        )
    prop = getattr(attr, "prop", None)
    if prop is None or not getattr(prop, "is_relationship", False):
        raise sa_exc.ArgumentError(
            f"Expected attribute \"{attr}\" to be a relationship attribute of a mapped class"
        )
    return prop


def _any_property(attr):
    if isinstance(attr, str):
        raise sa_exc.ArgumentError(
            "Strings are not accepted for attribute names in loader options; please use "
            "class-bound "
            "attributes directly."
        )
    prop = getattr(attr, "prop", None)
    if prop is None:
        raise sa_exc.ArgumentError(
            f"expected ORM mapped attribute for loader strategy argument, got {attr!r}"
        )
    target = getattr(prop, "name", None)
    if not prop.is_column and not prop.is_relationship and isinstance(target, str):
        return prop.parent._props[target]
    return prop


def _function(name):
    def make(*args, **kwargs):
        load = Load()
        if len(args) > 1 and name not in ("load_only", "with_expression", "defer", "raiseload",
                                          "undefer"):
            # joinedload(A.bs, B.cs): a chain in one call
            for attr in args:
                load = getattr(load, name)(attr, **kwargs)
            return load
        return getattr(load, name)(*args, **kwargs)

    make.__name__ = name
    return make


joinedload = _function("joinedload")
selectinload = _function("selectinload")
subqueryload = _function("subqueryload")
immediateload = _function("immediateload")
lazyload = _function("lazyload")
noload = _function("noload")
raiseload = _function("raiseload")
defaultload = _function("defaultload")
contains_eager = _function("contains_eager")
load_only = _function("load_only")
defer = _function("defer")
undefer = _function("undefer")
undefer_group = _function("undefer_group")
with_expression = _function("with_expression")
joinedload_all = joinedload


def selectin_polymorphic(base_cls, classes):
    return Load(base_cls)


def defer_everything():
    return Load().defer("*")


class Contained:
    """A relationship whose objects come with the row of the object that holds them."""

    __slots__ = ("key", "entity")

    def __init__(self, key, entity):
        self.key = key
        self.entity = entity


class Loads:
    """What the options of one statement say of one entity."""

    def __init__(self, options=(), only=None, entries=None, path=()):
        self.only = only  # of a refresh: the attributes asked for
        self.path = path  # the relationships that led here, against endless eager loading
        if entries is None:
            entries = [
                (option.root, *entry)
                for option in options if isinstance(option, Load)
                for entry in option.entries
            ]
        self.entries = entries

    def __bool__(self):
        return bool(self.entries)

    def _here(self, mapper=None):
        for root, path, action, argument in self.entries:
            if path:
                continue
            if mapper is not None and root is not None and not (
                mapper.isa(root) or root.isa(mapper)
            ):
                continue
            yield action, argument

    def under(self, prop):
        """The options for what a relationship leads to."""
        entries = [
            (None, path[1:], action, argument)
            for root, path, action, argument in self.entries
            if path and _same(path[0], prop) and not (len(path) == 1 and _is_step(argument))
        ]
        return Loads(entries=entries, path=self.path + (prop,))

    # --- columns

    def wants_column(self, mapper, prop):
        if self.only is not None:
            return prop.key in self.only
        wanted = not prop.deferred
        only = set()
        for action, argument in self._here(mapper):
            if action == "only":
                props = argument[0]
                if any(mapper.isa(p.parent) or p.parent.isa(mapper) for p in props):
                    only.update(p.key for p in props)
            elif action == "defer*":
                wanted = False
            elif action == "undefer*":
                wanted = True
            elif action == "undefer_group":
                wanted = wanted or prop.group == argument
            elif action in ("defer", "undefer", "expression"):
                if any(p.key == prop.key and mapper.isa(p.parent) for p in argument[0]):
                    wanted = action != "defer"
        if only:
            return prop.key in only
        return wanted

    def expression_for(self, mapper, prop):
        for action, argument in self._here(mapper):
            if action == "expression" and any(p.key == prop.key for p in argument[0]):
                expression = argument[1]
                element = getattr(expression, "__clause_element__", None)
                return element() if element is not None else expression
        return None

    def raises_column(self, mapper, prop):
        raising = False
        for action, argument in self._here(mapper):
            if action == "defer*":
                raising = bool(argument)
            elif action == "only" and argument[1]:
                raising = prop.key not in {p.key for p in argument[0]}
            elif action == "defer" and argument[1]:
                raising = raising or any(p.key == prop.key for p in argument[0])
        return raising

    # --- relationships

    def strategy(self, prop):
        """What the options say of a relationship; None if nothing."""
        found = None
        for _, path, action, argument in self.entries:
            if not path and action.endswith("*") and not action.startswith(("defer", "undefer")):
                found = found or action[:-1]
            elif len(path) == 1 and _same(path[0], prop) and _is_step(argument):
                if action != "default":
                    found = action
        return found

    def setup_nested(self, entity, selected):
        found = []
        for root, path, action, argument in self.entries:
            if len(path) != 1 or action != "contains" or not _is_step(argument):
                continue
            prop = path[0]
            if not (entity.mapper.isa(prop.parent) or prop.parent.isa(entity.mapper)):
                continue
            holder = getattr(argument.attribute, "_entity", None)
            if holder is not entity.alias and (holder is not None or entity.alias is not None):
                continue
            target = argument.alias
            if target is None:
                target = argument.attribute._of_type
            pair = entity_of(target) if target is not None else (prop.mapper, None)
            if pair is None:
                # an alias of the table itself
                from .util import aliased

                pair = entity_of(aliased(prop.mapper.class_, target))
            from .entities import MapperEntity

            nested = MapperEntity(*pair, prop.mapper.class_)
            nested.setup(selected, self.under(prop))
            found.append(Contained(prop.key, nested))
        return found

    def for_lazy_loads(self, entity):
        return self if self.entries else ()

    def load_eagerly(self, loader, entity, states):
        if self.only is not None or not states:
            return
        from .lazy import load_many

        contained = {nested.key for nested in entity.nested}
        seen = {}
        for state in states:
            seen.setdefault(state.mapper, []).append(state)
        for mapper, members in seen.items():
            for prop in list(mapper._props.values()):
                if not prop.is_relationship or prop.key in contained:
                    continue
                strategy = self.strategy(prop)
                given = strategy is not None
                if strategy is None:
                    strategy = {False: "joined", None: "noload"}.get(prop.lazy, prop.lazy)
                if strategy not in _EAGER or strategy == "contains":
                    continue
                if not given and any(_same(p, prop) for p in self.path):
                    continue
                load_many(loader.session, prop, members, self.under(prop),
                          loader.populate_existing)


def _same(first, second):
    return first is second or (
        first.key == second.key
        and (first.parent.isa(second.parent) or second.parent.isa(first.parent))
    )


def _is_step(argument):
    return isinstance(argument, _StepArgument)
