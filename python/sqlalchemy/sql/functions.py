# SPDX-License-Identifier: MIT
"""Functions of the database: func.name(arguments)."""
from . import coercions
from .base import ColumnCollection, Executable, Generative
from .clause import ColumnElement, many, type_notation
from .constructs import Cast, Extract, FunctionFilter, Over, WithinGroup
from .literals import BindParameter
from .names import quote_of
from .sqltypes import NULLTYPE
from .type_api import to_instance

_registry = {}


class FunctionElement(Executable, Generative, ColumnElement):
    """A call of a function, or something that is used like one."""

    __visit_name__ = "function_element"
    _internals = ("_arguments",)
    _is_from_clause = True
    _is_function = True
    _is_join = False
    named_with_column = False
    packagenames = ()
    _generic = False
    _hide_froms = ()
    schema = None
    within_group_type = None

    @property
    def description(self):
        return getattr(self, "name", None)

    def __init__(self, *clauses):
        self._arguments = self._coerced(clauses)

    def _coerced(self, clauses):
        name = getattr(self, "name", None)
        return tuple(coercions.expression(clause, name=name) for clause in clauses)

    @property
    def clauses(self):
        from .operations import ClauseList

        made = ClauseList.__new__(ClauseList)
        made.__init__()
        made.clauses = list(self._arguments)
        return made

    clause_expr = clauses

    @property
    def _from_objects(self):
        return [item for argument in self._arguments for item in argument._from_objects]

    @property
    def columns(self):
        return ColumnCollection([(self._proxy_key or "anon", self)]).as_readonly()

    c = exported_columns = columns

    @property
    def entity_namespace(self):
        return self

    @property
    def _proxy_key(self):
        return None

    def is_derived_from(self, fromclause):
        return self is fromclause

    # ---- what is made of it

    def over(self, partition_by=None, order_by=None, rows=None, range_=None, groups=None, **_more):
        return Over(self, partition_by, order_by, range_, rows, groups)

    def within_group(self, *order_by):
        return WithinGroup(self, *order_by)

    def filter(self, *criterion):
        return FunctionFilter(self, *criterion) if criterion else self

    def as_comparison(self, left_index, right_index):
        return self

    def alias(self, name=None, joins_implicitly=False):
        from .aliases import TableValuedAlias

        return TableValuedAlias._construct(self, name=name, joins_implicitly=joins_implicitly,
                                           table_value_type=_table_value([]))

    def table_valued(self, *expr, with_ordinality=None, name=None, joins_implicitly=False):
        from .aliases import TableValuedAlias

        columns = list(expr)
        if with_ordinality:
            columns.append(with_ordinality)
        made = TableValuedAlias._construct(
            self, name=name, joins_implicitly=joins_implicitly,
            table_value_type=_table_value(columns), with_ordinality=bool(with_ordinality))
        return made

    def column_valued(self, name=None, joins_implicitly=False):
        return self.alias(name=name, joins_implicitly=joins_implicitly).column

    def lateral(self, name=None):
        return self.alias(name=name).lateral()

    def select(self):
        from .select import Select

        return Select(self)

    def _bind_param(self, operator, obj, type_=None, expanding=False):
        return BindParameter(getattr(self, "name", None), obj, type_=type_, unique=True,
                             expanding=expanding, _compared_to_operator=operator,
                             _compared_to_type=self.type)

    def self_group(self, against=None):
        return self

    def _notation(self, dialect):
        name = getattr(self, "name", None)
        if name is None:
            return super()._notation(dialect)
        made = {"node": "Function", "name": str(name), "arguments": many(self._arguments, dialect)}
        if self.packagenames:
            made["package"] = [str(part) for part in self.packagenames]
        if self._generic:
            made["generic"] = True
        quote = quote_of(name)
        if quote is not None:
            made["quote"] = quote
        type_ = type_notation(self.type, dialect)
        if type_ is not None:
            made["type"] = type_
        return made


def _table_value(columns):
    from .columns import ColumnClause
    from .sqltypes import TableValueType

    return TableValueType(*(
        ColumnClause(column) if isinstance(column, str) else column for column in columns))


class Function(FunctionElement):
    """A call of a function by its name."""

    __visit_name__ = "function"

    def __init__(self, name, *clauses, type_=None, packagenames=None):
        self.packagenames = tuple(packagenames or ())
        self.name = name
        self.type = to_instance(type_)
        self._arguments = self._coerced(clauses)

    @property
    def description(self):
        return self.name


class GenericFunction(Function):
    """A function that SQLAlchemy, or the user, knows more of than its name."""

    coerce_arguments = True
    _register = False

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        own = cls.__dict__
        if own.get("_abstract_function"):
            return
        identifier = own.get("identifier", getattr(cls, "identifier", None)) or (
            own.get("name") or cls.__name__)
        if "name" not in own:
            cls.name = own.get("identifier") or cls.__name__
        package = getattr(cls, "package", None) or "_default"
        register_function(str(identifier), cls, package)
        declared = own.get("type")
        if declared is not None and not isinstance(declared, property):
            cls.type = to_instance(declared)

    def __init__(self, *args, **kwargs):
        given = kwargs.pop("_parsed_args", None)
        self._arguments = given if given is not None else self._coerced(args)
        self.packagenames = ()
        type_ = kwargs.get("type_") or getattr(self, "type", None)
        self.type = to_instance(type_)


def register_function(identifier, fn, package="_default"):
    _registry.setdefault(package, {})[str(identifier).lower()] = fn


class _FunctionGenerator:
    """func: its attributes are the functions of those names."""

    def __init__(self, names=(), **opts):
        self.__names = names
        self.opts = opts

    def __getattr__(self, name):
        if name.startswith("__"):
            try:
                return self.__dict__[name]
            except KeyError:
                raise AttributeError(name) from None
        if name.endswith("_"):
            name = name[:-1]
        return _FunctionGenerator((*self.__names, name), **self.opts)

    def __call__(self, *c, **kwargs):
        options = {**self.opts, **kwargs}
        names = self.__names
        package = None
        if len(names) == 2:
            package = names[0]
        elif len(names) == 1:
            package = "_default"
        if package is not None:
            known = _registry.get(package, {}).get(names[-1].lower())
            if known is not None:
                return known(*c, **options)
        type_ = options.pop("type_", None)
        return Function(names[-1], *c, type_=type_, packagenames=names[:-1])


func = _FunctionGenerator()
modifier = _FunctionGenerator(group=False)
register_function("cast", Cast)
register_function("extract", Extract)


class AnsiFunction(GenericFunction):
    """A function that standard SQL writes without parentheses."""

    _abstract_function = True
    _generic = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


class ReturnTypeFromArgs(GenericFunction):
    """A function whose result is of the type of its arguments."""

    _abstract_function = True
    _generic = True

    def __init__(self, *args, **kwargs):
        parsed = self._coerced(args)
        kwargs.setdefault("type_", next(
            (item.type for item in parsed if not item.type._isnull), NULLTYPE))
        kwargs["_parsed_args"] = parsed
        super().__init__(*args, **kwargs)


ReturnTypeFromOptionalArgs = ReturnTypeFromArgs


def __getattr__(name):
    # The functions that SQLAlchemy knows are classes of this module too.
    if name.startswith("__"):
        raise AttributeError(name)
    found = _registry.get("_default", {}).get(name.lower())
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found


from . import function_types as _known  # noqa: E402  (its classes derive from those above)

__all__ = ["AnsiFunction", "Function", "FunctionElement", "GenericFunction", "ReturnTypeFromArgs",
           "_known", "func", "modifier", "register_function"]
