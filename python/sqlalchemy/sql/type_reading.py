# SPDX-License-Identifier: MIT
"""Types of the core as objects: what reflection makes of a notation."""
import sys

from . import sqltypes
from .defaults import ddl_expression


def type_of_notation(notation, dialect_name=""):
    """The type that the core's `notation` speaks of; NullType where there is no class for it."""
    kind = notation["type"]
    if kind == "Native":
        return _native(notation, dialect_name)
    if kind == "Enum":
        return _enum(notation)
    if kind == "Array":
        cls = _class_of("postgresql", "ARRAY") if notation.get("postgresql_array") else (
            sqltypes.ARRAY)
        return cls(type_of_notation(notation["item"], dialect_name),
                   dimensions=notation.get("dimensions"))
    if kind == "Domain":
        default = notation.get("default_text")
        return _class_of("postgresql", "DOMAIN")(
            notation["name"], type_of_notation(notation["data_type"], dialect_name),
            schema=notation.get("schema"),
            default=None if default is None else ddl_expression(default),
            not_null=notation.get("not_null"), check=notation.get("check"),
            constraint_name=notation.get("constraint_name"),
            collation=notation.get("collation"), create_type=False)
    if kind == "Verbatim":
        return _registered(notation["text"], dialect_name)
    made = _GENERIC.get(kind)
    return sqltypes.NullType() if made is None else made(notation)


def _registered(text, dialect_name):
    """A type of an extension, if somebody has put its class into the dialect's ischema_names."""
    base = sys.modules.get(f"sqlalchemy.dialects.{dialect_name}.base")
    name, _, rest = text.partition("(")
    cls = getattr(base, "ischema_names", {}).get(name.strip())
    if cls is None:
        return sqltypes.NullType()
    arguments = [part.strip() for part in rest.rpartition(")")[0].split(",")]
    try:
        return cls(*(int(part) if part.isdigit() else part for part in arguments if part))
    except TypeError:
        return cls()


def _given(notation, *names):
    return {name: notation[name] for name in names if notation.get(name) is not None}


_GENERIC = {
    "Integer": lambda n: sqltypes.Integer(),
    "SmallInteger": lambda n: sqltypes.SmallInteger(),
    "BigInteger": lambda n: sqltypes.BigInteger(),
    "Numeric": lambda n: sqltypes.Numeric(**_given(n, "precision", "scale"),
                                          asdecimal=not n.get("float_result")),
    "Float": lambda n: sqltypes.Float(**_given(n, "precision", "asdecimal")),
    "Double": lambda n: sqltypes.Double(**_given(n, "precision", "asdecimal")),
    "String": lambda n: sqltypes.String(**_given(n, "length", "collation")),
    "Text": lambda n: sqltypes.Text(**_given(n, "length", "collation")),
    "Unicode": lambda n: sqltypes.Unicode(**_given(n, "length", "collation")),
    "UnicodeText": lambda n: sqltypes.UnicodeText(**_given(n, "length", "collation")),
    "LargeBinary": lambda n: sqltypes.LargeBinary(**_given(n, "length")),
    "Boolean": lambda n: sqltypes.Boolean(**_given(n, "create_constraint", "name")),
    "Date": lambda n: sqltypes.Date(),
    "Time": lambda n: sqltypes.Time(**_given(n, "timezone")),
    "DateTime": lambda n: sqltypes.DateTime(**_given(n, "timezone")),
    "Interval": lambda n: sqltypes.Interval(**_given(n, "native", "second_precision",
                                                     "day_precision")),
    "Uuid": lambda n: sqltypes.Uuid(as_uuid=not n.get("as_text"),
                                    native_uuid=not n.get("not_native")),
    "Json": lambda n: sqltypes.JSON(**_given(n, "none_as_null")),
    "Pickle": lambda n: sqltypes.PickleType(),
}


def _class_of(dialect_name, name):
    """A class of a dialect by its name, or None."""
    full = f"sqlalchemy.dialects.{dialect_name}"
    __import__(full)
    try:
        found = getattr(sys.modules[full], name)
    except AttributeError:
        return None
    return found if isinstance(found, type) else None


def _native(notation, dialect_name):
    name = notation["name"]
    arguments = dict(notation.get("arguments") or {})
    for dialect in (notation.get("dialect"), dialect_name):
        cls = _class_of(dialect, name) if dialect else None
        if cls is not None:
            break
    else:
        cls = getattr(sqltypes, name, None)
    if cls is None:
        return sqltypes.NullType()
    if arguments.pop("as_text", None):
        arguments["as_uuid"] = False
    values = arguments.pop("values", ())
    arguments.pop("storage_format", None)
    try:
        return cls(*values, **arguments)
    except TypeError:
        # The class does not know an argument that the database has told.
        made = cls(*values)
        made.__dict__.update(arguments)
        return made


def _enum(notation):
    cls = sqltypes.Enum
    options = _given(notation, "name", "schema", "create_constraint", "inherit_schema")
    if notation.get("postgresql_enum"):
        cls = _class_of("postgresql", "ENUM")
        if notation.get("no_create_type"):
            options["create_type"] = False
    elif notation.get("no_native_enum"):
        options["native_enum"] = False
        options.update(_given(notation, "length"))
    return cls(*notation.get("values", ()), **options)
