# SPDX-License-Identifier: MIT
"""JSON documents in PostgreSQL."""
from ...sql import sqltypes
from ...sql.type_api import TypeEngine
from .types import _Own


class JSONPathType(sqltypes.JSON.JSONPathType):
    """A path into a document."""


class JSONPATH(JSONPathType):
    __visit_name__ = "JSONPATH"
    _native_dialect = "postgresql"
    _kind = TypeEngine._kind


class JSON(_Own, sqltypes.JSON):
    """The type JSON: a document as text."""

    __visit_name__ = "JSON"
    astext_type = sqltypes.Text()

    def __init__(self, none_as_null=False, astext_type=None):
        super().__init__(none_as_null=none_as_null)
        if astext_type is not None:
            self.astext_type = astext_type

    def _kind(self, dialect):
        made = TypeEngine._kind(self, dialect)
        if self.none_as_null:
            made["arguments"] = {"none_as_null": True}
        return made

    class Comparator(sqltypes.JSON.Comparator):
        __slots__ = ()

        @property
        def astext(self):
            from ...sql import operators
            from .operators import ASTEXT, JSONPATH_ASTEXT

            expression = self.expr
            path = expression.operator is operators.json_path_getitem_op
            return expression.left.operate(JSONPATH_ASTEXT if path else ASTEXT, expression.right,
                                           result_type=self.type.astext_type)

    comparator_factory = Comparator


class JSONB(JSON):
    """The type JSONB: a document, taken apart."""

    __visit_name__ = "JSONB"

    class Comparator(JSON.Comparator):
        __slots__ = ()

        def _condition(self, name, other):
            from . import operators

            return self.operate(getattr(operators, name), other, result_type=sqltypes.Boolean)

        def has_key(self, other):
            return self._condition("HAS_KEY", other)

        def has_all(self, other):
            return self._condition("HAS_ALL", other)

        def has_any(self, other):
            return self._condition("HAS_ANY", other)

        def contains(self, other, **kwargs):
            return self._condition("CONTAINS", other)

        def contained_by(self, other):
            return self._condition("CONTAINED_BY", other)

        def path_exists(self, other):
            return self._condition("PATH_EXISTS", other)

        def path_match(self, other):
            return self._condition("PATH_MATCH", other)

        def delete_path(self, array):
            from ...sql.elements import Cast
            from .array import array as array_of
            from .operators import DELETE_PATH
            from .types import ARRAY, TEXT

            if not isinstance(array, array_of):
                array = array_of(array)
            return self.operate(DELETE_PATH, Cast(array, ARRAY(TEXT)), result_type=JSONB)

    comparator_factory = Comparator

    def coerce_compared_value(self, op, value):
        from . import operators

        if op in (operators.PATH_MATCH, operators.PATH_EXISTS):
            return JSON.JSONPathType()
        if op in (operators.HAS_KEY, operators.HAS_ALL, operators.HAS_ANY):
            return sqltypes._resolve_value_to_type(value)
        return super().coerce_compared_value(op, value)
