# SPDX-License-Identifier: MIT
"""Differences from the recorded program that stay, by rule, each with its reason.

docs/compatibility.md tells users of them.
"""

import dataclasses


@dataclasses.dataclass
class Case:
    """A command, what it did, and what of that is not as recorded."""

    record: dict
    step: dict
    actual: dict
    differences: list
    diverged: bool  # an accepted difference of an earlier command left other files or rows

    def keys(self):
        return {difference.key for difference in self.differences}


def consequence(case):
    """An accepted difference of an earlier command left other files or rows."""
    return case.diverged


def several_outcomes(case):
    """An earlier command of the record had several outcomes; this one was recorded after another."""
    return case.step.get("after_divergence", False)


def row_order(case):
    """The rows of the version table have no order, but decide what `downgrade -1` starts from."""
    return case.step.get("row_order_unstable", False)


RULES = {
    "consequence": consequence,
    "several-outcomes": several_outcomes,
    "row-order": row_order,
}


def find(case):
    """The name of the rule by which the differences are accepted; None when there is none."""
    return next((name for name, rule in RULES.items() if rule(case)), None)
