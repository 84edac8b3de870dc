"""Sentence vectors, cached by content.

The encoder is multilingual-e5-small (Wang et al., Multilingual E5 Text Embeddings, 2024), cut to the pieces Chinese
uses, in eight bits: scripts/make_encoder makes it.
"""

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
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from pickle import UnpicklingError
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tqdm import tqdm

from bot.text.pieces import Pieces

Vectors = NDArray[np.float32]
log = logging.getLogger(__name__)

DIMENSIONS = 384
ENCODER = Path(__file__).parent / "encoder"
_RECENT = 4096


class Encoder:
    """Text → unit vector. One per process: messages, search and training share its memory of recent texts."""

    def __init__(self) -> None:
        self._pieces = Pieces.read(ENCODER / "pieces.tsv")
        self._network = _open(ENCODER / "encoder.onnx")
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, Vectors] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 384) float32, rows of length 1."""
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._recent]
            known = {text: self._recent[text] for text in texts if text in self._recent}
            known.update((text, self._run(text)) for text in missing)
            self._remember(known)
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, DIMENSIONS), np.float32)

    def encode_many(self, texts: Sequence[str], cache: Path) -> Vectors:
        """Like `encode` for thousands of texts: vectors live in the file `cache`, keyed by the text's hash;
        only new texts are computed, with a progress bar."""
        known = _read_cache(cache)
        keys = [_key(text) for text in texts]
        missing = list({key: text for key, text in zip(keys, texts) if key not in known}.items())
        if missing:
            known.update(zip([key for key, _ in missing], self.encode_each([text for _, text in missing])))
            _write_cache(cache, known)
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, DIMENSIONS), np.float32)

    def encode_each(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """The vectors one after another, on every core, with a progress bar; nothing is remembered or written."""
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            vectors = workers.map(self._run, texts)
            yield from tqdm(vectors, "句向量", len(texts), unit="句", file=sys.stderr, mininterval=1.0)

    def _run(self, text: str) -> Vectors:
        """One by one: in eight bits a text's vector would depend on its neighbours in a batch."""
        ids = np.array([self._pieces.ids(text)], np.int64)
        vector: Vectors = self._network.run(None, {"ids": ids, "mask": np.ones(ids.shape, np.float32)})[0][0]
        return vector

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        for text, vector in vectors.items():
            self._recent[text] = vector
            self._recent.move_to_end(text)
        while len(self._recent) > _RECENT:
            self._recent.popitem(last=False)


@functools.lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The process's encoder; loads its 30 MB on first use."""
    return Encoder()


def _open(path: Path) -> InferenceSession:
    """On one thread: a sentence takes some milliseconds, and a second thread would wait for the first by spinning."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=12).hexdigest()


@functools.lru_cache(maxsize=1)
def encoder_version() -> str:
    """A hash of the network: vectors of another encoder cannot be compared with those of this one."""
    return hashlib.blake2b((ENCODER / "encoder.onnx").read_bytes(), digest_size=12).hexdigest()


def _read_cache(path: Path) -> dict[str, Vectors]:
    """What can be read of it: a broken, half-written or foreign file counts as empty and is computed anew."""
    try:
        with np.load(path) as stored:
            keys, vectors = stored["keys"].tolist(), stored["vectors"].astype(np.float32)
            is_ours = stored["encoder"].item() == encoder_version()
    except FileNotFoundError:
        return {}
    except (OSError, EOFError, KeyError, ValueError, UnpicklingError, BadZipFile, zlib.error):
        log.warning("vectors.cache_unreadable")
        return {}
    fits = is_ours and vectors.shape == (len(keys), DIMENSIONS) and bool(np.isfinite(vectors).all())
    return dict(zip(keys, vectors)) if fits else {}


def _write_cache(path: Path, vectors: dict[str, Vectors]) -> None:
    """Written beside and renamed, so that a stop half-way leaves the old cache whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as file:
            half = np.stack(list(vectors.values())).astype(np.float16)
            np.savez(file, encoder=encoder_version(), keys=np.array(list(vectors)), vectors=half)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
