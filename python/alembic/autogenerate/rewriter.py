# SPDX-License-Identifier: MIT
"""`Rewriter`: functions that replace operations of a script about to be written."""
from ..operations.ops import MigrationScript
from ..util.langhelpers import Dispatcher, to_list


class Rewriter:
    """Goes through the operations of scripts and calls what was registered for their classes."""

    _chained = ()

    def __init__(self):
        self.dispatch = Dispatcher()

    def chain(self, other):
        """A rewriter that does what this one does, then what `other` does."""
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        made._chained += (other,)
        return made

    def rewrites(self, operator):
        return self.dispatch.dispatch_for(operator)

    def _rewrite(self, context, revision, directive):
        try:
            rewriter = self.dispatch.dispatch(directive)
        except ValueError:
            return [directive]
        if self in directive._mutations:
            return [directive]
        made = to_list(rewriter(context, revision, directive), [])
        for each in made:
            each._mutations = each._mutations | {self}
        return made

    def __call__(self, context, revision, directives):
        self.process_revision_directives(context, revision, directives)
        for following in self._chained:
            following(context, revision, directives)

    def process_revision_directives(self, context, revision, directives):
        self._traverse_list(context, revision, directives)

    def _traverse_list(self, context, revision, directives):
        directives[:] = [made for directive in directives
                         for made in self._traverse_for(context, revision, directive)]

    def _traverse_for(self, context, revision, directive):
        made = self._rewrite(context, revision, directive)
        for each in made:
            if isinstance(each, MigrationScript):
                self._traverse_script(context, revision, each)
            elif hasattr(each, "ops"):
                self._traverse_list(context, revision, each.ops)
        return made

    def _traverse_script(self, context, revision, script):
        for attribute, kind in (("upgrade_ops", "UpgradeOps"), ("downgrade_ops", "DowngradeOps")):
            containers = []
            for container in getattr(script, f"{attribute}_list"):
                made = self._traverse_for(context, revision, container)
                if len(made) != 1:
                    raise ValueError(f"Can only return single object for {kind} traverse")
                containers.append(made[0])
            setattr(script, attribute, containers)
