# SPDX-License-Identifier: MIT
"""Lists that keep the position of their members in an attribute of these."""
from ..orm.collections import InstrumentedList


def ordering_list(attr, count_from=None, ordering_func=None, reorder_on_append=False):
    """A factory of ordering lists for `collection_class`."""
    if ordering_func is None:
        if count_from == 1:
            ordering_func = count_from_1
        elif count_from:
            ordering_func = count_from_n_factory(count_from)
    return lambda: OrderingList(attr, ordering_func, reorder_on_append)


def count_from_0(index, collection):
    return index


def count_from_1(index, collection):
    return index + 1


def count_from_n_factory(start):
    return lambda index, collection: index + start


class OrderingList(InstrumentedList):
    """A list that numbers its members."""

    def __init__(self, ordering_attr=None, ordering_func=None, reorder_on_append=False):
        super().__init__()
        self.ordering_attr = ordering_attr
        self.ordering_func = ordering_func or count_from_0
        self.reorder_on_append = reorder_on_append

    def _order(self, index, member, reorder=True):
        held = getattr(member, self.ordering_attr)
        if held is not None and not reorder:
            return
        position = self.ordering_func(index, self)
        if held != position:
            setattr(member, self.ordering_attr, position)

    def reorder(self):
        for index, member in enumerate(self):
            self._order(index, member)

    _reorder = reorder

    def append(self, entity):
        super().append(entity)
        self._order(len(self) - 1, entity, self.reorder_on_append)

    def insert(self, index, entity):
        super().insert(index, entity)
        self.reorder()

    def remove(self, entity):
        super().remove(entity)
        self.reorder()

    def pop(self, index=-1):
        entity = super().pop(index)
        self.reorder()
        return entity

    def __setitem__(self, index, entity):
        super().__setitem__(index, entity)
        self.reorder() if isinstance(index, slice) else self._order(index, entity)

    def __delitem__(self, index):
        super().__delitem__(index)
        self.reorder()
