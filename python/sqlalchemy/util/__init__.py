# SPDX-License-Identifier: MIT
"""The parts of sqlalchemy.util that users see or that several modules here share."""
from _collections import defaultdict  # noqa: F401

from .collections import (  # noqa: F401
    EMPTY_DICT,
    IdentitySet,
    OrderedProperties,
    OrderedSet,
    Properties,
    column_dict,
    column_set,
    immutabledict,
    ordered_column_set,
    populate_column_dict,
    to_column_set,
    to_list,
    to_set,
    unique_list,
    update_copy,
)
from .langhelpers import (  # noqa: F401
    EMPTY_SET,
    NONE_SET,
    asbool,
    classproperty,
    counter,
    duck_type_collection,
    generic_repr,
    hybridmethod,
    hybridproperty,
    memoized_property,
    md5_hex,
    symbol,
)
from .deprecations import (  # noqa: F401
    deprecated,
    deprecated_params,
    warn,
    warn_deprecated,
    warn_deprecated_20,
    warn_deprecated_limited,
    warn_limited,
)

OrderedDict = dict
py3k = True
py2k = False
string_types = (str,)
text_type = str
binary_type = bytes
int_types = (int,)


def set_creation_order(item):
    """Number an item, so that those made first come first."""
    from ..sql.schema_item import set_creation_order as number

    number(item)


def __getattr__(name):
    if name == "FacadeDict":
        from ..sql.metadata import FacadeDict

        return FacadeDict
    if name in ("await_only", "greenlet_spawn"):
        from . import concurrency

        return getattr(concurrency, name)
    raise AttributeError(f"sqlalchemy.util.{name} is not supported by Retort yet")
