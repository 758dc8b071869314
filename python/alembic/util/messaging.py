# SPDX-License-Identifier: MIT
"""What commands say to the user."""
import sys
import warnings
from _retort_functions import contextmanager


def write_outstream(stream, *text, quiet=False):
    """Write what the stream's encoding can say, until nobody reads it any more."""
    if quiet:
        return
    encoding = getattr(stream, "encoding", None) or "ascii"
    for part in text:
        try:
            stream.write(part.encode(encoding, "replace").decode(encoding))
        except OSError:
            break


def msg(msg, newline=True, flush=False, quiet=False):
    if quiet:
        return
    write_outstream(sys.stdout, msg, "\n" if newline else "")
    if flush:
        sys.stdout.flush()


_silent = False


@contextmanager
def _silence(quiet):
    """The engine's own status lines are not heard meanwhile."""
    global _silent
    before, _silent = _silent, _silent or quiet
    try:
        yield
    finally:
        _silent = before


def _say(text):
    """A status line of the engine's."""
    write_outstream(sys.stdout, text, quiet=_silent)
    sys.stdout.flush()


def _tell(text):
    """What the engine says to whoever looks on."""
    write_outstream(sys.stderr, text, quiet=_silent)


@contextmanager
def status(_statmsg, *args, newline=False, quiet=False, **kw):
    msg(f"{_statmsg} ...", newline, flush=True, quiet=quiet)
    try:
        yield
    except BaseException:
        if not quiet:
            write_outstream(sys.stdout, "  FAILED\n")
        raise
    else:
        if not quiet:
            write_outstream(sys.stdout, "  done\n")


def err(message, quiet=False):
    import logging

    # Without a set-up of logging the line on standard output is all.
    logging.getLogger("alembic").addHandler(logging.NullHandler())
    logging.getLogger(__name__).error(message)
    msg(f"FAILED: {message}", quiet=quiet)
    sys.exit(-1)


def warn(msg, stacklevel=2):
    warnings.warn(msg, UserWarning, stacklevel=stacklevel)


def warn_deprecated(msg, stacklevel=2):
    warnings.warn(msg, DeprecationWarning, stacklevel=stacklevel)


def obfuscate_url_pw(input_url):
    from sqlalchemy.engine import url

    return url.make_url(input_url).render_as_string(hide_password=True)


def format_as_comma(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "__iter__"):
        return ", ".join(value)
    raise ValueError(f"Don't know how to comma-format {value!r}")
