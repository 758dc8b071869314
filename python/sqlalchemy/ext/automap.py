# SPDX-License-Identifier: MIT
"""Automap makes classes of tables that exist; Retort does not do that."""


def automap_base(*args, **kwargs):
    raise NotImplementedError(
        "sqlalchemy.ext.automap.automap_base is not supported by Retort yet: reflect the tables "
        "with "
        "MetaData.reflect() and use them as tables"
    )


def __getattr__(name):
    raise AttributeError(f"sqlalchemy.ext.automap.{name} is not supported by Retort yet")
