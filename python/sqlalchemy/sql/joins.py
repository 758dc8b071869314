# SPDX-License-Identifier: MIT
"""select().join(): which of the FROM elements is on the left, and on what condition."""
from .. import exc
from . import coercions
from .fromclause import Join


def final_froms(select):
    """The FROM elements that are given, joins put together."""
    # A join that is selected stands in FROM itself; its columns name its tables alone.
    froms = [item for item in select._raw_columns if getattr(item, "_is_join", False)]
    froms.extend(item for item in select._from_obj if not any(item is known for known in froms))
    if not select._setup_joins:
        return froms
    for target, onclause, left, isouter, full in select._setup_joins:
        right, onclause = _right_side(target, onclause)
        if left is None:
            left, replaced = _implicit_left(select, froms, right, onclause)
        else:
            replaced = next((item for item in froms if item is left or (
                item._is_join and any(inner is left for inner in item._hide_froms))), None)
            left = replaced if replaced is not None else left
        made = Join(left, right, onclause, isouter, full)
        if replaced is None:
            froms.append(made)
        else:
            froms[[item is replaced for item in froms].index(True)] = made
    return froms


def _right_side(target, onclause):
    """A relationship knows both its target and its condition."""
    parts = getattr(target, "_join_parts", None)
    if parts is not None:
        right, own = parts()
        return right, own if onclause is None else onclause
    if onclause is not None:
        parts = getattr(onclause, "_join_parts", None)
        if parts is not None:
            onclause = parts()[1]
    return coercions.from_clause(
        target, role="Join target, typically a FROM expression, or ORM relationship attribute",
        implicit_subquery=True), onclause


def _implicit_left(select, froms, right, onclause):
    """The left side, and which of `froms` it is."""
    if froms:
        candidates = list(froms)
    else:
        candidates = []
        for item in (*select._raw_columns, *select._where_criteria):
            for element in item._from_objects:
                if element is not right and not any(element is known for known in candidates):
                    candidates.append(element)
    if onclause is None:
        candidates = [item for item in candidates if Join._can_join(item, right)]
    elif len(candidates) > 1:
        named = coercions.condition(onclause)._from_objects
        candidates = [
            item for item in candidates
            if any(item is element or (item._is_join and any(element is inner
                                                             for inner in item._hide_froms))
                   for element in named)
        ] or candidates
    if len(candidates) > 1:
        raise exc.InvalidRequestError(
            "Can't determine which FROM clause to join from, there are multiple FROMS which can "
            "join to this entity. Please use the .select_from() method to establish an explicit "
            "left side, as well as providing an explicit ON clause if not present already to help "
            "resolve the ambiguity."
        )
    if not candidates:
        raise exc.InvalidRequestError(
            f"Don't know how to join to {right!r}. Please use the .select_from() method to "
            "establish an explicit left side, as well as providing an explicit ON clause if not "
            "present already to help resolve the ambiguity."
        )
    left = candidates[0]
    return left, left if any(left is item for item in froms) else None
