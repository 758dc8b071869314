# SPDX-License-Identifier: MIT
"""The commands, as functions."""
import _retort

from .util.exc import CommandError


def _run(name, config, **arguments):
    if not hasattr(_retort, "command"):
        raise CommandError(f"alembic.command.{name}() is not supported by Retort yet")
    arguments["stdout"] = config.stdout
    return _retort.command(name, config._core, arguments)


def _script(config, revision):
    from .script import ScriptDirectory

    return ScriptDirectory.from_config(config).get_revision(revision)


def init(config, directory, template="generic", package=False):
    _run("init", config, directory=str(directory), template=template, package=package)


def list_templates(config):
    _run("list_templates", config)


def revision(config, message=None, autogenerate=False, sql=False, head="head", splice=False,
             branch_label=None, version_path=None, rev_id=None, depends_on=None,
             process_revision_directives=None):
    if autogenerate:
        raise CommandError("Autogenerate is not there yet in Retort")
    made = _run("revision", config, message=message, sql=sql, head=head, splice=splice,
                branch_label=branch_label, version_path=version_path, rev_id=rev_id,
                depends_on=depends_on)
    return _script(config, made)


def check(config):
    raise CommandError("Autogenerate is not there yet in Retort, so check() is not either")


def merge(config, revisions, message=None, branch_label=None, rev_id=None, splice=False):
    made = _run("merge", config, revisions=revisions, message=message, branch_label=branch_label,
                rev_id=rev_id, splice=splice)
    return _script(config, made)


def upgrade(config, revision, sql=False, tag=None):
    _run("upgrade", config, revision=revision, sql=sql, tag=tag)


def downgrade(config, revision, sql=False, tag=None):
    _run("downgrade", config, revision=revision, sql=sql, tag=tag)


def show(config, rev):
    _run("show", config, rev=rev)


def history(config, rev_range=None, verbose=False, indicate_current=False):
    _run("history", config, rev_range=rev_range, verbose=verbose,
         indicate_current=indicate_current)


def heads(config, verbose=False, resolve_dependencies=False):
    _run("heads", config, verbose=verbose, resolve_dependencies=resolve_dependencies)


def branches(config, verbose=False):
    _run("branches", config, verbose=verbose)


def current(config, check_heads=False, verbose=False):
    _run("current", config, check_heads=check_heads, verbose=verbose)


def stamp(config, revision, sql=False, tag=None, purge=False):
    _run("stamp", config, revision=revision, sql=sql, tag=tag, purge=purge)


def edit(config, rev):
    _run("edit", config, rev=rev)


def ensure_version(config, sql=False):
    _run("ensure_version", config, sql=sql)
