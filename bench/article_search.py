"""Question → article among many: words only, vectors only, both fused.

`python -m bench.article_search [--data FOLDER] [--others N] [--many]`: the index is the product's, built into
.cache/articles and opened in a process of its own. Vectors are kept there: the first run computes them all, and may be
stopped and started again. The weight of the vectors was chosen on every other question; `held apart` are those between.
`--many` shows time and memory with 147,283 articles: all their words, but vectors drawn near real ones, which says
nothing of quality.
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
    """Print and keep one size."""
    arguments = _arguments()
    os.chdir(ROOT)
    articles, asked = articles_and_questions(arguments.data, arguments.others)
    if arguments.many:
        many = many_articles(arguments.data)
        figures = {"articles": len(many), "written": _written(many, articles), **_measured(FOLDER / "many", asked)}
        shutil.rmtree(FOLDER / "many")
    else:
        built = _built(articles)
        figures = {"articles": len(articles), "built": built, **_measured(_current(), asked, quality=True)}
    _show(figures)
    keep("article_search_many" if arguments.many else "article_search", {"questions": len(asked), **figures})
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.article_search")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/retrieval")
    parser.add_argument("--others", type=int, help="only so many articles besides those that answer a question")
    parser.add_argument("--many", action="store_true", help="147,283 articles: time and memory")
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


def _written(many: Sequence[Article], real: Sequence[Article]) -> dict[str, Any]:
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


def _measured(folder: Path, asked: Sequence[Asked], quality: bool = False) -> dict[str, Any]:
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        told = apart.submit(answer, folder, [question.text for question in asked]).result()
    ways = {
        way: {name: value for kind, taken in times.items() for name, value in _quantiles(kind, taken).items()}
        for way, times in told["times"].items()
    }
    for way in told["found"] if quality else ():
        ways[way] = {**_quality(told["found"][way], asked), **ways[way]}
    return {"ways": ways, **{key: told[key] for key in ("open_s", "before_mb", "after_mb")}}


def _quantiles(kind: str, taken: Sequence[float]) -> dict[str, float]:
    return {f"{name}_{kind}": value for name, value in quantiles(taken).items()}


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


def _show(figures: dict[str, Any]) -> None:
    told = list(figures["ways"]["fused"])
    rows = [(way, *(_shown(key, row.get(key)) for key in told)) for way, row in figures["ways"].items()]
    print(table([f"{figures['articles']} articles", *told], rows))
    print(f"opened in {figures['open_s']} s, MB {figures['before_mb']} → {figures['after_mb']}", end="\n\n")


def _shown(key: str, value: float | None) -> Any:
    return value if key.endswith("ms") else share(value)


if __name__ == "__main__":
    sys.exit(main())
