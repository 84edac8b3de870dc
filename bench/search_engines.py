"""The search of the product with one part exchanged. bm25s and usearch are no dependencies: without them, fewer rows.

- `.venv/bin/python -m pip install --no-deps --target /tmp/extra bm25s usearch numkong`
- `PYTHONPATH=/tmp/extra .venv/bin/python -m bench.entry_search`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bot.library.entry import Entry
from bot.library.search.passages import Passage
from bot.library.search.search import Search
from bot.library.search.words import WordIndex, terms
from bot.text.normalise import normalise
from bot.text.vectors import encoder

# Question → entry ids, best first.
Find = Callable[[str], list[str]]
_LIMIT, _NEIGHBOURS = 10, 200


class Bm25sWords:
    """Stands where WordIndex stands (bm25s: BM25 scores computed ahead, in scipy-like sparse matrices)."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self._size = len(texts)
        self._index = bm25s.BM25(k1=1.2, b=0.75)  # as tantivy
        self._index.index([terms(text) for text in texts], show_progress=False)

    def search(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(passage number, BM25 score), best first."""
        words = list(dict.fromkeys(terms(text)))
        if not words:
            return []
        found = self._index.retrieve([words], k=min(limit, self._size), show_progress=False)
        pairs = zip(found.documents[0].tolist(), found.scores[0].tolist())
        return [(number, score) for number, score in pairs if score > 0]


class UsearchSearch(Search):
    """Search with an HNSW graph for the vectors instead of the product of a matrix."""

    def build_graph(self) -> UsearchSearch:
        """Index the vectors that are there."""
        from usearch.index import Index

        self._graph = Index(ndim=self._vectors.shape[1], metric="cos", dtype="f32")
        self._graph.add(np.arange(len(self._vectors)), self._vectors)
        return self

    def _nearest(self, text: str) -> dict[str, tuple[float, Passage]]:
        found = self._graph.search(encoder().encode([normalise(text)])[0], _NEIGHBOURS)
        best: dict[str, tuple[float, Passage]] = {}
        for position, distance in zip(found.keys.tolist(), found.distances.tolist()):
            passage = self._asked[position]
            best.setdefault(passage.entry, (1.0 - distance, passage))
        return best


def with_words(search: Search, words: WordIndex | Bm25sWords) -> Search:
    """The same search over another index of words."""
    other = Search.__new__(type(search))
    other.__dict__.update(search.__dict__)
    other._words = words  # type: ignore[assignment]
    return other


def by_words(search: Search) -> Find:
    """Words alone."""
    return lambda text: list(search._worded(text))[:_LIMIT]


def by_vectors(search: Search) -> Find:
    """Vectors alone."""
    return lambda text: list(search._nearest(text))[:_LIMIT]


def fused(search: Search) -> Find:
    """Both, as the product does it."""
    return lambda text: [hit.entry for hit in search.find(text, _LIMIT)]


def has(*packages: str) -> bool:
    """Whether optional packages are there."""
    return all(find_spec(package) for package in packages)


def texts_of(search: Search) -> list[str]:
    """Every passage."""
    return [passage.text for passage in search._passages]


def build(kind: type[Search], entries: Iterable[Entry], cache: Path, spread: float = 0.0) -> Search:
    """An index; `spread` moves every vector a little at random, so that copies of an entry are not all the same."""
    search = kind(entries, cache)
    if spread:
        noise = np.random.default_rng(20261124).normal(0, spread, search._vectors.shape)
        moved = search._vectors + noise.astype(np.float32)
        search._vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return search
