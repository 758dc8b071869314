# SPDX-License-Identifier: MIT
"""VECTOR of Oracle, and what its indexes may be told."""
from ... import exc
from ...sql.type_api import TypeEngine
from .types import _Own


def _enumeration(name, *members):
    from enum import Enum

    return Enum(name, {member: member for member in members}, module=__name__)


VectorIndexType = _enumeration("VectorIndexType", "HNSW", "IVF")
VectorDistanceType = _enumeration("VectorDistanceType", "EUCLIDEAN", "DOT", "COSINE", "MANHATTAN")
VectorStorageFormat = _enumeration("VectorStorageFormat", "INT8", "BINARY", "FLOAT32", "FLOAT64")
VectorStorageType = _enumeration("VectorStorageType", "SPARSE", "DENSE")


class VectorIndexConfig:
    """How an index of vectors is organised."""

    _numbers = ("accuracy", "hnsw_neighbors", "hnsw_efconstruction", "ivf_neighbor_partitions",
                "ivf_sample_per_partition", "ivf_min_vectors_per_partition", "parallel")

    def __init__(self, index_type=VectorIndexType.HNSW, distance=None, accuracy=None,
                 hnsw_neighbors=None, hnsw_efconstruction=None, ivf_neighbor_partitions=None,
                 ivf_sample_per_partition=None, ivf_min_vectors_per_partition=None,
                 parallel=None):
        self.index_type = VectorIndexType(index_type)
        self.distance = distance
        self.accuracy = accuracy
        self.hnsw_neighbors = hnsw_neighbors
        self.hnsw_efconstruction = hnsw_efconstruction
        self.ivf_neighbor_partitions = ivf_neighbor_partitions
        self.ivf_sample_per_partition = ivf_sample_per_partition
        self.ivf_min_vectors_per_partition = ivf_min_vectors_per_partition
        self.parallel = parallel
        for name in self._numbers:
            value = getattr(self, name)
            if value is not None and not isinstance(value, int):
                raise TypeError(
                    f"{name} must be an integer if provided, got {type(value).__name__}")

    def _option(self):
        """As an option of the index: names and words."""
        words = {"index_type": self.index_type.value}
        if self.distance is not None:
            words["distance"] = VectorDistanceType(self.distance).value
        for name in self._numbers:
            if getattr(self, name) is not None:
                words[name] = str(getattr(self, name))
        return words


class SparseVector:
    """A vector of which most parts are zero."""

    def __init__(self, num_dimensions, indices, values):
        if len(indices) != len(values):
            raise exc.ArgumentError("indices and values must be of the same length!")
        self.num_dimensions = num_dimensions
        self.indices = list(indices)
        self.values = list(values)


class VECTOR(_Own, TypeEngine):
    __visit_name__ = "VECTOR"

    def __init__(self, dim=None, storage_format=None, storage_type=None):
        if dim is not None and not isinstance(dim, int):
            raise TypeError("dim must be an integer")
        if storage_format is not None and not isinstance(storage_format, VectorStorageFormat):
            raise TypeError("storage_format must be an enum of type VectorStorageFormat")
        if storage_type is not None and not isinstance(storage_type, VectorStorageType):
            raise TypeError("storage_type must be an enum of type VectorStorageType")
        self.dim = dim
        self.storage_format = storage_format
        self.storage_type = storage_type

    def _kind(self, dialect):
        made = super()._kind(dialect)
        words = {"storage_format": self.storage_format, "storage_type": self.storage_type}
        made["arguments"] = {name: word.value for name, word in words.items() if word is not None}
        if self.dim is not None:
            made["arguments"]["dim"] = self.dim
        return made
