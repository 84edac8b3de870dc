"""Nearest vectors among many, on disk: a short product with every row, the exact one with the best of them.

The short product is with the leading eigenvectors of the rows' second moment (Eckart & Young, 1936: no other projection
to as few numbers keeps more of it): a quarter of the memory to read, which is what the time goes into.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.text.vectors import DIMENSIONS, Vectors

# Numbers a row is first compared by, and how many rows are then compared exactly.
KEPT, _EXACT = 96, 1000
_ROWS, _SHORT, _AXES = "vectors.f16", "short.f32", "axes.npy"


class ArticleVectors:
    """Vectors of length 1 in a folder."""

    def __init__(self, folder: Path) -> None:
        self._axes: Vectors = np.load(folder / _AXES)
        self._rows = np.memmap(folder / _ROWS, np.float16, "r").reshape(-1, DIMENSIONS)
        self._short = np.memmap(folder / _SHORT, np.float32, "r").reshape(-1, self._axes.shape[1])

    def search(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """(row, cosine), best first, for a vector of length 1."""
        about = self._short @ (vector @ self._axes)
        near = np.argpartition(-about, _EXACT)[:_EXACT] if len(about) > _EXACT else np.arange(len(about))
        cosines = self.cosines(vector, near)
        best = np.argsort(-cosines)[:limit]
        return list(zip(near[best].tolist(), cosines[best].tolist()))

    def cosines(self, vector: Vectors, rows: NDArray[np.int64]) -> Vectors:
        """The exact ones of some rows."""
        cosines: Vectors = self._rows[rows].astype(np.float32) @ vector
        return cosines


def write_vectors(folder: Path, blocks: Iterable[NDArray[np.float16]]) -> None:
    """Write what ArticleVectors reads."""
    moment = np.zeros((DIMENSIONS, DIMENSIONS))
    with (folder / _ROWS).open("wb") as file:
        for block in blocks:
            file.write(block.tobytes())
            exact = block.astype(np.float32)
            moment += exact.T @ exact
    axes = np.linalg.eigh(moment)[1][:, : -KEPT - 1 : -1].astype(np.float32)
    np.save(folder / _AXES, axes)
    rows = np.memmap(folder / _ROWS, np.float16, "r").reshape(-1, DIMENSIONS)
    with (folder / _SHORT).open("wb") as file:
        for start in range(0, len(rows), 4096):
            file.write((rows[start : start + 4096].astype(np.float32) @ axes).tobytes())
