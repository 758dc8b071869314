# SPDX-License-Identifier: MIT
"""`ScriptDirectory`: the revision scripts of a project, by the engine's map of them."""
import _retort

from ..util.exc import CommandError
from ..util.langhelpers import to_tuple
from .revision import Revision, RevisionMap, tuple_rev_as_scalar


class Script(Revision):
    """A revision and its file."""

    def __init__(self, known):
        super().__init__(known["revision"], tuple(known["down_revision"]),
                         tuple(known["depends_on"]), known["branch_labels"])
        self._known = known
        self.nextrev = frozenset(known["nextrev"])
        self.path = known["path"]
        self.doc = known["doc"]
        self.longdoc = known["longdoc"]
        self.log_entry = known["log_entry"]

    @property
    def is_head(self):
        return self._known["is_head"]

    @property
    def filename(self):
        return self.path

    @property
    def module(self):
        """The script, imported when it is first asked for."""
        found = self.__dict__.get("_module")
        if found is None:
            from ..util.pyfiles import load_python_file

            found = self.__dict__["_module"] = load_python_file("", self.path)
        return found

    @property
    def _is_real_head(self):
        return not self.nextrev

    def _head_only(self):
        return "".join(
            f" ({word})" for word, applies in (
                ("head", self.is_head), ("branchpoint", self.is_branch_point),
                ("mergepoint", self.is_merge_point)) if applies)

    def __str__(self):
        down = ", ".join(self._versioned_down_revisions) or "<base>"
        return f"{down} -> {self.revision}{self._head_only()}, {self.doc}"

    def cmd_format(self, verbose=False, include_branches=False, include_doc=False,
                   include_parents=False, tree_indicators=True):
        if verbose:
            return self.log_entry
        text = self.revision
        if include_parents:
            text = f"{', '.join(self._versioned_down_revisions) or '<base>'} -> {text}"
        if include_branches and self.branch_labels:
            text += f" ({', '.join(sorted(self.branch_labels))})"
        if tree_indicators:
            text += self._head_only()
        if include_doc:
            text += f", {self.doc}"
        return text


class ScriptDirectory:
    """The revision scripts of a project."""

    def __init__(self, dir, file_template=None, **options):
        from ..config import Config

        config = Config()
        config.set_main_option("script_location", str(dir).replace("%", "%%"))
        if file_template:
            config.set_main_option("file_template", file_template.replace("%", "%%"))
        locations = options.get("version_locations")
        if locations:
            config.set_main_option("path_separator", "newline")
            config.set_main_option("version_locations", "\n".join(
                str(each).replace("%", "%%") for each in locations))
        self._set_up(_retort.ScriptDirectory(config._core), config)

    @classmethod
    def from_config(cls, config):
        """The directory that a configuration names."""
        return cls._from_core(_retort.ScriptDirectory(config._core), config)

    @classmethod
    def _from_core(cls, core, config):
        made = cls.__new__(cls)
        made._set_up(core, config)
        return made

    def _set_up(self, core, config):
        self._core = core
        self._config = config
        self._scripts = {}
        self.revision_map = RevisionMap(self._load_revisions)

    def _load_revisions(self):
        return self.walk_revisions()

    def _script(self, known):
        if known is None:
            return None
        found = self._scripts.get(known["revision"])
        if found is None:
            found = self._scripts[known["revision"]] = Script(known)
        return found

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
        import os

        return os.path.abspath(os.path.join(self.dir, "env.py"))

    # ---- revisions

    def _revisions(self, id_):
        return [self._script(known) for known in self._core.revisions(id_)]

    def get_revision(self, id_):
        if id_ is None or id_ == () or id_ == "base":
            return None
        found = self._revisions(tuple_rev_as_scalar(id_))
        if len(found) > 1:
            raise CommandError(
                f"Multiple heads are present for given argument '{id_}'; "
                f"{', '.join(each.revision for each in found)}"
            )
        return found[0] if found else None

    def get_revisions(self, id_):
        if isinstance(id_, (list, tuple, set, frozenset)):
            return tuple(script for each in id_ for script in self.get_revisions(each))
        return () if id_ is None else tuple(self._revisions(id_))

    def get_all_current(self, id_):
        """The revisions of a database that is at `id_`, those beneath others included."""
        found = set()
        waiting = list(self.get_revisions(to_tuple(id_, default=())))
        while waiting:
            script = waiting.pop()
            if script is not None and script not in found:
                found.add(script)
                waiting.extend(self.get_revisions(to_tuple(script.dependencies, default=())))
        return found

    def as_revision_number(self, id_):
        if isinstance(id_, (tuple, list)):
            return id_[0] if id_ else None
        if id_ and id_[0] in "+-":
            return id_
        found = self._revisions(id_) if id_ is not None else []
        numbers = tuple(script.revision for script in found if script is not None)
        if id_ == "heads":
            return numbers
        return numbers[0] if numbers else None

    def walk_revisions(self, base="base", head="heads"):
        for known in self._core.walk(base, head):
            yield self._script(known)

    def iterate_revisions(self, upper, lower, implicit_base=False, inclusive=False,
                          assert_relative_length=True, select_for_downgrade=False):
        below = {script.revision for script in self.get_revisions(lower or ())
                 if script is not None}
        for script in self.walk_revisions(lower or "base", upper or "heads"):
            if inclusive or script.revision not in below:
                yield script

    def get_heads(self, consider_depends_on=False):
        return list(self._core.heads())

    def get_bases(self):
        return list(self._core.bases())

    def get_current_head(self):
        heads = self.get_heads()
        if len(heads) > 1:
            raise CommandError(
                "The script directory has multiple heads (due to branching).Please use "
                "get_heads(), or merge the branches using alembic merge."
            )
        return heads[0] if heads else None

    def get_base(self):
        bases = self.get_bases()
        if len(bases) > 1:
            raise CommandError(
                "The script directory has multiple bases. Please use get_bases().")
        return bases[0] if bases else None

    def generate_revision(self, revid, message, head=None, splice=False, branch_labels=None,
                          version_path=None, file_template=None, depends_on=None,
                          **template_args):
        """Write a new revision file."""
        from ..command import revision

        return revision(self._config, message=message, rev_id=revid, head=head or "head",
                        splice=splice, branch_label=branch_labels,
                        version_path=version_path, depends_on=depends_on)

    def run_env(self):
        """Run env.py in the environment that is set up at the moment."""
        from ..util.pyfiles import load_python_file

        load_python_file(self.dir, "env.py")
