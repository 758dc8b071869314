# SPDX-License-Identifier: MIT
"""The commands, as functions."""
import os

import _retort

from .util.exc import CommandError, DatabaseNotAtHead
from .util.langhelpers import asbool, to_tuple


def _scripts(config):
    from .script import ScriptDirectory

    return ScriptDirectory.from_config(config)


def _run_env(config, scripts, **options):
    from .runtime.environment import EnvironmentContext

    config._core.lend_variables()
    with EnvironmentContext(config, scripts, **options):
        scripts.run_env()


def _write_with_env(config, scripts, *, as_sql=False, **options):
    """The same for what writes to the database: it is said which, and a protected one guarded."""
    from .util import messaging

    if not as_sql:
        with messaging._silence(config.messaging_opts["quiet"]):
            config._core.begin_writing(scripts.env_py_location)
    _run_env(config, scripts, as_sql=as_sql, **options)


def _needs_environment(config):
    return asbool(config.get_alembic_option("revision_environment"))


def list_templates(config):
    """Names the layouts that `init` can install."""
    config.print_stdout("Available templates:\n")
    for name, synopsis, language in _retort.layouts():
        if language == "python":
            config.print_stdout("%s - %s", name, synopsis)
    config.print_stdout("\nTemplates are used via the 'init' command, e.g.:")
    config.print_stdout("\n  alembic init --template generic ./scripts")


def init(config, directory, template="generic", package=False):
    """Sets up a directory for scripts, and the configuration."""
    from .util import messaging

    with messaging._silence(config.messaging_opts["quiet"]):
        _retort.init_scripts(config._core, os.fspath(directory), template, bool(package))


def revision(config, message=None, autogenerate=False, sql=False, head="head", splice=False,
             branch_label=None, version_path=None, rev_id=None, depends_on=None,
             process_revision_directives=None):
    """Writes a revision file."""
    from .autogenerate.revision_context import RevisionContext

    scripts = _scripts(config)
    writer = RevisionContext(config, scripts, {
        "message": message, "autogenerate": autogenerate, "sql": sql, "head": head,
        "splice": splice, "branch_label": branch_label, "version_path": version_path,
        "rev_id": rev_id, "depends_on": depends_on,
    }, process_revision_directives=process_revision_directives)
    if autogenerate or _needs_environment(config):
        _run_env(config, scripts, **writer.environment_options())
    elif sql:
        raise CommandError("Using --sql with the revision command when revision_environment is "
                           "not configured does not make any sense")
    made = list(writer.generate_scripts())
    return made[0] if len(made) == 1 else made


def check(config):
    """Fails where the models and the database differ."""
    from .autogenerate.revision_context import RevisionContext

    scripts = _scripts(config)
    writer = RevisionContext(config, scripts, {
        "message": None, "autogenerate": True, "sql": False, "head": "head", "splice": False,
        "branch_label": None, "version_path": None, "rev_id": None, "depends_on": None})
    _run_env(config, scripts, **writer.environment_options())
    writer.require_no_difference()
    config.print_stdout("No new upgrade operations detected.")


def merge(config, revisions, message=None, branch_label=None, rev_id=None, splice=False):
    """Writes a revision file that joins several revisions."""
    from .util.langhelpers import rev_id as new_id

    scripts = _scripts(config)
    template_args = {"config": config}
    if _needs_environment(config):
        _run_env(config, scripts, fn=lambda rev, context: [], as_sql=False,
                 template_args=template_args)
    return scripts.generate_revision(
        rev_id or new_id(), message, refresh=True, head=revisions, branch_labels=branch_label,
        splice=splice, **template_args)


def _range(revision, sql):
    """Where --sql starts, and the target."""
    if ":" not in revision:
        return None, revision
    if not sql:
        raise CommandError("Range revision not allowed")
    start, target = revision.split(":", 2)
    return start, target


def upgrade(config, revision, sql=False, tag=None):
    """Runs migrations up to a revision."""
    scripts = _scripts(config)
    start, target = _range(revision, sql)
    _write_with_env(
        config, scripts, fn=lambda rev, context: scripts._upgrade_revs(target, rev),
        as_sql=sql, starting_rev=start, destination_rev=target, tag=tag)


def downgrade(config, revision, sql=False, tag=None):
    """Undoes migrations down to a revision."""
    scripts = _scripts(config)
    start, target = _range(revision, sql)
    if sql and start is None:
        raise CommandError("downgrade with --sql requires <fromrev>:<torev>")
    _write_with_env(
        config, scripts, fn=lambda rev, context: scripts._downgrade_revs(target, rev),
        as_sql=sql, starting_rev=start, destination_rev=target, tag=tag)


def show(config, rev):
    """Shows revisions in full."""
    scripts = _scripts(config)

    def display(ids):
        for script in scripts.get_revisions(ids):
            config.print_stdout(script.log_entry)
        return []

    if rev == "current":
        _run_env(config, scripts, fn=lambda rows, context: display(rows))
    else:
        display(rev)


def history(config, rev_range=None, verbose=False, indicate_current=False):
    """Lists revisions, the newest first."""
    scripts = _scripts(config)
    base = head = None
    if rev_range is not None:
        if ":" not in rev_range:
            raise CommandError("History range requires [start]:[end], [start]:, or :[end]")
        base, head = rev_range.strip().split(":")

    def display(base, head, rows=()):
        for script in scripts.walk_revisions(base=base or "base", head=head or "heads"):
            if indicate_current:
                script._db_current_indicator = script.revision in rows
            config.print_stdout(script.cmd_format(
                verbose=verbose, include_branches=True, include_doc=True, include_parents=True))

    def display_with_rows(rows, context):
        if head == "current":
            display(base, rows, rows)
        else:
            display(rows if base == "current" else base, head, rows)
        return []

    if "current" in (base, head) or indicate_current or _needs_environment(config):
        _run_env(config, scripts, fn=display_with_rows)
    else:
        display(base, head)


def heads(config, verbose=False, resolve_dependencies=False):
    """Lists the revisions that nothing follows."""
    scripts = _scripts(config)
    ids = scripts.get_heads(consider_depends_on=resolve_dependencies)
    for script in scripts.get_revisions(ids):
        config.print_stdout(
            script.cmd_format(verbose, include_branches=True, tree_indicators=False))


def branches(config, verbose=False):
    """Lists the revisions that several follow."""
    scripts = _scripts(config)
    for text in scripts._branch_texts(verbose):
        config.print_stdout(text)


def current(config, check_heads=False, verbose=False):
    """Lists the revisions that the database is at."""
    scripts = _scripts(config)

    def display(rows, context):
        if verbose:
            from .util.messaging import obfuscate_url_pw

            url = obfuscate_url_pw(context.connection.engine.url)
            config.print_stdout("Current revision(s) for %s:", url)
        if check_heads and set(context.get_current_heads()) != set(scripts.get_heads()):
            raise DatabaseNotAtHead("Database is not on all head revisions")
        for script in scripts._current(rows):
            config.print_stdout(script.cmd_format(verbose))
        return []

    _run_env(config, scripts, fn=display, dont_mutate=True)


def stamp(config, revision, sql=False, tag=None, purge=False):
    """Writes revisions into the version table, and runs nothing."""
    scripts = _scripts(config)
    targets, start = [], None
    for each in to_tuple(revision):
        first, target = _range(each, True) if sql else (None, each)
        if first is not None and first != start:
            if start is not None:
                raise CommandError("Stamp operation with --sql only supports a single starting "
                                   "revision at a time")
            start = first
        targets.append(target)
    if sql and purge:
        raise CommandError("Can't use --purge with --sql mode")
    _write_with_env(
        config, scripts, fn=lambda rev, context: scripts._stamp_revs(tuple(targets), rev),
        as_sql=sql, starting_rev=start, destination_rev=tuple(targets), tag=tag, purge=purge)


def edit(config, rev):
    """Opens revision files in the editor."""
    scripts = _scripts(config)

    def open_all(found):
        for script in found:
            _retort.open_in_editor(config._core, script.path)
        return []

    def open_current(rows, context):
        if not rows:
            raise CommandError("No current revisions")
        return open_all(scripts.get_revisions(rows))

    if rev == "current":
        _run_env(config, scripts, fn=open_current)
        return
    found = scripts.get_revisions(rev)
    if not found:
        raise CommandError(f"No revision files indicated by symbol '{rev}'")
    open_all(found)


def ensure_version(config, sql=False):
    """Makes sure that the version table is there."""
    scripts = _scripts(config)

    def create(rev, context):
        context._ensure_version_table()
        return []

    _write_with_env(config, scripts, fn=create, as_sql=sql)
