# SPDX-License-Identifier: MIT
"""`ScriptDirectory`: the revision scripts of a project, by the engine's map of them."""
import os
import sys
from _retort_functions import contextmanager

import _retort

from ..util.exc import CommandError
from ..util.langhelpers import to_tuple
from .revision import (
    MultipleHeads,
    RangeNotAncestorError,
    ResolutionError,
    Revision,
    RevisionError,
    RevisionMap,
)


class Script(Revision):
    """A revision and its file."""

    _db_current_indicator = None
    _map = None
    _long = None

    def __init__(self, module, rev_id, path):
        super().__init__(rev_id, module.down_revision,
                         dependencies=to_tuple(getattr(module, "depends_on", None), default=None),
                         branch_labels=to_tuple(getattr(module, "branch_labels", None), default=()))
        self._module = module
        self.path = os.fspath(path)

    @classmethod
    def _from_record(cls, map_, record):
        made = cls.__new__(cls)
        Revision.__init__(made, record["revision"], tuple(record["down_revision"]),
                          tuple(record["depends_on"]), record["own_labels"])
        made._map = map_
        made._module = None
        made._long = record["longdoc"]
        made.path = record["path"]
        made._take_links(record)
        return made

    @property
    def filename(self):
        return self.path

    @property
    def _script_path(self):
        from pathlib import Path

        return Path(self.path)

    @property
    def module(self):
        """The script, imported when it is first asked for."""
        if self._module is None:
            from ..util.pyfiles import load_python_file

            self._module = load_python_file("", self.path)
        return self._module

    @property
    def longdoc(self):
        if self._long is None:
            self._long = (self.module.__doc__ or "").strip()
        return self._long

    @property
    def doc(self):
        return self.longdoc.partition("\n\n")[0]

    @property
    def _graph(self):
        if self._map is None:
            raise CommandError(f"Revision {self.revision} is in no script directory")
        return self._map._graph

    @property
    def log_entry(self):
        return self._graph.long_text(self.revision, bool(self._db_current_indicator))

    def _format_down_revision(self):
        return ", ".join(self._versioned_down_revisions) or "<base>"

    def __str__(self):
        marks = "".join(
            f" ({word})" for word, applies in (
                ("head", self.is_head), ("branchpoint", self.is_branch_point),
                ("mergepoint", self.is_merge_point)) if applies)
        return f"{self._format_down_revision()} -> {self.revision}{marks}, {self.doc}"

    def cmd_format(self, verbose, include_branches=False, include_doc=False,
                   include_parents=False, tree_indicators=True):
        if verbose:
            return self.log_entry
        return self._graph.short_text(self.revision, include_branches, include_parents,
                                      include_doc, tree_indicators,
                                      bool(self._db_current_indicator))


class _DirectoryMap(RevisionMap):
    """The map of a script directory: the engine reads the files' headers alone."""

    def __init__(self, directory):
        super().__init__(directory._load_revisions)
        self._directory = directory

    def _load(self):
        return self._directory._core.graph()

    def _object(self, id_):
        found = self._objects.get(id_)
        if found is None:
            made = Script._from_record(self, self._graph.record(id_))
            found = self._objects[id_] = made
        return found

    def _refresh(self):
        """A file has been written."""
        self._known = self._load()
        for id_, each in self._objects.items():
            each._take_links(self._known.record(id_))


class ScriptDirectory:
    """The revision scripts of a project."""

    def __init__(self, dir, file_template="%(rev)s_%(slug)s", truncate_slug_length=40,
                 version_locations=None, sourceless=False, output_encoding="utf-8",
                 timezone=None, hooks=(), recursive_version_locations=False,
                 messaging_opts=None):
        from ..config import Config

        config = Config()
        values = {
            "script_location": os.fspath(dir), "file_template": file_template,
            "truncate_slug_length": str(truncate_slug_length or 40),
            "sourceless": str(bool(sourceless)).lower(), "output_encoding": output_encoding,
            "recursive_version_locations": str(bool(recursive_version_locations)).lower(),
            "path_separator": "newline",
        }
        if timezone:
            values["timezone"] = timezone
        if version_locations:
            values["version_locations"] = "\n".join(map(os.fspath, version_locations))
        for name, value in values.items():
            config.set_main_option(name, value.replace("%", "%%"))
        _assign_hooks(config, hooks)
        self._set_up(_retort.ScriptDirectory(config._core), config)
        if messaging_opts is not None:
            self.messaging_opts = messaging_opts
        if not os.path.exists(self.dir):
            raise CommandError(f"Path doesn't exist: {os.path.abspath(self.dir)}.  Please use the "
                               "'init' command to create a new scripts folder.")

    @classmethod
    def from_config(cls, config):
        """The directory that a configuration names."""
        core = _retort.ScriptDirectory(config._core)
        made = cls._from_core(core, config)
        made.dir  # a configuration without one fails here
        paths = config._core.prepend_sys_path()
        sys.path[:0] = paths
        return made

    @classmethod
    def _from_core(cls, core, config):
        made = cls.__new__(cls)
        made._set_up(core, config)
        return made

    def _set_up(self, core, config):
        self._core = core
        self._config = config
        self.revision_map = _DirectoryMap(self)
        self.messaging_opts = config.messaging_opts

    def _load_revisions(self):
        return iter(self.revision_map)

    @contextmanager
    def _catch_revision_errors(self, ancestor=None, multiple_heads=None, start=None, end=None,
                               resolution=None):
        """What the map finds wrong is what a command finds wrong."""
        try:
            yield
        except RangeNotAncestorError as error:
            start = error.lower if start is None else start
            end = error.upper if end is None else end
            text = ancestor or ("Requested range %(start)s:%(end)s does not refer to "
                                "ancestor/descendant revisions along the same branch")
            raise CommandError(text % {"start": start, "end": end}) from error
        except MultipleHeads as error:
            text = multiple_heads or (
                "Multiple head revisions are present for given argument '%(head_arg)s'; please "
                "specify a specific target revision, '<branchname>@%(head_arg)s' to narrow to a "
                "specific head, or 'heads' for all heads")
            raise CommandError(text % {"head_arg": end or error.argument,
                                       "heads": ", ".join(map(str, error.heads))}) from error
        except ResolutionError as error:
            text = resolution or f"Can't locate revision identified by '{error.argument}'"
            raise CommandError(text) from error
        except RevisionError as error:
            raise CommandError(error.args[0]) from error

    # ---- places

    @property
    def dir(self):
        return self._core.dir

    @property
    def versions(self):
        found = self._core.versions
        if len(found) > 1:
            raise CommandError("Multiple version_locations present")
        return found[0]

    @property
    def version_locations(self):
        return list(self._core.versions)

    _version_locations = version_locations

    @property
    def env_py_location(self):
        return os.path.join(self.dir, "env.py")

    # ---- revisions

    def get_revision(self, id_):
        with self._catch_revision_errors():
            return self.revision_map.get_revision(id_)

    def get_revisions(self, id_):
        with self._catch_revision_errors():
            return self.revision_map.get_revisions(id_)

    def get_all_current(self, id_):
        """The revisions that a database at `id_` shows, those implied by dependencies included."""
        with self._catch_revision_errors():
            return self.revision_map._get_all_current(id_)

    def _current(self, rows):
        with self._catch_revision_errors():
            map_ = self.revision_map
            return map_._many(map_._graph.current(list(rows)))

    def _branch_texts(self, verbose):
        with self._catch_revision_errors():
            return self.revision_map._graph.branch_texts(verbose)

    def as_revision_number(self, id_):
        """The id that a symbol stands for; several for `heads`; None for the base."""
        with self._catch_revision_errors():
            found, _branch = self.revision_map._resolve_revision_number(id_)
        if not found:
            return None
        return found if id_ == "heads" else found[0]

    def walk_revisions(self, base="base", head="heads"):
        with self._catch_revision_errors(start=base, end=head):
            yield from self.revision_map.iterate_revisions(
                head, base, inclusive=True, assert_relative_length=False)

    def iterate_revisions(self, upper, lower, **kw):
        return self.revision_map.iterate_revisions(upper, lower, **kw)

    def get_heads(self, consider_depends_on=False):
        map_ = self.revision_map
        return list(map_._real_heads if consider_depends_on else map_.heads)

    def get_bases(self):
        return list(self.revision_map.bases)

    def get_current_head(self):
        with self._catch_revision_errors(
                multiple_heads="The script directory has multiple heads (due to branching).Please "
                               "use get_heads(), or merge the branches using alembic merge."):
            return self.revision_map.get_current_head()

    def get_base(self):
        bases = self.get_bases()
        if len(bases) > 1:
            raise CommandError(
                "The script directory has multiple bases. Please use get_bases().")
        return bases[0] if bases else None

    # ---- plans

    def _upgrade_revs(self, destination, current_rev):
        from ..runtime.steps import RevisionStep

        with self._catch_revision_errors(
                ancestor="Destination %(end)s is not a valid upgrade target from current head(s)",
                end=destination):
            map_ = self.revision_map
            steps = map_._graph.plan_upgrade(list(to_tuple(current_rev, default=())), destination)
            return [RevisionStep._from_core(map_, step) for step in steps]

    def _downgrade_revs(self, destination, current_rev):
        from ..runtime.steps import RevisionStep

        with self._catch_revision_errors(
                ancestor="Destination %(end)s is not a valid downgrade target from current head(s)",
                end=destination):
            map_ = self.revision_map
            steps = map_._graph.plan_downgrade(list(to_tuple(current_rev, default=())),
                                               destination)
            return [RevisionStep._from_core(map_, step) for step in steps]

    def _stamp_revs(self, revision, heads):
        from ..runtime.steps import StampStep

        with self._catch_revision_errors(
                multiple_heads="Multiple heads are present; please specify a single target "
                               "revision"):
            map_ = self.revision_map
            steps = map_._graph.plan_stamp(list(to_tuple(heads, default=())),
                                           list(to_tuple(revision, default=())))
            return [StampStep._from_core(map_, step) for step in steps]

    # ---- what is run and written

    def generate_revision(self, revid, message, head=None, splice=False, branch_labels=None,
                          version_path=None, file_template=None, depends_on=None, **kw):
        """Write a new revision file."""
        wanted = {
            "revision": revid, "message": message, "splice": bool(splice),
            "head": ["head"] if head is None else list(to_tuple(head)),
            "branch_labels": list(to_tuple(branch_labels, default=())),
            "depends_on": list(to_tuple(depends_on, default=())),
            "version_path": None if version_path is None else os.fspath(version_path),
            "file_template": file_template,
            "template_arguments": {name: value if isinstance(value, str) else str(value)
                                   for name, value in kw.items()
                                   if value is not None and name not in ("config", "refresh")},
        }
        from ..util import messaging

        # The engine may have a way of its own to where this goes.
        sys.stdout.flush()
        with messaging._silence(self.messaging_opts.get("quiet", False)):
            try:
                written = self._core.generate(wanted)
            except RevisionError as error:
                if error._is_left_behind:
                    raise
                raise CommandError(error._command_text or error.args[0]) from error
        self.revision_map._refresh()
        return self.revision_map._object(written)

    def run_env(self):
        """Run env.py in the environment that is set up at the moment."""
        from ..util.pyfiles import load_python_file

        load_python_file(self.dir, "env.py")


def _assign_hooks(config, hooks):
    if not hooks:
        return
    for hook in hooks:
        for name, value in hook.items():
            if name != "_hook_name":
                config.set_section_option("post_write_hooks", f"{hook['_hook_name']}.{name}",
                                          value.replace("%", "%%"))
    config.set_section_option("post_write_hooks", "hooks",
                              ", ".join(hook["_hook_name"] for hook in hooks))
