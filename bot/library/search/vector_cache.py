"""Vectors of passages by content: a file that only grows, so that a stop loses nothing that was computed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.text.vectors import DIMENSIONS, encoder, encoder_version

Halves = NDArray[np.float16]
_RECORD = np.dtype([("key", "V12"), ("vector", np.float16, (DIMENSIONS,))])
# Written together: at most some seconds of work are lost.
_STEP = 256


class VectorCache:
    """One file of fixed-length records per encoder (vectors of different encoders cannot be compared) in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"vectors-{encoder_version()}.records"
        folder.mkdir(parents=True, exist_ok=True)
        self._cut_torn_end()

    def add(self, texts: Sequence[str]) -> int:
        """Compute what is missing, with a progress bar; how many vectors that were."""
        known = self._positions()
        missing = list({key: text for key, text in zip(map(_key, texts), texts) if key not in known}.items())
        if missing:
            vectors = encoder().encode_each([text for _, text in missing])
            self._append([key for key, _ in missing], vectors)
        return len(missing)

    def rows(self, texts: Sequence[str]) -> Iterator[Halves]:
        """The vectors of texts that were added, in blocks of (at most 4096, 384); KeyError for one that was not."""
        known = self._positions()
        records = self._records()
        for start in range(0, len(texts), 4096):
            positions = [known[_key(text)] for text in texts[start : start + 4096]]
            yield records["vector"][positions]

    def _append(self, keys: list[bytes], vectors: Iterator[NDArray[np.float32]]) -> None:
        with self._path.open("ab") as file:
            for start in range(0, len(keys), _STEP):
                some = keys[start : start + _STEP]
                records = np.zeros(len(some), _RECORD)
                for record, key in zip(records, some):
                    record["key"], record["vector"] = np.void(key), next(vectors)
                file.write(records.tobytes())
                file.flush()

    def _records(self) -> NDArray[np.void]:
        if not self._path.exists() or not self._path.stat().st_size:
            return np.zeros(0, _RECORD)
        return np.memmap(self._path, _RECORD, "r")

    def _positions(self) -> dict[bytes, int]:
        return {bytes(key): position for position, key in enumerate(self._records()["key"].tolist())}

    def _cut_torn_end(self) -> None:
        """A stop while writing may leave part of a record."""
        if self._path.exists():
            size = self._path.stat().st_size
            os.truncate(self._path, size - size % _RECORD.itemsize)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=12).digest()
