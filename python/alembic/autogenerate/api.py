# SPDX-License-Identifier: MIT
"""The functions of autogenerate, which say that they are not there yet."""
from ..util.exc import CommandError


def _not_there_yet(name):
    raise CommandError(f"Autogenerate is not there yet in Retort, so {name}() is not either")


def compare_metadata(context, metadata):
    _not_there_yet("compare_metadata")


def produce_migrations(context, metadata):
    _not_there_yet("produce_migrations")


def render_python_code(up_or_down_op, **options):
    _not_there_yet("render_python_code")


def _render_migration_diffs(context, template_args):
    _not_there_yet("_render_migration_diffs")


class AutogenContext:
    """The state of autogenerate."""

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        _not_there_yet("AutogenContext")


class RevisionContext:
    """The state of `revision --autogenerate`."""

    def __init__(self, config, script_directory, command_args, process_revision_directives=None):
        _not_there_yet("RevisionContext")
