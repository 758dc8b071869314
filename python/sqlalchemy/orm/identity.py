# SPDX-License-Identifier: MIT
"""The objects of a session by their identity; objects that nobody else holds fall out."""


class IdentityMap:
    """identity key -> object, held weakly unless the object is changed."""

    def __init__(self):
        self._states = {}

    def state(self, key):
        state = self._states.get(key)
        if state is not None and state._ref() is None:
            del self._states[key]
            return None
        return state

    def get(self, key, default=None):
        state = self.state(key)
        return default if state is None else state._ref()

    def __getitem__(self, key):
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key):
        return self.state(key) is not None

    def contains_state(self, state):
        return self.state(state.key) is state

    def put(self, state):
        self._states[state.key] = state

    def discard(self, state):
        if self._states.get(state.key) is state:
            del self._states[state.key]

    def all_states(self):
        gone = [key for key, state in self._states.items() if state._ref() is None]
        for key in gone:
            del self._states[key]
        return list(self._states.values())

    def __len__(self):
        return len(self.all_states())

    def __iter__(self):
        return iter(self.keys())

    def keys(self):
        return [state.key for state in self.all_states()]

    def values(self):
        return [obj for state in self.all_states() if (obj := state._ref()) is not None]

    def items(self):
        return [(s.key, obj) for s in self.all_states() if (obj := s._ref()) is not None]

    def clear(self):
        self._states.clear()


WeakInstanceDict = IdentityMap
