# SPDX-License-Identifier: MIT
"""What the engine calls: files as modules, env.py, one migration, and how a failure is shown."""
import sys

# Of the migration that runs: its file, and the arguments of run_migrations().
running_path = ""
keywords = {}
_depth = 0
# Whether the command only shows something: a database file that is not there is then not made.
only_looks = False


class _Absent:
    """Finds Retort's own `dotenv` where the package is not installed."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "dotenv":
            return None
        from _frozen_importlib import ModuleSpec

        return ModuleSpec(name, _Absent)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        import _retort_dotenv

        module.__doc__ = _retort_dotenv.__doc__
        for name in _retort_dotenv.__all__:
            setattr(module, name, getattr(_retort_dotenv, name))


sys.meta_path.append(_Absent)


def load_file(path, name=None):
    """Runs a file as a module of its own, which sys.modules does not know; as Alembic does."""
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import spec_from_file_location

    if name is None:
        file_name = path.rpartition("/")[2]
        name = file_name.replace(".", "_")
        # Most begin with a digit, which is no reason to look at each letter.
        if not ("_" + name).isidentifier():
            name = "".join(c if c.isalnum() or c == "_" else "_" for c in file_name)
    spec = spec_from_file_location(name, path)
    if spec is None:
        raise ImportError(f"Can't find Python file {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def package_folder(name):
    """Where an importable package lies; None when there is none of that name."""
    from importlib.util import find_spec

    try:
        spec = find_spec(name)
    except ImportError:
        return None
    places = None if spec is None else spec.submodule_search_locations
    return None if not places else str(list(places)[0])


def identify(path):
    """The identity of the revision that a file is, once it has run."""
    module = load_file(path)
    sys.stdout.flush()
    file_name = path.rpartition("/")[2]
    if hasattr(module, "revision"):
        revision = module.revision
    else:
        stem, dot, ending = file_name.partition(".")
        if ending != "py" or not stem or stem.strip("abcdef0123456789"):
            from alembic.util.exc import CommandError

            raise CommandError(
                f"Could not determine revision id from filename {file_name}. Be sure the "
                "'revision' variable is declared inside the script (please see 'Upgrading from "
                "Alembic 0.1 to 0.2' in the documentation)."
            )
        revision = stem
    if not isinstance(revision, str):
        set(revision)
        revision = str(revision)
    return module, {
        "revision": revision,
        "down_revision": _ids(module.down_revision),
        "branch_labels": _ids(getattr(module, "branch_labels", None)),
        "depends_on": _ids(getattr(module, "depends_on", None)),
        "doc": (module.__doc__ or "").strip(),
    }


def _ids(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def call(function, path, outside):
    """Runs upgrade() or downgrade(). `outside` makes a run for a project without an env.py."""
    global running_path
    before = running_path
    running_path = path
    try:
        if _depth == 0:
            _call_outside(function, outside())
        else:
            function(**keywords)
    finally:
        running_path = before


def _call_outside(function, run):
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    try:
        with Operations.context(MigrationContext._from_run(run)):
            function()
    finally:
        sys.stdout.flush()


def is_inside():
    """Whether Python has asked for the migrations that run."""
    return _depth > 0


class inside_environment:
    """While it is entered, migrations run as they are: what is around them has been set up."""

    def __enter__(self):
        global _depth
        _depth += 1

    def __exit__(self, *_error):
        global _depth
        _depth -= 1


# Modules of the project as they were imported in other surroundings, by the variables.
_modules_elsewhere = {}
_OWN = ("alembic", "sqlalchemy", "logging")


class surroundings:
    """While it is entered, os.environ has these variables, and the project's modules are those
    that were imported with them: settings are often read when a module is imported."""

    def __init__(self, variables):
        self._variables = variables

    def __enter__(self):
        from os import environ

        self._before = {name: environ.get(name) for name in self._variables}
        self._outside = _take_project_modules()
        self._key = frozenset(self._variables.items())
        environ.update(self._variables)
        sys.modules.update(_modules_elsewhere.pop(self._key, ()))

    def __exit__(self, *_error):
        from os import environ

        _modules_elsewhere[self._key] = _take_project_modules()
        sys.modules.update(self._outside)
        for name, value in self._before.items():
            if value is None:
                environ.pop(name, None)
            else:
                environ[name] = value


def surroundings_of(variables):
    """`surroundings` with those variables that are others in os.environ; None: there are none."""
    from os import environ

    given = {name: value for name, value in variables.items() if environ.get(name) != value}
    return surroundings(given) if given else None


def _take_project_modules():
    """The modules that are neither Python's, nor ours, nor installed packages; sys.modules does
    not have them any more."""
    import os

    library = os.path.dirname(os.__file__) + os.sep
    taken = {}
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if (not path or name == "__main__" or name.startswith("_retort")
                or name.partition(".")[0] in _OWN or path.startswith(library)
                or f"{os.sep}site-packages{os.sep}" in path
                or f"{os.sep}dist-packages{os.sep}" in path):
            continue
        taken[name] = sys.modules.pop(name)
    return taken


def _command_options(known):
    """As argparse has them: `cmd` begins with the command's function."""

    def function():
        raise NotImplementedError("A command cannot be called from its own env.py")

    function.__name__ = function.__qualname__ = known["cmd"]
    return {**known, "cmd": (function, [], [])}


def run_environment(command):
    """Runs env.py, which drives the command's run."""
    global _depth, only_looks
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config._from_core(command.config, _command_options(command.cmd_opts))
    script = ScriptDirectory._from_core(command.script, config)
    options, writer = command.options, None
    merges = command.revision is not None and command.cmd_opts["cmd"] == "merge"
    if command.revision is not None and not merges:
        from alembic.autogenerate.revision_context import RevisionContext

        writer = RevisionContext(config, script, command.revision)
        options.update(writer.environment_options())
        only_looks = writer._prints_sql
    context = EnvironmentContext(config, script, **options)
    _depth += 1
    try:
        with context:
            import os

            if not os.path.exists(command.env_path):
                raise ImportError(f"Can't find Python file {command.env_path}")
            load_file(command.env_path, "env_py")
        if merges:
            return {}, [_write_merge(script, command.revision, options["template_args"])]
        if writer is not None:
            return {}, _finish_revision(writer, command.cmd_opts["cmd"])
    finally:
        _depth -= 1
        only_looks = False
        sys.stdout.flush()
    arguments = command.options.get("template_args", {})
    return {key: str(value) for key, value in arguments.items()}, None


def _write_merge(script, given, template_args):
    return script.generate_revision(
        given["rev_id"] or "", given["message"], refresh=True, head=given["head"],
        splice=given["splice"], branch_labels=given["branch_label"], **template_args).revision


def _finish_revision(writer, command):
    """What `revision` and `check` do once env.py has run: the ids of the files written."""
    if command == "check":
        writer.require_no_difference()
        return []
    return [script.revision for script in writer.generate_scripts()]


# --- logging

_loggers = {}


def run_hook(name, options, path):
    """Runs a post-write hook of a type that the project has registered; False where it has not."""
    hooks = sys.modules.get("alembic.script.write_hooks")
    hook = None if hooks is None else hooks._registry.get(options["type"])
    if hook is None:
        return False
    hook(path, {**options, "_hook_name": name})
    sys.stdout.flush()
    return True


def prepare_logging():
    """For an env.py that speaks of logging."""
    import _retort_logging

    _retort_logging.install()


def log(level, name, message):
    logger = _loggers.get(name)
    if logger is None:
        if "logging" not in sys.modules:
            return
        import _retort_logging

        if _retort_logging.is_stand_in():
            return _retort_logging.write(level, name, message)
        import logging

        if not _loggers:
            _retort_logging.prepare()
        logger = _loggers[name] = logging.getLogger(name)
    if logger.isEnabledFor(level):
        logger.log(level, "%s", message)


# How those of the engine's warnings begin that are SQLAlchemy's, and of which class they are.
_OF_SQLALCHEMY = (
    ("Oracle Database ", "SAWarning"), ("Table '", "SAWarning"),
    ("The dialect options 'mssql_", "SADeprecationWarning"),
    ("Using 'mysql_", "SADeprecationWarning"),
)


def _class_of(message):
    for beginning, name in _OF_SQLALCHEMY:
        if message.startswith(beginning):
            from sqlalchemy import exc

            return getattr(exc, name)
    return UserWarning


def warn(message):
    """Shown at the project's line that the engine works for: most often that of env.py."""
    import warnings

    level, frame = 1, sys._getframe()
    while frame is not None and _is_ours_by_name(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, _class_of(message), stacklevel=level if frame is not None else 1)


def _is_ours_by_name(module):
    return module == __name__ or module.partition(".")[0] in ("alembic", "sqlalchemy")


# --- failures


def _is_ours(frame):
    return frame.filename.startswith("<frozen ")


def _without_our_frames(trace):
    from traceback import StackSummary

    while trace is not None:
        trace.stack = StackSummary.from_list([f for f in trace.stack if not _is_ours(f)])
        if trace.__context__ is not None:
            _without_our_frames(trace.__context__)
        trace = trace.__cause__


def _function_around(path, line):
    import linecache

    for number in range(line, 0, -1):
        words = linecache.getline(path, number).partition("(")[0].split()
        if words[:1] == ["def"] and len(words) > 1:
            return words[1]
    return "<module>"


def _script_frame(trace, path, line):
    """The script's own line, when it was left before the statement failed."""
    from traceback import FrameSummary

    if not path or not line or any(frame.filename == path for frame in trace.stack):
        return
    trace.stack.append(FrameSummary(path, line, _function_around(path, line)))


def describe(error, revision="", path="", line=0):
    """What the command line shows of an exception, and what became of it; the engine may know where
    a statement came from."""
    if isinstance(error, SystemExit):
        return _exit(error.code)
    if isinstance(error, KeyboardInterrupt):
        return _described("exit", "", status=130)
    import traceback

    engine = hasattr(error, "_retort_error")
    if engine:
        # The engine's own failure has no history in Python that would help anybody.
        error.__cause__ = error.__context__ = None
        error.__suppress_context__ = True
    trace = traceback.TracebackException.from_exception(error)
    _without_our_frames(trace)
    _script_frame(trace, path, line)
    if not revision:
        revision, path = getattr(error, "_retort_place", ("", ""))
    if not path and trace.stack:
        path = trace.stack[-1].filename
    for frame in trace.stack:
        if frame.filename == path:
            line = frame.lineno or 0
    if isinstance(error, SyntaxError) and error.filename:
        path, line = error.filename, error.lineno or 0
    message = "".join(trace.format_exception_only()).strip()
    kind = "failure"
    exc = sys.modules.get("alembic.util.exc")
    if exc is not None and isinstance(error, exc.CommandError):
        kind, message = "command", str(error)
    if trace.stack or isinstance(error, SyntaxError):
        report = "".join(trace.format(chain=not engine))
        if not trace.stack:
            report = "Traceback (most recent call last):\n" + report
    else:
        # No code of the project's was at work: a line says it all.
        report = ""
    if report and revision:
        report += f"  revision:  {revision}\n  file:      {path}{f':{line}' if line else ''}\n"
    if report and _is_missing_name(error):
        report += ("  hint:      alembic and sqlalchemy are Retort's own here; this is not among "
                   "them yet\n")
    return _described(kind, message, report, path, line, revision,
                      hint=getattr(error, "_retort_hint", ""))


def _is_missing_name(error):
    """Whether a script asked for a name of SQLAlchemy's or Alembic's that is not here."""
    if isinstance(error, ImportError):
        name = error.name or ""
    elif isinstance(error, AttributeError):
        name = (getattr(error.obj, "__name__", None) if isinstance(error.obj, type(sys))
                else type(error.obj).__module__)
    else:
        return False
    return (name or "").partition(".")[0] in ("alembic", "sqlalchemy")


def _described(kind, message="", report="", path="", line=0, revision="", hint="", status=1):
    return {"kind": kind, "message": message, "report": report, "path": path, "line": line,
            "revision": revision, "hint": hint, "status": status}


def _exit(code):
    if code is None:
        return _described("exit", status=0)
    if isinstance(code, int):
        return _described("exit", status=code & 0xFF)
    return _described("exit", str(code))


def finish():
    """The program is about to end."""
    if "atexit" in sys.modules:
        sys.modules["atexit"]._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass
