# SPDX-License-Identifier: MIT
"""Opening a file in the user's editor."""


def open_in_editor(filename, environ=None):
    import os
    import shlex
    import subprocess

    from .exc import CommandError

    environ = os.environ if environ is None else environ
    for name in ("ALEMBIC_EDITOR", "VISUAL", "EDITOR"):
        if environ.get(name):
            editor = shlex.split(environ[name])
            break
    else:
        raise CommandError("Set EDITOR, VISUAL or ALEMBIC_EDITOR to the editor to use.")
    try:
        subprocess.check_call([*editor, filename])
    except Exception as error:
        raise CommandError(f"Error executing editor ({error})") from error
