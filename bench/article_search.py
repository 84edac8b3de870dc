"""Question → article among many: words only, vectors only, both fused; then the same with 147,283 articles, for time.

`python -m bench.article_search [--data FOLDER] [--others N]`: the index is the product's, built into .cache/articles
and opened in a process of its own. Vectors are kept there: the first run computes them all (half an hour on one core).
What is fused how was chosen on every other question; `held apart` are those in between.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from bench.article_search_worker import answer
from bench.report import ROOT, keep, quantiles, share, table
from bench.statutes import Asked, articles_and_questions, many_articles
from bot.library.search.article_index import build, write_index
from bot.library.search.articles import Article, encoded
from bot.library.search.vector_cache import Halves, VectorCache

FOLDER = ROOT / ".cache/articles"
CHANGED = 100
# How far a drawn vector lies from the real one: cosines of about 0.9, as between neighbouring articles.
_SPREAD, _SEED = 0.025, 20261125


def main() -> int:
    """Print and keep both sizes."""
    arguments = _arguments()
    os.chdir(ROOT)
    articles, asked = articles_and_questions(arguments.data, arguments.others)
    figures = {"built": _built(articles), "real": _measured(_current(), asked)}
    _show(len(articles), figures["real"])
    many = many_articles(arguments.data)
    figures["written_many"] = _written_many(many, articles)
    figures["many"] = _measured(FOLDER / "many", asked, quality=False)
    shutil.rmtree(FOLDER / "many")
    _show(len(many), figures["many"])
    keep("article_search", {"articles": len(articles), "many": len(many), "questions": len(asked), **figures})
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.article_search")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/retrieval")
    parser.add_argument("--others", type=int, help="only so many articles besides those that answer a question")
    return parser.parse_args()


def _current() -> Path:
    return FOLDER / (FOLDER / "current").read_text()


def _built(articles: Sequence[Article]) -> dict[str, Any]:
    """Seconds to build: at first, with nothing new, and with some articles changed (the last is then undone)."""
    changed = [replace(article, text=f"今年修改。{article.text}") for article in articles[:CHANGED]]
    rows = {}
    for name, some in {"first": articles, "again": articles, "changed": [*changed, *articles[CHANGED:]]}.items():
        started = time.perf_counter()
        computed = build(FOLDER, some)
        rows[name] = {"vectors_computed": computed, "seconds": round(time.perf_counter() - started, 1)}
    build(FOLDER, articles)
    print(table(["build", "vectors computed", "s"], [(name, *row.values()) for name, row in rows.items()]), end="\n\n")
    return rows


def _written_many(many: Sequence[Article], real: Sequence[Article]) -> dict[str, Any]:
    """An index of many articles whose vectors are drawn near those of real ones: it shows time and memory, no more."""
    shutil.rmtree(FOLDER / "many", ignore_errors=True)
    (FOLDER / "many").mkdir()
    rows = np.concatenate(list(VectorCache(FOLDER).rows([encoded(article) for article in real])))
    started = time.perf_counter()
    write_index(FOLDER / "many", many, _drawn(rows, len(many)))
    size = sum(path.stat().st_size for path in (FOLDER / "many").rglob("*") if path.is_file())
    return {"seconds": round(time.perf_counter() - started, 1), "disk_mb": size // 2**20}


def _drawn(rows: Halves, count: int) -> Iterator[Halves]:
    chance = np.random.default_rng(_SEED)
    for start in range(0, count, 4096):
        some = rows[chance.integers(len(rows), size=min(4096, count - start))].astype(np.float32)
        some += chance.normal(0, _SPREAD, some.shape).astype(np.float32)
        yield (some / np.linalg.norm(some, axis=1, keepdims=True)).astype(np.float16)


def _measured(folder: Path, asked: Sequence[Asked], quality: bool = True) -> dict[str, Any]:
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        told = apart.submit(answer, folder, [question.text for question in asked]).result()
    ways = {
        way: {**(_quality(told["found"][way], asked) if quality else {}), **quantiles(told["ms"][way])}
        for way in told["found"]
    }
    times = {way: quantiles(told["ms"][way]) for way in ("vector", "whole")}
    return {"ways": ways, **times, **{key: told[key] for key in ("open_s", "before_mb", "after_mb")}}


def _quality(found: Sequence[Sequence[int]], asked: Sequence[Asked]) -> dict[str, float]:
    ranks = [
        next((place for place, row in enumerate(rows, 1) if row in question.right), None)
        for rows, question in zip(found, asked)
    ]

    def hit(first: int, some: Sequence[int | None] = ranks) -> float:
        return round(sum(rank is not None and rank <= first for rank in some) / len(some), 4)

    reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
    hits = {f"hit_{first}": hit(first) for first in (1, 5, 10)}
    return {**hits, "mrr_10": round(reciprocal, 4), "hit_10_held_apart": hit(10, ranks[1::2])}


def _show(size: int, figures: dict[str, Any]) -> None:
    told = [key for key in figures["ways"]["fused"] if not key.startswith("p")]
    rows = [(way, *(share(row[key]) for key in told), row["p50"], row["p95"]) for way, row in figures["ways"].items()]
    print(table([f"{size} articles", *told, "p50 ms", "p95 ms"], rows))
    for name in ("vector", "whole"):
        print(f"{name}: p50 {figures[name]['p50']:.1f} ms, p95 {figures[name]['p95']:.1f} ms")
    print(f"opened in {figures['open_s']:.2f} s, MB {figures['before_mb']} → {figures['after_mb']}", end="\n\n")


if __name__ == "__main__":
    sys.exit(main())
