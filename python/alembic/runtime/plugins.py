# SPDX-License-Identifier: MIT
"""`Plugin`: additions to autogenerate, kept until it is there."""
import sys

_all_plugins = {}


class Plugin:
    """A named set of comparators."""

    def __init__(self, name):
        from ..util.priority import PriorityDispatcher

        if name in _all_plugins:
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

        target = compare_target
        if compare_element is not None:
            target = f"{compare_target}.{compare_element}"
        self.autogenerate_comparators.dispatch_for(
            target, qualifier=qualifier, priority=priority or DispatchPriority.MEDIUM,
            subgroup=self.name)(fn)

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        cls.setup_plugin(cls(name), module)

    @staticmethod
    def setup_plugin(plugin, module):
        module = sys.modules[module] if isinstance(module, str) else module
        module.setup(plugin)
