# SPDX-License-Identifier: MIT
"""`session.query()`: a statement in the making that runs when its rows are asked for."""
from .. import exc as sa_exc
from .._packages import borrower
from .attributes import QueryableAttribute
from .base import Listening
from .entities import entity_of, make_entities
from .query_rows import RowMethods
from .query_shape import ShapeMethods


class Query(ShapeMethods, RowMethods):
    """A query of a session."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    _sa_listen = Listening()
    _sa_unlisten = Listening("remove")

    def __init__(self, entities, session=None):
        from ..sql.select import Select

        self.session = session
        if not isinstance(entities, (list, tuple)):
            entities = (entities,)
        self._select = Select()
        self._select._given_columns = tuple(_flat(entities))
        self._params = {}
        self._from_statement = None
        self._compound = None
        self._execution_options = {}
        self._populate = False
        self._autoflush_on = True
        self._last_joined = None
        make_entities(self._select._given_columns)

    def _copy(self, select=None):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        if select is not None:
            made._select = select
        return made

    _generate = _copy

    @property
    def _given(self):
        return self._select._given_columns

    def _entity_zero(self):
        """The class that keywords and relative names belong to."""
        if self._last_joined is not None:
            return self._last_joined
        for element in self._select._from_obj:
            owner = getattr(element, "_orm_owner", None)
            if owner is not None:
                return owner
        if getattr(self, "_from_owner", None) is not None:
            return self._from_owner
        for thing in self._given:
            if entity_of(thing) is not None:
                return thing
            if isinstance(thing, QueryableAttribute):
                parent = thing._entity
                return parent.entity if parent is not None else thing.class_
            table = getattr(thing, "table", None)
            if table is not None:
                return table
            for element in getattr(thing, "_from_objects", ()):
                return element
        return None

    # --- the statement

    def _compiled(self, labelled=False):
        from .context import CompiledSelect

        self._settle()
        select = self._select
        if labelled:
            select = select.set_label_style(1)
        return CompiledSelect(select)

    def _settle(self):
        """A rowwise hook for subclasses that change the query before it runs."""

    @property
    def statement(self):
        """The statement over tables."""
        return self._core_statement()

    def _core_statement(self, labelled=False):
        if self._from_statement is not None:
            return self._from_statement
        compiled = self._compiled(labelled)
        statement = compiled.core
        if self._compound is not None:
            statement = self._compound
        if self._params:
            statement = statement.params(self._params)
        return statement

    @property
    def selectable(self):
        return self.__clause_element__()

    def __clause_element__(self):
        return self._core_statement()

    def _notation(self, dialect):
        return self._core_statement()._notation(dialect)

    def subquery(self, name=None, with_labels=False, reduce_columns=False):
        return self._core_statement(with_labels).subquery(name)

    def cte(self, name=None, recursive=False, nesting=False):
        return self._core_statement().cte(name, recursive=recursive)

    def label(self, name):
        return self._core_statement().scalar_subquery().label(name)

    def scalar_subquery(self):
        return self._core_statement().scalar_subquery()

    as_scalar = scalar_subquery

    def exists(self):
        from ..sql.expression import exists, literal_column

        compiled = self._compiled()
        core = compiled.core
        core = core.with_only_columns(literal_column("1"), maintain_column_froms=True)
        return exists(core) if not hasattr(core, "exists") else core.exists()

    def __str__(self):
        statement = self._core_statement(True)
        bind = None
        if self.session is not None:
            try:
                bind = self.session.get_bind(clause=statement)
            except sa_exc.UnboundExecutionError:
                pass
        return str(statement.compile(bind) if bind is not None else statement)

    @property
    def column_descriptions(self):
        found = []
        for entity in make_entities(self._given):
            thing = entity.given
            owner = entity.alias.entity if entity.alias is not None else (
                entity.mapper.class_ if entity.mapper is not None else None
            )
            found.append({
                "name": entity.name,
                "type": entity.type,
                "aliased": entity.alias is not None,
                "expr": thing,
                "entity": owner,
            })
        return found

    def with_session(self, session):
        made = self._copy()
        made.session = session
        return made

    def from_statement(self, statement):
        made = self._copy()
        if isinstance(statement, str):
            raise sa_exc.ArgumentError(
                f"Textual SQL expression {statement!r} should be explicitly declared as "
                f"text({statement!r})"
            )
        made._from_statement = statement
        return made

    def params(self, *args, **kwargs):
        made = self._copy()
        given = dict(args[0]) if args else {}
        made._params = {**self._params, **given, **kwargs}
        return made


def _flat(entities):
    found = []
    for entity in entities:
        if isinstance(entity, (list, tuple)):
            found.extend(_flat(entity))
        else:
            if isinstance(entity, str):
                raise sa_exc.ArgumentError(
                    f"Textual column expression {entity!r} should be explicitly declared with "
                    f"text({entity!r}), or use column({entity!r}) for more specificity"
                )
            if entity is not None and isinstance(entity, Query):
                entity = entity.scalar_subquery()
            found.append(entity)
    return found


__getattr__ = borrower(__name__)
