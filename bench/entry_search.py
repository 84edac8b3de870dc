"""Why search has the parts it has: words by tantivy or bm25s, vectors by numpy or usearch, one of them or both fused.

`python -m bench.entry_search`: recall and mean reciprocal rank on tests/evaluation/dev-*.jsonl, time a query (its
sentence vector not counted: that is the same for all), time to build (vectors not counted either; for words it is
mostly jieba); then, for time alone, the same with 20 copies of every entry.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bench import search_engines as engines
from bench.questions import ROOT, development
from bench.report import keep, quantiles, share, table
from bot.evaluation.cases import Turn
from bot.library.entry import Entry
from bot.library.files import load_folder
from bot.library.library import Library
from bot.library.search.search import Search
from bot.library.search.words import WordIndex
from bot.text.normalise import normalise
from bot.text.vectors import encoder

COPIES, TIMED = 20, 200
CACHE = ROOT / ".cache/sentence-vectors.npz"
_SPREAD = 0.01


@dataclass
class Variant:
    """One way to search, and what it took to build beyond the vectors themselves (milliseconds)."""

    name: str
    find: engines.Find
    build_ms: float


def main() -> int:
    """Print and keep both sizes."""
    os.chdir(ROOT)
    library = _library()
    entries = library.entries()
    asked = [turn for turn in development() if library.get(turn.entry)]
    encoder().encode([normalise(turn.text) for turn in asked])
    copies = [replace(entry, id=f"{entry.id}~{copy}") for copy in range(COPIES) for entry in entries]
    figures = {"real": _measure(entries, asked, 0.0), f"x{COPIES}": _measure(copies, asked[::3][:TIMED], _SPREAD)}
    for size, rows in figures.items():
        _show(size, rows, quality=size == "real")
    keep("entry_search", {"entries": len(entries), "questions": len(asked), **figures})
    return 0


def _library() -> Library:
    folder = load_folder(ROOT / "knowledge")
    return Library.from_data(folder.data, folder.bureau)


def _measure(entries: list[Entry], asked: list[Turn], spread: float) -> list[dict[str, Any]]:
    variants = list(_variants(entries, spread))
    ranks: dict[str, list[int | None]] = {variant.name: [] for variant in variants}
    milliseconds: dict[str, list[float]] = {variant.name: [] for variant in variants}
    for place, turn in enumerate(asked):
        for variant in variants[place % len(variants) :] + variants[: place % len(variants)]:
            started = time.perf_counter()
            found = variant.find(turn.text)
            milliseconds[variant.name].append((time.perf_counter() - started) * 1000)
            ranks[variant.name].append(_rank(found, turn))
    return [
        {"variant": variant.name, **_quality(ranks[variant.name]), **quantiles(milliseconds[variant.name]),
         "build_ms": round(variant.build_ms)}
        for variant in variants
    ]  # fmt: skip


def _variants(entries: list[Entry], spread: float) -> Iterator[Variant]:
    """What is used first: words, vectors, both fused; then the same with another engine for one of them."""
    used = engines.build(Search, entries, CACHE, spread)
    texts = engines.texts_of(used)
    WordIndex(texts[:50])  # dictionaries are loaded once, whoever asks for them
    tantivy, tantivy_ms = _timed(lambda: WordIndex(texts))
    used = engines.with_words(used, tantivy)
    yield Variant("words: tantivy (used)", engines.by_words(used), tantivy_ms)
    yield Variant("vectors: numpy (used)", engines.by_vectors(used), 0.0)
    yield Variant("fused: tantivy + numpy (used)", engines.fused(used), tantivy_ms)
    if engines.has("bm25s"):
        words, took = _timed(lambda: engines.Bm25sWords(texts))
        yield Variant("words: bm25s", engines.by_words(engines.with_words(used, words)), took)
        yield Variant("fused: bm25s + numpy", engines.fused(engines.with_words(used, words)), took)
    if engines.has("usearch", "numkong"):
        other = engines.build(engines.UsearchSearch, entries, CACHE, spread)
        assert isinstance(other, engines.UsearchSearch)
        graph, took = _timed(other.build_graph)
        graph = engines.with_words(graph, tantivy)
        yield Variant("vectors: usearch", engines.by_vectors(graph), took)
        yield Variant("fused: tantivy + usearch", engines.fused(graph), tantivy_ms + took)


def _timed(build: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return build(), (time.perf_counter() - started) * 1000


def _rank(found: list[str], turn: Turn) -> int | None:
    """From 1; None when it is not among the first ten."""
    wanted = {turn.entry, *turn.also}
    return next((place for place, entry in enumerate(found, 1) if entry in wanted), None)


def _quality(ranks: list[int | None]) -> dict[str, float]:
    def recall(first: int) -> float:
        return round(sum(rank is not None and rank <= first for rank in ranks) / len(ranks), 4)

    return {"recall_1": recall(1), "recall_3": recall(3), "mrr": round(sum(1 / r for r in ranks if r) / len(ranks), 4)}


def _show(size: str, rows: list[dict[str, Any]], quality: bool) -> None:
    told = ("recall_1", "recall_3", "mrr") if quality else ()
    times = ("p50", "p95", "build_ms")
    cells = [(row["variant"], *(share(row[key]) for key in told), *(row[key] for key in times)) for row in rows]
    print(table([f"entries: {size}", *told, "p50 ms", "p95 ms", "build ms"], cells), end="\n\n")


if __name__ == "__main__":
    sys.exit(main())
