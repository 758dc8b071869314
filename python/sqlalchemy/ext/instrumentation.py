# SPDX-License-Identifier: MIT
"""Not part of Retort; what is asked for is named in the error."""


def __getattr__(name):
    raise AttributeError(f"sqlalchemy.ext.instrumentation.{name} is not supported by Retort yet")
