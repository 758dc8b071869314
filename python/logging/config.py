# SPDX-License-Identifier: MIT
"""The standard module logging.config, of which an env.py uses one function.

Importing that module brings sockets, threads and pickling with it, which take longer than a run
that finds nothing to do. Here `fileConfig` sets up by itself what nearly all projects ask for,
formatters and stream handlers; anything else is handed to the standard module."""
import logging

from _retort_logging import note

_PLAIN_HANDLERS = ("StreamHandler", "FileHandler", "NullHandler")


def _standard():
    """The standard module, loaded from its file."""
    import importlib.util
    import os
    import sys

    name = "logging._standard_config"
    if name not in sys.modules:
        path = os.path.join(os.path.dirname(logging.__file__), "config.py")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(_standard(), name)


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Sets logging up as an ini file says: sections [loggers], [handlers] and [formatters]."""
    if defaults is None and encoding is None and note(fname, disable_existing_loggers):
        return
    import configparser

    parser = fname
    if not isinstance(fname, configparser.RawConfigParser):
        parser = configparser.ConfigParser(defaults)
        if hasattr(fname, "readline"):
            parser.read_file(fname)
        else:
            parser.read(fname, encoding=encoding)
    if not _is_plain(parser):
        return _standard().fileConfig(parser, defaults, disable_existing_loggers)
    formatters = {name: _formatter(parser[f"formatter_{name}"])
                  for name in _names(parser, "formatters")}
    lock = logging._lock
    with lock:
        logging._handlers.clear()
        logging.shutdown(logging._handlerList[:])
        del logging._handlerList[:]
        handlers = {name: _handler(parser[f"handler_{name}"], formatters)
                    for name in _names(parser, "handlers")}
        _set_loggers(parser, handlers, disable_existing_loggers)


def _names(parser, section):
    return [name.strip() for name in parser[section]["keys"].split(",") if name.strip()]


def _is_plain(parser):
    """Whether nothing is asked for but handlers and formatters of the module logging itself. A file
    with a mistake is for the standard module, too: its errors are the ones people know."""
    try:
        return all(
            parser[f"handler_{name}"]["class"] in _PLAIN_HANDLERS
            for name in _names(parser, "handlers")
        ) and not any(
            parser.has_option(f"formatter_{name}", "class") for name in _names(parser, "formatters")
        ) and "root" in _names(parser, "loggers")
    except KeyError:
        return False


def _formatter(section):
    return logging.Formatter(section.get("format", raw=True, fallback=None),
                             section.get("datefmt", raw=True, fallback=None),
                             section.get("style", raw=True, fallback="%"))


def _handler(section, formatters):
    # The arguments are Python, in terms of the module logging: (sys.stderr,).
    scope = vars(logging)
    arguments = eval(section.get("args", "()"), scope)
    named = eval(section.get("kwargs", "{}"), scope)
    handler = getattr(logging, section["class"])(*arguments, **named)
    handler.name = section.name.removeprefix("handler_")
    if section.get("level"):
        handler.setLevel(section["level"])
    if section.get("formatter"):
        handler.setFormatter(formatters[section["formatter"]])
    return handler


def _set_loggers(parser, handlers, disable_existing):
    names = _names(parser, "loggers")
    _set_logger(logging.root, parser["logger_root"], handlers)
    named = {}
    for name in names:
        if name != "root":
            section = parser[f"logger_{name}"]
            named[section["qualname"]] = section
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if isinstance(logger, logging.PlaceHolder) or name in named:
            continue
        if any(name.startswith(parent + ".") for parent in named):
            # What a program has set up below a logger of the file goes through that one.
            logger.setLevel(logging.NOTSET)
            logger.handlers = []
            logger.propagate = True
        else:
            logger.disabled = bool(disable_existing)
    for name, section in named.items():
        logger = logging.getLogger(name)
        _set_logger(logger, section, handlers)
        logger.propagate = section.getint("propagate", fallback=1)
        logger.disabled = False


def _set_logger(logger, section, handlers):
    if section.get("level"):
        logger.setLevel(section["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
    for name in section.get("handlers", "").split(","):
        if name.strip():
            logger.addHandler(handlers[name.strip()])
