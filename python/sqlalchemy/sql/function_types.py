# SPDX-License-Identifier: MIT
"""The functions whose result's type is known."""
from .columns import ColumnClause
from .functions import AnsiFunction, GenericFunction, ReturnTypeFromArgs
from .sqltypes import ARRAY, NULLTYPE, Date, DateTime, Integer, Numeric, String, Time


def _define(base, name, type_=None, **more):
    made = {"name": name, "identifier": name, "_generic": True, "__module__": base.__module__,
            **more}
    if type_ is not None:
        made["type"] = type_()
    return type(name, (base,), made)


for _name, _type in (
    ("now", DateTime), ("concat", String), ("char_length", Integer), ("random", None),
    ("rank", Integer), ("dense_rank", Integer), ("percent_rank", Numeric), ("cume_dist", Numeric),
    ("cube", None), ("rollup", None), ("grouping_sets", None), ("aggregate_strings", String),
):
    _define(GenericFunction, _name, _type)
for _name, _type in (
    ("current_date", Date), ("current_time", Time), ("current_timestamp", DateTime),
    ("current_user", String), ("localtime", DateTime), ("localtimestamp", DateTime),
    ("session_user", String), ("sysdate", DateTime), ("user", String),
):
    _define(AnsiFunction, _name, _type)
for _name in ("coalesce", "max", "min", "sum"):
    _define(ReturnTypeFromArgs, _name)


class count(GenericFunction):
    """How many there are."""

    type = Integer()
    _generic = True

    def __init__(self, expression=None, *args, **kwargs):
        if expression is None:
            expression = ColumnClause("*", is_literal=True)
        super().__init__(expression, *args, **kwargs)


class array_agg(ReturnTypeFromArgs):
    """All values as an array."""

    _generic = True

    def __init__(self, *args, **kwargs):
        parsed = self._coerced(args)
        inner = parsed[0].type if parsed else NULLTYPE
        if "type_" not in kwargs:
            kwargs["type_"] = inner if getattr(inner, "_is_array", False) else ARRAY(inner)
        GenericFunction.__init__(self, *args, **{**kwargs, "_parsed_args": parsed})


class OrderedSetAgg(GenericFunction):
    """An aggregate of a sorted set; its type is that of the order."""

    _abstract_function = True
    _generic = True
    array_for_multi_clause = False

    def within_group_type(self, within_group):
        types = [item.type for item in within_group.order_by]
        if not types:
            return NULLTYPE
        if self.array_for_multi_clause and self._arguments and getattr(
            self._arguments[0].type, "_is_array", False
        ):
            return ARRAY(types[0])
        return types[0]


_define(OrderedSetAgg, "mode")
_define(OrderedSetAgg, "percentile_cont", array_for_multi_clause=True)
_define(OrderedSetAgg, "percentile_disc", array_for_multi_clause=True)


class next_value(GenericFunction):
    """The next value of a sequence."""

    __module__ = "sqlalchemy.sql.functions"

    type = Integer()
    __visit_name__ = "next_value_func"

    def __init__(self, seq, **kw):
        self.sequence = seq
        self.packagenames = ()
        self._arguments = ()
        self.type = getattr(seq, "data_type", None) or Integer()

    @property
    def _from_objects(self):
        return []

    def _notation(self, dialect):
        sequence = self.sequence
        schema = getattr(sequence, "schema", None)
        made = {"node": "NextValue", "sequence": str(sequence.name)}
        if schema is not None:
            made["schema"] = str(schema)
        return made

    def __str__(self):
        return f"<next sequence value: {self.sequence.name}>"
