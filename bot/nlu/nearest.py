"""Nearest phrasings: how close a message comes to the k closest phrasings of each topic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class NearestPhrasings:
    """`vectors` (n, d) unit rows with integer `labels` (n,) in 0 … classes-1; a class may have none."""

    def __init__(self, vectors: Array, labels: NDArray[np.int64], classes: int, k: int = 3) -> None:
        order = np.argsort(labels, kind="stable")
        self._vectors = vectors[order]
        self._k = k
        self._classes = classes
        # The phrasings of a class stand together; a class begins where its number does.
        self._present, self._starts, self._sizes = np.unique(labels[order], return_index=True, return_counts=True)

    def similarity(self, queries: Array) -> Array:
        """(m, classes): mean cosine of the k nearest phrasings of each topic; a missing one counts as -1, and of
        equally near ones (the same words twice) one counts."""
        cosines = queries @ self._vectors.T
        total = np.full((len(queries), self._classes), -float(self._k), np.float32)
        total[:, self._present] = sum(self._next_nearest(cosines) for _ in range(self._k))
        return total / np.float32(self._k)

    def _next_nearest(self, cosines: Array) -> Array:
        """(m, present classes): the largest cosine of each class, which is then struck out."""
        nearest: Array = np.maximum.reduceat(cosines, self._starts, axis=1)
        cosines[cosines == np.repeat(nearest, self._sizes, axis=1)] = -1.0
        return nearest
