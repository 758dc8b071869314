# SPDX-License-Identifier: MIT
"""A stand-in for the standard module logging, whose import takes longer than a run that finds
nothing to do.

It becomes the module itself at the first look at anything in it. Until then `fileConfig` is only
noted, where the engine can write the lines that are asked for, and the engine's records are written
without the module."""
import sys
from _thread import RLock

_ENGINE_LOGGERS = ("alembic", "alembic.runtime.migration", "alembic.util.messaging",
                   "sqlalchemy.engine.Engine")
# What the import of a module below a package looks at.
_OF_IMPORTS = frozenset(("__class__", "__spec__", "__path__", "__name__"))

# Those of the engine's loggers of which nobody sees a record up to INFO; the engine looks here.
quiet = frozenset()
_noted = None
_lock = RLock()


class _Noted:
    """A call of fileConfig() that has not been made yet."""

    def __init__(self, name, disables, lines):
        self.name = name
        self.disables = disables
        self.lines = lines
        self.stream = sys.stderr


class _StandIn(type(sys)):
    def __getattribute__(self, name):
        if name in _OF_IMPORTS:
            return super().__getattribute__(name)
        if name == "config" and "logging.config" in sys.modules:
            return sys.modules["logging.config"]
        _become(self)
        return getattr(self, name)

    def __setattr__(self, name, value):
        if name not in ("config", "__class__"):
            _become(self)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        _become(self)
        super().__delattr__(name)

    def __dir__(self):
        _become(self)
        return dir(self)


def _become(module):
    global _noted, quiet
    quiet = frozenset()
    with _lock:
        if type(module) is not _StandIn:
            return
        spec = object.__getattribute__(module, "__spec__")
        module.__class__ = type(sys)
        spec.loader.exec_module(module)
    prepare()
    noted, _noted = _noted, None
    if noted is not None:
        from logging.config import fileConfig

        fileConfig(noted.name, None, noted.disables)


def install():
    """Puts the stand-in where `import logging` finds it, unless logging is in use already."""
    if "logging" in sys.modules:
        if type(sys.modules["logging"]) is not _StandIn:
            prepare()
        return
    from _frozen_importlib import _find_spec, module_from_spec

    spec = _find_spec("logging", None)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    module.__class__ = _StandIn
    sys.modules["logging"] = module


def prepare():
    """The engine's loggers are there before fileConfig() looks which there are."""
    import logging

    for name in _ENGINE_LOGGERS:
        logging.getLogger(name)
    logging.getLogger("alembic").addHandler(logging.NullHandler())


def note(name, disables):
    """Notes a call of fileConfig(). False: it has to be made now."""
    global _noted, quiet
    if type(sys.modules.get("logging")) is not _StandIn or sys.stderr is not sys.__stderr__:
        return False
    if not isinstance(name, str):
        return False
    import os

    import _retort

    lines = _retort.read_plain_logging(name, os.getcwd(), os.environ.get("TZ", ""))
    if lines is None:
        return False
    if disables:
        lines.disable(_ENGINE_LOGGERS)
    quiet = frozenset(logger for logger in _ENGINE_LOGGERS if not lines.is_enabled(20, logger))
    _noted = _Noted(name, disables, lines)
    return True


def is_stand_in():
    return type(sys.modules.get("logging")) is _StandIn


def is_enabled(level, logger):
    """Of the stand-in: whether a record would be shown."""
    return _noted is not None and _noted.lines.is_enabled(level, logger)


def write(level, logger, message):
    """Of the stand-in: shows a record as far as fileConfig() asked for it."""
    if _noted is None:
        return
    for line in _noted.lines.lines(level, logger, message):
        _noted.stream.write(line + "\n")
        _noted.stream.flush()
