# SPDX-License-Identifier: MIT
"""The loggers of engines with `echo`."""


def prepare(name=None):
    """The logger of an engine that echoes; shown on standard output unless logging is set up."""
    import logging
    import sys

    root = logging.getLogger("sqlalchemy")
    logger = logging.getLogger(
        f"sqlalchemy.engine.Engine.{name}" if name else "sqlalchemy.engine.Engine"
    )
    if not logger.isEnabledFor(logging.INFO):
        logger.setLevel(logging.INFO)
    if not logger.hasHandlers():
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
    return logger


def logger_in_use(name):
    """The logger, unless nobody uses the module logging, or none of its records would be shown."""
    import sys

    if "logging" not in sys.modules:
        return None
    import _retort_logging

    if _retort_logging.is_stand_in() and not _retort_logging.is_enabled(20, name):
        return None
    import logging

    return logging.getLogger(name)


def instance_logger(instance, echoflag=None):
    import logging

    instance.logger = logging.getLogger(type(instance).__module__)


def class_logger(cls):
    import logging

    cls.logger = logging.getLogger(f"{cls.__module__}.{cls.__name__}")
    return cls


class Identified:
    """Something that logs under a name."""

    logging_name = None
