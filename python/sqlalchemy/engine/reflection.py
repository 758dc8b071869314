# SPDX-License-Identifier: MIT
"""The Inspector: what a database holds."""
from _retort_functions import contextmanager

import _retort

from .. import exc
from ..inspection import _self_inspects
from .reflected import ReflectedTable

_KINDS = {
    "TABLE": ("table",),
    "VIEW": ("view",),
    "MATERIALIZED_VIEW": ("materialized_view",),
    "ANY_VIEW": ("view", "materialized_view"),
    "ANY": ("table", "view", "materialized_view"),
}


class _Flag:
    """One of the names of a set of choices."""

    def __init__(self, name):
        self.name = name

    def __or__(self, other):
        return _Flag(f"{self.name}|{other.name}")

    def __repr__(self):
        return f"<{type(self).__name__}.{self.name}>"


class ObjectKind(_Flag):
    """Tables, views or both."""


class ObjectScope(_Flag):
    """What is permanent, what is temporary, or both."""


for _name in _KINDS:
    setattr(ObjectKind, _name, ObjectKind(_name))
for _name in ("DEFAULT", "TEMPORARY", "ANY"):
    setattr(ObjectScope, _name, ObjectScope(_name))


@_self_inspects
class Inspector:
    """Tells what there is. Answers are kept until clear_cache()."""

    def __init__(self, bind):
        self.bind = bind
        self.engine = bind.engine if hasattr(bind, "engine") else bind
        self.dialect = bind.dialect
        self.info_cache = {}
        self._tables = {}
        self._names = {}

    @classmethod
    def from_engine(cls, bind):
        return cls(bind)

    @property
    def _op_context_requires_connect(self):
        return hasattr(self.bind, "raw_connection")

    @contextmanager
    def _operation_context(self):
        if hasattr(self.bind, "raw_connection"):
            with self.bind.connect() as connection:
                yield connection
        else:
            connection = getattr(self.bind, "sync_connection", self.bind)
            connection._prepare()
            yield connection

    def _ask(self, question, *arguments):
        with self._operation_context() as connection:
            return question(connection._core, *arguments)

    def clear_cache(self):
        self.info_cache.clear()
        self._tables.clear()
        self._names.clear()

    # ---- names

    @property
    def default_schema_name(self):
        found = self.dialect.default_schema_name
        if found is None:
            found = self._ask(_retort.default_schema) or None
        return found

    def _names_of(self, kind, schema=None):
        key = (kind, schema)
        found = self._names.get(key)
        if found is None:
            schema = None if schema is None else str(schema)
            found = self._names[key] = self._ask(_retort.names, kind, schema)
        return list(found)

    def get_schema_names(self, **kw):
        return self._names_of("schema")

    def get_table_names(self, schema=None, **kw):
        return self._names_of("table", schema)

    def get_temp_table_names(self, **kw):
        return self._names_of("temporary_table")

    def get_view_names(self, schema=None, **kw):
        return self._names_of("view", schema)

    def get_temp_view_names(self, **kw):
        return self._names_of("temporary_view")

    def get_materialized_view_names(self, schema=None, **kw):
        self._only_postgresql("get_materialized_view_names")
        return self._names_of("materialized_view", schema)

    def get_foreign_table_names(self, schema=None, **kw):
        self._only_postgresql("get_foreign_table_names")
        return self._names_of("foreign_table", schema)

    def get_sequence_names(self, schema=None, **kw):
        self._only_postgresql("get_sequence_names")
        return self._names_of("sequence", schema)

    def _only_postgresql(self, name):
        if self.dialect.name != "postgresql":
            raise NotImplementedError()

    def get_view_definition(self, view_name, schema=None, **kw):
        found = self._ask(_retort.view_definition, str(view_name), schema)
        if found is None:
            raise exc.NoSuchTableError(f"{schema}.{view_name}" if schema else view_name)
        return found

    def get_enums(self, schema=None, **kw):
        self._only_postgresql("get_enums")
        default = self.default_schema_name
        return [
            {
                "name": notation["name"],
                "schema": notation.get("schema") or default,
                "visible": not notation.get("schema"),
                "labels": list(notation["values"]),
            }
            for notation in self._ask(_retort.reflect_enums, schema)
        ]

    def get_table_oid(self, table_name, schema=None, **kw):
        raise NotImplementedError("Inspector.get_table_oid() is not supported by Retort yet")

    def has_table(self, table_name, schema=None, **kw):
        name = {"name": str(table_name), "schema": None if schema is None else str(schema)}
        with self._operation_context() as connection:
            return connection._core.has_table(name)

    def has_sequence(self, sequence_name, schema=None, **kw):
        if self.dialect.name != "postgresql":
            raise NotImplementedError()
        return str(sequence_name) in self._ask(_retort.names, "sequence", schema)

    def has_schema(self, schema_name, **kw):
        return str(schema_name) in self._ask(_retort.names, "schema", None)

    def has_type(self, type_name, schema=None, **kw):
        return str(type_name) in self._ask(_retort.names, "type", schema)

    def has_index(self, table_name, index_name, schema=None, **kw):
        if not self.has_table(table_name, schema):
            return False
        with self._operation_context() as connection:
            fresh = Inspector(connection)
            return any(index["name"] == str(index_name)
                       for index in fresh.get_indexes(table_name, schema))

    # ---- one table

    def _table(self, table_name, schema=None):
        key = (schema, str(table_name))
        found = self._tables.get(key)
        if found is None:
            self._load(schema, [str(table_name)])
            found = self._tables.get(key)
        if found is None and self.dialect.name == "sqlite":
            # Its names do not tell capitals from small letters.
            wanted = str(table_name).lower()
            found = next((table for (in_schema, name), table in self._tables.items()
                          if in_schema == schema and name.lower() == wanted), None)
        if found is None:
            raise exc.NoSuchTableError(f"{schema}.{table_name}" if schema else str(table_name))
        return found

    def _load(self, schema, names):
        """Read several tables with the queries of one."""
        if not names:
            return
        text = None if schema is None else str(schema)
        for notation in self._ask(_retort.reflect_tables, text, list(names)):
            made = ReflectedTable(
                notation, self.dialect.name, schema, self.dialect.server_version_info
            )
            self._tables[(schema, made.name)] = made

    def _prefetch(self, schema, names):
        """As _load(), of those that are not known yet."""
        self._load(schema, [str(n) for n in names if (schema, str(n)) not in self._tables])

    def get_columns(self, table_name, schema=None, **kw):
        return self._table(table_name, schema).columns()

    def get_pk_constraint(self, table_name, schema=None, **kw):
        return self._table(table_name, schema).primary_key()

    def get_primary_keys(self, table_name, schema=None, **kw):
        return self.get_pk_constraint(table_name, schema)["constrained_columns"]

    def get_foreign_keys(self, table_name, schema=None, **kw):
        found = self._table(table_name, schema).foreign_keys()
        for key in found:
            if not key["referred_columns"]:
                # REFERENCES without columns means the primary key.
                key["referred_columns"] = self._key_of(key, schema)
        return found

    def _key_of(self, key, schema):
        try:
            found = self.get_pk_constraint(key["referred_table"], key["referred_schema"] or schema)
        except exc.NoSuchTableError:
            return list(key["constrained_columns"])
        return found["constrained_columns"]

    def get_indexes(self, table_name, schema=None, **kw):
        return self._table(table_name, schema).indexes()

    def get_unique_constraints(self, table_name, schema=None, **kw):
        return self._table(table_name, schema).unique_constraints()

    def get_check_constraints(self, table_name, schema=None, **kw):
        return self._table(table_name, schema).check_constraints()

    def get_table_comment(self, table_name, schema=None, **kw):
        if self.dialect.name == "sqlite":
            raise NotImplementedError()
        return self._table(table_name, schema).comment()

    def get_table_options(self, table_name, schema=None, **kw):
        return self._table(table_name, schema).options()

    # ---- many tables

    def _many(self, method, schema, filter_names, kind, **kw):
        wanted = getattr(kind, "name", None) or "TABLE"
        names = []
        for one in _KINDS.get(wanted, ("table", "view")):
            if one != "materialized_view" or self.dialect.name == "postgresql":
                names += self._names_of(one, schema)
        if filter_names is not None:
            chosen = {str(name) for name in filter_names}
            names = [name for name in names if name in chosen]
        self._prefetch(schema, names)
        return {(schema, name): method(name, schema) for name in names}

    def get_multi_columns(self, schema=None, filter_names=None, kind=None, scope=None, **kw):
        return self._many(self.get_columns, schema, filter_names, kind)

    def get_multi_pk_constraint(self, schema=None, filter_names=None, kind=None, scope=None, **kw):
        return self._many(self.get_pk_constraint, schema, filter_names, kind)

    def get_multi_foreign_keys(self, schema=None, filter_names=None, kind=None, scope=None, **kw):
        return self._many(self.get_foreign_keys, schema, filter_names, kind)

    def get_multi_indexes(self, schema=None, filter_names=None, kind=None, scope=None, **kw):
        return self._many(self.get_indexes, schema, filter_names, kind)

    def get_multi_unique_constraints(
        self, schema=None, filter_names=None, kind=None, scope=None, **kw
    ):
        return self._many(self.get_unique_constraints, schema, filter_names, kind)

    def get_multi_check_constraints(
        self, schema=None, filter_names=None, kind=None, scope=None, **kw
    ):
        return self._many(self.get_check_constraints, schema, filter_names, kind)

    def get_multi_table_comment(self, schema=None, filter_names=None, kind=None, scope=None, **kw):
        return self._many(self.get_table_comment, schema, filter_names, kind)

    def get_multi_table_options(self, schema=None, filter_names=None, kind=None, scope=None, **kw):
        return self._many(self.get_table_options, schema, filter_names, kind)

    # ---- the order of dependencies

    def get_sorted_table_and_fkc_names(self, schema=None, **kw):
        """[(table, names of foreign keys to be made later)], what is referred to first."""
        pairs = self.sort_tables_on_foreign_key_dependency([schema], **kw)
        made = []
        for key, constraints in pairs:
            names = {name for _table, name in constraints} if key is None else set()
            if key is not None:
                made.append((key[1], names))
            else:
                made.append((None, [(table[1], name) for table, name in constraints]))
        return made

    def sort_tables_on_foreign_key_dependency(self, consider_schemas=(None,), **kw):
        tables, needs, later = [], {}, []
        for schema in consider_schemas:
            for name in self.get_table_names(schema):
                tables.append((schema, name))
            self._prefetch(schema, self.get_table_names(schema))
        for schema, name in tables:
            keys = self.get_foreign_keys(name, schema)
            needs[(schema, name)] = {
                (key["referred_schema"], key["referred_table"]) for key in keys
            } - {(schema, name)}
        made, done = [], set()
        waiting = list(tables)
        while waiting:
            ready = [t for t in waiting if not (needs[t] & set(waiting))]
            if not ready:
                # A cycle: these foreign keys have to come at the end.
                ready = list(waiting)
                for table in waiting:
                    for key in self.get_foreign_keys(table[1], table[0]):
                        target = (key["referred_schema"], key["referred_table"])
                        if target in waiting and target != table:
                            later.append((table, key["name"]))
            for table in ready:
                made.append((table, []))
                done.add(table)
            waiting = [t for t in waiting if t not in done]
        return [*made, (None, later)]

    # ---- into Table objects

    def reflect_table(self, table, include_columns, exclude_columns=(), resolve_fks=True,
                      _extend_on=None, _reflect_info=None):
        from .reflect_into import reflect_into

        reflect_into(self, table, include_columns, exclude_columns, resolve_fks, _extend_on)

    reflecttable = reflect_table


PGInspector = Inspector


class ReflectionDefaults:
    """What is said of a table that has nothing of the kind."""

    @staticmethod
    def columns():
        return []

    indexes = foreign_keys = unique_constraints = check_constraints = columns

    @staticmethod
    def pk_constraint():
        return {"constrained_columns": [], "name": None}

    @staticmethod
    def table_comment():
        return {"text": None}


def cache(fn):
    return fn
