# SPDX-License-Identifier: MIT
"""Names of constraints: final ones, and those that a MetaData's naming convention makes."""
from .. import exc
from .base import _NONE_NAME
from .names import conv

__all__ = ["conv", "constraint_name_for_table"]

_PREFIX_OF = {
    "Index": "ix",
    "PrimaryKeyConstraint": "pk",
    "CheckConstraint": "ck",
    "UniqueConstraint": "uq",
    "ForeignKeyConstraint": "fk",
}


class ConventionDict:
    """The tokens of a naming convention's templates, for one constraint."""

    def __init__(self, const, table, convention):
        self.const = const
        self.table = table
        self.convention = convention
        self._elements = getattr(const, "elements", None)
        self._const_name = const.name

    def _columns(self):
        if self._elements is not None:
            return [element.parent for element in self._elements]
        condition = getattr(self.const, "sqltext", None)
        if condition is None:
            return list(self.const.columns)
        from . import visitors

        # A CHECK may speak of columns that are of no table yet.
        found = []
        visitors.traverse(condition, {}, {"column": found.append})
        return list({column.key: column for column in found}.values())

    def _of_column(self, index, kind):
        if kind.startswith("referred_"):
            return self._elements[index].column.name
        columns = self._columns()
        if index >= len(columns):
            return ""
        column = columns[index]
        if kind != "label":
            return getattr(column, kind)
        if column.table is None:
            return None if getattr(column, "is_literal", False) else column.name
        schema = column.table.schema
        prefix = f"{schema.replace('.', '_')}_" if schema else ""
        return f"{prefix}{column.table.name}_{column.name}"

    def _constraint_name(self):
        if self._const_name is None or self._const_name is _NONE_NAME:
            raise exc.InvalidRequestError(
                "Naming convention including %(constraint_name)s token requires that "
                "constraint is explicitly named."
            )
        if not isinstance(self._const_name, conv):
            self.const.name = None
        return self._const_name

    def __getitem__(self, key):
        if key in self.convention:
            return self.convention[key](self.const, self.table)
        if key == "table_name":
            return self.table.name
        if key == "constraint_name":
            return self._constraint_name()
        if key == "referred_table_name":
            parts = self._elements[0].target_fullname.split(".")
            return parts[-2] if len(parts) > 1 else parts[0]
        referred, _, rest = key.rpartition("column_")
        number, _, kind = rest.partition("_")
        if referred not in ("", "referred_") or not number:
            raise KeyError(key)
        separator = None
        if number == "0" and kind.startswith("N_"):
            separator, kind = "_", kind[2:]
        elif number == "0N":
            separator = ""
        kind = referred + kind
        if kind not in ("key", "name", "label", "referred_name"):
            raise KeyError(key)
        if separator is not None:
            count = len(self._elements if self._elements is not None else self._columns())
            return separator.join(self._of_column(index, kind) for index in range(count))
        if not number.isdigit():
            raise KeyError(key)
        return self._of_column(int(number), kind)


# By class of constraint: the keys under which a convention may have its template.
_keys_of = {}


def _convention_for(conventions, cls):
    keys = _keys_of.get(cls)
    if keys is None:
        keys = _keys_of[cls] = [
            key for base in cls.__mro__ for key in (_PREFIX_OF.get(base.__name__), base) if key]
    for key in keys:
        if key in conventions:
            return conventions[key]
    return None


def constraint_name_for_table(const, table):
    """The name of `const` on `table` where the convention of its MetaData has one, else None."""
    if isinstance(const.name, conv):
        return const.name
    conventions = table.metadata.naming_convention
    convention = _convention_for(conventions, type(const))
    if convention is not None and (
        const.name is None or const.name is _NONE_NAME or "constraint_name" in convention
    ):
        return conv(convention % ConventionDict(const, table, conventions))
    return None


_constraint_name_for_table = constraint_name_for_table


def name_after_attach(const, table):
    """Give `const`, which has come to be part of `table`, its name."""
    if isinstance(const.name, conv) or const.name is _NONE_NAME:
        return
    name = constraint_name_for_table(const, table)
    if name:
        const.name = name


def name_notation(name):
    """A constraint's or index's name for the core; None when it has none."""
    if name is None or name is _NONE_NAME or name is False:
        return None
    notation = {"text": str(name)}
    if isinstance(name, conv):
        notation["final"] = True
    if getattr(name, "quote", None) is not None:
        notation["quote"] = name.quote
    return notation
