# SPDX-License-Identifier: MIT
"""What start-up needs of contextlib and functools, whose import takes longer than all the rest."""
import sys

_COPIED = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")


def wraps(wrapped):
    """The decorated function passes for `wrapped`."""

    def decorate(wrapper):
        for name in _COPIED:
            if hasattr(wrapped, name):
                setattr(wrapper, name, getattr(wrapped, name))
        wrapper.__dict__.update(getattr(wrapped, "__dict__", ()))
        wrapper.__wrapped__ = wrapped
        return wrapper

    return decorate


def contextmanager(function):
    """A generator function as one whose result is for `with`, or decorates a function."""

    @wraps(function)
    def manager(*args, **kw):
        return _GeneratorContext(function, args, kw)

    return manager


class _GeneratorContext:
    def __init__(self, function, args, keywords):
        self._made_by = function, args, keywords
        self._steps = function(*args, **keywords)
        self.__doc__ = function.__doc__

    def __call__(self, function):
        @wraps(function)
        def inside(*args, **kw):
            make, given, keywords = self._made_by
            with _GeneratorContext(make, given, keywords):
                return function(*args, **kw)

        return inside

    def __enter__(self):
        del self._made_by
        try:
            return next(self._steps)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, error, trace):
        if kind is None:
            try:
                next(self._steps)
            except StopIteration:
                return False
            self._steps.close()
            raise RuntimeError("generator didn't stop")
        if error is None:
            error = kind()
        try:
            self._steps.throw(error)
        except StopIteration as stop:
            return stop is not error  # one that the block raised itself goes on
        except RuntimeError as raised:
            # A StopIteration out of the block comes out of a generator as the cause of this.
            ours = raised is error or (
                isinstance(error, StopIteration) and raised.__cause__ is error)
            if not ours:
                raise
        except BaseException as raised:
            if raised is not error:
                raise
        else:
            self._steps.close()
            raise RuntimeError("generator didn't stop after throw()")
        error.__traceback__ = trace
        return False


class Later:
    """Stands for a module that is imported at the first look into it."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        __import__(self._name)
        found = getattr(sys.modules[self._name], name)
        self.__dict__[name] = found
        return found


class nullcontext:
    """Nothing happens around the block."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *_error):
        return None
