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


def left_alone(case):
    """A command that fails before its first step leaves the database as it was; the recorded program
    may have made the version table or emptied it."""
    return case.keys() <= {"versions", "db"} and case.step["rc"] not in (0, 2) and \
        case.actual["rc"] not in (0, 2) and not any(
            case.actual["databases"][name]["schema"] for name in case.actual["databases_changed"])


def completes(case):
    """There is a sensible answer where the recorded program ends in a failed assertion or the like: an
    upgrade to a merge whose parents stand on one another, a range without a start, `show` of what is
    below the base, an id of a form that is only refused when it is read again."""
    name, message = case.step.get("exception", ("", ""))
    return case.actual["rc"] == 0 and (
        name in ("builtins.AssertionError", "builtins.KeyError") and not in_files(case, message)
        or name == "builtins.AttributeError" and "object has no attribute" in message)


def in_files(case, message):
    """Whether the project itself may have raised it."""
    return any(f"raise KeyError({message})" in text for text in case.record["files"].values())


def refused_first(case):
    """A label that is taken is refused before the file is written, not after."""
    return case.keys() <= {"stdout", "created"} and not case.actual["created"] and \
        "already used by revision" in case.step.get("exception", ("", ""))[1]


def quoted_ids(case):
    """Ids are escaped in SQL; the recorded program pastes them into it."""
    spec = case.record["spec"] or {"revisions": []}
    return any("'" in str(revision["revision"]) for revision in spec["revisions"]) and \
        ("exception" in case.step or "--sql" in case.step["argv"])


def quiet_hooks(case):
    """With -q hooks do not announce themselves."""
    return case.keys() == {"stdout"} and "-q" in case.step["argv"] and \
        "Running post write hook" in case.step["stdout"]


def failed_hooks(case):
    """A post-write hook that fails is warned of; the recorded program passes over it."""
    return case.keys() == {"warnings"} and all(
        line.startswith("post write hook") for difference in case.differences
        for line in difference.actual) and not case.step.get("warnings")


def missing_folder(case):
    """A database file in a folder that is not there: the error names the folder."""
    return case.keys() == {"exception"} and "unable to open database file" in \
        case.step["exception"][1] and "does not exist" in case.actual["stderr"]


def no_autogenerate(case):
    """This version compares no models with databases."""
    words = case.step["argv"]
    return case.actual["rc"] == 2 and ("--autogenerate" in words or "check" in words)


RULES = {
    "left-alone": left_alone,
    "completes": completes,
    "refused-first": refused_first,
    "quoted-ids": quoted_ids,
    "quiet-hooks": quiet_hooks,
    "failed-hooks": failed_hooks,
    "missing-folder": missing_folder,
    "no-autogenerate": no_autogenerate,
    "consequence": consequence,
    "several-outcomes": several_outcomes,
    "row-order": row_order,
}


def find(case):
    """The name of the rule by which the differences are accepted; None when there is none."""
    return next((name for name, rule in RULES.items() if rule(case)), None)
