# SPDX-License-Identifier: MIT
"""Differences from Alembic's autogenerate that stay, by rule, each with its reason.

docs/compatibility.md tells users of them. A rule looks at a record and at what is different:
(key, as recorded, as here).
"""

RULES = []


def find(record, differences):
    """The name of the rule by which all differences are accepted; None when there is none."""
    return next((name for name, _, test in RULES if test(record, differences)), None)


def reason(rule):
    return next(why for name, why, _ in RULES if name == rule)
