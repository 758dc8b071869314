# SPDX-License-Identifier: MIT
"""ENUM and SET of MySQL, whose values stand in the column's type."""
from ... import exc
from ...sql import sqltypes
from ...sql.type_api import NativeForEmulated, arguments, generic_repr
from .types import _StringType


class ENUM(NativeForEmulated, sqltypes.Enum, _StringType):
    __visit_name__ = "ENUM"
    native_enum = True

    def __init__(self, *enums, **kw):
        kw.pop("strict", None)
        self._enum_init(enums, kw)
        collation = kw.get("collation")
        for name in ("charset", "ascii", "binary", "unicode", "national"):
            setattr(self, name, kw.get(name) if name == "charset" else kw.get(name, False))
        self.collation = kw.get("collate", collation)

    def _kind(self, dialect):
        given = arguments(self, _StringType._native_arguments[1:])
        return {"type": "Native", "dialect": "mysql", "name": "ENUM",
                "arguments": {"values": [str(value) for value in self.enums], **given}}

    def _object_value_for_elem(self, elem):
        return elem if elem == "" else super()._object_value_for_elem(elem)

    def __repr__(self):
        return generic_repr(self, names_from=(ENUM, _StringType, sqltypes.Enum))


class SET(_StringType):
    __visit_name__ = "SET"

    def __init__(self, *values, **kw):
        self.retrieve_as_bitwise = kw.pop("retrieve_as_bitwise", False)
        self.values = tuple(values)
        if not self.retrieve_as_bitwise and "" in values:
            raise exc.ArgumentError(
                "Can't use the blank value '' in a SET without setting retrieve_as_bitwise=True"
            )
        kw.setdefault("length", max((len(value) for value in values), default=0))
        super().__init__(**kw)

    def _kind(self, dialect):
        given = arguments(self, _StringType._native_arguments[1:] + ("retrieve_as_bitwise",))
        return {"type": "Native", "dialect": "mysql", "name": "SET",
                "arguments": {"values": list(self.values), **given}}

    def bind_processor(self, dialect):
        def process(value):
            if value is None or isinstance(value, (int, str)):
                return value
            if self.retrieve_as_bitwise:
                return sum(1 << self.values.index(item) for item in value)
            return ",".join(value)

        return process

    def result_processor(self, dialect, coltype):
        def process(value):
            if isinstance(value, str):
                return {item for item in value.split(",") if item}
            if isinstance(value, int) and self.retrieve_as_bitwise:
                return {item for place, item in enumerate(self.values) if value >> place & 1}
            return value

        return process

    def __repr__(self):
        return generic_repr(self, names_from=(SET, _StringType),
                            more=[("retrieve_as_bitwise", False)])
