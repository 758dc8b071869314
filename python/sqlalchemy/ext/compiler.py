# SPDX-License-Identifier: MIT
"""@compiles: SQL for constructs and types of the user's own."""
from ..sql.clause import note_froms
from ..sql.compiler import UserCompiler, constraint_text


class _Dispatcher:
    """The functions that give a class's SQL, by dialect."""

    def __init__(self, class_):
        self.class_ = class_
        self.specs = {}

    def find(self, dialect):
        name = getattr(dialect, "name", "default")
        found = self.specs.get(name)
        if found is None and name == "mariadb":
            found = self.specs.get("mysql")
        return self.specs.get("default") if found is None else found

    def text(self, element, dialect, **kw):
        """What the function for the dialect says; None: there is none."""
        function = self.find(dialect)
        if function is None:
            return None
        return function(element, UserCompiler(_full(dialect)), **kw)


def _full(dialect):
    """Dialects that stand for one by name are made whole for the user's functions."""
    if hasattr(dialect, "identifier_preparer"):
        return dialect
    from ..engine.default import named_class

    return named_class(dialect.name)()


def compiles(class_, *specs):
    """The decorated function gives the SQL of the class, on the dialects named or on all."""

    def decorate(function):
        dispatcher = class_.__dict__.get("_compiler_dispatcher")
        if dispatcher is None:
            dispatcher = _Dispatcher(class_)
            class_._compiler_dispatcher = dispatcher
            _attach(class_, dispatcher)
        for name in specs or ("default",):
            dispatcher.specs[name] = function
        return function

    return decorate


def _attach(class_, dispatcher):
    if getattr(class_, "_compiles_hook", _attach) is not _attach:
        inherited = class_._compiles_hook

        def hook(self, dialect):
            text = dispatcher.text(self, dialect)
            return inherited(self, dialect) if text is None and inherited is not None else text

        class_._compiles_hook = hook
        return
    original = class_._notation
    if not getattr(original, "_by_user", False):
        class_._builtin_notation = original

    def _notation(self, dialect, *args, **kw):
        function = dispatcher.find(dialect)
        if function is None:
            if not _has_notation(original):
                from ..exc import UnsupportedCompilationError

                raise UnsupportedCompilationError(dialect, type(self))
            return original(self, dialect, *args, **kw)
        compiler = UserCompiler(_full(dialect))
        if hasattr(self, "_base_notation"):
            return _constraint_notation(self, function(self, compiler), original, dialect)
        compiler.statement = self
        note_froms(self)
        return compiler.notation_of(str(function(self, compiler)))

    _notation._by_user = True
    class_._notation = _notation
    if hasattr(class_, "_column_notation"):
        class_._column_notation = _column_notation


def _constraint_notation(constraint, text, builtin, dialect):
    """A constraint whose function has made it another, and left its text to the compiler."""
    if text != constraint_text(constraint, dialect):
        raise NotImplementedError(
            f"Retort cannot take over a constraint's own SQL: {text!r}; what @compiles gives for "
            f"a {type(constraint).__name__} is to be the constraint's usual SQL")
    return builtin(constraint, dialect)


def _column_notation(self, dialect):
    """Among the columns of a select: text has no name there, an expression is given one."""
    made = self._notation(dialect)
    if made["node"] != "Text":
        return made
    from ..sql.names import label_notation

    return {"node": "Labelled", "name": label_notation(self._made_up_name()), "element": made}


def _has_notation(function):
    from ..sql.clause import ClauseElement

    return function is not ClauseElement._notation


def deregister(class_):
    """Forget what @compiles has said of the class."""
    if "_compiler_dispatcher" in class_.__dict__:
        for name in ("_compiler_dispatcher", "_notation", "_compiles_hook", "_builtin_notation",
                     "_column_notation"):
            if name in class_.__dict__:
                delattr(class_, name)
