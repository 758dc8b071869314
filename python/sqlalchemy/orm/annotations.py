# SPDX-License-Identifier: MIT
"""Reads `Mapped[...]` annotations: what they name, whether None is allowed, which type they "
"mean."""
import builtins
import sys

from ..sql import sqltypes
from ..sql.schema_item import SchemaEventTarget
from .base import DynamicMapped, Mapped, MappedAlias, WriteOnlyMapped
from .exc import MappedAnnotationError

_BUILTINS = vars(builtins)


class Annotation:
    """What stands inside `Mapped[...]`, with None taken out."""

    __slots__ = ("container", "raw", "type", "optional", "mapped_column", "attribute", "module")

    def __init__(self, container, raw, type_, optional, module):
        self.container = container  # Mapped, DynamicMapped, ..., or None for a bare annotation
        self.raw = raw
        self.type = type_
        self.optional = optional
        self.mapped_column = None
        self.attribute = None  # a relationship() or column_property() inside Annotated
        self.module = module
        for member in getattr(type_, "__metadata__", ()):
            if hasattr(member, "has_insert_default"):
                self.mapped_column = member
                break
            if getattr(member, "is_property", False):
                self.attribute = member


class _Names(dict):
    """The names an annotation is read with; unknown ones become forward references."""

    def __init__(self, lenient, local, module, cls):
        super().__init__()
        self.lenient = lenient
        self.local = local
        self.module = module
        self.cls = cls
        self.of_module = {}  # the names that were found there
        self.only_module = not local

    def __missing__(self, name):
        if name in self.local:
            return self.local[name]
        if name in self.module:
            found = self.of_module[name] = self.module[name]
            return found
        if name == "Mapped" and name not in vars(self.cls):
            return Mapped
        if name not in _BUILTINS or name in vars(self.cls):
            self.only_module = False
        if name in vars(self.cls):
            return vars(self.cls)[name]
        if name in _BUILTINS:
            return _BUILTINS[name]
        if not self.lenient:
            raise NameError(f"name '{name}' is not defined")
        return _Forward(name)


# What annotations in text are, by module and text, with the names of the module that they are of.
_known = {}
# What they say where that is a plain class: (the value, the Annotation).
_known_parts = {}


class _ForwardMeta(type):
    def __or__(cls, other):
        return _Either(cls, other)

    def __ror__(cls, other):
        return _Either(other, cls)

    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return _Forward(f"{cls.__forward_arg__}.{name}")

    def __getitem__(cls, item):
        return cls


def _Forward(name):
    """A class standing for a name that is not known yet."""
    return _ForwardMeta(name, (), {"__forward_arg__": name})


class _Either:
    """`A | B` where one side is not a class yet."""

    def __init__(self, *members):
        self.__args__ = members

    def __or__(self, other):
        return _Either(*self.__args__, other)

    __ror__ = __or__


def evaluate(text, cls, module_name, lenient=True, local=None):
    """The value of an annotation that was written (or kept) as text."""
    module = sys.modules.get(module_name)
    of_module = vars(module) if module is not None else {}
    known = None if local else _known.get((module_name, text))
    if known is not None and all(of_module.get(name) is value for name, value in known[1]):
        return known[0]
    names = _Names(lenient, local or {}, of_module, cls)
    try:
        value = eval(text, {"__builtins__": {}}, names)
        if names.only_module:
            _known[module_name, text] = value, list(names.of_module.items())
        return value
    except NameError:
        raise
    except TypeError:
        # e.g. "Parent" | None, a string inside a union: read the parts one by one
        if "|" in text:
            return _Either(*(
                None if part.strip() == "None" else _Forward(part.strip().strip("\"'"))
                for part in text.split("|")
            ))
        raise


def _first(scopes, name):
    for scope in scopes:
        if name in scope:
            return scope[name]
    return None


def _mapped_text(text):
    """Whether a textual annotation names one of the mapped containers."""
    head = text.strip().split("[", 1)[0].strip().rsplit(".", 1)[-1]
    return head in ("Mapped", "DynamicMapped", "WriteOnlyMapped", "ORMDescriptor",
                    "AssociationProxy", "SQLORMExpression")


def is_mapped(raw, cls, module):
    if isinstance(raw, str):
        if _mapped_text(raw):
            return True
        if raw.strip().isidentifier():
            value = _first([vars(sys.modules.get(module, sys))], raw.strip())
            return isinstance(value, MappedAlias)
        return False
    return isinstance(raw, MappedAlias) and issubclass(raw.__origin__, Mapped) or (
        isinstance(raw, type) and issubclass(raw, Mapped)
    )


def is_class_var(raw):
    if isinstance(raw, str):
        head = raw.strip().split("[", 1)[0].rsplit(".", 1)[-1]
        return head == "ClassVar"
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return raw is typing.ClassVar or getattr(raw, "__origin__", None) is typing.ClassVar


def _resolve(value, cls, module):
    """Text and ForwardRef inside an annotation, turned into what they name where that is known."""
    if isinstance(value, str):
        try:
            return _resolve_again(evaluate(value, cls, module), cls, module)
        except SyntaxError:
            return _Forward(value)
    if type(value).__name__ == "ForwardRef":
        return _resolve(value.__forward_arg__, cls, module)
    return value


def _resolve_again(value, cls, module):
    return _resolve(value, cls, module) if isinstance(value, str) else value


def _union_members(value):
    if isinstance(value, _Either):
        return value.__args__
    name = type(value).__name__
    if name == "UnionType":
        return value.__args__
    origin = getattr(value, "__origin__", None)
    if origin is not None and getattr(origin, "_name", None) == "Union":
        return value.__args__
    return None


def without_none(value, cls, module):
    """(the annotation without None, whether None was in it)."""
    value = _resolve(value, cls, module)
    if value is None or value is type(None):
        return type(None), True
    members = _union_members(value)
    if members is not None:
        rest, optional = [], False
        for member in members:
            inner, has_none = without_none(member, cls, module)
            optional = optional or has_none
            if inner is not type(None):
                rest.append(inner)
        if len(rest) == 1:
            return rest[0], optional
        if optional:
            return _union_of(rest), True
        return value, optional
    alias = getattr(value, "__value__", None)
    if type(value).__name__ == "TypeAliasType":
        inner, optional = without_none(alias, cls, module)
        return value, optional
    if hasattr(value, "__metadata__"):
        inner, optional = without_none(value.__origin__, cls, module)
        return value, optional
    return value, False


def _union_of(members):
    import typing

    try:
        return typing.Union[tuple(members)]
    except TypeError:
        return _Either(*members)


def read(raw, cls, module, name, expect_mapped):
    """The Annotation of an attribute, or None if the annotation maps nothing."""
    if raw is None:
        return None
    if type(raw) is MappedAlias and raw._read is not None:
        return raw._read
    if isinstance(raw, str):
        known = _known_parts.get((module, raw))
        if known is not None and evaluate(raw, cls, module) is known[0]:
            return known[1]
        if is_class_var(raw):
            return None
        if not _mapped_text(raw) and expect_mapped is False:
            pass
        try:
            value = evaluate(raw, cls, module)
        except NameError as error:
            raise MappedAnnotationError(
                f"Could not interpret annotation {raw}.  Check that it uses names that are "
                "correctly "
                "imported at the module level. See chained stack trace for more hints."
            ) from error
        except SyntaxError as error:
            raise MappedAnnotationError(f"Could not interpret annotation {raw}.") from error
    else:
        value = raw
    if is_class_var(value):
        return None
    if isinstance(value, type) and issubclass(value, Mapped):
        # Mapped without brackets says nothing about the type.
        return None
    if isinstance(value, MappedAlias):
        if value is raw and value._read is not None:
            return value._read
        container = value.__origin__
        inner = value.__args__[0]
    else:
        if expect_mapped:
            origin = getattr(value, "__origin__", None)
            if origin is not None and getattr(origin, "__name__", "") == "AssociationProxy":
                return None
            raise MappedAnnotationError(
                f'Type annotation for "{cls.__name__}.{name}" can\'t be correctly interpreted for '
                "Annotated Declarative Table form.  ORM annotations should normally make use of "
                "the "
                "``Mapped[]`` generic type, or other ORM-compatible generic type, as a container "
                "for "
                "the actual type, which indicates the intent that the attribute is mapped. Class "
                "variables that are not intended to be mapped by the ORM should use ClassVar[].  "
                "To "
                "allow Annotated Declarative to disregard legacy annotations which don't use "
                "Mapped[] "
                'to pass, set "__allow_unmapped__ = True" on the class or a superclass this class.'
            )
        container, inner = None, value
    type_, optional = without_none(inner, cls, module)
    made = Annotation(container, raw, type_, optional, module)
    if container is not None and type(type_) is type:
        if isinstance(raw, str):
            _known_parts[module, raw] = value, made
        elif all(isinstance(part, type) for part in _union_members(inner) or (inner,)):
            raw._read = made
    return made


def python_type_of(annotation):
    type_ = annotation.type if isinstance(annotation, Annotation) else annotation
    return type_.__origin__ if hasattr(type_, "__metadata__") else type_


def column_type_of(scan, key, annotation):
    """The type of a column, from its annotation and the registry's map."""
    type_ = annotation.type
    if type(type_) is type:  # as nearly always
        found = scan.registry._resolve_type(type_)
        if found is not None:
            return found
    checks = [type_]
    if hasattr(type_, "__metadata__"):
        inner, _ = without_none(type_.__origin__, scan.cls, annotation.module)
        checks.append(inner)
    if type(type_).__name__ == "TypeAliasType":
        inner, _ = without_none(type_.__value__, scan.cls, annotation.module)
        checks.append(inner)
        if hasattr(inner, "__metadata__"):
            checks.append(without_none(inner.__origin__, scan.cls, annotation.module)[0])
    if hasattr(type_, "__supertype__"):
        inner = type_
        while hasattr(inner, "__supertype__"):
            inner = inner.__supertype__
        checks.append(inner)
    for check in checks:
        found = scan.registry._resolve_type(check)
        if found is not None:
            return found
    first = checks[0]
    if getattr(first, "__forward_arg__", None):
        raise MappedAnnotationError(
            f"Could not resolve all types within mapped annotation: \"{annotation.raw}\".  "
            "Ensure all "
            "types are written correctly and are imported within the module in use."
        )
    if hasattr(first, "_type_affinity") or hasattr(first, "with_variant"):
        raise MappedAnnotationError(
            f"The type provided inside the {key!r} attribute Mapped annotation is the SQLAlchemy "
            "type "
            f"{first}. Expected a Python type instead"
        )
    if isinstance(first, type) or hasattr(first, "__origin__") or _union_members(first):
        if len(checks) == 1:
            detail = "the type object is not resolvable by the registry"
        elif len(checks) == 2:
            detail = f"neither '{checks[0]}' nor '{checks[1]}' are resolvable by the registry"
        else:
            listed = ", ".join(f"'{t}'" for t in checks)
            detail = f"none of {listed} are resolvable by the registry"
        raise MappedAnnotationError(
            "Could not locate SQLAlchemy Core type when resolving for Python type indicated by "
            f"'{first}' inside the Mapped[] annotation for the {key!r} attribute; {detail}"
        )
    raise MappedAnnotationError(
        f"The object provided inside the {key!r} attribute Mapped annotation is not a Python type, "
        f"it's the object {first!r}. Expected a Python type."
    )


def resolve_python_type(type_map, kind):
    """The SQL type that a Python type stands for, or None."""
    if type(kind) is type and not type_map and kind in _made:
        return _made[kind]
    try:
        found = type_map.get(kind)
    except TypeError:
        found = None
    if found is not None:
        made = _instance(found)
        if isinstance(kind, type) and _is_enum(kind) and isinstance(made, sqltypes.Enum):
            return _enum_of(kind, made)
        if _literal_values(kind) is not None and isinstance(made, sqltypes.Enum):
            return _literal_enum(kind, made)
        return made
    values = _literal_values(kind)
    if values is not None:
        import typing

        given = type_map.get(typing.Literal)
        return _literal_enum(kind, _instance(given) if given is not None else None)
    if isinstance(kind, type) and _is_enum(kind):
        for base in kind.__mro__:
            given = type_map.get(base)
            if given is not None and isinstance(_instance(given), sqltypes.Enum):
                return _enum_of(kind, _instance(given))
        return sqltypes.Enum(kind)
    origin = getattr(kind, "__origin__", None)
    if origin is not None and not hasattr(kind, "__metadata__"):
        found = type_map.get(origin)
        return _instance(found) if found is not None else None
    if not isinstance(kind, type):
        return None
    return _builtin(kind)


_BUILTIN = {
    ("builtins", "int"): "Integer",
    ("builtins", "str"): "String",
    ("builtins", "float"): "Float",
    ("builtins", "bool"): "Boolean",
    ("builtins", "bytes"): "LargeBinary",
    ("decimal", "Decimal"): "Numeric",
    ("datetime", "datetime"): "DateTime",
    ("datetime", "date"): "Date",
    ("datetime", "time"): "Time",
    ("datetime", "timedelta"): "Interval",
    ("uuid", "UUID"): "Uuid",
    ("builtins", "NoneType"): "NullType",
}


# The types that have been made of those: columns share them.
_made = {}


def _builtin(kind):
    found = _made.get(kind)
    if found is None:
        name = _BUILTIN.get((kind.__module__, kind.__qualname__))
        if name is None:
            return None
        found = getattr(sqltypes, name)()
        if not isinstance(found, SchemaEventTarget):
            _made[kind] = found
    return found


def _instance(type_):
    return type_() if isinstance(type_, type) else type_


def _is_enum(kind):
    enum = sys.modules.get("enum")
    return enum is not None and issubclass(kind, enum.Enum)


def _literal_values(kind):
    typing = sys.modules.get("typing")
    if typing is None or isinstance(kind, type):
        return None
    literals = [typing.Literal]
    extensions = sys.modules.get("typing_extensions")
    if extensions is not None:
        literals.append(extensions.Literal)
    if getattr(kind, "__origin__", None) in literals:
        return list(kind.__args__)
    return None


def _literal_enum(kind, given):
    values = _literal_values(kind)
    if not all(isinstance(v, str) for v in values):
        return None if given is None else given
    options = _enum_options(given) if given is not None else {}
    options.setdefault("native_enum", False)
    return sqltypes.Enum(*values, **options)


def _enum_of(kind, given):
    if getattr(given, "enum_class", None) is kind:
        return given
    options = _enum_options(given)
    made = type(given) if issubclass(type(given), sqltypes.Enum) else sqltypes.Enum
    return made(kind, **options)


def _enum_options(given):
    options = {}
    for name in ("native_enum", "length", "create_constraint", "schema", "inherit_schema",
                 "values_callable", "omit_aliases", "metadata"):
        value = getattr(given, name, None)
        if value is not None and value is not False:
            options[name] = value
    if getattr(given, "native_enum", True) is False:
        options["native_enum"] = False
    name = getattr(given, "name", None)
    if name is not None and name != "enum":
        options["name"] = name
    options.pop("omit_aliases", None)
    if not options.get("length") or options.get("native_enum", True):
        options.pop("length", None)
    return options


def relationship_target(annotation):
    """(the class or name that a relationship's annotation names, the collection class or None)."""
    type_ = annotation.type
    if hasattr(type_, "__metadata__"):
        type_ = type_.__origin__
    origin = getattr(type_, "__origin__", None)
    collection = None
    if annotation.container in (DynamicMapped, WriteOnlyMapped):
        pass
    elif origin is not None and not isinstance(type_, MappedAlias):
        concrete = _concrete(origin)
        if concrete is not None:
            collection = concrete
            type_ = type_.__args__[-1]
    type_ = _resolve(type_, object, annotation.module)
    origin = getattr(type_, "__forward_arg__", None)
    if origin is not None:
        return origin, collection
    return type_, collection


def _concrete(origin):
    from collections import abc

    for kinds, concrete in (
        ((list, abc.Sequence, abc.MutableSequence, abc.Collection, abc.Iterable), list),
        ((set, frozenset, abc.Set, abc.MutableSet), set),
        ((dict, abc.Mapping, abc.MutableMapping), dict),
    ):
        if origin in kinds:
            return concrete
    if isinstance(origin, type) and issubclass(origin, (list, set, dict)):
        return origin
    return origin if isinstance(origin, type) and hasattr(origin, "__iter__") else None
