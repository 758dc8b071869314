# SPDX-License-Identifier: MIT
"""What an INSERT does about rows that are there already: ON CONFLICT, ON DUPLICATE KEY."""
from .. import exc
from . import coercions
from .assignments import value_notation
from .base import ColumnCollection
from .clause import ClauseElement
from .names import quote_of


class OnConflictClause(ClauseElement):
    """The rows that an INSERT conflicts with."""

    __visit_name__ = "on_conflict"
    constraint_target = None
    inferred_target_elements = None
    inferred_target_whereclause = None

    def __init__(self, dialect_name, constraint=None, index_elements=None, index_where=None):
        self.dialect_name = dialect_name
        if constraint is not None:
            if not isinstance(constraint, str) and (index_elements is not None):
                raise ValueError("'constraint' and 'index_elements' are mutually exclusive")
            if isinstance(constraint, str):
                if index_elements is not None:
                    raise ValueError("'constraint' and 'index_elements' are mutually exclusive")
                self.constraint_target = constraint
                return
            if getattr(constraint, "name", None):
                if hasattr(constraint, "expressions") or not _is_constraint(constraint):
                    index_elements, index_where = _of_index(constraint)
                else:
                    self.constraint_target = constraint.name
                    return
            else:
                index_elements, index_where = _of_index(constraint)
        if index_elements is not None:
            self.inferred_target_elements = [
                item if isinstance(item, str) else coercions.resolved(item)
                for item in index_elements]
            if index_where is not None:
                self.inferred_target_whereclause = (
                    coercions.condition(index_where) if not isinstance(index_where, str)
                    else coercions.refuse_text(index_where))

    def _target(self, dialect):
        # SQLite takes PostgreSQL's clause, too.
        name = getattr(dialect, "name", None)
        if name not in ("postgresql", "sqlite"):
            raise exc.UnsupportedCompilationError(dialect, type(self))
        made = {"dialect": name}
        if self.constraint_target is not None and name != "sqlite":
            made["constraint"] = str(self.constraint_target)
        if self.inferred_target_elements is not None:
            made["elements"] = [_element(item, dialect) for item in self.inferred_target_elements]
        if self.inferred_target_whereclause is not None:
            made["index_where"] = self.inferred_target_whereclause._notation(dialect)
        return made


def _is_constraint(item):
    return hasattr(item, "deferrable")


def _of_index(item):
    columns = getattr(item, "expressions", None) or getattr(item, "elements", None) or item.columns
    options = getattr(item, "dialect_options", {})
    where = options["postgresql"]["where"] if "postgresql" in options else None
    if _is_constraint(item):
        columns = item.columns
    return list(columns), where


def _element(item, dialect):
    if isinstance(item, str):
        return {"node": "Column", "name": str(item)}
    return item._notation(dialect)


class OnConflictDoNothing(OnConflictClause):
    """ON CONFLICT DO NOTHING."""

    __visit_name__ = "on_conflict_do_nothing"

    def _keys(self, statement, dialect):
        return {"on_conflict": self._target(dialect)}


class OnConflictDoUpdate(OnConflictClause):
    """ON CONFLICT DO UPDATE."""

    __visit_name__ = "on_conflict_do_update"
    _internals = ("update_values_to_set", "update_whereclause", "inferred_target_whereclause")

    def __init__(self, dialect_name, constraint=None, index_elements=None, index_where=None,
                 set_=None, where=None):
        super().__init__(dialect_name, constraint, index_elements, index_where)
        if self.inferred_target_elements is None and self.constraint_target is None and (
            dialect_name == "postgresql"
        ):
            raise ValueError("Either constraint or index_elements, but not both, must be specified "
                             "unless DO NOTHING")
        self.update_values_to_set = _set_pairs(set_)
        self.update_whereclause = None if where is None else coercions.condition(where)

    def _keys(self, statement, dialect):
        made = self._target(dialect)
        made["set"] = _set_notation(statement, self.update_values_to_set, dialect)
        if self.update_whereclause is not None:
            made["where"] = self.update_whereclause._notation(dialect)
        return {"on_conflict": made}


def _set_pairs(set_):
    if isinstance(set_, dict):
        if not set_:
            raise ValueError("set parameter dictionary must not be empty")
        return list(set_.items())
    if isinstance(set_, ColumnCollection):
        return list(set_.items())
    raise ValueError("set parameter must be a non-empty dictionary or a ColumnCollection such as "
                     "the `.c.` collection of a Table object")


def _set_notation(statement, pairs, dialect):
    """The assignments in the order of the table's columns; names it does not have come last."""
    values = {}
    for key, value in pairs:
        key = key if isinstance(key, str) else coercions.resolved(key).key
        values[key] = value
    made = []
    for column in statement.table.c:
        if column.key in values:
            made.append(_one(column.name, values.pop(column.key), column, dialect))
        elif column.name in values:
            made.append(_one(column.name, values.pop(column.name), column, dialect))
    if values:
        from .. import util

        names = ", ".join(f"'{key}'" for key in values)
        util.warn(f"Additional column names not matching any column keys in table "
                  f"'{statement.table.name}': {names}")
        made.extend(_one(key, value, None, dialect) for key, value in values.items())
    return made


def _one(name, value, column, dialect):
    made = {"column": str(name), "value": value_notation(value, column, dialect, None)}
    quote = quote_of(name)
    if quote is not None:
        made["quote"] = quote
    return made


def proposed_columns(table, name):
    """The columns of the row that could not be inserted."""
    made = table.alias(name=name)
    made._proposed = True
    return made


class OnDuplicateClause(ClauseElement):
    """ON DUPLICATE KEY UPDATE."""

    __visit_name__ = "on_duplicate_key_update"

    def __init__(self, inserted_alias, update):
        self.inserted_alias = inserted_alias
        self._ordered = isinstance(update, (list, tuple))
        if self._ordered and not all(isinstance(item, tuple) for item in update):
            raise ValueError("set parameter must be a non-empty dictionary or a ColumnCollection "
                             "such as the `.c.` collection of a Table object")
        pairs = list(update) if self._ordered else list(dict(update).items())
        if not pairs:
            raise ValueError("update parameter dictionary must not be empty")
        self.update = dict(pairs)

    def _keys(self, statement, dialect):
        if getattr(dialect, "name", None) not in ("mysql", "mariadb"):
            raise exc.UnsupportedCompilationError(dialect, type(self))
        pairs = list(self.update.items())
        if not self._ordered:
            return {"on_duplicate_key": _set_notation(statement, pairs, dialect)}
        columns = statement.table.c
        return {"on_duplicate_key": [
            _one(columns[key].name if key in columns else key, value, columns.get(key), dialect)
            for key, value in pairs]}
