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

    def keys(self):
        return {difference.key for difference in self.differences}


def several_outcomes(case):
    """An earlier command of the record had several outcomes; this one was recorded after another."""
    return case.step.get("after_divergence", False)


def row_order(case):
    """The rows of the version table have no order, but decide what `downgrade -1` starts from."""
    return case.step.get("row_order_unstable", False)


def left_alone(case):
    """A command that fails before its first step leaves the database as it was; Alembic may have
    emptied the version table (`stamp --purge`), or made it for a migration that cannot be loaded."""
    return case.keys() <= {"versions", "db"} and case.step["rc"] not in (0, 2) and \
        case.actual["rc"] not in (0, 2) and not any(
            case.actual["databases"][name]["schema"] for name in case.actual["databases_changed"])


def completes(case):
    """There is a sensible answer where the recorded program ends in a failed assertion or the like: an
    upgrade to a merge whose parents stand on one another, a range without a start, `show` of what is
    below the base, an id of a form that is only refused when it is read again, a file in the encoding
    that `output_encoding` asked for, a `timezone` that is there and empty."""
    name, message = case.step.get("exception", ("", ""))
    return case.actual["rc"] == 0 and (
        name in ("builtins.AssertionError", "builtins.KeyError") and not in_files(case, message)
        or name == "builtins.AttributeError" and "object has no attribute" in message
        or name == "builtins.SyntaxError" and "(unicode error)" in message
        or name == "builtins.ValueError" and message.startswith("ZoneInfo keys must be"))


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


def quiet(case):
    """With -q nothing that went well is announced; Alembic does so for files and hooks."""
    expected = case.step["stdout"].splitlines()
    return case.keys() == {"stdout"} and "-q" in case.step["argv"] and \
        all(line in expected or any(line in other for other in expected)
            for line in case.actual["stdout"].splitlines())


def more_templates(case):
    """There are templates for migrations in other languages, too."""
    actual = case.actual["stdout"].splitlines()
    return case.keys() == {"stdout"} and "list_templates" in case.step["argv"] and \
        all(line in actual for line in case.step["stdout"].splitlines())


def template_errors(case):
    """A template that cannot be rendered: its path and line, or the character that its encoding does
    not have, and not the path of a file with a traceback."""
    return case.keys() == {"stdout"} and "Template rendering failed; see" in case.step["stdout"] and (
        "Template rendering failed: {ROOT}" in case.actual["stdout"]
        or " cannot be written in " in case.actual["stdout"])


def failed_hooks(case):
    """A post-write hook that fails is warned of; the recorded program passes over it."""
    return case.keys() == {"warnings"} and all(
        line.startswith("post write hook") for difference in case.differences
        for line in difference.actual) and not case.step.get("warnings")


def atomic_migrations(case):
    """On SQLite a migration that fails leaves nothing of itself behind; in Alembic its DDL stays."""
    return case.keys() == {"db"} and "exception" in case.step and \
        not case.actual["databases_changed"] - set(case.step.get("db", {}))


def relative_editor(case):
    """EDITOR may name a program in the working directory."""
    return case.step["argv"][0] == "edit" and "Error executing editor ([Errno 2]" in case.step["stdout"]


def missing_folder(case):
    """A database file in a folder that is not there: the error names the folder."""
    return case.keys() == {"exception"} and "unable to open database file" in \
        case.step["exception"][1] and "does not exist" in case.actual["stderr"]


RULES = {
    "left-alone": left_alone,
    "completes": completes,
    "refused-first": refused_first,
    "quoted-ids": quoted_ids,
    "quiet": quiet,
    "more-templates": more_templates,
    "template-errors": template_errors,
    "failed-hooks": failed_hooks,
    "atomic-migrations": atomic_migrations,
    "relative-editor": relative_editor,
    "missing-folder": missing_folder,
    "several-outcomes": several_outcomes,
    "row-order": row_order,
}


def find(case):
    """The name of the rule by which the differences are accepted; None when there is none."""
    return next((name for name, rule in RULES.items() if rule(case)), None)
