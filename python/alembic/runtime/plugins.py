# SPDX-License-Identifier: MIT
"""`Plugin`: additions to autogenerate, by name."""
import sys

import _retort

_all_plugins = {}
_entry_points_loaded = False


def registered_names():
    """The names of all plugins, those that are part of the engine first."""
    return [*_retort.builtin_plugins(), *_all_plugins]


def log_active(name):
    from _retort_door import log

    log(20, __name__, f"setting up autogenerate plugin {name}")


def load_entry_points():
    """Set up the plugins of installed packages."""
    global _entry_points_loaded
    if _entry_points_loaded:
        return
    _entry_points_loaded = True
    if not any(_may_have_plugins(folder) for folder in sys.path):
        return
    from importlib import metadata

    for entry_point in metadata.entry_points(group="alembic.plugins"):
        Plugin.setup_plugin_from_module(entry_point.load(), entry_point.name)


def _may_have_plugins(folder):
    """Whether a package in a folder of sys.path announces plugins; importing importlib.metadata to
    find that out takes longer than comparing a hundred tables."""
    import os

    try:
        names = os.listdir(folder or ".")
    except NotADirectoryError:
        return True  # an archive, whose packages only importlib reads
    except OSError:
        return False
    for name in names:
        if name.endswith((".dist-info", ".egg-info")) or name == "EGG-INFO":
            try:
                with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                    if b"alembic.plugins" in file.read():
                        return True
            except OSError:
                pass  # it announces nothing
    return False


class Plugin:
    """A named set of comparators."""

    def __init__(self, name):
        from ..util.priority import PriorityDispatcher

        if name in registered_names():
            raise ValueError(f"A plugin named {name} is already registered")
        self.name = name
        self.autogenerate_comparators = PriorityDispatcher()
        _all_plugins[name] = self
        import logging

        logging.getLogger(__name__).info("setup plugin %s", name)

    def remove(self):
        del _all_plugins[self.name]

    def add_autogenerate_comparator(self, fn, compare_target, compare_element=None, *,
                                    qualifier="default", priority=None):
        from ..util.priority import DispatchPriority

        self.autogenerate_comparators.dispatch_for(
            compare_target, qualifier=qualifier, priority=priority or DispatchPriority.MEDIUM,
            subgroup=compare_element)(fn)

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        cls.setup_plugin(cls(name), module)

    @staticmethod
    def setup_plugin(plugin, module):
        module = sys.modules[module] if isinstance(module, str) else module
        module.setup(plugin)
