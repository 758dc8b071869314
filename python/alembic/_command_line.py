# SPDX-License-Identifier: MIT
"""The command line for programs that start it from Python, with commands of their own."""
import os
from argparse import ArgumentParser

from . import __version__, command
from .config import Config
from .util import messaging
from .util.exc import CommandError

_FLAG = {"action": "store_true"}

# The keyword arguments of commands that have an option: its names, and what argparse is told.
_OPTIONS = {
    "template": (("-t", "--template"), {"default": "generic", "help": "the layout to install"}),
    "package": (("--package",), {**_FLAG, "help": "make the folders packages of Python"}),
    "message": (("-m", "--message"), {"help": "what the revision is about"}),
    "sql": (("--sql",), {**_FLAG, "help": "write SQL instead of running it"}),
    "tag": (("--tag",), {"help": "a word for env.py"}),
    "head": (("--head",), {"help": "the revision to build upon"}),
    "splice": (("--splice",), {**_FLAG, "help": "build upon what is not a head"}),
    "depends_on": (("--depends-on",), {"action": "append",
                                       "help": "a revision that must be there first"}),
    "rev_id": (("--rev-id",), {"help": "the id, instead of a new one"}),
    "version_path": (("--version-path",), {"help": "the version location of the file"}),
    "branch_label": (("--branch-label",), {"help": "a name for the branch"}),
    "verbose": (("-v", "--verbose"), {**_FLAG, "help": "tell more"}),
    "resolve_dependencies": (("--resolve-dependencies",), {
        **_FLAG, "help": "leave out what others depend on"}),
    "autogenerate": (("--autogenerate",), {
        **_FLAG, "help": "fill in what brings the database to the models"}),
    "rev_range": (("-r", "--rev-range"), {"help": "START:END"}),
    "indicate_current": (("-i", "--indicate-current"), {
        **_FLAG, "help": "mark what the database is at"}),
    "purge": (("--purge",), {**_FLAG, "help": "empty the version table first"}),
    "check_heads": (("-c", "--check-heads"), {
        **_FLAG, "help": "fail unless the database is at all heads"}),
}
_POSITIONALS = {
    "directory": {"help": "folder of the scripts"},
    "revision": {"help": "a revision"},
    "revisions": {"nargs": "+", "help": "one or more revisions"},
}
_COMMANDS = ("branches", "check", "current", "downgrade", "edit", "ensure_version", "heads",
             "history", "init", "list_templates", "merge", "revision", "show", "stamp", "upgrade")


class CommandLine:
    """The command line of a program of one's own."""

    def __init__(self, prog=None):
        parser = self.parser = ArgumentParser(prog=prog)
        parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
        parser.add_argument("-c", "--config", action="append",
                            help="the configuration: an ini file, or pyproject.toml")
        parser.add_argument("-n", "--name", default="alembic", help="section of the ini file")
        parser.add_argument("-x", action="append", help="an argument for env.py")
        # Names of their own: other programs' options may be called `env` and `url`.
        parser.add_argument("--env", dest="retort_environment", metavar="NAME",
                            help="the environment to work on")
        parser.add_argument("--url", dest="retort_url", metavar="URL",
                            help="the database to work on")
        parser.add_argument("--raiseerr", action="store_true", help="show failures in full")
        parser.add_argument("-q", "--quiet", action="store_true", help="say nothing")
        self.subparsers = parser.add_subparsers()
        for name in _COMMANDS:
            self.register_command(getattr(command, name))

    def register_command(self, fn):
        """Make a function a command: its name, its arguments and the first lines of its docstring
        become the command's."""
        from inspect import getfullargspec

        spec = getfullargspec(fn)
        names, defaults = spec.args[1:], len(spec.defaults or ())
        positional = names[:len(names) - defaults]
        keywords = names[len(names) - defaults:]
        if fn is command.stamp:
            positional = ["revisions"]
        first = (fn.__doc__ or "").strip().partition("\n\n")[0]
        subparser = self.subparsers.add_parser(fn.__name__, help=" ".join(first.split()))
        subparser.set_defaults(cmd=(fn, positional, keywords))
        for name in keywords:
            if name in _OPTIONS:
                flags, options = _OPTIONS[name]
                subparser.add_argument(*flags, **options)
        for name in positional:
            subparser.add_argument(name, **_POSITIONALS.get(name, {}))

    def run_cmd(self, config, options):
        """Run the command that the options name."""
        fn, positional, keywords = options.cmd
        try:
            fn(config, *(getattr(options, name, None) for name in positional),
               **{name: getattr(options, name, None) for name in keywords})
        except CommandError as error:
            if options.raiseerr:
                raise
            messaging.err(str(error), **config.messaging_opts)

    def _inis_from_config(self, options):
        """The paths of pyproject.toml and of the ini file."""
        toml, ini = "pyproject.toml", "alembic.ini"
        chosen = os.environ.get("ALEMBIC_CONFIG")
        if chosen:
            toml, ini = (chosen, ini) if _is_toml(chosen) else (toml, chosen)
        given = options.config or ()
        tomls = [path for path in given if _is_toml(path)]
        inis = [path for path in given if not _is_toml(path)]
        if len(tomls) > 1:
            raise CommandError("pyproject.toml indicated more than once")
        if len(inis) > 1:
            raise CommandError("only one ini file may be indicated")
        return (tomls or [toml])[0], (inis or [ini])[0]

    def main(self, argv=None):
        options = self.parser.parse_args(argv)
        if not hasattr(options, "cmd"):
            self.parser.error("too few arguments")
        toml, ini = self._inis_from_config(options)
        self.run_cmd(Config(file_=ini, toml_file=toml, ini_section=options.name,
                            cmd_opts=options), options)


def _is_toml(path):
    return os.path.basename(path) == "pyproject.toml"


def main(argv=None, prog=None, **kwargs):
    """Run the command line."""
    CommandLine(prog=prog).main(argv=argv)
