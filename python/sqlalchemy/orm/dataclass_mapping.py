# SPDX-License-Identifier: MIT
"""Makes mapped classes dataclasses: the fields are the annotated attributes."""
from .. import exc as sa_exc
from .attributes import QueryableAttribute
from .base import NO_ARG

_OPTIONS = {
    "init", "repr", "order", "eq", "unsafe_hash", "kw_only", "match_args", "dataclass_callable",
}


def apply(scan):
    """Turn the class of a scan into a dataclass, before its attributes are mapped."""
    import dataclasses

    cls = scan.cls
    if "__dataclass_fields__" in cls.__dict__:
        raise sa_exc.InvalidRequestError(
            f"Class {cls} is already a dataclass; ensure that base classes / decorator styles of "
            "establishing dataclasses are not being mixed. This can happen if a class that "
            "inherits "
            "from 'MappedAsDataclass', even indirectly, is been mapped with "
            "'@registry.mapped_as_dataclass'"
        )
    if "__table__" in cls.__dict__:
        raise sa_exc.InvalidRequestError(
            f"Class {cls} already defines a '__table__'. ORM Annotated Dataclasses do not "
            "support a "
            "pre-existing '__table__' element"
        )
    fields, hints = {}, {}
    for name, annotation in scan.annotations.items():
        value = scan.collected.get(name, NO_ARG)
        if isinstance(value, QueryableAttribute):
            continue
        hints[name] = _hint_of(annotation)
        options = getattr(value, "attribute_options", None)
        if options is not None:
            fields[name] = _field(dataclasses, options)
        elif getattr(value, "_sa_dataclass_field", None) is not None:
            fields[name] = value._sa_dataclass_field()
        elif value is not NO_ARG:
            fields[name] = value
    for name, value in fields.items():
        type.__setattr__(cls, name, value) if value is not None else None
    for name in hints:
        if name not in fields and name in cls.__dict__ and _is_attribute(cls.__dict__[name]):
            type.__delattr__(cls, name)
    _make(cls, scan.dataclass_options, hints)
    for name, value in scan.collected.items():
        if name in fields and fields[name] is not value and hasattr(value, "attribute_options"):
            # the mapping finds its own attributes under their names again
            type.__setattr__(cls, name, value)


def _is_attribute(value):
    return hasattr(value, "attribute_options")


def _hint_of(annotation):
    """The annotation of a field, as dataclasses sees it: only ClassVar and InitVar matter there."""
    raw = annotation.raw
    if annotation.container is None and not isinstance(raw, str):
        return raw
    if isinstance(raw, str):
        return raw
    return annotation.type


def _field(dataclasses, options):
    given = options.given()
    if "default_factory" in given:
        given.pop("default", None)
    return dataclasses.field(**given)


def make_plain_dataclass(cls, options):
    """The dataclass of a mixin or a base that is not mapped itself."""
    from .base import MappedAlias

    hints = {}
    for name, hint in cls.__dict__.get("__annotations__", {}).items():
        hints[name] = hint.__args__[0] if isinstance(hint, MappedAlias) else hint
    import dataclasses

    changed = {}
    for name in hints:
        value = cls.__dict__.get(name)
        own = getattr(value, "attribute_options", None)
        if own is not None:
            changed[name] = value
            type.__setattr__(cls, name, _field(dataclasses, own))
    _make(cls, options, hints)
    for name, value in changed.items():
        type.__setattr__(cls, name, value)


def _make(cls, options, hints):
    import dataclasses

    unknown = set(options) - _OPTIONS
    if unknown:
        listed = ", ".join(repr(n) for n in sorted(unknown))
        raise sa_exc.ArgumentError(f"Dataclass argument(s) {listed} are not accepted")
    make = options.get("dataclass_callable", NO_ARG)
    if make is NO_ARG:
        make = dataclasses.dataclass
    held = cls.__dict__.get("__annotations__")
    type.__setattr__(cls, "__annotations__", hints)
    try:
        make(cls, **{
            k: v for k, v in options.items() if v is not NO_ARG and k != "dataclass_callable"
        })
    except (TypeError, ValueError) as error:
        raise sa_exc.InvalidRequestError(
            f"Python dataclasses error encountered when creating dataclass for {cls.__name__!r}: "
            f"{error!r}. Please refer to Python dataclasses documentation for additional "
            "information.",
            code="dcte",
        ) from error
    finally:
        if held is not None:
            type.__setattr__(cls, "__annotations__", held)
        elif "__annotations__" in cls.__dict__:
            type.__delattr__(cls, "__annotations__")
