# SPDX-License-Identifier: MIT
"""What goes into a row: columns, their defaults, keys that a joined table takes over."""


def _connection(session, mapper):
    return session._connection_for(session.get_bind(mapper))


def _is_clause(value):
    return hasattr(value, "_notation") or hasattr(value, "__clause_element__")


def _element(value):
    element = getattr(value, "__clause_element__", None)
    return element() if element is not None and not hasattr(value, "_notation") else value


def _columns(mapper, table):
    """(column, property) of a table that the mapper writes."""
    held = mapper.written_columns.get(table)
    if held is None or held[0] != len(table.c):
        pairs = [
            (column, mapper._columntoproperty[column]) for column in table.c
            if column in mapper._columntoproperty
        ]
        held = mapper.written_columns[table] = (len(table.c), pairs)
    return held[1]


def _is_sequence(default):
    return getattr(default, "is_sequence", False) or hasattr(default, "next_value")


def _server_generates(connection, default):
    return getattr(connection.dialect, "supports_sequences", False)


def _default(default, values, column):
    """The value of a column's own default, for one row."""
    if _is_sequence(default):
        return None
    argument = getattr(default, "arg", default)
    if getattr(default, "is_callable", callable(argument) and not _is_clause(argument)):
        return argument(_DefaultContext(values, column))
    return argument


class _DefaultContext:
    """What the function of a default may look at: the values of the row."""

    def __init__(self, values, column):
        self._values = values
        self.current_column = column
        self.isinsert = True
        self.isupdate = False

    @property
    def current_parameters(self):
        return {c.key: v for c, v in self._values.items()}

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return self.current_parameters


def _inherited_key(mapper, state, column, table):
    """The value that the key column of a joined table takes from the table above."""
    for owner in mapper.iterate_to_root():
        if owner.local_table is not table or owner.inherit_condition is None:
            continue
        from .join_condition import equal_pairs

        for a, b in equal_pairs(owner.inherit_condition)[0]:
            other = b if a is column else a if b is column else None
            if other is not None:
                prop = mapper._columntoproperty[other]
                return state.dict.get(prop.key)
    return None
