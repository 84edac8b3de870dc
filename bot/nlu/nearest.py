"""Nearest phrasings: how close a message comes to the k closest phrasings of each topic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class NearestPhrasings:
    """`vectors` (n, d) unit rows with integer `labels` (n,) in 0 … classes-1."""

    def __init__(self, vectors: Array, labels: NDArray[np.int64], classes: int, k: int = 3) -> None:
        self._vectors = vectors
        self._k = k
        members = [np.flatnonzero(labels == label) for label in range(classes)]
        width = max(len(rows) for rows in members)
        # One padded row of phrasing numbers per topic; padding points at a similarity of -1.
        self._members = np.full((classes, max(width, k)), len(vectors), dtype=np.int64)
        for label, rows in enumerate(members):
            self._members[label, : len(rows)] = rows

    def similarity(self, queries: Array, leave_out: bool = False) -> Array:
        """(m, classes): mean cosine of the k nearest phrasings of each topic.

        `leave_out` drops an exact match, for queries that are themselves among the phrasings.
        """
        cosines = queries @ self._vectors.T
        if leave_out:
            cosines[cosines > 0.9999] = -1.0
        padded = np.concatenate([cosines, np.full((len(queries), 1), -1.0, np.float32)], axis=1)
        nearest = np.partition(padded[:, self._members], -self._k, axis=2)[:, :, -self._k :]
        means: Array = nearest.mean(axis=2).astype(np.float32)
        return means
