# SPDX-License-Identifier: MIT
"""Annotations of expressions: none are made here, these names are for isinstance() and bases."""

EMPTY_ANNOTATIONS = {}


class SupportsAnnotations:
    """Something that could be annotated."""

    _annotations = EMPTY_ANNOTATIONS


class Annotated(SupportsAnnotations):
    """An annotated copy of something."""
