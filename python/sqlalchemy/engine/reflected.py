# SPDX-License-Identifier: MIT
"""From the engine's notation of a table to the dicts that the Inspector's methods answer with."""
from .reflected_types import type_from_notation

_SEQUENCE_DEFAULTS = {"start": 1, "increment": 1, "minvalue": 1, "cycle": False, "cache": 1}
_HIGHEST = {"SMALLINT": 2**15 - 1, "INTEGER": 2**31 - 1, "BIGINT": 2**63 - 1}
_ORDERS = {
    " DESC": ("desc",),
    " DESC NULLS LAST": ("desc", "nulls_last"),
    " NULLS FIRST": ("nulls_first",),
}


def unescaped(sql):
    """Text of the engine's own has its colons escaped."""
    return sql.replace("\\:", ":")


def sql_of(expression):
    """The SQL of a reflected expression."""
    return unescaped(expression.get("sql") or "")


def without_brackets(sql):
    """SQLite keeps an expression's brackets to itself."""
    if not (sql.startswith("(") and sql.endswith(")")):
        return sql
    depth = 0
    for position, char in enumerate(sql):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0 and position + 1 < len(sql):
            return sql
    return sql[1:-1]


def name_of(item):
    name = item.get("name")
    return name.get("text") if isinstance(name, dict) else name


def warn_of_unknown_type(notation, column, dialect_name):
    """Tells of a column's type that nobody knows, which becomes NullType; SQLite has none such."""
    if dialect_name == "sqlite" or not type_from_notation(notation, dialect_name)._isnull:
        return
    from ..util import warn

    while notation["type"] == "Array":
        notation = notation["item"]
    warn(f"Did not recognize type '{notation.get('text')}' of column '{column}'")


class ReflectedTable:
    """One table, of its notation."""

    def __init__(self, notation, dialect_name, schema, version=()):
        self.notation = notation
        self.dialect_name = dialect_name
        self.schema = schema
        self.version = version or ()
        self.name = notation["name"]["name"]

    @property
    def _postgresql(self):
        return self.dialect_name == "postgresql"

    def _constraints(self, kind):
        found = [c for c in self.notation.get("constraints") or () if c["kind"] == kind]
        if self._postgresql:
            found.sort(key=lambda c: name_of(c) or "")
        return found

    # ---- columns

    def columns(self):
        return [self._column(column) for column in self.notation.get("columns") or ()]

    def _column(self, column):
        type_ = type_from_notation(column["type"], self.dialect_name)
        if type_._isnull:
            warn_of_unknown_type(column["type"], column["name"], self.dialect_name)
        made = {
            "name": column["name"],
            "type": type_,
            "nullable": column.get("nullable", False),
            "default": None,
        }
        default = column.get("server_default") or {}
        if "expr" in default:
            made["default"] = sql_of(default["expr"])
            if not self._postgresql:
                made["default"] = without_brackets(made["default"])
        elif "text" in default:
            made["default"] = "'" + default["text"].replace("'", "''") + "'"
        if self._postgresql:
            self._postgresql_column(column, made, default)
        else:
            key = self._primary_key_columns()
            made["primary_key"] = key.index(column["name"]) + 1 if column["name"] in key else 0
        if "computed" in default:
            computed = default["computed"]
            made["computed"] = {
                "sqltext": sql_of(computed["expression"]),
                "persisted": bool(computed.get("persisted")),
            }
        return made

    def _postgresql_column(self, column, made, default):
        import re

        identity = default.get("identity")
        text = made["default"]
        match = re.search(r"(nextval\(')([^']+)('.*$)", text) if text else None
        integer = made["type"]._type_affinity.__name__ in ("Integer", "SmallInteger", "BigInteger")
        made["autoincrement"] = bool(match and integer) or identity is not None
        if match and "." not in match.group(2) and self.schema is not None:
            made["default"] = f'{match.group(1)}"{self.schema}".{match.group(2)}{match.group(3)}'
        made["comment"] = column.get("comment")
        if identity is not None:
            options = dict(_SEQUENCE_DEFAULTS)
            options["maxvalue"] = _HIGHEST.get(type(made["type"]).__name__, 2**63 - 1)
            options.update(identity.get("options") or {})
            made["identity"] = {"always": identity.get("always", False), **{
                name: options[name]
                for name in ("start", "increment", "minvalue", "maxvalue", "cache", "cycle")
            }}

    # ---- constraints

    def _primary_key_columns(self):
        for constraint in self._constraints("primary_key"):
            return constraint["columns"]
        return []

    def primary_key(self):
        for constraint in self._constraints("primary_key"):
            made = {
                "constrained_columns": list(constraint["columns"]),
                "name": name_of(constraint),
            }
            if self._postgresql:
                made["comment"] = None
                made["dialect_options"] = self._include(constraint)
            return made
        if self._postgresql:
            return {"name": None, "constrained_columns": []}
        return {"constrained_columns": [], "name": None}

    @staticmethod
    def _include(item):
        options = item.get("options") or {}
        return {"postgresql_include": list(options.get("postgresql_include") or [])}

    def foreign_keys(self):
        made = [self._foreign_key(constraint) for constraint in self._constraints("foreign_key")]
        return made

    def _foreign_key(self, constraint):
        referred = constraint["referred_table"]
        rules = constraint.get("rules") or {}
        options = {}
        for name in ("onupdate", "ondelete", "deferrable", "initially", "match"):
            value = rules.get(name)
            if value is not None and not (name in ("onupdate", "ondelete")
                                          and value.upper() == "NO ACTION"):
                options[name] = value
        made = {
            "name": name_of(constraint),
            "constrained_columns": list(constraint["columns"]),
            "referred_schema": referred.get("schema"),
            "referred_table": referred["name"],
            "referred_columns": list(constraint.get("referred_columns") or []),
            "options": options,
        }
        if self._postgresql:
            made["comment"] = None
        return made

    def unique_constraints(self):
        made = []
        for constraint in self._constraints("unique"):
            one = {"name": name_of(constraint), "column_names": list(constraint["columns"])}
            if self._postgresql:
                options = self._include(constraint)
                if self.version >= (15,):
                    given = constraint.get("options") or {}
                    options["postgresql_nulls_not_distinct"] = bool(
                        given.get("postgresql_nulls_not_distinct")
                    )
                one = {
                    "column_names": one["column_names"],
                    "name": one["name"],
                    "comment": None,
                    "dialect_options": options,
                }
            made.append(one)
        return made

    def check_constraints(self):
        made = []
        for constraint in self._constraints("check"):
            one = {"name": name_of(constraint), "sqltext": sql_of(constraint["condition"])}
            if self._postgresql:
                one["comment"] = None
                options = {name.removeprefix("postgresql_"): value
                           for name, value in (constraint.get("options") or {}).items()}
                if options:
                    one["dialect_options"] = dict(sorted(options.items(), reverse=True))
            made.append(one)
        if not self._postgresql:
            made.sort(key=lambda one: one["name"] or "~")
        return made

    # ---- indexes

    def indexes(self):
        made = [self._index(index) for index in self.notation.get("indexes") or ()]
        if self._postgresql:
            for constraint in self._constraints("unique"):
                made.append(self._index_of_constraint(constraint, True, constraint["columns"]))
            for constraint in self._constraints("exclude"):
                made.append(self._index_of_exclude(constraint))
        made = [index for index in made if index is not None]
        made.sort(key=lambda index: index["name"] or "")
        return made

    def _index_of_constraint(self, constraint, unique, columns):
        include = self._include(constraint)["postgresql_include"]
        options = {"postgresql_include": include}
        if (constraint.get("options") or {}).get("postgresql_nulls_not_distinct"):
            options["postgresql_nulls_not_distinct"] = True
        return {
            "name": name_of(constraint),
            "unique": unique,
            "column_names": list(columns),
            "duplicates_constraint": name_of(constraint),
            "include_columns": include,
            "dialect_options": options,
        }

    def _index_of_exclude(self, constraint):
        columns = [element.get("column") for element in constraint["elements"]]
        made = self._index_of_constraint(constraint, False, columns)
        if None in columns:
            duplicated = made.pop("duplicates_constraint")
            made["expressions"] = [element.get("column") or sql_of(element["expression"])
                                   for element in constraint["elements"]]
            made["duplicates_constraint"] = duplicated
        options = {}
        method = constraint.get("using_method") or "btree"
        if method != "btree":
            options["postgresql_using"] = method
        if constraint.get("where"):
            options["postgresql_where"] = sql_of(constraint["where"])
        made["dialect_options"] = {**options, **made["dialect_options"]}
        return made

    def _element(self, element):
        """(column or None, text, sorting) of one element of an index."""
        column = element.get("column")
        if column:
            return column, column, ()
        expression, order = element["expression"], []
        while expression["node"] == "Unary":
            order.insert(0, expression["op"])
            expression = expression["operand"]
        if expression["node"] == "Column":
            return expression["name"], expression["name"], tuple(order)
        text = sql_of(expression)
        if order:
            return None, text, tuple(order)
        for order, words in sorted(_ORDERS.items(), key=lambda pair: -len(pair[0])):
            if text.endswith(order):
                bare = text[: -len(order)]
                found = self._column_called(bare)
                return found, found or bare, words
        return self._column_called(text), text, ()

    def _column_called(self, text):
        for column in self.notation.get("columns") or ():
            name = column["name"]
            if text in (name, '"' + name.replace('"', '""') + '"'):
                return name
        return None

    def _index(self, index):
        elements = [self._element(element) for element in index["elements"]]
        options = {}
        given = index.get("options") or {}
        name = name_of(index)
        made = {"name": name, "unique": bool(index.get("unique"))}
        columns = [column for column, _text, _order in elements]
        if not self._postgresql:
            return self._sqlite_index(made, columns, given)
        made["column_names"] = columns
        if None in columns:
            made["expressions"] = [text for _column, text, _order in elements]
        operators = given.get("postgresql_ops")
        if operators:
            options["postgresql_ops"] = dict(operators.get("map", operators))
        sorting = {text: order for _column, text, order in elements if order}
        if sorting:
            made["column_sorting"] = sorting
        storage = given.get("postgresql_with")
        if storage:
            options["postgresql_with"] = dict(storage.get("map", storage))
        if given.get("postgresql_using"):
            options["postgresql_using"] = given["postgresql_using"]
        where = given.get("postgresql_where")
        if where:
            options["postgresql_where"] = sql_of(where["expr"])
        include = list(given.get("postgresql_include") or [])
        made["include_columns"] = include
        options["postgresql_include"] = include
        if given.get("postgresql_nulls_not_distinct"):
            options["postgresql_nulls_not_distinct"] = True
        made["dialect_options"] = options
        return made

    def _sqlite_index(self, made, columns, given):
        if None in columns:
            from ..util import warn

            warn(f"Skipped unsupported reflection of expression-based index {made['name']}")
            return None
        where = given.get("sqlite_where")
        options = {}
        if where:
            from ..sql.expression import text

            options["sqlite_where"] = text(where["expr"]["sql"])
        return {
            "name": made["name"],
            "column_names": columns,
            "unique": int(made["unique"]),
            "dialect_options": options,
        }

    def comment(self):
        return {"text": self.notation.get("comment")}

    def options(self):
        options = self.notation.get("options") or {}
        names = ("postgresql_partition_by", "postgresql_inherits", "postgresql_tablespace",
                 "sqlite_with_rowid", "sqlite_strict")
        return {name: options[name] for name in names if name in options}
