# SPDX-License-Identifier: MIT
"""Attributes that stand for an element of a JSON or ARRAY column."""
from .hybrid import hybrid_property


class index_property(hybrid_property):
    """`Model.data[index]` as an attribute."""

    _NO_DEFAULT = object()

    def __init__(self, attr_name, index, default=_NO_DEFAULT, datatype=None, mutable=True,
                 onebased=True):
        super().__init__(
            self._get, self._set if mutable else None, self._delete if mutable else None,
            self._expression,
        )
        self.attr_name = attr_name
        self.index = index
        self.default = default
        if datatype is not None:
            self.datatype = datatype
        else:
            self.datatype = dict if isinstance(index, str) else (
                lambda: [None for _ in range(index + 1)]
            )
        self.onebased = onebased

    def _get(self, instance):
        held = getattr(instance, self.attr_name)
        if held is None:
            return self._missing(None)
        try:
            return held[self.index]
        except (KeyError, IndexError) as error:
            return self._missing(error)

    def _missing(self, error):
        if self.default is self._NO_DEFAULT:
            raise AttributeError(self.attr_name) from error
        return self.default

    def _set(self, instance, value):
        from ..orm.attributes import flag_modified

        held = getattr(instance, self.attr_name)
        if held is None:
            held = self.datatype()
            setattr(instance, self.attr_name, held)
        held[self.index] = value
        flag_modified(instance, self.attr_name)

    def _delete(self, instance):
        from ..orm.attributes import flag_modified

        held = getattr(instance, self.attr_name)
        if held is None:
            raise AttributeError(self.attr_name)
        try:
            del held[self.index]
        except KeyError as error:
            raise AttributeError(self.attr_name) from error
        flag_modified(instance, self.attr_name)

    def _expression(self, model):
        column = getattr(model, self.attr_name)
        index = self.index
        if self.onebased and isinstance(index, int):
            index += 1
        return column[index]
