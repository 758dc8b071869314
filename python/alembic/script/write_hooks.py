# SPDX-License-Identifier: MIT
"""Post-write hooks: those of a project, and those that are always there, to be called by them."""
import os

from ..util.exc import CommandError

REVISION_SCRIPT_TOKEN = "REVISION_SCRIPT_FILENAME"

_registry = {}


def register(name):
    """Makes the function the hook of type `name`; it is given the file and the options."""

    def decorate(function):
        _registry[name] = function
        return function

    return decorate


def _required(options, name):
    if name not in options:
        raise CommandError(f"Key {options['_hook_name']}.{name} is required for post write hook "
                           f"{options['_hook_name']!r}")
    return options[name]


def _run(path, options, ignore_output, command):
    import shlex
    import subprocess

    words = options.get("options", "")
    if REVISION_SCRIPT_TOKEN not in words:
        words = f"{REVISION_SCRIPT_TOKEN} {words}"
    output = subprocess.DEVNULL if ignore_output else None
    subprocess.run(
        [*command, *(word.replace(REVISION_SCRIPT_TOKEN, path) for word in shlex.split(words))],
        cwd=options.get("cwd"), stdout=output, stderr=output)


def _interpreter():
    """Within Retort's program, `sys.executable` may be that program."""
    from shutil import which

    beside = os.path.join(os.environ.get("VIRTUAL_ENV", ""), "bin", "python3")
    return beside if os.access(beside, os.X_OK) else which("python3") or "python3"


def console_scripts(path, options, ignore_output=False, verify_version=None):
    """Runs what an installed package has named as a command."""
    from importlib.metadata import entry_points

    name = _required(options, "entrypoint")
    for entry in entry_points(group="console_scripts", name=name):
        break
    else:
        raise CommandError(f"Could not find entrypoint console_scripts.{name}")
    check = "" if not verify_version else (
        f"assert tuple(map(int, {entry.module}.__version__.split('.'))) >= {verify_version!r}, "
        f"'need version {verify_version} or newer of {entry.name}'; ")
    _run(path, options, ignore_output,
         [_interpreter(), "-c", f"import {entry.module}; {check}{entry.module}.{entry.attr}()"])


def exec_(path, options, ignore_output=False):
    """Runs a program."""
    _run(path, options, ignore_output, [_required(options, "executable")])


def module(path, options, ignore_output=False):
    """Runs a module of Python."""
    from importlib.util import find_spec

    name = _required(options, "module")
    if find_spec(name) is None:
        raise CommandError(f"Could not find module {name}")
    _run(path, options, ignore_output, [_interpreter(), "-m", name])


_ALWAYS = {"console_scripts": console_scripts, "exec": exec_, "module": module}


def _invoke(name, revision_path, options):
    hook = _registry.get(name) or _ALWAYS.get(name)
    if hook is None:
        raise CommandError(f"No formatter with name '{name}' registered")
    return hook(os.fspath(revision_path), options)
